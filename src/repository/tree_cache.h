/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Trees that were read lately, by id: consecutive commits share most of theirs, and what
 * is new in one is old in the next. Bounded: what was not used for longest goes first. For
 * one thread.
 */
#ifndef TIDINGS_REPOSITORY_TREE_CACHE_H
#define TIDINGS_REPOSITORY_TREE_CACHE_H

#include "base/str.h"

#include <git2.h>
#include <stdbool.h>

/* Of all trees together; the two that were used last stay, however large they are. */
enum { TREE_CACHE_BYTES = 8 * 1024 * 1024 };

struct tree_cache;

struct tree_cache *tree_cache_new(void);
void tree_cache_free(struct tree_cache *cache);

/* The tree @id, valid until another tree was put in twice. False where it is not here. */
bool tree_cache_get(struct tree_cache *cache, const git_oid *id, str *ret_tree);

/* Puts a copy of @tree in, which is not there yet, and returns it; valid for as long. */
str tree_cache_put(struct tree_cache *cache, const git_oid *id, str tree);

#endif
