/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/config_document.h"

#include "render/escape.h"
#include "render/json_writer.h"

#include <string.h>

/* What is done with an entry, one of the file or one of the usual ones. */
typedef void (*entry_fn)(const struct config_key_name *of, const char *value, bool is_set,
			 void *user);

static const char *const kinds[] = {
	[CONFIG_TEXT] = "text",	       [CONFIG_PATH] = "path",	   [CONFIG_TEXTS] = "texts",
	[CONFIG_COMMAND] = "command",  [CONFIG_CHOICE] = "choice", [CONFIG_NUMBER] = "number",
	[CONFIG_TIME_OF_DAY] = "time",
};

static void for_each_usual(const struct config_document *document, entry_fn function, void *user)
{
	for (const struct config_key *key = config_keys; key->section; key++) {
		const struct config_key_name of = {
			.section = (char *)key->section,
			.key = (char *)key->name,
		};

		if (!key->usual || config_section_find(key->section)->is_named ||
		    config_entries_find(document->entries, &of))
			continue;
		function(&of, key->usual, false, user);
	}
}

static void for_each(const struct config_document *document, entry_fn function, void *user)
{
	for (unsigned i = 0; i < document->entries->len; i++) {
		const struct config_entry *entry = document->entries->pdata[i];

		function(&entry->of, entry->value, true, user);
	}
	if (document->with_usual)
		for_each_usual(document, function, user);
}

static void append_line(const struct config_key_name *of, const char *value, bool is_set,
			void *user)
{
	g_autofree char *name = config_key_name_join(of->section, of->name, of->key);
	GString *out = user;

	(void)is_set;
	escape_terminal_line(out, str_from(name));
	g_string_append(out, " = ");
	escape_terminal_line(out, str_from(value));
	g_string_append_c(out, '\n');
}

void config_document_text(const struct config_document *document, GString *out)
{
	for_each(document, append_line, out);
}

static void write_entry(const struct config_key_name *of, const char *value, bool is_set,
			void *user)
{
	struct json_writer *writer = user;

	json_begin_object(writer, NULL);
	json_string(writer, "section", str_from(of->section));
	json_known(writer, "name", str_from(of->name));
	json_string(writer, "key", str_from(of->key));
	json_string(writer, "value", str_from(value));
	json_boolean(writer, "set", is_set);
	json_end_object(writer);
}

static void begin_json(struct json_writer *writer, const char *path, GString *out)
{
	json_writer_init(writer, out);
	json_begin_object(writer, NULL);
	json_string(writer, "schema", STR("tidings-config/1"));
	json_string(writer, "path", str_from(path));
}

void config_document_json(const struct config_document *document, GString *out)
{
	struct json_writer writer;

	begin_json(&writer, document->path, out);
	json_begin_array(&writer, "entries");
	for_each(document, write_entry, &writer);
	json_end_array(&writer);
	json_end_object(&writer);
}

static bool is_of(const struct config_key *key, const struct config_section *section)
{
	return strcmp(key->section, section->name) == 0;
}

/* As wide as the longest of all: so the helps of all sections stand below one another. */
static int width_of_keys(void)
{
	size_t width = 0;

	for (const struct config_key *key = config_keys; key->section; key++)
		width = MAX(width, strlen(key->name));
	return (int)width;
}

void config_keys_text(GString *out)
{
	int width = width_of_keys();

	for (const struct config_section *section = config_sections; section->name; section++) {
		g_string_append_printf(out, "%s[%s%s]  %s\n",
				       section == config_sections ? "" : "\n", section->name,
				       section->is_named ? " NAME" : "", section->help);
		for (const struct config_key *key = config_keys; key->section; key++) {
			if (!is_of(key, section))
				continue;
			g_string_append_printf(out, "  %-*s  %s", width, key->name, key->help);
			if (key->usual)
				g_string_append_printf(out, " (usually %s)", key->usual);
			g_string_append_c(out, '\n');
		}
	}
}

static void write_choices(struct json_writer *writer, const struct config_key *key)
{
	json_begin_array(writer, "choices");
	for (const struct config_choice *choice = key->choices; choice && choice->word; choice++)
		json_string(writer, NULL, str_from(choice->word));
	json_end_array(writer);
}

static void write_key(struct json_writer *writer, const struct config_key *key)
{
	json_begin_object(writer, NULL);
	json_string(writer, "key", str_from(key->name));
	json_string(writer, "help", str_from(key->help));
	json_string(writer, "kind", str_from(kinds[key->kind]));
	json_known(writer, "usual", str_from(key->usual));
	write_choices(writer, key);
	json_end_object(writer);
}

void config_keys_json(const char *path, GString *out)
{
	struct json_writer writer;

	begin_json(&writer, path, out);
	json_begin_array(&writer, "sections");
	for (const struct config_section *section = config_sections; section->name; section++) {
		json_begin_object(&writer, NULL);
		json_string(&writer, "section", str_from(section->name));
		json_boolean(&writer, "named", section->is_named);
		json_string(&writer, "help", str_from(section->help));
		json_begin_array(&writer, "keys");
		for (const struct config_key *key = config_keys; key->section; key++) {
			if (is_of(key, section))
				write_key(&writer, key);
		}
		json_end_array(&writer);
		json_end_object(&writer);
	}
	json_end_array(&writer);
	json_end_object(&writer);
}
