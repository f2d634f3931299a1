/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration: what one does not want to say at each call.
 *
 * A file of sections and keys as GLib's GKeyFile reads it (see tidings-config(5)). The tables of
 * sections and keys (config/keys.h) are all that is known of them here: an unknown one is an
 * error, as it is most likely a known one that was misspelt.
 */
#ifndef TIDINGS_CONFIG_CONFIG_H
#define TIDINGS_CONFIG_CONFIG_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* What hands mails over. */
enum config_transport {
	CONFIG_TRANSPORT_CHOSEN, /* not said: see config_transport() */
	CONFIG_TRANSPORT_SMTP,
	CONFIG_TRANSPORT_SENDMAIL,
};

/* How the way to a server is protected. */
enum config_security {
	CONFIG_SECURITY_STARTTLS, /* a plain connection that must become TLS at once */
	CONFIG_SECURITY_TLS, /* from the first byte on */
	CONFIG_SECURITY_NONE,
};

/* How an mbox quotes lines that begin with "From ". */
enum config_quoting {
	CONFIG_QUOTING_RD,
	CONFIG_QUOTING_O,
};

/* How often a subscription is reported. */
enum config_every {
	CONFIG_EVERY_DAY,
	CONFIG_EVERY_RUN,
	CONFIG_EVERY_HOUR,
	CONFIG_EVERY_WEEK,
};

/* What one update of a site is about. */
enum config_period {
	CONFIG_PERIOD_WEEK,
	CONFIG_PERIOD_DAY,
	CONFIG_PERIOD_MONTH,
};

enum { CONFIG_NAME_BYTES = 64 }; /* of a list, a repository, a subscription */

/* [mail]: who writes to whom, and through what. Texts that were not given are NULL. */
struct config_mail {
	char *from; /* a name and an address, or an address */
	char **to; /* likewise */
	unsigned transport; /* enum config_transport */
	char **sendmail; /* a program and its arguments; never NULL */
};

/* [smtp]: the server that takes mails. */
struct config_smtp {
	char *server; /* host or host:port */
	unsigned security; /* enum config_security */
	char *user; /* NULL: no login */
	char *password_file; /* whole path; its first line is the password */
	char **password_command; /* a program and its arguments; likewise of its output */
	char *ca_file; /* whole path; NULL for the system's certificates */
	unsigned timeout; /* seconds */
};

/* [fetch]: how servers are asked. */
struct config_fetch {
	unsigned timeout; /* seconds without a byte after which a server counts as gone */
	unsigned tries;
	unsigned jobs; /* lists and repositories that are fetched at once */
};

/* [list NAME]: a list, and where its archive is. */
struct config_list {
	char *name;
	char *url; /* NULL: somebody else brings the archive up to date */
	char *path; /* whole; never NULL */
	char *title; /* or NULL */
	char *link; /* what a Message-ID is appended to, or NULL */
	unsigned quoting; /* enum config_quoting */
	unsigned epochs; /* so many newest ones are fetched; 0 for all */
};

/* [repository NAME]: a project's repository, in which it is looked for what landed. */
struct config_repository {
	char *name;
	char *url; /* NULL: somebody else brings it up to date */
	char *path; /* whole; never NULL */
};

/*
 * [subscription NAME]: what is reported of which lists, when, and to where. Of a key that
 * narrows, any of its texts may hold; each key must. NULL where nothing was said.
 */
struct config_subscription {
	char *name;
	char **lists; /* names; NULL for all */
	char *since; /* a time, from which the first update begins */
	char *title;
	char **areas;
	char **paths; /* patterns as a MAINTAINERS file has them */
	char *maintainers; /* whole path of such a file */
	char **sections; /* of that file */
	char **authors;
	char **words;
	char **states; /* words of `is:` */
	char *query; /* in the language of `tidings search` */
	unsigned every; /* enum config_every */
	unsigned at; /* minutes of the day, where the machine is */
	unsigned on; /* day of the week, Monday is 1 */
	char *format; /* of the file */
	char *file; /* whole path, or NULL */
	char **mail; /* who gets mails, or NULL */
	char *site; /* whole path, or NULL */
	char *site_url; /* where it is served, or NULL */
	unsigned site_period; /* enum config_period */
	char *mailmap; /* whole path, or NULL */
	char *templates; /* whole path, or NULL */
};

struct config {
	char *path; /* of the file, whether it is there or not */
	struct config_mail mail;
	struct config_smtp smtp;
	struct config_fetch fetch;
	GArray *lists; /* struct config_list, as they stand in the file; so the next ones */
	GArray *repositories; /* struct config_repository */
	GArray *subscriptions; /* struct config_subscription */
};

/* Where the configuration stands if nobody says otherwise. g_free() it. */
char *config_usual_path(void);

/* Where the archive of the list @name stands if nobody says otherwise. g_free() it. */
char *config_usual_list_path(const char *name);

/*
 * Reads the file @path. One that is not there is the empty configuration, in which each key has
 * its default. A user has a password, from one place, and a way that is protected; a list and a
 * repository have an address or a path; a subscription names known lists. Errors,
 * which name file, section and key: READ; CONFIG for what is no such file, an unknown section or
 * key (with the one that was meant, if that can be told), and a value that makes no sense.
 * Freed with config_free().
 */
struct config *config_read(const char *path, GError **error);

/* As if the file @path, which is not touched, held the @length bytes of @text. */
struct config *config_parse(const char *text, size_t length, const char *path, GError **error);

void config_free(struct config *config);

/* What hands mails over: as was said; else SMTP where a server is named, and sendmail. */
enum config_transport config_transport(const struct config *config);

/* The one of that name, or NULL. */
const struct config_list *config_list_find(const struct config *config, const char *name);
const struct config_subscription *config_subscription_find(const struct config *config,
							   const char *name);

/*
 * True for what may name a list, a repository, a subscription, and so a folder: letters and digits
 * of ASCII and `._+-`, of which neither a full stop nor a minus sign begins it, at most
 * CONFIG_NAME_BYTES.
 */
bool config_name_is_valid(const char *name);

typedef struct config config;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(config, config_free)

#endif
