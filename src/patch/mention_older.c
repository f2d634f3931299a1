/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * People write these lines by hand, each in a form of their own, but with few
 * words: a label is a line of such words alone, one of which says that another
 * revision is meant. Whatever else stands there makes it prose, which may speak
 * of anybody's work.
 */
#include "patch/mention.h"

#include "base/limits.h"

#include <glib.h>

enum { FOOTNOTES = 64 }; /* numbers of footnotes that are followed */

/* Words that a label may hold. */
static const str plain_words[] = {
	STR_INIT("at"),	     STR_INIT("be"),	    STR_INIT("before"),	 STR_INIT("can"),
	STR_INIT("change"),  STR_INIT("changelog"), STR_INIT("changes"), STR_INIT("compared"),
	STR_INIT("earlier"), STR_INIT("for"),	    STR_INIT("found"),	 STR_INIT("from"),
	STR_INIT("here"),    STR_INIT("in"),	    STR_INIT("is"),	 STR_INIT("last"),
	STR_INIT("link"),    STR_INIT("links"),	    STR_INIT("lore"),	 STR_INIT("of"),
	STR_INIT("on"),	     STR_INIT("patch"),	    STR_INIT("patches"), STR_INIT("patchset"),
	STR_INIT("please"),  STR_INIT("posted"),    STR_INIT("posting"), STR_INIT("postings"),
	STR_INIT("prev"),    STR_INIT("previous"),  STR_INIT("see"),	 STR_INIT("series"),
	STR_INIT("since"),   STR_INIT("the"),	    STR_INIT("this"),	 STR_INIT("to"),
	STR_INIT("url"),     STR_INIT("was"),	    STR_INIT("were"),
};

/* Words that say that another revision is meant; `v2` and `RFCv2` do too. */
static const str naming_words[] = {
	STR_INIT("rfc"),      STR_INIT("supersedes"), STR_INIT("version"),
	STR_INIT("versions"), STR_INIT("revision"),   STR_INIT("revisions"),
};

/* What stands behind `[N]` at the begin of a line. */
struct footnote {
	unsigned number;
	str id;
};

/* The reading of one text. */
struct older_reading {
	struct arena *arena;
	str *ids;
	unsigned n_ids;
	uint64_t footnotes; /* a bit for each `[N]` that stands behind a label */
	struct footnote *noted;
	unsigned n_noted;
};

static bool is_word_of(str word, const str *words, size_t n_words)
{
	for (size_t i = 0; i < n_words; i++) {
		if (str_equal_nocase(word, words[i]))
			return true;
	}
	return false;
}

/* `v2`, `RFCv2`, `v2.1`, `v2b`; not `v5.10`, which is a kernel. */
static bool is_revision(str word)
{
	str digits;

	str_take_nocase(&word, STR("rfc"));
	if (!str_take_nocase(&word, STR("v")))
		return false;
	digits = str_take_digits(&word);
	if (digits.len == 0 || digits.len > 3)
		return false;
	if (str_take(&word, STR(".")))
		return word.len == 1 && g_ascii_isdigit(word.ptr[0]);
	return word.len == 0 || (word.len == 1 && g_ascii_isalpha(word.ptr[0]));
}

static bool is_small_number(str word)
{
	return str_take_digits(&word).len <= 2 && word.len == 0;
}

static bool next_label_word(str *rest, str *ret_word)
{
	size_t len = 0;

	while (rest->len && !g_ascii_isalnum(rest->ptr[0]) && !(rest->ptr[0] & 0x80))
		*rest = str_skip(*rest, 1);
	while (len < rest->len && (g_ascii_isalnum(rest->ptr[len]) || (rest->ptr[len] & 0x80) ||
				   (rest->ptr[len] == '.' && len + 1 < rest->len &&
				    g_ascii_isalnum(rest->ptr[len + 1]))))
		len++;
	*ret_word = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return len > 0;
}

enum label {
	LABEL_NONE, /* prose */
	LABEL_PLAIN, /* maybe empty: it says nothing */
	LABEL_OLDER,
};

static enum label read_label(str text)
{
	enum label label = LABEL_PLAIN;
	str word;

	while (next_label_word(&text, &word)) {
		if (is_revision(word) || is_word_of(word, naming_words, G_N_ELEMENTS(naming_words)))
			label = LABEL_OLDER;
		else if (!is_small_number(word) &&
			 !is_word_of(word, plain_words, G_N_ELEMENTS(plain_words)))
			return LABEL_NONE;
	}
	return label;
}

/* `[3]` at @at of @line, with a number that is followed. */
static bool is_footnote(str line, size_t at, unsigned *ret_number)
{
	str rest = str_skip(line, at);
	str digits;

	if (!str_take(&rest, STR("[")))
		return false;
	digits = str_take_digits(&rest);
	return str_starts(rest, STR("]")) && str_to_uint(digits, FOOTNOTES - 1, ret_number);
}

/* `Changes since v2 [1]:` */
static void read_footnote_label(struct older_reading *reading, str line)
{
	unsigned number;
	size_t at;

	if (str_find_byte(line, '[', &at) && is_footnote(line, at, &number) &&
	    read_label(str_slice(line, 0, at)) == LABEL_OLDER)
		reading->footnotes |= (uint64_t)1 << number;
}

static void add_ids(struct older_reading *reading, const str *ids, unsigned n_ids)
{
	for (unsigned i = 0; i < n_ids && reading->n_ids < LIMIT_MENTIONS; i++) {
		if (!reading->ids)
			reading->ids = arena_new_array(reading->arena, str, LIMIT_MENTIONS);
		reading->ids[reading->n_ids++] = ids[i];
	}
}

static void note_ids(struct older_reading *reading, unsigned number, const str *ids, unsigned n_ids)
{
	for (unsigned i = 0; i < n_ids && reading->n_noted < LIMIT_MENTIONS; i++) {
		if (!reading->noted)
			reading->noted =
				arena_new_array(reading->arena, struct footnote, LIMIT_MENTIONS);
		reading->noted[reading->n_noted++] = (struct footnote){number, ids[i]};
	}
}

static bool find_link(str line, size_t *ret_at)
{
	return str_find(line, STR("http"), ret_at) || str_find_byte(line, '<', ret_at);
}

/* What stands behind the link at the start of @text. */
static str behind_link(str text)
{
	str link;

	return str_next_word(&text, &link) ? text : (str){0};
}

static bool is_item(str before)
{
	size_t at;

	before = str_trim(before);
	return before.len && str_find_byte(STR("-*+"), before.ptr[0], &at);
}

/*
 * A line with a link at @at. @above says what the line above it names, and
 * goes on to the next line where this one is nothing but a link.
 */
static void read_link(struct older_reading *reading, str line, size_t at, enum label *above)
{
	str before = str_trim(str_slice(line, 0, at));
	enum label label = read_label(before);
	enum label behind = LABEL_NONE;
	unsigned number = 0;
	unsigned n_ids;
	str *ids;

	if (label == LABEL_PLAIN)
		behind = read_label(behind_link(str_skip(line, at)));
	mentions_of_text(reading->arena, line, &ids, &n_ids);
	if (label == LABEL_OLDER || behind == LABEL_OLDER)
		add_ids(reading, ids, n_ids);
	else if (label == LABEL_PLAIN && *above == LABEL_OLDER && !is_item(before))
		add_ids(reading, ids, n_ids);
	else if (is_footnote(before, 0, &number))
		note_ids(reading, number, ids, n_ids);
	else
		*above = LABEL_NONE;
}

void mentions_of_older(struct arena *arena, str text, str **ret_ids, unsigned *ret_n_ids)
{
	struct older_reading reading = {.arena = arena};
	enum label above = LABEL_NONE;
	str line;

	while (reading.n_ids < LIMIT_MENTIONS && str_next_line(&text, &line)) {
		size_t at;

		if (str_trim(line).len == 0)
			continue;
		if ((str_contains(line, STR("@")) || str_contains(line, STR("%40"))) &&
		    find_link(line, &at)) {
			read_link(&reading, line, at, &above);
			continue;
		}
		read_footnote_label(&reading, line);
		above = read_label(line);
	}
	for (unsigned i = 0; i < reading.n_noted; i++) {
		if (reading.footnotes >> reading.noted[i].number & 1)
			add_ids(&reading, &reading.noted[i].id, 1);
	}
	*ret_ids = reading.ids;
	*ret_n_ids = reading.n_ids;
}
