/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/repositories.h"

#include "base/error.h"
#include "base/timestamp.h"
#include "flow/repository_update.h"
#include "index/landings.h"
#include "repository/repository.h"

#include <glib.h>
#include <string.h>

static bool is_absence(const GError *error)
{
	return g_error_matches(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND) ||
	       g_error_matches(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_ARCHIVE);
}

static void clear_news(void *data)
{
	struct repository_news *news = data;

	g_free(news->name);
	g_free(news->path);
}

void repositories_result_clear(struct repositories_result *result)
{
	g_clear_pointer(&result->news, g_array_unref);
}

static bool update_all(struct index *index, const struct repositories_request *request,
		       const GArray *stored, GArray *ret_news, GError **error)
{
	for (unsigned i = 0; i < stored->len; i++) {
		const struct stored_repository *repository =
			&g_array_index(stored, struct stored_repository, i);
		struct repository_news news = {
			.name = str_dup(repository->name),
			.path = str_dup(repository->path),
		};
		g_autoptr(GError) failure = NULL;
		bool done = repository_update(index, request, repository, &news, &failure);

		/* What landed there is known still. */
		news.is_absent = !done && is_absence(failure);
		g_array_append_val(ret_news, news);
		if (done || news.is_absent)
			continue;
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	return true;
}

bool repositories_update(struct index *index, const struct repositories_request *request,
			 struct repositories_result *ret_result, GError **error)
{
	g_autoptr(GArray) stored = g_array_new(FALSE, FALSE, sizeof(struct stored_repository));
	g_autoptr(GArray) news = g_array_new(FALSE, FALSE, sizeof(struct repository_news));
	g_auto(arena) texts = {0};

	g_array_set_clear_func(news, clear_news);
	arena_init(&texts);
	if (!repositories_load(index, &texts, stored, error) ||
	    !update_all(index, request, stored, news, error))
		return false;
	*ret_result = (struct repositories_result){.news = g_steal_pointer(&news)};
	return true;
}

/* `linux` of /srv/git/linux.git and /home/ann/linux/.git. */
static char *usual_name(const char *path)
{
	g_autofree char *base = g_path_get_basename(path);

	if (strcmp(base, ".git") == 0) {
		g_autofree char *above = g_path_get_dirname(path);

		return g_path_get_basename(above);
	}
	if (g_str_has_suffix(base, ".git"))
		base[strlen(base) - strlen(".git")] = '\0';
	return g_steal_pointer(&base);
}

static bool put_all(struct index *index, const GArray *known, GError **error)
{
	for (unsigned i = 0; i < known->len; i++) {
		struct stored_repository stored = {
			.path = g_array_index(known, struct stored_repository, i).path,
			.name = g_array_index(known, struct stored_repository, i).name,
			.since = INT64_MAX,
		};

		if (!repositories_put(index, &stored, error))
			return false;
	}
	return true;
}

bool repositories_adopt(struct index *index, const GArray *known, GError **error)
{
	if (!database_begin_writing(index->database, error))
		return false;
	if (put_all(index, known, error) && database_commit(index->database, error))
		return true;
	database_roll_back(index->database);
	return false;
}

bool repositories_name(struct index *index, const char *path, const char *name, GError **error)
{
	g_autoptr(repository) repository = repository_open(path, error);
	g_autoptr(GArray) known = g_array_new(FALSE, FALSE, sizeof(struct stored_repository));
	g_autofree char *usual = NULL;
	struct stored_repository stored;

	if (!repository)
		return false;
	usual = usual_name(repository_path(repository));
	stored = (struct stored_repository){
		.path = str_from(repository_path(repository)),
		.name = str_from(name ? name : usual),
	};
	g_array_append_val(known, stored);
	return repositories_adopt(index, known, error);
}

bool repositories_add(struct index *index, const char *path, const char *name,
		      const struct repositories_request *request,
		      struct repositories_result *ret_result, GError **error)
{
	return repositories_name(index, path, name, error) &&
	       repositories_update(index, request, ret_result, error);
}

static bool forget(struct index *index, int64_t repository, GError **error)
{
	g_autoptr(GArray) landed = g_array_new(FALSE, FALSE, sizeof(int64_t));

	return landings_of_repository(index, repository, landed, error) &&
	       repositories_forget(index, repository, error) &&
	       repository_refresh(index, landed, error);
}

bool repositories_remove(struct index *index, const char *name, GError **error)
{
	g_autoptr(GArray) stored = g_array_new(FALSE, FALSE, sizeof(struct stored_repository));
	g_auto(arena) texts = {0};
	g_autofree char *path = g_canonicalize_filename(name, NULL);

	arena_init(&texts);
	if (!database_begin_writing(index->database, error))
		return false;
	if (!repositories_load(index, &texts, stored, error)) {
		database_roll_back(index->database);
		return false;
	}
	for (unsigned i = 0; i < stored->len; i++) {
		const struct stored_repository *repository =
			&g_array_index(stored, struct stored_repository, i);

		if (!str_equal(repository->name, str_from(name)) &&
		    !str_equal(repository->path, str_from(path)))
			continue;
		if (forget(index, repository->id, error) && database_commit(index->database, error))
			return true;
		database_roll_back(index->database);
		return false;
	}
	database_roll_back(index->database);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
		    "no repository %s; 'tidings repo' lists those that there are", name);
	return false;
}

static bool fill_row(struct index *index, struct arena *arena,
		     const struct stored_repository *stored, struct repository_row *ret_row,
		     GError **error)
{
	struct repository_counts counts;
	g_autofree char *path = str_dup(stored->path);
	g_autoptr(repository) repository = repository_open(path, NULL);

	if (!repositories_count(index, stored->id, &counts, error))
		return false;
	*ret_row = (struct repository_row){
		.name = stored->name,
		.path = stored->path,
		.n_commits = counts.n_commits,
		.n_landed = counts.n_landed,
		.last = counts.last == INT64_MIN ? (str){0}
						 : timestamp_format_utc(arena, counts.last),
		.is_absent = !repository,
	};
	return true;
}

static bool fill_list(struct index *index, struct repository_list *list, GError **error)
{
	g_autoptr(GArray) stored = g_array_new(FALSE, FALSE, sizeof(struct stored_repository));

	if (!repositories_load(index, &list->arena, stored, error))
		return false;
	list->rows = arena_new_array(&list->arena, struct repository_row, stored->len);
	for (; list->n_rows < stored->len; list->n_rows++) {
		if (!fill_row(index, &list->arena,
			      &g_array_index(stored, struct stored_repository, list->n_rows),
			      &list->rows[list->n_rows], error))
			return false;
	}
	return true;
}

struct repository_list *repositories_list(struct index *index, GError **error)
{
	struct repository_list *list;

	if (!database_begin_reading(index->database, error))
		return NULL;
	list = repository_list_new();
	if (!fill_list(index, list, error))
		g_clear_pointer(&list, repository_list_free);
	database_roll_back(index->database);
	return list;
}
