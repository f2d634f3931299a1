/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The name of a key, a value, each up to a NUL byte, and the configuration after them. */
#include "fuzz.h"

#include "config/edit.h"
#include "config/file.h"

static char *take_field(str *rest)
{
	size_t end = rest->len;
	char *field;

	str_find_byte(*rest, '\0', &end);
	field = str_dup(str_slice(*rest, 0, end));
	*rest = str_skip(*rest, end + 1);
	return field;
}

static GKeyFile *parse(const char *text, size_t length)
{
	GKeyFile *file = g_key_file_new();

	if (config_file_parse(file, text, length, "config", NULL))
		return file;
	g_key_file_unref(file);
	return NULL;
}

static bool is_of(const char *group, const struct config_key_name *name)
{
	g_auto(config_header) header = config_header_read(group);

	return g_strcmp0(header.section, name->section) == 0 &&
	       g_strcmp0(header.name, name->name) == 0;
}

/* Each key of @group but @name is as it was. */
static void check_group(GKeyFile *before, GKeyFile *after, const char *group,
			const struct config_key_name *name)
{
	g_auto(GStrv) keys = g_key_file_get_keys(before, group, NULL, NULL);

	for (char **key = keys; *key; key++) {
		g_autofree char *old = g_key_file_get_value(before, group, *key, NULL);
		g_autofree char *new = g_key_file_get_value(after, group, *key, NULL);

		if (is_of(group, name) && g_strcmp0(*key, name->key) == 0)
			continue;
		g_assert(old && new);
		g_assert_cmpstr(g_strstrip(old), ==, g_strstrip(new));
	}
}

static void check_others(GKeyFile *before, GKeyFile *after, const struct config_key_name *name)
{
	g_auto(GStrv) groups = g_key_file_get_groups(before, NULL);

	for (char **group = groups; *group; group++)
		check_group(before, after, *group, name);
}

/* True if some section of that name says @value for @name. */
static bool says(GKeyFile *file, const struct config_key_name *name, const char *value)
{
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

	for (char **group = groups; *group; group++) {
		g_autofree char *found = NULL;

		if (!is_of(*group, name))
			continue;
		found = g_key_file_get_value(file, *group, name->key, NULL);
		if (found && (!value || g_str_equal(g_strstrip(found), value)))
			return true;
	}
	return false;
}

static void check_removal(GKeyFile *before, str text, const struct config_key_name *name)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GKeyFile) after = NULL;

	if (!config_edit_remove(text, name, out)) {
		g_assert(!says(before, name, NULL));
		return;
	}
	after = parse(out->str, out->len);
	g_assert(after && !says(after, name, NULL));
	check_others(before, after, name);
}

static void check_setting(GKeyFile *before, str text, const struct config_key_name *name,
			  const char *value)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GKeyFile) after = NULL;

	config_edit_set(text, name, value, out);
	after = parse(out->str, out->len);
	g_assert(after && says(after, name, value));
	check_others(before, after, name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str rest = {.ptr = (const char *)data, .len = size};
	g_autofree char *key = take_field(&rest);
	g_autofree char *value = g_strstrip(take_field(&rest));
	g_autoptr(GKeyFile) before = NULL;
	g_auto(config_key_name) name = {0};

	if (!config_key_name_split(key, &name, NULL) || !config_key_name_find(&name, NULL))
		return 0;
	/* In other bytes GKeyFile finds headers and keys where there are none, and none where are. */
	if (!g_utf8_validate(rest.ptr, (gssize)rest.len, NULL))
		return 0;
	before = parse(rest.ptr, rest.len);
	if (!before || *value == '\0' || strpbrk(value, "\r\n"))
		return 0;
	check_removal(before, rest, &name);
	check_setting(before, rest, &name, value);
	return 0;
}
