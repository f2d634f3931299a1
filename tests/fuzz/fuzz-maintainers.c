/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The title of a section, a path, each up to a NUL byte, and the MAINTAINERS file after them. */
#include "fuzz.h"

#include "base/limits.h"
#include "subscription/maintainers.h"

static str take_field(str *rest)
{
	size_t end = rest->len;
	str field;

	str_find_byte(*rest, '\0', &end);
	field = str_slice(*rest, 0, end);
	*rest = str_skip(*rest, end + 1);
	return field;
}

/* What is excluded again is in no pattern, whatever included it. */
static void check_exclusion(struct path_patterns *patterns, str path)
{
	path_patterns_match(patterns, path);
	path_patterns_exclude(patterns, STR("**/*"));
	path_patterns_exclude(patterns, STR("*"));
	/* A path that begins with a slash may have no part at all; no diff names one. */
	g_assert(!path_patterns_match(patterns, path) || str_starts(path, STR("/")));
}

/* A path without what stands for others, as a pattern, is itself and what is below it. */
static void check_plain(str path)
{
	g_autoptr(path_patterns) patterns = path_patterns_new();
	g_autofree char *text = str_dup(path);
	g_autofree char *below = g_strconcat(text, "/a/b", NULL);

	if (path.len == 0 || path.len > LIMIT_PATH_PATTERN_BYTES || strpbrk(text, "*?[") ||
	    text[path.len - 1] == '/')
		return;
	path_patterns_include(patterns, path);
	g_assert(path_patterns_match(patterns, path));
	g_assert(path_patterns_match(patterns, str_from(below)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str rest = {.ptr = (const char *)data, .len = size};
	g_autofree char *title = str_dup(take_field(&rest));
	str path = take_field(&rest);
	char *sections[] = {title, NULL};
	g_autoptr(GPtrArray) patterns =
		g_ptr_array_new_with_free_func((GDestroyNotify)path_patterns_free);
	g_autoptr(GError) error = NULL;

	check_plain(path);
	if (!maintainers_read(rest, "MAINTAINERS", sections, patterns, &error)) {
		g_assert(error && patterns->len == 0);
		return 0;
	}
	g_assert(!error && patterns->len > 0);
	for (unsigned i = 0; i < patterns->len; i++)
		check_exclusion(patterns->pdata[i], path);
	return 0;
}
