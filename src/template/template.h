/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Templates: documents with names in braces, where values of a tree go.
 *
 *	{{name}} {{a.b}} {{.}}      the value, escaped; a member of a map; the item at hand
 *	{{#name}} ... {{/name}}     for each item of a list; once for what is true; of a map or
 *	                            an item the members are named directly
 *	{{^name}} ... {{/name}}     where it is false or empty
 *	{{>part}}                   another template in this place
 *	{{! comment }}              nothing
 *
 * That is the language of mustache(5), but that nothing goes out unescaped ({{{name}}} and
 * {{&name}} are errors), that a name which no value has is an error, and that a part cannot
 * hold itself. A line with nothing but one of the tags that show nothing leaves no line behind.
 */
#ifndef TIDINGS_TEMPLATE_TEMPLATE_H
#define TIDINGS_TEMPLATE_TEMPLATE_H

#include "base/arena.h"
#include "base/str.h"
#include "template/value.h"

#include <glib.h>

struct template;

/*
 * The text of the template @name, which must live as long as the set. False with an error
 * where there is none; TIDINGS_ERROR_NOT_FOUND, or TIDINGS_ERROR_READ.
 */
typedef bool (*template_find_fn)(void *user, const char *name, str *ret_text, GError **error);

/* Templates that were asked for, each parsed once. */
struct template_set;

struct template_set *template_set_new(template_find_fn find, void *user);
void template_set_free(struct template_set *set);

/*
 * The template @name with all its parts; it belongs to the set. Errors: those of the set's
 * template_find_fn, and TIDINGS_ERROR_CORRUPT, with name and line, for what is no template.
 */
const struct template *template_get(struct template_set *set, const char *name, GError **error);

/* Appends @text, made harmless for the format that is written. */
typedef void (*template_escape_fn)(GString *out, str text);

/*
 * Appends @template with the values of @root, each text through @escape.
 * TIDINGS_ERROR_NOT_FOUND, with name and line, for a name that no value has.
 */
bool template_write(const struct template *template, const struct value *root,
		    template_escape_fn escape, GString *out, GError **error);

typedef struct template_set template_set;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(template_set, template_set_free)

#endif
