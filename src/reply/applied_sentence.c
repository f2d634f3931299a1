/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each verb that may tell it is looked at with what stands before and behind it. Before
 * it: nothing ("Applied to next"), a person ("I've applied"), what was applied ("Series
 * applied", "this is now queued"). Behind it: what was applied, a tree, thanks, or the end
 * of the clause; anything else is another use of the word. The looser the first, the
 * stricter the second.
 */
#include "reply/applied.h"
#include "reply/applied_tree.h"
#include "reply/applied_verb.h"

#include <glib.h>

enum {
	ADDRESS_LINES = 4, /* below "Applied to" */
	LONGEST_THANKS = 200, /* bytes of the next sentence, where it thanks */
};

/* True if something before word @end makes the rest a hope, a condition, or a denial. */
static bool is_hedged(const struct applied_words *words, unsigned end)
{
	for (unsigned i = 0; i < end; i++) {
		/* "Never mind, applied." */
		if (words_is(words, i, WORD_HEDGE) &&
		    !(i + 1 < end && str_equal_nocase(words->items[i + 1].text, STR("mind"))))
			return true;
	}
	return false;
}

/* "It got merged into v5.17": others did, long ago. */
static bool is_released(const struct applied_verb *verb)
{
	return (verb->classes & WORD_MERGED) && applied_is_release(verb->statement.tree);
}

/* "I applied this" without a tree is what a tester says, too. */
static bool accepts_past(const struct applied_words *words, const struct applied_verb *verb)
{
	if (!verb->has_object)
		return false;
	if (words->has_thanks)
		return !words_have(words, WORD_REVIEW);
	if (verb->ending != ENDING_CLAUSE && verb->ending != ENDING_MANNER)
		return false;
	return (verb->classes & WORD_QUEUED) || verb->is_now || verb->is_already ||
	       verb->statement.numbers.n_ranges > 0;
}

/* "review-ann", "pci/vga": what has such a mark within is no common word. */
static bool is_compound(str word)
{
	size_t at;

	return str_find_byte(word, '/', &at) || str_find_byte(word, '-', &at);
}

static bool accepts_prefaced(const struct applied_words *words, const struct applied_verb *verb,
			     bool is_thanked)
{
	/* "The old board, applied to 6.1" says a tester. */
	if (applied_is_release(verb->statement.tree) && !verb->is_for && !words->has_thanks)
		return false;
	return is_thanked || (verb->at + 1 == words->n_items && !(verb->classes & WORD_MERGED));
}

static bool accepts_taken(const struct applied_words *words, const struct applied_verb *verb)
{
	bool is_sure = verb->ending == ENDING_TREE;
	bool is_thanked = is_sure || words->has_thanks;
	bool ends = verb->ending == ENDING_CLAUSE || is_sure;

	switch (verb->opening) {
	case OPENING_BARE:
		return true;
	case OPENING_PREFACED:
		return ends && accepts_prefaced(words, verb, is_thanked);
	case OPENING_SUBJECT:
		return true;
	case OPENING_PERFECT:
		return verb->has_object || is_sure || (ends && is_thanked) ||
		       verb->at + 1 == words->n_items;
	case OPENING_PAST:
		/* "I applied it to 6.1-rc2" says a tester. */
		return (is_sure && (verb->is_for || (verb->classes & WORD_QUEUED) ||
				    !applied_is_release(verb->statement.tree))) ||
		       accepts_past(words, verb);
	case OPENING_HAS_BEEN:
		return ends && !verb->is_already && !is_released(verb);
	case OPENING_IS:
		return ends && !is_released(verb) &&
		       (!verb->is_already || (is_sure && !(verb->classes & WORD_MERGED))) &&
		       (verb->is_now || is_thanked || (verb->classes & WORD_MERGED) == 0);
	case OPENING_NONE:
		break;
	}
	return false;
}

/* "I've pulled this, so I unpulled it again." */
static bool is_undone(const struct applied_words *words, unsigned at)
{
	for (at++; at < words->n_items; at++) {
		if (words_is(words, at, WORD_DROPPED) &&
		    str_starts_nocase(words->items[at].text, STR("un")))
			return true;
	}
	return false;
}

/* Who says "dropped" may speak of a line of code: the tree must be named, or the patch now. */
static bool accepts_dropped(const struct applied_words *words, struct applied_verb *verb)
{
	if (verb->opening == OPENING_BARE)
		return verb->is_now && verb->ending == ENDING_CLAUSE;
	if (verb->opening != OPENING_PERFECT || !verb->has_object)
		return false;
	for (unsigned i = verb->at + 1; i + 1 < words->n_items; i++) {
		str tree;
		bool is_word = false;

		if (!str_equal_nocase(words->items[i].text, STR("from")))
			continue;
		if (!applied_read_tree(words->items, words->n_items, i + 1, &tree, &is_word) ||
		    is_word)
			return false;
		verb->statement.tree = tree;
		return true;
	}
	return false;
}

/* "Applying: title" is what git am prints, "merging it would be fine" a thought. */
static bool accepts_taking(const struct applied_words *words, const struct applied_verb *verb)
{
	bool ends = verb->ending == ENDING_CLAUSE || verb->ending == ENDING_TREE;

	if (words->items[verb->at].has_colon || words_have(words, WORD_HEDGE))
		return false;
	if (verb->opening == OPENING_BARE)
		return ends && (words->has_thanks || verb->ending == ENDING_TREE);
	return ends && verb->opening == OPENING_PERFECT;
}

/* "Added" is what authors answer to reviewers; alone with thanks, or with a tree, it is not. */
static bool accepts_noted(const struct applied_words *words, const struct applied_verb *verb)
{
	/* "I added it to my branch" is said of a trial, too. */
	return (verb->ending == ENDING_TREE &&
		(verb->statement.tree.len > 0 || words_have(words, WORD_THANKS))) ||
	       (verb->opening == OPENING_BARE && words->n_items == 2 &&
		words_have(words, WORD_THANKS));
}

static bool is_tried_behind(const struct applied_words *words, unsigned at)
{
	for (at++; at < words->n_items; at++) {
		if (words_is(words, at, WORD_TRIAL))
			return true;
	}
	return false;
}

/* "Applied, built, booted" and "I've applied it to next and ran the tests". */
static bool is_trial(const struct applied_words *words, const struct applied_verb *verb)
{
	for (unsigned i = 0; i < words->n_items; i++) {
		if (str_equal_nocase(words->items[i].text, STR("locally")))
			return true;
	}
	if (words->has_thanks)
		return false;
	if (verb->opening == OPENING_BARE || verb->opening == OPENING_SUBJECT)
		return words_is(words, verb->at + 1, WORD_TRIAL);
	if (verb->opening == OPENING_PERFECT || verb->opening == OPENING_PAST)
		return is_tried_behind(words, verb->at);
	return words_have(words, WORD_TRIAL) && verb->ending != ENDING_TREE;
}

/* Words that need more than others to say it. */
static bool is_enough(const struct applied_words *words, const struct applied_verb *verb)
{
	bool is_sure = verb->ending == ENDING_TREE;

	/* "merged" in a list or a table, "Merged it with the previous patch." */
	if ((verb->classes & WORD_MERGED) &&
	    ((words->n_items == 1 && words->mark == '\0') ||
	     (verb->ending == ENDING_MANNER && !verb->is_for && !words->has_thanks)))
		return false;
	if ((verb->classes & WORD_SHARED) && !is_sure &&
	    !(words->has_thanks && verb->ending != ENDING_MANNER &&
	      verb->opening != OPENING_SUBJECT))
		return false;
	if ((verb->classes & WORD_AMBIGUOUS) && !verb->has_object && !words->has_thanks && !is_sure)
		return false;
	return verb->ending != ENDING_WORD || verb->opening == OPENING_BARE ||
	       verb->opening == OPENING_SUBJECT || words->has_thanks ||
	       verb->statement.tree.len == 0 || is_compound(verb->statement.tree);
}

/* "Thanks for the suggestions, applied" says an author. */
static bool is_authors(const struct applied_words *words, const struct applied_verb *verb)
{
	if (verb->ending == ENDING_TREE || verb->opening == OPENING_PERFECT)
		return false;
	for (unsigned i = 0; i < verb->at; i++) {
		if (words_is(words, i, WORD_REVIEW))
			return true;
	}
	return false;
}

static bool accepts(const struct applied_words *words, struct applied_verb *verb)
{
	if (verb->opening == OPENING_NONE)
		return false;
	if (verb->classes & WORD_DROPPED)
		return accepts_dropped(words, verb);
	if (verb->ending == ENDING_OTHER || is_undone(words, verb->at))
		return false;
	if ((verb->classes & WORD_TAKING) && !accepts_taking(words, verb))
		return false;
	if ((verb->classes & WORD_NOTED) && !accepts_noted(words, verb))
		return false;
	if (is_trial(words, verb) || is_authors(words, verb) || !is_enough(words, verb))
		return false;
	return accepts_taken(words, verb);
}

/* Thanks count that stand in the sentence, or begin the next one. */
static bool has_thanks(struct arena *arena, const struct applied_words *words,
		       const struct own_text *own, unsigned index)
{
	struct applied_words next;

	if (words_have(words, WORD_THANKS))
		return true;
	if (index + 1 >= own->n_sentences || own->sentences[index + 1].text.len > LONGEST_THANKS)
		return false;
	applied_split_words(arena, own->sentences[index + 1].text, &next);
	return words_is(&next, 0, WORD_THANKS);
}

/* The branch of "...?h=dm-5.10&id=0123456". */
static str branch_of_address(str address)
{
	size_t at;
	size_t end;

	if (!str_find(address, STR("h="), &at))
		return (str){0};
	address = str_skip(address, at + 2);
	if (str_find_byte(address, '&', &end) || str_find_byte(address, ';', &end))
		return str_slice(address, 0, end);
	return address;
}

/* "Applied to", and on the next lines the address of a tree, or of a commit. */
static void read_address_below(struct arena *arena, const struct own_text *own, unsigned index,
			       struct applied_statement *statement)
{
	unsigned line = own->sentences[index].line;

	for (unsigned i = line + 1; i < own->n_lines && i <= line + ADDRESS_LINES; i++) {
		str text = str_trim(own->lines[i].text);
		str commit;

		if (!str_starts(text, STR("http")) && !str_starts(text, STR("git:")))
			continue;
		if (str_contains(text, STR("lore.")) || str_contains(text, STR("/r/")) ||
		    str_contains(text, STR("msgid")))
			return;
		commit = applied_read_commit(arena, text);
		if (commit.len > 0)
			statement->commit = commit;
		statement->tree = commit.len > 0 ? branch_of_address(text) : text;
		return;
	}
}

bool applied_read_sentence(struct arena *arena, const struct own_text *own, unsigned index,
			   struct applied_statement *ret_statement)
{
	enum { VERBS = WORD_TAKEN | WORD_TAKING | WORD_DROPPED };
	const struct own_sentence *spoken = &own->sentences[index];
	struct applied_words words;
	struct applied_verb verb = {.opening = OPENING_NONE};

	/* " = " is of code that was not quoted. */
	if (spoken->mark == '?' || str_contains(spoken->text, STR(" = ")))
		return false;
	applied_split_words(arena, spoken->text, &words);
	if (!words_have(&words, VERBS))
		return false;
	words.mark = spoken->mark;
	words.has_thanks = has_thanks(arena, &words, own, index);
	for (unsigned i = 0; i < words.n_items; i++) {
		if (!words_is(&words, i, VERBS))
			continue;
		if (is_hedged(&words, i))
			return false;
		applied_read_verb(&words, i, &verb);
		if (accepts(&words, &verb))
			break;
		verb.opening = OPENING_NONE;
	}
	if (verb.opening == OPENING_NONE)
		return false;
	verb.statement.kind = verb.classes & WORD_DROPPED ? REMARK_UNAPPLIED : REMARK_APPLIED;
	verb.statement.commit = applied_read_commit(arena, spoken->text);
	if (verb.statement.tree.len == 0 && (verb.ending == ENDING_TREE || spoken->mark == ':'))
		read_address_below(arena, own, index, &verb.statement);
	verb.statement.is_stable = applied_is_stable(verb.statement.tree);
	*ret_statement = verb.statement;
	return true;
}
