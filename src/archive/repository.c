/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A git repository that is given by its own path: an epoch, a v1 inbox, or
 * something else. The trees of its newest commits tell.
 */
#include "archive/archive_internal.h"

/* A commit may have an empty tree, where a mail was purged; that many are passed over. */
enum { UNDECIDED_COMMITS_MAX = 100 };

enum tree_look {
	TREE_UNDECIDED, /* empty, or not there */
	TREE_OF_EPOCH,
	TREE_OF_V1,
	TREE_OTHER,
	TREE_BROKEN, /* the error is set */
};

static bool has_file(str tree, str name)
{
	struct tree_entry entry;

	return tree_find(tree, name, &entry) && tree_entry_is_file(&entry);
}

static bool has_hashed_directory(str tree)
{
	struct tree_entry entry;

	while (tree_next(&tree, &entry)) {
		if (entry.name.len == 2 && str_is_hex(entry.name) &&
		    tree_entry_is_directory(&entry))
			return true;
	}
	return false;
}

static enum tree_look look_at_tree(struct epoch *epoch, const struct commit *commit, GError **error)
{
	str tree;

	switch (epoch_read_tree(epoch, commit, &commit->head.tree, &tree, error)) {
	case READ_OK:
		break;
	case READ_MISSING:
		return TREE_UNDECIDED;
	case READ_FAILED:
		return TREE_BROKEN;
	}
	if (tree.len == 0)
		return TREE_UNDECIDED;
	if (has_file(tree, STR("m")) || has_file(tree, STR("d")))
		return TREE_OF_EPOCH;
	return has_hashed_directory(tree) ? TREE_OF_V1 : TREE_OTHER;
}

/* An epoch too where nothing is decided: a repository that waits for its first mail. */
static enum tree_look look_at_commits(struct epoch *epoch, GError **error)
{
	struct commit commit = {.head = {.has_parent = epoch->has_tip, .parent = epoch->tip}};

	for (unsigned i = 0; i < UNDECIDED_COMMITS_MAX && commit.head.has_parent; i++) {
		struct commit_place place = {.id = commit.head.parent};
		enum tree_look look;

		if (!epoch_read_commit(epoch, &place, &commit, error))
			return TREE_BROKEN;
		look = look_at_tree(epoch, &commit, error);
		if (look != TREE_UNDECIDED)
			return look;
	}
	return TREE_OF_EPOCH;
}

enum probe_result repository_probe(struct archive *archive, GError **error)
{
	static const struct kind_operations *const kinds[] = {
		[TREE_OF_EPOCH] = &epoch_operations,
		[TREE_OF_V1] = &inbox_v1_operations,
		[TREE_BROKEN] = NULL,
	};
	g_autoptr(epoch) epoch = NULL;
	enum tree_look look;

	switch (epoch_open(archive->path, 0, &epoch, error)) {
	case EPOCH_OPENED:
		break;
	case EPOCH_NO_REPOSITORY:
		return PROBE_OTHER;
	case EPOCH_FAILED:
		return PROBE_FAILED;
	}
	look = look_at_commits(epoch, error);
	if (look == TREE_OTHER)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_ARCHIVE,
			    "'%s' is a git repository, but no archive: its newest commit holds no "
			    "mail (m or d) and no directories of mails (00 to ff)",
			    archive->path);
	if (!kinds[look])
		return PROBE_FAILED;
	archive->kind = kinds[look];
	archive->description = epoch_description(epoch);
	g_ptr_array_add(archive->epochs, g_steal_pointer(&epoch));
	return PROBE_OPENED;
}
