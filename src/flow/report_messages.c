/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: the mails of a day, some hundred. They are read one by one, from wherever they
 * stand best; the first update of a subscription may be of a year.
 */
#include "flow/report_messages.h"

#include "flow/context.h"
#include "flow/mail_source.h"
#include "flow/report_update.h"
#include "people/mailmap.h"

#include <glib.h>

static void append_kept(struct collection *collection, const struct kept_mail *kept)
{
	const bool is_context = false;
	const int64_t unknown = 0; /* the context numbers them */
	const unsigned no_arrival = 0;

	g_array_append_val(collection->records, kept->record);
	g_array_append_val(collection->details, kept->detail);
	g_array_append_val(collection->arrivals, no_arrival);
	g_array_append_val(collection->is_context, is_context);
	g_array_append_val(collection->messages, unknown);
	for (unsigned bit = 0; bit < MAIL_N_DEFECTS; bit++)
		collection->defects[bit] += (kept->defects >> bit) & 1;
}

static bool collect(struct index *index, const struct messages_request *request,
		    const struct mailmap *mailmap, struct collection *collection, GError **error)
{
	g_autoptr(mail_source) source = mail_source_new(index);

	if (request->progress)
		request->progress->total = request->n_messages;
	for (unsigned i = 0; i < request->n_messages; i++) {
		const struct source_request one = {
			.message = request->messages[i].message,
			.texts = &collection->texts[0],
			.mailmap = mailmap,
			.people = collection->people,
			.with_diffs = request->with_diffs,
		};
		struct kept_mail kept;
		bool found;

		if (!mail_source_keep(source, &one, &kept, &found, error))
			return false;
		if (!found &&
		    !mail_source_is_missing(source, one.message, collection->missing, error))
			return false;
		if (found) {
			/* The copy that is read best may have come later than another. */
			kept.record.arrived_at = request->messages[i].arrived_at;
			append_kept(collection, &kept);
		}
		progress_reach(request->progress, i + 1);
	}
	return true;
}

static bool fill(struct index *index, const struct messages_request *request, struct report *report,
		 GError **error)
{
	const struct context_request context = {
		.mailmap = report->mailmap,
		.from = request->told_until,
		.to = request->until,
		.with_diffs = request->with_diffs,
		.archives = request->archives,
		.n_archives = request->n_archives,
		.narrow = request->narrow,
		.user = request->user,
	};
	const struct report_frame frame = {
		.title = arena_str(&report->collection->texts[0], request->title),
		.link = str_from(request->link),
		.top = request->top,
		.time = {.told_until = request->told_until,
			 .until = request->until,
			 .known_until = INT64_MAX},
	};

	if (!collect(index, request, report->mailmap, report->collection, error) ||
	    !context_add(index, &context, report->collection, error))
		return false;
	report->update = report_update(index, report->collection, &frame, error);
	return report->update;
}

struct report *report_messages(struct index *index, const struct messages_request *request,
			       GError **error)
{
	g_autoptr(report) report = g_new0(struct report, 1);

	if (request->mailmap) {
		report->mailmap = mailmap_read(request->mailmap, error);
		if (!report->mailmap)
			return NULL;
	}
	report->collection = collection_new(report->mailmap);
	return fill(index, request, report, error) ? g_steal_pointer(&report) : NULL;
}
