/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/ingest.h"

#include "base/error.h"
#include "base/limits.h"
#include "flow/chunk.h"
#include "flow/evaluation.h"
#include "index/homeless.h"

#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* How the archive stands to what the index has of it. */
enum growth {
	GROWTH_NONE, /* nothing has come */
	GROWTH_MORE, /* what came stands behind what is known */
	GROWTH_ALL, /* it is new, or another one than before: all of it is read */
	GROWTH_FAILED,
};

struct ingesting {
	struct index *index;
	struct archive *archive;
	const struct ingest_request *request;
	struct ingest_result *result;
	char *path; /* canonical */
	GArray *points; /* struct archive_point: up to where the archive goes */
	GArray *stored; /* struct stored_point: up to where the index goes */
	struct selection *selection; /* what is to be read; NULL until it is known */
	struct archive *reopened; /* `archive`, if it was opened anew; else NULL */
	size_t n_done; /* of the selection's arrivals */
};

bool ingest_same_points(const GArray *points, const GArray *stored)
{
	if (points->len != stored->len)
		return false;
	for (unsigned i = 0; i < points->len; i++) {
		const struct archive_point *a = &g_array_index(points, struct archive_point, i);
		const struct stored_point *b = &g_array_index(stored, struct stored_point, i);

		if (a->epoch != b->epoch || strcmp(a->tip, b->tip) != 0)
			return false;
	}
	return true;
}

bool ingest_is_current(struct index *index, int64_t number, const char *path,
		       enum mbox_quoting quoting, bool *ret_is, GError **error)
{
	g_autoptr(archive) archive = archive_open(path, quoting, error);
	g_autoptr(GArray) points = archive ? archive_points(archive, error) : NULL;
	g_autoptr(GArray) stored = points ? archives_points(index, number, error) : NULL;
	bool has_forgotten;

	if (!stored || !archives_has_forgotten(index, number, &has_forgotten, error))
		return false;
	*ret_is = !has_forgotten && ingest_same_points(points, stored);
	return true;
}

char *ingest_canonical_path(const char *path, GError **error)
{
	char *canonical = realpath(path, NULL);
	char *copy;

	if (!canonical) {
		g_set_error(error, TIDINGS_ERROR,
			    errno == ENOENT ? TIDINGS_ERROR_NOT_FOUND : TIDINGS_ERROR_READ,
			    "cannot read '%s': %s", path, g_strerror(errno));
		return NULL;
	}
	copy = g_strdup(canonical);
	free(canonical);
	return copy;
}

/*
 * The last commit that is known, if all epochs before its own are as they were: only the
 * last one grows, and others are begun behind it. NULL where the archive is another one.
 */
static const char *known_until(const GArray *points, const GArray *stored)
{
	if (stored->len == 0 || points->len < stored->len)
		return NULL;
	for (unsigned i = 0; i < stored->len; i++) {
		const struct archive_point *a = &g_array_index(points, struct archive_point, i);
		const struct stored_point *b = &g_array_index(stored, struct stored_point, i);
		bool is_last = i + 1 == stored->len;

		if (a->epoch != b->epoch || (!is_last && strcmp(a->tip, b->tip) != 0))
			return NULL;
	}
	return g_array_index(stored, struct stored_point, stored->len - 1).tip;
}

static bool has_commits(const struct archive *archive)
{
	return archive_kind(archive) != ARCHIVE_MBOX && archive_kind(archive) != ARCHIVE_MAILDIR;
}

/* Selects what stands behind @known; GROWTH_ALL where the archive does not lead there any more. */
static enum growth select_behind(struct ingesting *ingesting, const char *known, GError **error)
{
	g_autofree char *range = g_strdup_printf("%s..", known);
	const struct selection_request request = {.range = range};
	g_autoptr(GError) reason = NULL;

	if (archive_select(ingesting->archive, &request, &ingesting->selection, &reason))
		return GROWTH_MORE;
	if (g_error_matches(reason, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND) ||
	    g_error_matches(reason, TIDINGS_ERROR, TIDINGS_ERROR_RANGE))
		return GROWTH_ALL;
	g_propagate_error(error, g_steal_pointer(&reason));
	return GROWTH_FAILED;
}

/* Opens the archive anew: another run may have read more of it than was there at first. */
static bool look_again(struct ingesting *ingesting, GError **error)
{
	struct archive *archive = archive_open(ingesting->path, ingesting->request->quoting, error);

	if (!archive)
		return false;
	archive_close(ingesting->reopened);
	ingesting->reopened = archive;
	ingesting->archive = archive;
	g_clear_pointer(&ingesting->points, g_array_unref);
	ingesting->points = archive_points(archive, error);
	return ingesting->points;
}

static enum growth find_growth(struct ingesting *ingesting, GError **error)
{
	const struct selection_request all = {0};
	const char *known = known_until(ingesting->points, ingesting->stored);
	enum growth growth = GROWTH_ALL;

	if (ingest_same_points(ingesting->points, ingesting->stored))
		return GROWTH_NONE;
	if (known && has_commits(ingesting->archive))
		growth = select_behind(ingesting, known, error);
	if (growth != GROWTH_ALL)
		return growth;
	return archive_select(ingesting->archive, &all, &ingesting->selection, error)
		       ? GROWTH_ALL
		       : GROWTH_FAILED;
}

/* What is deleted in the archive, or all of it where it is read again, stands there no more. */
static bool forget(struct ingesting *ingesting, enum growth growth, GError **error)
{
	const struct selection *selection = ingesting->selection;
	int64_t archive = ingesting->result->archive;

	if (growth == GROWTH_ALL) {
		ingesting->result->read_again = ingesting->stored->len > 0;
		return places_forget_all(ingesting->index, archive, error);
	}
	ingesting->result->n_forgotten += selection->n_deleted_before;
	return places_forget(ingesting->index, archive, selection->deleted_before,
			     selection->n_deleted_before, error);
}

/* The point that is reached with the arrival before index @end of the selection. */
static GArray *points_reached(const struct ingesting *ingesting, size_t end)
{
	GArray *reached = g_array_new(FALSE, TRUE, sizeof(struct stored_point));
	const struct selection *selection = ingesting->selection;
	bool is_last = end == selection->n_arrivals;
	const struct arrival *last = end ? &selection->arrivals[end - 1] : NULL;

	for (unsigned i = 0; i < ingesting->points->len; i++) {
		const struct archive_point *point =
			&g_array_index(ingesting->points, struct archive_point, i);
		struct stored_point stored = {.epoch = point->epoch};

		if (!is_last && point->epoch > last->epoch)
			break;
		g_strlcpy(stored.tip, point->tip, sizeof(stored.tip));
		if (!is_last && point->epoch == last->epoch)
			archive_commit_of(ingesting->archive, last, stored.tip);
		g_array_append_val(reached, stored);
	}
	return reached;
}

static bool store_points(struct ingesting *ingesting, size_t end, GError **error)
{
	bool is_last = end == ingesting->selection->n_arrivals;
	g_autoptr(GArray) reached = NULL;

	if (!is_last && !has_commits(ingesting->archive))
		return true;
	reached = points_reached(ingesting, end);
	g_array_set_size(ingesting->stored, 0);
	g_array_append_vals(ingesting->stored, reached->data, reached->len);
	return archives_set_points(ingesting->index, ingesting->result->archive, reached, error);
}

/* What stands nowhere is known only when all that there is has been placed. */
static bool drop_homeless(struct ingesting *ingesting, GArray *threads, GArray *postings,
			  GError **error)
{
	struct index *index = ingesting->index;
	int64_t archive = ingesting->result->archive;
	bool has_forgotten;

	if (!archives_has_forgotten(index, archive, &has_forgotten, error))
		return false;
	if (!has_forgotten)
		return true;
	return homeless_drop(index, threads, postings, error) &&
	       archives_set_forgotten(index, archive, false, error);
}

static bool write_chunk(struct ingesting *ingesting, struct chunk *chunk,
			const struct selection *part, GError **error)
{
	size_t end = ingesting->n_done + part->n_arrivals;
	bool is_last = end == ingesting->selection->n_arrivals;
	g_autoptr(GArray) broken = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct evaluation_request evaluation;

	if (!chunk_write(chunk, part, ingesting->request->progress, error))
		return false;
	if (is_last && !drop_homeless(ingesting, chunk->threads, broken, error))
		return false;
	evaluation = (struct evaluation_request){
		.threads = chunk->threads,
		.fresh = chunk->fresh,
		.first_fresh = chunk->first_fresh,
		.broken = broken,
		.progress = ingesting->request->progress,
	};
	if (!evaluate_threads(ingesting->index, &evaluation, error) ||
	    !store_points(ingesting, end, error))
		return false;
	ingesting->result->n_mails += part->n_arrivals;
	ingesting->result->n_messages += chunk->fresh->len;
	ingesting->result->n_missing += chunk->n_missing;
	return true;
}

/* The next chunk of the selection, within a transaction. */
static bool ingest_chunk(struct ingesting *ingesting, GError **error)
{
	unsigned asked = ingesting->request->chunk_mails;
	size_t most = asked ? MIN(asked, (unsigned)LIMIT_CHUNK_MAILS) : (size_t)LIMIT_CHUNK_MAILS;
	struct selection part = {
		.arrivals = ingesting->selection->arrivals + ingesting->n_done,
		.n_arrivals = MIN(ingesting->selection->n_arrivals - ingesting->n_done, most),
	};
	struct chunk chunk = {
		.index = ingesting->index,
		.archive = ingesting->result->archive,
	};
	bool done;

	if (!places_last(ingesting->index, chunk.archive, &chunk.first_number, error))
		return false;
	chunk.first_number++;
	done = chunk_read(&chunk, ingesting->archive, &part, ingesting->request->n_workers,
			  ingesting->request->progress, error) &&
	       write_chunk(ingesting, &chunk, &part, error);
	chunk_clear(&chunk);
	if (done)
		ingesting->n_done += part.n_arrivals;
	return done;
}

static bool add_archive(struct ingesting *ingesting, GError **error)
{
	struct stored_archive archive = {
		.path = str_from(ingesting->path),
		.title = str_from(archive_description(ingesting->archive)),
		.quoting = ingesting->request->quoting,
	};

	if (!archives_add(ingesting->index, &archive, error))
		return false;
	ingesting->result->archive = archive.id;
	return true;
}

static bool is_same(const GArray *a, const GArray *b)
{
	return a->len == b->len &&
	       (a->len == 0 || memcmp(a->data, b->data, a->len * sizeof(struct stored_point)) == 0);
}

/* True once nothing is left to read. */
static bool ingest_step(struct ingesting *ingesting, bool *ret_done, GError **error)
{
	struct index *index = ingesting->index;
	struct ingest_result *result = ingesting->result;
	struct progress *progress = ingesting->request->progress;
	g_autoptr(GArray) stored = NULL;

	if (!archives_find(index, str_from(ingesting->path), &result->archive, error))
		return false;
	if (result->archive == 0 && !add_archive(ingesting, error))
		return false;
	stored = archives_points(index, result->archive, error);
	if (!stored)
		return false;
	/* Another run may have gone on since the last transaction. */
	if (!ingesting->selection || !is_same(ingesting->stored, stored)) {
		enum growth growth;

		g_clear_pointer(&ingesting->selection, selection_free);
		g_clear_pointer(&ingesting->stored, g_array_unref);
		ingesting->stored = g_steal_pointer(&stored);
		ingesting->n_done = 0;
		growth = find_growth(ingesting, error);
		if (growth == GROWTH_ALL && ingesting->stored->len && !ingesting->reopened) {
			g_clear_pointer(&ingesting->selection, selection_free);
			growth = look_again(ingesting, error) ? find_growth(ingesting, error)
							      : GROWTH_FAILED;
		}
		*ret_done = growth == GROWTH_NONE;
		if (growth == GROWTH_NONE || growth == GROWTH_FAILED)
			return growth == GROWTH_NONE;
		if (progress) {
			progress->total = ingesting->selection->n_arrivals;
			progress->done = 0;
		}
		if (!forget(ingesting, growth, error))
			return false;
	}
	if (progress)
		progress->before = ingesting->n_done;
	if (!ingest_chunk(ingesting, error))
		return false;
	*ret_done = ingesting->n_done == ingesting->selection->n_arrivals;
	return true;
}

/* What is committed at once. */
static bool ingest_steps(struct ingesting *ingesting, bool *ret_done, GError **error)
{
	do {
		if (!ingest_step(ingesting, ret_done, error))
			return false;
	} while (!*ret_done && !has_commits(ingesting->archive));
	return true;
}

static bool is_up_to_date(struct ingesting *ingesting, bool *ret_is, GError **error)
{
	struct index *index = ingesting->index;
	g_autoptr(GArray) stored = NULL;

	if (!archives_find(index, str_from(ingesting->path), &ingesting->result->archive, error))
		return false;
	*ret_is = false;
	if (ingesting->result->archive == 0)
		return true;
	stored = archives_points(index, ingesting->result->archive, error);
	if (!stored)
		return false;
	*ret_is = ingest_same_points(ingesting->points, stored);
	return true;
}

static bool ingest_all(struct ingesting *ingesting, GError **error)
{
	struct database *database = ingesting->index->database;
	bool done;

	/* Nothing to write is the usual case, and must not wait for one who does. */
	if (!is_up_to_date(ingesting, &done, error))
		return false;
	while (!done) {
		if (!database_begin_writing(database, error))
			return false;
		if (!ingest_steps(ingesting, &done, error) || !database_commit(database, error)) {
			database_roll_back(database);
			return false;
		}
	}
	return true;
}

bool ingest_archive(struct index *index, struct archive *archive,
		    const struct ingest_request *request, struct ingest_result *ret_result,
		    GError **error)
{
	struct ingest_result result = {0};
	struct ingesting ingesting = {
		.index = index,
		.archive = archive,
		.request = request,
		.result = &result,
		.path = ingest_canonical_path(request->path, error),
	};
	bool done = false;

	if (ingesting.path)
		ingesting.points = archive_points(archive, error);
	if (ingesting.points)
		done = ingest_all(&ingesting, error);
	if (done)
		*ret_result = result;
	g_clear_pointer(&ingesting.selection, selection_free);
	g_clear_pointer(&ingesting.stored, g_array_unref);
	g_clear_pointer(&ingesting.points, g_array_unref);
	archive_close(ingesting.reopened);
	g_free(ingesting.path);
	return done;
}
