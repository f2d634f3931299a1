/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/report_of.h"

#include "base/workers.h"

unsigned site_n_workers(const struct site_request *request)
{
	return request->n_workers ? request->n_workers : workers_advised();
}

/* From the begin of one range to the end of another: `A..` and `..B`. */
static char *join_ranges(str first, str last)
{
	size_t begin = first.len;
	size_t end = last.len;

	str_find(first, STR(".."), &begin);
	str_find(last, STR(".."), &end);
	return g_strdup_printf(STR_FMT STR_FMT, STR_ARG(str_slice(first, 0, begin)),
			       STR_ARG(str_skip(last, end)));
}

struct report *report_of_updates(const struct site_request *request,
				 const struct planned_update *first,
				 const struct planned_update *last, str title, GError **error)
{
	bool by_time = first->range.len == 0 || last->range.len == 0;
	g_autofree char *range = by_time ? NULL : join_ranges(first->range, last->range);
	g_autofree char *name = str_dup(title);
	const struct report_request report = {
		.archive = request->archive,
		.quoting = request->quoting,
		.selection =
			{
				.range = range,
				.has_since = by_time,
				.has_until = by_time,
				.since = first->begin,
				.until = last->end,
			},
		.title = name,
		.link = request->link,
		.top = request->top,
		.index = request->index,
		.index_is_current = true,
		.n_workers = 1,
	};

	return report_make(&report, error);
}

struct report *report_of_update(const struct site_request *request,
				const struct planned_update *planned, str title, GError **error)
{
	return report_of_updates(request, planned, planned, title, error);
}
