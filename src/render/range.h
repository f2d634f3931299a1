/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the two ends of an update's range are called in a heading.
 */
#ifndef TIDINGS_RENDER_RANGE_H
#define TIDINGS_RENDER_RANGE_H

#include "update/update.h"

/*
 * Commit ids abbreviated to nine digits. In an archive without commits the
 * dates of the first and the last arrival; what is not known is "the
 * beginning" and "the end". Slices point into @update or are literals.
 */
void range_names(const struct update *update, str *ret_from, str *ret_to);

#endif
