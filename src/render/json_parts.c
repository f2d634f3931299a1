/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/json_parts.h"

#include "render/escape.h"

/* The address at which the mail can be read; null where that is not known. */
void json_write_link(struct json_writer *json, const struct update *update, str message_id)
{
	g_autoptr(GString) segment = NULL;
	g_autofree char *link = NULL;

	if (update->link.len == 0 || message_id.len == 0) {
		json_null(json, "link");
		return;
	}
	segment = g_string_new(NULL);
	escape_url_segment(segment, message_id);
	link = g_strdup_printf(STR_FMT "%s", STR_ARG(update->link), segment->str);
	json_string(json, "link", str_from(link));
}

void json_write_texts(struct json_writer *json, const char *key, const str *texts, unsigned n_texts)
{
	json_begin_array(json, key);
	for (unsigned i = 0; i < n_texts; i++)
		json_string(json, NULL, texts[i]);
	json_end_array(json);
}

static void write_other(struct json_writer *json, const struct update *update,
			const struct update_older *other)
{
	json_begin_object(json, NULL);
	json_string(json, "revision_text", other->revision);
	json_string(json, "subject", other->subject);
	json_known(json, "message_id", other->message_id);
	json_write_link(json, update, other->message_id);
	json_known(json, "date", other->date);
	json_unsigned(json, "patches", other->n_patches);
	json_unsigned(json, "total", other->total);
	json_string(json, "reason", other->reason);
	json_write_texts(json, "reasons", other->reasons, other->n_reasons);
	json_unsigned(json, "sureness", other->sureness);
	json_end_object(json);
}

static void write_others(struct json_writer *json, const char *key, const struct update *update,
			 const struct update_older *others, unsigned n_others)
{
	json_begin_array(json, key);
	for (unsigned i = 0; i < n_others; i++)
		write_other(json, update, &others[i]);
	json_end_array(json);
}

static void write_number(struct json_writer *json, const char *key, unsigned number)
{
	if (number)
		json_unsigned(json, key, number);
	else
		json_null(json, key);
}

static void write_change(struct json_writer *json, const struct update_change *change)
{
	json_begin_object(json, NULL);
	write_number(json, "older", change->older);
	write_number(json, "newer", change->newer);
	json_string(json, "title", change->title);
	json_string(json, "outcome", change->outcome);
	json_boolean(json, "moved", change->moved);
	json_end_object(json);
}

void json_write_history(struct json_writer *json, const struct update *update,
			const struct update_series *series)
{
	write_others(json, "older", update, series->older, series->n_older);
	write_others(json, "newer", update, series->newer, series->n_newer);
	json_string(json, "changelog", series->changelog);
	json_known(json, "compared_with", series->compared_with);
	json_begin_array(json, "changes");
	for (unsigned i = 0; i < series->n_changes; i++)
		write_change(json, &series->changes[i]);
	json_end_array(json);
}

void json_write_mailbox(struct json_writer *json, const char *key, struct mailbox mailbox)
{
	json_begin_object(json, key);
	json_string(json, "name", mailbox.name);
	json_string(json, "address", mailbox.address);
	json_end_object(json);
}

void json_write_reviews(struct json_writer *json, const struct update_review *reviews,
			unsigned n_reviews)
{
	json_begin_array(json, "reviews");
	for (unsigned i = 0; i < n_reviews; i++) {
		const struct update_review *review = &reviews[i];

		json_begin_object(json, NULL);
		json_string(json, "trailer", review->trailer);
		json_string(json, "name", review->person.name);
		json_string(json, "address", review->person.address);
		json_known(json, "scope", review->scope);
		json_known(json, "message_id", review->message_id);
		json_end_object(json);
	}
	json_end_array(json);
}
