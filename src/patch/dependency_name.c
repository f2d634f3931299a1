/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands behind "depends on": links, the numbers of footnotes, titles in quotes,
 * commits. A tag, a branch or a piece of code is never taken for a series, since it looks
 * like none of these.
 */
#include "patch/dependency_list.h"
#include "patch/mention.h"
#include "patch/subject.h"

#include <glib.h>

enum {
	MAX_GAP = 16, /* words between a claim and what it names, or between two names */
	MIN_TITLE = 10, /* bytes of a title that can be told from other words */
	MIN_COMMIT = 7,
	MIN_BARE_COMMIT = 12, /* without the word "commit" before it */
};

/* Behind a claim they end it: what follows is named for another reason. */
static const str stops[] = {
	STR_INIT("because"),	 STR_INIT("since"),	   STR_INIT("but"),
	STR_INIT("however"),	 STR_INIT("although"),	   STR_INIT("while"),
	STR_INIT("unlike"),	 STR_INIT("instead"),	   STR_INIT("tested"),
	STR_INIT("testing"),	 STR_INIT("see"),	   STR_INIT("available"),
	STR_INIT("found"),	 STR_INIT("inspired"),	   STR_INIT("discussion"),
	STR_INIT("discussions"), STR_INIT("discussed"),	   STR_INIT("suggestion"),
	STR_INIT("suggestions"), STR_INIT("suggested"),	   STR_INIT("feedback"),
	STR_INIT("comment"),	 STR_INIT("comments"),	   STR_INIT("review"),
	STR_INIT("idea"),	 STR_INIT("ideas"),	   STR_INIT("proposal"),
	STR_INIT("report"),	 STR_INIT("reports"),	   STR_INIT("thread"),
	STR_INIT("advice"),	 STR_INIT("input"),	   STR_INIT("request"),
	STR_INIT("analysis"),	 STR_INIT("conversation"), STR_INIT("specification"),
	STR_INIT("spec"),	 STR_INIT("document"),	   STR_INIT("documentation"),
	STR_INIT("talk"),	 STR_INIT("example"),	   STR_INIT("original"),
	STR_INIT("earlier"),	 STR_INIT("previous"),	   STR_INIT("work"),
	STR_INIT("code"),	 STR_INIT("results"),	   STR_INIT("reproducer"),
};

/* What binds a second thing to a release: "on top of v6.1 with [1]". */
static const str additions[] = {
	STR_INIT("with"),  STR_INIT("and"),    STR_INIT("plus"),    STR_INIT("+"),
	STR_INIT("patch"), STR_INIT("series"), STR_INIT("patches"), STR_INIT("applied"),
};

/* Words before `<ID>`; behind any other it may be a person's address. */
static const str before_ids[] = {
	STR_INIT("on"),	     STR_INIT("upon"),	   STR_INIT("of"),	   STR_INIT("to"),
	STR_INIT("after"),   STR_INIT("and"),	   STR_INIT("atop"),	   STR_INIT("id"),
	STR_INIT("mail"),    STR_INIT("message"),  STR_INIT("series"),	   STR_INIT("patch"),
	STR_INIT("patches"), STR_INIT("patchset"), STR_INIT("message-id"),
};

bool dependency_is_any(str word, const str *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_equal_nocase(word, table[i]))
			return true;
	}
	return false;
}

/* @word without the marks around it; a colon at its end stays if @keeps_colon. */
str dependency_bare(str word, bool keeps_colon)
{
	size_t at;

	while (word.len > 0 && str_find_byte(STR("(\"'*-"), word.ptr[0], &at))
		word = str_skip(word, 1);
	while (word.len > 0 && str_find_byte(STR(")\"'*.,;!?"), word.ptr[word.len - 1], &at))
		word.len--;
	if (!keeps_colon && str_ends(word, STR(":")))
		word.len--;
	return word;
}

bool dependency_ends_clause(str word)
{
	size_t at;

	return word.len > 0 && str_find_byte(STR(",;:"), word.ptr[word.len - 1], &at);
}

/* `[12]` at the start of @text, its digits, and what follows; false where there is none. */
bool dependency_take_reference(str *text, str *ret_label)
{
	str rest = *text;
	str label;

	if (!str_take(&rest, STR("[")))
		return false;
	label = str_take_digits(&rest);
	if (label.len == 0 || label.len > 3 || !str_take(&rest, STR("]")))
		return false;
	*text = rest;
	*ret_label = label;
	return true;
}

/* The first reference within @text, which is cut off with what stands before it. */
bool dependency_next_reference(str *text, str *ret_label)
{
	size_t at;

	while (str_find_byte(*text, '[', &at)) {
		*text = str_skip(*text, at);
		if (dependency_take_reference(text, ret_label))
			return true;
		*text = str_skip(*text, 1);
	}
	return false;
}

void dependency_list_read_footnotes(struct dependency_list *list, str text)
{
	str line;

	while (list->n_footnotes < DEPENDENCY_FOOTNOTES && str_next_line(&text, &line)) {
		str note = str_trim(line);
		str below = text;
		str next;
		str label;

		if (!dependency_take_reference(&note, &label))
			continue;
		str_take(&note, STR(":"));
		/* A title may stand above its link. */
		if (!str_contains(note, STR("://")) && str_next_line(&below, &next) &&
		    str_contains(next, STR("://")) && !str_starts(str_trim(next), STR("[")))
			note.len = (size_t)(next.ptr + next.len - note.ptr);
		list->footnotes[list->n_footnotes++] =
			(struct dependency_footnote){label, str_trim(note)};
	}
}

/* Adds the mails that @text links to. */
static bool add_links(struct dependency_list *list, str text, str said)
{
	str *ids;
	unsigned n_ids;

	/* A link without its "https://". */
	if (str_starts(text, STR("lore.kernel.org/")))
		text = arena_join(list->arena, STR("https://"), text);
	mentions_of_text(list->arena, text, &ids, &n_ids);
	for (unsigned i = 0; i < n_ids; i++)
		dependency_list_add(list, DEPENDENCY_MESSAGE_ID, ids[i], said);
	return n_ids > 0;
}

bool dependency_list_add_title(struct dependency_list *list, str text, str said)
{
	struct subject subject;

	subject_parse(list->arena, text, &subject);
	if (subject.title.len < MIN_TITLE || !str_contains(subject.title, STR(" ")) ||
	    str_contains(subject.title, STR("://")))
		return false;
	dependency_list_add(list, DEPENDENCY_TITLE, subject.title, said);
	return true;
}

/* `[PATCH v2 0/3] lamp: burn less oil`, to the end of its line. */
static bool add_tagged_title(struct dependency_list *list, str text, str said)
{
	static const str tags[] = {STR_INIT("[PATCH"), STR_INIT("[RFC"), STR_INIT("[RESEND")};
	const char *newline = str_newline(text);

	if (!str_starts_any_nocase(text, tags, G_N_ELEMENTS(tags)))
		return false;
	if (newline)
		text.len = (size_t)(newline - text.ptr);
	return dependency_list_add_title(list, text, said);
}

static bool add_footnote(struct dependency_list *list, str label, str said)
{
	for (unsigned i = 0; i < list->n_footnotes; i++) {
		const struct dependency_footnote *note = &list->footnotes[i];

		if (str_equal(note->label, label))
			return add_links(list, note->text, said) ||
			       add_tagged_title(list, note->text, said);
	}
	return false;
}

static bool add_footnotes(struct dependency_list *list, str word, str said)
{
	bool found = false;
	str label;

	while (dependency_next_reference(&word, &label)) {
		if (add_footnote(list, label, said))
			found = true;
	}
	return found;
}

/* The title between quotes that @text begins with, and how long both are. */
static size_t take_quoted(str text, str *ret_title)
{
	static const struct {
		str open, close;
	} quotes[] = {
		{STR_INIT("\""), STR_INIT("\"")},
		{STR_INIT("'"), STR_INIT("'")},
		{STR_INIT("\342\200\234"), STR_INIT("\342\200\235")},
	};
	size_t skipped = str_starts(text, STR("(")) ? 1 : 0;

	for (size_t i = 0; i < G_N_ELEMENTS(quotes); i++) {
		str rest = str_skip(text, skipped);
		size_t end;

		if (!str_take(&rest, quotes[i].open) || !str_find(rest, quotes[i].close, &end))
			continue;
		*ret_title = str_slice(rest, 0, end);
		return (size_t)(rest.ptr + end + quotes[i].close.len - text.ptr);
	}
	return 0;
}

static bool is_commit(str word, str before)
{
	bool has_digit = false;
	bool has_letter = false;
	size_t least = MIN_BARE_COMMIT;

	if (before.len == 0 || str_equal_nocase(before, STR("commit")) ||
	    str_equal_nocase(before, STR("at")))
		least = MIN_COMMIT;
	if (word.len < least || word.len > 64 || !str_is_hex(word))
		return false;
	for (size_t i = 0; i < word.len; i++) {
		has_digit = has_digit || g_ascii_isdigit(word.ptr[i]);
		has_letter = has_letter || g_ascii_islower(word.ptr[i]);
	}
	return has_digit && has_letter;
}

/* `v6.12`, `5.18-rc5`: a release. */
static bool is_release(str word)
{
	str rest = word;

	str_take_nocase(&rest, STR("linux-"));
	str_take_nocase(&rest, STR("v"));
	return str_take_digits(&rest).len > 0 && str_take(&rest, STR(".")) &&
	       str_take_digits(&rest).len > 0;
}

/*
 * Adds what @word, the first one of @text, names. @before is the word before it. Returns how
 * much of @text was read; 0 where it names nothing.
 */
static size_t add_named(struct dependency_list *list, str text, str word, str before, str said)
{
	str plain = dependency_bare(word, false);
	str title;
	size_t len;

	if (word.ptr[0] == '<' && !DEPENDENCY_IS_ANY(before, before_ids) && before.len > 0 &&
	    !dependency_ends_clause(before) && !str_contains(word, STR("://")))
		return 0;
	if (add_links(list, dependency_bare(word, false), said) || add_footnotes(list, word, said))
		return word.len;
	if (add_tagged_title(list, text, said)) {
		const char *newline = str_newline(text);

		return newline ? (size_t)(newline - text.ptr) : text.len;
	}
	len = take_quoted(text, &title);
	if (len > 0 && dependency_list_add_title(list, title, said))
		return len;
	if (!is_commit(plain, before))
		return 0;
	dependency_list_add(list, DEPENDENCY_COMMIT, plain, said);
	return word.len;
}

bool dependency_list_add_named(struct dependency_list *list, str words, str text)
{
	bool found = false;
	bool is_bound = true; /* nothing stands between the claim, or an addition, and this word */
	unsigned gap = 0;
	str before = {0};
	str rest;
	str word;

	words = dependency_cut(words, DEPENDENCY_SENTENCE);
	rest = words;
	while (gap < MAX_GAP && str_next_word(&rest, &word)) {
		str here = str_skip(words, (size_t)(word.ptr - words.ptr));
		str plain = dependency_bare(word, false);
		size_t len;

		if (DEPENDENCY_IS_ANY(plain, stops))
			break;
		if (is_release(plain))
			is_bound = false;
		else if (DEPENDENCY_IS_ANY(plain, additions))
			is_bound = true;
		len = is_bound ? add_named(list, here, word, before, text) : 0;
		if (len > 0) {
			found = true;
			rest = str_skip(here, MAX(len, word.len));
		}
		gap = len > 0 ? 0 : gap + 1;
		before = dependency_ends_clause(word) ? word : plain;
	}
	return found;
}
