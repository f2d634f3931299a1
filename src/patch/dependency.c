/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/dependency.h"

#include "base/limits.h"
#include "patch/dependency_list.h"

#include <glib.h>
#include <string.h>

enum {
	MAX_TEXT = 300, /* bytes of dependency.text */
};

static const char *const kind_names[DEPENDENCY_N_KINDS] = {
	[DEPENDENCY_COMMIT] = "commit",		[DEPENDENCY_PATCH_ID] = "patch-id",
	[DEPENDENCY_MESSAGE_ID] = "message-id", [DEPENDENCY_CHANGE_ID] = "change-id",
	[DEPENDENCY_TITLE] = "title",
};

/* Of a text in words; the labels of lines are their own reasons. */
static const char *const word_reasons[DEPENDENCY_N_KINDS] = {
	[DEPENDENCY_COMMIT] = "commit",	  [DEPENDENCY_PATCH_ID] = "prerequisite-patch-id",
	[DEPENDENCY_MESSAGE_ID] = "link", [DEPENDENCY_CHANGE_ID] = "prerequisite-change-id",
	[DEPENDENCY_TITLE] = "title",
};

static const char *const labels[] = {
	"base-commit",
	"prerequisite-patch-id",
	"prerequisite-message-id",
	"prerequisite-change-id",
	"depends-on",
	"based-on",
};

const char *dependency_kind_name(enum dependency_kind kind)
{
	return kind_names[kind];
}

const char *dependency_reason(const struct dependency *dependency)
{
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
		str rest = dependency->text;

		if (str_take_nocase(&rest, str_from(labels[i])) && str_starts(rest, STR(":")))
			return labels[i];
	}
	return word_reasons[dependency->kind];
}

str dependency_cut(str text, size_t max)
{
	if (text.len <= max)
		return text;
	for (unsigned i = 0; i < 3 && ((unsigned char)text.ptr[max] & 0xc0) == 0x80; i++)
		max -= max > 1;
	return str_slice(text, 0, max);
}

/* @text with single blanks for its white space, at most MAX_TEXT bytes of it. */
static str fold(struct arena *arena, str text)
{
	char *folded = arena_text(arena, MAX_TEXT);
	size_t len = 0;
	str word;

	while (len < MAX_TEXT && str_next_word(&text, &word)) {
		if (len > 0)
			folded[len++] = ' ';
		word = dependency_cut(word, MAX_TEXT - len);
		memcpy(folded + len, word.ptr, word.len);
		len += word.len;
	}
	arena_shrink(arena, folded, len);
	return (str){.ptr = folded, .len = len};
}

/* A link may hold `%0A`. */
static bool is_one_line(str value)
{
	for (size_t i = 0; i < value.len; i++) {
		if ((unsigned char)value.ptr[i] < ' ')
			return false;
	}
	return value.len > 0;
}

void dependency_list_add(struct dependency_list *list, enum dependency_kind kind, str value,
			 str text)
{
	unsigned n = list->n_items;

	if (n == LIMIT_DEPENDENCIES || !is_one_line(value))
		return;
	for (unsigned i = 0; i < n; i++) {
		if (list->items[i].kind == kind && str_equal(list->items[i].value, value))
			return;
	}
	/* Full at each power of two: no capacity to keep. */
	if ((n & (n - 1)) == 0) {
		struct dependency *grown =
			arena_new_array(list->arena, struct dependency, n ? 2 * n : 1);

		if (n > 0)
			memcpy(grown, list->items, n * sizeof(*grown));
		list->items = grown;
	}
	list->items[list->n_items++] = (struct dependency){
		.kind = kind,
		.value = value,
		.text = fold(list->arena, text),
	};
}

/* `lamp-20240131-0123456789ab:v2`, as b4 writes it. */
static str cut_version(str value)
{
	size_t at;

	if (str_find_last_byte(value, ':', &at) && str_starts(str_skip(value, at), STR(":v")))
		return str_slice(value, 0, at);
	return value;
}

static bool is_gerrit_id(str word)
{
	return word.len == 41 && word.ptr[0] == 'I' && str_is_hex(str_skip(word, 1));
}

/* The id that @value begins with, as QEMU's people write it: without angle brackets. */
static bool add_bare_id(struct dependency_list *list, str value, str line)
{
	str word;

	if (!str_next_word(&value, &word))
		return false;
	if (is_gerrit_id(word))
		dependency_list_add(list, DEPENDENCY_CHANGE_ID, word, line);
	else if (str_contains(word, STR("@")) && word.ptr[0] != '<' &&
		 !str_contains(word, STR("://")))
		dependency_list_add(list, DEPENDENCY_MESSAGE_ID, word, line);
	else
		return false;
	return true;
}

/* A value that is a title without quotes. */
static void add_bare_title(struct dependency_list *list, str value, str line)
{
	if (value.ptr[0] == '[' || str_contains(value, STR(": ")))
		dependency_list_add_title(list, value, line);
}

/* A line `LABEL: VALUE` of patch_body.needs. */
static void read_need(struct dependency_list *list, str line)
{
	bool is_id;
	str value;
	size_t colon;

	if (!str_find_byte(line, ':', &colon))
		return;
	value = str_trim(str_skip(line, colon + 1));
	if (str_starts_nocase(line, STR("prerequisite-change-id:"))) {
		dependency_list_add(list, DEPENDENCY_CHANGE_ID, cut_version(value), line);
		return;
	}
	is_id = add_bare_id(list, value, line);
	if (!dependency_list_add_named(list, value, line) && !is_id)
		add_bare_title(list, value, line);
}

void dependencies_of_patch(struct arena *arena, const struct patch_body *body,
			   struct dependency **ret_dependencies, unsigned *ret_n_dependencies)
{
	struct dependency_list list = {.arena = arena};

	if (body->base_commit.len > 0)
		dependency_list_add(&list, DEPENDENCY_COMMIT, body->base_commit,
				    arena_join(arena, STR("base-commit: "), body->base_commit));
	for (unsigned i = 0; i < body->n_prerequisites; i++) {
		str id = body->prerequisites[i];

		dependency_list_add(&list, DEPENDENCY_PATCH_ID, id,
				    arena_join(arena, STR("prerequisite-patch-id: "), id));
	}
	dependency_list_read_footnotes(&list, body->message);
	dependency_list_read_footnotes(&list, body->notes);
	for (unsigned i = 0; i < body->n_needs; i++)
		read_need(&list, body->needs[i]);
	dependency_list_read_text(&list, body->message, body->diff.len > 0);
	dependency_list_read_text(&list, body->notes, false);
	*ret_dependencies = list.items;
	*ret_n_dependencies = list.n_items;
}

str dependency_to_line(struct arena *arena, const struct dependency *dependency)
{
	str name = str_from(kind_names[dependency->kind]);
	str line = arena_join(arena, arena_join(arena, name, STR(" ")), dependency->value);

	return arena_join(arena, arena_join(arena, line, STR("\t")), dependency->text);
}

bool dependency_of_line(str line, struct dependency *ret_dependency)
{
	size_t blank;
	size_t tab;

	if (!str_find_byte(line, ' ', &blank) || !str_find_byte(line, '\t', &tab) || tab < blank)
		return false;
	for (unsigned i = 0; i < DEPENDENCY_N_KINDS; i++) {
		if (!str_equal(str_slice(line, 0, blank), str_from(kind_names[i])))
			continue;
		*ret_dependency = (struct dependency){
			.kind = (enum dependency_kind)i,
			.value = str_slice(line, blank + 1, tab),
			.text = str_skip(line, tab + 1),
		};
		return true;
	}
	return false;
}
