/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree or branch that a sentence names. For applied_sentence.c. */
#ifndef TIDINGS_REPLY_APPLIED_TREE_H
#define TIDINGS_REPLY_APPLIED_TREE_H

#include "reply/applied_word.h"

/*
 * What words[at], the one behind "to" or "for", begins: "kvm-arm64/next", "the misc branch of
 * my tree", "arm64 (for-next/fixes)", "5.7", "my tree" (which has no name: empty). True with
 * @ret_is_word where it is any word at the clause's end, which only may be a tree. False where
 * it is none, as in "to the register" and "on top of next"; nothing is written then.
 */
bool applied_read_tree(const struct applied_word *words, unsigned n_words, unsigned at,
		       str *ret_tree, bool *ret_is_word);

/* "5.7", "v6.8-rc1", "-rc3", "5.10.y", "6.1-stable". */
bool applied_is_release(str word);

#endif
