/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "base/limits.h"
#include "patch/trailer.h"

#include <glib.h>

static void check_trailers(const struct trailer *trailers, unsigned n_trailers)
{
	g_assert_cmpuint(n_trailers, <=, LIMIT_TRAILERS);
	for (unsigned i = 0; i < n_trailers; i++) {
		const struct trailer *trailer = &trailers[i];

		g_assert_cmpuint(trailer->name.len, >, 0);
		g_assert_cmpuint(trailer->value.len, >, 0);
		g_assert_cmpuint(trailer->person.address.len, <=, trailer->value.len);
		g_assert_cmpuint(trailer->scope.len, <, trailer->value.len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	g_auto(arena) arena = {0};
	struct trailer *trailers;
	unsigned n_trailers;
	struct trailer trailer;

	if (trailer_parse(text, &trailer))
		check_trailers(&trailer, 1);
	trailers_of_message(&arena, text, &trailers, &n_trailers);
	check_trailers(trailers, n_trailers);
	trailers_of_reply(&arena, text, &trailers, &n_trailers);
	check_trailers(trailers, n_trailers);
	for (unsigned i = 0; i < n_trailers; i++)
		g_assert_cmpint(trailers[i].kind, !=, TRAILER_OTHER);
	trailers_offered(&arena, text, &trailers, &n_trailers);
	check_trailers(trailers, n_trailers);
	return 0;
}
