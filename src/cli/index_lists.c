/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/index_lists.h"

#include "archive/archive.h"
#include "base/error.h"
#include "cli/command.h"
#include "cli/repository_report.h"
#include "cli/terminal.h"
#include "flow/ingest.h"
#include "flow/repositories.h"
#include "subscription/news.h"

enum { PROGRESS_STEP = 500 }; /* mails between two lines of progress */

/* A list that has an address can be fetched. */
static struct archive *open_list(const struct config_list *list, enum mbox_quoting quoting,
				 GError **error)
{
	g_autoptr(GError) reason = NULL;
	struct archive *archive = archive_open(list->path, quoting, &reason);

	if (archive)
		return archive;
	if (list->url && g_error_matches(reason, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND))
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "the list %s is not here yet; get it with 'tidings fetch %s'",
			    list->name, list->name);
	else
		g_propagate_error(error, g_steal_pointer(&reason));
	return NULL;
}

bool index_list(struct index *index, const struct config_list *list, bool with_progress,
		GError **error)
{
	g_autofree char *what = g_strdup_printf("Indexing %s", list->name);
	struct progress progress = {
		.show = terminal_show_progress,
		.what = what,
		.every = PROGRESS_STEP,
	};
	const struct ingest_request request = {
		.path = list->path,
		.quoting = subscription_list_quoting(list),
		.progress = with_progress ? &progress : NULL,
	};
	g_autoptr(archive) archive = open_list(list, request.quoting, error);
	struct ingest_result result;
	bool done;

	if (!archive)
		return false;
	done = ingest_archive(index, archive, &request, &result, error);
	if (with_progress)
		terminal_end_progress();
	return done;
}

/* One that is not there is no failure of the lists. */
static bool name_repositories(struct index *index, const struct config *config, GError **error)
{
	for (unsigned i = 0; i < config->repositories->len; i++) {
		const struct config_repository *repository =
			&g_array_index(config->repositories, struct config_repository, i);
		g_autoptr(GError) reason = NULL;

		if (repositories_name(index, repository->path, repository->name, &reason))
			continue;
		if (!g_error_matches(reason, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND)) {
			g_propagate_error(error, g_steal_pointer(&reason));
			return false;
		}
		command_report_error(reason);
	}
	return true;
}

bool index_repositories(struct index *index, const struct config *config, bool with_progress,
			GError **error)
{
	const struct repository_report_request request = {.with_progress = with_progress};
	g_autoptr(GString) unused = g_string_new(NULL);
	unsigned n_absent;

	return name_repositories(index, config, error) &&
	       repository_report(index, &request, unused, &n_absent, error);
}
