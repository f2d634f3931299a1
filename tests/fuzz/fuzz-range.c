/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a range and of its ends. */
#include "archive/range_text.h"
#include "fuzz.h"

#include <glib.h>

static void check_revision(str text)
{
	struct revision_text revision;

	if (!revision_text_parse(text, &revision))
		return;
	g_assert_true(revision.name.len > 0 && revision.name.len <= text.len);
	g_assert_true(revision.steps <= REVISION_STEPS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	str from;
	str to;

	check_revision(text);
	if (!range_text_split(text, &from, &to))
		return 0;
	g_assert_true(from.len + to.len + 2 == size);
	check_revision(from);
	check_revision(to);
	return 0;
}
