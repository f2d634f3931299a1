/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The body of a patch or of a cover letter, told apart into its pieces:
 *
 *	quoted greeting, -- >8 --       dropped
 *	From: Real Author <...>         in-body headers
 *
 *	the commit message              message, its trailers
 *	---
 *	v2: what changed                notes
 *	 file.c | 2 +-                  diffstat
 *	 1 file changed, ...
 *	diff --git ...                  diff
 *	base-commit: ...                base information (also in the notes)
 *	--
 *	2.43.0                          signature
 *
 * In-body headers, the end of the message and the begin of the diff are those
 * of git-mailinfo(1) (git, mailinfo.c), with its --scissors where a patch
 * follows the scissors; base information is that of git-format-patch(1), "BASE
 * TREE INFORMATION", and b4's change-id.
 *
 * Other than git: quoted scissors do not cut; a diffstat without a `---` above
 * it is taken out of the message; and a text without a diff, such as a cover
 * letter, ends at its signature, and its message without diffstat and base
 * information.
 */
#ifndef TIDINGS_PATCH_BODY_H
#define TIDINGS_PATCH_BODY_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"
#include "patch/trailer.h"

struct patch_body {
	str in_body_from; /* the value of the in-body field, encoded words left; else empty */
	str in_body_subject; /* unfolded; its brackets not removed */
	str in_body_date; /* as written */
	str message; /* trimmed of empty lines at both ends; trailers included */
	struct trailer *trailers; /* of the message */
	unsigned n_trailers;
	str notes; /* below `---`: trimmed; base information removed where it ends the notes */
	str diffstat; /* as the sender wrote it, summary lines included; else empty */
	str diff; /* from its first line to its last one; else empty */
	str base_commit; /* hexadecimal */
	str *prerequisites; /* patch ids of prerequisite-patch-id, hexadecimal */
	unsigned n_prerequisites;
	str change_id; /* b4's change-id, or a Gerrit Change-Id of the trailers */
	str *depends; /* values of Depends-on, Based-on, Supersedes and
		       * prerequisite-message-id lines, as written */
	unsigned n_depends;
	str *needs; /* lines of Depends-on, Based-on, prerequisite-message-id and
		     * prerequisite-change-id, whole */
	unsigned n_needs;
	unsigned n_quoted_lines; /* lines that begin with `>` outside of the diff */
	bool has_shortlog; /* git's shortlog stands in message or notes: it is a cover letter */
	bool has_pull_request; /* "are available in the Git repository at:" */
};

/*
 * Tells @text (UTF-8, lines end in "\n") apart. @bytes is the same text before
 * its conversion to UTF-8, and `diff` is taken from it; pass @text itself
 * where they do not differ. Diff syntax counts as a diff only where a diff can
 * begin: a line "diff --git", "diff -", "Index: ", or "--- " followed by
 * "+++ " and "@@ " lines; quoted diffs, range-diffs and the interdiff of a
 * cover letter do not count. The diff ends with the last line of its last hunk.
 * Slices point into @text, @bytes or @arena.
 */
void patch_body_parse(struct arena *arena, str text, str bytes, struct patch_body *ret_body);

/*
 * As patch_body_parse(), of a cover letter: it has no diff, and what looks like
 * one is a part of its text.
 */
void cover_body_parse(struct arena *arena, str text, struct patch_body *ret_body);

#endif
