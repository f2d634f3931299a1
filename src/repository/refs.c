/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libgit2 finds the refs; the tags that some of them name are read here. */
#include "repository/repository.h"

#include "archive/git_library.h"
#include "base/limits.h"
#include "repository/commit_message.h"
#include "repository/object_reader.h"
#include "repository/repository_internal.h"

static const str tags = STR_INIT("refs/tags/");

/* What may stand in an annotated tag of interest; git-mktag(1). */
struct tag {
	git_oid target;
	bool has_time;
	int64_t tagged_at;
};

static bool is_wanted(str name)
{
	static const str kinds[] = {
		STR_INIT("refs/heads/"),
		STR_INIT("refs/remotes/"),
		STR_INIT("refs/tags/"),
	};

	return str_starts_any(name, kinds, G_N_ELEMENTS(kinds));
}

static bool read_tag(str bytes, struct tag *ret_tag)
{
	struct tag tag = {0};
	str line;

	if (!str_next_line(&bytes, &line) || !str_take(&line, STR("object ")) ||
	    !oid_parse(line, &tag.target))
		return false;
	while (str_next_line(&bytes, &line) && line.len > 0) {
		if (!str_take(&line, STR("tagger ")))
			continue;
		tag.tagged_at = ident_time(line);
		tag.has_time = true;
	}
	*ret_tag = tag;
	return true;
}

/*
 * Follows @ref, which leads to @id, to its commit. READ_MISSING where it leads to none, or
 * to one that is not there: git too goes on without a ref that is broken.
 */
static enum read_result follow(struct object_reader *reader, git_oid id, struct repository_ref *ref,
			       GError **error)
{
	bool has_time = false;

	for (unsigned n_tags = 0; n_tags <= LIMIT_TAGS; n_tags++) {
		struct commit_fields fields;
		struct object object;
		struct tag tag;
		enum read_result result = object_reader_read_any(reader, &id, &object, error);

		if (result != READ_OK)
			return result;
		if (object.type == OBJECT_COMMIT && commit_fields_read(object.bytes, &fields)) {
			memcpy(ref->commit, id.id, sizeof(ref->commit));
			if (ref->is_tag && !has_time)
				ref->tagged_at = ident_time(fields.committer);
			return READ_OK;
		}
		if (object.type != OBJECT_TAG || !read_tag(object.bytes, &tag))
			return READ_MISSING;
		/* The time of a tag of a tag is that of the outer one. */
		if (ref->is_tag && !has_time && tag.has_time) {
			ref->tagged_at = tag.tagged_at;
			has_time = true;
		}
		id = tag.target;
	}
	return READ_MISSING;
}

struct ref_list {
	struct object_reader reader;
	struct arena *arena;
	GArray *refs;
};

/* @id is what the ref @name leads to itself. */
static bool add_ref(struct ref_list *list, const char *name, const git_oid *id, GError **error)
{
	struct repository_ref ref = {.is_tag = str_starts(str_from(name), tags)};

	switch (follow(&list->reader, *id, &ref, error)) {
	case READ_OK:
		ref.name = arena_str(list->arena, str_from(name));
		g_array_append_val(list->refs, ref);
		return true;
	case READ_MISSING:
		return true;
	case READ_FAILED:
		break;
	}
	return false;
}

static bool add_wanted(struct ref_list *list, const git_reference *reference, GError **error)
{
	const char *name = git_reference_name(reference);
	g_autoptr(git_reference) resolved = NULL;

	if (!is_wanted(str_from(name)) || git_reference_resolve(&resolved, reference) != 0)
		return true;
	return add_ref(list, name, git_reference_target(resolved), error);
}

static bool add_all(struct ref_list *list, git_reference_iterator *iterator, GError **error)
{
	git_reference *next;

	while (list->refs->len < LIMIT_REFS && git_reference_next(&next, iterator) == 0) {
		g_autoptr(git_reference) reference = next;

		if (!add_wanted(list, reference, error))
			return false;
	}
	return true;
}

static bool list_refs(struct ref_list *list, GError **error)
{
	const struct repository *repository = list->reader.repository;
	git_reference_iterator *iterator;
	git_oid head;
	bool done;

	if (git_reference_name_to_id(&head, repository->library, "HEAD") == 0 &&
	    !add_ref(list, "HEAD", &head, error))
		return false;
	if (git_reference_iterator_new(&iterator, repository->library) != 0) {
		git_library_error(error, TIDINGS_ERROR_CORRUPT,
				  "repository '%s': cannot read its refs", repository->path);
		return false;
	}
	done = add_all(list, iterator, error);
	git_reference_iterator_free(iterator);
	return done;
}

static int compare_refs(const void *a, const void *b)
{
	const struct repository_ref *left = a;
	const struct repository_ref *right = b;

	return str_compare(left->name, right->name);
}

bool repository_refs(struct repository *repository, struct arena *arena, GArray *refs,
		     GError **error)
{
	struct ref_list list = {.arena = arena, .refs = refs};
	unsigned n_before = refs->len;
	bool done;

	object_reader_init(&list.reader, repository);
	done = list_refs(&list, error);
	object_reader_clear(&list.reader);
	if (refs->len > n_before)
		qsort(&g_array_index(refs, struct repository_ref, n_before), refs->len - n_before,
		      sizeof(struct repository_ref), compare_refs);
	return done;
}
