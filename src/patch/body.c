/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The diff is found first, because what a line means depends on it: scissors
 * cut, and `diff -` ends a message, only where a diff follows. What stands
 * above it, the head, is then told apart from its start, and what stands below
 * it is read for base information alone.
 */
#include "patch/body.h"

#include "patch/base_info.h"
#include "patch/diff_bounds.h"
#include "patch/diffstat.h"
#include "patch/in_body.h"
#include "patch/line.h"
#include "patch/shortlog.h"

#include <glib.h>

enum {
	SIGNATURE_LINES = 12, /* below `-- `; more is text */
	BARE_SIGNATURE_LINES = 4, /* below a `--` that lost its blank */
};

/* The text above the diff, or all of it. Offsets into @text. */
struct head {
	str text;
	bool has_diff;
	size_t interdiff; /* from here on nothing ends the message */
	size_t message; /* behind scissors and in-body headers */
	size_t message_end;
	size_t notes; /* behind the `---`; the text's end where there is none */
};

static bool is_empty_line(str line)
{
	return str_trim_end(line).len == 0;
}

/* Without lines that are empty, or that @is_dropped, at both ends; indentation stays. */
static str trim_lines(str text, bool (*is_dropped)(str line))
{
	str rest = text;
	str line;

	while (str_next_line(&rest, &line) && is_dropped(line))
		text = rest;
	for (rest = text; line_take_last(&rest, &line) && is_dropped(line);)
		text = rest;
	return str_trim_end(text);
}

static bool is_notes_border(str line)
{
	return is_empty_line(line) || str_equal(str_trim_end(line), STR("---"));
}

/* @text without [begin, end). */
static str cut_out(struct arena *arena, str text, size_t begin, size_t end)
{
	str before = str_trim_end(str_slice(text, 0, begin));
	str after = trim_lines(str_skip(text, end), is_empty_line);

	if (before.len == 0)
		return after;
	if (after.len == 0)
		return before;
	return arena_join(arena, arena_join(arena, before, STR("\n\n")), after);
}

/* @text without the signature at its end. */
static str cut_signature(str text)
{
	str rest = str_trim_end(text);

	for (unsigned below = 0; below <= SIGNATURE_LINES && rest.len > 0; below++) {
		size_t newline;
		size_t begin = 0;
		str line;

		if (str_find_last_byte(rest, '\n', &newline))
			begin = newline + 1;
		line = str_skip(rest, begin);
		if (str_equal(line, STR("-- ")) ||
		    (below <= BARE_SIGNATURE_LINES && str_equal(line, STR("--"))))
			return str_slice(text, 0, begin);
		if (begin == 0)
			break;
		rest = str_slice(rest, 0, begin - 1);
	}
	return text;
}

/* The `---` that ends a message. */
static bool is_message_end(str line)
{
	return str_starts(line, STR("---")) && is_empty_line(str_skip(line, 3));
}

/* The other lines at which git-mailinfo(1) believes that a diff begins. */
static bool is_patch_break(str line)
{
	return str_starts(line, STR("diff -")) || str_starts(line, STR("Index: ")) ||
	       (line.len > 4 && str_starts(line, STR("--- ")) && !g_ascii_isspace(line.ptr[4]));
}

/* Finds where the message ends and the notes begin; at scissors, begins anew. */
static void split_head(struct arena *arena, struct head *head, struct in_body *ret_in_body)
{
	str rest;
	str line;

	head->message = in_body_read(arena, head->text, ret_in_body);
	head->message_end = head->notes = head->text.len;
	rest = str_skip(head->text, head->message);
	while (str_next_line(&rest, &line)) {
		size_t begin = (size_t)(line.ptr - head->text.ptr);

		if (begin >= head->interdiff)
			return;
		/* Quoted scissors cut what somebody else wrote. */
		if (head->has_diff && !str_starts(line, STR(">")) && in_body_is_scissors(line)) {
			head->message = head->text.len - rest.len;
			head->message += in_body_read(arena, rest, ret_in_body);
			rest = str_skip(head->text, head->message);
			continue;
		}
		if (is_message_end(line)) {
			head->message_end = begin;
			head->notes = head->text.len - rest.len;
			return;
		}
		if (head->has_diff && is_patch_break(line)) {
			head->message_end = head->notes = begin;
			return;
		}
	}
}

/* Takes the diffstat out of the notes; where there is none, out of the message. */
static void take_diffstat(struct arena *arena, bool has_diff, struct patch_body *body)
{
	size_t begin;
	size_t end;
	str *from = &body->notes;
	bool has_notes = body->notes.len > 0;

	if (!diffstat_find(*from, false, &begin, &end)) {
		/* Above a `---` it is quoted by the message, unless there is no patch. */
		if (has_diff && has_notes)
			return;
		from = &body->message;
		if (!diffstat_find(*from, true, &begin, &end))
			return;
	}
	body->diffstat = str_trim_end(str_slice(*from, begin, end));
	*from = cut_out(arena, *from, begin, end);
}

static void read_marks(str text, struct patch_body *body)
{
	str rest = text;
	str line;
	str author;

	while (str_next_line(&rest, &line)) {
		if (shortlog_begins(line, rest, &author))
			body->has_shortlog = true;
		else if (line.len > 0 && (line.ptr[0] == 'a' || line.ptr[0] == 'A') &&
			 str_starts_nocase(line, STR("are available in the git")))
			body->has_pull_request = true;
	}
}

/* `I` and forty digits: Gerrit's, of one commit. */
static str find_gerrit_id(const struct patch_body *body)
{
	for (unsigned i = 0; i < body->n_trailers; i++) {
		str value = body->trailers[i].value;

		if (str_equal(body->trailers[i].name, STR("Change-Id")) && value.len == 41 &&
		    value.ptr[0] == 'I' && str_is_hex(str_skip(value, 1)))
			return value;
	}
	return (str){0};
}

static void read_base(struct arena *arena, str message, str notes, str below_diff, bool has_diff,
		      struct patch_body *body)
{
	struct base_info info = {0};

	base_info_read(arena, below_diff, &info);
	base_info_read(arena, notes, &info);
	if (has_diff)
		base_info_read_depends(arena, message, &info);
	else
		base_info_read(arena, message, &info);
	body->base_commit = info.base_commit;
	body->prerequisites = info.prerequisites;
	body->n_prerequisites = info.n_prerequisites;
	body->depends = info.depends;
	body->n_depends = info.n_depends;
	body->needs = info.needs;
	body->n_needs = info.n_needs;
	body->change_id = info.change_id.len > 0 ? info.change_id : find_gerrit_id(body);
}

/* Lines [first, first + n) of @bytes; false where it has fewer. */
static bool slice_lines(str bytes, size_t first, size_t n, str *ret_slice)
{
	str rest = bytes;
	str line;
	size_t begin;

	for (size_t i = 0; i < first; i++) {
		if (!str_next_line(&rest, &line))
			return false;
	}
	begin = bytes.len - rest.len;
	for (size_t i = 0; i < n; i++) {
		if (!str_next_line(&rest, &line))
			return false;
	}
	*ret_slice = str_slice(bytes, begin, bytes.len - rest.len);
	return true;
}

/* The diff in the bytes of its own charset; conversion to UTF-8 keeps the lines. */
static str find_diff(str text, str bytes, const struct diff_bounds *bounds)
{
	str diff;

	if (text.ptr != bytes.ptr && slice_lines(bytes, bounds->first_line, bounds->n_lines, &diff))
		return diff;
	return str_slice(text, bounds->begin, bounds->end);
}

static void parse(struct arena *arena, str text, str bytes, const struct diff_bounds *bounds,
		  struct patch_body *ret_body)
{
	struct patch_body body = {0};
	struct in_body in_body;
	struct head head = {
		.has_diff = bounds->begin < bounds->end,
		.interdiff = bounds->interdiff,
	};
	str message;
	str notes;

	head.text = head.has_diff ? str_slice(text, 0, bounds->begin) : cut_signature(text);
	split_head(arena, &head, &in_body);
	message = str_slice(head.text, head.message, head.message_end);
	notes = str_skip(head.text, head.notes);

	body.in_body_from = in_body.from;
	body.in_body_subject = in_body.subject;
	body.in_body_date = in_body.date;
	body.n_quoted_lines = bounds->n_quoted_lines;
	if (head.has_diff)
		body.diff = find_diff(text, bytes, bounds);
	read_marks(message, &body);
	read_marks(notes, &body);
	body.message = head.has_diff ? message : base_info_strip(message);
	body.notes = base_info_strip(notes);
	take_diffstat(arena, head.has_diff, &body);
	body.message = trim_lines(body.message, is_empty_line);
	body.notes = trim_lines(body.notes, is_notes_border);
	trailers_of_message(arena, body.message, &body.trailers, &body.n_trailers);
	read_base(arena, message, notes, str_skip(text, bounds->end), head.has_diff, &body);
	*ret_body = body;
}

void patch_body_parse(struct arena *arena, str text, str bytes, struct patch_body *ret_body)
{
	struct diff_bounds bounds;

	diff_bounds_find(text, &bounds);
	parse(arena, text, bytes, &bounds, ret_body);
}

void cover_body_parse(struct arena *arena, str text, struct patch_body *ret_body)
{
	struct diff_bounds bounds;

	diff_bounds_find(text, &bounds);
	bounds.begin = text.len;
	bounds.end = text.len;
	parse(arena, text, text, &bounds, ret_body);
}
