/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines that git says of its progress; those of a server come from anybody. */
#include "fuzz.h"

#include "mirror/git_line.h"

#include <glib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str line = {.ptr = (const char *)data, .len = size};
	struct git_progress progress;

	if (!git_line_read(line, &progress))
		return 0;
	g_assert(memchr(progress.text, '\0', sizeof(progress.text)));
	g_assert(progress.text[0]);
	for (const char *at = progress.text; *at; at++)
		g_assert(g_ascii_isprint(*at));
	return 0;
}
