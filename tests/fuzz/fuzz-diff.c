/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "base/limits.h"
#include "patch/diff.h"

#include <glib.h>
#include <string.h>

static void check_path(str path)
{
	g_assert_cmpuint(path.len, >, 0);
	g_assert_cmpuint(path.len, <=, LIMIT_PATH_BYTES);
	g_assert_null(memchr(path.ptr, '\0', path.len));
}

/* @file's text stands within @diff's, behind @end; returns where it ends. */
static const char *check_file(const struct diff *diff, const struct diff_file *file,
			      const char *end)
{
	const char *file_end = file->text.ptr + file->text.len;

	check_path(diff_file_path(file));
	g_assert_cmpint(file->change == DIFF_ADDED, ==, file->old_path.len == 0);
	g_assert_cmpint(file->change == DIFF_DELETED, ==, file->new_path.len == 0);
	g_assert_cmpuint(file->similarity, <=, 100);
	g_assert_true(file->text.ptr >= end && file_end <= diff->text.ptr + diff->text.len);
	g_assert_cmpuint(file->insertions + file->deletions, <=, file->text.len);
	return file_end;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str bytes = {.ptr = (const char *)data, .len = size};
	g_auto(arena) arena = {0};
	unsigned insertions = 0;
	unsigned deletions = 0;
	struct diff diff;
	const char *end;

	g_assert_cmpint(diff_parse(&arena, bytes, &diff), ==, diff.n_files > 0);
	end = diff.text.ptr;
	for (unsigned i = 0; i < diff.n_files; i++) {
		end = check_file(&diff, &diff.files[i], end);
		insertions += diff.files[i].insertions;
		deletions += diff.files[i].deletions;
	}
	g_assert_cmpuint(insertions, ==, diff.insertions);
	g_assert_cmpuint(deletions, ==, diff.deletions);
	return 0;
}
