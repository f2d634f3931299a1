/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/report.h"

#include "base/error.h"
#include "base/utf8.h"
#include "flow/context.h"
#include "flow/ingest.h"
#include "flow/report_update.h"
#include "flow/repositories.h"
#include "index/archives.h"
#include "index/outcomes.h"
#include "people/mailmap.h"

#include <glib.h>

/* "lists" of "lists.example.org". */
static str first_label(str name)
{
	size_t dot;

	return str_find_byte(name, '.', &dot) && dot > 0 ? str_slice(name, 0, dot) : name;
}

str report_title_of_description(str description)
{
	static const str endings[] = {
		STR_INIT("archive mirror"), STR_INIT("mailing list archive"),
		STR_INIT("mailing list"),   STR_INIT("list archive"),
		STR_INIT("archive"),	    STR_INIT("archives"),
		STR_INIT("list"),	    STR_INIT("mirror"),
	};
	str title = str_trim(description);

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t keep = title.len - MIN(title.len, endings[i].len);

		if (keep > 0 && g_ascii_isspace(title.ptr[keep - 1]) &&
		    str_ends_nocase(title, endings[i])) {
			title = str_trim_end(str_slice(title, 0, keep));
			break;
		}
	}
	return str_contains(title, STR(" ")) ? title : first_label(title);
}

str report_title_of_list_id(str list_id)
{
	str id = str_trim(list_id);
	size_t open;
	size_t close;

	if (str_find_last_byte(id, '<', &open)) {
		id = str_skip(id, open + 1);
		if (str_find_byte(id, '>', &close))
			id = str_slice(id, 0, close);
	}
	return first_label(str_trim(id));
}

static str last_part(const char *path)
{
	str part = str_from(path);
	size_t slash;

	while (part.len > 1 && str_ends(part, STR("/")))
		part.len--;
	if (str_find_last_byte(part, '/', &slash) && part.len > 1)
		part = str_skip(part, slash + 1);
	return part;
}

static str title_of(const struct report_request *request, const struct archive *archive,
		    struct collection *collection)
{
	const char *description = archive_description(archive);
	str title = str_from(request->title);

	if (title.len == 0 && description)
		title = report_title_of_description(str_from(description));
	if (title.len == 0)
		title = report_title_of_list_id(collection->list_id);
	if (title.len == 0)
		title = last_part(request->archive);
	/* The archive may be closed, and its description freed, before the update is. */
	title = utf8_make_valid(&collection->texts[0], title);
	return arena_str(&collection->texts[0], title);
}

static const char *range_name(const struct report_request *request)
{
	if (request->selection.range)
		return request->selection.range;
	if (request->selection.has_since || request->selection.has_until)
		return "the time asked for";
	return "the archive";
}

static struct report_time time_of(const struct report_request *request,
				  const struct collection *collection)
{
	struct report_time time = {
		.told_until = INT64_MIN,
		.until = INT64_MIN,
		.known_until = INT64_MAX,
	};

	for (unsigned i = 0; i < collection->records->len; i++)
		time.until = MAX(time.until,
				 g_array_index(collection->records, struct record, i).arrived_at);
	if (request->selection.has_since)
		time.told_until = request->selection.since - 1;
	if (request->selection.has_until)
		time.until = request->selection.until - 1;
	return time;
}

/* A range of commits goes on where the one before it ended. */
static bool find_told_until(const struct report_request *request, struct index *index,
			    const struct selection *selection, int64_t archive,
			    struct report_time *time, GError **error)
{
	int64_t number = 0;

	if (request->selection.has_since)
		return true;
	for (size_t i = 0; number == 0 && i < selection->n_arrivals; i++) {
		if (!places_find_commit(index, archive, selection->arrivals[i].commit, &number,
					error))
			return false;
	}
	return number == 0 || places_before(index, archive, number, &time->told_until, error);
}

static struct update *make_update(const struct report_request *request, struct index *index,
				  const struct archive *archive, const struct selection *selection,
				  struct collection *collection, const struct report_time *time,
				  GError **error)
{
	const struct report_frame frame = {
		.title = title_of(request, archive, collection),
		.from = str_from(selection->from_id),
		.to = str_from(selection->to_id),
		.link = str_from(request->link),
		.n_deleted = (unsigned)selection->n_deleted,
		.top = request->top,
		.time = *time,
	};

	return report_update(index, collection, &frame, error);
}

/* Puts what the index knows of the works among the mails of the range. */
static bool add_context(const struct report_request *request, struct index *index,
			const struct selection *selection, const struct mailmap *mailmap,
			int64_t archive, struct collection *collection, struct report_time *time,
			GError **error)
{
	struct context_request context = {
		.mailmap = mailmap,
		.with_diffs = request->with_diffs,
		.archives = &archive,
		.n_archives = 1,
	};

	if (!find_told_until(request, index, selection, archive, time, error))
		return false;
	context.from = time->told_until;
	context.to = time->until;
	if (!request->as_of_now) {
		if (!context_moment(index, archive, selection, collection, &context.until, error))
			return false;
		time->known_until = context.until.arrived_at;
	}
	return context_add(index, &context, collection, error);
}

static struct collection *collect(const struct report_request *request, const struct index *index,
				  struct archive *archive, const struct selection *selection,
				  const struct mailmap *mailmap, GError **error)
{
	const struct collection_request collection_request = {
		.mailmap = mailmap,
		.classic = request->classic,
		.with_diffs = request->with_diffs,
		.n_workers = request->n_workers,
		.key = index ? &index->key : NULL,
		.has_since = request->selection.has_since,
		.has_until = request->selection.has_until,
		.since = request->selection.since,
		.until = request->selection.until,
		.progress = request->progress,
	};
	g_autoptr(collection) collection = NULL;

	if (request->progress)
		request->progress->total = selection->n_arrivals;
	collection = collection_read(archive, selection, &collection_request, error);
	if (!collection)
		return NULL;
	if (collection->records->len == 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_RANGE, "%s: no mail in %s",
			    request->archive, range_name(request));
		return NULL;
	}
	return g_steal_pointer(&collection);
}

struct collection *report_collect(const struct report_request *request, struct archive *archive,
				  const struct selection *selection, GError **error)
{
	return collect(request, NULL, archive, selection, NULL, error);
}

/* The collection with its context, and what is made of it: one state of the index, or none. */
static bool fill_report(const struct report_request *request, struct index *index,
			struct archive *archive, int64_t archive_number, struct report *report,
			GError **error)
{
	g_autoptr(selection) selection = NULL;
	struct report_time time;

	if (!archive_select(archive, &request->selection, &selection, error))
		return false;
	report->collection = collect(request, index, archive, selection, report->mailmap, error);
	if (!report->collection)
		return false;
	time = time_of(request, report->collection);
	if (index && !add_context(request, index, selection, report->mailmap, archive_number,
				  report->collection, &time, error))
		return false;
	report->update =
		make_update(request, index, archive, selection, report->collection, &time, error);
	return report->update;
}

/* What landed since. Of a repository that is not there now what is known counts. */
static bool read_repositories(struct index *index, const struct report_request *request,
			      GError **error)
{
	const struct repositories_request repositories = {.progress = request->index_progress};
	struct repositories_result result;

	if (!repositories_update(index, &repositories, &result, error))
		return false;
	repositories_result_clear(&result);
	return true;
}

static bool bring_up_to_date(struct index *index, const struct report_request *request,
			     struct archive *archive, GError **error)
{
	const struct ingest_request ingest = {
		.path = request->archive,
		.quoting = request->quoting,
		.progress = request->index_progress,
	};
	struct ingest_result result;

	return ingest_archive(index, archive, &ingest, &result, error) &&
	       read_repositories(index, request, error);
}

static bool find_archive(struct index *index, const struct report_request *request,
			 int64_t *ret_number, GError **error)
{
	g_autofree char *path = ingest_canonical_path(request->archive, error);

	return path && archives_find(index, str_from(path), ret_number, error);
}

static bool fill_with_index(const struct report_request *request, struct archive *archive,
			    struct report *report, GError **error)
{
	g_autoptr(index_) index = index_open(request->index, error);
	int64_t number;
	bool filled;

	if (!index)
		return false;
	database_set_waiting(index->database, request->tell_waiting, NULL);
	if ((!request->index_is_current && !bring_up_to_date(index, request, archive, error)) ||
	    !database_begin_reading(index->database, error))
		return false;
	filled = find_archive(index, request, &number, error) &&
		 fill_report(request, index, archive, number, report, error);
	/* Nothing was written: there is nothing that could be lost. */
	database_roll_back(index->database);
	return filled;
}

struct report *report_make(const struct report_request *request, GError **error)
{
	g_autoptr(report) report = g_new0(struct report, 1);
	g_autoptr(archive) archive = NULL;
	bool filled;

	if (request->mailmap) {
		report->mailmap = mailmap_read(request->mailmap, error);
		if (!report->mailmap)
			return NULL;
	}
	archive = archive_open(request->archive, request->quoting, error);
	if (!archive)
		return NULL;
	filled = request->index ? fill_with_index(request, archive, report, error)
				: fill_report(request, NULL, archive, 0, report, error);
	return filled ? g_steal_pointer(&report) : NULL;
}

void report_free(struct report *report)
{
	if (!report)
		return;
	update_free(report->update);
	collection_free(report->collection);
	mailmap_free(report->mailmap);
	g_free(report);
}
