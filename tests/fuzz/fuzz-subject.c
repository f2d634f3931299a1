/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "base/limits.h"
#include "patch/subject.h"

#include <glib.h>

static void check_title(str title, str text)
{
	bool after_blank = true;

	g_assert_cmpuint(title.len, <=, text.len);
	for (size_t i = 0; i < title.len; i++) {
		bool is_blank = g_ascii_isspace(title.ptr[i]);

		g_assert_false(is_blank && (after_blank || title.ptr[i] != ' '));
		after_blank = is_blank;
	}
	g_assert_false(after_blank && title.len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	g_auto(arena) arena = {0};
	struct subject subject;

	subject_parse(&arena, text, &subject);
	check_title(subject.title, text);
	g_assert_cmpuint(subject.n_prefixes, <=, LIMIT_SUBJECT_WORDS);
	for (unsigned i = 0; i < subject.n_prefixes; i++)
		g_assert_cmpuint(subject.prefixes[i].len, >, 0);
	g_assert_cmpuint(subject.index, <=, LIMIT_COUNTER);
	g_assert_cmpuint(subject.total, <=, LIMIT_COUNTER);
	if (!(subject.flags & SUBJECT_COUNTER))
		g_assert_true(subject.index == 1 && subject.total == 1);
	if (!(subject.flags & SUBJECT_REVISION))
		g_assert_cmpint(revision_compare(subject.revision, (struct revision){.major = 1}),
				==, 0);
	g_assert_cmpuint(revision_format(&arena, subject.revision).len, >=, 2);
	return 0;
}
