/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is said in words, sentence by sentence: tables of phrases, and of what beside a
 * phrase makes it say something else. They were tuned on the replies of four lists until of
 * a hundred drawn at random about four were wrong.
 */
#include "reply/phrase.h"
#include "reply/remark_list.h"

#include <glib.h>

enum {
	MOST_ELEMENTS = 14, /* of a pattern, W_NONE included */
	NEGATED_WORDS = 4, /* so near before a phrase a "not" is of it */
	SHORT_WORDS = 45, /* of a whole mail that says one thing */
	PING_WORDS = 24, /* of a sentence that is a ping */
	FEWEST_WORDS = 3, /* of a question that does not ask why, what or how */
};

/* What a rule asks of the sentence and of the mail. */
enum {
	MAY_ASK = 1 << 0, /* also of a sentence that ends in a question mark */
	MUST_ASK = 1 << 1, /* only of these */
	NO_IF_BEHIND = 1 << 2, /* a condition behind the phrase counts too */
	OF_SHORT_MAIL = 1 << 3, /* only where the whole mail is short */
	OF_PARAGRAPH = 1 << 4, /* only at the begin of a paragraph, and in a short sentence */
	OF_BEGIN = 1 << 5, /* only in the first sentences of the mail */
};

struct rule {
	uint8_t pattern[MOST_ELEMENTS];
	unsigned flags;
	uint64_t unless; /* where the sentence has words of these classes, nothing is said */
};

static const struct rule promises[] = {
	/* "I'll add it in v2", "will do for the next version" */
	{.pattern = {W_PROMISE, AT_CHANGE, FAR + 15, W_IN, MAYBE | W_FILLER, W_REVISION}},
	/* "I will drop it", "ack, will fix" */
	{.pattern = {W_PROMISE, W_FIX}, .unless = CLASS_BIT(W_ELSEWHERE)},
	{.pattern = {W_PROMISE, W_DO, AT_STOP}, .unless = CLASS_BIT(W_ELSEWHERE)},
	{.pattern = {W_PROMISE, W_DO, W_THIS}, .unless = CLASS_BIT(W_ELSEWHERE)},
	{.pattern = {AT_START, W_WILL, W_DO, W_AGREE, AT_STOP}},
	/* "I'll send a new version", "will respin" */
	{.pattern = {W_PROMISE, W_SEND, MAYBE | W_FOLLOW, GAP + 6, W_REVISION}},
	{.pattern = {W_PROMISE, W_RESEND}},
	{.pattern = {W_PROMISE, AT_CHANGE, FAR + 12, W_AND, MAYBE | W_ADVERB, W_RESEND}},
	{.pattern = {W_PROMISE, AT_CHANGE, FAR + 12, W_AND, MAYBE | W_ADVERB, W_SEND, GAP + 4,
		     W_REVISION}},
	/* "v2 will follow soon", "there will be a v3" */
	{.pattern = {AT_CLAUSE, MAYBE | W_FILLER, MAYBE | W_REVISION, W_REVISION, MAYBE | W_WILL,
		     MAYBE | W_BE, W_FOLLOW}},
	{.pattern = {W_WILL, W_BE, W_FILLER, W_REVISION}},
	/* "this will be fixed in v3", "it'll be in the next version" */
	{.pattern = {W_WILL, W_BE, MAYBE | W_ADVERB, W_FIXED, FAR + 6, W_IN, MAYBE | W_FILLER,
		     W_REVISION}},
	{.pattern = {W_WILL, W_BE, W_IN, MAYBE | W_FILLER, W_REVISION}},
	/* "fixed in v3", "OK, queued for v2", "I've changed it for the next version" */
	{.pattern = {AT_START, MAYBE | W_AGREE, MAYBE | W_AGREE, W_FIXED, GAP + 4, W_IN,
		     MAYBE | W_FILLER, W_REVISION, MAYBE | W_REVISION, AT_STOP}},
	{.pattern = {W_I, MAYBE | W_HAVE, MAYBE | W_ADVERB, W_FIXED, FAR + 8, W_FOR,
		     MAYBE | W_FILLER, W_REVISION}},
	{.pattern = {W_I, MAYBE | W_HAVE, MAYBE | W_ADVERB, W_FIXED, FAR + 8, W_IN,
		     MAYBE | W_FILLER, W_NEXT}},
};

static const struct rule requests[] = {
	/* "please rebase and resend", "please send a v2", "please mention it in v2" */
	{.pattern = {W_PLEASE, MAYBE | W_YOU, AT_CHANGE, GAP + 8, W_RESEND}, .flags = MAY_ASK},
	{.pattern = {W_PLEASE, W_WAIT, GAP + 6, W_AND, GAP + 2, W_RESEND}, .flags = MAY_ASK},
	{.pattern = {W_PLEASE, MAYBE | W_YOU, AT_CHANGE, GAP + 6, W_SEND, GAP + 5, W_CERTAIN},
	 .flags = MAY_ASK},
	{.pattern = {W_PLEASE, MAYBE | W_YOU, AT_CHANGE, GAP + 12, W_IN, MAYBE | W_FILLER,
		     W_CERTAIN},
	 .flags = MAY_ASK},
	/* "could you respin", "can you send me a v2" */
	{.pattern = {W_CAN, W_YOU, AT_CHANGE, GAP + 6, W_RESEND}, .flags = MAY_ASK},
	{.pattern = {W_CAN, W_YOU, AT_CHANGE, GAP + 4, W_SEND, GAP + 4, W_CERTAIN},
	 .flags = MAY_ASK},
	{.pattern = {W_CAN, W_YOU, AT_CHANGE, GAP + 10, W_IN, MAYBE | W_FILLER, W_CERTAIN},
	 .flags = MAY_ASK},
	{.pattern = {W_CAN, W_YOU, AT_CHANGE, GAP + 15, W_AND, W_SEND, GAP + 3, W_CERTAIN},
	 .flags = MAY_ASK},
	/* "please split this patch" */
	{.pattern = {W_PLEASE, MAYBE | W_YOU, W_SPLIT, GAP + 5, W_PATCH}, .flags = MAY_ASK},
	{.pattern = {W_CAN, W_YOU, MAYBE | W_PLEASE, W_SPLIT, GAP + 5, W_PATCH}, .flags = MAY_ASK},
	/* "needs a rebase", "you need to resend", "we need a v3" */
	{.pattern = {W_NEEDS, MAYBE | W_ADVERB, MAYBE | W_TO, MAYBE | W_FILLER, MAYBE | W_NEW,
		     W_RESEND}},
	{.pattern = {W_YOU, MAYBE | W_ADVERB, W_NEED, W_TO, GAP + 3, W_RESEND}},
	{.pattern = {W_YOU, W_SHOULD, MAYBE | W_ADVERB, W_RESEND}},
	{.pattern = {W_NEED, MAYBE | W_FILLER, W_CERTAIN, MAYBE | W_CERTAIN, AT_STOP}},
	{.pattern = {W_NEED, MAYBE | W_FILLER, W_CERTAIN, MAYBE | W_CERTAIN, W_ON, W_FILLER,
		     W_PATCH}},
	/* "this needs to be rebased", "the patch should be split" */
	{.pattern = {W_PATCH, GAP + 3, W_NEEDS, W_TO, W_BE, MAYBE | W_ADVERB, W_RESENT}},
	{.pattern = {W_THIS, MAYBE | W_ADVERB, W_NEEDS, W_TO, W_BE, MAYBE | W_ADVERB, W_RESENT}},
	{.pattern = {W_PATCH, MAYBE | W_ADVERB, W_SHOULD, MAYBE | W_ADVERB, W_BE, MAYBE | W_ADVERB,
		     W_RESENT}},
	/* "waiting for v3", "looking forward to the next version" */
	{.pattern = {W_WAIT, W_IN, MAYBE | W_FILLER, MAYBE | W_FILLER, W_CERTAIN}},
};

static const struct rule withdrawals[] = {
	/* "please ignore this series", "ignore this patch", "let's drop this patch" */
	{.pattern = {W_PLEASE, MAYBE | W_ADVERB, W_IGNORE, GAP + 4, W_PATCH},
	 .unless = CLASS_BIT(W_COMMENT)},
	{.pattern = {W_PLEASE, MAYBE | W_ADVERB, W_DROP, W_THIS, GAP + 3, W_PATCH},
	 .unless = CLASS_BIT(W_COMMENT)},
	{.pattern = {AT_CLAUSE, MAYBE | W_FILLER, W_IGNORE, GAP + 4, W_PATCH, AT_STOP},
	 .flags = OF_BEGIN,
	 .unless = CLASS_BIT(W_COMMENT)},
	{.pattern = {W_PLEASE, W_IGNORE, MAYBE | W_THIS, AT_STOP},
	 .flags = OF_BEGIN | OF_SHORT_MAIL,
	 .unless = CLASS_BIT(W_COMMENT)},
	{.pattern = {W_LET, GAP + 1, W_DROP, W_THIS, GAP + 3, W_PATCH},
	 .unless = CLASS_BIT(W_COMMENT)},
	/* "self-NAK" */
	{.pattern = {W_SELF_NAK}},
	{.pattern = {W_SELF, W_NAK}},
	/* "I withdraw this patch", "abandoning this series" */
	{.pattern = {W_I, MAYBE | W_ADVERB, W_WITHDRAW, GAP + 2, W_PATCH},
	 .unless = CLASS_BIT(W_COMMENT) | CLASS_BIT(W_ASK)},
	{.pattern = {W_PROMISE, W_WITHDRAW, GAP + 2, W_PATCH},
	 .unless = CLASS_BIT(W_COMMENT) | CLASS_BIT(W_ASK)},
	{.pattern = {AT_CLAUSE, MAYBE | W_I, MAYBE | W_BE, W_WITHDRAW, MAYBE | W_FILLER, W_PATCH},
	 .unless = CLASS_BIT(W_COMMENT) | CLASS_BIT(W_ASK)},
};

static const struct rule naks[] = {
	/* "NAK", "Nack.", "NAK, this is wrong", "sorry, but NAK on this" */
	{.pattern = {AT_START, MAYBE | W_AGREE, MAYBE | W_AGREE, W_NAK, AT_STOP}},
	{.pattern = {AT_START, MAYBE | W_AGREE, MAYBE | W_AGREE, W_NAK, W_ON},
	 .unless = CLASS_BIT(W_HARDWARE)},
	{.pattern = {AT_START, MAYBE | W_AGREE, MAYBE | W_AGREE, W_NAK, W_IN},
	 .unless = CLASS_BIT(W_HARDWARE)},
	{.pattern = {W_THIS, W_BE, GAP + 3, W_NAK, AT_STOP}, .unless = CLASS_BIT(W_HARDWARE)},
	{.pattern = {AT_CLAUSE, MAYBE | W_AND, W_NAK, AT_END}, .unless = CLASS_BIT(W_HARDWARE)},
	{.pattern = {AT_CLAUSE, W_AND, W_NAK, W_ON}, .unless = CLASS_BIT(W_HARDWARE)},
	/* "I have to NAK this" */
	{.pattern = {AT_CLAUSE, MAYBE | W_AND, W_I, MAYBE | W_SHOULD, MAYBE | W_TRY, MAYBE | W_TO,
		     W_NAK, W_THIS},
	 .unless = CLASS_BIT(W_HARDWARE)},
};

static const struct rule pings[] = {
	/* "ping", "Ann: gentle ping", "kindly ping on this series" */
	{.pattern = {AT_CLAUSE, MAYBE | W_FILLER, MAYBE | W_GENTLE, MAYBE | W_GENTLE,
		     MAYBE | W_GENTLE, W_PING, AT_STOP},
	 .flags = MAY_ASK,
	 .unless = CLASS_BIT(W_HARDWARE)},
	{.pattern = {AT_CLAUSE, MAYBE | W_FILLER, MAYBE | W_GENTLE, MAYBE | W_GENTLE,
		     MAYBE | W_GENTLE, W_PING, W_ON},
	 .flags = MAY_ASK,
	 .unless = CLASS_BIT(W_HARDWARE)},
	{.pattern = {AT_START, MAYBE | W_FILLER, MAYBE | W_GENTLE, MAYBE | W_GENTLE, W_BUMP,
		     AT_END}},
	{.pattern = {AT_CLAUSE, MAYBE | W_FILLER, MAYBE | W_FILLER, W_GENTLE, MAYBE | W_GENTLE,
		     W_REMINDER},
	 .flags = MAY_ASK},
	{.pattern = {AT_START, W_THIS, W_BE, MAYBE | W_FILLER, W_GENTLE, W_PING},
	 .unless = CLASS_BIT(W_HARDWARE)},
	/* "any news?", "any comments on this series?" */
	{.pattern = {AT_CLAUSE, W_ANY, MAYBE | W_NEW, MAYBE | W_LOOK, W_NEWS, MAYBE | W_ON,
		     AT_STOP},
	 .flags = MUST_ASK | OF_SHORT_MAIL},
	{.pattern = {AT_CLAUSE, W_ANY, MAYBE | W_LOOK, W_NEWS, W_ON, MAYBE | W_ON, W_THIS, AT_STOP},
	 .flags = MUST_ASK | OF_SHORT_MAIL},
	{.pattern = {AT_START, GAP + 5, W_ANY, GAP + 2, W_NEWS, W_ON, GAP + 4, W_PATCH},
	 .flags = MUST_ASK},
	/* "have you had a chance to look at this?" */
	{.pattern = {GAP + 5, W_CHANCE, W_TO, GAP + 2, W_LOOK}, .flags = MUST_ASK | OF_SHORT_MAIL},
};

static const struct rules {
	enum remark_kind kind;
	unsigned flags; /* of each rule */
	uint64_t before; /* as `unless`, of the words before the phrase */
	const struct rule *rules;
	unsigned n_rules;
} kinds[] = {
	{REMARK_PROMISE, NO_IF_BEHIND, CLASS_BIT(W_IF), promises, G_N_ELEMENTS(promises)},
	{REMARK_CHANGES, 0, CLASS_BIT(W_IF) | CLASS_BIT(W_WHEN), requests, G_N_ELEMENTS(requests)},
	{REMARK_WITHDRAWN, 0, CLASS_BIT(W_IF) | CLASS_BIT(W_WHEN), withdrawals,
	 G_N_ELEMENTS(withdrawals)},
	{REMARK_NAK, 0, CLASS_BIT(W_IF) | CLASS_BIT(W_WHEN), naks, G_N_ELEMENTS(naks)},
	{REMARK_PING, OF_PARAGRAPH, CLASS_BIT(W_IF) | CLASS_BIT(W_WHEN), pings,
	 G_N_ELEMENTS(pings)},
};

/* Requests that are not a question of substance. */
static const uint8_t courtesies[][MOST_ELEMENTS] = {
	{W_CAN, W_YOU, GAP + 3, W_LOOK},
	{AT_START, W_CAN, GAP + 3, W_PLEASE},
	{AT_START, W_ASK, W_BE, W_YOU, AT_END},
};

struct statements {
	struct remark_list *list;
	const struct own_text *own;
	unsigned n_words; /* of the whole text */
	unsigned first; /* the index of the first sentence that is no salutation */
};

static bool asks_rightly(unsigned flags, char mark)
{
	if (mark == '?')
		return flags & (MAY_ASK | MUST_ASK);
	return !(flags & MUST_ASK);
}

static bool is_at_place(unsigned flags, const struct statements *statements, unsigned index,
			unsigned n_words)
{
	const struct own_sentence *sentence = &statements->own->sentences[index];

	if ((flags & OF_SHORT_MAIL) && statements->n_words > SHORT_WORDS)
		return false;
	if ((flags & OF_BEGIN) && index > statements->first + 1)
		return false;
	return !(flags & OF_PARAGRAPH) || (sentence->begins_paragraph && n_words <= PING_WORDS);
}

/* True if the words just before @at, in the same clause, negate what follows. */
static bool is_negated(const struct phrase_words *words, unsigned at)
{
	unsigned begin = at;

	while (begin > 0 && at - begin < NEGATED_WORDS &&
	       !phrase_has(words, begin - 1, begin, CLASS_BIT(W_PAUSE)))
		begin--;
	return phrase_has(words, begin, at, CLASS_BIT(W_NOT));
}

static bool applies(const struct rules *kind, const struct rule *rule,
		    const struct phrase_words *words)
{
	uint64_t behind = (kind->flags & NO_IF_BEHIND) ? CLASS_BIT(W_IF) : 0;
	unsigned begin;
	unsigned end;

	return phrase_find(words, rule->pattern, &begin, &end) &&
	       !phrase_has(words, 0, words->n_words, rule->unless) &&
	       !phrase_has(words, 0, begin, kind->before) && !is_negated(words, begin) &&
	       !phrase_has(words, end, words->n_words, behind);
}

/* True if the sentence at @index makes a remark of @kind. */
static bool says(const struct statements *statements, const struct rules *kind, unsigned index,
		 const struct phrase_words *words)
{
	char mark = statements->own->sentences[index].mark;

	for (unsigned i = 0; i < kind->n_rules; i++) {
		const struct rule *rule = &kind->rules[i];
		unsigned flags = kind->flags | rule->flags;

		if (asks_rightly(flags, mark) &&
		    is_at_place(flags, statements, index, words->n_words) &&
		    applies(kind, rule, words))
			return true;
	}
	return false;
}

/* True if most of @text is words, not code or a trace. */
static bool is_prose(str text)
{
	unsigned n_words = 0;
	unsigned n_plain = 0;
	str word;

	while (str_next_word(&text, &word)) {
		size_t n_letters = 0;

		for (size_t i = 0; i < word.len; i++)
			n_letters +=
				g_ascii_isalpha(word.ptr[i]) || (unsigned char)word.ptr[i] > 0x7f;
		n_plain += n_letters > 0 && n_letters + 2 >= word.len;
		/* An operator makes code of the words beside it. */
		n_words += str_contains(STR("== != && || += ? : { }"), word) ? 2 : 1;
	}
	return 2 * n_plain >= n_words + (n_words > 3);
}

static bool is_question(const struct own_sentence *sentence, const struct phrase_words *words)
{
	unsigned begin;
	unsigned end;

	if (sentence->mark != '?' || !is_prose(sentence->text))
		return false;
	if (words->n_words < FEWEST_WORDS &&
	    !phrase_has(words, 0, words->n_words, CLASS_BIT(W_ASK)))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(courtesies); i++) {
		if (phrase_find(words, courtesies[i], &begin, &end))
			return false;
	}
	return true;
}

static void read_sentence(const struct statements *statements, unsigned index,
			  const struct phrase_words *words)
{
	unsigned n_before = statements->list->n_items;

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (says(statements, &kinds[i], index, words))
			remark_list_add(statements->list, &(struct remark){.kind = kinds[i].kind});
	}
	if (statements->list->n_items == n_before &&
	    is_question(&statements->own->sentences[index], words))
		remark_list_add(statements->list, &(struct remark){.kind = REMARK_QUESTION});
}

static unsigned count_words(str text)
{
	unsigned n_words = 0;
	str word;

	while (str_next_word(&text, &word))
		n_words++;
	return n_words;
}

/* A subject that begins so answers nothing: "Re: PING: ..." does. */
static bool is_ping(const struct phrase_words *subject)
{
	static const uint8_t ping[] = {AT_START, MAYBE | W_GENTLE, W_PING, W_NONE};
	unsigned begin;
	unsigned end;

	return phrase_find(subject, ping, &begin, &end);
}

void remarks_add_statements(struct remark_list *list, str subject, const struct own_text *own)
{
	struct statements statements = {.list = list, .own = own};
	struct phrase_words words;

	for (unsigned i = 0; i < own->n_sentences; i++) {
		statements.n_words += count_words(own->sentences[i].text);
		if (statements.first == i && str_ends(own->sentences[i].text, STR(",")))
			statements.first++;
	}
	phrase_read(list->vocabulary, subject, &words);
	if (is_ping(&words))
		remark_list_add(list, &(struct remark){.kind = REMARK_PING});
	for (unsigned i = 0; i < own->n_sentences; i++) {
		phrase_read(list->vocabulary, own->sentences[i].text, &words);
		read_sentence(&statements, i, &words);
	}
}
