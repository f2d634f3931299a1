/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/terminal.h"

#include "base/utf8.h"
#include "render/escape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What stood in the line before may have been longer. */
#define WIPE_REST "\033[K"

enum { USUAL_COLUMNS = 80 };

unsigned terminal_columns(int descriptor)
{
	struct winsize size;

	if (!isatty(descriptor))
		return 0;
	if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return USUAL_COLUMNS;
	return size.ws_col;
}

bool terminal_wants_colour(int descriptor, const char *when)
{
	const char *kind = getenv("TERM");
	const char *no_color = getenv("NO_COLOR");

	if (strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	return isatty(descriptor) && !(no_color && *no_color) && kind && strcmp(kind, "dumb") != 0;
}

void terminal_show_progress(const char *what, size_t done, size_t total, void *user)
{
	unsigned columns = terminal_columns(STDERR_FILENO);
	char line[128];

	(void)user;
	if (total)
		snprintf(line, sizeof(line), "%s: %3zu %% (%zu of %zu)", what, done * 100 / total,
			 done, total);
	else
		snprintf(line, sizeof(line), "%s: %zu", what, done);
	/* A line that wraps could not be wiped. */
	fprintf(stderr, "\r%.*s%s", columns ? (int)columns - 1 : (int)sizeof(line), line,
		columns ? WIPE_REST : "");
	fflush(stderr);
}

void terminal_show_line(const char *text)
{
	unsigned columns = terminal_columns(STDERR_FILENO);
	unsigned most = columns ? columns - 1 : USUAL_COLUMNS;
	g_autoptr(GString) line = g_string_new(NULL);
	str shown;

	escape_terminal_line(line, str_from(text));
	/* A line that wraps could not be wiped. */
	shown = utf8_fit((str){line->str, line->len}, most);
	fprintf(stderr, "\r" STR_FMT "%s", STR_ARG(shown), columns ? WIPE_REST : "");
	fflush(stderr);
}

void terminal_end_progress(void)
{
	fprintf(stderr, "\r" WIPE_REST);
	fflush(stderr);
}
