/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/range_text.h"
#include "cli/query_command.h"
#include "flow/find_landed.h"
#include "render/landed_list.h"

static unsigned add_entries(struct query_options *options, GOptionEntry *entries)
{
	const GOptionEntry own[] = {
		{"since", 0, 0, G_OPTION_ARG_FILENAME, &options->since, "landed at TIME or later",
		 "TIME"},
		{"until", 0, 0, G_OPTION_ARG_FILENAME, &options->until, "landed before TIME",
		 "TIME"},
		{"query", 0, 0, G_OPTION_ARG_FILENAME, &options->query,
		 "of series that QUERY finds, as 'tidings series' does", "QUERY"},
	};

	for (unsigned i = 0; i < G_N_ELEMENTS(own); i++)
		entries[i] = own[i];
	return G_N_ELEMENTS(own);
}

/* The ends of the range that was given as an argument; the caller frees them. */
static bool split_range(const struct query_request *request, char **ret_since, char **ret_until,
			GError **error)
{
	str since;
	str until;

	if (request->options->since || request->options->until)
		return arguments_error(request->usage,
				       "give either a range, or --since and --until", NULL, error);
	if (!range_text_split(request->words, &since, &until))
		return arguments_error(request->usage, "a range is FROM..TO, FROM.. or ..TO, not",
				       request->words.ptr, error);
	*ret_since = since.len > 0 ? str_dup(since) : NULL;
	*ret_until = until.len > 0 ? str_dup(until) : NULL;
	return true;
}

static bool show(const struct query_request *request, const struct landed_options *options,
		 GString *document, GError **error)
{
	g_autoptr(landed_list) list =
		find_landed_list(request->index, request->source, options, error);

	if (!list)
		return false;
	if (request->json)
		landed_list_json(list, document);
	else
		landed_list_text(list, &request->render, request->verbose, document);
	return true;
}

static bool answer(const struct query_request *request, GString *document, GError **error)
{
	bool has_range = request->words.len > 0;
	g_autofree char *since = has_range ? NULL : g_strdup(request->options->since);
	g_autofree char *until = has_range ? NULL : g_strdup(request->options->until);
	g_autofree char *range = NULL;
	struct landed_options options = {.find = request->find};
	struct arguments_span span = {
		.since_name = has_range ? "FROM" : "--since",
		.until_name = has_range ? "TO" : "--until",
	};

	if (has_range && !split_range(request, &since, &until, error))
		return false;
	span.since = since;
	span.until = until;
	if (!arguments_read_span(request->usage, &span, &options.since, &options.until, error))
		return false;
	if (since || until)
		range = g_strdup_printf("%s..%s", since ? since : "", until ? until : "");
	options.range = str_from(range);
	return show(request, &options, document, error);
}

static const struct query_command landed = {
	.usage = {.command = "landed",
		  .summary = "Lists series of which patches landed, the last landed first: where "
			     "each patch\n"
			     "is, and how that is known.",
		  .description =
			  "RANGE is a span of time: FROM..TO, FROM.. or ..TO. Times are those of\n"
			  "'tidings update': 2025-12-29, yesterday, 2.weeks.ago.\n"
			  "Repositories to look in are named with 'tidings repo add'.\n"
			  "\n"
			  "Examples:\n"
			  "  tidings landed 1.week.ago..\n"
			  "  tidings landed 2025-12-01..2026-01-01\n"
			  "  tidings landed --since yesterday --query 'f:ann s:lamp'\n"
			  "\n"
			  "Exit status: 0 done, also if nothing was found, 1 failed, 2 used "
			  "wrongly."},
	.arguments = "[RANGE]",
	.has_other_words = true,
	.verbose_help = "show Message-IDs and all titles",
	.usual_limit = 50,
	.add_entries = add_entries,
	.answer = answer,
};

int command_landed(const struct command_settings *settings, char **arguments)
{
	return query_command_run(&landed, settings, arguments);
}
