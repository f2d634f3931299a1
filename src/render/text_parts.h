/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text format's parts, and the small pieces that they share.
 *
 * text.c writes the document and its head, text_list.c the patch list,
 * text_entry.c the entry of one series, text_history.c what came before it. Whatever comes from a mail is made
 * harmless by the piece that writes it.
 */
#ifndef TIDINGS_RENDER_TEXT_PARTS_H
#define TIDINGS_RENDER_TEXT_PARTS_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"
#include "render/render.h"

#include <glib.h>

/* What every part needs. All three are borrowed. */
struct text {
	const struct update *update;
	const struct render_options *options;
	GString *out;
};

enum {
	TEXT_TITLE_COLUMNS = 72, /* without a terminal: a wider title does not widen its column */
	TEXT_TITLE_COLUMNS_MIN = 20, /* on a terminal: a title is not cut below */
};

/* A number of things: "1 cover letter", "2 cover letters". */
struct text_count {
	unsigned number;
	const char *one;
	const char *many;
};

/* The mails of an update by kind, and its series by what they are to their works. */
enum { TEXT_N_MAIL_KINDS = 6 };
struct text_mail_counts {
	struct text_count kinds[TEXT_N_MAIL_KINDS];
};
struct text_mail_counts text_count_mails(const struct update *update);

enum { TEXT_N_SERIES_KINDS = 4 };
struct text_series_counts {
	struct text_count kinds[TEXT_N_SERIES_KINDS];
};
struct text_series_counts text_count_series(const struct update *update);

/* The patch list: the series by area, a line each. */
void text_append_list(const struct text *text);

/* All of one series. It ends in a newline. */
void text_append_entry(const struct text *text, const struct update_series *series);

/* The same without the line that ends an entry. */
void text_append_series(const struct text *text, const struct update_series *series);

/* The mail that stands for the series: its cover, else the first patch that came, else empty. */
const struct update_patch *text_head_of(const struct update_series *series);

/* True for one patch without a cover. */
bool text_is_single(const struct update_series *series);

/* "New". */
const char *text_state_word(enum series_state state);

/* `2/9, 4/9 to 9/9`: numbers that did not come; three in a row, or more, by their ends. */
void text_append_missing(GString *out, const struct update_series *series);

/* True for a patch that stands where it stood, as it was. */
bool text_is_same_change(const struct update_change *change);

/* `Reviewed-by: Ann Author <ann@example.org> # arm64` on a line, as the reply gave it. */
void text_append_review(const struct text *text, const struct update_review *review);

/* The other revisions of the work, and what changed since the one before. */
void text_append_history(const struct text *text, const struct update_series *series);

/* @words without colour, escaped, on one line. */
void text_append_line(GString *out, str words);

/* A heading of ours, bold, with its newline. @heading is a literal or harmless. */
void text_append_heading(const struct text *text, const char *heading);

/* A label of the block at a glance, as wide as all of them. */
void text_append_label(GString *out, const char *label);

/* Works that landed, wait or went quiet, each part with its heading. (text_works.c) */
void text_append_works(const struct text *text);

/* Lines of the block at a glance: how fast works went. (text_works.c) */
void text_append_pace(const struct text *text);

/* `3 d 4 h`, `4 h 12 min`, `12 min`. (text_works.c) */
void text_append_duration(GString *out, int64_t seconds);

/* `Ann Author <ann@example.org>`, or what is there of it. */
void text_append_mailbox(GString *out, struct mailbox mailbox);

/* Its name, else its address, else "(unknown)"; not harmless yet. */
str text_name(struct mailbox mailbox);

/* The day of a date: `2025-12-29`. */
str text_day(str date);

/* What @text holds, in @arena. */
str text_keep(struct arena *arena, const GString *text);

/* The same, and frees @text. */
str text_take(struct arena *arena, GString *text);

/* `v2`, `RFC v2`, in @arena. */
str text_revision(struct arena *arena, bool is_rfc, str revision_text);

/* A Message-ID in its colour, or what stands where a mail has none. */
void text_append_id(GString *out, const struct render_options *options, str message_id);

/* On a terminal, that a list has more than is shown. */
void text_append_more(GString *out, const struct render_options *options, bool has_more);

/* True if the two are one address, or one name where there is no address. */
bool text_same_mailbox(struct mailbox a, struct mailbox b);

/* The counts that are not zero, joined by commas. Returns false where all are. */
bool text_append_counts(GString *out, const struct text_count *counts, size_t n_counts);

/* "1 file, +4 -1" in its colours; "no diff" without files. */
void text_append_changes(const struct text *text, unsigned n_files, unsigned insertions,
			 unsigned deletions);

/* How many decimal digits @number has. */
unsigned text_digits(unsigned number);

/* The columns that @words takes when it is made harmless. */
unsigned text_width(str words);

/*
 * Appends @words in a column of @columns: filled up with blanks; where it is
 * wider, cut with an ellipsis if @cut, else whole.
 */
void text_append_cell(GString *out, str words, unsigned columns, bool cut);

/* @title, or what stands where a mail has none. */
str text_title(str title);

/* `[RFC PATCH v2 0/5]`: as sent, or made of prefixes, revision and number. */
void text_append_tag(GString *out, const struct update_series *series);

#endif
