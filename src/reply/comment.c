/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What counts is what stands nearest above the own text, at one level of quoting, whichever:
 * who writes below a quoted quote of the diff comments on the diff, who writes below
 * what another reader said of it answers that reader, and makes no comment.
 */
#include "patch/reply_line.h"
#include "patch/trailer.h"
#include "reply/quoted_diff.h"
#include "reply/remark_list.h"

#include <glib.h>

enum {
	SHORT_LINE_WORDS = 4, /* of a greeting, of thanks */
	NAME_WORDS = 3,
};

struct reader {
	struct remark_list *list;
	struct quoted_diff quoted;
	bool is_tight[QUOTED_LEVELS]; /* `>+`: no blank stands behind the mark */

	/* The lines that were quoted together, without their marks. */
	char *run;
	size_t run_len;
	unsigned run_level; /* from 0 */

	/* The own lines since the last quoted one. */
	bool says_something;
	bool has_ended; /* with thanks or a trailer, below which a name may stand */
};

static unsigned count_words(str text, unsigned most)
{
	unsigned n_words = 0;
	str word;

	while (n_words < most && str_next_word(&text, &word))
		n_words++;
	return n_words;
}

static bool is_short(str line)
{
	return count_words(line, SHORT_LINE_WORDS + 1) <= SHORT_LINE_WORDS;
}

/* True if @line begins with one of the words of @table, and the word ends there. */
static bool begins_with_word(str line, const str *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		str rest = line;

		if (str_take_nocase(&rest, table[i]) &&
		    (rest.len == 0 || !g_ascii_isalnum(rest.ptr[0])))
			return true;
	}
	return false;
}

static bool is_greeting(str line)
{
	static const str words[] = {
		STR_INIT("hi"),	  STR_INIT("hello"), STR_INIT("hey"),
		STR_INIT("dear"), STR_INIT("hallo"), STR_INIT("good morning"),
	};

	return is_short(line) && begins_with_word(line, words, G_N_ELEMENTS(words));
}

/* True for the line with which a mail ends, above its sender's name. */
static bool is_ending(str line)
{
	static const str words[] = {
		STR_INIT("thanks"),    STR_INIT("thank you"),	 STR_INIT("many thanks"),
		STR_INIT("thx"),       STR_INIT("cheers"),	 STR_INIT("regards"),
		STR_INIT("br"),	       STR_INIT("best regards"), STR_INIT("kind regards"),
		STR_INIT("best"),      STR_INIT("brgds"),	 STR_INIT("sincerely"),
		STR_INIT("cordially"),
	};

	return is_short(line) && !str_ends(line, STR("?")) &&
	       begins_with_word(line, words, G_N_ELEMENTS(words));
}

/* `[...]`, `[snip]`, `...`: something quoted was cut out here. */
static bool is_cut_mark(str line)
{
	static const str words[] = {
		STR_INIT("snip"), STR_INIT("cut"), STR_INIT("trim"),
		STR_INIT("skip"), STR_INIT("…"),
	};
	bool has_bracket = line.len > 0 && strchr("[<({", line.ptr[0]);

	while (line.len > 0 && strchr("[]<>(){}. -", line.ptr[0]))
		line = str_skip(line, 1);
	if (line.len == 0)
		return true;
	return (has_bracket || str_starts(line, STR("…"))) && count_words(line, 3) < 3 &&
	       str_starts_any_nocase(line, words, G_N_ELEMENTS(words));
}

/* A trailer, or the address that a mailer broke off one. */
static bool is_of_trailer(str line)
{
	struct trailer trailer;
	size_t at;

	if (trailer_parse(line, &trailer) && trailer.kind != TRAILER_OTHER)
		return true;
	return str_starts(line, STR("<")) && str_ends(line, STR(">")) &&
	       str_find_byte(line, '@', &at);
}

/* Praise, and what leads to a trailer, asks for nothing that could be dealt with. */
static bool is_praise(str line)
{
	static const str texts[] = {
		STR_INIT("lgtm"),
		STR_INIT("looks good"),
		STR_INIT("looks good to me"),
		STR_INIT("looks ok"),
		STR_INIT("looks fine"),
		STR_INIT("ack"),
		STR_INIT("ok"),
		STR_INIT("okay"),
		STR_INIT("nice"),
		STR_INIT("with that"),
		STR_INIT("other than that"),
		STR_INIT("otherwise"),
	};

	while (line.len > 0 && strchr(".,:;!)", line.ptr[line.len - 1]))
		line.len--;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		if (str_equal_nocase(line, texts[i]))
			return true;
	}
	return false;
}

/* The name with which a mail ends: "Ann", "Ann Author", "A." */
static bool is_name(str line)
{
	return count_words(line, NAME_WORDS + 1) <= NAME_WORDS &&
	       (line.len <= 2 || !strchr(".,:;?!", line.ptr[line.len - 1]));
}

static void read_own_line(struct reader *reader, str line)
{
	line = str_trim(line);
	if (is_of_trailer(line) || is_ending(line))
		reader->has_ended = true;
	else if (is_greeting(line) || is_cut_mark(line) || is_praise(line))
		return;
	else if (!reader->has_ended || !is_name(line))
		reader->says_something = true;
}

static void end_run(struct reader *reader)
{
	str run = {.ptr = reader->run, .len = reader->run_len};

	if (run.len > 0)
		quoted_diff_read(&reader->quoted, reader->run_level, run);
	reader->run += reader->run_len;
	reader->run_len = 0;
}

static void end_own_text(struct reader *reader)
{
	struct remark comment = {.kind = REMARK_COMMENT};

	if (reader->says_something &&
	    quoted_diff_take(&reader->quoted, &comment.lines, &comment.n_lines))
		remark_list_add(reader->list, &comment);
	reader->says_something = false;
	reader->has_ended = false;
}

/* Takes the marks off @line, which is quoted; returns how many there were. */
static unsigned take_marks(str *line)
{
	unsigned n_marks = 0;
	str rest = str_trim(*line);
	size_t mark;

	/* `> `, `| `, `Ann> `. */
	if (!str_find_byte(rest, '>', &mark) || str_starts(rest, STR("|")))
		mark = 0;
	rest = str_skip(*line, (size_t)(rest.ptr - line->ptr) + mark + 1);
	do {
		n_marks++;
		*line = rest;
		str_take(&rest, STR(" "));
	} while (str_take(&rest, STR(">")));
	return n_marks;
}

/* Takes the blank behind the mark off @line, where this mailer puts one. */
static str take_blank(struct reader *reader, unsigned level, str line)
{
	static const str headers[] = {STR_INIT("@@ -"), STR_INIT("diff --git ")};
	bool *is_tight = &reader->is_tight[MIN(level, QUOTED_LEVELS - 1U)];
	str rest = line;

	if (!str_take(&rest, STR(" "))) {
		*is_tight |= str_starts_any(line, headers, G_N_ELEMENTS(headers));
		return line;
	}
	if (str_starts_any(rest, headers, G_N_ELEMENTS(headers)))
		*is_tight = false;
	return *is_tight ? line : rest;
}

static void read_quoted_line(struct reader *reader, str line)
{
	unsigned level = take_marks(&line) - 1;

	/* An empty one is of the level around it. */
	if (str_trim(line).len == 0)
		return;
	end_own_text(reader);
	if (level != reader->run_level)
		end_run(reader);
	reader->run_level = level;
	line = take_blank(reader, level, line);
	memcpy(reader->run + reader->run_len, line.ptr, line.len);
	reader->run_len += line.len;
	reader->run[reader->run_len++] = '\n';
}

void remarks_add_comments(struct remark_list *list, str text, const struct own_text *own)
{
	struct reader reader = {.list = list, .quoted = {.arena = list->arena}};
	unsigned at = 0;
	str line;

	if (own->n_lines == 0)
		return;
	reader.run = arena_text(list->arena, text.len + 1);
	for (unsigned number = 0; at < own->n_lines && str_next_line(&text, &line); number++) {
		if (number == own->lines[at].number) {
			end_run(&reader);
			read_own_line(&reader, line);
			at++;
		} else if (reply_line_is_quoted(line)) {
			read_quoted_line(&reader, line);
		}
	}
	end_own_text(&reader);
}
