/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/open_index.h"
#include "cli/output.h"
#include "cli/repository_report.h"
#include "cli/terminal.h"
#include "flow/ingest.h"
#include "flow/repositories.h"
#include "index/archives.h"
#include "index/check.h"
#include "render/escape.h"

#include <unistd.h>

enum { PROGRESS_STEP = 500 }; /* mails between two lines of progress */

struct index_options {
	struct shown_options shown;
	gboolean check;
	gboolean rebuild;
	gboolean progress;
	gboolean no_progress;
	char *mbox_quoting;
	int batch;
	char **archives;
};

struct named_archive {
	char *path;
	enum mbox_quoting quoting;
};

/* What an index is made of. */
struct index_sources {
	GPtrArray *archives; /* struct named_archive * */
	GArray *repositories; /* struct stored_repository: those of the index that was there */
	struct arena texts;
};

static const struct command_usage usage = {
	.command = "index",
	.summary = "Reads what came to archives since the last time into the index, which knows\n"
		   "every mail, series and revision that it has seen.",
	.description =
		"ARCHIVE is a list of the configuration, by its name, or a path: of a\n"
		"public-inbox inbox (v2 or v1), one epoch of it, an mbox (also .gz), a Maildir.\n"
		"Without one, all that the index knows are brought up to date.\n"
		"'tidings update' does so by itself for the archive that it reports on.\n"
		"Then it is read what is new in the repositories that 'tidings repo' names.\n"
		"\n"
		"The index stands under $XDG_DATA_HOME/tidings, or where 'tidings --db PATH "
		"index'\n"
		"says. Mails stay in the archives.\n"
		"\n"
		"Examples:\n"
		"  tidings index lists/kvm lists/qemu-devel\n"
		"  tidings index --check\n"
		"  tidings --db kvm.db index --rebuild lists/kvm\n"
		"\n"
		"Exit status: 0 done, 1 failed or, of --check, found something wrong, 2 used "
		"wrongly.",
};

static int run_index(const struct command_settings *settings, const struct index_options *options,
		     GError **error);

int command_index(const struct command_settings *settings, char **arguments)
{
	struct index_options options = {0};
	const GOptionEntry entries[] = {
		{"check", 0, 0, G_OPTION_ARG_NONE, &options.check,
		 "read nothing, but look whether the index is sound", NULL},
		{"rebuild", 0, 0, G_OPTION_ARG_NONE, &options.rebuild,
		 "make it anew, of the archives and repositories it knew, and of those given",
		 NULL},
		{"mbox-quoting", 0, 0, G_OPTION_ARG_FILENAME, &options.mbox_quoting,
		 "how an mbox quotes \"From \": rd or o (rd)", "HOW"},
		{"batch", 0, 0, G_OPTION_ARG_INT, &options.batch,
		 "mails that are written at once; fewer take less memory (65536)", "N"},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &options.progress,
		 "show progress, terminal or not", NULL},
		{"no-progress", 0, 0, G_OPTION_ARG_NONE, &options.no_progress, "show none", NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options.shown.help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.archives, NULL,
		 "[ARCHIVE...]"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	int status;

	if (!arguments_parse(&usage, entries, &options, arguments, &error)) {
		status = command_report_error(error);
	} else if (options.shown.help) {
		g_autofree char *help = arguments_help(&usage, entries, &options);

		status = command_print(help);
	} else {
		status = run_index(settings, &options, &error);
		if (error)
			status = command_report_error(error);
	}
	g_strfreev(options.archives);
	g_free(options.mbox_quoting);
	return status;
}

static void tell_result(GString *text, const char *path, const struct ingest_result *result)
{
	escape_terminal_line(text, str_from(path));
	if (result->n_mails == 0 && result->n_forgotten == 0) {
		g_string_append(text, ": up to date\n");
		return;
	}
	g_string_append_printf(text, ": %zu mail%s read, %zu of them new", result->n_mails,
			       result->n_mails == 1 ? "" : "s", result->n_messages);
	if (result->n_missing)
		g_string_append_printf(text, ", %zu missing or no mails", result->n_missing);
	if (result->n_forgotten)
		g_string_append_printf(text, ", %zu deleted", result->n_forgotten);
	if (result->read_again)
		g_string_append(text, "; it was read again from its beginning");
	g_string_append(text, "\n");
}

static bool wants_progress(const struct index_options *options)
{
	return options->progress || (!options->no_progress && isatty(STDERR_FILENO));
}

/* What is told of all archives goes to @text: standard output is written once. */
static bool ingest_path(struct index *index, const struct named_archive *named,
			const struct index_options *options, GString *text, GError **error)
{
	struct progress progress = {
		.show = terminal_show_progress,
		.what = "Indexing mails",
		.every = PROGRESS_STEP,
	};
	struct ingest_request request = {
		.path = named->path,
		.quoting = named->quoting,
		.chunk_mails = (unsigned)options->batch,
	};
	g_autoptr(archive) archive = archive_open(named->path, request.quoting, error);
	struct ingest_result result;
	bool done;

	if (!archive)
		return false;
	if (wants_progress(options))
		request.progress = &progress;
	done = ingest_archive(index, archive, &request, &result, error);
	if (request.progress)
		terminal_end_progress();
	if (done)
		tell_result(text, named->path, &result);
	return done;
}

static void add_named(GPtrArray *archives, const char *path, enum mbox_quoting quoting)
{
	struct named_archive *named = g_new(struct named_archive, 1);

	*named = (struct named_archive){.path = g_strdup(path), .quoting = quoting};
	g_ptr_array_add(archives, named);
}

static void free_named(void *data)
{
	struct named_archive *named = data;

	g_free(named->path);
	g_free(named);
}

static bool add_known(struct index *index, GPtrArray *archives, GError **error)
{
	g_autoptr(GArray) known = g_array_new(FALSE, FALSE, sizeof(struct stored_archive));
	g_auto(arena) texts = {0};

	arena_init(&texts);
	if (!archives_list(index, &texts, known, error))
		return false;
	for (unsigned i = 0; i < known->len; i++) {
		const struct stored_archive *stored =
			&g_array_index(known, struct stored_archive, i);
		g_autofree char *path = str_dup(stored->path);

		add_named(archives, path, (enum mbox_quoting)stored->quoting);
	}
	return true;
}

static bool add_given(const struct index_options *options, GPtrArray *archives, GError **error)
{
	g_autoptr(config) config = configuration_read(error);
	enum mbox_quoting quoting;

	if (!config || !arguments_mbox_quoting(&usage, options->mbox_quoting, &quoting, error))
		return false;
	for (char **word = options->archives; word && *word; word++) {
		struct archive_name name = configuration_archive(config, *word);

		add_named(archives, name.path, options->mbox_quoting ? quoting : name.quoting);
	}
	return true;
}

static int check(struct index *index, GError **error)
{
	g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) text = g_string_new(NULL);

	if (!index_check(index, faults, error))
		return EXIT_FAILED;
	escape_terminal_line(text, str_from(database_path(index->database)));
	g_string_append(text, faults->len ? ": damaged\n" : ": sound\n");
	for (unsigned i = 0; i < faults->len; i++) {
		g_string_append(text, "  ");
		escape_terminal_line(text, str_from(g_ptr_array_index(faults, i)));
		g_string_append_c(text, '\n');
	}
	if (faults->len)
		g_string_append(text, "Make it anew with 'tidings index --rebuild'.\n");
	if (!output_write(NULL, (str){text->str, text->len}, error))
		return EXIT_FAILED;
	return faults->len ? EXIT_FAILED : EXIT_DONE;
}

/* What landed follows from the mails. A repository that is away is no failure of the archives. */
static bool read_repositories(struct index *index, const struct index_options *options,
			      GString *text, GError **error)
{
	const struct repository_report_request request = {
		.with_progress = wants_progress(options),
	};
	unsigned n_absent;

	return repository_report(index, &request, text, &n_absent, error);
}

static int ingest(struct index *index, const struct index_options *options,
		  const GPtrArray *archives, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GError) failure = NULL;
	int status = EXIT_DONE;

	/* What is wrong with one does not keep the others from it. */
	for (unsigned i = 0; i < archives->len; i++) {
		g_autoptr(GError) reason = NULL;

		if (!ingest_path(index, g_ptr_array_index(archives, i), options, text, &reason))
			status = command_report_error(reason);
	}
	if (!read_repositories(index, options, text, &failure))
		status = command_report_error(failure);
	return output_write(NULL, (str){text->str, text->len}, error) ? status : EXIT_FAILED;
}

/* Removes the index that is there; what it knows is added to @sources. */
static bool make_room(const struct command_settings *settings, struct index_sources *sources,
		      GError **error)
{
	g_autofree char *path = open_index_path(settings);
	g_autoptr(GError) reason = NULL;
	g_autoptr(index_) index = open_index(settings, false, &reason);
	const GPtrArray *archives = sources->archives;

	if (g_error_matches(reason, TIDINGS_ERROR, TIDINGS_ERROR_NOT_INDEX)) {
		g_propagate_error(error, g_steal_pointer(&reason));
		return false;
	}
	/* A damaged one is made anew all the same, of the archives that were given. */
	if ((!index || !add_known(index, sources->archives, &reason) ||
	     !repositories_load(index, &sources->texts, sources->repositories, &reason)) &&
	    archives->len == 0) {
		g_set_error(error, TIDINGS_ERROR, reason->code,
			    "name the archives to make the index of, as it cannot be asked: %s",
			    reason->message);
		return false;
	}
	g_clear_pointer(&index, index_close);
	return archives->len == 0 || index_remove(path, error);
}

static int make_index(const struct command_settings *settings, const struct index_options *options,
		      struct index_sources *sources, GError **error)
{
	g_autoptr(index_) index = NULL;

	if (!add_given(options, sources->archives, error) ||
	    (options->rebuild && !options->check && !make_room(settings, sources, error)))
		return EXIT_FAILED;
	index = open_index(settings, !options->check, error);
	if (!index)
		return EXIT_FAILED;
	if (options->check)
		return check(index, error);
	/* First of all: a run that is stopped keeps them. */
	if (!repositories_adopt(index, sources->repositories, error) ||
	    (sources->archives->len == 0 && !add_known(index, sources->archives, error)))
		return EXIT_FAILED;
	if (sources->archives->len == 0) {
		arguments_error(&usage, "no ARCHIVE given, and the index knows none", NULL, error);
		return EXIT_FAILED;
	}
	return ingest(index, options, sources->archives, error);
}

static int run_index(const struct command_settings *settings, const struct index_options *options,
		     GError **error)
{
	g_autoptr(GPtrArray) archives = g_ptr_array_new_with_free_func(free_named);
	g_autoptr(GArray) repositories =
		g_array_new(FALSE, FALSE, sizeof(struct stored_repository));
	struct index_sources sources = {.archives = archives, .repositories = repositories};
	int status;

	if (options->batch < 0) {
		arguments_error(&usage, "--batch takes a number from 1 on", NULL, error);
		return EXIT_FAILED;
	}
	arena_init(&sources.texts);
	status = make_index(settings, options, &sources, error);
	arena_clear(&sources.texts);
	return status;
}
