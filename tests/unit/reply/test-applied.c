/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/remark_list.h"

#include <glib.h>

/*
 * Remarks are written as one line each: the kind, and what is known of it:
 *
 *	applied #2 TREE commit:ID title:TITLE partial stable
 */
struct applied_case {
	const char *sentence;
	const char *subject; /* NULL: of a patch */
	const char *text;
	const char *expected;
};

#define ID "0123456789abcdef0123456789abcdef01234567"

static const char *const plain_subject = "Re: [PATCH v2 2/3] lamp: burn longer";
static const char *const pull_subject = "Re: [GIT PULL] lamp: updates for the winter";

static const struct applied_case said[] = {
	{"applied-alone", NULL, "Applied.\n", "applied\n"},
	{"applied-with-thanks", NULL, "> quoted\n\nApplied, thanks.\n", "applied\n"},
	{"thanks-first", NULL, "Thanks, applied!\n", "applied\n"},
	{"thanks-by-name", NULL, "Thanks Ben, applied.\n", "applied\n"},
	{"a-tree", NULL, "Applied to lamp-oil/next, thanks\n", "applied lamp-oil/next\n"},
	{"a-tree-and-its-branch", NULL, "Applied to oil (for-next/wicks), thanks!\n",
	 "applied oil (for-next/wicks)\n"},
	{"a-branch-of-a-tree", NULL,
	 "Applied to the oil-6.9.misc branch of the oil/oil.git tree.\n", "applied oil-6.9.misc\n"},
	{"a-tree-of-one-word", NULL, "Applied to oil, thanks.\n", "applied oil\n"},
	{"my-tree-has-no-name", NULL, "I've applied this to my tree.\n", "applied\n"},
	{"a-branch-in-quotes", NULL, "I've pushed this to my \"wicks\" branch.\n",
	 "applied wicks\n"},
	{"a-release", NULL, "Queued for 6.8\n", "applied 6.8\n"},
	{"pushed-to-a-tree", NULL, "Pushed to lamp-misc-next.\n", "applied lamp-misc-next\n"},
	{"merged-with-thanks", NULL, "Merged, thanks.\n", "applied\n"},
	{"picked-up-with-thanks", NULL, "Picked up, thanks!\n", "applied\n"},
	{"a-series", NULL, "Series applied to for-next\n", "applied for-next\n"},
	{"both", NULL, "Both applied.\n", "applied\n"},
	{"all-now-queued-up", NULL, "All now queued up, thanks.\n", "applied\n"},
	{"a-person-has", NULL, "I've queued this up.\n", "applied\n"},
	{"a-person-has-with-a-printers-apostrophe", NULL, "I\xe2\x80\x99ve applied this, thanks.\n",
	 "applied\n"},
	{"a-person-has-now", NULL, "Anyway, I have now queued the series for 5.6.\n",
	 "applied 5.6\n"},
	{"a-person-went-ahead", NULL, "I've gone ahead and applied this patch to oil-next.\n",
	 "applied oil-next\n"},
	{"a-person-did-to-a-tree", NULL, "I applied this to lamp-next.\n", "applied lamp-next\n"},
	{"a-person-is-about-it", NULL, "I'm applying this to lamp-next.\n", "applied lamp-next\n"},
	{"mended-and-applied", NULL, "I fixed it up and applied the patch.\n", "applied\n"},
	{"looks-good-applied", NULL, "Looks good to me - applied.\n", "applied\n"},
	{"a-preface", NULL, "The oil burns well now, applied to lamp-next.\n",
	 "applied lamp-next\n"},
	{"with-changes", NULL, "Applied with minor edits to the comment.\n", "applied\n"},
	{"after-a-change", NULL, "Applied, after fixing the alignment.\n", "applied\n"},
	{"never-mind", NULL, "Never mind, applied.\n", "applied\n"},
	{"is-now-applied", NULL, "The patch is now applied.\n", "applied\n"},
	{"is-queued", NULL, "It's queued in my tree.\n", "applied\n"},
	{"has-been-applied", NULL, "This series has been applied to lamp/next.\n",
	 "applied lamp/next\n"},
	{"one-number", NULL, "I've applied patch 1 to lamp.next; thanks.\n",
	 "applied #1 lamp.next\n"},
	{"a-range", NULL, "Patches 1-3 applied.\n", "applied #1\napplied #2\napplied #3\n"},
	{"two-numbers", NULL, "Applied 1 and 4, thanks.\n", "applied #1\napplied #4\n"},
	{"numbers-by-commas", NULL, "Patches 2,5 applied.\n", "applied #2\napplied #5\n"},
	{"numbers-by-pluses", NULL, "Queued 3+5, thanks.\n", "applied #3\napplied #5\n"},
	{"ranges", NULL, "Queued 1-2 and 5-6.\n",
	 "applied #1\napplied #2\napplied #5\napplied #6\n"},
	{"a-range-by-dots", NULL, "I applied patches 2..3 to lamp-next.\n",
	 "applied #2 lamp-next\napplied #3 lamp-next\n"},
	{"a-counter", NULL, "Patch 2/2 applied to lamp-next.\n", "applied #2 lamp-next\n"},
	{"the-first-two", NULL, "I've applied the first two patches.\n",
	 "applied #1\napplied #2\n"},
	{"a-number-of-patches-is-no-number", NULL, "I've applied the 3 patches.\n", "applied\n"},
	{"the-rest-is-partial", NULL, "I've applied the rest, thanks.\n", "applied partial\n"},
	{"an-exception-is-partial", NULL, "Applied except 2/4, thanks!\n", "applied partial\n"},
	{"some-of-them-are-partial", NULL, "I've applied the wick patches to lamp-next.\n",
	 "applied lamp-next partial\n"},
	{"a-footnote-is-no-part-of-a-tree", NULL, "I've queued this to lamp-next[1].\n",
	 "applied lamp-next\n"},
	{"the-address-of-a-tree-below", NULL,
	 "Applied to\n\n   https://git.example.org/pub/lamp.git for-next\n\nThanks!\n",
	 "applied https://git.example.org/pub/lamp.git for-next\n"},
	{"the-address-of-a-commit-below", NULL,
	 "I've picked this up:\n\nhttps://git.example.org/lamp.git/commit/?h=lamp-6.4&id=" ID "\n",
	 "applied lamp-6.4 commit:" ID "\n"},
	{"a-second-sentence-adds-the-tree", NULL, "Applied, thanks.\n\nPushed to lamp-next.\n",
	 "applied lamp-next\n"},
	{"a-subset", "Re: (subset) [PATCH 0/4] lamp: burn", "Applied, thanks!\n",
	 "applied partial\n"},
	{"the-next-request-is-no-tree", NULL, "I've queued this for the next pull request.\n",
	 "applied\n"},
	{"the-next-stable-release-is-one", NULL, "I've queued it for the next 6.1-stable.\n",
	 "applied 6.1-stable stable\n"},
	{"a-stable-tree", NULL, "I've queued it up for 5.10-stable.\n",
	 "applied 5.10-stable stable\n"},
	{"taken-out-of-a-tree", NULL, "I've now dropped this series from my lamp-next branch.\n",
	 "unapplied lamp-next\n"},
	{"reverted-in-a-tree", NULL, "I have reverted patch 2 from lamp-next.\n",
	 "unapplied #2 lamp-next\n"},
	{"now-dropped", NULL, "Now dropped.\n", "unapplied\n"},
	{"a-pull-request-pulled", pull_subject, "Pulled, thanks.\n", "pulled\n"},
	{"a-pull-request-applied", pull_subject,
	 "Applied, thanks.\n\nPlease update the changelog at https://wiki.example.org/log\n",
	 "pulled\n"},
	{"will-queue-is-gits-way-to-say-it", NULL, "Looks good.  Will queue.\n", "applied\n"},
	{"will-merge-to-next-names-the-branch", NULL, "Will merge to 'next'.\n", "applied next\n"},
};

static const struct applied_case not_said[] = {
	{"not-applied", NULL, "Not applied.\n", ""},
	{"not-applied-yet", NULL, "This is not applied yet.\n", ""},
	{"have-not-applied", NULL, "I haven't applied this, thanks.\n", ""},
	{"does-not-apply", NULL, "This doesn't apply to lamp-next.\n", ""},
	{"failed-to-apply", NULL, "The patch failed to apply to lamp-next.\n", ""},
	{"none-applied", NULL, "To be clear, none of these have been applied.\n", ""},
	{"applied-asked", NULL, "Applied?\n", ""},
	{"could-you-apply", NULL, "Could you apply this to lamp-next, please\n", ""},
	{"please-apply", NULL, "Please get this applied to lamp-next, thanks.\n", ""},
	{"when-applied", NULL, "When this is applied to lamp-next, thanks are due.\n", ""},
	{"once-applied", NULL, "Once applied to lamp-next, it burns.\n", ""},
	{"if-applied", NULL, "If this is now applied, thanks.\n", ""},
	{"if-somebody-agrees", NULL, "If Ann agrees, applied to lamp-next, thanks.\n", ""},
	{"should-be-applied", NULL, "This should be applied on top of lamp/next.\n", ""},
	{"to-be-applied", NULL, "These are to be applied after the wick series.\n", ""},
	{"will-apply", NULL, "I will apply it if no one objects.\n", ""},
	{"would-have-applied", NULL, "I would have applied this to lamp-next.\n", ""},
	{"waiting", NULL, "We are waiting until this is merged into lamp-next.\n", ""},
	{"tested-on-top", NULL, "I applied this on top of v6.1 and tested it.\n", ""},
	{"tested-with-a-release", NULL, "I applied this patch to 6.1-rc2, no more smoke.\n", ""},
	{"tried-on-a-release", NULL, "I've applied this on v6.1-rc3.\n", ""},
	{"applied-and-tested", NULL, "Applied and tested, the lamp burns.\n", ""},
	{"applied-and-booted", NULL, "Applied, booted, all is well.\n", ""},
	{"applied-locally", NULL, "I've applied this locally, thanks.\n", ""},
	{"with-it-applied", NULL, "With this patch applied, the lamp burns.\n", ""},
	{"applied-cleanly", NULL, "Patches applied cleanly on top of 5.5-rc6.\n", ""},
	{"what-git-am-prints", NULL, "Applying: lamp: burn longer\n", ""},
	{"a-relocation", NULL, "The relocation is applied to the section.\n", ""},
	{"a-mask", NULL, "The mask is applied to the register before the shift.\n", ""},
	{"an-event", NULL, "The event is queued to the target lamp for delivery.\n", ""},
	{"it-is-merged-into-a-request", NULL, "It is merged into the previous request.\n", ""},
	{"a-branch-taken", NULL, "This path is never taken.\n", ""},
	{"already-applied-as", NULL, "This was already applied in commit " ID ".\n", ""},
	{"merged-long-ago", NULL, "It got merged into v5.17.\n", ""},
	{"another-persons", NULL, "I don't think Ann picked this up.\n", ""},
	{"thanks-for-it", NULL, "Thanks for applying these, Ann.\n", ""},
	{"a-quotation", NULL, "> Applied, thanks.\n", ""},
	{"a-signature", NULL, "Fine.\n\n-- \nApplied, thanks.\n", ""},
	{"a-diff", NULL,
	 "How about:\n\ndiff --git a/oil b/oil\n--- a/oil\n+++ b/oil\n"
	 "@@ -1 +1 @@\n-Burn.\n+Applied, thanks.\n",
	 ""},
	{"code", NULL, "queued = lamp_fill(lamp, oil);\n", ""},
	{"an-authors-answer", NULL, "Thanks for the suggestions, applied.\n", ""},
	{"an-authors-addition", NULL, "Added it.\n", ""},
	{"an-authors-squash", NULL, "I merged it with the previous patch.\n", ""},
	{"an-authors-branch", NULL, "I've pushed it to a temporary branch.\n", ""},
	{"an-authors-drop", NULL, "I've dropped this patch in v3.\n", ""},
	{"a-dropped-line", NULL, "Dropped.\n", ""},
	{"pulled-and-unpulled", pull_subject, "I've pulled this, but then I unpulled it again.\n",
	 ""},
	{"another-commit", NULL, "The commit I've staged for 6.4 makes this simple.\n", ""},
	{"a-footnotes-patch", NULL, "I already have queued [1], which does the same.\n", ""},
	{"taken-for-a-ride", NULL, "I've taken it for a ride on an old lamp.\n", ""},
	{"will-queue-of-others", NULL, "I will queue this tomorrow.\n", ""},
};

static const struct applied_case listed[] = {
	{"a-list-names-each-patch", NULL,
	 "On Mon, 6 Jan 2025 10:00:00 +0100, Ann Author wrote:\n> Burn longer.\n> \n> [...]\n\n"
	 "Applied to lamp/next, thanks!\n\n"
	 "[1/2] lamp: burn longer\n      commit: " ID "\n"
	 "[2/2] lamp: trim the wick\n      https://git.example.org/lamp/c/89ABCDEF0123\n\n"
	 "Best regards,\n-- \nBen Keeper <ben@example.org>\n",
	 "applied #1 lamp/next commit:" ID " title:lamp: burn longer\n"
	 "applied #2 lamp/next commit:89abcdef0123 title:lamp: trim the wick\n"},
	{"a-list-of-whole-commits-needs-no-thanks", NULL,
	 "> Burn longer.\n> \n> Much.\n> \n> [...]\n\nI let it simmer for a bit.\n\n"
	 "[1/2] lamp: burn longer\n      commit: " ID "\n"
	 "[2/2] lamp: trim the wick\n      commit: " ID "\n",
	 "applied #1 commit:" ID " title:lamp: burn longer\n"
	 "applied #2 commit:" ID " title:lamp: trim the wick\n"},
	{"a-list-of-other-commits-says-nothing", NULL,
	 "> Burn longer.\n> [...]\n\nIt was this that broke it.\n\n"
	 "[1/2] lamp: burn longer\n      commit: " ID "\n"
	 "[2/2] lamp: trim the wick\n      commit: 0123456789ab\n",
	 ""},
	{"a-list-without-commits-counts", NULL,
	 "Applied, thanks!\n\n[1/2] lamp: burn\n      (no commit info)\n"
	 "[2/2] lamp: trim\n      (no commit info)\n",
	 "applied #1 title:lamp: burn\napplied #2 title:lamp: trim\n"},
	{"what-alone-has-no-commit-does-not-count", NULL,
	 "Applied, thanks!\n\n[1/2] lamp: burn\n      commit: " ID "\n"
	 "[2/2] lamp: trim\n      (no commit info)\n",
	 "applied #1 commit:" ID " title:lamp: burn\n"},
	{"what-was-skipped-does-not-count", NULL,
	 "Applied, thanks!\n\n[1/3] lamp: burn\n      (skipped)\n"
	 "[2/3] lamp: trim\n      (not applied)\n[3/3] lamp: fill\n",
	 "applied #3 title:lamp: fill\n"},
	{"a-subset-is-partial", "Re: (subset) [PATCH 0/9] lamp: burn",
	 "Applied, thanks!\n\n[5/9] lamp: trim\n      commit: " ID "\n",
	 "applied #5 commit:" ID " title:lamp: trim partial\n"},
	{"thanks-that-are-not-understood-leave-the-list", NULL,
	 "Applied wicks/oil change to ben (for-next), thanks!\n\n"
	 "[3/4] lamp: trim\n      commit: " ID "\n",
	 "applied #3 commit:" ID " title:lamp: trim\n"},
	{"a-list-alone-says-nothing", NULL,
	 "Please look at these:\n\n[1/2] lamp: burn\n      commit: " ID "\n", ""},
	{"a-list-that-was-not-applied-says-nothing", NULL,
	 "These were not applied:\n\n[1/2] lamp: burn\n      commit: " ID "\n", ""},
	{"a-quoted-list-says-nothing", NULL,
	 "> Applied, thanks!\n> \n> [1/2] lamp: burn\n>       commit: " ID "\n\nGreat.\n", ""},
};

static const struct applied_case programs[] = {
	{"patchwork-names-each-patch", NULL,
	 "Hello:\n\nThis series was applied to lamp/lamp-next.git (main)\n"
	 "by Ben Keeper <ben@example.org>:\n\nOn Mon, 6 Jan 2025 10:00:00 +0100 you wrote:\n"
	 "> Burn longer.\n> \n> [...]\n\nHere is the summary with links:\n"
	 "  - [lamp-next,v2,1/3] lamp: burn longer\n    https://git.example.org/lamp/c/" ID "\n"
	 "  - [lamp-next,v2,2/3] lamp: trim the wick\n    (no matching commit)\n"
	 "  - [lamp-next,v2,3/3] lamp: fill\n    https://git.example.org/lamp/c/89abcdef0123\n\n"
	 "You are awesome, thank you!\n",
	 "applied #1 lamp/lamp-next.git (main) commit:" ID " title:lamp: burn longer\n"
	 "applied #3 lamp/lamp-next.git (main) commit:89abcdef0123 title:lamp: fill\n"},
	{"patchwork-names-one-patch", NULL,
	 "Hello:\n\nThis patch was applied to lamp/lamp.git (refs/heads/for-next):\n\n"
	 "Here is the summary with links:\n  - [v3] lamp: burn longer\n"
	 "    https://git.example.org/lamp/c/0123456789ab\n",
	 "applied lamp/lamp.git (refs/heads/for-next) commit:0123456789ab title:lamp: burn "
	 "longer\n"},
	{"patchwork-names-a-pull-request", pull_subject,
	 "Hello:\n\nThis pull request was applied to lamp/lamp.git (main)\nby Ben "
	 "<ben@example.org>:\n\n"
	 "Here is the summary with links:\n  - [GIT,PULL] lamp: updates\n"
	 "    https://git.example.org/lamp/c/0123456789ab\n",
	 "pulled lamp/lamp.git (main) commit:0123456789ab title:lamp: updates\n"},
	{"patchwork-tells-another-state", NULL,
	 "Hello:\n\nThis patch was set to changes-requested:\n\n  - [v3] lamp: burn longer\n", ""},
	{"a-pull-request-tracked", pull_subject,
	 "The pull request you sent on Mon, 6 Jan 2025 10:00:00 +0100:\n\n"
	 "> git://git.example.org/lamp.git tags/lamp-6.9\n\n"
	 "has been merged into keeper/linux.git:\nhttps://git.example.org/keeper/c/" ID "\n\n"
	 "Thank you!\n",
	 "pulled keeper/linux.git commit:" ID "\n"},
	{"a-pull-request-tracked-without-an-end", pull_subject,
	 "The pull request you sent on Mon, 6 Jan 2025 10:00:00 +0100:\n", ""},
	{"tip-names-branch-and-commit", "[tip: oil/urgent] oil/wick: Burn longer",
	 "The following commit has been merged into the oil/urgent branch of tip:\n\n"
	 "Commit-ID:     " ID "\nGitweb:        https://git.example.org/tip/" ID "\n"
	 "Author:        Ann Author <ann@example.org>\n\noil/wick: Burn longer\n\nIt applied.\n",
	 "applied oil/urgent commit:" ID " title:oil/wick: Burn longer\n"},
	{"tip-quoted-says-nothing", NULL,
	 "> The following commit has been merged into the oil/urgent branch of tip:\n"
	 "> \n> Commit-ID:     " ID "\n\nThis breaks my lamp.\n",
	 ""},
	{"a-stable-queue", "Patch \"lamp: burn longer\" has been added to the 5.10-stable tree",
	 "This is a note to let you know that I've just added the patch titled\n\n"
	 "    lamp: burn longer\n\nto the 5.10-stable tree which can be found at:\n"
	 "    https://git.example.org/stable-queue.git\n",
	 "applied 5.10-stable title:lamp: burn longer stable\n"},
	{"a-stable-queue-that-failed",
	 "FAILED: patch \"[PATCH] lamp\" failed to apply to 5.10-stable",
	 "The patch below does not apply to the 5.10-stable tree.\n"
	 "If someone wants it applied there, please send it.\n\nApplied to lamp-next.\n",
	 ""},
	{"mm-takes-a-patch", "+ lamp-burn.patch added to mm-unstable branch",
	 "The patch titled\n     Subject: lamp: burn longer\n"
	 "has been added to the -mm mm-unstable branch.  Its filename is\n     lamp-burn.patch\n",
	 "applied mm-unstable title:lamp: burn longer\n"},
	{"mm-moves-a-patch-on", "[merged] lamp-burn.patch removed from -mm tree",
	 "The quilt patch titled\n     Subject: lamp: burn longer\n"
	 "has been removed from the -mm tree.  Its filename was\n     lamp-burn.patch\n\n"
	 "This patch was dropped because it was merged into the mm-stable branch\n"
	 "of git://git.example.org/mm\n",
	 "applied mm-stable title:lamp: burn longer\n"},
	{"mm-drops-a-patch", "[obsolete] lamp-burn.patch removed from -mm tree",
	 "The quilt patch titled\n     Subject: lamp: burn longer\n"
	 "has been removed from the -mm tree.  Its filename was\n     lamp-burn.patch\n\n"
	 "This patch was dropped because it was obsoleted\n",
	 "unapplied -mm title:lamp: burn longer\n"},
};

static void format_remark(GString *out, const struct remark *remark)
{
	static const char *const kinds[REMARK_N_KINDS] = {
		[REMARK_APPLIED] = "applied",
		[REMARK_UNAPPLIED] = "unapplied",
		[REMARK_PULLED] = "pulled",
	};

	g_string_append(out, kinds[remark->kind] ? kinds[remark->kind] : "another kind");
	if (remark->number > 0)
		g_string_append_printf(out, " #%u", remark->number);
	if (remark->tree.len > 0)
		g_string_append_printf(out, " " STR_FMT, STR_ARG(remark->tree));
	if (remark->commit.len > 0)
		g_string_append_printf(out, " commit:" STR_FMT, STR_ARG(remark->commit));
	if (remark->title.len > 0)
		g_string_append_printf(out, " title:" STR_FMT, STR_ARG(remark->title));
	if (remark->partial)
		g_string_append(out, " partial");
	if (remark->is_stable)
		g_string_append(out, " stable");
	g_string_append_c(out, '\n');
}

static void check_text(const char *subject, const char *text, const char *sender,
		       const char *expected)
{
	g_auto(arena) arena;
	struct remark_list list = {.arena = &arena};
	struct own_text own;
	g_autoptr(GString) out = g_string_new(NULL);

	arena_init(&arena);
	own_text_of(&arena, str_from(text), &own);
	remarks_add_applied(&list, str_from(subject), str_from(text), &own, str_from(sender));
	for (unsigned i = 0; i < list.n_items; i++)
		format_remark(out, &list.items[i]);
	g_assert_cmpstr(out->str, ==, expected);
}

static void check(const void *data)
{
	const struct applied_case *test = data;

	check_text(test->subject ? test->subject : plain_subject, test->text, "ben@example.org",
		   test->expected);
}

static void programs_that_test_take_nothing(void)
{
	check_text(plain_subject, "Series applied to lamp-next, thanks.\n", "lkp@example.org", "");
}

static void keepers_of_stable_trees_need_not_name_them(void)
{
	check_text(plain_subject, "Both now queued up, thanks.\n", "greg@kroah.com",
		   "applied stable\n");
	check_text(plain_subject, "Both now queued up, thanks.\n", "ben@example.org", "applied\n");
}

/* One sentence of a million words, and a million ranges. */
static void long_texts_take_no_long_time(void)
{
	g_autoptr(GString) text = g_string_new("Applied patches ");

	for (unsigned i = 0; i < 200000; i++)
		g_string_append(text, "1-9999 applied to thanks, ");
	g_string_append_c(text, '\n');
	for (unsigned i = 0; i < 50000; i++)
		g_string_append(text, "[1/9] a\n");
	{
		g_auto(arena) arena;
		struct remark_list list = {.arena = &arena};
		struct own_text own;
		str all = {.ptr = text->str, .len = text->len};

		arena_init(&arena);
		own_text_of(&arena, all, &own);
		remarks_add_applied(&list, str_from(plain_subject), all, &own,
				    STR("ben@example.org"));
		g_assert_cmpuint(list.n_items, >, 0);
	}
}

static void add_cases(const char *group, const struct applied_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *path = g_strdup_printf("/applied/%s/%s", group, cases[i].sentence);

		g_test_add_data_func(path, &cases[i], check);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_cases("said", said, G_N_ELEMENTS(said));
	add_cases("not-said", not_said, G_N_ELEMENTS(not_said));
	add_cases("list", listed, G_N_ELEMENTS(listed));
	add_cases("program", programs, G_N_ELEMENTS(programs));
	g_test_add_func("/applied/programs-that-test-take-nothing",
			programs_that_test_take_nothing);
	g_test_add_func("/applied/keepers-of-stable-trees-need-not-name-them",
			keepers_of_stable_trees_need_not_name_them);
	g_test_add_func("/applied/long-texts-take-no-long-time", long_texts_take_no_long_time);
	return g_test_run();
}
