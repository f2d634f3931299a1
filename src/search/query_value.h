/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Spans of time and of numbers, as queries write them; within src/search only.
 */
#ifndef TIDINGS_SEARCH_QUERY_VALUE_H
#define TIDINGS_SEARCH_QUERY_VALUE_H

#include "base/str.h"
#include "search/query.h"

#include <glib.h>

struct query_span {
	bool has_from;
	bool has_to;
	int64_t from; /* inclusive */
	int64_t to; /* inclusive */
};

/*
 * Reads @text as @form, one of QUERY_FORM_DAY, TIME, AGE and NUMBER: see there. An
 * age becomes the time at which that was sent. Numbers are at most nine digits. False,
 * and nothing written, for anything else, and for a span that ends before it begins.
 */
bool query_value_read(enum query_form form, str text, int64_t now, struct query_span *ret_span);

#endif
