/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/filter_parts.h"

#include "base/error.h"
#include "subscription/maintainers.h"

#include <string.h>

/* What is read, and for whom. */
struct reading {
	const struct config *config;
	const struct config_subscription *subscription;
	int64_t now;
	struct arena *texts;
};

static bool fail(const struct reading *reading, const char *key, const GError *reason,
		 GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, "%s: [subscription %s] %s: %s",
		    reading->config->path, reading->subscription->name, key, reason->message);
	return false;
}

/* In quotation marks nothing is an operator; within a phrase a mark would end it. */
static void append_quoted(GString *query, const char *text)
{
	g_string_append_c(query, '"');
	for (; *text; text++)
		g_string_append_c(query, *text == '"' ? ' ' : *text);
	g_string_append_c(query, '"');
}

static void append_author(GString *query, const char *text)
{
	g_string_append(query, "f:");
	append_quoted(query, text);
}

/* `revert*` is each word that begins so, which it would not be in quotation marks. */
static void append_word(GString *query, const char *text)
{
	bool is_begin = g_str_has_suffix(text, "*") && !strpbrk(text, " \"()");

	if (is_begin)
		g_string_append(query, text);
	else
		append_quoted(query, text);
}

static void append_state(GString *query, const char *text)
{
	g_string_append_printf(query, "is:%s", text);
}

static void append_query(GString *query, const char *text)
{
	g_string_append(query, text);
}

static bool parse(const struct reading *reading, const char *key, str text,
		  const struct query **ret_query, GError **error)
{
	g_autoptr(GError) reason = NULL;

	*ret_query = query_parse(reading->texts, text, reading->now, &reason);
	return *ret_query || fail(reading, key, reason, error);
}

/* Appends to @query that any of @texts must hold, each as @append writes it. */
static bool append_any(const struct reading *reading, const char *key, char *const *texts,
		       void (*append)(GString *query, const char *text), GString *query,
		       GError **error)
{
	g_autoptr(GString) any = g_string_new(NULL);
	const struct query *parsed;

	for (char *const *text = texts; text && *text; text++) {
		g_string_append(any, any->len ? " OR " : "");
		append(any, *text);
	}
	if (any->len == 0)
		return true;
	/* By itself first: an error is told of the key that it is in. */
	if (!parse(reading, key, (str){any->str, any->len}, &parsed, error))
		return false;
	g_string_append_printf(query, "(%s) ", any->str);
	return true;
}

static bool read_query(const struct reading *reading, const struct query **ret_query,
		       GError **error)
{
	const struct config_subscription *subscription = reading->subscription;
	char *const queries[] = {subscription->query, NULL};
	g_autoptr(GString) query = g_string_new(NULL);

	return append_any(reading, "authors", subscription->authors, append_author, query, error) &&
	       append_any(reading, "words", subscription->words, append_word, query, error) &&
	       append_any(reading, "states", subscription->states, append_state, query, error) &&
	       append_any(reading, "query", queries, append_query, query, error) &&
	       parse(reading, "query", (str){query->str, query->len}, ret_query, error);
}

static bool read_sections(const struct reading *reading, GPtrArray *patterns, GError **error)
{
	const struct config_subscription *subscription = reading->subscription;
	g_autoptr(GError) reason = NULL;
	g_autofree char *bytes = NULL;
	gsize length;

	if (!subscription->maintainers)
		return true;
	if (!g_file_get_contents(subscription->maintainers, &bytes, &length, &reason))
		return fail(reading, "maintainers", reason, error);
	if (!maintainers_read((str){bytes, length}, subscription->maintainers,
			      subscription->sections, patterns, &reason))
		return fail(reading, "sections", reason, error);
	return true;
}

static void read_paths(const struct reading *reading, GPtrArray *patterns)
{
	struct path_patterns *own;

	if (!reading->subscription->paths)
		return;
	own = path_patterns_new();
	for (char **path = reading->subscription->paths; *path; path++)
		path_patterns_include(own, str_from(*path));
	g_ptr_array_add(patterns, own);
}

static void free_patterns(void *patterns)
{
	path_patterns_free(patterns);
}

bool filter_parts_read(const struct config *config, const struct config_subscription *subscription,
		       int64_t now, struct arena *texts, struct filter_parts *ret_parts,
		       GError **error)
{
	const struct reading reading = {config, subscription, now, texts};

	*ret_parts = (struct filter_parts){
		.areas = subscription->areas,
		.patterns = g_ptr_array_new_with_free_func(free_patterns),
	};
	read_paths(&reading, ret_parts->patterns);
	return read_sections(&reading, ret_parts->patterns, error) &&
	       read_query(&reading, &ret_parts->query, error);
}

void filter_parts_clear(struct filter_parts *parts)
{
	g_clear_pointer(&parts->patterns, g_ptr_array_unref);
}

bool filter_parts_are_none(const struct filter_parts *parts)
{
	return parts->query->kind == QUERY_ALL && !parts->areas && parts->patterns->len == 0;
}

bool filter_parts_match_area(const struct filter_parts *parts, str area)
{
	for (char *const *wanted = parts->areas; *wanted; wanted++) {
		str text = str_from(*wanted);

		if (str_starts_nocase(area, text) &&
		    (area.len == text.len || area.ptr[text.len] == ':'))
			return true;
	}
	return false;
}

bool filter_parts_match_path(const struct filter_parts *parts, str path)
{
	for (unsigned i = 0; i < parts->patterns->len; i++) {
		if (path_patterns_match(g_ptr_array_index(parts->patterns, i), path))
			return true;
	}
	return false;
}
