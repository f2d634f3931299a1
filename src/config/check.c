/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/check.h"

#include "base/error.h"
#include "config/nearest.h"
#include "config/value.h"

#include <string.h>

static bool check_login(const struct config *config, GError **error)
{
	const struct config_smtp *smtp = &config->smtp;
	const struct config_place place = {.path = config->path, .section = "smtp"};

	if (smtp->password_file && smtp->password_command)
		return config_fail(&place, "password-command",
				   "there is password-file, too; one must go", NULL, error);
	if (!smtp->user)
		return true;
	if (smtp->security == CONFIG_SECURITY_NONE)
		return config_fail(
			&place, "user",
			"a password is never sent without TLS; 'security = none' must go", NULL,
			error);
	if (!smtp->password_file && !smtp->password_command)
		return config_fail(&place, "user", "password-file or password-command is missing",
				   NULL, error);
	return true;
}

static bool check_transport(const struct config *config, GError **error)
{
	const struct config_place place = {.path = config->path, .section = "smtp"};

	if (config_transport(config) != CONFIG_TRANSPORT_SMTP || config->smtp.server)
		return true;
	return config_fail(&place, "server", "it is missing, which transport = smtp needs", NULL,
			   error);
}

static bool complete_lists(struct config *config, GError **error)
{
	for (unsigned i = 0; i < config->lists->len; i++) {
		struct config_list *list = &g_array_index(config->lists, struct config_list, i);
		const struct config_place place = {config->path, "list", list->name};

		if (!list->path && !list->url)
			return config_fail(&place, "url", "it is missing, and so is path", NULL,
					   error);
		if (!list->path)
			list->path = config_usual_list_path(list->name);
	}
	return true;
}

static char *usual_repository_path(const char *name)
{
	g_autofree char *last = g_strconcat(name, ".git", NULL);

	return g_build_filename(g_get_user_data_dir(), "tidings", "repositories", last, NULL);
}

static bool complete_repositories(struct config *config, GError **error)
{
	for (unsigned i = 0; i < config->repositories->len; i++) {
		struct config_repository *repository =
			&g_array_index(config->repositories, struct config_repository, i);
		const struct config_place place = {config->path, "repository", repository->name};

		if (!repository->path && !repository->url)
			return config_fail(&place, "url", "it is missing, and so is path", NULL,
					   error);
		if (!repository->path)
			repository->path = usual_repository_path(repository->name);
	}
	return true;
}

static bool unknown_list(const struct config *config, const struct config_place *place,
			 const char *name, GError **error)
{
	struct config_nearest search;
	g_autofree char *what = NULL;

	config_nearest_begin(&search, name);
	for (unsigned i = 0; i < config->lists->len; i++)
		config_nearest_consider(&search,
					g_array_index(config->lists, struct config_list, i).name);
	if (search.nearest)
		what = g_strdup_printf("there is no [list %s], '%s' may be meant", name,
				       search.nearest);
	else
		what = g_strdup_printf("there is no [list %s]", name);
	return config_fail(place, "lists", what, NULL, error);
}

static bool check_subscription(const struct config *config,
			       const struct config_subscription *subscription, GError **error)
{
	const struct config_place place = {config->path, "subscription", subscription->name};

	if (!subscription->lists && config->lists->len == 0)
		return config_fail(&place, "lists", "no list is configured; see 'tidings clone'",
				   NULL, error);
	for (char **name = subscription->lists; name && *name; name++) {
		if (!config_list_find(config, *name))
			return unknown_list(config, &place, *name, error);
	}
	if (subscription->sections && !subscription->maintainers)
		return config_fail(&place, "sections", "maintainers, their file, is missing", NULL,
				   error);
	if (subscription->maintainers && !subscription->sections)
		return config_fail(&place, "maintainers", "sections, those of it, are missing",
				   NULL, error);
	if (subscription->site_url && !subscription->site)
		return config_fail(&place, "site-url", "site, the folder of it, is missing", NULL,
				   error);
	return true;
}

static bool check_subscriptions(const struct config *config, GError **error)
{
	for (unsigned i = 0; i < config->subscriptions->len; i++) {
		if (!check_subscription(
			    config,
			    &g_array_index(config->subscriptions, struct config_subscription, i),
			    error))
			return false;
	}
	return true;
}

bool config_complete(struct config *config, GError **error)
{
	return check_login(config, error) && check_transport(config, error) &&
	       complete_lists(config, error) && complete_repositories(config, error) &&
	       check_subscriptions(config, error);
}
