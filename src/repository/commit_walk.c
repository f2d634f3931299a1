/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The newest commit of the queue is looked at first, so that a commit that is to be left
 * out is mostly known to be so before it is reached from one that is not. Where that
 * fails, it is put into the queue once more: each at most twice.
 */
#include "repository/commit_walk.h"

#include "repository/commit_heap.h"
#include "repository/commit_message.h"
#include "repository/repository_internal.h"

struct walk_queue {
	struct commit_walk *walk;
	const struct repository_request *request;
	GHashTable *known; /* set of ids; NULL without any */
	struct commit_heap heap;
	size_t n_wanted; /* of the heap, those that are not left out */
	int64_t oldest; /* of those that were found */
};

static unsigned id_hash(const void *id)
{
	unsigned hash;

	memcpy(&hash, id, sizeof(hash));
	return hash;
}

static int id_equal(const void *a, const void *b)
{
	return memcmp(a, b, GIT_OID_RAWSZ) == 0;
}

void commit_walk_init(struct commit_walk *walk, struct object_reader *reader)
{
	*walk = (struct commit_walk){.reader = reader, .found = g_ptr_array_new()};
	arena_init(&walk->commits);
	walk->by_id = g_hash_table_new(id_hash, id_equal);
}

void commit_walk_clear(struct commit_walk *walk)
{
	g_clear_pointer(&walk->by_id, g_hash_table_unref);
	g_clear_pointer(&walk->found, g_ptr_array_unref);
	arena_clear(&walk->commits);
}

static struct walk_commit *get_commit(struct commit_walk *walk, const git_oid *id)
{
	struct walk_commit *commit = g_hash_table_lookup(walk->by_id, id);

	if (commit)
		return commit;
	commit = arena_new(&walk->commits, struct walk_commit);
	commit->id = *id;
	g_hash_table_add(walk->by_id, commit);
	return commit;
}

static void set_parents(struct commit_walk *walk, struct walk_commit *commit,
			const struct commit_fields *fields)
{
	const struct grafts *grafts = walk->reader->repository->grafts;
	const git_oid *others = NULL;
	unsigned n_parents = fields->n_parents;

	commit->is_shallow = grafts_is_shallow(grafts, &commit->id);
	grafts_find(grafts, &commit->id, &others, &n_parents);
	commit->parents = arena_new_array(&walk->commits, struct walk_commit *, n_parents);
	commit->n_parents = n_parents;
	for (unsigned i = 0; i < n_parents; i++) {
		git_oid parent = others ? others[i] : commit_fields_parent(fields, i);

		commit->parents[i] = get_commit(walk, &parent);
	}
}

/* That it is not there is no error: it then stays unread. */
static bool read_commit(struct commit_walk *walk, struct walk_commit *commit, GError **error)
{
	struct commit_fields fields;
	str bytes;

	switch (object_reader_read(walk->reader, &commit->id, OBJECT_COMMIT, &bytes, error)) {
	case READ_OK:
		break;
	case READ_MISSING:
		return true;
	case READ_FAILED:
		return false;
	}
	if (!commit_fields_read(bytes, &fields)) {
		object_set_error(walk->reader->repository, &commit->id, "the commit is damaged",
				 error);
		return false;
	}
	commit->tree = fields.tree;
	commit->committed_at = ident_time(fields.committer);
	commit->is_read = true;
	set_parents(walk, commit, &fields);
	return true;
}

static bool is_newer(const struct walk_commit *a, const struct walk_commit *b)
{
	return a->committed_at > b->committed_at;
}

static void put(struct walk_queue *queue, struct walk_commit *commit)
{
	commit->is_queued = true;
	queue->n_wanted += !commit->is_left_out;
	commit_heap_put(&queue->heap, commit);
}

/* To be looked at, for the first time. */
static bool see(struct walk_queue *queue, struct walk_commit *commit, GError **error)
{
	if (commit->is_seen)
		return true;
	commit->is_seen = true;
	if (queue->known && g_hash_table_contains(queue->known, &commit->id)) {
		commit->is_left_out = true;
		/* Of a whole set all ancestors are found out in the same way. */
		if (queue->request->known_is_whole)
			return true;
	}
	if (!read_commit(queue->walk, commit, error))
		return false;
	if (!commit->is_read)
		return true;
	commit->is_left_out = commit->is_left_out || commit->committed_at < queue->request->since;
	put(queue, commit);
	return true;
}

/* Its ancestors are left out too; those that were found already have to be told. */
static void leave_out(struct walk_queue *queue, struct walk_commit *commit)
{
	if (commit->is_left_out)
		return;
	commit->is_left_out = true;
	if (commit->is_queued)
		queue->n_wanted--;
	else if (commit->is_done)
		put(queue, commit);
}

static bool look_at(struct walk_queue *queue, struct walk_commit *commit, GError **error)
{
	if (!commit->is_left_out && !commit->is_done) {
		g_ptr_array_add(queue->walk->found, commit);
		queue->oldest = MIN(queue->oldest, commit->committed_at);
	}
	commit->is_done = true;
	for (unsigned i = 0; i < commit->n_parents; i++) {
		if (commit->is_left_out)
			leave_out(queue, commit->parents[i]);
		if (!see(queue, commit->parents[i], error))
			return false;
	}
	return true;
}

/* Whether anything that is still in the queue can change what was found. */
static bool is_settled(const struct walk_queue *queue)
{
	const struct walk_commit *newest;

	if (queue->heap.commits->len == 0)
		return true;
	if (queue->n_wanted > 0)
		return false;
	newest = queue->heap.commits->pdata[0];
	return queue->walk->found->len == 0 ||
	       newest->committed_at < queue->oldest - WALK_SLACK_SECONDS;
}

/* False, without an error, where it is not there any more, or no commit. */
static bool is_commit(struct commit_walk *walk, const git_oid *id)
{
	struct object object;

	return object_reader_read_any(walk->reader, id, &object, NULL) == READ_OK &&
	       object.type == OBJECT_COMMIT;
}

static bool see_known(struct walk_queue *queue, GError **error)
{
	const struct repository_request *request = queue->request;

	if (request->n_known == 0)
		return true;
	queue->known = g_hash_table_new(id_hash, id_equal);
	for (unsigned i = 0; i < request->n_known; i++)
		g_hash_table_add(queue->known, (void *)request->known[i]);
	for (unsigned i = 0; i < request->n_known && !request->known_is_whole; i++) {
		git_oid id;

		memcpy(id.id, request->known[i], GIT_OID_RAWSZ);
		if (is_commit(queue->walk, &id) && !see(queue, get_commit(queue->walk, &id), error))
			return false;
	}
	return true;
}

static bool see_tips(struct walk_queue *queue, const GArray *tips, GError **error)
{
	for (unsigned i = 0; i < tips->len; i++) {
		const struct repository_ref *ref = &g_array_index(tips, struct repository_ref, i);
		git_oid id;

		memcpy(id.id, ref->commit, GIT_OID_RAWSZ);
		if (!see(queue, get_commit(queue->walk, &id), error))
			return false;
	}
	return true;
}

static bool walk_queue_run(struct walk_queue *queue, const GArray *tips, GError **error)
{
	if (!see_known(queue, error) || !see_tips(queue, tips, error))
		return false;
	while (!is_settled(queue)) {
		struct walk_commit *commit = commit_heap_take(&queue->heap);

		commit->is_queued = false;
		queue->n_wanted -= !commit->is_left_out;
		if (!look_at(queue, commit, error))
			return false;
	}
	return true;
}

static void drop_left_out(GPtrArray *commits)
{
	unsigned n_kept = 0;

	for (unsigned i = 0; i < commits->len; i++) {
		struct walk_commit *commit = commits->pdata[i];

		if (!commit->is_left_out)
			commits->pdata[n_kept++] = commit;
	}
	g_ptr_array_set_size(commits, (int)n_kept);
}

bool commit_walk_run(struct commit_walk *walk, const GArray *tips,
		     const struct repository_request *request, GError **error)
{
	struct walk_queue queue = {
		.walk = walk,
		.request = request,
		.heap = {.comes_first = is_newer, .commits = g_ptr_array_new()},
		.oldest = INT64_MAX,
	};
	bool done = walk_queue_run(&queue, tips, error);

	g_ptr_array_unref(queue.heap.commits);
	g_clear_pointer(&queue.known, g_hash_table_unref);
	if (!done)
		return false;
	drop_left_out(walk->found);
	return commit_order(walk->reader->repository, walk->found, error);
}
