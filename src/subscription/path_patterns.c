/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/path_patterns.h"

#include "base/error.h"
#include "base/limits.h"
#include "subscription/glob.h"

struct pattern {
	char *text;
	size_t len;
	struct glob_end end;
};

struct path_patterns {
	GArray *included; /* struct pattern */
	GArray *excluded; /* struct pattern */
	GPtrArray *expressions; /* GRegex */
};

static void clear_pattern(void *data)
{
	struct pattern *pattern = data;

	g_free(pattern->text);
}

static GArray *new_array(void)
{
	GArray *array = g_array_new(FALSE, FALSE, sizeof(struct pattern));

	g_array_set_clear_func(array, clear_pattern);
	return array;
}

struct path_patterns *path_patterns_new(void)
{
	struct path_patterns *patterns = g_new0(struct path_patterns, 1);

	patterns->included = new_array();
	patterns->excluded = new_array();
	patterns->expressions = g_ptr_array_new_with_free_func((GDestroyNotify)g_regex_unref);
	return patterns;
}

void path_patterns_free(struct path_patterns *patterns)
{
	if (!patterns)
		return;
	g_array_unref(patterns->included);
	g_array_unref(patterns->excluded);
	g_ptr_array_unref(patterns->expressions);
	g_free(patterns);
}

/*
 * get_maintainer.pl looks whether a plain name is a folder. There is no tree here to look at, and
 * need not be: what is below a file is in no diff.
 */
static struct glob_end end_of(str pattern)
{
	bool is_folder = str_ends(pattern, STR("/"));

	return (struct glob_end){
		.is_path = !is_folder,
		.is_below = is_folder || !glob_is_wild(pattern),
	};
}

static void add_pattern(GArray *array, str text)
{
	struct pattern pattern = {.end = end_of(text)};

	if (text.len == 0 || text.len > LIMIT_PATH_PATTERN_BYTES)
		return;
	pattern.text = str_dup(text);
	pattern.len = text.len;
	g_array_append_val(array, pattern);
}

void path_patterns_include(struct path_patterns *patterns, str pattern)
{
	add_pattern(patterns->included, pattern);
}

void path_patterns_exclude(struct path_patterns *patterns, str pattern)
{
	add_pattern(patterns->excluded, pattern);
}

/*
 * As get_maintainer.pl does it: on bytes, and extended, so that blanks in it say nothing. The
 * limit must stand first. The empty group behind it keeps what begins the expression from being
 * a setting of PCRE as well: one that turns UTF-8 on would not be safe on a path that is none.
 */
static GRegex *compile(str expression)
{
	g_autofree char *text = NULL;

	if (expression.len == 0 || expression.len > LIMIT_PATH_PATTERN_BYTES ||
	    memchr(expression.ptr, '\0', expression.len))
		return NULL;
	text = g_strdup_printf("(*LIMIT_MATCH=%d)(?:)" STR_FMT, LIMIT_EXPRESSION_STEPS,
			       STR_ARG(expression));
	return g_regex_new(text, G_REGEX_RAW | G_REGEX_EXTENDED, 0, NULL);
}

bool path_patterns_include_expression(struct path_patterns *patterns, str expression,
				      GError **error)
{
	GRegex *compiled = compile(expression);

	if (!compiled) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
			    "this is no regular expression: " STR_FMT, STR_ARG(expression));
		return false;
	}
	g_ptr_array_add(patterns->expressions, compiled);
	return true;
}

static bool match_any(const GArray *array, str path)
{
	for (unsigned i = 0; i < array->len; i++) {
		const struct pattern *pattern = &g_array_index(array, struct pattern, i);
		str text = {.ptr = pattern->text, .len = pattern->len};

		if (glob_match(text, path, pattern->end))
			return true;
	}
	return false;
}

static bool match_any_expression(const GPtrArray *expressions, str path)
{
	for (unsigned i = 0; i < expressions->len; i++) {
		/* One that gives up, at its limit, says false as well. */
		if (g_regex_match_full(expressions->pdata[i], path.ptr, (gssize)path.len, 0, 0,
				       NULL, NULL))
			return true;
	}
	return false;
}

bool path_patterns_match(const struct path_patterns *patterns, str path)
{
	if (path.len == 0 || match_any(patterns->excluded, path))
		return false;
	return match_any(patterns->included, path) ||
	       match_any_expression(patterns->expressions, path);
}
