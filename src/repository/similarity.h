/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How similar two files are, as git reckons it to tell renames (gitdiffcore(7)): which part
 * of the larger one's bytes stands in lines, or pieces of 64 bytes, that both have. The
 * percentage is written into a diff, and thus goes into its patch id.
 */
#ifndef TIDINGS_REPOSITORY_SIMILARITY_H
#define TIDINGS_REPOSITORY_SIMILARITY_H

#include "base/str.h"

#include <git2.h>

/* What one file is made of. */
struct similarity_profile;

struct similarity_profile *similarity_profile_new(str bytes);
void similarity_profile_free(struct similarity_profile *profile);

/* Percent, 0 to 100. */
unsigned similarity_percent(const struct similarity_profile *a, const struct similarity_profile *b);

/* The same for git_diff_find_similar(). */
git_diff_similarity_metric similarity_metric(void);

#endif
