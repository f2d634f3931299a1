/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "patch/patch_id.h"

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str bytes = {.ptr = (const char *)data, .len = size};
	char id[PATCH_ID_BYTES];

	if (patch_id_compute(bytes, id))
		g_assert_true(str_is_hex(str_from(id)) && str_from(id).len == PATCH_ID_BYTES - 1);
	else
		g_assert_cmpstr(id, ==, "");
	return 0;
}
