/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "template/value.h"

static struct value *append(struct arena *arena, struct value *parent, enum value_kind kind)
{
	struct value *value = arena_new(arena, struct value);

	value->kind = kind;
	if (parent->last)
		parent->last->next = value;
	else
		parent->first = value;
	parent->last = value;
	return value;
}

static struct value *set(struct arena *arena, struct value *map, const char *name,
			 enum value_kind kind)
{
	struct value *value = append(arena, map, kind);

	value->name = str_from(name);
	return value;
}

struct value *value_new_map(struct arena *arena)
{
	struct value *map = arena_new(arena, struct value);

	map->kind = VALUE_MAP;
	return map;
}

void value_set_text(struct arena *arena, struct value *map, const char *name, str text)
{
	set(arena, map, name, VALUE_TEXT)->text = text;
}

void value_set_number(struct arena *arena, struct value *map, const char *name, uint64_t number)
{
	set(arena, map, name, VALUE_NUMBER)->number = number;
}

void value_set_truth(struct arena *arena, struct value *map, const char *name, bool truth)
{
	set(arena, map, name, VALUE_TRUTH)->number = truth;
}

void value_set_nothing(struct arena *arena, struct value *map, const char *name)
{
	set(arena, map, name, VALUE_NOTHING);
}

void value_set_written(struct arena *arena, struct value *map, const char *name,
		       value_write_fn write, const void *subject)
{
	struct value *value = set(arena, map, name, VALUE_WRITTEN);

	value->write = write;
	value->subject = subject;
}

struct value *value_set_map(struct arena *arena, struct value *map, const char *name)
{
	return set(arena, map, name, VALUE_MAP);
}

struct value *value_set_list(struct arena *arena, struct value *map, const char *name)
{
	return set(arena, map, name, VALUE_LIST);
}

struct value *value_append_map(struct arena *arena, struct value *list)
{
	return append(arena, list, VALUE_MAP);
}

void value_append_text(struct arena *arena, struct value *list, str text)
{
	append(arena, list, VALUE_TEXT)->text = text;
}

const struct value *value_member(const struct value *map, str name)
{
	if (map->kind != VALUE_MAP)
		return NULL;
	for (const struct value *member = map->first; member; member = member->next) {
		if (str_equal(member->name, name))
			return member;
	}
	return NULL;
}

bool value_is_true(const struct value *value)
{
	switch (value->kind) {
	case VALUE_NOTHING:
		return false;
	case VALUE_TEXT:
		return value->text.len > 0;
	case VALUE_NUMBER:
	case VALUE_TRUTH:
		return value->number != 0;
	case VALUE_LIST:
		return value->first != NULL;
	case VALUE_MAP:
	case VALUE_WRITTEN:
		return true;
	}
	return false;
}
