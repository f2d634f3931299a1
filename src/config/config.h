/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration: what one does not want to say at each call.
 *
 * A file of sections and keys as GLib's GKeyFile reads it (see tidings-config(5)). The table of
 * keys (config/keys.h) is all that is known of them here: an unknown one is an error, as it is
 * most likely a known one that was misspelt.
 */
#ifndef TIDINGS_CONFIG_CONFIG_H
#define TIDINGS_CONFIG_CONFIG_H

#include <glib.h>
#include <stdbool.h>

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

struct config {
	struct config_mail mail;
	struct config_smtp smtp;
};

/*
 * Reads the file @path. One that is not there is the empty configuration, in which each key has
 * its default. A user has a password, from one place, and a way that is protected. Errors,
 * which name file, section and key: READ; CONFIG for what is no such file, an unknown section or
 * key (with the one that was meant, if that can be told), and a value that makes no sense.
 * Freed with config_free().
 */
struct config *config_read(const char *path, GError **error);
void config_free(struct config *config);

/* What hands mails over: as was said; else SMTP where a server is named, and sendmail. */
enum config_transport config_transport(const struct config *config);

typedef struct config config;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(config, config_free)

#endif
