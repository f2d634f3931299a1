/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/outcome_text.h"

#include "outcome/outcome.h"
#include "render/style.h"
#include "render/table.h"
#include "render/text_parts.h"

#include <string.h>

enum { COMMIT_DIGITS_MIN = 7 };

/* What stands in braces in the sentences below. */
enum mark {
	MARK_WHO, /* the given name */
	MARK_TEXT,
	MARK_LAST_WORD, /* of the text */
	MARK_TO, /* "to" the text, which is a tree, or "as" the text, which is a commit */
	MARK_COUNT,
	MARK_LANDED, /* patches, whoever told of them */
	MARK_TOTAL, /* all patches */
};

static const str marks[] = {
	[MARK_WHO] = STR_INIT("{who}"),	       [MARK_TEXT] = STR_INIT("{text}"),
	[MARK_LAST_WORD] = STR_INIT("{last}"), [MARK_TO] = STR_INIT("{to}"),
	[MARK_COUNT] = STR_INIT("{count}"),    [MARK_LANDED] = STR_INIT("{landed}"),
	[MARK_TOTAL] = STR_INIT("{total}"),
};

/* What is said of each rule. Who said it, when and in which mail stand behind the sentence. */
struct rule_words {
	const char *sentence;
	const char *bare; /* the same without a text, or of a single patch; NULL: the sentence */
	const char *evidence; /* in few words */
	const char *part; /* the same of a part of the patches; NULL: no other */
	const char *parts; /* the same where other reasons tell of more patches; NULL: no other */
	bool counts; /* a part of the patches is told of: "2 of 5 patches " */
	bool is_review; /* several people may have given it, and the person is the last of them */
};

static const struct rule_words rules[OUTCOME_N_RULES] = {
	[RULE_POSTED] = {.sentence = "nobody has answered since it was posted",
			 .evidence = "nobody answered"},
	[RULE_TOLD] = {.sentence = "told something that the author has not answered",
		       .evidence = "{who} had the last word"},
	[RULE_ANSWERED] = {.sentence = "answered", .evidence = "{who} answered"},
	[RULE_REVIEWED] = {.sentence = "all {count} patches reviewed",
			   .bare = "reviewed",
			   .evidence = "all reviewed",
			   .is_review = true},
	[RULE_PARTLY_REVIEWED] = {.sentence = "{count} of {total} patches reviewed",
				  .evidence = "{count} of {total} reviewed",
				  .is_review = true},
	[RULE_ASKED] = {.sentence = "{count} unanswered comments",
			.bare = "an unanswered comment",
			.evidence = "{who} waits for an answer"},
	[RULE_REPLIED] = {.sentence = "last answered", .evidence = "{who} answered last"},
	[RULE_CHANGES_ASKED] = {.sentence = "changes asked for",
				.evidence = "{who} asked for changes"},
	[RULE_PROMISED] = {.sentence = "a new version promised",
			   .evidence = "{who} promised a version"},
	[RULE_REFUSED] = {.sentence = "refused", .evidence = "{who} refused it"},
	[RULE_COMMANDED] = {.sentence = "set to {text}", .evidence = "{who} set it to {text}"},
	[RULE_WITHDRAWN] = {.sentence = "withdrawn", .evidence = "{who} withdrew it"},
	[RULE_PINGED] = {.sentence = "pinged", .evidence = "{who} asked again"},
	[RULE_SUPERSEDED] = {.sentence = "{text} sent",
			     .bare = "a newer revision sent",
			     .evidence = "{text} came"},
	[RULE_APPLIED] = {.sentence = "applied {to}",
			  .bare = "applied",
			  .evidence = "{who} applied it",
			  .part = "{who} applied {count} of {total}",
			  .parts = "{landed} of {total} applied",
			  .counts = true},
	[RULE_UNAPPLIED] = {.sentence = "taken out of {text} again",
			    .bare = "taken out again",
			    .evidence = "{who} took it out",
			    .counts = true},
	[RULE_PULLED] = {.sentence = "merged {to}",
			 .bare = "merged",
			 .evidence = "{who} merged it"},
	[RULE_COMMITTED] = {.sentence = "committed as {text}",
			    .bare = "committed",
			    .evidence = "in {last}",
			    .part = "{count} of {total} in {last}",
			    .counts = true},
	[RULE_INCOMPLETE] = {.sentence = "{count} patches are missing of what was sent",
			     .bare = "a patch is missing of what was sent",
			     .evidence = "patches missing"},
};

static const struct rule_words *words_of(str rule)
{
	for (unsigned i = 0; i < OUTCOME_N_RULES; i++) {
		if (str_equal(rule, str_from(outcome_rule_name((enum outcome_rule)i))))
			return &rules[i];
	}
	return NULL;
}

static bool is_known(struct mailbox person)
{
	return person.name.len > 0 || person.address.len > 0;
}

/* What stands before the `@` of one who has no name; columns are narrow. */
static str short_name(struct mailbox person)
{
	str name = is_known(person) ? text_name(person) : STR("somebody");
	size_t at;

	if (person.name.len == 0 && str_find_byte(name, '@', &at))
		name = str_slice(name, 0, at);
	return name;
}

/* "Ann" of "Ann Author" and of "Author, Ann"; the whole of "kernel test robot". */
static str given_name(struct mailbox person)
{
	str rest = short_name(person);
	str name = rest;
	size_t comma;

	if (str_ends_nocase(name, STR("bot")))
		return name;
	if (str_find_byte(rest, ',', &comma) && str_trim(str_skip(rest, comma + 1)).len > 0)
		rest = str_skip(rest, comma + 1);
	str_next_word(&rest, &name);
	return name;
}

/* "v6.12" of "0123456789ab, v6.12". */
static str last_word(str text)
{
	size_t blank;

	return str_find_last_byte(text, ' ', &blank) ? str_skip(text, blank + 1) : text;
}

/* Where somebody put a patch is a tree, or of some mails a commit alone. */
static bool is_commit(str text)
{
	return text.len >= COMMIT_DIGITS_MIN && str_is_hex(text);
}

static void append_words(GString *out, str words)
{
	g_string_append_len(out, words.ptr, (gssize)words.len);
}

static void append_mark(GString *out, enum mark mark, const struct update_outcome *outcome,
			const struct update_reason *reason)
{
	switch (mark) {
	case MARK_WHO:
		append_words(out, given_name(reason->person));
		break;
	case MARK_TEXT:
		append_words(out, reason->text);
		break;
	case MARK_LAST_WORD:
		append_words(out, last_word(reason->text));
		break;
	case MARK_TO:
		g_string_append(out, is_commit(reason->text) ? "as " : "to ");
		append_words(out, reason->text);
		break;
	case MARK_COUNT:
		g_string_append_printf(out, "%u", reason->count);
		break;
	case MARK_LANDED:
		g_string_append_printf(out, "%u", outcome->n_landed);
		break;
	case MARK_TOTAL:
		g_string_append_printf(out, "%u", outcome->n_patches);
		break;
	}
}

/* Appends @sentence with what its marks stand for. */
static void expand(GString *out, const char *sentence, const struct update_outcome *outcome,
		   const struct update_reason *reason)
{
	str rest = str_from(sentence);
	size_t brace;

	while (str_find_byte(rest, '{', &brace)) {
		append_words(out, str_slice(rest, 0, brace));
		rest = str_skip(rest, brace);
		for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
			if (!str_take(&rest, marks[i]))
				continue;
			append_mark(out, (enum mark)i, outcome, reason);
			break;
		}
	}
	append_words(out, rest);
}

static bool is_part(const struct update_outcome *outcome, const struct update_reason *reason)
{
	return reason->count > 0 && reason->count < outcome->n_patches;
}

/* The sentence or, where its text is missing or the patch is a single one, the bare one. */
static const char *sentence_of(const struct rule_words *rule, const struct update_reason *reason)
{
	bool has_text = strstr(rule->sentence, "{text}") || strstr(rule->sentence, "{to}");
	bool is_bare = has_text ? reason->text.len == 0 : reason->count <= 1;

	return is_bare && rule->bare ? rule->bare : rule->sentence;
}

str outcome_text_state(struct arena *arena, str state)
{
	g_autoptr(GString) words = g_string_new_len(state.ptr, (gssize)state.len);

	g_string_replace(words, "-", " ", 0);
	return text_keep(arena, words);
}

int outcome_text_style(str state)
{
	static const struct {
		enum outcome_state state;
		enum style style;
	} styles[] = {
		{OUTCOME_READY, STYLE_ADDED},	      {OUTCOME_LANDED, STYLE_ADDED},
		{OUTCOME_PARTLY_LANDED, STYLE_ADDED}, {OUTCOME_CHANGES_ASKED, STYLE_REMOVED},
		{OUTCOME_DROPPED, STYLE_REMOVED},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
		if (str_equal(state, str_from(outcome_state_name(styles[i].state))))
			return (int)styles[i].style;
	}
	return TABLE_PLAIN;
}

static bool has_turn(const struct update_outcome *outcome)
{
	return outcome->turn.len > 0 &&
	       !str_equal(outcome->turn, str_from(outcome_turn_name(TURN_NOBODY)));
}

str outcome_text_turn(struct arena *arena, const struct update_outcome *outcome)
{
	g_autoptr(GString) words = NULL;

	if (!has_turn(outcome))
		return STR("-");
	words = g_string_new_len(outcome->turn.ptr, (gssize)outcome->turn.len);
	g_string_append_printf(words, " %u d%s", outcome->turn_days, outcome->pinged ? " !" : "");
	return text_keep(arena, words);
}

str outcome_text_reviewed(struct arena *arena, const struct update_outcome *outcome)
{
	g_autoptr(GString) words = g_string_new(NULL);

	if (outcome->n_patches == 0)
		return STR("-");
	g_string_append_printf(words, "%u/%u", outcome->n_reviewed, outcome->n_patches);
	return text_keep(arena, words);
}

str outcome_text_evidence(struct arena *arena, const struct update_outcome *outcome)
{
	const struct update_reason *reason = outcome->reasons;
	g_autoptr(GString) words = g_string_new(NULL);
	const struct rule_words *rule;

	if (outcome->n_reasons == 0)
		return (str){0};
	rule = words_of(reason->rule);
	if (!rule)
		return reason->rule;
	if (reason->text.len == 0 &&
	    (strstr(rule->evidence, "{text}") || strstr(rule->evidence, "{last}")))
		expand(words, sentence_of(rule, reason), outcome, reason);
	else if (rule->parts && is_part(outcome, reason) && outcome->n_landed > reason->count)
		expand(words, rule->parts, outcome, reason);
	else if (rule->part && is_part(outcome, reason))
		expand(words, rule->part, outcome, reason);
	else
		expand(words, rule->evidence, outcome, reason);
	return text_keep(arena, words);
}

void outcome_text_append_summary(GString *out, const struct render_options *options,
				 const struct update_outcome *outcome)
{
	int style = outcome_text_style(outcome->state);
	g_auto(arena) arena = {0};
	str evidence;

	if (outcome->state.len == 0)
		return;
	arena_init(&arena);
	evidence = outcome_text_evidence(&arena, outcome);
	if (style != TABLE_PLAIN)
		style_begin(out, options, (enum style)style);
	text_append_line(out, outcome_text_state(&arena, outcome->state));
	if (style != TABLE_PLAIN)
		style_end(out, options);
	if (evidence.len > 0) {
		g_string_append(out, " (");
		text_append_line(out, evidence);
		g_string_append_c(out, ')');
	}
	if (has_turn(outcome)) {
		g_string_append(out, "; turn: ");
		text_append_line(out, outcome->turn);
		g_string_append_printf(out, ", %u %s%s", outcome->turn_days,
				       outcome->turn_days == 1 ? "day" : "days",
				       outcome->pinged ? ", pinged" : "");
	}
	if (outcome->n_reviewed > 0)
		g_string_append_printf(out, "; reviewed: %u of %u", outcome->n_reviewed,
				       outcome->n_patches);
	if (outcome->n_landed > 0)
		g_string_append_printf(out, "; landed: %u of %u", outcome->n_landed,
				       outcome->n_patches);
}

/* Trailers that came with the posting itself were given by others than its sender. */
static bool gave_review(const struct update_outcome *outcome, struct mailbox person)
{
	for (unsigned i = 0; i < outcome->n_onlookers; i++) {
		const struct update_onlooker *onlooker = &outcome->onlookers[i];

		if ((onlooker->reviewed || onlooker->acked) &&
		    text_same_mailbox(onlooker->person, person))
			return true;
	}
	return false;
}

static void append_person(GString *out, const struct update_outcome *outcome,
			  const struct rule_words *rule, const struct update_reason *reason)
{
	bool is_review = rule && rule->is_review;

	if (!is_known(reason->person) || (is_review && !gave_review(outcome, reason->person)))
		return;
	g_string_append(out, is_review && reason->count > 1 ? ", last by " : " by ");
	text_append_line(out, text_name(reason->person));
}

/* What happened, without who, when and where. */
static void append_sentence(GString *out, const struct update_outcome *outcome,
			    const struct rule_words *rule, const struct update_reason *reason)
{
	g_autoptr(GString) words = g_string_new(NULL);

	if (rule->counts && is_part(outcome, reason))
		g_string_append_printf(words, "%u of %u patches ", reason->count,
				       outcome->n_patches);
	expand(words, sentence_of(rule, reason), outcome, reason);
	text_append_line(out, (str){.ptr = words->str, .len = words->len});
}

static void append_reason(GString *out, const struct render_options *options,
			  const struct update_outcome *outcome, const struct update_reason *reason)
{
	const struct rule_words *rule = words_of(reason->rule);

	if (rule)
		append_sentence(out, outcome, rule, reason);
	else
		text_append_line(out, reason->rule);
	append_person(out, outcome, rule, reason);
	if (reason->date.len > 0) {
		g_string_append(out, " on ");
		text_append_line(out, text_day(reason->date));
	}
	if (reason->message_id.len > 0) {
		g_string_append(out, " <");
		text_append_id(out, options, reason->message_id);
		g_string_append_c(out, '>');
	}
}

void outcome_text_append_reasons(GString *out, const struct render_options *options,
				 const struct update_outcome *outcome, unsigned indent)
{
	for (unsigned i = 0; i < outcome->n_reasons; i++) {
		g_string_append_printf(out, "%*s", (int)indent, "");
		append_reason(out, options, outcome, &outcome->reasons[i]);
		g_string_append_c(out, '\n');
	}
}

/* " (reviewed, tested)". */
static void append_given(GString *out, const struct update_onlooker *onlooker)
{
	const struct {
		bool is_given;
		const char *word;
	} given[] = {
		{onlooker->reviewed, "reviewed"},   {onlooker->acked, "acked"},
		{onlooker->tested, "tested"},	    {onlooker->refused, "refused"},
		{onlooker->commented, "commented"},
	};
	const char *separator = " (";

	for (size_t i = 0; i < G_N_ELEMENTS(given); i++) {
		if (!given[i].is_given)
			continue;
		g_string_append_printf(out, "%s%s", separator, given[i].word);
		separator = ", ";
	}
	if (*separator == ',')
		g_string_append_c(out, ')');
}

bool outcome_text_append_onlookers(GString *out, const struct update_outcome *outcome)
{
	for (unsigned i = 0; i < outcome->n_onlookers; i++) {
		if (i > 0)
			g_string_append(out, ", ");
		text_append_line(out, text_name(outcome->onlookers[i].person));
		append_given(out, &outcome->onlookers[i]);
	}
	return outcome->n_onlookers > 0;
}
