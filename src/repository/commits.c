/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading commits: which, by commit_walk.h, and then each with its message and change, on
 * all processors. A batch is a run of the order, so that its trees are mostly alike; it is
 * read from its newest commit on, as git makes older trees of newer ones.
 */
#include "base/limits.h"
#include "base/workers.h"
#include "repository/commit_message.h"
#include "repository/commit_walk.h"
#include "repository/repository_internal.h"
#include "repository/tree_change.h"

enum { BATCH_COMMITS = 128 };

/* What a worker needs. */
struct commit_worker {
	bool is_ready;
	struct object_reader reader;
	struct tree_comparer comparer;
	struct arena texts; /* of the batch at hand */
};

struct commit_reading {
	const struct repository *repository;
	GPtrArray *order; /* of struct walk_commit */
	struct commit_worker workers[LIMIT_WORKERS];
	GMutex mutex; /* guards all below */
	struct repository_commits *result;
	struct progress *progress;
	size_t n_done;
};

static struct commit_worker *worker_get(struct commit_reading *reading, unsigned number)
{
	struct commit_worker *worker = &reading->workers[number];

	if (worker->is_ready)
		return worker;
	object_reader_init(&worker->reader, reading->repository);
	tree_comparer_init(&worker->comparer, &worker->reader);
	arena_init(&worker->texts);
	worker->is_ready = true;
	return worker;
}

static void worker_clear(struct commit_worker *worker)
{
	if (!worker->is_ready)
		return;
	arena_clear(&worker->texts);
	tree_comparer_clear(&worker->comparer);
	object_reader_clear(&worker->reader);
}

static enum read_result read_fields(struct commit_worker *worker, const git_oid *id,
				    struct commit_fields *ret_fields, GError **error)
{
	enum read_result result;
	str bytes;

	result = object_reader_read(&worker->reader, id, OBJECT_COMMIT, &bytes, error);
	if (result != READ_OK || commit_fields_read(bytes, ret_fields))
		return result;
	object_set_error(worker->reader.repository, id, "the commit is damaged", error);
	return READ_FAILED;
}

/* Copies what @commit points to, but for its parents, to @arena. */
static void copy_texts(struct arena *arena, struct repository_commit *commit)
{
	str *links = commit->links;

	commit->author.name = arena_str(arena, commit->author.name);
	commit->author.address = arena_str(arena, commit->author.address);
	commit->title = arena_str(arena, commit->title);
	commit->picked_from = arena_str(arena, commit->picked_from);
	commit->links = commit->n_links > 0 ? arena_new_array(arena, str, commit->n_links) : NULL;
	for (unsigned i = 0; i < commit->n_links; i++)
		commit->links[i] = arena_str(arena, links[i]);
}

static bool read_message(struct commit_worker *worker, const struct walk_commit *from,
			 struct repository_commit *commit, GError **error)
{
	struct arena *arena = &worker->texts;
	struct commit_message message;
	struct commit_fields fields;

	switch (read_fields(worker, &from->id, &fields, error)) {
	case READ_OK:
		break;
	case READ_MISSING:
		object_set_error(worker->reader.repository, &from->id, "it is not there any more",
				 error);
		return false;
	case READ_FAILED:
		return false;
	}
	commit->author = ident_person(arena, fields.author, fields.encoding);
	commit->authored_at = ident_time(fields.author);
	commit_message_read(arena, commit_text(arena, fields.message, fields.encoding), &message);
	commit->title = message.title;
	commit->links = message.links;
	commit->n_links = message.n_links;
	commit->picked_from = message.picked_from;
	/* The bytes of the object are gone when the next one is read. */
	copy_texts(arena, commit);
	return true;
}

/* The tree of the first parent; READ_MISSING where there is none to compare with. */
static enum read_result find_parent_tree(struct commit_worker *worker,
					 const struct walk_commit *commit, git_oid *ret_tree,
					 GError **error)
{
	const struct walk_commit *parent = commit->parents[0];
	struct commit_fields fields;
	enum read_result result;

	if (parent->is_read) {
		*ret_tree = parent->tree;
		return READ_OK;
	}
	result = read_fields(worker, &parent->id, &fields, error);
	if (result == READ_OK)
		*ret_tree = fields.tree;
	return result;
}

static bool read_change(struct commit_worker *worker, const struct walk_commit *from,
			struct repository_commit *commit, GError **error)
{
	enum read_result result = READ_OK;
	struct tree_change change;
	git_oid parent_tree;

	if (from->n_parents > 1 || from->is_shallow)
		return true;
	if (from->n_parents == 1)
		result = find_parent_tree(worker, from, &parent_tree, error);
	if (result == READ_OK)
		result = tree_change_read(&worker->comparer,
					  from->n_parents == 1 ? &parent_tree : NULL, &from->tree,
					  &change, error);
	if (result == READ_OK) {
		commit->n_files = change.n_paths;
		commit->hash = change.hash;
	}
	return result != READ_FAILED;
}

static bool read_commit(struct commit_worker *worker, const struct walk_commit *from,
			struct repository_commit *ret_commit, GError **error)
{
	struct repository_commit commit = {.committed_at = from->committed_at};

	memcpy(commit.id, from->id.id, COMMIT_ID_BYTES);
	commit.n_parents = from->n_parents;
	if (!read_message(worker, from, &commit, error) ||
	    !read_change(worker, from, &commit, error))
		return false;
	*ret_commit = commit;
	return true;
}

/* Moves what @commit points to from the worker's arena, and its parents, to @arena. */
static void keep(struct arena *arena, const struct walk_commit *from,
		 struct repository_commit *commit)
{
	copy_texts(arena, commit);
	commit->parents = arena_alloc(arena, (size_t)from->n_parents * COMMIT_ID_BYTES);
	for (unsigned i = 0; i < from->n_parents; i++)
		memcpy(commit->parents[i], from->parents[i]->id.id, COMMIT_ID_BYTES);
}

static bool read_batch(void *user, unsigned number, size_t batch, GError **error)
{
	struct commit_reading *reading = user;
	struct commit_worker *worker = worker_get(reading, number);
	struct walk_commit **order = (struct walk_commit **)reading->order->pdata;
	struct repository_commit *commits = reading->result->commits;
	size_t end = reading->order->len - batch * BATCH_COMMITS;
	size_t begin = end > BATCH_COMMITS ? end - BATCH_COMMITS : 0;

	for (size_t i = end; i-- > begin;) {
		if (!read_commit(worker, order[i], &commits[i], error))
			return false;
	}
	g_mutex_lock(&reading->mutex);
	for (size_t i = begin; i < end; i++)
		keep(&reading->result->texts, order[i], &commits[i]);
	reading->n_done += end - begin;
	progress_reach(reading->progress, reading->n_done);
	g_mutex_unlock(&reading->mutex);
	arena_reset(&worker->texts);
	return true;
}

static struct repository_commits *read_all(const struct repository *repository, GPtrArray *order,
					   const struct repository_request *request, GError **error)
{
	unsigned n_workers = request->n_workers > 0 ? request->n_workers : workers_advised();
	size_t n_batches = ((size_t)order->len + BATCH_COMMITS - 1) / BATCH_COMMITS;
	struct commit_reading reading = {
		.repository = repository,
		.order = order,
		.progress = request->progress,
	};
	bool done;

	if (request->progress)
		request->progress->total = order->len;
	reading.result = g_new0(struct repository_commits, 1);
	reading.result->n_commits = order->len;
	reading.result->commits = g_new0(struct repository_commit, order->len + 1);
	arena_init(&reading.result->texts);
	g_mutex_init(&reading.mutex);
	done = workers_run(n_workers, n_batches, read_batch, &reading, error);
	g_mutex_clear(&reading.mutex);
	for (unsigned i = 0; i < LIMIT_WORKERS; i++)
		worker_clear(&reading.workers[i]);
	if (!done)
		g_clear_pointer(&reading.result, repository_commits_free);
	return reading.result;
}

/* The order of what the refs lead to, into @walk. */
static bool walk_refs(struct repository *repository, const struct repository_request *request,
		      struct commit_walk *walk, GError **error)
{
	g_autoptr(GArray) refs = g_array_new(FALSE, FALSE, sizeof(struct repository_ref));
	g_auto(arena) texts;

	arena_init(&texts);
	return repository_refs(repository, &texts, refs, error) &&
	       commit_walk_run(walk, refs, request, error);
}

struct repository_commits *repository_read_commits(struct repository *repository,
						   const struct repository_request *request,
						   GError **error)
{
	struct repository_commits *commits = NULL;
	struct object_reader reader;
	struct commit_walk walk;

	object_reader_init(&reader, repository);
	commit_walk_init(&walk, &reader);
	if (walk_refs(repository, request, &walk, error))
		commits = read_all(repository, walk.found, request, error);
	commit_walk_clear(&walk);
	object_reader_clear(&reader);
	return commits;
}

void repository_commits_free(struct repository_commits *commits)
{
	if (!commits)
		return;
	arena_clear(&commits->texts);
	g_free(commits->commits);
	g_free(commits);
}
