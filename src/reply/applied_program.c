/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each program writes one form, by which it is known: senders change more often. A quoted
 * copy of it does not begin its lines as the form does.
 */
#include "reply/applied.h"

#include <glib.h>

enum { FORM_LINES = 12 }; /* within so many lines from the top the form must begin */

/* A place in the lines of a text. */
struct cursor {
	str rest;
	str line; /* trimmed */
};

static bool next_line(struct cursor *cursor)
{
	str line;

	if (!str_next_line(&cursor->rest, &line))
		return false;
	cursor->line = str_trim(line);
	return true;
}

static bool next_text(struct cursor *cursor)
{
	while (next_line(cursor)) {
		if (cursor->line.len > 0)
			return true;
	}
	return false;
}

/* Moves to the first of the next lines that begins with @prefix. */
static bool find_line(struct cursor *cursor, str prefix)
{
	for (unsigned i = 0; i < FORM_LINES && next_line(cursor); i++) {
		if (str_starts(cursor->line, prefix))
			return true;
	}
	return false;
}

/* Takes what stands in @text before @end off it. */
static bool take_until(str *text, str end, str *ret_taken)
{
	size_t at;

	if (!str_find(*text, end, &at))
		return false;
	*ret_taken = str_slice(*text, 0, at);
	*text = str_skip(*text, at + end.len);
	return true;
}

static void add(struct remark_list *list, const struct applied_mail *mail,
		const struct remark *remark)
{
	struct remark copy = *remark;

	copy.partial = mail->is_subset;
	remark_list_add(list, &copy);
}

/* "netdev/net-next.git (main)" of "netdev/net-next.git (main)", "... (main):", "... (main)." */
static str without_mark(str tree)
{
	tree = str_trim(tree);
	while (tree.len > 0 && (tree.ptr[tree.len - 1] == ':' || tree.ptr[tree.len - 1] == '.'))
		tree.len--;
	return tree;
}

/* The entries of patchwork's bot: "- [v2,1/3] title", and below it an address. */
static void read_patchwork_entries(struct remark_list *list, const struct applied_mail *mail,
				   struct cursor *cursor, struct remark *remark)
{
	bool is_open = false;
	str item;

	while (next_line(cursor)) {
		item = cursor->line;
		if (str_take(&item, STR("- "))) {
			is_open = applied_read_title(item, &remark->number, &remark->title);
			continue;
		}
		if (!is_open || item.len == 0)
			continue;
		remark->commit = applied_read_commit(list->arena, item);
		if (remark->commit.len > 0)
			add(list, mail, remark);
		is_open = false;
	}
}

/* "This series was applied to TREE (BRANCH)", and behind "by NAME:" a list. */
static bool read_patchwork(struct remark_list *list, const struct applied_mail *mail)
{
	static const struct {
		str opening;
		enum remark_kind kind;
	} forms[] = {
		{STR_INIT("This patch was applied to "), REMARK_APPLIED},
		{STR_INIT("This series was applied to "), REMARK_APPLIED},
		{STR_INIT("This pull request was applied to "), REMARK_PULLED},
	};
	struct cursor cursor = {.rest = mail->text};
	struct remark remark = {0};
	str tree;

	if (!find_line(&cursor, STR("Hello:")) || !next_text(&cursor))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		tree = cursor.line;
		if (!str_take(&tree, forms[i].opening))
			continue;
		remark.kind = forms[i].kind;
		remark.tree = without_mark(tree);
		read_patchwork_entries(list, mail, &cursor, &remark);
		return true;
	}
	return false;
}

/* "The pull request you sent on DATE: > ... has been merged into TREE: ADDRESS". */
static bool read_pr_tracker(struct remark_list *list, const struct applied_mail *mail)
{
	struct cursor cursor = {.rest = mail->text};
	struct remark remark = {.kind = REMARK_PULLED};

	if (!find_line(&cursor, STR("The pull request you sent on ")))
		return false;
	if (!find_line(&cursor, STR("has been merged into ")))
		return true;
	remark.tree = without_mark(str_skip(cursor.line, strlen("has been merged into ")));
	if (next_text(&cursor))
		remark.commit = applied_read_commit(list->arena, cursor.line);
	add(list, mail, &remark);
	return true;
}

/* The title of what tip-bot applied: the first line behind the fields "Commit-ID:" and so on. */
static str title_behind_fields(struct cursor *cursor)
{
	while (next_line(cursor) && cursor->line.len > 0) {
	}
	return next_text(cursor) ? cursor->line : (str){0};
}

/* "The following commit has been merged into the BRANCH branch of tip:". */
static bool read_tip(struct remark_list *list, const struct applied_mail *mail)
{
	static const str opening = STR_INIT("The following commit has been merged into the ");
	struct cursor cursor = {.rest = mail->text};
	struct remark remark = {.kind = REMARK_APPLIED};
	str rest;
	size_t at;

	if (!find_line(&cursor, opening))
		return false;
	rest = str_skip(cursor.line, opening.len);
	if (!str_find(rest, STR(" branch of "), &at))
		return true;
	remark.tree = str_slice(rest, 0, at);
	if (!find_line(&cursor, STR("Commit-ID:")))
		return true;
	rest = str_trim(str_skip(cursor.line, strlen("Commit-ID:")));
	remark.commit =
		applied_read_commit(list->arena, arena_join(list->arena, STR("commit: "), rest));
	remark.title = title_behind_fields(&cursor);
	add(list, mail, &remark);
	return true;
}

/* The lines up to an empty one, joined: a title may be wrapped. */
static str paragraph(struct arena *arena, struct cursor *cursor)
{
	str title = {0};

	if (!next_text(cursor))
		return title;
	title = cursor->line;
	while (next_line(cursor) && cursor->line.len > 0)
		title = arena_join(arena, arena_join(arena, title, STR(" ")), cursor->line);
	return title;
}

/* "... I've just added the patch titled TITLE to the 5.10-stable tree which can be found at:". */
static bool read_stable(struct remark_list *list, const struct applied_mail *mail)
{
	struct cursor cursor = {.rest = mail->text};
	struct remark remark = {.kind = REMARK_APPLIED, .is_stable = true};
	str line;

	if (!find_line(&cursor, STR("This is a note to let you know that I've just ")))
		return false;
	if (!str_contains(cursor.line, STR("just added the patch titled")))
		return true;
	remark.title = paragraph(list->arena, &cursor);
	if (!next_text(&cursor))
		return true;
	line = cursor.line;
	if (!str_take(&line, STR("to the ")) || !take_until(&line, STR(" tree"), &remark.tree))
		return true;
	add(list, mail, &remark);
	return true;
}

/* "This patch was dropped because it was merged into the mm-stable branch of ...". */
static void read_mm_reason(struct cursor *cursor, struct remark *remark)
{
	str reason;

	remark->kind = REMARK_UNAPPLIED;
	remark->tree = STR("-mm");
	if (!find_line(cursor, STR("This patch was dropped because it was ")))
		return;
	reason = str_skip(cursor->line, strlen("This patch was dropped because it was "));
	if (!str_take(&reason, STR("merged into ")))
		return;
	remark->kind = REMARK_APPLIED;
	remark->tree = (str){0};
	if (str_take(&reason, STR("the ")))
		take_until(&reason, STR(" branch"), &remark->tree);
}

/*
 * "The patch titled Subject: TITLE has been added to the -mm mm-unstable branch." and "has been
 * removed from the -mm tree."
 */
static bool read_mm(struct remark_list *list, const struct applied_mail *mail)
{
	struct cursor cursor = {.rest = mail->text};
	struct remark remark = {.kind = REMARK_APPLIED};
	str line;

	if (!next_text(&cursor))
		return false;
	if (!str_equal(cursor.line, STR("The patch titled")) &&
	    !str_equal(cursor.line, STR("The quilt patch titled")))
		return false;
	if (!next_text(&cursor))
		return true;
	remark.title = cursor.line;
	str_take(&remark.title, STR("Subject: "));
	if (!find_line(&cursor, STR("has been ")))
		return true;
	line = str_skip(cursor.line, strlen("has been "));
	if (str_take(&line, STR("added to the "))) {
		if (!take_until(&line, STR(" branch"), &remark.tree) &&
		    !take_until(&line, STR(" tree"), &remark.tree))
			return true;
		str_take(&remark.tree, STR("-mm "));
	} else if (str_take(&line, STR("removed from the -mm tree"))) {
		read_mm_reason(&cursor, &remark);
	} else {
		return true;
	}
	add(list, mail, &remark);
	return true;
}

/* "The patch below does not apply to the 5.10-stable tree." */
static bool read_failed(struct remark_list *list, const struct applied_mail *mail)
{
	(void)list;
	return str_starts(mail->subject, STR("FAILED: "));
}

/* What tests patches quotes them, and the git commands that apply them, but takes none. */
static bool is_test_program(struct remark_list *list, const struct applied_mail *mail)
{
	static const str senders[] = {
		STR_INIT("lkp@"),
		STR_INIT("syzbot"),
		STR_INIT("sashiko-bot@"),
		STR_INIT("kernelci"),
	};

	(void)list;
	return str_starts_any_nocase(mail->sender, senders, G_N_ELEMENTS(senders));
}

bool applied_read_program(struct remark_list *list, const struct applied_mail *mail)
{
	static bool (*const readers[])(struct remark_list *, const struct applied_mail *) = {
		is_test_program, read_failed, read_patchwork, read_pr_tracker,
		read_tip,	 read_stable, read_mm,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
		if (readers[i](list, mail))
			return true;
	}
	return false;
}
