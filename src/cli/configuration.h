/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the configuration says of the words of a command line: names of lists and subscriptions.
 */
#ifndef TIDINGS_CLI_CONFIGURATION_H
#define TIDINGS_CLI_CONFIGURATION_H

#include "archive/archive.h"
#include "config/config.h"

/* The user's configuration; the errors are those of config_read(). */
struct config *configuration_read(GError **error);

/* An ARCHIVE of a command line. Texts belong to the configuration or to the command line. */
struct archive_name {
	const char *path;
	const char *title; /* or NULL */
	const char *link; /* or NULL */
	enum mbox_quoting quoting; /* of a list; MBOX_QUOTING_RD where nothing says it */
	const struct config_list *list; /* NULL for a path */
};

/*
 * What @word stands for: the archive of the list of that name, else the path itself. A path that
 * is named like a list is written with a slash: ./kvm.
 */
struct archive_name configuration_archive(const struct config *config, const char *word);

/* The subscription, or the list, of that name. CONFIG, with the one that was meant, for none. */
const struct config_subscription *configuration_subscription(const struct config *config,
							     const char *name, GError **error);
const struct config_list *configuration_list(const struct config *config, const char *name,
					     GError **error);

#endif
