/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/site.h"

#include "base/error.h"
#include "base/hash.h"
#include "flow/ingest.h"
#include "flow/repositories.h"
#include "site/plan_people.h"
#include "site/report_of.h"
#include "site/writer.h"

#include <string.h>

/* Everything that all pages depend on, as one sum. */
static uint64_t sum_settings(const struct site_request *request, const struct hash_key *key,
			     str title)
{
	const str texts[] = {
		title,
		str_from(request->link),
		str_from(request->url),
		str_from(request->version),
	};
	uint64_t sum = hash_chain(request->period, request->top);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		sum = hash_chain(sum, hash_bytes(key, texts[i]));
	return sum;
}

/* The templates that pages may be made of, by what they hold. */
static bool sum_templates(const struct site_request *request, const struct hash_key *key,
			  uint64_t *sum, GError **error)
{
	g_autoptr(template_source) source = template_source_new(request->templates);

	for (const struct built_in_template *file = built_in_templates; file->name; file++) {
		str text;

		if (!template_source_find(source, file->name, &text, error))
			return false;
		*sum = hash_chain(*sum, hash_bytes(key, text));
	}
	return true;
}

static bool bring_up_to_date(const struct site_request *request, struct index *index,
			     struct archive *archive, int64_t *ret_archive, GError **error)
{
	const struct ingest_request ingest = {
		.path = request->archive,
		.quoting = request->quoting,
		.progress = request->index_progress,
	};
	const struct repositories_request repositories = {.progress = request->index_progress};
	struct repositories_result news;
	struct ingest_result result;

	if (!ingest_archive(index, archive, &ingest, &result, error) ||
	    !repositories_update(index, &repositories, &news, error))
		return false;
	repositories_result_clear(&news);
	*ret_archive = result.archive;
	return true;
}

/* What was published the last time. */
static void read_manifest(const struct folder *folder, struct manifest *manifest)
{
	g_autofree char *text = NULL;
	size_t length;

	if (folder_read(folder, MANIFEST_NAME, &text, &length))
		manifest_parse(manifest, (str){.ptr = text, .len = length});
}

static void note_changed(struct site_writer *writer, uint64_t number)
{
	g_hash_table_add(writer->changed, g_memdup2(&number, sizeof(number)));
}

/* Who has a page in the one and not in the other. */
static void find_changed_people(struct site_writer *writer)
{
	const GArray *people = writer->plan->people;
	g_autoptr(GHashTable) now = g_hash_table_new(g_int64_hash, g_int64_equal);
	g_autoptr(GArray) numbers = g_array_sized_new(FALSE, FALSE, sizeof(uint64_t), people->len);
	GHashTableIter iter;
	gpointer name;

	writer->changed = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	for (unsigned i = 0; i < people->len; i++) {
		str page = g_array_index(people, struct planned_person, i).row.name;
		uint64_t number = plan_number_of(page);
		g_autofree char *path = g_strdup_printf("people/" STR_FMT ".html", STR_ARG(page));

		g_array_append_val(numbers, number);
		g_hash_table_add(now, &g_array_index(numbers, uint64_t, i));
		if (!g_hash_table_contains(writer->before->files, path))
			note_changed(writer, number);
	}
	g_hash_table_iter_init(&iter, writer->before->files);
	while (g_hash_table_iter_next(&iter, &name, NULL)) {
		str page = str_from(name);
		uint64_t number;

		if (!str_take(&page, STR("people/")))
			continue;
		number = plan_number_of(
			str_slice(page, 0, page.len - MIN(page.len, strlen(".html"))));
		if (!g_hash_table_contains(now, &number))
			note_changed(writer, number);
	}
}

static bool write_manifest(const struct site_writer *writer, const struct manifest *manifest,
			   GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	bool written;

	manifest_write(manifest, text);
	return folder_write(writer->folder, MANIFEST_NAME,
			    (str){.ptr = text->str, .len = text->len}, &written, error);
}

/*
 * A run may be killed. Before its first page a folder is marked as one of a site, and what stands
 * there as made with other settings.
 */
static bool begin_site(const struct site_writer *writer, GError **error)
{
	return writer->before->settings == writer->after->settings ||
	       write_manifest(writer, writer->before, error);
}

/* Files that are no longer of the site, when nothing leads to them any more. */
static bool remove_old(struct site_writer *writer, GError **error)
{
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, writer->before->files);
	while (g_hash_table_iter_next(&iter, &name, NULL)) {
		if (g_hash_table_contains(writer->after->files, name))
			continue;
		if (!folder_remove(writer->folder, name, error))
			return false;
		writer->result.n_removed++;
	}
	return true;
}

/* Leaves first, then what leads to them; the manifest last, when all is on the disk. */
static bool write_site(struct site_writer *writer, GError **error)
{
	return begin_site(writer, error) && write_person_pages(writer, error) &&
	       write_work_pages(writer, error) && write_update_pages(writer, error) &&
	       write_front_pages(writer, error) && remove_old(writer, error) &&
	       folder_sync(writer->folder, error) && write_manifest(writer, writer->after, error);
}

static void writer_clear(struct site_writer *writer)
{
	for (unsigned i = 0; i < LIMIT_WORKERS; i++) {
		template_set_free(writer->workers[i].templates);
		template_source_free(writer->workers[i].source);
		index_close(writer->workers[i].index);
		g_clear_pointer(&writer->workers[i].asked, g_array_unref);
	}
	g_clear_pointer(&writer->changed, g_hash_table_unref);
	g_mutex_clear(&writer->lock);
}

static bool publish(const struct site_request *request, const struct plan *plan,
		    const struct folder *folder, str title, uint64_t settings,
		    struct site_result *ret_result, GError **error)
{
	struct manifest before;
	struct manifest after;
	struct site_writer writer = {
		.request = request,
		.plan = plan,
		.folder = folder,
		.before = &before,
		.after = &after,
		.title = title,
	};
	bool done;

	g_mutex_init(&writer.lock);
	manifest_init(&before);
	manifest_init(&after);
	after.settings = settings;
	read_manifest(folder, &before);
	/* Pages are about to be other than its keys say: of a run that does not end none is right. */
	if (before.settings != settings)
		before.settings = 0;
	find_changed_people(&writer);
	done = write_site(&writer, error);
	*ret_result = writer.result;
	writer_clear(&writer);
	manifest_clear(&before);
	manifest_clear(&after);
	return done;
}

/* One state of the index for the plan; pages are made of it after that, and it may have grown. */
static bool make_plan(const struct site_request *request, struct index *index, int64_t archive,
		      struct plan *plan, GError **error)
{
	bool done;

	if (!database_begin_reading(index->database, error))
		return false;
	done = plan_make(plan, request, index, archive, error);
	database_roll_back(index->database);
	return done;
}

/* The first mails tell it where the request does not: what comes later renames no site. */
static bool find_title(const struct site_request *request, const struct plan *plan,
		       struct arena *arena, str *ret_title, GError **error)
{
	g_autoptr(report) report = NULL;

	*ret_title = str_from(request->title);
	if (ret_title->len > 0)
		return true;
	report = report_of_update(request, &plan->first_mails, (str){0}, error);
	if (!report)
		return false;
	*ret_title = arena_str(arena, report->update->title);
	return true;
}

/* All that is behind an index that is up to date, and a folder that is ours. */
static bool publish_to(const struct site_request *request, struct index *index, int64_t archive,
		       const struct folder *folder, struct site_result *ret_result, GError **error)
{
	g_auto(arena) arena = {0};
	struct plan plan = {0};
	uint64_t settings = 0;
	str title;
	bool done;

	arena_init(&arena);
	done = make_plan(request, index, archive, &plan, error);
	if (done && plan.updates->len == 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_RANGE, "%s: no mail in the archive",
			    request->archive);
		done = false;
	}
	done = done && find_title(request, &plan, &arena, &title, error);
	if (done)
		settings = sum_settings(request, &index->key, title);
	done = done && sum_templates(request, &index->key, &settings, error) &&
	       publish(request, &plan, folder, title, settings, ret_result, error);
	plan_clear(&plan);
	return done;
}

bool site_publish(const struct site_request *request, struct site_result *ret_result,
		  GError **error)
{
	g_autoptr(archive) archive = archive_open(request->archive, request->quoting, error);
	g_autoptr(index_) index = archive ? index_open(request->index, error) : NULL;
	g_autoptr(folder) folder =
		index ? folder_open(request->folder, MANIFEST_NAME, error) : NULL;
	int64_t number;

	if (!folder)
		return false;
	database_set_waiting(index->database, request->tell_waiting, NULL);
	return bring_up_to_date(request, index, archive, &number, error) &&
	       publish_to(request, index, number, folder, ret_result, error);
}
