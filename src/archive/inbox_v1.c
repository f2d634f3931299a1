/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The v1 format of public-inbox: one repository whose tree holds all mails, at
 * paths of two hexadecimal digits, a slash and 38 more, the SHA-1 of the
 * Message-ID. What a commit brought is the difference from its parent; trees
 * that are the same on both sides are not opened.
 */
#include "archive/archive_internal.h"

/* Two trees, gone through together in the order of names. Either may be NULL: empty. */
struct tree_pair {
	const git_tree *old;
	const git_tree *new;
	size_t old_at;
	size_t new_at;
};

static const git_tree_entry *entry_at(const git_tree *tree, size_t at)
{
	return tree ? git_tree_entry_byindex(tree, at) : NULL;
}

/* The next name whose entries differ; one of the two is NULL where only the other tree has it. */
static bool next_difference(struct tree_pair *pair, const git_tree_entry **ret_old,
			    const git_tree_entry **ret_new)
{
	for (;;) {
		const git_tree_entry *old = entry_at(pair->old, pair->old_at);
		const git_tree_entry *new = entry_at(pair->new, pair->new_at);
		int order = old && new ? git_tree_entry_cmp(old, new) : old ? -1 : 1;

		if (!old && !new)
			return false;
		pair->old_at += order <= 0;
		pair->new_at += order >= 0;
		if (order == 0 && git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(new)))
			continue;
		*ret_old = order <= 0 ? old : NULL;
		*ret_new = order >= 0 ? new : NULL;
		return true;
	}
}

/* A commit that is being compared with its parent. */
struct comparison {
	struct epoch *epoch;
	const struct commit *commit;
	struct gathering *gathering;
	GArray *removed; /* of git_oid: applied last, lest a mail that moved be lost */
};

static bool is_blob(const git_tree_entry *entry)
{
	return entry && git_tree_entry_type(entry) == GIT_OBJECT_BLOB;
}

static void compare_directories(struct comparison *comparison, const git_tree *old,
				const git_tree *new)
{
	struct tree_pair pair = {.old = old, .new = new};
	const git_tree_entry *before;
	const git_tree_entry *after;

	while (next_difference(&pair, &before, &after)) {
		if (is_blob(after))
			gathering_add(comparison->gathering, comparison->epoch, comparison->commit,
				      git_tree_entry_id(after));
		else if (is_blob(before))
			g_array_append_vals(comparison->removed, git_tree_entry_id(before), 1);
	}
}

/* The tree that @entry names; *ret_tree stays NULL where there is no entry or it is a file. */
static enum read_result open_directory(struct comparison *comparison, const git_tree_entry *entry,
				       git_tree **ret_tree, GError **error)
{
	if (!entry || git_tree_entry_type(entry) != GIT_OBJECT_TREE)
		return READ_OK;
	return epoch_read_tree(comparison->epoch, comparison->commit, git_tree_entry_id(entry),
			       ret_tree, error);
}

static enum read_result compare_trees(struct comparison *comparison, const git_tree *old,
				      const git_tree *new, GError **error)
{
	struct tree_pair pair = {.old = old, .new = new};
	const git_tree_entry *before;
	const git_tree_entry *after;

	while (next_difference(&pair, &before, &after)) {
		g_autoptr(git_tree) old_directory = NULL;
		g_autoptr(git_tree) new_directory = NULL;
		enum read_result result;

		result = open_directory(comparison, before, &old_directory, error);
		if (result == READ_OK)
			result = open_directory(comparison, after, &new_directory, error);
		if (result != READ_OK)
			return result;
		compare_directories(comparison, old_directory, new_directory);
	}
	return READ_OK;
}

static enum read_result read_parent_tree(struct comparison *comparison, git_tree **ret_tree,
					 GError **error)
{
	const struct commit *commit = comparison->commit;
	struct commit_place place = {.epoch = commit->place.epoch, .id = commit->parent};
	struct commit parent;

	if (!commit->has_parent)
		return READ_OK;
	if (!epoch_read_commit(comparison->epoch, &place, &parent, error))
		return READ_FAILED;
	return epoch_read_tree(comparison->epoch, &parent, &parent.tree, ret_tree, error);
}

static bool inbox_v1_collect(struct epoch *epoch, const struct commit *commit,
			     struct gathering *gathering, GError **error)
{
	g_autoptr(git_tree) old = NULL;
	g_autoptr(git_tree) new = NULL;
	g_autoptr(GArray) removed = g_array_new(FALSE, FALSE, sizeof(git_oid));
	struct comparison comparison = {
		.epoch = epoch,
		.commit = commit,
		.gathering = gathering,
		.removed = removed,
	};
	enum read_result result = epoch_read_tree(epoch, commit, &commit->tree, &new, error);

	if (result == READ_OK)
		result = read_parent_tree(&comparison, &old, error);
	if (result == READ_OK)
		result = compare_trees(&comparison, old, new, error);
	if (result == READ_MISSING)
		gathering_add(gathering, epoch, commit, NULL);
	for (size_t i = 0; i < removed->len; i++)
		gathering_delete(gathering, &g_array_index(removed, git_oid, i));
	return result != READ_FAILED;
}

const struct kind_operations inbox_v1_operations = {
	.kind = ARCHIVE_INBOX_V1,
	.select = git_archive_select,
	.read = git_archive_read,
	.name_of = git_archive_name_of,
	.collect = inbox_v1_collect,
};
