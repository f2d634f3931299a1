/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/keys.h"

#include <string.h>

enum {
	TIMEOUT_MAX = 3600,
	NAME_MAX_LETTERS = 32, /* of names that are compared; the table has none that long */
};

static const struct config_choice transports[] = {
	{.word = "smtp", .value = CONFIG_TRANSPORT_SMTP},
	{.word = "sendmail", .value = CONFIG_TRANSPORT_SENDMAIL},
	{.word = NULL},
};

static const struct config_choice securities[] = {
	{.word = "starttls", .value = CONFIG_SECURITY_STARTTLS},
	{.word = "tls", .value = CONFIG_SECURITY_TLS},
	{.word = "none", .value = CONFIG_SECURITY_NONE},
	{.word = NULL},
};

const struct config_key config_keys[] = {
	{.section = "mail",
	 .name = "from",
	 .help = "who mails are from",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config, mail.from)},
	{.section = "mail",
	 .name = "to",
	 .help = "who they go to",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config, mail.to)},
	{.section = "mail",
	 .name = "transport",
	 .help = "what hands them over: smtp or sendmail",
	 .kind = CONFIG_CHOICE,
	 .choices = transports,
	 .offset = offsetof(struct config, mail.transport)},
	{.section = "mail",
	 .name = "sendmail",
	 .help = "the program of that transport; the recipients follow it",
	 .kind = CONFIG_COMMAND,
	 .usual = "/usr/sbin/sendmail -i",
	 .offset = offsetof(struct config, mail.sendmail)},
	{.section = "smtp",
	 .name = "server",
	 .help = "host, or host:port",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config, smtp.server)},
	{.section = "smtp",
	 .name = "security",
	 .help = "starttls, tls or none",
	 .kind = CONFIG_CHOICE,
	 .choices = securities,
	 .offset = offsetof(struct config, smtp.security)},
	{.section = "smtp",
	 .name = "user",
	 .help = "who logs in",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config, smtp.user)},
	{.section = "smtp",
	 .name = "password-file",
	 .help = "a file whose first line is the password",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config, smtp.password_file)},
	{.section = "smtp",
	 .name = "password-command",
	 .help = "a command whose first line of output is the password",
	 .kind = CONFIG_COMMAND,
	 .offset = offsetof(struct config, smtp.password_command)},
	{.section = "smtp",
	 .name = "ca-file",
	 .help = "certificates that are trusted, for those of the system",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config, smtp.ca_file)},
	{.section = "smtp",
	 .name = "timeout",
	 .help = "seconds that a delivery may take",
	 .kind = CONFIG_NUMBER,
	 .max = TIMEOUT_MAX,
	 .usual = "60",
	 .offset = offsetof(struct config, smtp.timeout)},
	{.section = NULL},
};

const struct config_key *config_key_find(const char *section, const char *name)
{
	for (const struct config_key *key = config_keys; key->section; key++) {
		if (strcmp(key->section, section) == 0 && strcmp(key->name, name) == 0)
			return key;
	}
	return NULL;
}

static unsigned min_of(unsigned a, unsigned b, unsigned c)
{
	return MIN(a, MIN(b, c));
}

/* How many letters are added, dropped, changed or swapped with the next between the two. */
static unsigned distance(const char *from, const char *to)
{
	/* The rows of the table of the beginnings: this one and the two before it. */
	unsigned rows[3][NAME_MAX_LETTERS + 1];
	size_t n_from = strlen(from);
	size_t n_to = strlen(to);

	if (n_from > NAME_MAX_LETTERS || n_to > NAME_MAX_LETTERS)
		return NAME_MAX_LETTERS;
	for (unsigned j = 0; j <= n_to; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= n_from; i++) {
		const unsigned *above = rows[(i - 1) % 3];
		const unsigned *far_above = rows[(i + 1) % 3];
		unsigned *row = rows[i % 3];

		row[0] = i;
		for (unsigned j = 1; j <= n_to; j++) {
			unsigned change = from[i - 1] == to[j - 1] ? 0 : 1;

			row[j] = min_of(above[j] + 1, row[j - 1] + 1, above[j - 1] + change);
			if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
				row[j] = MIN(row[j], far_above[j - 2] + 1);
		}
	}
	return rows[n_from % 3][n_to];
}

/* Takes @candidate for what is meant with @name, if it is nearer than @nearest. */
static void consider(const char *candidate, const char *name, const char **nearest, unsigned *least)
{
	unsigned changes = distance(name, candidate);

	if (changes < *least) {
		*least = changes;
		*nearest = candidate;
	}
}

/* So many changes are too many for @name to be a slip. */
static unsigned too_many(const char *name)
{
	return (unsigned)MIN(strlen(name), NAME_MAX_LETTERS) / 3 + 2;
}

const char *config_key_nearest(const char *section, const char *name)
{
	const char *nearest = NULL;
	unsigned least = too_many(name);

	for (const struct config_key *key = config_keys; key->section; key++) {
		if (strcmp(key->section, section) == 0)
			consider(key->name, name, &nearest, &least);
	}
	return nearest;
}

const char *config_section_nearest(const char *name)
{
	const char *nearest = NULL;
	unsigned least = too_many(name);

	for (const struct config_key *key = config_keys; key->section; key++)
		consider(key->section, name, &nearest, &least);
	return nearest;
}
