/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One pass over the lines. Between files any text may stand; a file is a
 * header and the hunks that follow it at once. A hunk's counts say which lines
 * are its own, so that a signature `-- ` behind it is no deletion.
 *
 * git-apply(1) refuses a whole mail for one damaged hunk. Here the hunk is read
 * as far as it makes sense, and what follows it is found again.
 */
#include "patch/diff.h"

#include "base/limits.h"
#include "patch/diff_header.h"

#include <glib.h>
#include <string.h>

struct reader {
	struct arena *arena;
	str bytes;
	size_t at; /* where the next line begins */
	size_t plain_at; /* where `Index:`, `diff -u` and their like began, before @at */
	struct diff diff;
	unsigned capacity; /* of diff.files */
	struct diff_file *file; /* the last one; NULL where its header made no sense */
	size_t file_at; /* where its text begins */
};

/* git-apply(1) wants the second `@@`; the name of a function may follow. */
static bool read_hunk_header(str line, struct diff_hunk *ret_hunk)
{
	return diff_take_hunk(&line, ret_hunk) && str_starts(line, STR(" @@"));
}

/* The line at @reader->at, if there is one, without its end; and where the next one begins. */
static bool peek_line(const struct reader *reader, str *ret_line, size_t *ret_next)
{
	str rest = str_skip(reader->bytes, reader->at);
	bool is_there = diff_next_line(&rest, ret_line);

	*ret_next = reader->bytes.len - rest.len;
	return is_there;
}

/* The file's text ends here, at least. */
static void extend_file(struct reader *reader)
{
	reader->file->text = str_slice(reader->bytes, reader->file_at, reader->at);
}

/* Adds a file whose text began at @begin and whose header ends at reader->at. */
static void add_file(struct reader *reader, struct diff_file file, size_t begin)
{
	struct diff *diff = &reader->diff;

	if (diff->n_files == reader->capacity) {
		unsigned capacity = MAX(8, reader->capacity * 2);
		struct diff_file *files =
			arena_new_array(reader->arena, struct diff_file, capacity);

		if (diff->n_files)
			memcpy(files, diff->files, sizeof(*files) * diff->n_files);
		diff->files = files;
		reader->capacity = capacity;
	}
	reader->file = &diff->files[diff->n_files++];
	*reader->file = file;
	reader->file_at = begin;
	extend_file(reader);
}

enum hunk_line {
	HUNK_CONTEXT,
	HUNK_INSERTION,
	HUNK_DELETION,
	HUNK_NOTE, /* "\ No newline at end of file" */
	HUNK_FOREIGN, /* the rest of a line that a mailer wrapped, or text behind the diff */
};

static enum hunk_line classify_hunk_line(str line)
{
	if (line.len == 0)
		return HUNK_CONTEXT; /* its blank was stripped */
	switch (line.ptr[0]) {
	case ' ':
		return HUNK_CONTEXT;
	case '+':
		return HUNK_INSERTION;
	case '-':
		return HUNK_DELETION;
	case '\\':
		return HUNK_NOTE;
	default:
		return HUNK_FOREIGN;
	}
}

/* True if @line cannot be the rest of a wrapped one: something new begins. */
static bool begins_anew(str line)
{
	return str_starts(line, STR("diff --")) || str_starts(line, STR("@@ ")) ||
	       str_starts(line, STR("Index: "));
}

/* True if @line, which @next follows, is a signature's, in a hunk whose end was lost. */
static bool is_signature(const struct reader *reader, const struct diff_hunk *missing, str line,
			 size_t next)
{
	str rest = str_skip(reader->bytes, next);

	if (!str_equal(line, STR("-- ")) || (missing->old_lines == 1 && missing->new_lines == 0))
		return false;
	return !diff_next_line(&rest, &line) || classify_hunk_line(line) == HUNK_FOREIGN;
}

/* Counts a line of the hunk down; false if the hunk's header did not announce it. */
static bool count_line(struct diff_file *file, struct diff_hunk *missing, enum hunk_line kind)
{
	bool is_old = kind == HUNK_CONTEXT || kind == HUNK_DELETION;
	bool is_new = kind == HUNK_CONTEXT || kind == HUNK_INSERTION;
	bool announced = (!is_old || missing->old_lines) && (!is_new || missing->new_lines);

	file->insertions += kind == HUNK_INSERTION;
	file->deletions += kind == HUNK_DELETION;
	missing->old_lines -= is_old && missing->old_lines;
	missing->new_lines -= is_new && missing->new_lines;
	return announced;
}

/* True if a hunk that has met its counts goes on nevertheless. */
static bool goes_on(const struct reader *reader)
{
	str line;
	size_t next;

	if (!peek_line(reader, &line, &next) || line.len < 2)
		return false;
	if (line.ptr[0] == '+')
		return !str_starts(line, STR("++"));
	return line.ptr[0] == '-' && line.ptr[1] != '-';
}

/* Reads the lines of a hunk, from the one behind its header. False if it is damaged. */
static bool read_hunk_lines(struct reader *reader, struct diff_hunk missing)
{
	bool intact = true;
	bool was_foreign = false;
	size_t next;
	str line;

	while ((missing.old_lines || missing.new_lines) && peek_line(reader, &line, &next)) {
		enum hunk_line kind = classify_hunk_line(line);
		bool is_foreign = kind == HUNK_FOREIGN;

		if (is_foreign && (was_foreign || begins_anew(line)))
			break;
		if (kind == HUNK_DELETION && is_signature(reader, &missing, line, next))
			break;
		if (is_foreign || !count_line(reader->file, &missing, kind))
			intact = false;
		reader->at = next;
		if (!is_foreign)
			extend_file(reader);
		was_foreign = is_foreign;
	}
	if (missing.old_lines || missing.new_lines)
		return false;
	if (peek_line(reader, &line, &next) && str_starts(line, STR("\\ "))) {
		reader->at = next;
		extend_file(reader);
	}
	return intact && !goes_on(reader);
}

/* Reads hunks as long as one follows the other; false if there is none. */
static bool read_hunks(struct reader *reader)
{
	bool found = false;
	struct diff_hunk hunk;
	size_t next;
	str line;

	while (peek_line(reader, &line, &next) && read_hunk_header(line, &hunk)) {
		found = true;
		reader->at = next;
		extend_file(reader);
		if (!read_hunk_lines(reader, hunk))
			reader->diff.damaged = true;
	}
	return found;
}

static void read_binary(struct reader *reader)
{
	str rest = str_skip(reader->bytes, reader->at);
	bool intact;

	if (!diff_take_binary(&rest, &intact))
		return;
	reader->at = reader->bytes.len - rest.len;
	reader->file->binary = true;
	if (!intact)
		reader->diff.damaged = true;
	extend_file(reader);
}

/* At a line `diff --git`; false where it begins no header, and nothing is read then. */
static bool read_git_file(struct reader *reader)
{
	str rest = str_skip(reader->bytes, reader->at);
	size_t begin = reader->at;
	struct diff_file file;
	enum diff_header found = diff_header_git(reader->arena, &rest, &file);

	reader->at = reader->bytes.len - rest.len;
	reader->file = NULL;
	if (found == DIFF_HEADER_DAMAGED)
		reader->diff.damaged = true;
	if (found != DIFF_HEADER_FILE)
		return found == DIFF_HEADER_DAMAGED;
	add_file(reader, file, begin);
	if (!read_hunks(reader))
		read_binary(reader);
	return true;
}

/*
 * At a line `---`: a plain header is this line, `+++` and a hunk's header.
 * False where the others do not follow, and nothing is read then.
 */
static bool read_plain_file(struct reader *reader)
{
	str rest = str_skip(reader->bytes, reader->at);
	str old_text;
	str new_text;
	str below;
	str line;
	struct diff_hunk hunk;
	struct diff_file file;

	if (!diff_next_line(&rest, &old_text) || !str_take(&old_text, STR("--- ")))
		return false;
	if (!diff_next_line(&rest, &new_text) || !str_take(&new_text, STR("+++ ")))
		return false;
	below = rest;
	if (!diff_next_line(&below, &line) || !read_hunk_header(line, &hunk))
		return false;
	reader->at = reader->bytes.len - rest.len;
	if (!diff_header_plain(reader->arena, old_text, new_text, &file)) {
		reader->file = NULL;
		reader->diff.damaged = true;
		return true;
	}
	add_file(reader, file, reader->plain_at);
	return read_hunks(reader);
}

/* A hunk that does not follow its file's header at once: text was put between them. */
static bool read_lost_hunk(struct reader *reader, str line)
{
	struct diff_hunk hunk;

	if (!read_hunk_header(line, &hunk))
		return false;
	reader->diff.damaged = true;
	if (!reader->file)
		return false;
	return read_hunks(reader);
}

/* True for the lines that diff(1), CVS, Subversion and quilt write above `---`. */
static bool is_plain_preamble(str line)
{
	static const str words[] = {
		STR_INIT("diff "),
		STR_INIT("Index: "),
		STR_INIT("====="),
		STR_INIT("RCS file: "),
		STR_INIT("retrieving revision "),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (str_starts(line, words[i]))
			return true;
	}
	return false;
}

/* A line that begins no file, and that @next follows. */
static void skip_text(struct reader *reader, str line, size_t next)
{
	reader->at = next;
	if (!is_plain_preamble(line)) {
		reader->plain_at = reader->at;
		return;
	}
	reader->file = NULL;
	if (str_starts(line, STR("diff --cc ")) || str_starts(line, STR("diff --combined ")))
		reader->diff.damaged = true;
}

static bool read_file(struct reader *reader, str line)
{
	bool found = (str_starts(line, STR("diff --git ")) && read_git_file(reader)) ||
		     (str_starts(line, STR("--- ")) && read_plain_file(reader)) ||
		     (str_starts(line, STR("@@ -")) && read_lost_hunk(reader, line));

	if (found)
		reader->plain_at = reader->at;
	return found;
}

static void sum_up(struct diff *diff)
{
	const struct diff_file *last = &diff->files[diff->n_files - 1];

	for (unsigned i = 0; i < diff->n_files; i++) {
		diff->insertions += diff->files[i].insertions;
		diff->deletions += diff->files[i].deletions;
	}
	diff->text = (str){
		.ptr = diff->files[0].text.ptr,
		.len = (size_t)(last->text.ptr + last->text.len - diff->files[0].text.ptr),
	};
}

bool diff_parse(struct arena *arena, str bytes, struct diff *ret_diff)
{
	struct reader reader = {
		.arena = arena,
		.bytes = str_slice(bytes, 0, LIMIT_MAIL_BYTES),
	};
	size_t next;
	str line;

	while (reader.diff.n_files < LIMIT_DIFF_FILES && peek_line(&reader, &line, &next)) {
		if (!read_file(&reader, line))
			skip_text(&reader, line, next);
	}
	*ret_diff = (struct diff){0};
	if (reader.diff.n_files == 0)
		return false;
	*ret_diff = reader.diff;
	sum_up(ret_diff);
	return true;
}

str diff_file_path(const struct diff_file *file)
{
	return file->change == DIFF_DELETED ? file->old_path : file->new_path;
}
