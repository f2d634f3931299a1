/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

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
	(void)user;
	if (total)
		fprintf(stderr, "\r%s: %3zu %% (%zu of %zu)", what, done * 100 / total, done,
			total);
	else
		fprintf(stderr, "\r%s: %zu", what, done);
	fflush(stderr);
}

void terminal_end_progress(void)
{
	fprintf(stderr, "\r\033[K");
	fflush(stderr);
}
