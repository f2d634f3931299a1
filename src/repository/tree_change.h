/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What changed between two trees: the paths, and what stands there afterwards. Only
 * subtrees that differ are read. Renames are not looked for. For one thread.
 */
#ifndef TIDINGS_REPOSITORY_TREE_CHANGE_H
#define TIDINGS_REPOSITORY_TREE_CHANGE_H

#include "patch/change_hash.h"
#include "repository/object_reader.h"
#include "repository/tree_cache.h"

/* What comparing needs again and again. */
struct tree_comparer {
	struct object_reader *reader; /* the caller's */
	struct tree_cache *cache;
	struct arena texts; /* of the comparison at hand */
	GArray *pairs; /* struct tree_pair: to be compared yet */
	GArray *files; /* struct changed_file: found so far */
	unsigned n_paths; /* a file that becomes a link is two files at one path */
	unsigned n_trees; /* that were compared */
};

void tree_comparer_init(struct tree_comparer *comparer, struct object_reader *reader);
void tree_comparer_clear(struct tree_comparer *comparer);

struct tree_change {
	unsigned n_paths; /* as `git diff-tree -r --name-only` lists them */
	struct change_hash hash; /* as change_hash_of_diff() has it for the diff */
};

/*
 * Compares the trees @old_tree, of which NULL is the empty one, and @new_tree. Past
 * LIMIT_DIFF_FILES files or LIMIT_CHANGED_TREES trees the hash is not known: zero. Missing
 * objects: READ_MISSING in a partial clone, else CORRUPT. CORRUPT too, with the object,
 * for what is no tree, and for paths of more than LIMIT_PATH_BYTES.
 */
enum read_result tree_change_read(struct tree_comparer *comparer, const git_oid *old_tree,
				  const git_oid *new_tree, struct tree_change *ret_change,
				  GError **error);

#endif
