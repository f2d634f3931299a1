/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/config.h"

#include "base/error.h"
#include "base/str.h"
#include "config/keys.h"

#include <string.h>

/* A file while it is read. */
struct reading {
	const char *path;
	GKeyFile *file;
	struct config *config;
};

static bool fail(const struct reading *reading, const char *section, const char *name,
		 const char *what, const char *value, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, "%s: [%s] %s: %s%s%s",
		    reading->path, section, name, what, value ? " " : "", value ? value : "");
	return false;
}

/* The field of @key; its type is that of the kind. */
static void *field_of(struct config *config, const struct config_key *key)
{
	return (char *)config + key->offset;
}

static bool set_texts(const struct reading *reading, const struct config_key *key,
		      const char *value, GError **error)
{
	g_auto(GStrv) texts = g_strsplit(value, ";", -1);
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	char ***field = field_of(reading->config, key);

	(void)error;
	for (char **text = texts; *text; text++) {
		if (*g_strstrip(*text))
			g_strv_builder_add(builder, *text);
	}
	*field = g_strv_builder_end(builder);
	return true;
}

static bool set_text(const struct reading *reading, const struct config_key *key, const char *value,
		     GError **error)
{
	char **field = field_of(reading->config, key);

	(void)error;
	*field = g_strdup(value);
	return true;
}

static bool set_path(const struct reading *reading, const struct config_key *key, const char *value,
		     GError **error)
{
	g_autofree char *folder = g_path_get_dirname(reading->path);
	char **field = field_of(reading->config, key);

	(void)error;
	if (g_str_has_prefix(value, "~/"))
		*field = g_build_filename(g_get_home_dir(), value + strlen("~/"), NULL);
	else if (g_path_is_absolute(value))
		*field = g_strdup(value);
	else
		*field = g_build_filename(folder, value, NULL);
	return true;
}

static bool set_command(const struct reading *reading, const struct config_key *key,
			const char *value, GError **error)
{
	g_autoptr(GError) reason = NULL;
	char ***field = field_of(reading->config, key);

	if (g_shell_parse_argv(value, NULL, field, &reason))
		return true;
	return fail(reading, key->section, key->name, "this is no command:", value, error);
}

static bool set_choice(const struct reading *reading, const struct config_key *key,
		       const char *value, GError **error)
{
	g_autoptr(GString) what = g_string_new("it takes");
	unsigned *field = field_of(reading->config, key);

	for (const struct config_choice *choice = key->choices; choice->word; choice++) {
		if (strcmp(choice->word, value) == 0) {
			*field = choice->value;
			return true;
		}
		g_string_append_printf(what, "%s %s", choice == key->choices ? "" : ",",
				       choice->word);
	}
	g_string_append(what, ", not");
	return fail(reading, key->section, key->name, what->str, value, error);
}

static bool set_number(const struct reading *reading, const struct config_key *key,
		       const char *value, GError **error)
{
	g_autofree char *what = NULL;
	unsigned *field = field_of(reading->config, key);

	if (str_to_uint(str_from(value), key->max, field) && *field > 0)
		return true;
	what = g_strdup_printf("it takes a number from 1 to %u, not", key->max);
	return fail(reading, key->section, key->name, what, value, error);
}

/* What sets the field of a kind, and whether that field is one text or several. */
static const struct {
	bool (*set)(const struct reading *reading, const struct config_key *key, const char *value,
		    GError **error);
	bool is_text;
	bool is_texts;
} kinds[] = {
	[CONFIG_TEXT] = {.set = set_text, .is_text = true},
	[CONFIG_PATH] = {.set = set_path, .is_text = true},
	[CONFIG_TEXTS] = {.set = set_texts, .is_texts = true},
	[CONFIG_COMMAND] = {.set = set_command, .is_texts = true},
	[CONFIG_CHOICE] = {.set = set_choice},
	[CONFIG_NUMBER] = {.set = set_number},
};

static bool is_section(const char *section)
{
	for (const struct config_key *key = config_keys; key->section; key++) {
		if (strcmp(key->section, section) == 0)
			return true;
	}
	return false;
}

static bool unknown_section(const struct reading *reading, const char *section, GError **error)
{
	const char *nearest = config_section_nearest(section);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "%s: [%s]: there is no such section%s%s%s; see tidings-config(5)",
		    reading->path, section, nearest ? ", [" : "", nearest ? nearest : "",
		    nearest ? "] may be meant" : "");
	return false;
}

static bool unknown_key(const struct reading *reading, const char *section, const char *name,
			GError **error)
{
	const char *nearest = config_key_nearest(section, name);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "%s: [%s] %s: there is no such key%s%s%s; see tidings-config(5)", reading->path,
		    section, name, nearest ? ", '" : "", nearest ? nearest : "",
		    nearest ? "' may be meant" : "");
	return false;
}

static bool check_names(const struct reading *reading, const char *section, GError **error)
{
	g_auto(GStrv) names = NULL;

	if (!is_section(section))
		return unknown_section(reading, section, error);
	names = g_key_file_get_keys(reading->file, section, NULL, NULL);
	for (unsigned i = 0; names && names[i]; i++) {
		if (!config_key_find(section, names[i]))
			return unknown_key(reading, section, names[i], error);
	}
	return true;
}

static bool check_sections(const struct reading *reading, GError **error)
{
	g_auto(GStrv) sections = g_key_file_get_groups(reading->file, NULL);

	for (unsigned i = 0; sections[i]; i++) {
		if (!check_names(reading, sections[i], error))
			return false;
	}
	return true;
}

static bool set_key(const struct reading *reading, const struct config_key *key, GError **error)
{
	/* As it is written: GKeyFile would read backslashes, which a command has for itself. */
	g_autofree char *value = g_key_file_get_value(reading->file, key->section, key->name, NULL);

	if (!value)
		return !key->usual || kinds[key->kind].set(reading, key, key->usual, error);
	if (!g_utf8_validate(value, -1, NULL))
		return fail(reading, key->section, key->name, "this is not UTF-8:", value, error);
	if (!*g_strstrip(value))
		return fail(reading, key->section, key->name, "a value is missing", NULL, error);
	return kinds[key->kind].set(reading, key, value, error);
}

/* What no key says alone. */
static bool check_login(const struct reading *reading, GError **error)
{
	const struct config_smtp *smtp = &reading->config->smtp;

	if (smtp->password_file && smtp->password_command)
		return fail(reading, "smtp", "password-command",
			    "there is password-file, too; one must go", NULL, error);
	if (!smtp->user)
		return true;
	if (smtp->security == CONFIG_SECURITY_NONE)
		return fail(reading, "smtp", "user",
			    "a password is never sent without TLS; 'security = none' must go", NULL,
			    error);
	if (!smtp->password_file && !smtp->password_command)
		return fail(reading, "smtp", "user", "password-file or password-command is missing",
			    NULL, error);
	return true;
}

static bool load(const struct reading *reading, GError **error)
{
	g_autoptr(GError) reason = NULL;

	if (g_key_file_load_from_file(reading->file, reading->path, G_KEY_FILE_NONE, &reason))
		return true;
	if (g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
	    g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
		return true;
	g_set_error(error, TIDINGS_ERROR,
		    reason->domain == G_KEY_FILE_ERROR ? TIDINGS_ERROR_CONFIG : TIDINGS_ERROR_READ,
		    "%s: %s", reading->path, reason->message);
	return false;
}

struct config *config_read(const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(config) config = g_new0(struct config, 1);
	const struct reading reading = {.path = path, .file = file, .config = config};

	if (!load(&reading, error) || !check_sections(&reading, error))
		return NULL;
	for (const struct config_key *key = config_keys; key->section; key++) {
		if (!set_key(&reading, key, error))
			return NULL;
	}
	if (!check_login(&reading, error))
		return NULL;
	return g_steal_pointer(&config);
}

void config_free(struct config *config)
{
	if (!config)
		return;
	for (const struct config_key *key = config_keys; key->section; key++) {
		if (kinds[key->kind].is_text)
			g_free(*(char **)field_of(config, key));
		if (kinds[key->kind].is_texts)
			g_strfreev(*(char ***)field_of(config, key));
	}
	g_free(config);
}

enum config_transport config_transport(const struct config *config)
{
	if (config->mail.transport != CONFIG_TRANSPORT_CHOSEN)
		return config->mail.transport;
	return config->smtp.server ? CONFIG_TRANSPORT_SMTP : CONFIG_TRANSPORT_SENDMAIL;
}
