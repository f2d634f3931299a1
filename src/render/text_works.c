/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the text format that name works: what landed, what waits, what went quiet. */
#include "render/outcome_text.h"
#include "render/style.h"
#include "render/text_parts.h"

/* `lamp: dim (v2, 1 patch, Ann Author, 2025-12-29)`, and below it what became of it. */
static void append_work(const struct text *text, const struct update_work *work)
{
	GString *out = text->out;

	g_string_append(out, "  ");
	style_begin(out, text->options, STYLE_HEADING);
	text_append_line(out, text_title(work->title));
	style_end(out, text->options);
	g_string_append(out, " (");
	text_append_line(out, work->revision);
	g_string_append_printf(out, ", %u patch%s, ", work->n_patches,
			       work->n_patches == 1 ? "" : "es");
	text_append_line(out, text_name(work->author));
	g_string_append(out, ", ");
	text_append_line(out, text_day(work->date));
	g_string_append(out, ")\n      ");
	outcome_text_append_summary(out, text->options, &work->outcome);
	g_string_append(out, "\n      ");
	text_append_id(out, text->options, work->message_id);
	g_string_append_c(out, '\n');
}

static void append_works(const struct text *text, const char *heading,
			 const struct update_work *works, unsigned n_works)
{
	if (n_works == 0)
		return;
	text_append_heading(text, heading);
	g_string_append_c(text->out, '\n');
	for (unsigned i = 0; i < n_works; i++)
		append_work(text, &works[i]);
	g_string_append_c(text->out, '\n');
}

void text_append_works(const struct text *text)
{
	const struct update *update = text->update;

	append_works(text, "===== Landed in this time period =====", update->landed,
		     update->n_landed);
	append_works(text, "===== Waiting for reviewers or maintainers =====", update->waiting,
		     update->n_waiting);
	append_works(text, "===== Gone quiet in this time period =====", update->quiet,
		     update->n_quiet);
}

enum {
	MINUTE = 60,
	HOUR = 60 * MINUTE,
	DAY = 24 * HOUR,
};

void text_append_duration(GString *out, int64_t seconds)
{
	long long whole = (long long)seconds;

	if (whole >= DAY)
		g_string_append_printf(out, "%lld d %lld h", whole / DAY, whole % DAY / HOUR);
	else if (whole >= HOUR)
		g_string_append_printf(out, "%lld h %lld min", whole / HOUR, whole % HOUR / MINUTE);
	else
		g_string_append_printf(out, "%lld min", whole / MINUTE);
}

static void append_median(const struct text *text, const char *label, unsigned n_works,
			  int64_t seconds)
{
	if (n_works == 0)
		return;
	text_append_label(text->out, label);
	text_append_duration(text->out, seconds);
	g_string_append_printf(text->out, " after the first posting (median of %u)\n", n_works);
}

void text_append_pace(const struct text *text)
{
	const struct update_pace *pace = &text->update->pace;

	append_median(text, "First answer:", pace->n_answered, pace->answered_seconds);
	append_median(text, "Landing:", pace->n_landed, pace->landed_seconds);
}
