/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/value.h"

#include "base/error.h"
#include "base/str.h"

#include <string.h>

enum { HOURS_OF_DAY = 24, MINUTES_OF_HOUR = 60 };

bool config_fail(const struct config_place *place, const char *key, const char *what,
		 const char *value, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, "%s: [%s%s%s] %s: %s%s%s",
		    place->path, place->section, place->name ? " " : "",
		    place->name ? place->name : "", key, what, value ? " " : "",
		    value ? value : "");
	return false;
}

/* The field of @key; its type is that of the kind. */
static void *field_of(void *item, const struct config_key *key)
{
	return (char *)item + key->offset;
}

/* What sets a field, once the text is known to be one: see kinds[]. */
struct setting {
	const struct config_place *place;
	const struct config_key *key;
	void *field;
};

static bool set_texts(const struct setting *setting, const char *text, GError **error)
{
	g_auto(GStrv) texts = g_strsplit(text, ";", -1);
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	char ***field = setting->field;

	(void)error;
	for (char **part = texts; *part; part++) {
		if (*g_strstrip(*part))
			g_strv_builder_add(builder, *part);
	}
	*field = g_strv_builder_end(builder);
	return true;
}

static bool set_text(const struct setting *setting, const char *text, GError **error)
{
	char **field = setting->field;

	(void)error;
	*field = g_strdup(text);
	return true;
}

static bool set_path(const struct setting *setting, const char *text, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(setting->place->path);
	char **field = setting->field;

	(void)error;
	if (g_str_has_prefix(text, "~/"))
		*field = g_build_filename(g_get_home_dir(), text + strlen("~/"), NULL);
	else if (g_path_is_absolute(text))
		*field = g_strdup(text);
	else
		*field = g_build_filename(folder, text, NULL);
	return true;
}

static bool set_command(const struct setting *setting, const char *text, GError **error)
{
	g_autoptr(GError) reason = NULL;
	char ***field = setting->field;

	if (g_shell_parse_argv(text, NULL, field, &reason))
		return true;
	return config_fail(setting->place, setting->key->name, "this is no command:", text, error);
}

static bool set_choice(const struct setting *setting, const char *text, GError **error)
{
	g_autoptr(GString) what = g_string_new("it takes");
	const struct config_choice *choices = setting->key->choices;
	unsigned *field = setting->field;

	for (const struct config_choice *choice = choices; choice->word; choice++) {
		if (strcmp(choice->word, text) == 0) {
			*field = choice->value;
			return true;
		}
		g_string_append_printf(what, "%s %s", choice == choices ? "" : ",", choice->word);
	}
	g_string_append(what, ", not");
	return config_fail(setting->place, setting->key->name, what->str, text, error);
}

static bool set_number(const struct setting *setting, const char *text, GError **error)
{
	g_autofree char *what = NULL;
	unsigned *field = setting->field;

	if (str_to_uint(str_from(text), setting->key->max, field) && *field > 0)
		return true;
	what = g_strdup_printf("it takes a number from 1 to %u, not", setting->key->max);
	return config_fail(setting->place, setting->key->name, what, text, error);
}

static bool set_time_of_day(const struct setting *setting, const char *text, GError **error)
{
	str hours = str_from(text);
	str minutes = {0};
	size_t colon;
	unsigned hour;
	unsigned minute;
	unsigned *field = setting->field;

	if (str_find_last_byte(hours, ':', &colon)) {
		minutes = str_skip(hours, colon + 1);
		hours.len = colon;
	}
	if (minutes.len == 2 && str_to_uint(hours, HOURS_OF_DAY - 1, &hour) &&
	    str_to_uint(minutes, MINUTES_OF_HOUR - 1, &minute)) {
		*field = hour * MINUTES_OF_HOUR + minute;
		return true;
	}
	return config_fail(setting->place, setting->key->name,
			   "it takes a time of the day as 07:30, not", text, error);
}

/* What sets the field of a kind, and whether that field is one text or several. */
static const struct {
	bool (*set)(const struct setting *setting, const char *text, GError **error);
	bool is_text;
	bool is_texts;
} kinds[] = {
	[CONFIG_TEXT] = {.set = set_text, .is_text = true},
	[CONFIG_PATH] = {.set = set_path, .is_text = true},
	[CONFIG_TEXTS] = {.set = set_texts, .is_texts = true},
	[CONFIG_COMMAND] = {.set = set_command, .is_texts = true},
	[CONFIG_CHOICE] = {.set = set_choice},
	[CONFIG_NUMBER] = {.set = set_number},
	[CONFIG_TIME_OF_DAY] = {.set = set_time_of_day},
};

bool config_set(const struct config_place *place, const struct config_key *key, void *item,
		const char *text, GError **error)
{
	const struct setting setting = {
		.place = place,
		.key = key,
		.field = field_of(item, key),
	};
	g_autofree char *value = NULL;

	if (!text)
		return !key->usual || kinds[key->kind].set(&setting, key->usual, error);
	if (!g_utf8_validate(text, -1, NULL))
		return config_fail(place, key->name, "this is not UTF-8:", text, error);
	value = g_strstrip(g_strdup(text));
	if (!*value)
		return config_fail(place, key->name, "a value is missing", NULL, error);
	return kinds[key->kind].set(&setting, value, error);
}

void config_clear_item(const struct config_section *section, void *item)
{
	if (section->is_named)
		g_free(*(char **)item);
	for (const struct config_key *key = config_keys; key->section; key++) {
		if (strcmp(key->section, section->name) != 0)
			continue;
		if (kinds[key->kind].is_text)
			g_free(*(char **)field_of(item, key));
		if (kinds[key->kind].is_texts)
			g_strfreev(*(char ***)field_of(item, key));
	}
}
