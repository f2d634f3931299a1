/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/base_info.h"

#include "base/limits.h"
#include "patch/line.h"

#include <glib.h>
#include <string.h>

enum field {
	FIELD_BASE_COMMIT,
	FIELD_PREREQUISITE_PATCH,
	FIELD_PREREQUISITE_MESSAGE,
	FIELD_PREREQUISITE_CHANGE, /* another series' change-id, never the own one */
	FIELD_CHANGE_ID,
	FIELD_DEPENDS,
	FIELD_SUPERSEDES,
};

struct field_name {
	str text;
	enum field field;
	bool is_section; /* written by programs, in one section; else by people, anywhere */
};

static const struct field_name field_names[] = {
	{.text = STR_INIT("base-commit:"), .field = FIELD_BASE_COMMIT, .is_section = true},
	{
		.text = STR_INIT("prerequisite-patch-id:"),
		.field = FIELD_PREREQUISITE_PATCH,
		.is_section = true,
	},
	{
		.text = STR_INIT("prerequisite-message-id:"),
		.field = FIELD_PREREQUISITE_MESSAGE,
		.is_section = true,
	},
	{
		.text = STR_INIT("prerequisite-change-id:"),
		.field = FIELD_PREREQUISITE_CHANGE,
		.is_section = true,
	},
	{.text = STR_INIT("change-id:"), .field = FIELD_CHANGE_ID, .is_section = true},
	{.text = STR_INIT("depends-on:"), .field = FIELD_DEPENDS},
	{.text = STR_INIT("based-on:"), .field = FIELD_DEPENDS},
	{.text = STR_INIT("supersedes:"), .field = FIELD_SUPERSEDES},
};

/* The field that @line begins, if its value is not empty. */
static const struct field_name *find_field(str line, str *ret_value)
{
	size_t at;

	if (line.len == 0 || !str_find_byte(STR("bcpdsBDS"), line.ptr[0], &at))
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(field_names); i++) {
		const struct field_name *name = &field_names[i];
		str value = line;

		if (name->is_section ? !str_take(&value, name->text)
				     : !str_take_nocase(&value, name->text))
			continue;
		*ret_value = str_trim(value);
		return ret_value->len > 0 ? name : NULL;
	}
	return NULL;
}

/* The words that a value of hexadecimal digits begins with; a comment may follow. */
static bool take_hex(str value, str *ret_hex)
{
	str word;

	if (!str_next_word(&value, &word) || word.len < 7 || word.len > 64 || !str_is_hex(word))
		return false;
	*ret_hex = word;
	return true;
}

/* `20240131-some-topic-0123456789ab`: one word of a small alphabet, with dash and digit. */
static bool is_change_id(str value)
{
	bool has_dash = false;
	bool has_digit = false;
	size_t at;

	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (!g_ascii_isalnum(c) && !str_find_byte(STR("-._+/"), c, &at))
			return false;
		has_dash = has_dash || c == '-';
		has_digit = has_digit || g_ascii_isdigit(c);
	}
	return has_dash && has_digit;
}

static void add(struct arena *arena, str **list, unsigned *n, str value)
{
	if (*n >= LIMIT_PREREQUISITES)
		return;
	/* Full at each power of two: no capacity to keep. */
	if ((*n & (*n - 1)) == 0) {
		str *grown = arena_new_array(arena, str, *n ? 2 * *n : 1);

		if (*n > 0)
			memcpy(grown, *list, *n * sizeof(*grown));
		*list = grown;
	}
	(*list)[(*n)++] = value;
}

static void read_field(struct arena *arena, enum field field, str value, bool in_section,
		       struct base_info *info)
{
	str hex;

	switch (field) {
	case FIELD_BASE_COMMIT:
		if (info->base_commit.len == 0 && take_hex(value, &hex))
			info->base_commit = hex;
		break;
	case FIELD_PREREQUISITE_PATCH:
		if (take_hex(value, &hex))
			add(arena, &info->prerequisites, &info->n_prerequisites, hex);
		break;
	case FIELD_CHANGE_ID:
		if (in_section && info->change_id.len == 0 && is_change_id(value))
			info->change_id = value;
		break;
	case FIELD_PREREQUISITE_MESSAGE:
	case FIELD_DEPENDS:
	case FIELD_SUPERSEDES:
		add(arena, &info->depends, &info->n_depends, value);
		break;
	case FIELD_PREREQUISITE_CHANGE:
		break;
	}
}

/* True if what @field names goes in first. */
static bool is_need(enum field field)
{
	return field == FIELD_PREREQUISITE_MESSAGE || field == FIELD_PREREQUISITE_CHANGE ||
	       field == FIELD_DEPENDS;
}

void base_info_read(struct arena *arena, str text, struct base_info *info)
{
	str rest = text;
	str line;
	str value;
	bool in_section = true; /* the text's begin is as good as an empty line */

	while (str_next_line(&rest, &line)) {
		const struct field_name *name = find_field(line, &value);

		if (!name) {
			line = str_trim_end(line);
			in_section = line.len == 0 || str_equal(line, STR("---"));
			continue;
		}
		read_field(arena, name->field, value, in_section, info);
		if (is_need(name->field))
			add(arena, &info->needs, &info->n_needs, str_trim(line));
		in_section = in_section && name->is_section;
	}
}

void base_info_read_depends(struct arena *arena, str text, struct base_info *info)
{
	str rest = text;
	str line;
	str value;

	while (str_next_line(&rest, &line)) {
		const struct field_name *name = find_field(line, &value);

		if (!name || name->is_section)
			continue;
		read_field(arena, name->field, value, false, info);
		if (is_need(name->field))
			add(arena, &info->needs, &info->n_needs, str_trim(line));
	}
}

str base_info_strip(str notes)
{
	str kept = notes;
	str rest = notes;
	str line;
	str value;
	bool found = false;

	while (line_take_last(&rest, &line)) {
		const struct field_name *name = find_field(line, &value);

		if (name && name->is_section)
			found = true;
		else if (!(found && str_equal(line, STR("---"))) &&
			 !(!found && str_equal_nocase(line, STR("Best regards,"))))
			break;
		if (found)
			kept = rest;
	}
	return kept;
}
