/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/work_ledger.h"

#include "render/json_parts.h"
#include "render/outcome_text.h"
#include "render/style.h"
#include "render/text_parts.h"

enum {
	FATE_COLUMNS = 9, /* "untouched" */
	INDENT = 2,
};

static void begin_part(GString *out, const struct render_options *options, const char *heading)
{
	style_begin(out, options, STYLE_HEADING);
	g_string_append(out, heading);
	style_end(out, options);
	g_string_append_c(out, '\n');
}

/* What somebody should look at again. */
static bool is_bad(str fate)
{
	return str_equal(fate, STR("lost")) || str_equal(fate, STR("untouched"));
}

static void append_fate(GString *out, const struct render_options *options, str fate)
{
	g_string_append_printf(out, "%*s", INDENT, "");
	if (is_bad(fate))
		style_begin(out, options, STYLE_REMOVED);
	g_string_append_printf(out, "%-*.*s", FATE_COLUMNS, (int)fate.len, fate.ptr);
	if (is_bad(fate))
		style_end(out, options);
	g_string_append(out, "  ");
}

/* `v2 3`, `v2 cover`. */
static void append_place(GString *out, str revision, unsigned number)
{
	text_append_line(out, revision);
	if (number)
		g_string_append_printf(out, " %u", number);
	else
		g_string_append(out, " cover");
}

static void append_when(GString *out, const struct render_options *options, str date,
			str message_id)
{
	if (date.len == 0)
		return;
	g_string_append(out, ", ");
	text_append_line(out, text_day(date));
	g_string_append_c(out, ' ');
	text_append_id(out, options, message_id);
}

static void append_trailer(GString *out, const struct render_options *options,
			   const struct work_trailer *trailer)
{
	append_fate(out, options, trailer->fate);
	text_append_line(out, trailer->name);
	g_string_append(out, ": ");
	text_append_mailbox(out, trailer->person);
	if (trailer->scope.len > 0) {
		g_string_append(out, " # ");
		text_append_line(out, trailer->scope);
	}
	g_string_append(out, " (");
	append_place(out, trailer->revision, trailer->number);
	if (trailer->newest_number && trailer->newest_number != trailer->number)
		g_string_append_printf(out, ", now %u", trailer->newest_number);
	append_when(out, options, trailer->date, trailer->message_id);
	g_string_append_c(out, ')');
	if (trailer->is_anothers)
		g_string_append(out, ", passed on by somebody else");
	if (trailer->is_unanswered)
		g_string_append(out, ", never answered");
	g_string_append_c(out, '\n');
}

static void append_comment(GString *out, const struct render_options *options,
			   const struct work_comment *comment)
{
	append_fate(out, options, comment->fate);
	append_place(out, comment->revision, comment->number);
	if (comment->next.len > 0) {
		g_string_append(out, " to ");
		text_append_line(out, comment->next);
	}
	g_string_append(out, " by ");
	text_append_line(out, text_name(comment->person));
	append_when(out, options, comment->date, comment->message_id);
	g_string_append_c(out, '\n');
}

void work_ledger_append(GString *out, const struct render_options *options,
			const struct work_view *view)
{
	const struct update_outcome *outcome = &work_view_series(view)->outcome;

	if (outcome->n_reasons > 0) {
		begin_part(out, options, "Status rests on");
		outcome_text_append_reasons(out, options, outcome, INDENT);
		g_string_append_c(out, '\n');
	}
	if (view->n_trailers > 0) {
		begin_part(out, options, "Trailers");
		for (unsigned i = 0; i < view->n_trailers; i++)
			append_trailer(out, options, &view->trailers[i]);
		g_string_append_c(out, '\n');
	}
	if (view->n_comments > 0) {
		begin_part(out, options, "Comments");
		for (unsigned i = 0; i < view->n_comments; i++)
			append_comment(out, options, &view->comments[i]);
		g_string_append_c(out, '\n');
	}
}

static void write_trailer(struct json_writer *json, const struct work_trailer *trailer)
{
	json_begin_object(json, NULL);
	json_string(json, "fate", trailer->fate);
	json_string(json, "trailer", trailer->name);
	json_write_mailbox(json, "person", trailer->person);
	json_known(json, "scope", trailer->scope);
	json_string(json, "revision_text", trailer->revision);
	json_unsigned(json, "patch", trailer->number);
	json_unsigned(json, "newest_patch", trailer->newest_number);
	json_known(json, "date", trailer->date);
	json_known(json, "message_id", trailer->message_id);
	json_boolean(json, "passed_on", trailer->is_anothers);
	json_boolean(json, "unanswered", trailer->is_unanswered);
	json_end_object(json);
}

static void write_comment(struct json_writer *json, const struct work_comment *comment)
{
	json_begin_object(json, NULL);
	json_string(json, "fate", comment->fate);
	json_write_mailbox(json, "person", comment->person);
	json_string(json, "revision_text", comment->revision);
	json_unsigned(json, "patch", comment->number);
	json_known(json, "next_revision", comment->next);
	json_string(json, "date", comment->date);
	json_known(json, "message_id", comment->message_id);
	json_end_object(json);
}

void work_ledger_write(struct json_writer *json, const struct work_view *view)
{
	json_begin_array(json, "trailers");
	for (unsigned i = 0; i < view->n_trailers; i++)
		write_trailer(json, &view->trailers[i]);
	json_end_array(json);
	json_begin_array(json, "comments");
	for (unsigned i = 0; i < view->n_comments; i++)
		write_comment(json, &view->comments[i]);
	json_end_array(json);
}
