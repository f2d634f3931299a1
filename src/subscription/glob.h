/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A pattern of paths held against a path; within src/subscription only.
 *
 * A star stands for any bytes within one part of the path, `?` for one of them, `[a-z]` for one
 * of a set and `[!a-z]` or `[^a-z]` for one that is not in it; a bracket that nothing closes
 * stands for itself, as all else does. A part that is two stars stands for one folder or
 * several. Slashes at the begin, and doubled ones, are as if they were not there.
 */
#ifndef TIDINGS_SUBSCRIPTION_GLOB_H
#define TIDINGS_SUBSCRIPTION_GLOB_H

#include "base/str.h"

/* How much of a path is left where the pattern ends. */
struct glob_end {
	bool is_path; /* nothing may be: the path itself */
	bool is_below; /* at least one part may be: what is below */
};

/* True if a byte of @pattern stands for others. */
bool glob_is_wild(str pattern);

/* Steps are at most the product of the two lengths. */
bool glob_match(str pattern, str path, struct glob_end end);

#endif
