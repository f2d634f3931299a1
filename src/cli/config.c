/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/config_document.h"
#include "cli/pager.h"
#include "cli/subscription_run.h"
#include "config/change.h"
#include "render/escape.h"

struct config_options {
	struct shown_options shown; /* the first: see arguments_begin() */
	gboolean all;
	gboolean unset;
	gboolean check;
	gboolean keys;
	gboolean path;
	char **words;
};

/* What is asked for, ready to be done. */
struct config_request {
	const struct config_options *options;
	const char *path; /* of the file */
	unsigned n_words;
	GString *document; /* what is told of it */
};

struct config_action {
	const char *option; /* NULL where the number of words tells it */
	size_t flag; /* that option, in struct config_options */
	bool (*run)(struct config_request *request, GError **error);
	unsigned n_required; /* words */
	unsigned n_allowed;
	bool has_json;
};

static const struct command_usage usage = {
	.command = "config",
	.summary = "Shows the configuration, or changes it.",
	.description =
		"Without arguments all that is set is listed; with a KEY alone its value is\n"
		"printed; with a VALUE behind it, it is set. KEY is SECTION.KEY, or\n"
		"SECTION.NAME.KEY where a section has a name, as a list has. Keys that need each\n"
		"other are set by one call. tidings-config(5) explains each key.\n"
		"\n"
		"Examples:\n"
		"  tidings config mail.from 'Ann Author <ann@example.org>'\n"
		"  tidings config list.kvm.url https://lore.kernel.org/kvm/\n"
		"  tidings config subscription.arm.maintainers ~/src/linux/MAINTAINERS \\\n"
		"                 subscription.arm.sections 'KVM FOR ARM64'\n"
		"  tidings config --unset list.kvm.epochs\n"
		"\n"
		"Exit status: 0 done, 1 failed, nothing is set, or the configuration is wrong,\n"
		"2 used wrongly.",
};

/* What the tables say of the command line is about the command line. */
static bool used_wrongly(const GError *reason, GError **error)
{
	return arguments_error(&usage, reason->message, NULL, error);
}

static bool read_name(const char *word, struct config_key_name *ret_name, GError **error)
{
	g_autoptr(GError) reason = NULL;

	return config_key_name_split(word, ret_name, &reason) || used_wrongly(reason, error);
}

static bool list(struct config_request *request, GError **error)
{
	g_autoptr(GPtrArray) entries = config_entries_read(request->path, error);
	const struct config_document document = {
		.path = request->path,
		.entries = entries,
		.with_usual = request->options->all,
	};

	if (!entries)
		return false;
	if (request->options->shown.json)
		config_document_json(&document, request->document);
	else
		config_document_text(&document, request->document);
	return true;
}

static bool list_keys(struct config_request *request, GError **error)
{
	(void)error;
	if (request->options->shown.json)
		config_keys_json(request->path, request->document);
	else
		config_keys_text(request->document);
	return true;
}

static void tell(struct config_request *request, const char *text, const char *behind)
{
	escape_terminal_line(request->document, str_from(text));
	g_string_append(request->document, behind);
}

static bool tell_path(struct config_request *request, GError **error)
{
	(void)error;
	tell(request, request->path, "\n");
	return true;
}

static bool check(struct config_request *request, GError **error)
{
	g_autoptr(config) config = config_read(request->path, error);

	if (!config)
		return false;
	for (unsigned i = 0; i < config->subscriptions->len; i++) {
		if (!subscription_run_check(
			    config,
			    &g_array_index(config->subscriptions, struct config_subscription, i),
			    error))
			return false;
	}
	tell(request, request->path, ": sound\n");
	return true;
}

/* What holds for @name where the file does not say it: a section with a name must be there. */
static bool find_usual(const struct config_request *request, const GPtrArray *entries,
		       const struct config_key_name *name, const char **ret_value, GError **error)
{
	g_autoptr(GError) reason = NULL;
	const struct config_key *key = config_key_name_find(name, &reason);
	g_autofree char *whole = config_key_name_join(name->section, name->name, name->key);

	if (!key)
		return used_wrongly(reason, error);
	if (name->name && !config_entries_have_section(entries, name)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "%s: there is no [%s %s]", request->path, name->section, name->name);
		return false;
	}
	if (!key->usual) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "%s: nothing is said for %s, and nothing is usual", request->path,
			    whole);
		return false;
	}
	*ret_value = key->usual;
	return true;
}

static bool get(struct config_request *request, GError **error)
{
	g_autoptr(GPtrArray) entries = NULL;
	g_auto(config_key_name) name = {0};
	const char *value;

	if (!read_name(request->options->words[0], &name, error))
		return false;
	entries = config_entries_read(request->path, error);
	if (!entries)
		return false;
	value = config_entries_find(entries, &name);
	if (!value && !find_usual(request, entries, &name, &value, error))
		return false;
	tell(request, value, "\n");
	return true;
}

/* The names that words of the command line are, and what is done with each. */
struct changes {
	struct config_key_name *names;
	struct config_change *changes;
	unsigned n;
};

static void changes_init(struct changes *changes, unsigned n)
{
	changes->n = n;
	changes->names = g_new0(struct config_key_name, n);
	changes->changes = g_new0(struct config_change, n);
	for (unsigned i = 0; i < n; i++)
		changes->changes[i].of = &changes->names[i];
}

static void changes_clear(struct changes *changes)
{
	for (unsigned i = 0; i < changes->n; i++)
		config_key_name_clear(&changes->names[i]);
	g_free(changes->names);
	g_free(changes->changes);
}

typedef struct changes changes;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(changes, changes_clear)

/* Who mends a file step by step is told how far it is. */
static void report_rest(const struct config_request *request)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(config) config = config_read(request->path, &error);

	if (config)
		return;
	g_prefix_error(&error, "it is done, but something is wrong still: ");
	command_report_error(error);
}

static bool apply(const struct config_request *request, const struct changes *changes,
		  GError **error)
{
	if (!config_change(request->path, changes->changes, changes->n, error))
		return false;
	report_rest(request);
	return true;
}

static bool set(struct config_request *request, GError **error)
{
	char **words = request->options->words;
	g_auto(changes) changes = {0};

	if (request->n_words % 2 != 0)
		return arguments_error(&usage,
				       "a value is missing, or one with blanks is not quoted",
				       words[request->n_words - 1], error);
	changes_init(&changes, request->n_words / 2);
	for (unsigned i = 0; i < changes.n; i++) {
		g_autoptr(GError) reason = NULL;

		if (!read_name(words[2 * i], &changes.names[i], error))
			return false;
		changes.changes[i].value = words[2 * i + 1];
		if (!config_change_check(&changes.names[i], words[2 * i + 1], request->path,
					 &reason))
			return used_wrongly(reason, error);
	}
	return apply(request, &changes, error);
}

/* What the tables do not know may be in the file, and is to go from there above all. */
static bool check_unset(const struct config_request *request, const struct config_key_name *name,
			GError **error)
{
	g_autoptr(GPtrArray) entries = config_entries_read(request->path, NULL);
	g_autoptr(GError) reason = NULL;

	if (!entries || config_entries_find(entries, name) || config_key_name_find(name, &reason))
		return true;
	return used_wrongly(reason, error);
}

static bool unset(struct config_request *request, GError **error)
{
	g_auto(changes) changes = {0};

	changes_init(&changes, request->n_words);
	for (unsigned i = 0; i < changes.n; i++) {
		if (!read_name(request->options->words[i], &changes.names[i], error) ||
		    !check_unset(request, &changes.names[i], error))
			return false;
	}
	return apply(request, &changes, error);
}

/* Those that the number of words tells apart. */
static const struct config_action action_list = {.run = list, .has_json = true};
static const struct config_action action_get = {.run = get, .n_allowed = 1};
static const struct config_action action_set = {.run = set, .n_allowed = G_MAXUINT};

static const struct config_action actions[] = {
	{.option = "--all",
	 .flag = offsetof(struct config_options, all),
	 .run = list,
	 .has_json = true},
	{.option = "--unset",
	 .flag = offsetof(struct config_options, unset),
	 .run = unset,
	 .n_required = 1,
	 .n_allowed = G_MAXUINT},
	{.option = "--check", .flag = offsetof(struct config_options, check), .run = check},
	{.option = "--keys",
	 .flag = offsetof(struct config_options, keys),
	 .run = list_keys,
	 .has_json = true},
	{.option = "--path", .flag = offsetof(struct config_options, path), .run = tell_path},
};

static bool is_given(const struct config_options *options, const struct config_action *action)
{
	return *(const gboolean *)(const void *)((const char *)options + action->flag);
}

static const struct config_action *action_of_words(unsigned n_words)
{
	if (n_words == 0)
		return &action_list;
	return n_words == 1 ? &action_get : &action_set;
}

/* The action that @options ask for; NULL, and an error, for two of them. */
static const struct config_action *find_action(const struct config_options *options,
					       unsigned n_words, GError **error)
{
	const struct config_action *found = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
		g_autofree char *what = NULL;

		if (!is_given(options, &actions[i]))
			continue;
		if (!found) {
			found = &actions[i];
			continue;
		}
		what = g_strdup_printf("%s does not go with", found->option);
		arguments_error(&usage, what, actions[i].option, error);
		return NULL;
	}
	return found ? found : action_of_words(n_words);
}

static bool check_action(const struct config_action *action, const struct config_request *request,
			 GError **error)
{
	if (request->n_words < action->n_required)
		return arguments_error(&usage, "a key is missing", NULL, error);
	if (request->n_words > action->n_allowed)
		return arguments_error(&usage, "too many arguments",
				       request->options->words[action->n_allowed], error);
	if (request->options->shown.json && !action->has_json)
		return arguments_error(&usage, "--json is for lists and for --keys", NULL, error);
	return true;
}

static bool run(const struct config_options *options, GError **error)
{
	g_autofree char *path = config_usual_path();
	g_autoptr(GString) document = g_string_new(NULL);
	struct config_request request = {
		.options = options,
		.path = path,
		.n_words = options->words ? g_strv_length(options->words) : 0,
		.document = document,
	};
	const struct config_action *action = find_action(options, request.n_words, error);

	if (!action || !check_action(action, &request, error) || !action->run(&request, error))
		return false;
	return pager_show(&options->shown, (str){document->str, document->len}, error);
}

int command_config(const struct command_settings *settings, char **arguments)
{
	struct config_options options = {0};
	const GOptionEntry entries[] = {
		{"all", 0, 0, G_OPTION_ARG_NONE, &options.all,
		 "list also what holds without being set", NULL},
		{"unset", 0, 0, G_OPTION_ARG_NONE, &options.unset, "remove the keys that are named",
		 NULL},
		{"check", 0, 0, G_OPTION_ARG_NONE, &options.check,
		 "say whether the configuration is sound", NULL},
		{"keys", 0, 0, G_OPTION_ARG_NONE, &options.keys,
		 "list all keys that there are, and what they mean", NULL},
		{"path", 0, 0, G_OPTION_ARG_NONE, &options.path, "print where the file is", NULL},
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.shown.json, "write a list as JSON",
		 NULL},
		{"no-pager", 0, 0, G_OPTION_ARG_NONE, &options.shown.no_pager,
		 "write to the terminal itself", NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options.shown.help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.words, NULL,
		 "[KEY [VALUE]...]"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	int status;

	(void)settings;
	if (arguments_begin(&usage, entries, &options, arguments, &status)) {
		status = EXIT_DONE;
		if (!run(&options, &error))
			status = command_report_error(error);
	}
	g_strfreev(options.words);
	return status;
}
