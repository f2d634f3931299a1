/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The format markdown: CommonMark 0.30, and tables as the large forges have them.
 *
 * What a mail says stands behind words of ours on a line, escaped, or as lines of a fenced
 * block, whose fence is longer than any run of backticks in it: nothing in it can end it.
 */
#include "render/diffstat.h"
#include "render/escape.h"
#include "render/formats.h"
#include "render/outcome_text.h"
#include "render/range.h"
#include "render/text_parts.h"

enum { FENCE_MIN = 3 };

struct document {
	const struct update *update;
	GString *out;
};

static void append_heading(GString *out, unsigned level, const char *words)
{
	g_string_append_printf(out, "\n%.*s %s\n\n", (int)level, "######", words);
}

/* As a destination in angle brackets (CommonMark 6.3); entities would be read there. */
static void append_destination(const struct document *document, str message_id)
{
	g_autoptr(GString) address = g_string_new(NULL);

	g_string_append_len(address, document->update->link.ptr,
			    (gssize)document->update->link.len);
	escape_url_segment(address, message_id);
	g_string_append(document->out, "(<");
	for (size_t i = 0; i < address->len; i++) {
		char byte = address->str[i];

		if (byte == '&')
			g_string_append(document->out, "&amp;");
		else if (byte <= ' ' || byte == '<' || byte == '>' || byte == '\\')
			g_string_append_printf(document->out, "%%%02X", (unsigned char)byte);
		else
			g_string_append_c(document->out, byte);
	}
	g_string_append(document->out, ">)");
}

/* `[words](<https://.../id>)`, or the words alone. */
static void append_link(const struct document *document, str words, str message_id)
{
	bool has_link = document->update->link.len > 0 && message_id.len > 0;

	if (has_link)
		g_string_append_c(document->out, '[');
	escape_markdown(document->out, words);
	if (!has_link)
		return;
	g_string_append_c(document->out, ']');
	append_destination(document, message_id);
}

static void append_mailbox(GString *out, struct mailbox mailbox)
{
	g_autoptr(GString) words = g_string_new(NULL);

	text_append_mailbox(words, mailbox);
	escape_markdown(out, (str){.ptr = words->str, .len = words->len});
}

static unsigned longest_run(str text)
{
	unsigned longest = 0;
	unsigned run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.ptr[i] == '`' ? run + 1 : 0;
		longest = MAX(longest, run);
	}
	return longest;
}

static void append_fence(GString *out, unsigned length)
{
	for (unsigned i = 0; i < length; i++)
		g_string_append_c(out, '`');
}

/* @text as it is, but for what a display would obey. */
static void append_block(GString *out, str text)
{
	unsigned length = MAX(longest_run(text) + 1, (unsigned)FENCE_MIN);
	str line;

	text = str_trim_end(text);
	if (text.len == 0)
		return;
	g_string_append_c(out, '\n');
	append_fence(out, length);
	g_string_append(out, "text\n");
	while (str_next_line(&text, &line)) {
		escape_terminal(out, line);
		g_string_append_c(out, '\n');
	}
	append_fence(out, length);
	g_string_append_c(out, '\n');
}

static void append_title(const struct document *document)
{
	GString *out = document->out;
	str from;
	str to;

	range_names(document->update, &from, &to);
	g_string_append(out, "# Update of ");
	escape_markdown(out, document->update->title);
	g_string_append(out, "\n\nFrom ");
	escape_markdown(out, from);
	g_string_append(out, " to ");
	escape_markdown(out, to);
	if (document->update->since.len > 0) {
		g_string_append(out, ": mails that arrived from ");
		escape_markdown(out, text_day(document->update->since));
		g_string_append(out, " to ");
		escape_markdown(out, text_day(document->update->until));
	}
	g_string_append(out, ".\n\n");
}

static void append_figure(GString *out, const char *name, unsigned number,
			  const struct text_count *kinds, size_t n_kinds)
{
	g_string_append_printf(out, "| %s | %u | ", name, number);
	text_append_counts(out, kinds, n_kinds);
	g_string_append(out, " |\n");
}

static void append_pace(GString *out, const char *name, unsigned n_works, int64_t seconds)
{
	if (n_works == 0)
		return;
	g_string_append_printf(out, "| %s | %u | median ", name, n_works);
	text_append_duration(out, seconds);
	g_string_append(out, " after the first posting |\n");
}

static void append_glance(const struct document *document)
{
	const struct update *update = document->update;
	struct text_mail_counts mails = text_count_mails(update);
	struct text_series_counts series = text_count_series(update);
	GString *out = document->out;

	g_string_append(out, "| What | Number | Of these |\n|:---|---:|:---|\n");
	append_figure(out, "Mails", update->counts.mails, mails.kinds, TEXT_N_MAIL_KINDS);
	append_figure(out, "Threads", update->counts.threads, NULL, 0);
	append_figure(out, "Participants", update->counts.participants, NULL, 0);
	append_figure(out, "Series", update->n_series, series.kinds, TEXT_N_SERIES_KINDS);
	append_pace(out, "First answers", update->pace.n_answered, update->pace.answered_seconds);
	append_pace(out, "Landings", update->pace.n_landed, update->pace.landed_seconds);
}

static void append_contributors(const struct document *document)
{
	const struct update *update = document->update;

	if (update->n_contributors == 0)
		return;
	append_heading(document->out, 2, "Contributors");
	g_string_append(document->out, "| Patches | Contributor |\n|---:|:---|\n");
	for (unsigned i = 0; i < MIN(update->n_contributors, update->top); i++) {
		g_string_append_printf(document->out, "| %u | ", update->contributors[i].patches);
		append_mailbox(document->out, update->contributors[i].person);
		g_string_append(document->out, " |\n");
	}
}

static void append_reviewers(const struct document *document)
{
	const struct update *update = document->update;

	if (update->n_reviewers == 0)
		return;
	append_heading(document->out, 2, "Reviewers");
	g_string_append(document->out, "| Reviewed | Acked | Tested | Reviewer |\n"
				       "|---:|---:|---:|:---|\n");
	for (unsigned i = 0; i < MIN(update->n_reviewers, update->top); i++) {
		const struct update_reviewer *reviewer = &update->reviewers[i];

		g_string_append_printf(document->out, "| %u | %u | %u | ", reviewer->reviewed,
				       reviewer->acked, reviewer->tested);
		append_mailbox(document->out, reviewer->person);
		g_string_append(document->out, " |\n");
	}
}

static void append_summary(GString *out, const struct update_outcome *outcome)
{
	static const struct render_options no_colour;
	g_autoptr(GString) words = g_string_new(NULL);

	outcome_text_append_summary(words, &no_colour, outcome);
	escape_markdown(out, (str){.ptr = words->str, .len = words->len});
}

static void append_works(const struct document *document, const char *heading,
			 const struct update_work *works, unsigned n_works)
{
	GString *out = document->out;

	if (n_works == 0)
		return;
	append_heading(out, 2, heading);
	for (unsigned i = 0; i < n_works; i++) {
		const struct update_work *work = &works[i];

		g_string_append_printf(out, "- " STR_FMT " ", STR_ARG(work->revision));
		append_link(document, text_title(work->title), work->message_id);
		g_string_append(out, " (");
		escape_markdown(out, text_name(work->author));
		g_string_append(out, "): ");
		append_summary(out, &work->outcome);
		g_string_append_c(out, '\n');
	}
}

static void append_tag(GString *out, const struct update_series *series)
{
	g_autoptr(GString) words = g_string_new(NULL);

	text_append_tag(words, series);
	escape_markdown(out, (str){.ptr = words->str, .len = words->len});
}

static void append_list(const struct document *document)
{
	const struct update *update = document->update;
	GString *out = document->out;

	append_heading(out, 2, "List by area");
	for (unsigned i = 0; i < update->n_areas; i++) {
		const struct update_area *area = &update->areas[i];

		g_string_append(out, i > 0 ? "\nArea **" : "Area **");
		escape_markdown(out, area->name.len > 0 ? area->name : STR("(no area)"));
		g_string_append(out, "**\n\n");
		for (unsigned k = 0; k < area->n_series; k++) {
			const struct update_series *series = &update->series[area->series[k]];

			g_string_append(out, "- ");
			append_tag(out, series);
			g_string_append_c(out, ' ');
			append_link(document, text_title(series->title), series->message_id);
			g_string_append(out, " (");
			escape_markdown(out, text_name(series->author));
			g_string_append(out, ")\n");
		}
	}
	if (update->n_areas == 0)
		g_string_append(out, "No series came.\n");
}

static void append_field(GString *out, const char *name, str value)
{
	if (value.len == 0)
		return;
	g_string_append_printf(out, "- %s: ", name);
	escape_markdown(out, value);
	g_string_append_c(out, '\n');
}

static void append_people(GString *out, const struct update_series *series)
{
	g_string_append(out, "- Author: ");
	append_mailbox(out, series->author);
	g_string_append_c(out, '\n');
	if (text_same_mailbox(series->author, series->sender))
		return;
	g_string_append(out, "- Sender: ");
	append_mailbox(out, series->sender);
	g_string_append_c(out, '\n');
}

static void append_others(const struct document *document, const char *name,
			  const struct update_older *others, unsigned n_others)
{
	for (unsigned i = 0; i < n_others; i++) {
		g_string_append_printf(document->out, "- %s: ", name);
		append_link(document, others[i].revision, others[i].message_id);
		g_string_append(document->out, " of ");
		escape_markdown(document->out, text_day(others[i].date));
		if (others[i].reason.len > 0) {
			g_string_append(document->out, "; ");
			escape_markdown(document->out, others[i].reason);
		}
		g_string_append(document->out, ": ");
		escape_markdown(document->out, others[i].subject);
		g_string_append_c(document->out, '\n');
	}
}

static void append_reviews(GString *out, const struct update_patch *patch, const char *indent)
{
	for (unsigned i = 0; i < patch->n_reviews; i++) {
		const struct update_review *review = &patch->reviews[i];

		g_string_append_printf(out, "%s- Review: ", indent);
		escape_markdown(out, review->trailer);
		g_string_append(out, " by ");
		append_mailbox(out, review->person);
		g_string_append_c(out, '\n');
	}
}

static void append_size(GString *out, unsigned n_files, unsigned insertions, unsigned deletions)
{
	if (n_files > 0)
		g_string_append_printf(out, "%u %s, +%u −%u", n_files,
				       n_files == 1 ? "file" : "files", insertions, deletions);
	else
		g_string_append(out, "no diff");
}

static void append_facts(const struct document *document, const struct update_series *series)
{
	GString *out = document->out;

	g_string_append(out, "- Mail: ");
	append_tag(out, series);
	g_string_append_c(out, ' ');
	append_link(document,
		    series->message_id.len > 0 ? series->message_id : STR("(no Message-ID)"),
		    series->message_id);
	g_string_append_c(out, '\n');
	append_people(out, series);
	append_field(out, "Date", series->date);
	if (series->outcome.state.len > 0) {
		g_string_append(out, "- Status: ");
		append_summary(out, &series->outcome);
		g_string_append_c(out, '\n');
	}
	append_others(document, "Superseded by", series->newer, series->n_newer);
	append_others(document, "Previous", series->older, series->n_older);
	g_string_append(out, "- Changes: ");
	append_size(out, series->n_files, series->insertions, series->deletions);
	g_string_append_c(out, '\n');
	append_field(out, "Base", series->base_commit);
	if (series->n_replies > 0)
		g_string_append_printf(out, "- Replies: %u\n", series->n_replies);
}

static void append_missing(GString *out, const struct update_series *series)
{
	if (series->n_missing == 0)
		return;
	g_string_append(out, "- Missing: ");
	text_append_missing(out, series);
	g_string_append_c(out, '\n');
}

static void append_patches(const struct document *document, const struct update_series *series)
{
	GString *out = document->out;

	g_string_append_c(out, '\n');
	for (unsigned i = 0; i < series->n_patches; i++) {
		const struct update_patch *patch = &series->patches[i];

		g_string_append_printf(out, "- %u/%u ", patch->index, series->total);
		append_link(document, text_title(patch->title), patch->message_id);
		g_string_append(out, " (");
		append_size(out, patch->n_files, patch->insertions, patch->deletions);
		g_string_append_c(out, ')');
		if (!text_same_mailbox(patch->author, series->author)) {
			g_string_append(out, " by ");
			escape_markdown(out, text_name(patch->author));
		}
		g_string_append_c(out, '\n');
		append_reviews(out, patch, "  ");
	}
}

/* All files of the series, as git shows them. */
static void append_files(GString *out, const struct update_series *series)
{
	static const struct render_options no_colour;
	g_autoptr(GArray) files = diffstat_sum(series);
	g_autoptr(GString) stat = g_string_new(NULL);

	diffstat_append(stat, &no_colour, (const struct update_file *)(void *)files->data,
			files->len);
	append_block(out, (str){.ptr = stat->str, .len = stat->len});
}

static void append_entry(const struct document *document, const struct update_series *series)
{
	const struct update_patch *head = text_head_of(series);
	GString *out = document->out;

	g_string_append_printf(out, "\n### %s: ", text_state_word(series->state));
	escape_markdown(out, text_title(series->title));
	g_string_append(out, "\n\n");
	append_facts(document, series);
	append_missing(out, series);
	if (series->has_cover || text_is_single(series)) {
		append_reviews(out, head, "");
		append_block(out, head->message);
		append_block(out, head->notes);
	}
	if (!text_is_single(series))
		append_patches(document, series);
	append_files(out, series);
}

bool render_markdown(const struct update *update, const struct render_options *options,
		     GString *out, GError **error)
{
	const struct document document = {.update = update, .out = out};

	(void)options;
	(void)error;
	append_title(&document);
	append_glance(&document);
	append_contributors(&document);
	append_reviewers(&document);
	append_works(&document, "Landed in this time", update->landed, update->n_landed);
	append_works(&document, "Waiting for reviewers or maintainers", update->waiting,
		     update->n_waiting);
	append_works(&document, "Gone quiet in this time", update->quiet, update->n_quiet);
	append_list(&document);
	append_heading(out, 2, "Series");
	for (unsigned i = 0; i < update->n_series; i++)
		append_entry(&document, &update->series[i]);
	return true;
}
