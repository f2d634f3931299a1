/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/archive.h"
#include "base/error.h"
#include "base/limits.h"
#include "cli/arguments.h"
#include "cli/configuration.h"
#include "cli/fetch_mirrors.h"
#include "cli/network.h"
#include "cli/output.h"
#include "config/change.h"

#include <string.h>
#include <unistd.h>

struct clone_options {
	struct shown_options shown;
	gboolean progress;
	gboolean no_progress;
	char *epochs;
	char **words; /* URL and NAME */
};

/* A list that is to be added to the configuration. */
struct new_list {
	char *name;
	char *url; /* NULL for an archive that is here already */
	char *path; /* NULL where it is the usual one */
	unsigned epochs;
};

static const struct command_usage usage = {
	.command = "clone",
	.summary = "Gets a list from its address, and adds it to the configuration.",
	.description =
		"URL is a list's address on a server of public-inbox, or that of one git\n"
		"repository of mails; its epochs are cloned with git. It may also be the path of\n"
		"an archive that is on this machine, which is then read where it is: an inbox, an\n"
		"mbox, a Maildir. NAME stands for the list from then on; it is the last part of\n"
		"URL if none is given.\n"
		"\n"
		"What was cut off is gone on with by the same command. 'tidings fetch' brings the\n"
		"list up to date later.\n"
		"\n"
		"Examples:\n"
		"  tidings clone https://lore.kernel.org/kvmarm/\n"
		"  tidings clone --epochs 1 https://lore.kernel.org/qemu-devel/ qemu\n"
		"  tidings clone ~/Mail/git.mbox git\n"
		"\n"
		"Exit status: 0 done, 1 failed, 2 used wrongly.",
};

static void new_list_clear(struct new_list *list)
{
	g_free(list->name);
	g_free(list->url);
	g_free(list->path);
}

typedef struct new_list new_list;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(new_list, new_list_clear)

static bool read_epochs(const struct clone_options *options, unsigned *ret_epochs, GError **error)
{
	*ret_epochs = 0;
	if (!options->epochs)
		return true;
	if (str_to_uint(str_from(options->epochs), LIMIT_EPOCHS, ret_epochs) && *ret_epochs > 0)
		return true;
	return arguments_error(&usage, "--epochs takes a number from 1 on, not", options->epochs,
			       error);
}

/* The last part of a path, without an ending that is of its kind. */
static char *name_of_path(const char *path)
{
	static const char *const endings[] = {".gz", ".mbox", ".git"};
	g_autofree char *name = g_path_get_basename(path);

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (g_str_has_suffix(name, endings[i]))
			name[strlen(name) - strlen(endings[i])] = '\0';
	}
	return g_steal_pointer(&name);
}

static bool find_name(const char *given, char *proposed, struct new_list *list, GError **error)
{
	list->name = given ? g_strdup(given) : g_strdup(proposed);
	g_free(proposed);
	if (list->name && config_name_is_valid(list->name))
		return true;
	return arguments_error(&usage,
			       given ? "a NAME is made of letters, digits and ._+-, unlike"
				     : "a NAME must be given for this one",
			       given ? given : NULL, error);
}

static bool read_words(const struct clone_options *options, struct new_list *list, GError **error)
{
	unsigned n_words = options->words ? g_strv_length(options->words) : 0;
	const char *what = n_words > 0 ? options->words[0] : NULL;
	const char *given = n_words > 1 ? options->words[1] : NULL;

	if (n_words == 0)
		return arguments_error(&usage, "no URL given", NULL, error);
	if (n_words > 2)
		return arguments_error(&usage, "too many arguments", options->words[2], error);
	if (!read_epochs(options, &list->epochs, error))
		return false;
	if (mirror_is_address(what)) {
		list->url = g_strdup(what);
		return find_name(given, mirror_name_of(what), list, error);
	}
	if (list->epochs)
		return arguments_error(
			&usage, "--epochs is of an address, and this is a path:", what, error);
	list->path = g_canonicalize_filename(what, NULL);
	return find_name(given, name_of_path(list->path), list, error);
}

/* The same command again goes on where it was cut off; another list is not to be replaced. */
static bool check_known(const struct config *config, const struct new_list *list,
			const struct config_list **ret_known, GError **error)
{
	const struct config_list *known = config_list_find(config, list->name);

	*ret_known = known;
	if (!known || (list->url ? g_strcmp0(known->url, list->url) == 0
				 : !known->url && strcmp(known->path, list->path) == 0))
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "%s: there is a [list %s] already, with another %s; give this one another NAME",
		    config->path, list->name, known->url ? "url" : "path");
	return false;
}

static bool fetch(const struct config *config, const struct clone_options *options,
		  const struct new_list *list, GError **error)
{
	g_autofree char *path = config_usual_list_path(list->name);
	const struct config_list *known = config_list_find(config, list->name);
	g_autoptr(GArray) fetches = fetches_new();
	struct fetch fetch = {
		.name = list->name,
		.url = list->url,
		.path = known ? known->path : path,
		.newest = list->epochs,
	};

	g_array_append_val(fetches, fetch);
	fetch_mirrors(fetches, &config->fetch,
		      options->progress || (!options->no_progress && isatty(STDERR_FILENO)));
	if (!g_array_index(fetches, struct fetch, 0).error)
		return true;
	g_propagate_error(error, g_steal_pointer(&g_array_index(fetches, struct fetch, 0).error));
	return false;
}

static bool look(const struct new_list *list, GError **error)
{
	g_autoptr(archive) archive = archive_open(list->path, MBOX_QUOTING_RD, error);

	return archive;
}

static bool configure(const struct config *config, const struct new_list *list, GError **error)
{
	const struct config_key_name url = {(char *)"list", list->name, (char *)"url"};
	const struct config_key_name path = {(char *)"list", list->name, (char *)"path"};
	const struct config_key_name epochs = {(char *)"list", list->name, (char *)"epochs"};
	g_autofree char *number = g_strdup_printf("%u", list->epochs);
	struct config_change changes[3];
	unsigned n = 0;

	if (list->url)
		changes[n++] = (struct config_change){&url, list->url};
	if (list->path)
		changes[n++] = (struct config_change){&path, list->path};
	if (list->epochs)
		changes[n++] = (struct config_change){&epochs, number};
	return config_change(config->path, changes, n, error);
}

static bool is_as_known(const struct config_list *known, const struct new_list *list)
{
	return known && known->epochs == list->epochs;
}

static bool tell(const struct new_list *list, GError **error)
{
	g_autofree char *text = g_strdup_printf("%s: it is here, and what came in is told by\n"
						"  tidings update --since yesterday %s\n",
						list->name, list->name);

	return output_write(NULL, str_from(text), error);
}

static bool run(const struct clone_options *options, GError **error)
{
	g_autoptr(config) config = configuration_read(error);
	g_auto(new_list) list = {0};
	const struct config_list *known;

	if (!config || !read_words(options, &list, error) ||
	    !check_known(config, &list, &known, error))
		return false;
	if (known && list.epochs == 0)
		list.epochs = known->epochs;
	if (list.url ? !fetch(config, options, &list, error) : !look(&list, error))
		return false;
	return (is_as_known(known, &list) || configure(config, &list, error)) && tell(&list, error);
}

int clone_run(const struct command_settings *settings, char **arguments)
{
	struct clone_options options = {0};
	const GOptionEntry entries[] = {
		{"epochs", 0, 0, G_OPTION_ARG_FILENAME, &options.epochs,
		 "get so many newest epochs, not all", "N"},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &options.progress,
		 "show progress, terminal or not", NULL},
		{"no-progress", 0, 0, G_OPTION_ARG_NONE, &options.no_progress, "show none", NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options.shown.help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.words, NULL,
		 "URL [NAME]"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	int status = EXIT_DONE;

	(void)settings;
	if (arguments_begin(&usage, entries, &options, arguments, &status) &&
	    !run(&options, &error))
		status = command_report_error(error);
	g_free(options.epochs);
	g_strfreev(options.words);
	return status;
}
