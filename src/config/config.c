/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/config.h"

#include "base/error.h"
#include "config/check.h"
#include "config/file.h"
#include "config/value.h"

#include <string.h>

/* A file while it is read. */
struct reading {
	GKeyFile *file;
	struct config *config;
};

bool config_name_is_valid(const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > CONFIG_NAME_BYTES || *name == '.' || *name == '-')
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!g_ascii_isalnum(name[i]) && !strchr("._+-", name[i]))
			return false;
	}
	return true;
}

static bool fail_header(const struct reading *reading, const char *group, const char *what,
			GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "%s: [%s]: %s; see tidings-config(5)", reading->config->path, group, what);
	return false;
}

static bool unknown_section(const struct reading *reading, const char *group,
			    const struct config_header *header, GError **error)
{
	const char *nearest = config_section_nearest(header->section);
	g_autofree char *what = NULL;

	if (!nearest)
		return fail_header(reading, group, "there is no such section", error);
	what = g_strdup_printf("there is no such section, [%s%s] may be meant", nearest,
			       config_section_find(nearest)->is_named ? " NAME" : "");
	return fail_header(reading, group, what, error);
}

static bool check_header(const struct reading *reading, const char *group,
			 const struct config_header *header, GError **error)
{
	const struct config_section *section = config_section_find(header->section);

	if (!section)
		return unknown_section(reading, group, header, error);
	if (!section->is_named && header->name)
		return fail_header(reading, group, "this section has no name", error);
	if (section->is_named && !header->name)
		return fail_header(reading, group, "a name is missing", error);
	if (section->is_named && !config_name_is_valid(header->name))
		return fail_header(reading, group,
				   "a name is made of letters, digits and ._+- and begins with a "
				   "letter or digit",
				   error);
	return true;
}

static bool unknown_key(const struct config_place *place, const char *name, GError **error)
{
	const char *nearest = config_key_nearest(place->section, name);
	g_autofree char *what = NULL;

	if (!nearest)
		return config_fail(place, name, "there is no such key; see tidings-config(5)", NULL,
				   error);
	what = g_strdup_printf("there is no such key, '%s' may be meant; see tidings-config(5)",
			       nearest);
	return config_fail(place, name, what, NULL, error);
}

/* Reads the keys of @group into @item, the struct of @section. */
static bool read_group(const struct reading *reading, const char *group,
		       const struct config_section *section, const char *name, void *item,
		       GError **error)
{
	const struct config_place place = {reading->config->path, section->name, name};
	g_auto(GStrv) names = g_key_file_get_keys(reading->file, group, NULL, NULL);

	for (unsigned i = 0; names && names[i]; i++) {
		if (!config_key_find(section->name, names[i]))
			return unknown_key(&place, names[i], error);
	}
	for (const struct config_key *key = config_keys; key->section; key++) {
		g_autofree char *text = NULL;

		if (strcmp(key->section, section->name) != 0)
			continue;
		/* As it is written: GKeyFile would read backslashes, which a command has for itself. */
		text = g_key_file_get_value(reading->file, group, key->name, NULL);
		if (!config_set(&place, key, item, text, error))
			return false;
	}
	return true;
}

/* Where a config holds what a section says: its struct, or an array of them. */
static void *part_of(struct config *config, const struct config_section *section)
{
	return (char *)config + section->offset;
}

static bool read_named(const struct reading *reading, const char *group,
		       const struct config_section *section, const char *name, GError **error)
{
	GArray *items = *(GArray **)part_of(reading->config, section);
	void *item;

	for (unsigned i = 0; i < items->len; i++) {
		const char *other = *(char **)(void *)(items->data + (size_t)i * section->bytes);

		if (strcmp(other, name) == 0)
			return fail_header(reading, group, "this section is there twice", error);
	}
	g_array_set_size(items, items->len + 1);
	item = items->data + (size_t)(items->len - 1) * section->bytes;
	*(char **)item = g_strdup(name);
	return read_group(reading, group, section, name, item, error);
}

/* All sections of the file, in its order. */
static bool read_groups(const struct reading *reading, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(reading->file, NULL);

	for (char **group = groups; *group; group++) {
		g_auto(config_header) header = config_header_read(*group);
		const struct config_section *section;

		if (!check_header(reading, *group, &header, error))
			return false;
		section = config_section_find(header.section);
		if (section->is_named && !read_named(reading, *group, section, header.name, error))
			return false;
	}
	return true;
}

/* What is said once has its usual values where the file says nothing. */
static bool read_single_sections(const struct reading *reading, GError **error)
{
	for (const struct config_section *section = config_sections; section->name; section++) {
		if (!section->is_named && !read_group(reading, section->name, section, NULL,
						      part_of(reading->config, section), error))
			return false;
	}
	return true;
}

static struct config *new_config(const char *path)
{
	struct config *config = g_new0(struct config, 1);

	config->path = g_strdup(path);
	for (const struct config_section *section = config_sections; section->name; section++) {
		if (section->is_named)
			*(GArray **)part_of(config, section) =
				g_array_new(FALSE, TRUE, (guint)section->bytes);
	}
	return config;
}

static bool read_file(const struct reading *reading, GError **error)
{
	return read_groups(reading, error) && read_single_sections(reading, error) &&
	       config_complete(reading->config, error);
}

struct config *config_read(const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(config) config = new_config(path);
	const struct reading reading = {.file = file, .config = config};

	if (!config_file_load(file, path, error) || !read_file(&reading, error))
		return NULL;
	return g_steal_pointer(&config);
}

struct config *config_parse(const char *text, size_t length, const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(config) config = new_config(path);
	const struct reading reading = {.file = file, .config = config};

	if (!config_file_parse(file, text, length, path, error) || !read_file(&reading, error))
		return NULL;
	return g_steal_pointer(&config);
}

static void free_items(GArray *items, const struct config_section *section)
{
	for (unsigned i = 0; i < items->len; i++)
		config_clear_item(section, items->data + (size_t)i * section->bytes);
	g_array_unref(items);
}

void config_free(struct config *config)
{
	if (!config)
		return;
	for (const struct config_section *section = config_sections; section->name; section++) {
		if (section->is_named)
			free_items(*(GArray **)part_of(config, section), section);
		else
			config_clear_item(section, part_of(config, section));
	}
	g_free(config->path);
	g_free(config);
}

char *config_usual_path(void)
{
	return g_build_filename(g_get_user_config_dir(), "tidings", "config", NULL);
}

char *config_usual_list_path(const char *name)
{
	return g_build_filename(g_get_user_data_dir(), "tidings", "lists", name, NULL);
}

enum config_transport config_transport(const struct config *config)
{
	if (config->mail.transport != CONFIG_TRANSPORT_CHOSEN)
		return config->mail.transport;
	return config->smtp.server ? CONFIG_TRANSPORT_SMTP : CONFIG_TRANSPORT_SENDMAIL;
}

const struct config_list *config_list_find(const struct config *config, const char *name)
{
	for (unsigned i = 0; i < config->lists->len; i++) {
		const struct config_list *list =
			&g_array_index(config->lists, struct config_list, i);

		if (strcmp(list->name, name) == 0)
			return list;
	}
	return NULL;
}

const struct config_subscription *config_subscription_find(const struct config *config,
							   const char *name)
{
	for (unsigned i = 0; i < config->subscriptions->len; i++) {
		const struct config_subscription *subscription =
			&g_array_index(config->subscriptions, struct config_subscription, i);

		if (strcmp(subscription->name, name) == 0)
			return subscription;
	}
	return NULL;
}
