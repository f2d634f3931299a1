/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/diff_header.h"

#include "patch/diff_path.h"

#include <glib.h>

enum {
	BLOB_DIGITS = 64, /* SHA-256 */
	MODE_DIGITS = 7,
	PERCENT = 100,
};

/* The lines of git's header, git-diff(1): each is a keyword and a value. */
enum field {
	FIELD_OLD_PATH,
	FIELD_NEW_PATH,
	FIELD_OLD_MODE,
	FIELD_NEW_MODE,
	FIELD_DELETED,
	FIELD_ADDED,
	FIELD_COPY_FROM,
	FIELD_COPY_TO,
	FIELD_RENAME_FROM,
	FIELD_RENAME_TO,
	FIELD_SIMILARITY,
	FIELD_DISSIMILARITY,
	FIELD_INDEX,
	N_FIELDS,
};

static const str keywords[N_FIELDS] = {
	[FIELD_OLD_PATH] = STR_INIT("--- "),
	[FIELD_NEW_PATH] = STR_INIT("+++ "),
	[FIELD_OLD_MODE] = STR_INIT("old mode "),
	[FIELD_NEW_MODE] = STR_INIT("new mode "),
	[FIELD_DELETED] = STR_INIT("deleted file mode "),
	[FIELD_ADDED] = STR_INIT("new file mode "),
	[FIELD_COPY_FROM] = STR_INIT("copy from "),
	[FIELD_COPY_TO] = STR_INIT("copy to "),
	[FIELD_RENAME_FROM] = STR_INIT("rename from "),
	[FIELD_RENAME_TO] = STR_INIT("rename to "),
	[FIELD_SIMILARITY] = STR_INIT("similarity index "),
	[FIELD_DISSIMILARITY] = STR_INIT("dissimilarity index "),
	[FIELD_INDEX] = STR_INIT("index "),
};

bool diff_next_line(str *rest, str *ret_line)
{
	if (!str_next_line(rest, ret_line))
		return false;
	if (str_ends(*ret_line, STR("\r")))
		ret_line->len--;
	return true;
}

/* Takes the keyword off @line; N_FIELDS where it is none. */
static enum field take_keyword(str *line)
{
	for (enum field field = 0; field < N_FIELDS; field++) {
		if (str_take(line, keywords[field]))
			return field;
	}
	return N_FIELDS;
}

static unsigned read_mode(str text)
{
	unsigned mode = 0;

	text = str_trim_end(text);
	if (text.len > MODE_DIGITS)
		return 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '7')
			return 0;
		mode = mode * 8 + (unsigned)(text.ptr[i] - '0');
	}
	return mode;
}

/* `OLD..NEW`, and the mode of both if it is the same. */
static void read_index(str text, struct diff_file *file)
{
	str old_blob;
	str new_blob;
	size_t dots;

	if (!str_find(text, STR(".."), &dots))
		return;
	old_blob = str_slice(text, 0, dots);
	text = str_skip(text, dots + 2);
	if (!str_next_word(&text, &new_blob))
		return;
	if (old_blob.len > BLOB_DIGITS || !str_is_hex(old_blob) || new_blob.len > BLOB_DIGITS ||
	    !str_is_hex(new_blob))
		return;
	file->old_blob = old_blob;
	file->new_blob = new_blob;
	if (text.len > 0) {
		file->old_mode = read_mode(str_skip(text, 1));
		file->new_mode = file->old_mode;
	}
}

static void read_similarity(str text, struct diff_file *file)
{
	size_t percent;

	if (str_find_byte(text, '%', &percent))
		str_to_uint(str_slice(text, 0, percent), PERCENT, &file->similarity);
}

static void read_field(struct arena *arena, enum field field, str value, struct diff_file *file)
{
	switch (field) {
	case FIELD_OLD_PATH:
		if (diff_path_is_null(value))
			file->change = DIFF_ADDED;
		else if (file->old_path.len == 0)
			diff_path_git(arena, value, &file->old_path);
		break;
	case FIELD_NEW_PATH:
		if (diff_path_is_null(value))
			file->change = DIFF_DELETED;
		else if (file->new_path.len == 0)
			diff_path_git(arena, value, &file->new_path);
		break;
	case FIELD_OLD_MODE:
		file->old_mode = read_mode(value);
		break;
	case FIELD_NEW_MODE:
		file->new_mode = read_mode(value);
		break;
	case FIELD_DELETED:
		file->change = DIFF_DELETED;
		file->old_mode = read_mode(value);
		break;
	case FIELD_ADDED:
		file->change = DIFF_ADDED;
		file->new_mode = read_mode(value);
		break;
	case FIELD_COPY_FROM:
	case FIELD_RENAME_FROM:
		file->change = field == FIELD_COPY_FROM ? DIFF_COPIED : DIFF_RENAMED;
		diff_path_whole(arena, value, &file->old_path);
		break;
	case FIELD_COPY_TO:
	case FIELD_RENAME_TO:
		file->change = field == FIELD_COPY_TO ? DIFF_COPIED : DIFF_RENAMED;
		diff_path_whole(arena, value, &file->new_path);
		break;
	case FIELD_SIMILARITY:
		read_similarity(value, file);
		break;
	case FIELD_INDEX:
		read_index(value, file);
		break;
	case FIELD_DISSIMILARITY:
	case N_FIELDS:
		break;
	}
}

/* Fills in what the header left open; false if the file has no path. */
static bool complete_file(struct diff_file *file, str default_path)
{
	bool is_moved = file->change == DIFF_RENAMED || file->change == DIFF_COPIED;

	if (file->old_path.len == 0 && file->new_path.len == 0) {
		file->old_path = default_path;
		file->new_path = default_path;
	}
	if (file->old_path.len == 0)
		file->old_path = file->new_path;
	if (file->new_path.len == 0)
		file->new_path = file->old_path;
	if (file->change == DIFF_ADDED)
		file->old_path = (str){0};
	if (file->change == DIFF_DELETED)
		file->new_path = (str){0};
	if (!is_moved)
		file->similarity = 0;
	return diff_file_path(file).len > 0;
}

enum diff_header diff_header_git(struct arena *arena, str *rest, struct diff_file *ret_file)
{
	struct diff_file file = {.similarity = PERCENT};
	str default_path = {0};
	str below = *rest;
	str line;
	unsigned n_fields = 0;

	if (!diff_next_line(&below, &line) || !str_take(&line, STR("diff --git ")))
		return DIFF_HEADER_NONE;
	if (diff_path_twice_whole(arena, line, &default_path)) {
		file.old_path = default_path;
		file.new_path = default_path;
	} else {
		diff_path_twice(arena, line, &default_path);
	}
	for (str next = below; diff_next_line(&next, &line); below = next) {
		enum field field = take_keyword(&line);

		if (field == N_FIELDS)
			break;
		read_field(arena, field, line, &file);
		n_fields++;
	}
	if (n_fields == 0)
		return DIFF_HEADER_NONE;
	*rest = below;
	if (!complete_file(&file, default_path))
		return DIFF_HEADER_DAMAGED;
	*ret_file = file;
	return DIFF_HEADER_FILE;
}

bool diff_header_plain(struct arena *arena, str old_text, str new_text, struct diff_file *ret_file)
{
	struct diff_file file = {0};
	bool has_old =
		!diff_path_is_null(old_text) && diff_path_plain(arena, old_text, &file.old_path);
	bool has_new =
		!diff_path_is_null(new_text) && diff_path_plain(arena, new_text, &file.new_path);

	/* Of `file.c` and `file.c.new` the first is meant. */
	if (has_old && has_new && str_starts(file.new_path, file.old_path))
		file.new_path = file.old_path;
	if (diff_path_is_null(old_text) || diff_path_is_epoch(old_text))
		file.change = DIFF_ADDED;
	else if (diff_path_is_null(new_text) || diff_path_is_epoch(new_text))
		file.change = DIFF_DELETED;
	/* Both sides are one file, and a deleted one's name stands there as well. */
	if (has_new)
		file.old_path = file.new_path;
	if (!complete_file(&file, (str){0}))
		return false;
	*ret_file = file;
	return true;
}

static bool take_number(str *text, uint64_t *ret_number)
{
	str digits = str_take_digits(text);
	uint64_t number = 0;

	for (size_t i = 0; i < digits.len; i++) {
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, (uint64_t)(digits.ptr[i] - '0'), &number))
			return false;
	}
	*ret_number = number;
	return digits.len > 0;
}

static bool take_range(str *text, uint64_t *ret_begin, uint64_t *ret_lines)
{
	*ret_lines = 1;
	if (!take_number(text, ret_begin))
		return false;
	return !str_take(text, STR(",")) || take_number(text, ret_lines);
}

bool diff_take_hunk(str *line, struct diff_hunk *ret_hunk)
{
	struct diff_hunk hunk;
	uint64_t new_begin;
	str rest = *line;

	if (!str_take(&rest, STR("@@ -")) || !take_range(&rest, &hunk.old_begin, &hunk.old_lines) ||
	    !str_take(&rest, STR(" +")) || !take_range(&rest, &new_begin, &hunk.new_lines))
		return false;
	*line = rest;
	*ret_hunk = hunk;
	return true;
}

/* A line of base 85: a letter for its length, and groups of five. */
static bool is_binary_line(str line)
{
	return line.len >= 6 && (line.len - 1) % 5 == 0 && g_ascii_isalpha(line.ptr[0]);
}

/* Takes a block, `literal SIZE` or `delta SIZE`, and the empty line that ends it. */
static bool take_binary_block(str *rest, bool *ret_intact)
{
	str below = *rest;
	str line;

	if (!diff_next_line(&below, &line))
		return false;
	if (!str_starts(line, STR("literal ")) && !str_starts(line, STR("delta ")))
		return false;
	*rest = below;
	while (diff_next_line(&below, &line)) {
		if (line.len > 0 && !is_binary_line(line)) {
			*ret_intact = false;
			return true;
		}
		*rest = below;
		if (line.len == 0)
			return true;
	}
	return true;
}

bool diff_take_binary(str *rest, bool *ret_intact)
{
	str below = *rest;
	str line;

	if (!diff_next_line(&below, &line))
		return false;
	*ret_intact = true;
	if (str_ends(line, STR(" differ")) &&
	    (str_starts(line, STR("Binary files ")) || str_starts(line, STR("Files ")))) {
		*rest = below;
		return true;
	}
	if (!str_equal(line, STR("GIT binary patch")))
		return false;
	*rest = below;
	/* The second block is the way back, and may be missing. */
	if (!take_binary_block(rest, ret_intact))
		*ret_intact = false;
	else if (*ret_intact)
		take_binary_block(rest, ret_intact);
	return true;
}
