/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a web server answers, into memory. curl_global_init() is called by the first one.
 */
#ifndef TIDINGS_MIRROR_DOWNLOAD_H
#define TIDINGS_MIRROR_DOWNLOAD_H

#include "base/str.h"

#include <glib.h>

enum download_result {
	DOWNLOAD_DONE,
	DOWNLOAD_ABSENT, /* 404, 410: there is none */
	DOWNLOAD_PASSING, /* no connection, too slow, 429, 5xx: later it may go well */
	DOWNLOAD_FINAL,
};

struct download_request {
	const char *url; /* http or https, as what it redirects to */
	unsigned timeout; /* seconds without a byte; 0 for no such limit */
	size_t limit; /* bytes; more of them are FINAL */
};

/*
 * Asks for request->url. @ret_body, freed with g_string_free(), is written where it is DONE;
 * @ret_retry_after, the seconds that the server asks for or 0, where it is PASSING. An
 * error, FETCH, that says what was answered and not by whom, is set for all but DONE.
 */
enum download_result download(const struct download_request *request, GString **ret_body,
			      unsigned *ret_retry_after, GError **error);

#endif
