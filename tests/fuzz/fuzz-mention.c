/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "base/limits.h"
#include "patch/mention.h"

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	g_auto(arena) arena = {0};
	str *ids;
	unsigned n_ids;

	mentions_of_text(&arena, text, &ids, &n_ids);
	g_assert_cmpuint(n_ids, <=, LIMIT_MENTIONS);
	for (unsigned i = 0; i < n_ids; i++) {
		g_assert_cmpuint(ids[i].len, <=, LIMIT_MESSAGE_ID_BYTES);
		g_assert_true(str_contains(ids[i], STR("@")));
	}
	return 0;
}
