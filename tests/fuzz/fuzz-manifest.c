/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Manifests, as any server may send them. */
#include "fuzz.h"

#include "base/error.h"
#include "base/limits.h"
#include "mirror/manifest.h"

#include <string.h>

static void check_epochs(const GArray *epochs)
{
	g_assert(epochs->len <= LIMIT_EPOCHS);
	for (size_t i = 0; i < epochs->len; i++) {
		const struct manifest_epoch *epoch =
			&g_array_index(epochs, struct manifest_epoch, i);

		g_assert(i == 0 || epoch[-1].number < epoch->number);
		g_assert(!epoch->fingerprint || strlen(epoch->fingerprint) == 40);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str bytes = {.ptr = (const char *)data, .len = size};
	g_autoptr(GError) error = NULL;
	g_autoptr(manifest) manifest = manifest_read(bytes, "git", &error);

	g_assert(!manifest == !!error);
	if (!manifest) {
		g_assert(g_error_matches(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH));
		g_assert(g_utf8_validate(error->message, -1, NULL));
		g_assert(!strpbrk(error->message, "\r\n"));
		return 0;
	}
	check_epochs(manifest->epochs);
	g_assert(manifest->is_inbox_v1 == (manifest->epochs->len == 0));
	if (manifest->description) {
		g_assert(g_utf8_validate(manifest->description, -1, NULL));
		g_assert(*manifest->description && !strpbrk(manifest->description, "\r\n"));
		g_assert(strlen(manifest->description) <= LIMIT_DESCRIPTION_BYTES);
	}
	return 0;
}
