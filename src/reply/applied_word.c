/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/applied_word.h"

#include <glib.h>
#include <stdlib.h>

enum { LONGEST_WORD = 15 };

struct entry {
	const char *word;
	unsigned classes;
};

/* In the order of strcmp(). */
static const struct entry lexicon[] = {
	{"&", WORD_AND},
	{"accepted", WORD_TAKEN | WORD_NOTED},
	{"actually", WORD_ADVERB},
	{"added", WORD_TAKEN | WORD_NOTED},
	{"advice", WORD_REVIEW},
	{"after", WORD_HEDGE | WORD_MANNER},
	{"again", WORD_ADVERB},
	{"ahead", WORD_ADVERB},
	{"all", WORD_PRONOUN | WORD_DETERMINER},
	{"already", WORD_ADVERB | WORD_ALREADY},
	{"alright", WORD_FILLER},
	{"also", WORD_ADVERB},
	{"although", WORD_MANNER},
	{"am", WORD_BE},
	{"amended", WORD_DID},
	{"and", WORD_AND},
	{"anyway", WORD_ADVERB},
	{"applied", WORD_TAKEN},
	{"applying", WORD_TAKING},
	{"are", WORD_BE},
	{"as", WORD_MANNER},
	{"as-is", WORD_ADVERB},
	{"aside", WORD_MANNER},
	{"assume", WORD_HEDGE},
	{"assuming", WORD_HEDGE},
	{"backports", WORD_NOUN | WORD_PATCH},
	{"be", WORD_HEDGE},
	{"been", WORD_BE},
	{"before", WORD_HEDGE},
	{"being", WORD_BE},
	{"believe", WORD_HEDGE},
	{"boot", WORD_TRIAL},
	{"booted", WORD_TRIAL},
	{"booting", WORD_TRIAL},
	{"both", WORD_PRONOUN | WORD_DETERMINER},
	{"branch", WORD_TREE},
	{"branches", WORD_TREE},
	{"built", WORD_TRIAL},
	{"but", WORD_MANNER},
	{"can", WORD_HEDGE},
	{"can't", WORD_HEDGE},
	{"cannot", WORD_HEDGE},
	{"change", WORD_NOUN},
	{"changes", WORD_NOUN},
	{"cheers", WORD_THANKS},
	{"cleanly", WORD_TRIAL},
	{"cleanup", WORD_NOUN},
	{"cleanups", WORD_NOUN},
	{"comment", WORD_REVIEW},
	{"comments", WORD_REVIEW},
	{"commit", WORD_NOUN},
	{"commits", WORD_NOUN},
	{"committed", WORD_TAKEN | WORD_AMBIGUOUS | WORD_QUEUED},
	{"could", WORD_HEDGE},
	{"couldn't", WORD_HEDGE},
	{"couple", WORD_COUNT},
	{"crash", WORD_TRIAL},
	{"crashes", WORD_TRIAL},
	{"currently", WORD_ADVERB},
	{"dear", WORD_FILLER},
	{"did", WORD_HEDGE},
	{"didn't", WORD_HEDGE},
	{"doesn't", WORD_HEDGE},
	{"don't", WORD_HEDGE},
	{"done", WORD_FILLER},
	{"driver", WORD_NOUN},
	{"dropped", WORD_DROPPED | WORD_DID},
	{"dt", WORD_DETERMINER},
	{"edited", WORD_DID},
	{"eight", WORD_COUNT},
	{"entire", WORD_DETERMINER},
	{"everything", WORD_PRONOUN},
	{"excellent", WORD_FILLER},
	{"except", WORD_MANNER | WORD_SOME},
	{"excepting", WORD_MANNER | WORD_SOME},
	{"failed", WORD_TRIAL},
	{"fails", WORD_TRIAL},
	{"feedback", WORD_REVIEW},
	{"few", WORD_SOME},
	{"finally", WORD_ADVERB},
	{"fine", WORD_FILLER},
	{"first", WORD_DETERMINER | WORD_FIRST},
	{"five", WORD_COUNT},
	{"fix", WORD_NOUN},
	{"fixed", WORD_DID},
	{"fixes", WORD_NOUN},
	{"folded", WORD_DID},
	{"following", WORD_RELATIVE},
	{"for", WORD_INTO},
	{"four", WORD_COUNT},
	{"full", WORD_DETERMINER},
	{"fwiw", WORD_FILLER},
	{"fyi", WORD_FILLER},
	{"go", WORD_ADVERB},
	{"gone", WORD_ADVERB},
	{"good", WORD_FILLER},
	{"got", WORD_BE},
	{"great", WORD_FILLER},
	{"guess", WORD_HEDGE},
	{"had", WORD_HEDGE},
	{"hand", WORD_ADVERB},
	{"has", WORD_HAVE},
	{"hasn't", WORD_HEDGE},
	{"have", WORD_HAVE},
	{"haven't", WORD_HEDGE},
	{"hello", WORD_FILLER},
	{"hence", WORD_FILLER},
	{"here", WORD_ADVERB},
	{"hi", WORD_FILLER},
	{"hint", WORD_REVIEW},
	{"hints", WORD_REVIEW},
	{"hope", WORD_HEDGE},
	{"hopefully", WORD_HEDGE},
	{"hoping", WORD_HEDGE},
	{"i", WORD_PERSON},
	{"i'd", WORD_HEDGE},
	{"i'll", WORD_HEDGE},
	{"i'm", WORD_PERSON | WORD_BE},
	{"i've", WORD_PERSON | WORD_HAVE},
	{"if", WORD_HEDGE},
	{"in", WORD_INTO},
	{"input", WORD_REVIEW},
	{"instead", WORD_MANNER},
	{"into", WORD_INTO},
	{"is", WORD_BE},
	{"isn't", WORD_HEDGE},
	{"it", WORD_PRONOUN},
	{"it's", WORD_PRONOUN | WORD_BE},
	{"just", WORD_ADVERB},
	{"last", WORD_DETERMINER | WORD_SOME},
	{"lgtm", WORD_FILLER},
	{"like", WORD_HEDGE},
	{"locally", WORD_TRIAL | WORD_HEDGE},
	{"looks", WORD_FILLER},
	{"lot", WORD_NOUN},
	{"manually", WORD_ADVERB},
	{"may", WORD_HEDGE},
	{"maybe", WORD_HEDGE},
	{"me", WORD_FILLER},
	{"merged", WORD_TAKEN | WORD_MERGED | WORD_QUEUED},
	{"merging", WORD_TAKING},
	{"might", WORD_HEDGE},
	{"mind", WORD_FILLER},
	{"minus", WORD_MANNER | WORD_SOME},
	{"modulo", WORD_MANNER},
	{"most", WORD_SOME},
	{"must", WORD_HEDGE},
	{"need", WORD_HEDGE},
	{"needs", WORD_HEDGE},
	{"neither", WORD_HEDGE},
	{"never", WORD_HEDGE},
	{"nice", WORD_FILLER},
	{"nicely", WORD_FILLER},
	{"nine", WORD_COUNT},
	{"none", WORD_HEDGE},
	{"not", WORD_HEDGE},
	{"now", WORD_ADVERB},
	{"of", WORD_DETERMINER},
	{"ok", WORD_FILLER},
	{"okay", WORD_FILLER},
	{"on", WORD_INTO},
	{"once", WORD_HEDGE},
	{"one", WORD_NOUN | WORD_COUNT},
	{"ones", WORD_NOUN},
	{"only", WORD_ADVERB | WORD_SOME},
	{"onto", WORD_INTO},
	{"other", WORD_DETERMINER | WORD_SOME},
	{"our", WORD_DETERMINER},
	{"out", WORD_ADVERB},
	{"panic", WORD_TRIAL},
	{"partially", WORD_ADVERB | WORD_SOME},
	{"patch", WORD_NOUN | WORD_PATCH},
	{"patches", WORD_NOUN | WORD_PATCH},
	{"patchset", WORD_NOUN | WORD_PATCH},
	{"perfect", WORD_FILLER},
	{"performed", WORD_TRIAL},
	{"picked", WORD_TAKEN | WORD_AMBIGUOUS | WORD_QUEUED},
	{"picking", WORD_TAKING},
	{"please", WORD_HEDGE},
	{"provisionally", WORD_ADVERB},
	{"pulled", WORD_TAKEN},
	{"pulling", WORD_TAKING},
	{"pushed", WORD_TAKEN | WORD_SHARED},
	{"queue", WORD_TREE},
	{"queued", WORD_TAKEN | WORD_QUEUED},
	{"queueing", WORD_TAKING},
	{"queuing", WORD_TAKING},
	{"ran", WORD_TRIAL},
	{"rebased", WORD_DID},
	{"remaining", WORD_DETERMINER | WORD_SOME},
	{"remarks", WORD_REVIEW},
	{"removed", WORD_DROPPED},
	{"repo", WORD_TREE},
	{"repository", WORD_TREE},
	{"reproduce", WORD_TRIAL},
	{"reproduced", WORD_TRIAL},
	{"rest", WORD_NOUN | WORD_SOME},
	{"reverted", WORD_DROPPED},
	{"review", WORD_REVIEW},
	{"reviewed", WORD_DID},
	{"reviewing", WORD_REVIEW},
	{"right", WORD_FILLER},
	{"saw", WORD_TRIAL},
	{"seems", WORD_HEDGE},
	{"series", WORD_NOUN | WORD_PATCH},
	{"set", WORD_NOUN},
	{"seven", WORD_COUNT},
	{"should", WORD_HEDGE},
	{"six", WORD_COUNT},
	{"so", WORD_FILLER | WORD_AND},
	{"some", WORD_SOME},
	{"squashed", WORD_DID},
	{"staged", WORD_TAKEN | WORD_AMBIGUOUS | WORD_QUEUED},
	{"submitted", WORD_DID},
	{"subsystem", WORD_TREE},
	{"suggestion", WORD_REVIEW},
	{"suggestions", WORD_REVIEW},
	{"sure", WORD_FILLER},
	{"taken", WORD_TAKEN | WORD_AMBIGUOUS},
	{"ten", WORD_COUNT},
	{"tentatively", WORD_ADVERB},
	{"test", WORD_TRIAL},
	{"tested", WORD_TRIAL | WORD_DID},
	{"thank", WORD_THANKS},
	{"thanks", WORD_THANKS},
	{"that", WORD_PRONOUN},
	{"the", WORD_DETERMINER},
	{"them", WORD_PRONOUN},
	{"then", WORD_ADVERB},
	{"therefore", WORD_ADVERB},
	{"these", WORD_PRONOUN | WORD_DETERMINER},
	{"they", WORD_PRONOUN},
	{"think", WORD_HEDGE},
	{"this", WORD_PRONOUN | WORD_DETERMINER},
	{"those", WORD_PRONOUN | WORD_DETERMINER},
	{"though", WORD_MANNER},
	{"thought", WORD_HEDGE},
	{"three", WORD_COUNT},
	{"through", WORD_MANNER},
	{"thx", WORD_THANKS},
	{"till", WORD_HEDGE},
	{"to", WORD_INTO | WORD_FILLER},
	{"together", WORD_MANNER},
	{"too", WORD_ADVERB},
	{"tree", WORD_TREE},
	{"trees", WORD_TREE},
	{"tried", WORD_TRIAL},
	{"tweaked", WORD_DID},
	{"two", WORD_COUNT},
	{"unapplied", WORD_DROPPED},
	{"unless", WORD_HEDGE},
	{"unpulled", WORD_DROPPED},
	{"unqueued", WORD_DROPPED},
	{"unstaged", WORD_DROPPED},
	{"until", WORD_HEDGE},
	{"up", WORD_ADVERB},
	{"updated", WORD_DETERMINER | WORD_DID},
	{"version", WORD_NOUN},
	{"via", WORD_MANNER},
	{"wait", WORD_HEDGE},
	{"waiting", WORD_HEDGE},
	{"want", WORD_HEDGE},
	{"wants", WORD_HEDGE},
	{"wasn't", WORD_HEDGE},
	{"we", WORD_PERSON},
	{"we've", WORD_PERSON | WORD_HAVE},
	{"well", WORD_FILLER},
	{"went", WORD_ADVERB},
	{"what", WORD_RELATIVE},
	{"when", WORD_HEDGE},
	{"whenever", WORD_HEDGE},
	{"where", WORD_HEDGE},
	{"whether", WORD_HEDGE},
	{"which", WORD_RELATIVE},
	{"while", WORD_HEDGE},
	{"whole", WORD_DETERMINER},
	{"will", WORD_HEDGE},
	{"wish", WORD_HEDGE},
	{"with", WORD_MANNER},
	{"won't", WORD_HEDGE},
	{"worked", WORD_TRIAL},
	{"works", WORD_TRIAL},
	{"would", WORD_HEDGE},
	{"yep", WORD_FILLER},
	{"yes", WORD_FILLER},
	{"you", WORD_FILLER},
	{"your", WORD_DETERMINER},
};

static int compare_entry(const void *key, const void *member)
{
	const struct entry *entry = member;

	return strcmp(key, entry->word);
}

/* "v2" */
static bool is_revision(str word)
{
	return str_take_nocase(&word, STR("v")) && str_take_digits(&word).len > 0 && word.len == 0;
}

static unsigned classes_of(str word)
{
	char lower[LONGEST_WORD + 1];
	const struct entry *found;

	if (word.len > LONGEST_WORD)
		return 0;
	if (is_revision(word))
		return WORD_NOUN | WORD_PATCH;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = g_ascii_tolower(word.ptr[i]);
	lower[word.len] = '\0';
	found = bsearch(lower, lexicon, G_N_ELEMENTS(lexicon), sizeof(lexicon[0]), compare_entry);
	return found ? found->classes : 0;
}

/* A typewriter's apostrophe for a printer's, so that "I’ve" is found. */
static str plain_apostrophes(struct arena *arena, str text)
{
	static const str printed = STR_INIT("\xe2\x80\x99");
	char *plain;
	size_t n = 0;

	if (!str_contains(text, printed))
		return text;
	plain = arena_text(arena, text.len);
	while (text.len > 0) {
		if (str_take(&text, printed)) {
			plain[n++] = '\'';
			continue;
		}
		plain[n++] = text.ptr[0];
		text = str_skip(text, 1);
	}
	return (str){.ptr = plain, .len = n};
}

static bool is_any_of(char byte, str bytes)
{
	size_t at;

	return str_find_byte(bytes, byte, &at);
}

/* "-", "--", ":)", and the dashes of printers. */
static bool is_punctuation(str word)
{
	if (str_starts(word, STR("\xe2\x80")))
		return word.len == 3;
	for (size_t i = 0; i < word.len; i++) {
		unsigned char byte = (unsigned char)word.ptr[i];

		if (g_ascii_isalnum(byte) || byte == '&' || byte >= 0x80)
			return false;
	}
	return true;
}

/* "for-next" of "for-next[1]". */
static str without_footnote(str word)
{
	size_t at;

	if (str_find_byte(word, '[', &at) && at + 3 >= word.len)
		return str_slice(word, 0, at);
	return word;
}

static struct applied_word read_word(str text)
{
	struct applied_word word = {.raw = text};

	while (text.len > 0 && is_any_of(text.ptr[0], STR("([{<\"'`*_"))) {
		word.is_opened |= is_any_of(text.ptr[0], STR("(["));
		text = str_skip(text, 1);
	}
	while (text.len > 0 && is_any_of(text.ptr[text.len - 1], STR(")]}>\"'`*_,;:!.?"))) {
		word.ends_clause |= is_any_of(text.ptr[text.len - 1], STR(")],;:!"));
		word.has_colon |= text.ptr[text.len - 1] == ':';
		text.len--;
	}
	word.text = without_footnote(text);
	word.classes = classes_of(text);
	return word;
}

void applied_split_words(struct arena *arena, str sentence, struct applied_words *ret_words)
{
	str rest = plain_apostrophes(arena, sentence);
	struct applied_word *words = ret_words->items;
	unsigned n = 0;
	str text;

	while (n < APPLIED_WORDS && str_next_word(&rest, &text)) {
		if (is_punctuation(text)) {
			if (n > 0)
				words[n - 1].ends_clause = true;
			continue;
		}
		words[n] = read_word(text);
		/* What a bracket opens is no part of what stands before it. */
		if (words[n].is_opened && n > 0)
			words[n - 1].ends_clause = true;
		n++;
	}
	ret_words->n_items = n;
	ret_words->mark = '\0';
	ret_words->has_thanks = false;
}

bool words_have(const struct applied_words *words, unsigned classes)
{
	for (unsigned i = 0; i < words->n_items; i++) {
		if (words->items[i].classes & classes)
			return true;
	}
	return false;
}
