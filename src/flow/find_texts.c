/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/find_texts.h"

struct taker {
	find_text_fn take;
	void *user;
	enum word_field field;
	str text; /* lines one behind the other; empty between two runs */
};

static void give(const struct taker *taker, enum word_field field, str text)
{
	taker->take(taker->user, field, text);
}

static void end_run(struct taker *taker)
{
	if (taker->text.len)
		give(taker, taker->field, taker->text);
	taker->text = (str){0};
}

/* @line is followed by its newline, but for the last one of a text. */
static void add_line(struct taker *taker, enum word_field field, str line)
{
	bool joins = taker->field == field && taker->text.len &&
		     taker->text.ptr + taker->text.len + 1 == line.ptr;

	if (joins) {
		taker->text.len += line.len + 1;
		return;
	}
	end_run(taker);
	taker->field = field;
	taker->text = line;
}

static void add_text(struct taker *taker, str text)
{
	str line;

	while (str_next_line(&text, &line))
		add_line(taker, str_starts(line, STR(">")) ? WORD_QUOTED : WORD_TEXT, line);
	end_run(taker);
}

static enum word_field field_of_diff_line(str line)
{
	if (str_starts(line, STR("+")))
		return WORD_ADDED;
	if (str_starts(line, STR("-")))
		return WORD_REMOVED;
	return WORD_CONTEXT;
}

/* What stands behind `@@ -1,2 +3,4 @@`. */
static str hunk_heading(str line)
{
	size_t end;

	line = str_skip(line, 2);
	return str_find(line, STR("@@"), &end) ? str_skip(line, end + 2) : (str){0};
}

/* A file's lines above its first hunk name paths, modes and blobs: they have tables of their own. */
static void add_file(struct taker *taker, const struct diff_file *file)
{
	bool in_hunk = false;
	str rest = file->text;
	str line;

	give(taker, WORD_FILE, file->old_path);
	give(taker, WORD_FILE, file->new_path);
	while (str_next_line(&rest, &line)) {
		if (str_starts(line, STR("@@ "))) {
			in_hunk = true;
			end_run(taker);
			give(taker, WORD_HUNK, hunk_heading(line));
		} else if (in_hunk) {
			add_line(taker, field_of_diff_line(line), line);
		}
	}
	end_run(taker);
}

/* The part of @text before @part and the one behind it, where it is a part of it. */
static bool split_around(str text, str part, str *ret_before, str *ret_after)
{
	if (part.len == 0 || part.ptr < text.ptr || part.ptr + part.len > text.ptr + text.len)
		return false;
	*ret_before = str_slice(text, 0, (size_t)(part.ptr - text.ptr));
	*ret_after = str_skip(text, (size_t)(part.ptr - text.ptr) + part.len);
	return true;
}

static void add_body(struct taker *taker, const struct reading *reading)
{
	const struct diff *diff = &reading->patch.diff;
	str text = reading->mail.body.text;
	str before;
	str after;

	if (!reading->patch.has_diff) {
		add_text(taker, text);
		return;
	}
	/* A diff that is not a part of the text was read from its bytes before conversion. */
	if (split_around(text, diff->text, &before, &after)) {
		add_text(taker, before);
		add_text(taker, after);
	} else {
		add_text(taker, text);
	}
	for (unsigned i = 0; i < diff->n_files; i++)
		add_file(taker, &diff->files[i]);
}

/* One text: whoever pastes a whole From field finds it. */
static void add_mailbox(const struct taker *taker, struct arena *arena, struct mailbox mailbox)
{
	str name = arena_join(arena, mailbox.name, STR(" "));

	give(taker, WORD_FROM, arena_join(arena, name, mailbox.address));
}

void find_texts(struct arena *arena, const struct reading *reading, find_text_fn take, void *user)
{
	struct taker taker = {.take = take, .user = user};

	give(&taker, WORD_SUBJECT, reading->subject);
	add_mailbox(&taker, arena, reading->sender);
	add_mailbox(&taker, arena, reading->author);
	give(&taker, WORD_TO, mail_field_text(arena, reading->mail.raw_to));
	give(&taker, WORD_CC, mail_field_text(arena, reading->mail.raw_cc));
	give(&taker, WORD_LIST, reading->mail.list_id);
	add_body(&taker, reading);
}
