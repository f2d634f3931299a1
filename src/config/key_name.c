/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/key_name.h"

#include "base/error.h"

#include <string.h>

bool config_key_name_split(const char *text, struct config_key_name *ret_name, GError **error)
{
	const char *first = strchr(text, '.');
	const char *last = strrchr(text, '.');

	if (!first || first == text || last[1] == '\0') {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
			    "a key is SECTION.KEY or SECTION.NAME.KEY, not '%s'", text);
		return false;
	}
	*ret_name = (struct config_key_name){
		.section = g_strndup(text, (gsize)(first - text)),
		.name = first < last ? g_strndup(first + 1, (gsize)(last - first - 1)) : NULL,
		.key = g_strdup(last + 1),
	};
	return true;
}

char *config_key_name_join(const char *section, const char *name, const char *key)
{
	return g_strconcat(section, ".", name ? name : "", name ? "." : "", key, NULL);
}

void config_key_name_clear(struct config_key_name *name)
{
	g_free(name->section);
	g_free(name->name);
	g_free(name->key);
}

/* Sets "NAME: WHAT, 'MEANT' may be meant". */
static const struct config_key *fail(const struct config_key_name *name, const char *what,
				     const char *meant, GError **error)
{
	g_autofree char *whole = config_key_name_join(name->section, name->name, name->key);

	if (meant)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, "%s: %s, '%s' may be meant",
			    whole, what, meant);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, "%s: %s", whole, what);
	return NULL;
}

static const struct config_key *unknown_section(const struct config_key_name *name, GError **error)
{
	const char *nearest = config_section_nearest(name->section);
	g_autofree char *meant = NULL;

	if (nearest)
		meant = config_key_name_join(nearest, name->name, name->key);
	return fail(name, "there is no such section", meant, error);
}

static const struct config_key *unknown_key(const struct config_key_name *name, GError **error)
{
	const char *nearest = config_key_nearest(name->section, name->key);
	g_autofree char *meant = NULL;

	if (nearest)
		meant = config_key_name_join(name->section, name->name, nearest);
	return fail(name, "there is no such key", meant, error);
}

const struct config_key *config_key_name_find(const struct config_key_name *name, GError **error)
{
	const struct config_section *section = config_section_find(name->section);
	const struct config_key *key;
	g_autofree char *meant = NULL;

	if (!section)
		return unknown_section(name, error);
	if (!section->is_named && name->name) {
		meant = config_key_name_join(name->section, NULL, name->key);
		return fail(name, "this section has no name", meant, error);
	}
	if (section->is_named && !name->name) {
		meant = config_key_name_join(name->section, "NAME", name->key);
		return fail(name, "a name is missing", meant, error);
	}
	if (section->is_named && !config_name_is_valid(name->name))
		return fail(name,
			    "a name is made of letters, digits and ._+- and begins with a letter "
			    "or digit",
			    NULL, error);
	key = config_key_find(name->section, name->key);
	return key ? key : unknown_key(name, error);
}
