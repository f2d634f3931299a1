/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/applied_verb.h"

#include "reply/applied_patches.h"
#include "reply/applied_tree.h"

#include <glib.h>

enum { LONGEST_PREFACE = 12 }; /* words before "applied" that are not understood */

/* True if a clause may begin with word @at. */
static bool begins_clause(const struct applied_words *words, unsigned at)
{
	return at == 0 || words->items[at - 1].ends_clause || words_is(words, at - 1, WORD_AND);
}

/* "Ann", but not "With": a word that is not known, and has a capital letter. */
static bool is_name(const struct applied_word *word)
{
	static const str others[] = {
		STR_INIT("Without"), STR_INIT("Since"), STR_INIT("Until"), STR_INIT("Because"),
		STR_INIT("From"),    STR_INIT("Given"), STR_INIT("Using"),
	};

	if (word->classes != 0 || word->text.len == 0 || !g_ascii_isupper(word->text.ptr[0]))
		return false;
	return !str_starts_any(word->text, others, G_N_ELEMENTS(others));
}

/* True if all that stands before word @end says nothing: "Looks good to me, thanks Ann, ". */
static bool is_filler(const struct applied_words *words, unsigned end)
{
	enum { FILLER = WORD_FILLER | WORD_THANKS | WORD_ADVERB | WORD_AND };

	for (unsigned i = 0; i < end; i++) {
		bool is_thanked = i > 0 && words_is(words, i - 1, WORD_THANKS | WORD_FILLER);

		if (words_is(words, i, FILLER) && !words_is(words, i, WORD_HEDGE))
			continue;
		if (i == 0 && end > 1 && words_is(words, i + 1, WORD_FILLER) &&
		    words_is(words, i, WORD_HEDGE))
			continue;
		/* "Fixed up and" */
		if (words_is(words, i, WORD_DID) && words_is(words, i + 1, WORD_AND | WORD_ADVERB))
			continue;
		if (!is_name(&words->items[i]) || (!is_thanked && i > 0))
			return false;
	}
	return true;
}

/* True if the words before @end, as far back as their clause, name patches; reads them. */
static bool read_subject(const struct applied_words *words, unsigned end, struct applied_verb *verb)
{
	unsigned begin = end;
	struct applied_numbers numbers = {0};

	while (begin > 0 &&
	       (patches_name(words, begin - 1) || (begin > 1 && patches_join(words, begin - 1)) ||
		(words_is(words, begin - 1, WORD_AND) && begin > 1 &&
		 patches_number(words->items[begin - 2].text)))) {
		begin--;
		if (begins_clause(words, begin) && !words_is(words, begin - 1, WORD_AND) &&
		    !(begin > 0 && patches_number(words->items[begin - 1].text)))
			break;
	}
	if (begin == end || (!begins_clause(words, begin) && !is_filler(words, begin)))
		return false;
	/* "of", "the" alone are no subject. */
	for (unsigned i = begin; i < end; i++) {
		if (words_is(words, i, WORD_PRONOUN | WORD_NOUN | WORD_COUNT) ||
		    patches_number(words->items[i].text)) {
			patches_read(words, begin, end, &numbers);
			verb->statement.numbers = numbers;
			return is_filler(words, begin) || words->has_thanks || verb->is_now;
		}
	}
	return false;
}

/* Adverbs, and "gone ahead and": returns what stands before them. */
static unsigned skip_adverbs(const struct applied_words *words, unsigned before,
			     struct applied_verb *verb)
{
	while (before > 0 && !words->items[before - 1].ends_clause &&
	       (words_is(words, before - 1, WORD_ADVERB) ||
		(words_is(words, before - 1, WORD_AND) && before > 1 &&
		 str_equal_nocase(words->items[before - 2].text, STR("ahead"))))) {
		before--;
		verb->is_already |= words_is(words, before, WORD_ALREADY);
		verb->is_now |= str_equal_nocase(words->items[before].text, STR("now"));
		verb->statement.numbers.is_partial |= words_is(words, before, WORD_SOME);
	}
	return before;
}

/* The clause begins with the verb, at word @begin. */
static enum applied_opening read_clause(const struct applied_words *words, unsigned begin)
{
	bool is_joined = words_is(words, begin - 1, WORD_AND);

	if (is_filler(words, begin))
		return OPENING_BARE;
	/* "I fixed it up and applied both." */
	if (is_joined && words_is(words, words_is(words, 0, WORD_PERSON) ? 1 : 0, WORD_DID))
		return OPENING_PERFECT;
	if (is_joined && !words->has_thanks)
		return OPENING_NONE;
	return begin <= LONGEST_PREFACE ? OPENING_PREFACED : OPENING_NONE;
}

/* "I", "I've", "I'm" is word @at. */
static enum applied_opening read_person(const struct applied_words *words, unsigned at,
					const struct applied_verb *verb)
{
	bool has_done = words_is(words, at, WORD_HAVE | WORD_BE);

	/* "The commit I've staged" is another one. */
	if (!begins_clause(words, at) && !is_filler(words, at) &&
	    (!has_done || words_is(words, at - 1, WORD_NOUN | WORD_RELATIVE)))
		return OPENING_NONE;
	if (words_is(words, at, WORD_BE) != words_is(words, verb->at, WORD_TAKING))
		return OPENING_NONE;
	return has_done ? OPENING_PERFECT : OPENING_PAST;
}

/* "is", "it's", "has been" ends with word @at. */
static enum applied_opening read_passive(const struct applied_words *words, unsigned at,
					 struct applied_verb *verb)
{
	enum applied_opening opening = OPENING_IS;

	if (words_is(words, at, WORD_PRONOUN))
		return begins_clause(words, at) ? opening : OPENING_NONE;
	while (at > 0 && words_is(words, at - 1, WORD_ADVERB | WORD_HAVE)) {
		if (words_is(words, at - 1, WORD_HAVE))
			opening = OPENING_HAS_BEEN;
		verb->is_already |= words_is(words, at - 1, WORD_ALREADY);
		verb->is_now |= str_equal_nocase(words->items[at - 1].text, STR("now"));
		at--;
	}
	return read_subject(words, at, verb) ? opening : OPENING_NONE;
}

/* "I have now", "this has been", "it's", "Both": what stands before the verb. */
static enum applied_opening read_opening(const struct applied_words *words,
					 struct applied_verb *verb)
{
	unsigned before = skip_adverbs(words, verb->at, verb);
	bool is_taking = words_is(words, verb->at, WORD_TAKING);

	if (begins_clause(words, before))
		return read_clause(words, before);
	before--;
	if (words_is(words, before, WORD_PERSON))
		return read_person(words, before, verb);
	/* "I have", "I am" */
	if (words_is(words, before, is_taking ? WORD_BE : WORD_HAVE)) {
		while (before > 0 && words_is(words, before - 1, WORD_ADVERB))
			before--;
		return words_is(words, before - 1, WORD_PERSON) ? OPENING_PERFECT : OPENING_NONE;
	}
	if (is_taking)
		return OPENING_NONE;
	if (words_is(words, before, WORD_BE))
		return read_passive(words, before, verb);
	return read_subject(words, before + 1, verb) ? OPENING_SUBJECT : OPENING_NONE;
}

/* How many words from @at on belong to what names the patches; 0 if none does. */
static unsigned object_words(const struct applied_words *words, unsigned begin, unsigned at,
			     struct applied_verb *verb)
{
	bool is_number = at > begin && patches_number(words->items[at - 1].text);

	if (at > begin && words->items[at - 1].ends_clause &&
	    !(is_number && patches_number(words->items[at].text)))
		return 0;
	/* "1 to 3", "2 and 5" */
	if (is_number && words_is(words, at, WORD_AND | WORD_INTO | WORD_MANNER) &&
	    at + 1 < words->n_items && patches_number(words->items[at + 1].text))
		return 2;
	if (patches_join(words, at))
		return 2;
	if (at > begin && patches_qualify(words, at)) {
		verb->statement.numbers.is_partial = true;
		return 1;
	}
	if (str_equal_nocase(words->items[at].text, STR("as")) && at + 1 < words->n_items &&
	    str_equal_nocase(words->items[at + 1].text, STR("is"))) {
		verb->is_now = true;
		return 2;
	}
	if (words_is(words, at, WORD_MANNER))
		return 0;
	return patches_name(words, at) || words_is(words, at, WORD_ADVERB) ? 1 : 0;
}

/* What was applied, as far as the words behind the verb name it; returns what follows. */
static unsigned read_object(const struct applied_words *words, unsigned begin,
			    struct applied_verb *verb)
{
	unsigned end = begin;
	unsigned n;

	while (end < words->n_items && (n = object_words(words, begin, end, verb)) > 0)
		end += n;
	for (unsigned i = begin; i < end; i++) {
		/* "fixes" alone are any, "the fixes" are these. */
		bool is_named = i > begin || !words_is(words, i, WORD_NOUN) ||
				words_is(words, i, WORD_PATCH);
		bool is_noun = words_is(words, i, WORD_PRONOUN | WORD_NOUN | WORD_COUNT);

		verb->has_object |= (is_noun && is_named) || patches_number(words->items[i].text);
		verb->is_now |= str_equal_nocase(words->items[i].text, STR("now"));
	}
	patches_read(words, begin, end, &verb->statement.numbers);
	return end;
}

/* "except patch 3", "apart from 2": the numbers behind it are not those that were applied. */
static void read_exception(const struct applied_words *words, unsigned at,
			   struct applied_numbers *numbers)
{
	for (; at < words->n_items; at++) {
		if (str_equal_nocase(words->items[at].text, STR("except")) ||
		    str_equal_nocase(words->items[at].text, STR("minus")) ||
		    str_equal_nocase(words->items[at].text, STR("apart")))
			numbers->is_partial = true;
	}
}

/* "for submission in v6.3", "to a tree for Ann to pick up": no name, but no other use either. */
static enum applied_ending read_purpose(const struct applied_words *words, unsigned at)
{
	if (str_equal_nocase(words->items[at].text, STR("for")))
		return words_is(words, at + 1, WORD_NOUN) ||
				       str_equal_nocase(words->items[at + 1].text, STR("a")) ||
				       str_equal_nocase(words->items[at + 1].text, STR("testing"))
			       ? ENDING_OTHER
			       : ENDING_MANNER;
	if (str_equal_nocase(words->items[at].text, STR("in")) &&
	    str_equal_nocase(words->items[at + 1].text, STR("order")))
		return ENDING_MANNER;
	if (words->has_thanks && words_is(words, at + 2, WORD_TREE))
		return ENDING_CLAUSE;
	return ENDING_OTHER;
}

/* A tree, or a purpose, behind "to", "in", "for" at word @at. */
static enum applied_ending read_destination(const struct applied_words *words, unsigned at,
					    struct applied_verb *verb)
{
	bool is_word = false;

	verb->is_for = str_equal_nocase(words->items[at].text, STR("for"));
	if (words_is(words, at + 1, WORD_ADVERB))
		return ENDING_CLAUSE;
	if (applied_read_tree(words->items, words->n_items, at + 1, &verb->statement.tree,
			      &is_word))
		return is_word ? ENDING_WORD : ENDING_TREE;
	/* "Applied to", and the address is below. */
	if (at + 1 == words->n_items)
		return ENDING_TREE;
	return read_purpose(words, at);
}

static enum applied_ending read_ending(const struct applied_words *words, struct applied_verb *verb)
{
	unsigned at = verb->at + 1;

	if (words->items[verb->at].ends_clause &&
	    !(at < words->n_items && patches_number(words->items[at].text)))
		return ENDING_CLAUSE;
	at = read_object(words, at, verb);
	read_exception(words, at, &verb->statement.numbers);
	if (at == words->n_items || words_is(words, at, WORD_THANKS))
		return ENDING_CLAUSE;
	if (words->items[at - 1].ends_clause)
		return ENDING_CLAUSE;
	if (words_is(words, at, WORD_INTO))
		return read_destination(words, at, verb);
	if (words_is(words, at, WORD_MANNER))
		return ENDING_MANNER;
	if (!words_is(words, at, WORD_AND))
		return ENDING_OTHER;
	if (words_is(words, at + 1, WORD_TAKEN | WORD_DID | WORD_HEDGE | WORD_ADVERB) &&
	    !words_is(words, at + 1, WORD_TRIAL))
		return ENDING_MANNER;
	/* "Queued this and the other one, thanks" */
	return words->has_thanks && patches_name(words, at + 1) ? ENDING_MANNER : ENDING_OTHER;
}

void applied_read_verb(const struct applied_words *words, unsigned at,
		       struct applied_verb *ret_verb)
{
	struct applied_verb verb = {.at = at, .classes = words->items[at].classes};

	verb.opening = read_opening(words, &verb);
	verb.ending = read_ending(words, &verb);
	*ret_verb = verb;
}
