/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The change of one commit, by libgit2, which knows the forms of a diff. Nobody asks for
 * more than a few at a time.
 */
#include "archive/git_library.h"
#include "base/limits.h"
#include "repository/commit_message.h"
#include "repository/object_reader.h"
#include "repository/repository_internal.h"
#include "repository/similarity.h"

enum {
	CONTEXT_LINES = 3,
	RENAME_LIMIT = 1000, /* git's own: of more files no similar ones are looked for */
	RENAME_PERCENT = 50,
};

static bool fail(const struct repository *repository, const git_oid *commit, GError **error)
{
	char text[GIT_OID_HEXSZ + 1];

	git_library_error(error, TIDINGS_ERROR_CORRUPT,
			  "repository '%s': cannot read the change of commit %s", repository->path,
			  git_oid_tostr(text, sizeof(text), commit));
	return false;
}

/* Whether one side is no file and the other one is empty. */
static bool is_empty_file(const git_diff_delta *delta)
{
	git_oid empty;

	oid_parse(STR("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"), &empty);
	return (delta->status == GIT_DELTA_ADDED && git_oid_equal(&delta->new_file.id, &empty)) ||
	       (delta->status == GIT_DELTA_DELETED && git_oid_equal(&delta->old_file.id, &empty));
}

/* Git tells of modes before it tells of a rename, libgit2 behind it. */
static void put_modes_first(GString *header)
{
	str text = {.ptr = header->str, .len = header->len};
	g_autofree char *modes = NULL;
	size_t first;
	size_t begin;
	size_t end;

	if (!str_find_byte(text, '\n', &first) || !str_find(text, STR("\nold mode "), &begin) ||
	    begin == first || !str_find(str_skip(text, begin), STR("\nnew mode "), &end))
		return;
	end += begin + 1;
	while (end < text.len && text.ptr[end] != '\n')
		end++;
	modes = str_dup(str_slice(text, begin, end));
	g_string_erase(header, (gssize)begin, (gssize)(end - begin));
	g_string_insert(header, (gssize)first, modes);
}

/* Git ends the name of a file with a tab where a blank is in it, as it is not quoted then. */
static void end_name(GString *header, str mark)
{
	str text = {.ptr = header->str, .len = header->len};
	size_t begin;
	size_t len;

	if (!str_find(text, mark, &begin))
		return;
	begin += mark.len;
	text = str_skip(text, begin);
	if (str_find_byte(text, '\n', &len) && str_contains(str_slice(text, 0, len), STR(" ")))
		g_string_insert_c(header, (gssize)(begin + len), '\t');
}

static void take_header(const git_diff_delta *delta, str text, GString *diff)
{
	g_autoptr(GString) header = g_string_new_len(text.ptr, (gssize)text.len);
	size_t at;

	/* Of an empty file git names nothing to compare. */
	if (is_empty_file(delta) && str_find(text, STR("\n--- "), &at))
		g_string_truncate(header, at + 1);
	put_modes_first(header);
	end_name(header, STR("\n--- "));
	end_name(header, STR("\n+++ "));
	g_string_append_len(diff, header->str, (gssize)header->len);
}

static bool has_sign(const git_diff_line *line)
{
	return line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_ADDITION ||
	       line->origin == GIT_DIFF_LINE_DELETION;
}

/* libgit2 gives lines without the sign that they begin with, and says more than git. */
static int take_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		     const git_diff_line *line, void *user)
{
	GString *diff = user;

	(void)hunk;
	if (diff->len + line->content_len + 1 > LIMIT_MAIL_BYTES)
		return GIT_EUSER;
	if (line->origin == GIT_DIFF_LINE_FILE_HDR) {
		take_header(delta, (str){line->content, line->content_len}, diff);
		return 0;
	}
	/* That binary files differ is said of those too that were only renamed. */
	if (line->origin == GIT_DIFF_LINE_BINARY &&
	    git_oid_equal(&delta->old_file.id, &delta->new_file.id))
		return 0;
	if (has_sign(line))
		g_string_append_c(diff, line->origin);
	g_string_append_len(diff, line->content, (gssize)line->content_len);
	return 0;
}

static int print_diff(git_diff *trees, GString *diff)
{
	git_diff_find_options similar = GIT_DIFF_FIND_OPTIONS_INIT;
	git_diff_similarity_metric metric = similarity_metric();
	int result;

	similar.flags = GIT_DIFF_FIND_RENAMES;
	similar.rename_threshold = RENAME_PERCENT;
	similar.rename_limit = RENAME_LIMIT;
	similar.metric = &metric;
	result = git_diff_find_similar(trees, &similar);
	if (result == 0)
		result = git_diff_print(trees, GIT_DIFF_FORMAT_PATCH, take_line, diff);
	/* What is longer than any reader reads ends there. */
	return result == GIT_EUSER ? 0 : result;
}

static int diff_trees(git_repository *library, const git_oid *old_id, const git_oid *new_id,
		      GString *diff)
{
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	git_tree *old_tree = NULL;
	git_tree *new_tree = NULL;
	git_diff *trees = NULL;
	int result = git_tree_lookup(&new_tree, library, new_id);

	options.flags = GIT_DIFF_INDENT_HEURISTIC;
	options.context_lines = CONTEXT_LINES;
	options.id_abbrev = GIT_OID_HEXSZ;
	if (result == 0 && old_id)
		result = git_tree_lookup(&old_tree, library, old_id);
	if (result == 0)
		result = git_diff_tree_to_tree(&trees, library, old_tree, new_tree, &options);
	if (result == 0)
		result = print_diff(trees, diff);
	git_diff_free(trees);
	git_tree_free(old_tree);
	git_tree_free(new_tree);
	return result;
}

static bool make_diff(const struct repository *repository, const git_oid *commit,
		      const git_oid *old_tree, const git_oid *new_tree, GString *diff,
		      GError **error)
{
	int result = diff_trees(repository->library, old_tree, new_tree, diff);

	if (result == 0)
		return true;
	if (result != GIT_ENOTFOUND || !repository->is_partial)
		return fail(repository, commit, error);
	g_string_truncate(diff, 0);
	return true;
}

/* The first parent of @commit as grafts have it. False where it has none. */
static bool find_parent(const struct repository *repository, const git_oid *commit,
			const struct commit_fields *fields, git_oid *ret_parent)
{
	const git_oid *others;
	unsigned n_parents = fields->n_parents;

	if (grafts_find(repository->grafts, commit, &others, &n_parents) && n_parents > 0)
		*ret_parent = others[0];
	else if (n_parents > 0)
		*ret_parent = commit_fields_parent(fields, 0);
	return n_parents > 0;
}

/* Nothing where the change is not known: its parent was not fetched. */
static bool read_diff(const struct repository *repository, struct object_reader *reader,
		      const git_oid *commit, const struct commit_fields *fields, GString *diff,
		      GError **error)
{
	struct commit_fields parent_fields;
	git_oid new_tree = fields->tree;
	git_oid parent;
	str bytes;

	if (grafts_is_shallow(repository->grafts, commit))
		return true;
	if (!find_parent(repository, commit, fields, &parent))
		return make_diff(repository, commit, NULL, &new_tree, diff, error);
	switch (object_reader_read(reader, &parent, OBJECT_COMMIT, &bytes, error)) {
	case READ_OK:
		break;
	case READ_MISSING:
		return true;
	case READ_FAILED:
		return false;
	}
	if (!commit_fields_read(bytes, &parent_fields)) {
		object_set_error(repository, &parent, "the commit is damaged", error);
		return false;
	}
	return make_diff(repository, commit, &parent_fields.tree, &new_tree, diff, error);
}

static bool read_commit(struct object_reader *reader, const git_oid *id, str *ret_bytes,
			struct commit_fields *ret_fields, GError **error)
{
	const struct repository *repository = reader->repository;
	char text[GIT_OID_HEXSZ + 1];

	switch (object_reader_read(reader, id, OBJECT_COMMIT, ret_bytes, error)) {
	case READ_OK:
		if (commit_fields_read(*ret_bytes, ret_fields))
			return true;
		object_set_error(repository, id, "the commit is damaged", error);
		return false;
	case READ_MISSING:
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "repository '%s' has no commit %s", repository->path,
			    git_oid_tostr(text, sizeof(text), id));
		return false;
	case READ_FAILED:
		break;
	}
	return false;
}

bool repository_read_change(struct repository *repository,
			    const unsigned char commit[COMMIT_ID_BYTES], struct arena *arena,
			    struct repository_change *ret_change, GError **error)
{
	g_autoptr(GString) diff = g_string_new(NULL);
	struct repository_change change;
	struct object_reader reader;
	struct commit_fields fields;
	bool done;
	git_oid id;
	str bytes;

	memcpy(id.id, commit, COMMIT_ID_BYTES);
	object_reader_init(&reader, repository);
	done = read_commit(&reader, &id, &bytes, &fields, error);
	if (done)
		change.message =
			arena_str(arena, commit_text(arena, fields.message, fields.encoding));
	/* What was read of the commit is gone with the next object: all but its parents. */
	if (done)
		fields.parents = arena_str(arena, fields.parents);
	done = done && read_diff(repository, &reader, &id, &fields, diff, error);
	object_reader_clear(&reader);
	if (!done)
		return false;
	change.diff = arena_str(arena, (str){.ptr = diff->str, .len = diff->len});
	*ret_change = change;
	return true;
}
