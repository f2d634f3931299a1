/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a template, and the same as its parts but one, with a tree that is always the same. */
#include "fuzz.h"

#include "base/error.h"
#include "template/template.h"

#include <string.h>

enum {
	N_ITEMS = 2, /* of a list, in which there is no list any more */
	MOST_OF_TAG = 21, /* bytes that one tag shows: a number and what stands around it */
};

/* What no template here holds of itself: it is seen where a text was not escaped. */
static const str sign = STR_INIT("\x01");

/* Of the template, its part and what is nowhere. */
static bool find(void *user, const char *name, str *ret_text, GError **error)
{
	if (strcmp(name, "part") == 0)
		*ret_text = STR("({{name}}{{#list}}{{.}}{{name}}{{/list}})\n");
	else if (strcmp(name, "none") != 0)
		*ret_text = *(const str *)user;
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND, "none");
	return strcmp(name, "none") != 0;
}

static void escape(GString *out, str text)
{
	g_assert_true(text.len == 0 || str_equal(text, sign));
	g_string_append_c(out, 't');
}

static void write_star(const void *subject, GString *out)
{
	g_string_append(out, subject);
}

static void set_members(struct arena *arena, struct value *map)
{
	value_set_text(arena, map, "name", sign);
	value_set_text(arena, map, "empty", (str){0});
	value_set_number(arena, map, "n", UINT64_MAX);
	value_set_truth(arena, map, "yes", true);
	value_set_truth(arena, map, "no", false);
	value_set_nothing(arena, map, "nothing");
	value_set_written(arena, map, "star", write_star, "*");
}

/* An item hides the list that it is of, so that no two sections go over it twice. */
static struct value *make_tree(struct arena *arena)
{
	struct value *root = value_new_map(arena);
	struct value *list = value_set_list(arena, root, "list");

	set_members(arena, root);
	set_members(arena, value_set_map(arena, root, "map"));
	for (unsigned i = 0; i < N_ITEMS; i++) {
		struct value *item = value_append_map(arena, list);

		set_members(arena, item);
		value_set_list(arena, item, "list");
	}
	return root;
}

/* Each tag is written once, or once for each item; parts are the longest that one may show. */
static size_t largest(str text)
{
	size_t n_tags = text.len / strlen("{{.}}") + 1;

	return N_ITEMS * (text.len + n_tags * N_ITEMS * (MOST_OF_TAG + strlen("(tt)\n")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	g_autoptr(template_set) set = template_set_new(find, &text);
	g_autoptr(GString) out = g_string_new(NULL);
	g_auto(arena) arena = {0};
	g_autoptr(GError) error = NULL;
	const struct template *template = template_get(set, "main", &error);

	arena_init(&arena);
	if (template && template_write(template, make_tree(&arena), escape, out, &error)) {
		g_assert_no_error(error);
		g_assert_cmpuint(out->len, <=, largest(text));
		g_assert_true(str_contains(text, sign) || !memchr(out->str, 1, out->len));
		return 0;
	}
	g_assert_nonnull(error);
	g_assert_true(error->domain == TIDINGS_ERROR);
	g_assert_true(error->code == TIDINGS_ERROR_CORRUPT ||
		      error->code == TIDINGS_ERROR_NOT_FOUND);
	return 0;
}
