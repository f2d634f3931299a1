/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a template shows: a tree of maps, lists, texts and numbers under names.
 *
 * A tree lives in one arena. Its texts are borrowed: they must live as long. They are not
 * escaped: whoever writes the template does that (template/template.h), by what the value is
 * and not by how the template names it, so that no template can leave it out.
 */
#ifndef TIDINGS_TEMPLATE_VALUE_H
#define TIDINGS_TEMPLATE_VALUE_H

#include "base/arena.h"
#include "base/str.h"

#include <glib.h>
#include <stdint.h>

enum value_kind {
	VALUE_NOTHING, /* what is not there: false, and shown as nothing */
	VALUE_TEXT, /* false where it is empty */
	VALUE_NUMBER, /* false where it is 0 */
	VALUE_TRUTH, /* shown as nothing */
	VALUE_LIST, /* false where it is empty; shown item by item, as a section */
	VALUE_MAP, /* true; shown as a section alone */
	VALUE_WRITTEN, /* true; writes itself, escaped already */
};

/* Appends what @subject stands for, made harmless for the format. */
typedef void (*value_write_fn)(const void *subject, GString *out);

/* Made by the functions below alone. */
struct value {
	enum value_kind kind;
	str name; /* in the map that it is a member of; a literal */
	str text;
	uint64_t number; /* also of a truth */
	value_write_fn write;
	const void *subject;
	struct value *first; /* members of a map in no order, items of a list in their order */
	struct value *last;
	struct value *next; /* member or item behind it */
};

struct value *value_new_map(struct arena *arena);

/*
 * Adds a member to @map. @name is a literal; a map has each name once. What may be missing is
 * set to nothing, so that a name that is not there at all is a mistake of the template.
 */
void value_set_text(struct arena *arena, struct value *map, const char *name, str text);
void value_set_number(struct arena *arena, struct value *map, const char *name, uint64_t number);
void value_set_truth(struct arena *arena, struct value *map, const char *name, bool truth);
void value_set_nothing(struct arena *arena, struct value *map, const char *name);
void value_set_written(struct arena *arena, struct value *map, const char *name,
		       value_write_fn write, const void *subject);

/* The same, of a map or an empty list that is returned. */
struct value *value_set_map(struct arena *arena, struct value *map, const char *name);
struct value *value_set_list(struct arena *arena, struct value *map, const char *name);

/* Adds an item behind the others: a map that is returned, or a text. */
struct value *value_append_map(struct arena *arena, struct value *list);
void value_append_text(struct arena *arena, struct value *list, str text);

/* The member of @map called @name, or NULL; also where @map is none. */
const struct value *value_member(const struct value *map, str name);

bool value_is_true(const struct value *value);

#endif
