/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Trees within trees wait in a list, with their path: a repository may be nested more
 * deeply than a stack is. A tree that differs is mostly one that differs in an entry or
 * two, so that what is equal is passed over without being read as entries.
 */
#include "repository/tree_change.h"

#include "archive/git_objects.h"
#include "base/limits.h"
#include "repository/repository_internal.h"

enum {
	TYPE_MASK = 0170000,
	TYPE_FILE = 0100000,
	TYPE_LINK = 0120000,
	TYPE_COMMIT = 0160000,
	MODE_EXECUTABLE = 0100,
	BLOB_DIGITS = 8, /* change_hash_of() looks at seven */
};

/* Two trees at one path; one of them may be missing. */
struct tree_pair {
	str path; /* with a slash at its end, or empty */
	bool has_old;
	bool has_new;
	git_oid old_tree;
	git_oid new_tree;
};

/* One of two trees on the way through both. */
struct tree_side {
	str rest; /* behind the entry */
	struct tree_entry entry;
	bool has_entry; /* one that was not dealt with yet */
};

void tree_comparer_init(struct tree_comparer *comparer, struct object_reader *reader)
{
	*comparer = (struct tree_comparer){.reader = reader, .cache = tree_cache_new()};
	arena_init(&comparer->texts);
	comparer->pairs = g_array_new(FALSE, FALSE, sizeof(struct tree_pair));
	comparer->files = g_array_new(FALSE, FALSE, sizeof(struct changed_file));
}

void tree_comparer_clear(struct tree_comparer *comparer)
{
	g_clear_pointer(&comparer->cache, tree_cache_free);
	arena_clear(&comparer->texts);
	g_clear_pointer(&comparer->pairs, g_array_unref);
	g_clear_pointer(&comparer->files, g_array_unref);
}

static enum read_result read_tree(struct tree_comparer *comparer, const git_oid *id, str *ret_tree,
				  GError **error)
{
	const struct repository *repository = comparer->reader->repository;
	enum read_result result;
	str bytes;

	if (tree_cache_get(comparer->cache, id, ret_tree))
		return READ_OK;
	result = object_reader_read(comparer->reader, id, OBJECT_TREE, &bytes, error);
	if (result == READ_OK)
		*ret_tree = tree_cache_put(comparer->cache, id, bytes);
	if (result != READ_MISSING || repository->is_partial)
		return result;
	object_set_error(repository, id, "it is not there", error);
	return READ_FAILED;
}

/* Passes over the entries at the start of both that are the same, byte by byte. */
static void skip_equal(str *a, str *b)
{
	size_t both = MIN(a->len, b->len);
	size_t at = 0;

	while (at < both) {
		const char *nul = memchr(a->ptr + at, '\0', both - at);
		size_t len;

		if (!nul)
			break;
		len = (size_t)(nul - a->ptr) - at + 1 + GIT_OID_RAWSZ;
		if (len > both - at || memcmp(a->ptr + at, b->ptr + at, len) != 0)
			break;
		at += len;
	}
	*a = str_skip(*a, at);
	*b = str_skip(*b, at);
}

/* False where the tree is damaged. */
static bool side_load(struct tree_side *side)
{
	if (!side->has_entry)
		side->has_entry = tree_next(&side->rest, &side->entry);
	return side->has_entry || side->rest.len == 0;
}

/* The modes that git tells from each other, of whatever stood in old trees. */
static unsigned plain_mode(const struct tree_entry *entry)
{
	switch (entry->mode & TYPE_MASK) {
	case TYPE_FILE:
		return TYPE_FILE | (entry->mode & MODE_EXECUTABLE);
	case TYPE_LINK:
		return TYPE_LINK;
	default:
		return TYPE_COMMIT;
	}
}

static str join_path(struct tree_comparer *comparer, str directory, str name, bool is_directory)
{
	size_t len = directory.len + name.len + is_directory;
	char *path = arena_text(&comparer->texts, len);

	if (directory.len > 0)
		memcpy(path, directory.ptr, directory.len);
	if (name.len > 0)
		memcpy(path + directory.len, name.ptr, name.len);
	if (is_directory)
		path[len - 1] = '/';
	return (str){.ptr = path, .len = len};
}

static str write_blob(struct tree_comparer *comparer, const git_oid *id)
{
	static const char digits[] = "0123456789abcdef";
	char *text = arena_text(&comparer->texts, BLOB_DIGITS);

	for (size_t i = 0; i < BLOB_DIGITS; i += 2) {
		text[i] = digits[id->id[i / 2] >> 4];
		text[i + 1] = digits[id->id[i / 2] & 15];
	}
	return (str){.ptr = text, .len = BLOB_DIGITS};
}

static void add_file(struct tree_comparer *comparer, str path, str new_blob)
{
	struct changed_file file = {.path = path, .new_blob = new_blob};

	g_array_append_val(comparer->files, file);
}

/* @before or @after, or both, which are no directories; as a diff tells of the change. */
static void note_file(struct tree_comparer *comparer, str directory,
		      const struct tree_entry *before, const struct tree_entry *after)
{
	static const str no_blob = STR_INIT("00000000");
	unsigned old_mode = before ? plain_mode(before) : 0;
	unsigned new_mode = after ? plain_mode(after) : 0;
	bool is_same_blob = before && after && git_oid_equal(&before->id, &after->id);
	str path;

	if (is_same_blob && old_mode == new_mode)
		return;
	path = join_path(comparer, directory, (before ? before : after)->name, false);
	comparer->n_paths++;
	/* A diff does not change a file into a link: it removes the one and adds the other. */
	if (before && (!after || (old_mode & TYPE_MASK) != (new_mode & TYPE_MASK))) {
		add_file(comparer, path, no_blob);
		before = NULL;
	}
	/* Of a file whose mode alone changed a diff does not say what is in it. */
	if (after)
		add_file(comparer, path,
			 before && is_same_blob ? (str){0} : write_blob(comparer, &after->id));
}

/* The same of directories. False where the path grows too long. */
static bool note_directory(struct tree_comparer *comparer, str directory,
			   const struct tree_entry *before, const struct tree_entry *after)
{
	struct tree_pair pair = {.has_old = before, .has_new = after};

	if (before && after && git_oid_equal(&before->id, &after->id))
		return true;
	pair.path = join_path(comparer, directory, (before ? before : after)->name, true);
	if (before)
		pair.old_tree = before->id;
	if (after)
		pair.new_tree = after->id;
	g_array_append_val(comparer->pairs, pair);
	return pair.path.len <= LIMIT_PATH_BYTES;
}

static bool note_entry(struct tree_comparer *comparer, str directory,
		       const struct tree_entry *before, const struct tree_entry *after)
{
	if (tree_entry_is_directory(before ? before : after))
		return note_directory(comparer, directory, before, after);
	note_file(comparer, directory, before, after);
	return true;
}

/* <0 where the entry of @a comes first or alone, >0 likewise of @b. */
static int compare_sides(const struct tree_side *a, const struct tree_side *b)
{
	if (!a->has_entry || !b->has_entry)
		return (int)b->has_entry - (int)a->has_entry;
	return tree_entry_compare(&a->entry, &b->entry);
}

static bool fail(const struct tree_comparer *comparer, const git_oid *tree, const char *fault,
		 GError **error)
{
	object_set_error(comparer->reader->repository, tree, fault, error);
	return false;
}

static bool compare_trees(struct tree_comparer *comparer, const struct tree_pair *pair,
			  str old_tree, str new_tree, GError **error)
{
	static const char damaged[] = "the tree is damaged";
	struct tree_side a = {.rest = old_tree};
	struct tree_side b = {.rest = new_tree};

	for (;;) {
		int order;

		if (!a.has_entry && !b.has_entry)
			skip_equal(&a.rest, &b.rest);
		if (!side_load(&a))
			return fail(comparer, &pair->old_tree, damaged, error);
		if (!side_load(&b))
			return fail(comparer, &pair->new_tree, damaged, error);
		if (!a.has_entry && !b.has_entry)
			return true;
		order = compare_sides(&a, &b);
		if (!note_entry(comparer, pair->path, order <= 0 ? &a.entry : NULL,
				order >= 0 ? &b.entry : NULL))
			return fail(comparer, order <= 0 ? &pair->old_tree : &pair->new_tree,
				    "it is nested too deeply", error);
		a.has_entry = a.has_entry && order > 0;
		b.has_entry = b.has_entry && order < 0;
	}
}

static enum read_result compare_pair(struct tree_comparer *comparer, const struct tree_pair *pair,
				     GError **error)
{
	str old_tree = {0};
	str new_tree = {0};
	enum read_result result = READ_OK;

	if (pair->has_old)
		result = read_tree(comparer, &pair->old_tree, &old_tree, error);
	if (result == READ_OK && pair->has_new)
		result = read_tree(comparer, &pair->new_tree, &new_tree, error);
	if (result != READ_OK)
		return result;
	comparer->n_trees++;
	return compare_trees(comparer, pair, old_tree, new_tree, error) ? READ_OK : READ_FAILED;
}

static bool is_too_much(const struct tree_comparer *comparer)
{
	return comparer->files->len > LIMIT_DIFF_FILES || comparer->n_trees > LIMIT_CHANGED_TREES;
}

enum read_result tree_change_read(struct tree_comparer *comparer, const git_oid *old_tree,
				  const git_oid *new_tree, struct tree_change *ret_change,
				  GError **error)
{
	struct tree_pair pair = {.has_old = old_tree, .has_new = true, .new_tree = *new_tree};
	struct tree_change change = {0};

	arena_reset(&comparer->texts);
	g_array_set_size(comparer->files, 0);
	g_array_set_size(comparer->pairs, 0);
	comparer->n_paths = 0;
	comparer->n_trees = 0;
	if (old_tree)
		pair.old_tree = *old_tree;
	if (!old_tree || !git_oid_equal(old_tree, new_tree))
		g_array_append_val(comparer->pairs, pair);
	while (comparer->pairs->len > 0 && !is_too_much(comparer)) {
		enum read_result result;

		pair = g_array_index(comparer->pairs, struct tree_pair, comparer->pairs->len - 1);
		g_array_set_size(comparer->pairs, comparer->pairs->len - 1);
		result = compare_pair(comparer, &pair, error);
		if (result != READ_OK)
			return result;
	}
	change.n_paths = comparer->n_paths;
	if (!is_too_much(comparer))
		change.hash = change_hash_of((struct changed_file *)comparer->files->data,
					     comparer->files->len);
	*ret_change = change;
	return READ_OK;
}
