/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The v1 format of public-inbox: one repository whose tree holds all mails, at
 * paths of two hexadecimal digits, a slash and 38 more, the SHA-1 of the
 * Message-ID. What a commit brought is the difference from its parent; trees
 * that are the same on both sides are not opened.
 */
#include "archive/archive_internal.h"
#include "base/arena.h"

/* Two trees, gone through together in the order of names. Either may be empty. */
struct tree_pair {
	str old;
	str new;
};

/* The next name whose entries differ; a side that does not have it says so. */
static bool next_difference(struct tree_pair *pair, struct tree_entry *ret_old, bool *ret_has_old,
			    struct tree_entry *ret_new, bool *ret_has_new)
{
	for (;;) {
		str old = pair->old;
		str new = pair->new;
		bool has_old = tree_next(&old, ret_old);
		bool has_new = tree_next(&new, ret_new);
		int order;

		if (!has_old && !has_new)
			return false;
		order = has_old && has_new ? tree_entry_compare(ret_old, ret_new)
			: has_old	   ? -1
					   : 1;
		if (order <= 0)
			pair->old = old;
		if (order >= 0)
			pair->new = new;
		if (order == 0 && git_oid_equal(&ret_old->id, &ret_new->id))
			continue;
		*ret_has_old = order <= 0;
		*ret_has_new = order >= 0;
		return true;
	}
}

/* True once both trees were gone through; false where one of them is damaged. */
static bool is_whole(const struct tree_pair *pair)
{
	return pair->old.len == 0 && pair->new.len == 0;
}

/* A commit that is being compared with its parent. */
struct comparison {
	struct epoch *epoch;
	const struct commit *commit;
	struct gathering *gathering;
	GArray *removed; /* of git_oid: applied last, lest a mail that moved be lost */
	struct arena *roots; /* the bytes of the two trees */
	struct arena *directories; /* of the two below them that are compared */
};

/* False where one of the two is damaged. */
static bool compare_directories(struct comparison *comparison, str old, str new)
{
	struct tree_pair pair = {.old = old, .new = new};
	struct tree_entry before;
	struct tree_entry after;
	bool was;
	bool is;

	while (next_difference(&pair, &before, &was, &after, &is)) {
		if (is && tree_entry_is_file(&after))
			gathering_add(comparison->gathering, comparison->epoch, comparison->commit,
				      &after.id);
		else if (was && tree_entry_is_file(&before))
			g_array_append_val(comparison->removed, before.id);
	}
	return is_whole(&pair);
}

static enum read_result set_damaged(struct comparison *comparison, GError **error)
{
	epoch_set_tree_error(comparison->epoch, comparison->commit, error);
	return READ_FAILED;
}

/* The tree @id of @commit, kept in @arena. */
static enum read_result read_tree(struct comparison *comparison, struct arena *arena,
				  const struct commit *commit, const git_oid *id, str *ret_tree,
				  GError **error)
{
	str tree;
	enum read_result result = epoch_read_tree(comparison->epoch, commit, id, &tree, error);

	if (result == READ_OK)
		*ret_tree = arena_str(arena, tree);
	return result;
}

/* The tree that @entry names; *ret_tree stays as it is where there is no entry or it is a file. */
static enum read_result open_directory(struct comparison *comparison,
				       const struct tree_entry *entry, bool is_there, str *ret_tree,
				       GError **error)
{
	if (!is_there || !tree_entry_is_directory(entry))
		return READ_OK;
	return read_tree(comparison, comparison->directories, comparison->commit, &entry->id,
			 ret_tree, error);
}

static enum read_result compare_trees(struct comparison *comparison, str old, str new,
				      GError **error)
{
	struct tree_pair pair = {.old = old, .new = new};
	struct tree_entry before;
	struct tree_entry after;
	bool was;
	bool is;

	while (next_difference(&pair, &before, &was, &after, &is)) {
		str old_directory = {0};
		str new_directory = {0};
		enum read_result result;

		result = open_directory(comparison, &before, was, &old_directory, error);
		if (result == READ_OK)
			result = open_directory(comparison, &after, is, &new_directory, error);
		if (result != READ_OK)
			return result;
		if (!compare_directories(comparison, old_directory, new_directory))
			return set_damaged(comparison, error);
		arena_reset(comparison->directories);
	}
	return is_whole(&pair) ? READ_OK : set_damaged(comparison, error);
}

static enum read_result read_parent_tree(struct comparison *comparison, str *ret_tree,
					 GError **error)
{
	const struct commit *commit = comparison->commit;
	struct commit_place place = {.epoch = commit->place.epoch, .id = commit->head.parent};
	struct commit parent;

	if (!commit->head.has_parent)
		return READ_OK;
	if (!epoch_read_commit(comparison->epoch, &place, &parent, error))
		return READ_FAILED;
	return read_tree(comparison, comparison->roots, &parent, &parent.head.tree, ret_tree,
			 error);
}

static bool inbox_v1_collect(struct epoch *epoch, const struct commit *commit,
			     struct gathering *gathering, GError **error)
{
	g_auto(arena) roots = {0};
	g_auto(arena) directories = {0};
	g_autoptr(GArray) removed = g_array_new(FALSE, FALSE, sizeof(git_oid));
	struct comparison comparison = {
		.epoch = epoch,
		.commit = commit,
		.gathering = gathering,
		.removed = removed,
		.roots = &roots,
		.directories = &directories,
	};
	str old = {0};
	str new = {0};
	enum read_result result =
		read_tree(&comparison, &roots, commit, &commit->head.tree, &new, error);

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
	.read_all = git_archive_read_all,
	.list_points = git_archive_list_points,
	.name_of = git_archive_name_of,
	.collect = inbox_v1_collect,
};
