/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/report_update.h"

#include "flow/changes.h"
#include "flow/report_outcomes.h"

#include <glib.h>

static void fill_classic(struct update *update, const struct collection *collection)
{
	unsigned n = collection->classics->len;

	update->classic = arena_new_array(&update->arena, struct classic_mail, n);
	for (unsigned i = n; i-- > 0;) {
		const struct classic_reading *reading =
			&g_array_index(collection->classics, struct classic_reading, i);

		if (reading->counts)
			update->classic[update->n_classic++] = reading->mail;
	}
}

struct update *report_update(struct index *index, struct collection *collection,
			     const struct report_frame *frame, GError **error)
{
	const char *defect_names[MAIL_N_DEFECTS];
	struct arena *texts = &collection->texts[0];
	g_autoptr(series_set) set = series_read((struct record *)collection->records->data,
						collection->records->len, collection->people);
	struct update_material material = {
		.records = (const struct record *)collection->records->data,
		.details = (const struct mail_detail *)collection->details->data,
		.is_context = (const bool *)collection->is_context->data,
		.n_records = collection->records->len,
		.people = collection->people,
		.set = set,
		.n_deleted = frame->n_deleted,
		.defects = collection->defects,
		.defect_names = defect_names,
		.n_defects = MAIL_N_DEFECTS,
		.title = frame->title,
		.from = arena_str(texts, frame->from),
		.to = arena_str(texts, frame->to),
		.link = frame->link,
		.top = frame->top,
		.now = frame->time.until,
		.told_until = frame->time.told_until,
		.until = frame->time.until,
	};
	const struct changes_request changes = {
		.records = material.records,
		.messages = (const int64_t *)(void *)collection->messages->data,
		.is_context = material.is_context,
		.set = set,
		.arena = texts,
	};
	struct update *update = NULL;
	bool compared = true;

	for (unsigned bit = 0; bit < MAIL_N_DEFECTS; bit++)
		defect_names[bit] = mail_defect_name(bit);
	if (index)
		compared = changes_find(index, &changes, &material.changes, error);
	if (compared && report_outcomes(index, collection, set, frame->time.known_until,
					&material.outcomes, error)) {
		update = update_build(&material);
		fill_classic(update, collection);
	}
	return update;
}
