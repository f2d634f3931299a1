/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/project.h"

#include <glib.h>

static bool names_nothing(str word)
{
	return str_starts_nocase(word, STR("RFC")) || str_starts_nocase(word, STR("RESEND")) ||
	       str_starts_nocase(word, STR("REPOST")) || str_equal_nocase(word, STR("PULL")) ||
	       str_equal_nocase(word, STR("GIT"));
}

static bool names_tree(str word)
{
	static const str marks[] = {
		STR_INIT("next"), STR_INIT("fixes"),  STR_INIT("stable"), STR_INIT("AUTOSEL"),
		STR_INIT("for-"), STR_INIT("urgent"), STR_INIT("master"),
	};
	size_t at;

	if (word.len && g_ascii_isdigit(word.ptr[0]))
		return true;
	if (word.len > 1 && (word.ptr[0] | 0x20) == 'v' && g_ascii_isdigit(word.ptr[1]))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (str_find_nocase(word, marks[i], &at))
			return true;
	}
	return str_equal_nocase(word, STR("net")) || str_equal_nocase(word, STR("bpf"));
}

static bool has_word(const struct subject *subject, str word)
{
	for (unsigned i = 0; i < subject->n_prefixes; i++) {
		if (str_equal_nocase(subject->prefixes[i], word))
			return true;
	}
	return false;
}

/* `5.10`, `v5.10.y`, `1.2-stable`; not `v6.1-rc3`, which is only what the work stands on. */
static bool names_release(str word)
{
	size_t at = 0;
	size_t digits = 0;

	if (word.len > 0 && g_ascii_tolower(word.ptr[0]) == 'v')
		at = 1;
	while (at + digits < word.len && g_ascii_isdigit(word.ptr[at + digits]))
		digits++;
	at += digits;
	return digits > 0 && at + 1 < word.len && word.ptr[at] == '.' &&
	       g_ascii_isdigit(word.ptr[at + 1]) && !str_find_nocase(word, STR("-rc"), &at);
}

static bool names_any_release(const struct subject *subject)
{
	for (unsigned i = 0; i < subject->n_prefixes; i++) {
		if (names_release(subject->prefixes[i]))
			return true;
	}
	return false;
}

/* A release that only one of them names may be where its next revision goes. */
bool project_release_is_added(const struct subject *a, const struct subject *b)
{
	return names_any_release(a) != names_any_release(b);
}

bool project_releases_agree(const struct subject *a, const struct subject *b)
{
	if (!names_any_release(a) || !names_any_release(b))
		return names_any_release(a) == names_any_release(b) ||
		       revision_compare(a->revision, b->revision) != 0;
	for (unsigned i = 0; i < a->n_prefixes; i++) {
		if (names_release(a->prefixes[i]) && has_word(b, a->prefixes[i]))
			return true;
	}
	return false;
}

bool project_may_be_same(const struct subject *a, const struct subject *b)
{
	bool a_names = false;
	bool b_names = false;

	for (unsigned i = 0; i < a->n_prefixes; i++) {
		if (names_nothing(a->prefixes[i]))
			continue;
		a_names = true;
		if (has_word(b, a->prefixes[i]))
			return true;
	}
	for (unsigned i = 0; i < b->n_prefixes; i++)
		b_names = b_names || !names_nothing(b->prefixes[i]);
	return !a_names || !b_names;
}

static bool projects_within(const struct subject *a, const struct subject *b)
{
	for (unsigned i = 0; i < a->n_prefixes; i++) {
		str word = a->prefixes[i];

		if (!names_nothing(word) && !names_tree(word) && !has_word(b, word))
			return false;
	}
	return true;
}

bool project_is_same(const struct subject *a, const struct subject *b)
{
	return projects_within(a, b) && projects_within(b, a) && project_releases_agree(a, b);
}
