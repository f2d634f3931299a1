/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The JSON format, schema tidings-update/1: all that the model holds.
 *
 * What is written here, schema/update-1.schema.json and doc/json-schema.md
 * change together; a test holds this file against the schema.
 */
#include "render/escape.h"
#include "render/formats.h"
#include "render/json_parts.h"
#include "render/json_writer.h"
#include "render/outcome_json.h"

static void write_counts(struct json_writer *json, const struct update_counts *counts)
{
	json_begin_object(json, "counts");
	json_unsigned(json, "patches", counts->patches);
	json_unsigned(json, "covers", counts->covers);
	json_unsigned(json, "replies", counts->replies);
	json_unsigned(json, "pulls", counts->pulls);
	json_unsigned(json, "other", counts->other);
	json_unsigned(json, "unreadable", counts->unreadable);
	json_unsigned(json, "duplicates", counts->duplicates);
	json_unsigned(json, "deleted", counts->deleted);
	json_unsigned(json, "threads", counts->threads);
	json_unsigned(json, "participants", counts->participants);
	json_end_object(json);
}

static void write_days(struct json_writer *json, const struct update *update)
{
	json_begin_array(json, "days");
	for (unsigned i = 0; i < update->n_days; i++) {
		json_begin_object(json, NULL);
		json_string(json, "date", update->days[i].date);
		json_unsigned(json, "mails", update->days[i].mails);
		json_unsigned(json, "patches", update->days[i].patches);
		json_unsigned(json, "replies", update->days[i].replies);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_domains(struct json_writer *json, const struct update *update)
{
	json_begin_array(json, "domains");
	for (unsigned i = 0; i < update->n_domains; i++) {
		json_begin_object(json, NULL);
		json_string(json, "domain", update->domains[i].domain);
		json_unsigned(json, "patches", update->domains[i].patches);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_contributors(struct json_writer *json, const struct update *update)
{
	json_begin_array(json, "contributors");
	for (unsigned i = 0; i < update->n_contributors; i++) {
		const struct update_contributor *contributor = &update->contributors[i];

		json_begin_object(json, NULL);
		json_string(json, "name", contributor->person.name);
		json_string(json, "address", contributor->person.address);
		json_unsigned(json, "patches", contributor->patches);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_reviewers(struct json_writer *json, const struct update *update)
{
	json_begin_array(json, "reviewers");
	for (unsigned i = 0; i < update->n_reviewers; i++) {
		const struct update_reviewer *reviewer = &update->reviewers[i];

		json_begin_object(json, NULL);
		json_string(json, "name", reviewer->person.name);
		json_string(json, "address", reviewer->person.address);
		json_unsigned(json, "reviewed", reviewer->reviewed);
		json_unsigned(json, "acked", reviewer->acked);
		json_unsigned(json, "tested", reviewer->tested);
		json_unsigned(json, "trailers", reviewer->trailers);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_areas(struct json_writer *json, const struct update *update)
{
	json_begin_array(json, "areas");
	for (unsigned i = 0; i < update->n_areas; i++) {
		const struct update_area *area = &update->areas[i];

		json_begin_object(json, NULL);
		json_string(json, "name", area->name);
		json_unsigned(json, "patches", area->patches);
		json_begin_array(json, "series");
		for (unsigned k = 0; k < area->n_series; k++)
			json_unsigned(json, NULL, area->series[k]);
		json_end_array(json);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_diffstat(struct json_writer *json, const struct update_patch *patch)
{
	json_begin_array(json, "diffstat");
	for (unsigned i = 0; i < patch->n_files; i++) {
		const struct update_file *file = &patch->files[i];

		json_begin_object(json, NULL);
		json_string(json, "path", file->path);
		json_known(json, "old_path", file->old_path);
		json_string(json, "change", (str){.ptr = &file->change, .len = 1});
		json_boolean(json, "binary", file->binary);
		json_unsigned(json, "similarity", file->similarity);
		json_unsigned(json, "insertions", file->insertions);
		json_unsigned(json, "deletions", file->deletions);
		json_known(json, "old_blob", file->old_blob);
		json_known(json, "new_blob", file->new_blob);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_trailers(struct json_writer *json, const struct update_patch *patch)
{
	json_begin_array(json, "trailers");
	for (unsigned i = 0; i < patch->n_trailers; i++) {
		json_begin_object(json, NULL);
		json_string(json, "name", patch->trailers[i].name);
		json_string(json, "value", patch->trailers[i].value);
		json_end_object(json);
	}
	json_end_array(json);
}

/* A patch, or a cover letter: that one has index 0 and no diff. */
static void write_patch(struct json_writer *json, const char *key, const struct update *update,
			const struct update_patch *patch)
{
	json_begin_object(json, key);
	json_unsigned(json, "index", patch->index);
	json_string(json, "title", patch->title);
	json_string(json, "subject", patch->subject);
	json_known(json, "message_id", patch->message_id);
	json_write_link(json, update, patch->message_id);
	json_known(json, "commit", patch->commit);
	json_known(json, "date", patch->date);
	json_write_mailbox(json, "author", patch->author);
	json_write_mailbox(json, "sender", patch->sender);
	json_known(json, "patch_id", patch->patch_id);
	json_unsigned(json, "files", patch->n_files);
	json_unsigned(json, "insertions", patch->insertions);
	json_unsigned(json, "deletions", patch->deletions);
	json_boolean(json, "damaged", patch->damaged);
	json_known(json, "carried_from", patch->carried_from);
	write_diffstat(json, patch);
	json_known(json, "base_commit", patch->base_commit);
	json_write_texts(json, "prerequisites", patch->prerequisites, patch->n_prerequisites);
	json_write_texts(json, "depends", patch->depends, patch->n_depends);
	json_known(json, "change_id", patch->change_id);
	json_string(json, "message", patch->message);
	write_trailers(json, patch);
	json_string(json, "notes", patch->notes);
	json_write_reviews(json, patch->reviews, patch->n_reviews);
	json_boolean(json, "came_before", patch->came_before);
	json_unsigned(json, "replies", patch->n_replies);
	json_end_object(json);
}

/* What is known of a series before its mails are looked at. */
static void write_series_head(struct json_writer *json, const struct update *update,
			      const struct update_series *series)
{
	json_string(json, "title", series->title);
	json_string(json, "subject", series->subject);
	json_string(json, "state", str_from(series_state_name(series->state)));
	json_unsigned(json, "revision", series->revision_number);
	json_string(json, "revision_text", series->revision);
	json_unsigned(json, "total", series->total);
	json_boolean(json, "pull", series->pull);
	json_boolean(json, "complete", series->n_missing == 0);
	json_begin_array(json, "missing");
	for (unsigned i = 0; i < series->n_missing; i++)
		json_unsigned(json, NULL, series->missing[i]);
	json_end_array(json);
	json_write_texts(json, "prefixes", series->prefixes, series->n_prefixes);
	json_write_mailbox(json, "author", series->author);
	json_write_mailbox(json, "sender", series->sender);
	json_known(json, "message_id", series->message_id);
	json_write_link(json, update, series->message_id);
	json_known(json, "date", series->date);
	json_string(json, "area", series->area);
	json_known(json, "base_commit", series->base_commit);
	json_known(json, "change_id", series->change_id);
	json_unsigned(json, "files", series->n_files);
	json_unsigned(json, "insertions", series->insertions);
	json_unsigned(json, "deletions", series->deletions);
	json_unsigned(json, "replies", series->n_replies);
}

void json_write_series(struct json_writer *json, const char *key, const struct update *update,
		       const struct update_series *series)
{
	json_begin_object(json, key);
	write_series_head(json, update, series);
	json_write_outcome(json, "outcome", &series->outcome);
	json_write_history(json, update, series);
	if (series->has_cover)
		write_patch(json, "cover", update, &series->cover);
	else
		json_null(json, "cover");
	json_begin_array(json, "patches");
	for (unsigned i = 0; i < series->n_patches; i++)
		write_patch(json, NULL, update, &series->patches[i]);
	json_end_array(json);
	json_end_object(json);
}

static void write_median(struct json_writer *json, const char *key, unsigned n_works,
			 int64_t seconds)
{
	json_begin_object(json, key);
	json_unsigned(json, "series", n_works);
	if (n_works)
		json_unsigned(json, "median_seconds", (unsigned)MIN(seconds, (int64_t)G_MAXUINT));
	else
		json_null(json, "median_seconds");
	json_end_object(json);
}

static void write_waits(struct json_writer *json, const struct update_pace *pace)
{
	json_begin_array(json, "first_answers");
	for (unsigned i = 0; i < UPDATE_N_WAITS; i++) {
		json_begin_object(json, NULL);
		json_string(json, "within", str_from(update_waits[i].name));
		json_unsigned(json, "series", pace->answered_within[i]);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_pace(struct json_writer *json, const struct update_pace *pace)
{
	json_begin_object(json, "pace");
	write_median(json, "first_answer", pace->n_answered, pace->answered_seconds);
	write_median(json, "landing", pace->n_landed, pace->landed_seconds);
	write_waits(json, pace);
	json_end_object(json);
}

static void write_works(struct json_writer *json, const char *key, const struct update *update,
			const struct update_work *works, unsigned n_works)
{
	json_begin_array(json, key);
	for (unsigned i = 0; i < n_works; i++) {
		json_begin_object(json, NULL);
		json_string(json, "title", works[i].title);
		json_string(json, "revision_text", works[i].revision);
		json_unsigned(json, "patches", works[i].n_patches);
		json_write_mailbox(json, "author", works[i].author);
		json_known(json, "message_id", works[i].message_id);
		json_write_link(json, update, works[i].message_id);
		json_known(json, "date", works[i].date);
		json_write_outcome(json, "outcome", &works[i].outcome);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_defects(struct json_writer *json, const struct update *update)
{
	json_begin_array(json, "defects");
	for (unsigned i = 0; i < update->n_defects; i++) {
		json_begin_object(json, NULL);
		json_string(json, "name", update->defects[i].name);
		json_unsigned(json, "mails", update->defects[i].mails);
		json_end_object(json);
	}
	json_end_array(json);
}

bool render_json(const struct update *update, const struct render_options *options, GString *out,
		 GError **error)
{
	struct json_writer json;

	(void)options;
	(void)error;
	json_writer_init(&json, out);
	json_begin_object(&json, NULL);
	json_string(&json, "schema", STR("tidings-update/1"));
	json_string(&json, "archive", update->title);
	json_known(&json, "from", update->from);
	json_known(&json, "to", update->to);
	json_begin_object(&json, "period");
	json_known(&json, "since", update->since);
	json_known(&json, "until", update->until);
	json_end_object(&json);
	json_unsigned(&json, "mails", update->counts.mails);
	write_counts(&json, &update->counts);
	write_defects(&json, update);
	json_begin_object(&json, "statistics");
	write_days(&json, update);
	write_domains(&json, update);
	write_contributors(&json, update);
	write_reviewers(&json, update);
	write_pace(&json, &update->pace);
	json_end_object(&json);
	write_works(&json, "landed", update, update->landed, update->n_landed);
	write_works(&json, "waiting", update, update->waiting, update->n_waiting);
	write_works(&json, "quiet", update, update->quiet, update->n_quiet);
	write_areas(&json, update);
	json_begin_array(&json, "series");
	for (unsigned i = 0; i < update->n_series; i++)
		json_write_series(&json, NULL, update, &update->series[i]);
	json_end_array(&json);
	json_end_object(&json);
	return true;
}
