/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which files somebody cares for, said as a MAINTAINERS file of Linux or QEMU says it (its head
 * describes the entries F:, X: and N:, and scripts/get_maintainer.pl is what reads them).
 */
#ifndef TIDINGS_SUBSCRIPTION_PATH_PATTERNS_H
#define TIDINGS_SUBSCRIPTION_PATH_PATTERNS_H

#include "base/str.h"

#include <glib.h>

/* Of one section, or of the user: what it includes, but for what it excludes. */
struct path_patterns;

struct path_patterns *path_patterns_new(void);
void path_patterns_free(struct path_patterns *patterns);

/*
 * F: `drivers/net/` is all in and below that folder, and so is `drivers/net` if it is no file;
 * `drivers/net/` with a star after it is the files in it alone; a star, `?` and `[...]` stand
 * for what is within one part of a path, two stars that are a whole part for one folder or
 * several, and a pattern is held against the whole path, from its first letter on. One that is
 * longer than LIMIT_PATH_PATTERN_BYTES matches nothing.
 */
void path_patterns_include(struct path_patterns *patterns, str pattern);

/* X: the same, of what is left out again, whatever F: or N: includes it. */
void path_patterns_exclude(struct path_patterns *patterns, str pattern);

/*
 * N: a regular expression of Perl that is found somewhere in the path; blanks in it say nothing.
 * CONFIG where it is none. One that takes more than LIMIT_EXPRESSION_STEPS finds nothing.
 */
bool path_patterns_include_expression(struct path_patterns *patterns, str expression,
				      GError **error);

/* Whether @path, as a diff names it, is included. Safe on several threads. */
bool path_patterns_match(const struct path_patterns *patterns, str path);

typedef struct path_patterns path_patterns;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(path_patterns, path_patterns_free)

#endif
