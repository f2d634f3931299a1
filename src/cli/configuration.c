/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/configuration.h"

#include "base/error.h"
#include "config/nearest.h"
#include "subscription/news.h"

#include <string.h>

struct config *configuration_read(GError **error)
{
	g_autofree char *path = config_usual_path();

	return config_read(path, error);
}

struct archive_name configuration_archive(const struct config *config, const char *word)
{
	const struct config_list *list = strchr(word, '/') ? NULL : config_list_find(config, word);

	if (!list)
		return (struct archive_name){.path = word};
	return (struct archive_name){
		.path = list->path,
		.title = list->title,
		.link = list->link,
		.quoting = subscription_list_quoting(list),
		.list = list,
	};
}

static void fail(const struct config *config, const char *section,
		 const struct config_nearest *search, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "%s: there is no [%s %s]%s%s%s; see tidings-config(5)", config->path, section,
		    search->name, search->nearest ? ", '" : "",
		    search->nearest ? search->nearest : "",
		    search->nearest ? "' may be meant" : "");
}

const struct config_subscription *configuration_subscription(const struct config *config,
							     const char *name, GError **error)
{
	const struct config_subscription *found = config_subscription_find(config, name);
	struct config_nearest search;

	if (found)
		return found;
	config_nearest_begin(&search, name);
	for (unsigned i = 0; i < config->subscriptions->len; i++)
		config_nearest_consider(
			&search,
			g_array_index(config->subscriptions, struct config_subscription, i).name);
	fail(config, "subscription", &search, error);
	return NULL;
}

const struct config_list *configuration_list(const struct config *config, const char *name,
					     GError **error)
{
	const struct config_list *found = config_list_find(config, name);
	struct config_nearest search;

	if (found)
		return found;
	config_nearest_begin(&search, name);
	for (unsigned i = 0; i < config->lists->len; i++)
		config_nearest_consider(&search,
					g_array_index(config->lists, struct config_list, i).name);
	fail(config, "list", &search, error);
	return NULL;
}
