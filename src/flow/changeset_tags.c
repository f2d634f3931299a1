/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: hundreds of thousands of commits, of which mostly a few are new. All are
 * looked at, as numbers in memory; only what changes is written.
 */
#include "flow/changeset_tags.h"

#include "index/landings.h"
#include "repository/repository.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

struct tagging {
	struct index *index;
	int64_t repository;
	GArray *nodes; /* struct changeset_node, by id */
	bool *is_reached; /* of each node */
	int64_t *tags; /* of each node, as they are to be */
	GArray *waiting; /* unsigned: nodes whose parents are still to be looked at */
};

static int compare_nodes(const void *a, const void *b)
{
	int64_t left = ((const struct changeset_node *)a)->id;
	int64_t right = ((const struct changeset_node *)b)->id;

	return (left > right) - (left < right);
}

/* The index of the node with the number @id; the number of nodes where it was left out. */
static unsigned find_node(const struct tagging *tagging, int64_t id)
{
	const struct changeset_node wanted = {.id = id};
	const struct changeset_node *found = NULL;

	if (tagging->nodes->len)
		found = bsearch(&wanted, tagging->nodes->data, tagging->nodes->len, sizeof(wanted),
				compare_nodes);
	return found ? (unsigned)(found - (struct changeset_node *)(void *)tagging->nodes->data)
		     : tagging->nodes->len;
}

/* Walks from @object to all that is not @mark yet; `mark` says whether it is, and marks. */
static bool walk(struct tagging *tagging, const unsigned char object[COMMIT_ID_BYTES],
		 bool (*mark)(struct tagging *tagging, unsigned node, int64_t value), int64_t value,
		 GError **error)
{
	int64_t changeset;
	unsigned node;

	if (!changesets_find(tagging->index, tagging->repository, object, &changeset, error))
		return false;
	node = changeset ? find_node(tagging, changeset) : tagging->nodes->len;
	if (node == tagging->nodes->len || !mark(tagging, node, value))
		return true;
	g_array_append_val(tagging->waiting, node);
	while (tagging->waiting->len) {
		const struct changeset_node *next;

		node = g_array_index(tagging->waiting, unsigned, tagging->waiting->len - 1);
		g_array_set_size(tagging->waiting, tagging->waiting->len - 1);
		next = &g_array_index(tagging->nodes, struct changeset_node, node);
		for (unsigned i = 0; i < next->n_parents; i++) {
			unsigned parent = find_node(tagging, next->parents[i]);

			if (parent < tagging->nodes->len && mark(tagging, parent, value))
				g_array_append_val(tagging->waiting, parent);
		}
	}
	return true;
}

static bool mark_reached(struct tagging *tagging, unsigned node, int64_t value)
{
	(void)value;
	if (tagging->is_reached[node])
		return false;
	tagging->is_reached[node] = true;
	return true;
}

static bool mark_tagged(struct tagging *tagging, unsigned node, int64_t tag)
{
	if (tagging->tags[node])
		return false;
	tagging->tags[node] = tag;
	return true;
}

static bool note_landing(struct tagging *tagging, int64_t changeset, GArray *changed,
			 GError **error)
{
	int64_t message;

	if (!landings_of_changeset(tagging->index, changeset, &message, error))
		return false;
	if (message)
		g_array_append_val(changed, message);
	return true;
}

/* Writes what is another than before. */
static bool write_nodes(struct tagging *tagging, GArray *changed, GError **error)
{
	for (unsigned i = 0; i < tagging->nodes->len; i++) {
		const struct changeset_node *node =
			&g_array_index(tagging->nodes, struct changeset_node, i);
		bool is_gone = !tagging->is_reached[i];

		if (!is_gone && node->tag == tagging->tags[i])
			continue;
		if (!note_landing(tagging, node->id, changed, error))
			return false;
		if (is_gone ? !changesets_remove(tagging->index, node->id, error)
			    : !changesets_set_tag(tagging->index, node->id, tagging->tags[i],
						  error))
			return false;
	}
	return true;
}

static bool walk_all(struct tagging *tagging, const GArray *refs, const GArray *tags,
		     GError **error)
{
	for (unsigned i = 0; i < refs->len; i++) {
		const struct repository_ref *ref = &g_array_index(refs, struct repository_ref, i);

		if (!walk(tagging, ref->commit, mark_reached, 0, error))
			return false;
	}
	for (unsigned i = 0; i < tags->len; i++) {
		const struct stored_tag *tag = &g_array_index(tags, struct stored_tag, i);

		if (!walk(tagging, tag->object, mark_tagged, tag->id, error))
			return false;
	}
	return true;
}

static int compare_tags(const void *a, const void *b)
{
	const struct stored_tag *left = a;
	const struct stored_tag *right = b;

	if (left->tagged_at != right->tagged_at)
		return left->tagged_at < right->tagged_at ? -1 : 1;
	return str_compare(left->name, right->name);
}

/* The tags among @refs, by time, with the numbers that they had before. */
static bool number_tags(struct index *index, int64_t repository, const GArray *refs,
			struct arena *texts, GArray *tags, GError **error)
{
	g_autoptr(GArray) known = g_array_new(FALSE, FALSE, sizeof(struct stored_tag));
	unsigned at = 0;

	for (unsigned i = 0; i < refs->len; i++) {
		const struct repository_ref *ref = &g_array_index(refs, struct repository_ref, i);
		struct stored_tag tag = {.name = ref->name, .tagged_at = ref->tagged_at};

		if (!ref->is_tag)
			continue;
		str_take(&tag.name, STR("refs/tags/"));
		memcpy(tag.object, ref->commit, sizeof(tag.object));
		g_array_append_val(tags, tag);
	}
	if (tags->len)
		qsort(tags->data, tags->len, sizeof(struct stored_tag), compare_tags);
	if (!repositories_tags(index, repository, texts, known, error))
		return false;
	for (unsigned i = 0; i < tags->len; i++) {
		struct stored_tag *tag = &g_array_index(tags, struct stored_tag, i);

		while (at < known->len &&
		       compare_tags(&g_array_index(known, struct stored_tag, at), tag) < 0)
			at++;
		if (at < known->len &&
		    compare_tags(&g_array_index(known, struct stored_tag, at), tag) == 0)
			tag->id = g_array_index(known, struct stored_tag, at).id;
	}
	return repositories_set_tags(index, repository, (struct stored_tag *)(void *)tags->data,
				     tags->len, error);
}

bool changeset_tags_update(struct index *index, int64_t repository, const GArray *refs,
			   GArray *changed, GError **error)
{
	g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(struct changeset_node));
	g_autoptr(GArray) tags = g_array_new(FALSE, FALSE, sizeof(struct stored_tag));
	g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(unsigned));
	g_autofree bool *is_reached = NULL;
	g_autofree int64_t *tag_of = NULL;
	g_auto(arena) texts = {0};
	struct tagging tagging = {
		.index = index,
		.repository = repository,
		.nodes = nodes,
		.waiting = waiting,
	};

	arena_init(&texts);
	if (!number_tags(index, repository, refs, &texts, tags, error) ||
	    !changesets_nodes(index, repository, &texts, nodes, error))
		return false;
	is_reached = g_new0(bool, nodes->len + 1);
	tag_of = g_new0(int64_t, nodes->len + 1);
	tagging.is_reached = is_reached;
	tagging.tags = tag_of;
	return walk_all(&tagging, refs, tags, error) && write_nodes(&tagging, changed, error);
}
