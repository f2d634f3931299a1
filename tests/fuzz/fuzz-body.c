/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "base/limits.h"
#include "patch/patch.h"

#include <glib.h>

/* What was cut out of the text may only be shorter than it, but for joined pieces. */
static void check_pieces(const struct patch_body *body, str text)
{
	size_t size = body->message.len + body->notes.len + body->diffstat.len + body->diff.len;

	g_assert_cmpuint(size, <=, text.len + 4);
	g_assert_cmpuint(body->n_prerequisites, <=, LIMIT_PREREQUISITES);
	g_assert_cmpuint(body->n_depends, <=, LIMIT_PREREQUISITES);
	g_assert_cmpuint(body->n_trailers, <=, LIMIT_TRAILERS);
	g_assert_cmpuint(body->n_quoted_lines, <=, text.len);
	if (body->diff.len > 0)
		g_assert_true(body->diff.ptr >= text.ptr &&
			      body->diff.ptr + body->diff.len <= text.ptr + text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	str subject = str_slice(text, 0, 80);
	g_auto(arena) arena = {0};
	struct patch patch;
	struct patch_body body;
	struct patch_body converted;

	patch_parse(&arena, subject, text, text, &patch);
	check_pieces(&patch.body, text);
	g_assert_false(patch.has_diff && patch.body.diff.len == 0);
	/* The same text in other memory takes the way of texts that had to be converted. */
	patch_body_parse(&arena, text, text, &body);
	patch_body_parse(&arena, text, arena_str(&arena, text), &converted);
	check_pieces(&body, text);
	g_assert_true(str_equal(body.diff, converted.diff));
	return 0;
}
