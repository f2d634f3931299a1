/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase.h"

#include <glib.h>
#include <string.h>

enum {
	N_SLOTS = 4096, /* a power of two: four times the words of all classes */
	WORD_BYTES = 24, /* a longer word is of no class */
	REVISION_DIGITS = 2, /* v2024 is a year */
	ELIDED_WORDS = 8, /* "Good catch, I missed that one, will fix" */
};

static const char *const class_words[W_N_CLASSES] = {
	[W_I] = "i",
	[W_WE] = "we",
	[W_YOU] = "you u ya",
	[W_THIS] = "this that it these those them both same so",
	[W_FILLER] = "a an the all any whole entire my your our this that these those just some "
		     "complete series's such one's",
	[W_WILL] = "will shall gonna wil",
	[W_BE] = "be is am are being",
	[W_HAVE] = "have has",
	[W_GOING] = "going about planning plan intend intending aim aiming",
	[W_TO] = "to",
	[W_LET] = "let me", /* "let me" is two of them */
	[W_TRY] = "try have need make ahead go",
	[W_CAN] = "can could would will",
	[W_PLEASE] = "please pls plz pleas kindly",
	[W_SPLIT] = "split",
	[W_NEEDS] = "needs requires deserves",
	[W_NEED] = "need needs require requires deserve deserves",
	[W_SHOULD] = "should must ought",
	[W_NOT] = "not no never nothing without cannot nor neither dont refrain avoid stop",
	[W_IF] = "if unless whether otherwise case maybe perhaps might assuming depending",
	[W_WHEN] = "when once until till after",
	[W_AGREE] = "ok okay okey yes yep yup yeah yea sure ack acked right agreed agree thanks "
		    "thank thx "
		    "noted understood true indeed good great nice makes sense point got will fine "
		    "ah oh oops "
		    "absolutely definitely alright correct sounds catch thing hi hello well sorry "
		    "yikes hmm cool "
		    "perfect hard strong big clear and done for the review reviewing reviews "
		    "comments comment feedback "
		    "suggestion "
		    "suggestions reporting pointing advice of course no problem worries mistake "
		    "bug exactly "
		    "certainly missed forgot now then very much really lot quite spot remark "
		    "explanation info "
		    "noticing information as suggested helpful excellent so a",
	[W_AND] = "and but so then",
	[W_IN] = "in for with to on at by as through via within inside",
	[W_FOR] = "for",
	[W_ON] = "on about regarding for to from re concerning again this please anyone anybody "
		 "here of too",
	[W_ADVERB] =
		"also then definitely just certainly surely of course soon shortly simply indeed "
		"gladly happily try sure ahead go and sure still now therefore thus hence instead "
		"additionally further first quickly later immediately actually make",
	[W_DO] = "do",
	[W_FIX] = "fix fixup change update address correct drop remove add rework rename move "
		  "modify adjust include clarify replace fold squash clean cleanup improve "
		  "switch convert amend reword rephrase rewrite revise refactor simplify tweak "
		  "incorporate delete expand extend elaborate reorder restructure reformat "
		  "shorten unify mention document sort integrate implement revert "
		  "tidy extract introduce resolve rectify eliminate respin split rebase "
		  "reorganize combine factor initialize handle cover",
	[W_FIXED] = "fixed changed updated addressed corrected dropped removed added reworked "
		    "renamed moved modified adjusted included clarified replaced folded squashed "
		    "cleaned improved switched converted reworded rewritten revised done gone "
		    "queued noted staged refactored incorporated resolved applied implemented "
		    "sent posted submitted fix",
	[W_SEND] = "send post submit prepare spin cook push sending produce roll provide publish "
		   "posting make do get have release sent submitting preparing share",
	[W_RESEND] = "resend re-send repost re-post respin re-spin reroll re-roll rebase re-base "
		     "resubmit re-submit respinning resending reposting rebasing "
		     "resubmission re-submission re-posting re-sending re-rolling",
	[W_RESENT] = "resent re-sent reposted re-posted respun re-spun rerolled re-rolled rebased "
		     "resubmitted re-submitted split",
	[W_NEUTRAL] =
		"wait review look test see check comment take pick apply queue merge leave let be "
		"read reply continue start give ask assume think ack note find refer keep know "
		"consider go return come respond ignore drop-from expect hold defer retest "
		"have want like prefer need pull stage help report stop hope answer reviewing "
		"follow",
	[W_ELSEWHERE] =
		"applying pulling apply applied tree queue queued branch locally separately "
		"separate "
		"follow-up followup follow-on later tag reviewed-by acked-by tested-by pull "
		"commit committing merging merge merged eventually someday future upstream "
		"next-time "
		"subsequent incremental top list mailing cc you're linux-next for-next myself "
		"patchwork maintainers mainline reviewed tested",
	[W_FOLLOW] = "follow follows following coming incoming soon shortly tomorrow upcoming "
		     "forthcoming inbound on-the-way",
	[W_WAIT] = "wait waiting forward",
	[W_NEW] = "new next updated another fixed revised upcoming following corrected improved "
		  "newer reworked rebased respun cleaned-up clean final",
	[W_VERSION] = "version versions ver revision revisions rev iteration spin respin re-spin "
		      "series patchset patchsets patch-set round patch patches posting set "
		      "submission repost re-post reroll re-roll resend re-send update one "
		      "patch-series iterations batch release post",
	[W_CERTAIN] =
		"version versions revision revisions rev iteration iterations spin respin re-spin "
		"round posting submission repost re-post reroll re-roll resend re-send",
	[W_PATCH] = "patch patches series mail email e-mail emails mails patchset patch-set set "
		    "patch-series version one posting submission thread patchsets v1 v2 v3 v4 v5 "
		    "v6 v7 v8 v9 v10 message messages rfc revision respin resend commit pull "
		    "request",
	[W_COMMENT] = "comment comments suggestion suggestions noise nonsense remark question "
		      "reply replies review feedback objection description changelog bikeshed "
		      "rambling nit nits concern concerns statement point part warning report "
		      "error output tag idea ack argument proposal previous from line lines "
		      "change changes reviewed-by reviewed function",
	[W_IGNORE] = "ignore disregard",
	[W_DROP] = "drop discard scrap skip",
	[W_WITHDRAW] = "withdraw retract abandon scrap withdrawing abandoning retracting scrapping",
	[W_NAK] = "nak nack naking nacking nacked nak'ed nacks naks nak'd nak'ing",
	[W_SELF_NAK] = "self-nak self-nack self-nacked self-naked self-nacking self-naking selfnak "
		       "selfnack",
	[W_SELF] = "self",
	[W_HARDWARE] =
		"bus i2c smbus slave byte bytes device devices chip register packet packets "
		"controller address addresses transfer receiver host flag flags hardware client "
		"target master response handshake endpoint read write irq signal guest",
	[W_PING] = "ping pinging",
	[W_BUMP] = "bump bumping",
	[W_REMINDER] = "reminder remainder",
	[W_GENTLE] = "gentle friendly kind kindly polite weekly monthly another gently yet just "
		     "very a quick soft second third small little one more humble light final new "
		     "daily regular",
	[W_NEWS] = "news update updates progress comments comment feedback status thoughts thought "
		   "review reviews movement reaction reactions opinion opinions",
	[W_ANY] = "any",
	[W_CHANCE] = "chance time opportunity",
	[W_ASK] = "why what how which where when who whose",
	[W_LOOK] =
		"look review check take give test comment apply pick queue merge pull ack accept "
		"consider confirm advise merged applied picked queued reviewed",
	[W_STANDARD] = "gic vgic smmu its arm psci pmu cgroup iommu sbi spec cxl nfs dt version "
		       "cgroups xive gicv smmuv ipv usb nvme psp hid avic gvnic virtio "
		       "specification rev pmuv architecture armv sve efi acpi api abi uapi",
};

/* A slot of a hash table; an empty word is a free one. */
struct entry {
	str word; /* of class_words */
	uint64_t classes;
};

struct phrase_vocabulary {
	struct entry slots[N_SLOTS];
};

/* Words that stand for two. */
static const struct contraction {
	str ending;
	str word;
} contractions[] = {
	{STR_INIT("'ll"), STR_INIT("will")}, {STR_INIT("n't"), STR_INIT("not")},
	{STR_INIT("'m"), STR_INIT("am")},    {STR_INIT("'ve"), STR_INIT("have")},
	{STR_INIT("'s"), STR_INIT("is")},    {STR_INIT("'re"), STR_INIT("are")},
	{STR_INIT("'d"), STR_INIT("would")}, {STR_INIT("’ll"), STR_INIT("will")},
	{STR_INIT("n’t"), STR_INIT("not")},  {STR_INIT("’m"), STR_INIT("am")},
	{STR_INIT("’ve"), STR_INIT("have")}, {STR_INIT("’s"), STR_INIT("is")},
};

/* The slot of @word, or the free one in which it would be. */
static unsigned slot_of(const struct phrase_vocabulary *vocabulary, str word)
{
	uint32_t hash = 0;
	unsigned slot;

	for (size_t i = 0; i < word.len; i++)
		hash = (hash ^ (unsigned char)g_ascii_tolower(word.ptr[i])) * 16777619U;
	slot = (hash ^ hash >> 15) % N_SLOTS;
	while (vocabulary->slots[slot].word.len > 0 &&
	       !str_equal_nocase(vocabulary->slots[slot].word, word))
		slot = (slot + 1) % N_SLOTS;
	return slot;
}

struct phrase_vocabulary *phrase_vocabulary_new(void)
{
	struct phrase_vocabulary *vocabulary = g_new0(struct phrase_vocabulary, 1);

	for (unsigned class = 0; class < W_N_CLASSES; class ++) {
		str rest = str_from(class_words[class]);
		str word;

		while (str_next_word(&rest, &word)) {
			struct entry *entry = &vocabulary->slots[slot_of(vocabulary, word)];

			entry->word = word;
			entry->classes |= CLASS_BIT(class);
		}
	}
	return vocabulary;
}

void phrase_vocabulary_free(struct phrase_vocabulary *vocabulary)
{
	g_free(vocabulary);
}

/* True of "v3" and "rfcv2", false of "v5.10". */
static bool is_numbered(str word)
{
	str_take_nocase(&word, STR("rfc"));
	if (!str_take_nocase(&word, STR("v")) || word.len == 0 || word.len > REVISION_DIGITS)
		return false;
	str_take_digits(&word);
	return word.len == 0;
}

static uint64_t classes_of(const struct phrase_vocabulary *vocabulary, str word)
{
	uint64_t classes;

	if (word.len == 0 || word.len > WORD_BYTES)
		return 0;
	classes = vocabulary->slots[slot_of(vocabulary, word)].classes;
	if (is_numbered(word))
		classes |= CLASS_BIT(W_REVISION) | CLASS_BIT(W_CERTAIN);
	return classes;
}

static void add_word(struct phrase_words *words, uint64_t classes)
{
	if (words->n_words < MOST_WORDS)
		words->classes[words->n_words++] = classes;
}

/* The mark of a contraction: ' or U+2019. */
static bool has_apostrophe(str word)
{
	size_t at;

	return str_find_byte(word, '\'', &at) || str_find_byte(word, '\xe2', &at);
}

/* Adds @word, which has no punctuation at its ends, as one word or as two. */
static void add_expanded(const struct phrase_vocabulary *vocabulary, str word,
			 struct phrase_words *words)
{
	if (!has_apostrophe(word)) {
		add_word(words, classes_of(vocabulary, word));
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(contractions); i++) {
		str ending = contractions[i].ending;

		if (word.len <= ending.len || !str_ends_nocase(word, ending))
			continue;
		/* "won't", "can't" */
		word = str_slice(word, 0, word.len - ending.len);
		if (str_equal_nocase(word, STR("wo")))
			word = STR("will");
		if (str_equal_nocase(word, STR("ca")))
			word = STR("can");
		add_word(words, classes_of(vocabulary, word));
		add_word(words, classes_of(vocabulary, contractions[i].word));
		return;
	}
	add_word(words, classes_of(vocabulary, word));
}

/* Cuts punctuation off the ends of @word; true if it makes a pause. */
static bool trim_word(str *word)
{
	str pauses = STR(",;:).!?-");
	str others = STR("\"'*_]`}>");
	bool is_pause;
	size_t at;

	while (word->len > 0 && str_find_byte(STR("(\"'*_[`{<"), word->ptr[0], &at))
		*word = str_skip(*word, 1);
	/* "@ann ping" */
	is_pause = word->len > 0 && word->ptr[0] == '@';
	for (; word->len > 0; word->len--) {
		char last = word->ptr[word->len - 1];

		if (str_find_byte(pauses, last, &at))
			is_pause = true;
		else if (!str_find_byte(others, last, &at))
			break;
	}
	return is_pause;
}

static bool is_any(uint64_t word, uint64_t classes)
{
	return (word & classes) != 0;
}

/* "next version", "updated patch series"; and not the "v3" of "GIC v3". */
static void mark_revisions(struct phrase_words *words)
{
	uint64_t *class = words->classes;

	for (unsigned i = 0; i < words->n_words; i++) {
		uint64_t marks = CLASS_BIT(W_REVISION) | CLASS_BIT(W_NEXT);
		unsigned begin = i > 0 ? i - 1 : 0;

		if (i > 0 && is_any(class[begin], CLASS_BIT(W_STANDARD)))
			class[i] &= ~CLASS_BIT(W_REVISION);
		/* As a word "version" may be certain, by itself it is no revision. */
		if (!is_any(class[i], CLASS_BIT(W_VERSION))) {
			if (!is_any(class[i], CLASS_BIT(W_REVISION)))
				class[i] &= ~CLASS_BIT(W_CERTAIN);
			continue;
		}
		marks |= class[i] & CLASS_BIT(W_CERTAIN);
		class[i] &= ~CLASS_BIT(W_CERTAIN);
		if (begin > 0 && is_any(class[begin], CLASS_BIT(W_VERSION)))
			begin--;
		for (unsigned at = begin; is_any(class[begin], CLASS_BIT(W_NEW)) && at <= i; at++)
			class[at] |= marks;
	}
}

/* True if the "I" of the "will" at @at may have been left out. */
static bool is_elided(const struct phrase_words *words, unsigned at)
{
	unsigned n_agreeing = 0;

	while (n_agreeing < at && (words->classes[n_agreeing] & CLASS_BIT(W_AGREE)))
		n_agreeing++;
	if (n_agreeing == at)
		return true;
	if (at > ELIDED_WORDS)
		return false;
	return (words->classes[at - 1] & CLASS_BIT(W_PAUSE)) ||
	       ((words->classes[at - 1] & CLASS_BIT(W_AND)) &&
		(words->classes[0] & (CLASS_BIT(W_AGREE) | CLASS_BIT(W_I))));
}

/* True if the word at @at ends "I will", "I'm going to" or "let me". */
static bool ends_promise(const struct phrase_words *words, unsigned at)
{
	const uint64_t *class = words->classes;
	unsigned subject = at;

	if (class[at] & CLASS_BIT(W_WILL)) {
		while (subject > 0 && (class[subject - 1] & CLASS_BIT(W_ADVERB)))
			subject--;
		if (subject > 0 && (class[subject - 1] & (CLASS_BIT(W_I) | CLASS_BIT(W_WE))))
			return true;
		return is_elided(words, at);
	}
	if (at == 0)
		return false;
	if (class[at] & CLASS_BIT(W_LET))
		return class[at - 1] & CLASS_BIT(W_LET);
	if (!(class[at] & CLASS_BIT(W_TO)) ||
	    !(class[at - 1] & (CLASS_BIT(W_GOING) | CLASS_BIT(W_TRY) | CLASS_BIT(W_NEED))))
		return false;
	for (subject = at - 1; subject > 0; subject--) {
		if (class[subject - 1] & CLASS_BIT(W_I))
			return true;
		if (!(class[subject - 1] & (CLASS_BIT(W_BE) | CLASS_BIT(W_ADVERB))))
			return false;
	}
	return false;
}

static void mark_promises(struct phrase_words *words)
{
	for (unsigned i = 0; i < words->n_words; i++) {
		unsigned last = i;

		if (!ends_promise(words, i))
			continue;
		/* "I will also try to" */
		for (unsigned next = i + 1; next < words->n_words; next++) {
			uint64_t class = words->classes[next];

			if (class & CLASS_BIT(W_ADVERB) ||
			    ((class & CLASS_BIT(W_TO)) &&
			     (words->classes[next - 1] & CLASS_BIT(W_TRY))))
				last = next;
			else if (!(class & CLASS_BIT(W_TRY)))
				break;
		}
		words->classes[last] |= CLASS_BIT(W_PROMISE);
	}
}

void phrase_read(const struct phrase_vocabulary *vocabulary, str sentence,
		 struct phrase_words *ret_words)
{
	str word;

	ret_words->n_words = 0;
	while (ret_words->n_words < MOST_WORDS && str_next_word(&sentence, &word)) {
		bool is_pause = trim_word(&word);

		if (word.len > 0)
			add_expanded(vocabulary, word, ret_words);
		else
			is_pause = true;
		if (is_pause && ret_words->n_words > 0)
			ret_words->classes[ret_words->n_words - 1] |= CLASS_BIT(W_PAUSE);
	}
	mark_revisions(ret_words);
	mark_promises(ret_words);
	ret_words->all = 0;
	for (unsigned i = 0; i < ret_words->n_words; i++)
		ret_words->all |= ret_words->classes[i];
}

bool phrase_has(const struct phrase_words *words, unsigned begin, unsigned end, uint64_t classes)
{
	for (unsigned i = begin; i < end && i < words->n_words; i++) {
		if (words->classes[i] & classes)
			return true;
	}
	return false;
}

static bool is_place(const struct phrase_words *words, uint8_t place, unsigned at)
{
	bool is_paused = at > 0 && (words->classes[at - 1] & CLASS_BIT(W_PAUSE));

	switch (place) {
	case AT_START:
		return at == 0;
	case AT_END:
		return at == words->n_words;
	case AT_CLAUSE:
		return at == 0 || is_paused;
	case AT_STOP:
		return at == words->n_words || is_paused;
	default: /* AT_CHANGE */
		return at < words->n_words &&
		       !(words->classes[at] & (CLASS_BIT(W_NEUTRAL) | CLASS_BIT(W_NOT)));
	}
}

/* Matches @pattern at @at. Calls itself no deeper than the pattern is long. */
static bool match(const struct phrase_words *words, const uint8_t *pattern, unsigned at,
		  unsigned *ret_end)
{
	uint8_t element = *pattern;
	uint64_t barred = CLASS_BIT(W_IF);

	if (element == W_NONE) {
		*ret_end = at;
		return true;
	}
	if (element & MAYBE) {
		if (match(words, pattern + 1, at, ret_end))
			return true;
		element &= ~MAYBE;
	}
	if (element >= AT_START)
		return is_place(words, element, at) && match(words, pattern + 1, at, ret_end);
	if (element < GAP)
		return at < words->n_words && (words->classes[at] & CLASS_BIT(element)) &&
		       match(words, pattern + 1, at + 1, ret_end);
	if (element < FAR)
		barred |= CLASS_BIT(W_NOT) | CLASS_BIT(W_WHEN) | CLASS_BIT(W_I);
	for (unsigned left = element % 16;; left--, at++) {
		if (match(words, pattern + 1, at, ret_end))
			return true;
		if (left == 0 || at >= words->n_words || (words->classes[at] & barred))
			return false;
	}
}

/* True if the words have all classes without which @pattern cannot match: it mostly is not. */
static bool may_match(const struct phrase_words *words, const uint8_t *pattern)
{
	for (; *pattern != W_NONE; pattern++) {
		if (*pattern < GAP && !(words->all & CLASS_BIT(*pattern)))
			return false;
	}
	return true;
}

bool phrase_find(const struct phrase_words *words, const uint8_t *pattern, unsigned *ret_begin,
		 unsigned *ret_end)
{
	if (!may_match(words, pattern))
		return false;
	for (unsigned at = 0; at < words->n_words; at++) {
		if (match(words, pattern, at, ret_end)) {
			*ret_begin = at;
			return true;
		}
	}
	return false;
}
