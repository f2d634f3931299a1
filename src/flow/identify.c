/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/identify.h"

#include "base/error.h"
#include "index/identify.h"
#include "index/messages.h"
#include "index/postings.h"
#include "patch/subject.h"

#include <glib.h>

enum {
	COMMIT_DIGITS_MIN = 7, /* as git abbreviates */
	COMMIT_DIGITS_MAX = 40,
	WORKS_NAMED = 3, /* of those that a title fits */
};

/* Where a lookup has come to. */
struct lookup {
	struct index *index;
	str text; /* as the user has written it */
	int64_t message; /* 0 while nothing is found */
	struct arena texts;
};

/* A Message-ID may be that of several mails: the one that counts is a posting's. */
static bool find_message_id(struct lookup *lookup, str message_id, GError **error)
{
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int64_t posting = 0;

	if (message_id.len == 0)
		return true;
	if (!messages_find(lookup->index, message_id, messages, error))
		return false;
	for (unsigned i = 0; i < messages->len && posting == 0; i++) {
		int64_t message = g_array_index(messages, int64_t, i);

		if (!postings_of_message(lookup->index, message, &posting, error))
			return false;
		if (i == 0 || posting)
			lookup->message = message;
	}
	return true;
}

/* @segment with its %40, %2F and the like undone. */
static str undo_percents(struct arena *arena, str segment)
{
	char *text = arena_text(arena, segment.len);
	size_t len = 0;

	for (size_t i = 0; i < segment.len; i++) {
		bool is_escaped = segment.ptr[i] == '%' && i + 2 < segment.len &&
				  g_ascii_isxdigit(segment.ptr[i + 1]) &&
				  g_ascii_isxdigit(segment.ptr[i + 2]);

		if (is_escaped) {
			text[len++] = (char)(g_ascii_xdigit_value(segment.ptr[i + 1]) << 4 |
					     g_ascii_xdigit_value(segment.ptr[i + 2]));
			i += 2;
		} else {
			text[len++] = segment.ptr[i];
		}
	}
	return (str){.ptr = text, .len = len};
}

/* The Message-ID in a link to a page of an archive: the first part of its path with an "@". */
static bool find_link(struct lookup *lookup, GError **error)
{
	str rest = lookup->text;
	size_t at;

	if (!str_find(rest, STR("://"), &at))
		return true;
	rest = str_skip(rest, at + strlen("://"));
	if (str_find_byte(rest, '#', &at) || str_find_byte(rest, '?', &at))
		rest = str_slice(rest, 0, at);
	while (str_find_byte(rest, '/', &at) && lookup->message == 0) {
		str segment;

		rest = str_skip(rest, at + 1);
		segment = str_find_byte(rest, '/', &at) ? str_slice(rest, 0, at) : rest;
		segment = undo_percents(&lookup->texts, segment);
		if (str_contains(segment, STR("@")) && !find_message_id(lookup, segment, error))
			return false;
	}
	return true;
}

static bool find_commit(struct lookup *lookup, GError **error)
{
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(int64_t));
	str text = lookup->text;

	if (text.len < COMMIT_DIGITS_MIN || text.len > COMMIT_DIGITS_MAX || !str_is_hex(text))
		return true;
	if (!identify_commits(lookup->index, text, 2, messages, error))
		return false;
	if (messages->len > 1) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_AMBIGUOUS,
			    STR_FMT ": several commits begin so", STR_ARG(text));
		return false;
	}
	if (messages->len == 1)
		lookup->message = g_array_index(messages, int64_t, 0);
	return true;
}

static bool set_ambiguous(str text, const GArray *works, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (unsigned i = 0; i < works->len && i < WORKS_NAMED; i++) {
		str title = g_array_index(works, struct titled_work, i).title;

		g_string_append_printf(names, "%s\"" STR_FMT "\"", i ? ", " : "", STR_ARG(title));
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_AMBIGUOUS,
		    "\"" STR_FMT "\" fits several series: %s%s", STR_ARG(text), names->str,
		    works->len > WORKS_NAMED ? " and more" : "");
	return false;
}

/* A whole title goes before all that only hold it. */
static bool find_title(struct lookup *lookup, GError **error)
{
	g_autoptr(GArray) works = g_array_new(FALSE, FALSE, sizeof(struct titled_work));
	const struct titled_work *found;
	struct subject subject;

	/* It may be copied with its brackets. */
	subject_parse(&lookup->texts, lookup->text, &subject);
	if (subject.title.len == 0)
		return true;
	if (!identify_titles(lookup->index, subject.title, WORKS_NAMED + 1, &lookup->texts, works,
			     error))
		return false;
	if (works->len == 0)
		return true;
	found = (const struct titled_work *)(void *)works->data;
	if (works->len > 1 && found[0].is_whole == found[1].is_whole)
		return set_ambiguous(lookup->text, works, error);
	return identify_newest(lookup->index, found->topic, &lookup->message, error);
}

/* Without the angle brackets, or the `mid:` of RFC 2392, that an id may stand in. */
static str bare_id(str text)
{
	str_take_nocase(&text, STR("mid:"));
	str_take(&text, STR("<"));
	if (str_ends(text, STR(">")))
		text.len--;
	return text;
}

bool identify_message(struct index *index, str text, int64_t *ret_message, GError **error)
{
	static bool (*const ways[])(struct lookup *, GError **) = {
		find_link,
		find_commit,
		find_title,
	};
	struct lookup lookup = {.index = index, .text = str_trim(text)};
	bool done;

	arena_init(&lookup.texts);
	done = find_message_id(&lookup, bare_id(lookup.text), error);
	for (size_t i = 0; i < G_N_ELEMENTS(ways) && done && lookup.message == 0; i++)
		done = ways[i](&lookup, error);
	arena_clear(&lookup.texts);
	if (done && lookup.message == 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    STR_FMT ": the index knows no such mail, commit or title",
			    STR_ARG(str_trim(text)));
		done = false;
	}
	if (done)
		*ret_message = lookup.message;
	return done;
}
