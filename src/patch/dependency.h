/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a mail says that it rests on: base commits, prerequisites, `Depends-on:`, and what
 * its text says of another series.
 */
#ifndef TIDINGS_PATCH_DEPENDENCY_H
#define TIDINGS_PATCH_DEPENDENCY_H

#include "base/arena.h"
#include "patch/body.h"

enum dependency_kind {
	DEPENDENCY_COMMIT, /* hexadecimal, at least 7 digits */
	DEPENDENCY_PATCH_ID, /* hexadecimal */
	DEPENDENCY_MESSAGE_ID, /* without angle brackets */
	DEPENDENCY_CHANGE_ID, /* b4's without its `:v2`, or Gerrit's */
	DEPENDENCY_TITLE, /* without brackets: subject_parse() */
};
enum { DEPENDENCY_N_KINDS = 5 };

struct dependency {
	enum dependency_kind kind;
	str value; /* see the kinds */
	str text; /* the line or sentence that says so; white space folded, at most 300 bytes */
};

/*
 * The dependencies of a patch or a cover letter, each once: base-commit, prerequisites, the
 * lines of `needs`, then what message and notes say in words:
 *
 *	This series is based on <link>.		Applies on top of 'title'.
 *	Depends on Ann's series [1] ...		[1] <link>
 *	Dependencies:				(and lines that hold a link or a `[PATCH] title`)
 *
 * A link counts where it names a mail. What is negated, of the past or of another thing
 * ("does not depend on", "was based on", "based on a suggestion in", "the branch is on top
 * of") counts for nothing, and neither do tags, branches and versions. In a message above a
 * diff "based on" tells where the code comes from, and does not count. At most
 * LIMIT_DEPENDENCIES. Slices point into @body or @arena.
 */
void dependencies_of_patch(struct arena *arena, const struct patch_body *body,
			   struct dependency **ret_dependencies, unsigned *ret_n_dependencies);

/* "commit", "patch-id", "message-id", "change-id", "title". A literal. */
const char *dependency_kind_name(enum dependency_kind kind);

/*
 * Why, in a word: the label that @dependency's text begins with ("base-commit",
 * "prerequisite-patch-id", "depends-on" ...), or "link", "title", "commit". A literal.
 */
const char *dependency_reason(const struct dependency *dependency);

/* `KIND VALUE<TAB>TEXT`, as the index keeps it, in @arena; and back: false for other lines. */
str dependency_to_line(struct arena *arena, const struct dependency *dependency);
bool dependency_of_line(str line, struct dependency *ret_dependency);

#endif
