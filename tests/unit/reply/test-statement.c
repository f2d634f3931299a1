/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase.h"
#include "reply/remark_list.h"

#include <glib.h>

struct statement_case {
	const char *name;
	const char *text;
	const char *kinds; /* parted by blanks; empty where nothing is said */
};

static const struct statement_case cases[] = {
	/* Questions. */
	{"a-sentence-that-asks-is-a-question", "Does the wick get wet here?\n", "question"},
	{"a-question-word-alone-asks", "Why?\n", "question"},
	{"each-sentence-asks-for-itself", "Why is this needed? And who trims it? I do.\n",
	 "question question"},
	{"a-question-may-begin-with-a-request", "Could you explain how the oil flows?\n",
	 "question"},
	{"a-sentence-without-a-mark-asks-nothing", "I wonder whether the wick gets wet.\n", ""},
	{"a-courtesy-asks-nothing", "Hi Ann,\n\nHow are you?\n", ""},
	{"a-request-to-look-asks-nothing", "Could you please have a look?\n", ""},
	{"a-request-to-apply-asks-nothing", "Can you pick this up for the next cycle?\n", ""},
	{"a-word-alone-asks-nothing", "Right?\nReally?\n", ""},
	{"code-asks-nothing", "x = lit ? (wick->len + 1) : oil[0] ?\n", ""},
	{"a-trace-asks-nothing",
	 "[   12.34] ? wick_trim+0x2a/0x40\n[   12.35] ? oil_fill+0x1/0x2\n", ""},

	/* Changes. */
	{"please-resend-asks-for-changes", "Please rebase and resend.\n", "changes"},
	{"so-does-please-send-a-version", "Please send a v2 with that.\n", "changes"},
	{"so-does-a-wish-for-the-next-version", "Please mention the oil in the next version.\n",
	 "changes"},
	{"so-does-a-question-that-requests", "Could you respin this on top of the new lamp?\n",
	 "changes"},
	{"so-does-can-you-send", "Can you send me a v3?\n", "changes"},
	{"so-does-a-need", "This needs a respin.\n", "changes"},
	{"so-does-a-need-to-be-rebased", "The series needs to be rebased.\n", "changes"},
	{"so-does-we-need-a-version", "So I guess we do need a v4.\n", "changes"},
	{"so-does-you-need-to", "You need to split it and resend.\n", "changes"},
	{"so-does-please-split-the-patch", "Please split this into two patches.\n", "changes"},
	{"so-does-waiting", "Looking forward to v5.\n", "changes"},
	{"no-need-is-none", "No need to resend, I can fix that when I apply it.\n", ""},
	{"do-not-resend-is-none", "Please do not resend it.\n", ""},
	{"there-is-no-need-is-none", "That does not need a respin.\n", ""},
	{"never-before-it-makes-none", "A typo never needs a respin.\n", ""},
	{"not-in-another-clause-makes-one", "That is not right, please resend.\n", "changes"},
	{"if-you-respin-asks-for-nothing", "If you respin, please also fix the wick.\n", ""},
	{"in-case-you-need-to-asks-for-nothing", "In case you need to resend it, trim the wick.\n",
	 ""},
	{"when-it-is-resent-asks-for-nothing", "Once you repost it, please send it to Ben too.\n",
	 ""},
	{"should-i-resend-is-a-question", "Should I resend it with a v2?\n", "question"},
	{"do-i-need-to-is-a-question", "Do I need to rebase and resend?\n", "question"},
	{"would-you-prefer-is-a-question", "Would you prefer that I send a v2?\n", "question"},
	{"please-review-the-version-is-none", "Please review v3 instead.\n", ""},
	{"a-standard-s-version-is-none", "Please test it with a GIC v3.\n", ""},
	{"code-that-must-be-split-is-none", "The flag should be split in two.\n", ""},
	{"please-split-the-function-is-none", "Please split this out to a helper.\n", ""},
	{"another-patch-is-none", "Please move that to another patch.\n", ""},

	/* Promises. */
	{"i-will-send-is-a-promise", "I'll send a new version tomorrow.\n", "promise"},
	{"will-do-is-a-promise", "Will do.\n", "promise"},
	{"ok-will-fix-is-a-promise", "Ack, will fix.\n", "promise"},
	{"thanks-will-do-is-a-promise", "Good catch, will do, thanks!\n", "promise"},
	{"i-will-fix-is-a-promise", "I will also drop the wick.\n", "promise"},
	{"i-will-verb-in-a-version-is-a-promise", "I'll tackle the oil in v3.\n", "promise"},
	{"going-to-respin-is-a-promise", "I'm going to respin this.\n", "promise"},
	{"let-me-fix-is-a-promise", "Let me fix it in the next version.\n", "promise"},
	{"fixed-in-a-version-is-a-promise", "Fixed in v3.\n", "promise"},
	{"queued-for-a-version-is-a-promise", "OK, queued for v2.\n", "promise"},
	{"it-will-be-fixed-is-a-promise", "This will be fixed in the next revision.\n", "promise"},
	{"a-version-that-will-follow-is-a-promise", "v4 will follow soon.\n", "promise"},
	{"a-time-is-no-condition", "I'll repost once the oil is there.\n", "promise"},
	{"a-typographer-s-apostrophe-is-one", "I\342\200\231ll respin it.\n", "promise"},
	{"i-will-not-is-none", "I will not send a v2.\n", ""},
	{"a-condition-makes-none", "If Ben agrees I'll send a v2.\n", ""},
	{"a-condition-behind-makes-none", "I'll drop the wick in v2 if you like.\n", ""},
	{"maybe-makes-none", "Maybe I will send a v2.\n", ""},
	{"who-else-will-makes-none", "The driver will drop the oil.\n", ""},
	{"you-will-makes-none", "You'll have to change the wick.\n", ""},
	{"this-will-makes-none", "This will fix the lamp.\n", ""},
	{"a-fix-while-applying-is-none", "I'll fix it while applying.\n", ""},
	{"a-fix-that-comes-separately-is-none", "I'll fix that in a separate series.\n", ""},
	{"a-reviewer-s-plan-is-none", "I'll review the next version.\n", ""},
	{"a-test-is-none", "I will test v3 tomorrow.\n", ""},
	{"a-kernel-is-no-version", "I will see it in v5.10.\n", ""},
	{"will-you-is-none", "Will you fix it?\n", "question"},

	/* Withdrawn. */
	{"please-ignore-the-patch-withdraws", "Sorry, please ignore this patch.\n", "withdrawn"},
	{"please-disregard-withdraws", "Please disregard this series, it was the wrong one.\n",
	 "withdrawn"},
	{"please-drop-withdraws", "Please drop this patch.\n", "withdrawn"},
	{"ignore-it-withdraws", "Ignore this version, the oil is missing.\n", "withdrawn"},
	{"please-ignore-alone-withdraws", "Sent by mistake, please ignore.\n", "withdrawn"},
	{"a-nak-of-one-s-own-withdraws", "Self-NAK, it leaks.\n", "withdrawn"},
	{"i-withdraw-withdraws", "I withdraw this patch.\n", "withdrawn"},
	{"abandoning-withdraws", "I'm abandoning this series.\n", "withdrawn"},
	{"let-us-drop-withdraws", "Let's drop this patch then.\n", "withdrawn"},
	{"a-comment-that-is-taken-back-is-none", "Please ignore my comment on this patch.\n", ""},
	{"noise-is-none", "Ignore the noise, the patch is fine.\n", ""},
	{"i-withdraw-my-objection-is-none", "I withdraw my objection to this patch.\n", ""},
	{"a-condition-withdraws-nothing", "If it is too late, please ignore this patch.\n", ""},
	{"a-line-of-the-code-is-none", "Please drop this.\n", ""},
	{"do-not-ignore-is-none", "Please do not ignore this patch.\n", ""},
	{"other-words-for-code-are-none", "We ignore the series of drops here.\n", ""},

	/* Pings. */
	{"ping-is-a-ping", "Ping?\n", "ping"},
	{"a-gentle-one-is", "Hi Ann,\n\nJust a gentle ping.\n\nThanks,\nBen\n", "ping"},
	{"one-for-somebody-is", "Ann, ping on this series.\n", "ping"},
	{"a-reminder-is", "Gentle reminder.\n", "ping"},
	{"a-bump-is", "bump\n", "ping"},
	{"any-news-is", "Any news on this?\n", "ping"},
	{"any-comments-is", "Any comments on this series?\n", "ping"},
	{"a-chance-to-look-is", "Ann, did you have a chance to look at this?\n", "ping"},
	{"the-program-is-none", "Ping results for 10 loops are below.\n", ""},
	{"to-ping-somebody-is-none", "I will ping the lamp people.\n", ""},
	{"thanks-for-the-reminder-is-none", "Thanks for the reminder.\n", ""},
	{"a-bump-of-a-counter-is-none", "This can bump the counter.\n", ""},
	{"a-question-on-the-matter-is-none",
	 "Any thoughts on whether the oil should flow from the left or the right of the wick?\n",
	 "question"},
	{"within-a-paragraph-it-is-none", "We test it so. Ping on the lamp.\n", ""},
	{"a-long-mail-that-ends-in-any-news-is-none",
	 "The oil flows from the left side of the wick to the right side of it. When the lamp is "
	 "lit the flow gets faster. It takes an hour until all of it is burnt and the lamp goes "
	 "out by itself again, and then somebody must fill it.\n\nAny comments?\n",
	 ""},
	{"no-comments-are-none", "I do not have any comments.\n", ""},

	/* NAKs. */
	{"nak-is-one", "NAK\n", "nak"},
	{"nack-with-a-reason-is", "Nack, this burns.\n", "nak"},
	{"sorry-but-nak-is", "Sorry, but NAK.\n", "nak"},
	{"nak-on-something-is", "NACK for this approach.\n", "nak"},
	{"this-is-a-nak-is", "So this is a NAK from me.\n", ""},
	{"so-is-this-is-a-nak", "This is a clear NAK.\n", "nak"},
	{"to-avoid-one-is-none", "Please change it to avoid a NAK.\n", ""},
	{"not-one-is-none", "This is not a NAK.\n", ""},
	{"i-will-not-is-no-nak", "I won't NAK it.\n", ""},
	{"the-bus-s-is-none", "NACK on the bus ends the transfer.\n", ""},
	{"the-chip-s-is-none", "The chip returns NACK.\n", ""},
	{"a-flag-is-none", "NACK handling is missing.\n", ""},
	{"a-question-is-none", "NAK?\n", ""},

	/* What is not said here. */
	{"what-is-quoted-says-nothing", "> Please resend.\n> Ping?\n> NAK\n", ""},
	{"what-stands-below-the-signature-says-nothing", "Fine.\n-- \nPlease resend.\n", ""},
	{"nothing-says-nothing", "", ""},
};

static const struct statement_case command_cases[] = {
	{"a-state-is-a-command", "pw-bot: changes-requested\n", "changes-requested"},
	{"a-short-form-is-written-out", "pw-bot: cr\npw-bot: nap\npw-bot: ur\n",
	 "changes-requested not-applicable under-review"},
	{"case-and-blanks-do-not-matter", "PW-Bot:  Changes Requested \npw-bot:CR\n",
	 "changes-requested changes-requested"},
	{"it-may-stand-below-the-signature", "Thanks\n-- \npw-bot: rfc\n", "rfc"},
	{"an-unknown-word-is-none", "pw-bot: trim\npw-bot: crx\npw-bot:\n", ""},
	{"within-a-line-it-is-none", "use pw-bot: cr\n pw-bot: cr\n", ""},
	{"a-quoted-one-is-none", "> pw-bot: cr\n", ""},
};

static const struct statement_case subject_cases[] = {
	{"ping-is-a-ping", "PING: [PATCH] wick: trim it", "ping"},
	{"in-brackets-too", "[PING] [PATCH v2] wick: trim it", "ping"},
	{"before-a-reply-word-too", "Gentle ping Re: [PATCH] wick: trim it", "ping"},
	{"an-answer-to-one-is-none", "Re: PING: [PATCH] wick: trim it", ""},
	{"a-title-that-speaks-of-it-is-none", "[PATCH] lamp: answer a ping", ""},
	{"an-empty-one-is-none", "", ""},
};

static char *join(const struct remark_list *list)
{
	GString *all = g_string_new(NULL);

	for (unsigned i = 0; i < list->n_items; i++) {
		const struct remark *remark = &list->items[i];
		str name =
			remark->name.len > 0 ? remark->name : str_from(remark_name(remark->kind));

		g_string_append_printf(all, "%s" STR_FMT, i > 0 ? " " : "", STR_ARG(name));
	}
	return g_string_free(all, FALSE);
}

static void check_statement(const void *data)
{
	const struct statement_case *test = data;
	g_auto(arena) arena = {0};
	struct phrase_vocabulary *vocabulary = phrase_vocabulary_new();
	struct remark_list list = {.arena = &arena, .vocabulary = vocabulary};
	g_autofree char *kinds = NULL;
	struct own_text own;

	own_text_of(&arena, str_from(test->text), &own);
	remarks_add_statements(&list, (str){0}, &own);
	kinds = join(&list);
	phrase_vocabulary_free(vocabulary);
	g_assert_cmpstr(kinds, ==, test->kinds);
}

static void check_command(const void *data)
{
	const struct statement_case *test = data;
	g_auto(arena) arena = {0};
	struct remark_list list = {.arena = &arena};
	g_autofree char *names = NULL;

	remarks_add_commands(&list, str_from(test->text));
	names = join(&list);
	g_assert_cmpstr(names, ==, test->kinds);
}

static void check_subject(const void *data)
{
	const struct statement_case *test = data;
	g_auto(arena) arena = {0};
	struct phrase_vocabulary *vocabulary = phrase_vocabulary_new();
	struct remark_list list = {.arena = &arena, .vocabulary = vocabulary};
	g_autofree char *kinds = NULL;
	struct own_text own;

	own_text_of(&arena, STR(""), &own);
	remarks_add_statements(&list, str_from(test->text), &own);
	kinds = join(&list);
	phrase_vocabulary_free(vocabulary);
	g_assert_cmpstr(kinds, ==, test->kinds);
}

static void add_cases(const char *folder, const struct statement_case *table, size_t n_cases,
		      GTestDataFunc check)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autofree char *path = g_strconcat(folder, table[i].name, NULL);

		g_test_add_data_func(path, &table[i], check);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_cases("/statement/", cases, G_N_ELEMENTS(cases), check_statement);
	add_cases("/statement/command/", command_cases, G_N_ELEMENTS(command_cases), check_command);
	add_cases("/statement/subject/", subject_cases, G_N_ELEMENTS(subject_cases), check_subject);
	return g_test_run();
}
