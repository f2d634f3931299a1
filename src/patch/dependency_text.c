/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dependencies that are told in words. A sentence counts if it makes a claim ("depends
 * on", "on top of") that nothing before it takes back, and if what it rests on follows
 * soon (dependency_name.c).
 */
#include "patch/dependency_list.h"

#include <glib.h>

enum {
	MAX_BEFORE = 8, /* words before a claim that may take it back */
};

/* Two words that make a claim; an adverb may stand between them. */
struct claim {
	str first;
	str second; /* empty: the first is enough */
	bool is_of_code; /* above a diff it tells where code comes from */
};

static const struct claim claims[] = {
	{.first = STR_INIT("depends"), .second = STR_INIT("on")},
	{.first = STR_INIT("depends"), .second = STR_INIT("upon")},
	{.first = STR_INIT("depend"), .second = STR_INIT("on")},
	{.first = STR_INIT("dependent"), .second = STR_INIT("on")},
	{.first = STR_INIT("dependency"), .second = STR_INIT("on")},
	{.first = STR_INIT("dependencies:")},
	{.first = STR_INIT("dependency:")},
	{.first = STR_INIT("prerequisites:")},
	{.first = STR_INIT("prerequisite:")},
	{.first = STR_INIT("top"), .second = STR_INIT("of")},
	{.first = STR_INIT("atop")},
	{.first = STR_INIT("applies"), .second = STR_INIT("on")},
	{.first = STR_INIT("applies"), .second = STR_INIT("to")},
	{.first = STR_INIT("applies"), .second = STR_INIT("after")},
	{.first = STR_INIT("apply"), .second = STR_INIT("on")},
	{.first = STR_INIT("apply"), .second = STR_INIT("to")},
	{.first = STR_INIT("apply"), .second = STR_INIT("after")},
	{.first = STR_INIT("applied"), .second = STR_INIT("on")},
	{.first = STR_INIT("applied"), .second = STR_INIT("after")},
	{.first = STR_INIT("based"), .second = STR_INIT("on"), .is_of_code = true},
	{.first = STR_INIT("based"), .second = STR_INIT("upon"), .is_of_code = true},
	{.first = STR_INIT("bases"), .second = STR_INIT("on"), .is_of_code = true},
	{.first = STR_INIT("rebased"), .second = STR_INIT("on"), .is_of_code = true},
};

static const str adverbs[] = {
	STR_INIT("also"), STR_INIT("cleanly"), STR_INIT("directly"),
	STR_INIT("only"), STR_INIT("up"),
};

/* Before a claim, in its clause, they take it back or say it of something else. */
static const str denials[] = {
	STR_INIT("not"),      STR_INIT("cannot"),   STR_INIT("no"),	  STR_INIT("longer"),
	STR_INIT("never"),    STR_INIT("neither"),  STR_INIT("nor"),	  STR_INIT("without"),
	STR_INIT("used"),     STR_INIT("was"),	    STR_INIT("were"),	  STR_INIT("had"),
	STR_INIT("depended"), STR_INIT("formerly"), STR_INIT("previous"), STR_INIT("previously"),
	STR_INIT("loosely"),  STR_INIT("will"),	    STR_INIT("would"),	  STR_INIT("could"),
	STR_INIT("might"),    STR_INIT("if"),	    STR_INIT("unless"),	  STR_INIT("instead"),
	STR_INIT("rather"),   STR_INIT("drop"),	    STR_INIT("drops"),	  STR_INIT("dropped"),
	STR_INIT("remove"),   STR_INIT("removes"),  STR_INIT("removed"),  STR_INIT("removing"),
	STR_INIT("avoid"),    STR_INIT("avoids"),   STR_INIT("branch"),	  STR_INIT("branches"),
	STR_INIT("tested"),   STR_INIT("testing"),  STR_INIT("tests"),	  STR_INIT("run"),
};

static const str pronouns[] = {
	STR_INIT("this"), STR_INIT("these"), STR_INIT("it"),
	STR_INIT("them"), STR_INIT("that"),  STR_INIT("which"),
};

/* The claim at the start of @rest, whose first word is @word; what it speaks of follows. */
static const struct claim *take_claim(str word, str *rest)
{
	str first = dependency_bare(word, true);

	for (size_t i = 0; i < G_N_ELEMENTS(claims); i++) {
		str below = *rest;
		str second;

		/* Most words are settled by their length, without a call. */
		if (first.len != claims[i].first.len || !str_equal_nocase(first, claims[i].first))
			continue;
		if (claims[i].second.len == 0)
			return &claims[i];
		if (!str_next_word(&below, &second) ||
		    (DEPENDENCY_IS_ANY(second, adverbs) && !str_next_word(&below, &second)) ||
		    !str_equal_nocase(dependency_bare(second, false), claims[i].second))
			continue;
		*rest = below;
		return &claims[i];
	}
	return NULL;
}

/* True if @before, the words of the sentence before a claim, take it back. */
static bool is_denied(str before)
{
	str word;
	str words[MAX_BEFORE];
	unsigned n_words = 0;

	while (str_next_word(&before, &word)) {
		str label;
		str rest = word;

		if (dependency_next_reference(&rest, &label) || str_contains(word, STR("://")))
			return true;
		if (dependency_ends_clause(word))
			n_words = 0;
		else
			words[n_words++ % MAX_BEFORE] = word;
	}
	for (unsigned i = 0; i < MIN(n_words, MAX_BEFORE); i++) {
		if (DEPENDENCY_IS_ANY(dependency_bare(words[i], false), denials) ||
		    str_ends_nocase(dependency_bare(words[i], false), STR("n't")))
			return true;
	}
	return false;
}

/* "on top of this, [1] ..." speaks of itself; "on top of this series: <link>" does not. */
static bool is_of_itself(str after)
{
	str word;

	if (!str_next_word(&after, &word) ||
	    !DEPENDENCY_IS_ANY(dependency_bare(word, false), pronouns))
		return false;
	for (unsigned i = 0; i < 3; i++) {
		if (str_ends(word, STR(":")))
			return false;
		if (!str_next_word(&after, &word))
			break;
	}
	return true;
}

static bool has_claim(str line)
{
	str word;

	while (str_next_word(&line, &word)) {
		if (take_claim(word, &line))
			return true;
	}
	return false;
}

static void read_sentence(struct dependency_list *list, str sentence, bool is_above_diff)
{
	str rest = sentence;
	str word;

	while (str_next_word(&rest, &word)) {
		const struct claim *claim = take_claim(word, &rest);
		str before = str_slice(sentence, 0, (size_t)(word.ptr - sentence.ptr));

		if (!claim || (claim->is_of_code && is_above_diff))
			continue;
		if (!is_denied(before) && !is_of_itself(rest))
			dependency_list_add_named(list, rest, sentence);
	}
}

static bool is_list_item(str line)
{
	return str_starts(line, STR("- ")) || str_starts(line, STR("* ")) ||
	       str_starts(line, STR("+ "));
}

/* True if @line says in front which revision it is about: `v2: ...`. */
static bool is_of_revision(str line)
{
	str rest = line;

	return str_take_nocase(&rest, STR("v")) && str_take_digits(&rest).len > 0 &&
	       (str_starts(rest, STR(":")) || str_starts(rest, STR(" ")));
}

/* Where the first sentence of @text ends: behind its mark. The text's length without one. */
static size_t sentence_end(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t at;

		if (str_find_byte(STR(".?!"), text.ptr[i], &at) &&
		    (i + 1 == text.len || g_ascii_isspace(text.ptr[i + 1])))
			return i + 1;
	}
	return text.len;
}

/* Sentence after sentence of @paragraph, which ends in no empty line. */
static void read_paragraph(struct dependency_list *list, str paragraph, bool is_above_diff)
{
	while (paragraph.len > 0) {
		str sentence = dependency_cut(paragraph, DEPENDENCY_SENTENCE);

		sentence.len = sentence_end(sentence);
		read_sentence(list, sentence, is_above_diff);
		paragraph = str_skip(paragraph, sentence.len);
	}
}

/*
 * Takes the next paragraph off @rest: lines up to an empty one, a quoted one, a footnote, a
 * revision's, or the next item of a list; "Depends on:" goes on over items and one empty line.
 */
static str take_paragraph(str *rest)
{
	str begin = *rest;
	str line;
	size_t len = 0;
	bool is_list = false;
	bool is_open = false;

	for (str below = *rest; str_next_line(&below, &line); *rest = below) {
		str text = str_trim(line);
		str label;
		str after = text;

		if (text.len == 0 && is_open) {
			is_open = false; /* once */
			continue;
		}
		if (text.len == 0 || text.ptr[0] == '>' || str_starts(text, STR("---")) ||
		    (!is_list &&
		     (is_of_revision(text) || dependency_take_reference(&after, &label)))) {
			if (len == 0)
				*rest = below;
			break;
		}
		if (len > 0 && is_list_item(text) && !is_list)
			break;
		len = (size_t)(line.ptr + line.len - begin.ptr);
		is_open = str_ends(text, STR(":")) && has_claim(text);
		is_list = is_list || is_open;
	}
	return str_slice(begin, 0, len);
}

void dependency_list_read_text(struct dependency_list *list, str text, bool is_above_diff)
{
	while (text.len > 0)
		read_paragraph(list, take_paragraph(&text), is_above_diff);
}
