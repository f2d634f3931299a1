/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/repository_report.h"

#include "cli/terminal.h"
#include "flow/repositories.h"
#include "render/escape.h"

#include <stdio.h>

enum { PROGRESS_STEP = 1000 }; /* commits between two lines of progress */

static void tell_absent(const struct repository_news *news)
{
	g_autoptr(GString) line = g_string_new("tidings: cannot open the repository ");

	escape_terminal_line(line, str_from(news->path));
	fprintf(stderr, "%s: what is new there is not known\n", line->str);
}

static void tell_news(const struct repository_news *news, GString *text)
{
	escape_terminal_line(text, str_from(news->name));
	if (news->n_commits == 0 && news->n_landed == 0)
		g_string_append(text, ": up to date\n");
	else
		g_string_append_printf(text, ": %zu commit%s read, %zu landing%s found\n",
				       news->n_commits, news->n_commits == 1 ? "" : "s",
				       news->n_landed, news->n_landed == 1 ? "" : "s");
}

/* The number of those that are absent. */
static unsigned tell_all(const struct repositories_result *result, GString *text)
{
	unsigned n_absent = 0;

	for (unsigned i = 0; i < result->news->len; i++) {
		const struct repository_news *news =
			&g_array_index(result->news, struct repository_news, i);

		if (news->is_absent) {
			tell_absent(news);
			n_absent++;
		} else {
			tell_news(news, text);
		}
	}
	return n_absent;
}

bool repository_report(struct index *index, const struct repository_report_request *request,
		       GString *text, unsigned *ret_n_absent, GError **error)
{
	struct progress progress = {
		.show = terminal_show_progress,
		.what = "Reading commits",
		.every = PROGRESS_STEP,
	};
	const struct repositories_request reading = {
		.progress = request->with_progress ? &progress : NULL,
	};
	struct repositories_result result;
	bool done = request->path ? repositories_add(index, request->path, request->name, &reading,
						     &result, error)
				  : repositories_update(index, &reading, &result, error);

	if (request->with_progress)
		terminal_end_progress();
	if (!done)
		return false;
	*ret_n_absent = tell_all(&result, text);
	repositories_result_clear(&result);
	return true;
}
