/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is not sure to be the sender's is left out: a remark that is missed can be found by
 * reading, one that was never made cannot be taken back.
 */
#include "reply/own_text.h"

#include "base/limits.h"
#include "patch/in_body.h"
#include "patch/reply_line.h"
#include "reply/own_sentences.h"

#include <glib.h>

enum { ATTRIBUTION_LINES = 4 }; /* "On Monday, ... <ann@example.org> wrote:", wrapped */

struct reader {
	struct own_text *own;
	const char *last_quoted; /* where the text's last quoted line begins; or NULL */
	bool is_after_quote;
	bool in_diff;
	bool in_header; /* of a mail that is quoted with marks below it */
	bool in_cut; /* between `--- 8< ---` and the next of these lines */
};

/* What ends the line that tells whom the lines below are quoted from. */
static bool ends_attribution(str line)
{
	static const str endings[] = {
		STR_INIT("wrote:"), STR_INIT("wrote :"),   STR_INIT("writes:"),
		STR_INIT("said:"),  STR_INIT("schrieb:"),  STR_INIT("écrit :"),
		STR_INIT("écrit:"), STR_INIT("escribió:"), STR_INIT("scritto:"),
		STR_INIT("写道："), STR_INIT("写道:"),	   STR_INIT("wrote..."),
	};

	line = str_trim_end(line);
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (str_ends(line, endings[i]))
			return true;
	}
	return str_starts(line, STR("Quoting ")) && str_ends(line, STR(")"));
}

static bool begins_attribution(str line)
{
	static const str beginnings[] = {
		STR_INIT("On "), STR_INIT("At "),      STR_INIT("Le "), STR_INIT("Am "),
		STR_INIT("El "), STR_INIT("Il "),      STR_INIT("在 "), STR_INIT("In message "),
		STR_INIT("* "),	 STR_INIT("Quoting "),
	};

	return str_starts_any(line, beginnings, G_N_ELEMENTS(beginnings));
}

/* True if the first line of @rest that is not blank is quoted. */
static bool is_quote_next(str rest)
{
	str line;

	while (str_next_line(&rest, &line)) {
		if (str_trim(line).len > 0)
			return reply_line_is_quoted(line);
	}
	return false;
}

/* True if the lines down to the next blank one tell whom the quote below them is from. */
static bool is_header_of_quote(str line, str rest)
{
	if (line.ptr[0] == '-')
		return false;
	while (str_trim(line).len > 0) {
		if (!str_next_line(&rest, &line))
			return false;
	}
	return is_quote_next(rest);
}

/* Takes the lines back with which an attribution begins whose end is at @number. */
static bool take_attribution(struct own_text *own, unsigned number)
{
	unsigned n_lines = own->n_lines;

	for (unsigned i = 1; i < ATTRIBUTION_LINES && n_lines > 0; i++) {
		const struct own_line *line = &own->lines[--n_lines];

		if (line->number + i != number)
			return false;
		if (begins_attribution(line->text)) {
			own->n_lines = n_lines;
			return true;
		}
	}
	return false;
}

/* Commands to bots, which are no text: regzbot's and syzbot's. */
static bool is_bot_command(str line)
{
	static const str names[] = {STR_INIT("#regzb"), STR_INIT("#syz")};

	return str_starts_any_nocase(str_trim(line), names, G_N_ELEMENTS(names));
}

/* True if @line, which is not quoted, is of a diff, of what is cut out, or a command. */
static bool is_left_out(struct reader *reader, str line)
{
	if (in_body_is_scissors(line)) {
		reader->in_cut = !reader->in_cut;
		return true;
	}
	reader->in_diff = reply_line_begins_diff(line) ||
			  (reader->in_diff && reply_line_continues_diff(line));
	return reader->in_diff || reader->in_cut || is_bot_command(line);
}

static void add_line(struct reader *reader, str line, unsigned number)
{
	struct own_text *own = reader->own;

	own->lines[own->n_lines++] = (struct own_line){
		.text = line,
		.number = number,
		.is_after_quote = reader->is_after_quote,
	};
}

/* Reads the last line of what may be an attribution. False where the own text ends with it. */
static bool read_attribution(struct reader *reader, str line, unsigned number, str rest)
{
	bool has_begin = begins_attribution(line) || take_attribution(reader->own, number);

	if (!has_begin && !is_quote_next(rest))
		add_line(reader, line, number);
	/* A mailer that marks no quote: what follows may be anybody's. */
	return !has_begin || (reader->last_quoted && reader->last_quoted > line.ptr);
}

/* Reads a line that is not blank. False where nothing below it is the sender's. */
static bool read_line(struct reader *reader, str line, unsigned number, str rest)
{
	if (reply_line_is_quoted(line)) {
		reader->in_diff = false;
		reader->is_after_quote = true;
		return true;
	}
	if (reply_line_ends_text(line, rest)) {
		reader->in_header = is_header_of_quote(line, rest);
		return reader->in_header;
	}
	if (reader->in_header || is_left_out(reader, line))
		;
	else if (!ends_attribution(line))
		add_line(reader, line, number);
	else if (!read_attribution(reader, line, number, rest))
		return false;
	reader->is_after_quote = false;
	return true;
}

/* Counts the lines of @text, and finds the last one that is quoted. */
static unsigned count_lines(str text, const char **ret_last_quoted)
{
	unsigned n_lines = 0;
	str line;

	while (str_next_line(&text, &line)) {
		if (reply_line_is_quoted(line))
			*ret_last_quoted = line.ptr;
		n_lines++;
	}
	return n_lines;
}

void own_text_of(struct arena *arena, str text, struct own_text *ret_own)
{
	struct reader reader = {.own = ret_own};
	str rest = str_slice(text, 0, LIMIT_REPLY_BYTES);
	size_t n_bytes = rest.len;
	unsigned n_lines = count_lines(rest, &reader.last_quoted);
	str line;

	*ret_own = (struct own_text){.lines = arena_new_array(arena, struct own_line, n_lines)};
	for (unsigned number = 0; str_next_line(&rest, &line); number++) {
		if (str_trim(line).len == 0) {
			reader.in_header = false;
			continue;
		}
		if (!read_line(&reader, line, number, rest))
			break;
	}
	own_sentences_find(arena, n_bytes + 1, ret_own);
}
