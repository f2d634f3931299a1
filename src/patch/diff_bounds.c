/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: two thirds of all text that comes are diffs, so this is one pass
 * that looks at a line's first byte. The counts of hunk headers tell a deleted
 * line `- ` from a signature. Damaged hunks are common (wrapped lines, edited
 * counts): a line that fits nowhere does not end the hunk, but only a line
 * that fits moves the end of the diff.
 */
#include "patch/diff_bounds.h"

#include "patch/diff_header.h"

#include <glib.h>

enum {
	LOOK_AHEAD_LINES = 4, /* between a line that may begin a diff, and its proof */
	SIGNATURE_LINES = 12, /* a mail's signature with the list's footer, at most */
};

struct scan {
	str text;
	str rest; /* behind the line that is read */
	size_t line_number;
	struct diff_bounds bounds;
	bool in_diff;
	bool in_binary; /* below "GIT binary patch" */
	bool in_interdiff;
	bool after_hunk; /* nothing but lines of the hunk has come since its counts were met */
	struct diff_hunk left; /* lines of the hunk that are still to come */
};

/* Lines between "diff --git" and the first hunk. */
static bool is_extended_header(str line)
{
	static const str headers[] = {
		STR_INIT("index "),
		STR_INIT("--- "),
		STR_INIT("+++ "),
		STR_INIT("old mode "),
		STR_INIT("new mode "),
		STR_INIT("new file mode "),
		STR_INIT("deleted file mode "),
		STR_INIT("similarity index "),
		STR_INIT("dissimilarity index "),
		STR_INIT("rename from "),
		STR_INIT("rename to "),
		STR_INIT("copy from "),
		STR_INIT("copy to "),
		STR_INIT("Binary files "),
		STR_INIT("GIT binary patch"),
		STR_INIT("======="),
		STR_INIT("Index: "),
		STR_INIT("diff -"),
	};
	size_t at;

	return line.len > 0 && str_find_byte(STR("i-+onsdrcBG=I"), line.ptr[0], &at) &&
	       str_starts_any(line, headers, G_N_ELEMENTS(headers));
}

/* True if `+++ ` and then a hunk follow at the start of @rest. */
static bool is_followed_by_hunk(str rest)
{
	struct diff_hunk hunk;
	str line;

	return str_next_line(&rest, &line) && str_starts(line, STR("+++ ")) &&
	       str_next_line(&rest, &line) && diff_take_hunk(&line, &hunk);
}

static bool is_followed_by_new_path(str rest)
{
	return str_starts(rest, STR("+++ "));
}

/* True if one of the next lines of @rest proves that a "diff -" or "Index: " is no prose. */
static bool is_followed_by_header(str rest)
{
	str line;

	for (int i = 0; i < LOOK_AHEAD_LINES && str_next_line(&rest, &line); i++) {
		if (str_starts(line, STR("diff -")) || str_starts(line, STR("Index: ")))
			continue;
		if (str_starts(line, STR("--- ")) ? is_followed_by_new_path(rest)
						  : is_extended_header(line))
			return true;
	}
	return false;
}

/* True if @line, which @rest follows, begins a diff. */
static bool begins_diff(str line, str rest)
{
	switch (line.len > 0 ? line.ptr[0] : '\0') {
	case 'd':
		return str_starts(line, STR("diff -")) && is_followed_by_header(rest);
	case 'I':
		return str_starts(line, STR("Index: ")) && is_followed_by_header(rest);
	case '-':
		return str_starts(line, STR("--- ")) && is_followed_by_hunk(rest);
	default:
		return false;
	}
}

/* True if nothing but a signature's few lines follow in @rest, and none of a hunk. */
static bool is_last_signature(str rest)
{
	str line;
	size_t at;

	for (int i = 0; i < SIGNATURE_LINES; i++) {
		if (!str_next_line(&rest, &line))
			return true;
		if (i == 0 && line.len > 0 && str_find_byte(STR(" +-@\\"), line.ptr[0], &at))
			return false;
		if (begins_diff(line, rest) || str_starts(line, STR("@@ ")))
			return false;
	}
	return rest.len == 0;
}

/* `>From ` is how an mbox writes a line that begins with `From `. */
static bool is_quoted(str line)
{
	return line.len > 0 && line.ptr[0] == '>' && !str_starts(line, STR(">From "));
}

/* True as long as a hunk's counts are not met. */
static bool is_in_hunk(const struct scan *scan)
{
	return scan->left.old_lines > 0 || scan->left.new_lines > 0;
}

/* The line that was read belongs to the diff. */
static void extend(struct scan *scan)
{
	scan->bounds.end = scan->text.len - scan->rest.len;
	scan->bounds.n_lines = scan->line_number - scan->bounds.first_line;
}

/* True if @line ends a hunk whose counts are not met: the next hunk, file or the signature. */
static bool ends_hunk(str line, str rest)
{
	switch (line.len > 0 ? line.ptr[0] : '\0') {
	case '-':
		return line.len == 3 && str_equal(line, STR("-- ")) && is_last_signature(rest);
	case '@':
		return true;
	case 'd':
	case 'I':
		return begins_diff(line, rest);
	default:
		return false;
	}
}

/* Reads a line within a hunk whose counts are not met yet. */
static void read_hunk_line(struct scan *scan, str line)
{
	char sign = line.len > 0 ? line.ptr[0] : ' ';
	bool is_old = sign == ' ' || sign == '-';
	bool is_new = sign == ' ' || sign == '+';

	if (!is_old && !is_new && sign != '\\')
		return;
	if (is_old && scan->left.old_lines > 0)
		scan->left.old_lines--;
	if (is_new && scan->left.new_lines > 0)
		scan->left.new_lines--;
	/* Lines that a mailer emptied are of the hunk, but not those at the end of a short one. */
	scan->after_hunk = !is_in_hunk(scan);
	if (line.len > 0 || scan->after_hunk)
		extend(scan);
}

/* Base 85 in lines of at most 66 bytes, "literal N", "delta N", and empty lines between them. */
static bool is_binary_line(str line)
{
	size_t blank;

	if (str_starts(line, STR("literal ")) || str_starts(line, STR("delta ")))
		return true;
	return line.len <= 66 && !str_find_byte(line, ' ', &blank) && !str_equal(line, STR("--"));
}

/* Reads a line of a diff that is within no hunk: a header, what is surplus in a hunk, or text. */
static void read_loose_line(struct scan *scan, str line)
{
	str rest = line;
	size_t at;

	if (diff_take_hunk(&rest, &scan->left)) {
		scan->in_binary = false;
		extend(scan);
		return;
	}
	if (scan->after_hunk && line.len > 0 && str_find_byte(STR(" +-\\"), line.ptr[0], &at) &&
	    !str_starts(line, STR("--"))) {
		extend(scan);
		return;
	}
	scan->after_hunk = false;
	if (scan->in_binary && is_binary_line(line)) {
		if (line.len > 0)
			extend(scan);
		return;
	}
	scan->in_binary = str_starts(line, STR("GIT binary patch"));
	if (str_starts(line, STR("--- ")) ? is_followed_by_hunk(scan->rest)
					  : is_extended_header(line)) {
		extend(scan);
		return;
	}
	if (is_quoted(line))
		scan->bounds.n_quoted_lines++;
}

static void read_text_line(struct scan *scan, str line, size_t begin)
{
	if (line.len == 0)
		return;
	if (is_quoted(line)) {
		scan->bounds.n_quoted_lines++;
		return;
	}
	if (begins_diff(line, scan->rest)) {
		if (scan->in_interdiff) {
			scan->bounds.interdiff = MIN(scan->bounds.interdiff, begin);
			return;
		}
		scan->in_diff = true;
		scan->bounds.begin = begin;
		scan->bounds.first_line = scan->line_number - 1;
		extend(scan);
		return;
	}
	/* An indented interdiff stands above the patch itself; its first line tells them apart. */
	if (line.ptr[0] == 'I' && str_starts(line, STR("Interdiff")) && str_ends(line, STR(":")))
		scan->in_interdiff = true;
	else if (line.ptr[0] == ' ' && scan->bounds.interdiff == scan->text.len)
		scan->in_interdiff = false;
}

void diff_bounds_find(str text, struct diff_bounds *ret_bounds)
{
	struct scan scan = {.text = text, .rest = text};
	str line;

	scan.bounds.begin = scan.bounds.end = scan.bounds.interdiff = text.len;
	while (str_next_line(&scan.rest, &line)) {
		scan.line_number++;
		if (is_in_hunk(&scan) && ends_hunk(line, scan.rest))
			scan.left = (struct diff_hunk){0};
		if (is_in_hunk(&scan))
			read_hunk_line(&scan, line);
		else if (scan.in_diff)
			read_loose_line(&scan, line);
		else
			read_text_line(&scan, line, (size_t)(line.ptr - text.ptr));
	}
	*ret_bounds = scan.bounds;
}
