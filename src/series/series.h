/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TIDINGS_SERIES_SERIES_H
#define TIDINGS_SERIES_SERIES_H
enum series_state {
	SERIES_NEW, /* the first posting of the work that is known */
	SERIES_REVISED, /* a later revision, or the range holds an older one */
	SERIES_RESENT, /* the same revision again */
};
#endif
