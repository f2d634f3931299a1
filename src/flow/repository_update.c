/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A repository is read in one transaction, and then matched in several, each with the
 * number up to which it has come: a kill leaves whole ones, and the next run goes on.
 */
#include "flow/repository_update.h"

#include "flow/changeset_tags.h"
#include "flow/landing_match.h"
#include "flow/outcomes.h"
#include "index/messages.h"
#include "index/postings.h"

#include <glib.h>
#include <string.h>

enum {
	MATCHED_AT_ONCE = 1000, /* commits, in one transaction */
	SECONDS_BEFORE =
		90 * 24 * 60 * 60, /* what was committed earlier is no patch of the lists */
};

/* One repository on its way. */
struct updating {
	struct index *index;
	const struct repositories_request *request;
	struct repository_news *news;
	struct stored_repository stored;
	struct repository *repository;
	struct arena texts;
	GArray *refs; /* struct repository_ref: as they are now */
	GArray *tips; /* struct stored_tip: as they were read */
};

/* Reading. */

static bool same_tips(const struct updating *updating)
{
	if (updating->refs->len != updating->tips->len)
		return false;
	for (unsigned i = 0; i < updating->refs->len; i++) {
		const struct repository_ref *ref =
			&g_array_index(updating->refs, struct repository_ref, i);
		const struct stored_tip *tip = &g_array_index(updating->tips, struct stored_tip, i);

		if (!str_equal(ref->name, tip->name) ||
		    memcmp(ref->commit, tip->object, sizeof(tip->object)) != 0)
			return false;
	}
	return true;
}

static struct repository_commits *read_commits(struct updating *updating, GError **error)
{
	struct repository_request request = {
		.since = updating->stored.since,
		.n_workers = updating->request->n_workers,
		.progress = updating->request->progress,
		.n_known = updating->tips->len,
	};
	unsigned char(*known)[COMMIT_ID_BYTES] =
		arena_alloc(&updating->texts, (size_t)updating->tips->len * COMMIT_ID_BYTES);

	for (unsigned i = 0; i < updating->tips->len; i++)
		memcpy(known[i], g_array_index(updating->tips, struct stored_tip, i).object,
		       COMMIT_ID_BYTES);
	request.known = (const unsigned char(*)[COMMIT_ID_BYTES])known;
	return repository_read_commits(updating->repository, &request, error);
}

static bool find_parents(struct updating *updating, const struct repository_commit *commit,
			 GHashTable *added, int64_t *parents, unsigned *ret_n_parents,
			 GError **error)
{
	*ret_n_parents = 0;
	for (unsigned i = 0; i < commit->n_parents; i++) {
		gpointer known = g_hash_table_lookup(added, commit->parents[i]);
		int64_t parent = GPOINTER_TO_SIZE(known);

		if (!known && !changesets_find(updating->index, updating->stored.id,
					       commit->parents[i], &parent, error))
			return false;
		if (parent)
			parents[(*ret_n_parents)++] = parent;
	}
	return true;
}

static guint hash_object(gconstpointer object)
{
	guint hash;

	memcpy(&hash, object, sizeof(hash));
	return hash;
}

static gboolean equal_objects(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, COMMIT_ID_BYTES) == 0;
}

static bool add_commits(struct updating *updating, const struct repository_commits *commits,
			GError **error)
{
	g_autoptr(GHashTable) added = g_hash_table_new(hash_object, equal_objects);

	for (size_t i = 0; i < commits->n_commits; i++) {
		const struct repository_commit *commit = &commits->commits[i];
		g_autofree int64_t *parents = g_new(int64_t, commit->n_parents + 1);
		struct stored_changeset changeset = {
			.repository = updating->stored.id,
			.author = commit->author,
			.authored_at = commit->authored_at,
			.committed_at = commit->committed_at,
			.title = commit->title,
			.picked_from = commit->picked_from,
			.change = commit->hash,
			.parents = parents,
			.links = commit->links,
			.n_links = commit->n_links,
		};
		int64_t known;

		memcpy(changeset.object, commit->id, sizeof(changeset.object));
		if (!changesets_find(updating->index, updating->stored.id, commit->id, &known,
				     error))
			return false;
		if (known)
			continue;
		if (!find_parents(updating, commit, added, parents, &changeset.n_parents, error) ||
		    !changesets_add(updating->index, &changeset, error))
			return false;
		g_hash_table_insert(added, (gpointer)commit->id, GSIZE_TO_POINTER(changeset.id));
		updating->news->n_commits++;
	}
	return true;
}

static bool store_tips(struct updating *updating, GError **error)
{
	g_array_set_size(updating->tips, 0);
	for (unsigned i = 0; i < updating->refs->len; i++) {
		const struct repository_ref *ref =
			&g_array_index(updating->refs, struct repository_ref, i);
		struct stored_tip tip = {.name = ref->name};

		memcpy(tip.object, ref->commit, sizeof(tip.object));
		g_array_append_val(updating->tips, tip);
	}
	return repositories_set_tips(updating->index, updating->stored.id,
				     (const struct stored_tip *)(void *)updating->tips->data,
				     updating->tips->len, error);
}

bool repository_refresh(struct index *index, const GArray *messages, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < messages->len; i++) {
		int64_t posting;

		if (!postings_of_message(index, g_array_index(messages, int64_t, i), &posting,
					 error))
			return false;
		if (posting)
			g_array_append_val(postings, posting);
	}
	return outcomes_refresh(index, postings, NULL, error);
}

static bool write_commits(struct updating *updating, const struct repository_commits *commits,
			  GError **error)
{
	struct index *index = updating->index;
	g_autoptr(GArray) changed = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct stored_repository *stored = &updating->stored;
	int64_t last;

	if (!add_commits(updating, commits, error) ||
	    !changeset_tags_update(index, stored->id, updating->refs, changed, error) ||
	    !landings_last_changeset(index, stored->id, &last, error))
		return false;
	/* The numbers of commits that are gone are given again. */
	stored->considered = MIN(stored->considered, last);
	return store_tips(updating, error) && repositories_set_read(index, stored, error) &&
	       repository_refresh(index, changed, error);
}

/* Patches of an older time came: the commits of that time were left out. */
static bool begin_anew(struct updating *updating, int64_t since, GError **error)
{
	g_autoptr(GArray) landed = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct index *index = updating->index;

	updating->stored.since = since;
	updating->stored.considered = 0;
	g_array_set_size(updating->tips, 0);
	return landings_of_repository(index, updating->stored.id, landed, error) &&
	       repositories_empty(index, updating->stored.id, error) &&
	       repositories_set_read(index, &updating->stored, error) &&
	       repository_refresh(index, landed, error);
}

typedef bool (*step_fn)(struct updating *updating, void *user, GError **error);

/* Runs @step in a transaction. */
static bool transact(struct updating *updating, step_fn step, void *user, GError **error)
{
	struct database *database = updating->index->database;

	if (!database_begin_writing(database, error))
		return false;
	if (step(updating, user, error) && database_commit(database, error))
		return true;
	database_roll_back(database);
	return false;
}

static bool begin_anew_step(struct updating *updating, void *user, GError **error)
{
	return begin_anew(updating, *(const int64_t *)user, error);
}

static bool write_commits_step(struct updating *updating, void *user, GError **error)
{
	return write_commits(updating, user, error);
}

static bool read_repository(struct updating *updating, GError **error)
{
	g_autoptr(repository_commits) commits = NULL;
	int64_t since;

	if (!landings_since(updating->index, &since, error))
		return false;
	if (since != INT64_MAX)
		since -= SECONDS_BEFORE;
	/* As the time that is left out is long, the first mail may be found to be a little older. */
	if (since < updating->stored.since && !transact(updating, begin_anew_step, &since, error))
		return false;
	if (since == INT64_MAX || same_tips(updating))
		return true;
	commits = read_commits(updating, error);
	return commits && transact(updating, write_commits_step, commits, error);
}

/* Matching. */

struct match_step {
	struct landing_matcher *matcher;
	const int64_t *changesets;
	unsigned n_changesets;
};

static bool match_step(struct updating *updating, void *user, GError **error)
{
	const struct match_step *step = user;
	g_autoptr(GArray) changed = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < step->n_changesets; i++) {
		int64_t changeset = step->changesets[i];
		bool is_new;

		if (!landing_matcher_match(step->matcher, changeset, changed, &is_new, error))
			return false;
		updating->news->n_landed += is_new;
		updating->stored.considered = MAX(updating->stored.considered, changeset);
	}
	return repository_refresh(updating->index, changed, error) &&
	       repositories_set_read(updating->index, &updating->stored, error);
}

static bool finish_step(struct updating *updating, void *user, GError **error)
{
	(void)user;
	return repositories_set_read(updating->index, &updating->stored, error);
}

static bool match_repository(struct updating *updating, GError **error)
{
	g_autoptr(GArray) changesets = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(landing_matcher) matcher =
		landing_matcher_new(updating->index, updating->repository);
	int64_t last_message;
	int64_t last_changeset;

	if (!messages_last(updating->index, &last_message, error) ||
	    !landings_last_changeset(updating->index, updating->stored.id, &last_changeset, error))
		return false;
	if (updating->stored.matched == last_message &&
	    updating->stored.considered == last_changeset)
		return true;
	if (!landings_to_match(updating->index, &updating->stored, changesets, error))
		return false;
	for (unsigned i = 0; i < changesets->len; i += MATCHED_AT_ONCE) {
		struct match_step step = {
			.matcher = matcher,
			.changesets = &g_array_index(changesets, int64_t, i),
			.n_changesets = MIN(changesets->len - i, (unsigned)MATCHED_AT_ONCE),
		};

		if (!transact(updating, match_step, &step, error))
			return false;
	}
	updating->stored.matched = last_message;
	updating->stored.considered = last_changeset;
	return transact(updating, finish_step, NULL, error);
}

/* The repository as it is now and as it was read. */
static bool open_repository(struct updating *updating, GError **error)
{
	g_autofree char *path = str_dup(updating->stored.path);

	updating->repository = repository_open(path, error);
	return updating->repository &&
	       repository_refs(updating->repository, &updating->texts, updating->refs, error) &&
	       repositories_tips(updating->index, updating->stored.id, &updating->texts,
				 updating->tips, error);
}

bool repository_update(struct index *index, const struct repositories_request *request,
		       const struct stored_repository *stored, struct repository_news *news,
		       GError **error)
{
	struct updating updating = {
		.index = index,
		.request = request,
		.news = news,
		.stored = *stored,
		.refs = g_array_new(FALSE, FALSE, sizeof(struct repository_ref)),
		.tips = g_array_new(FALSE, FALSE, sizeof(struct stored_tip)),
	};
	bool done;

	arena_init(&updating.texts);
	done = open_repository(&updating, error) && read_repository(&updating, error) &&
	       match_repository(&updating, error);
	repository_close(updating.repository);
	g_array_unref(updating.refs);
	g_array_unref(updating.tips);
	arena_clear(&updating.texts);
	return done;
}
