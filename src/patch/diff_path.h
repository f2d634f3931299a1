/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The paths in the header lines of a diff, read as git-apply(1) reads them
 * with its usual -p1: quoted or not, and the first folder cut off, whatever
 * its name: a/, i/, linux-6.1.orig/. A path without any folder stays whole, but for
 * diff_path_git(). Other than git-apply(1), which must be told, we see for
 * ourselves where there is no prefix: diff_path_twice_whole().
 *
 * Texts come without their line's end. A path is never empty, holds no NUL and
 * has at most LIMIT_PATH_BYTES; it points into the text, or into the arena.
 * Where none can be read the functions return false.
 */
#ifndef TIDINGS_PATCH_DIFF_PATH_H
#define TIDINGS_PATCH_DIFF_PATH_H

#include "base/arena.h"
#include "base/str.h"

/* Of `rename from PATH` and its like: nothing is cut off but the quotes. */
bool diff_path_whole(struct arena *arena, str text, str *ret_path);

/*
 * Of git's `--- a/PATH`, which ends at a tab: @text is what follows "--- ".
 * False without a folder: where git writes no prefix, `diff --git` has the name.
 */
bool diff_path_git(struct arena *arena, str text, str *ret_path);

/* Of a plain diff's `--- a/PATH`: a date after a tab, or after blanks, is cut off. */
bool diff_path_plain(struct arena *arena, str text, str *ret_path);

/* The path that stands on both sides of `diff --git a/PATH b/PATH`: @text is what follows. */
bool diff_path_twice(struct arena *arena, str text, str *ret_path);

/* Of `diff --git PATH PATH`, as git writes it without prefixes: nothing is cut off. */
bool diff_path_twice_whole(struct arena *arena, str text, str *ret_path);

/* True if the text after "--- " or "+++ " stands for no file: `/dev/null`. */
bool diff_path_is_null(str text);

/* True if a date after a tab is the second 0, by which diff(1) says the same. */
bool diff_path_is_epoch(str text);

#endif
