/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/keys.h"

#include "base/limits.h"
#include "config/nearest.h"

#include <string.h>

enum {
	SECONDS_MAX = 3600,
	TRIES_MAX = 100,
	JOBS_MAX = 32,
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

static const struct config_choice quotings[] = {
	{.word = "rd", .value = CONFIG_QUOTING_RD},
	{.word = "o", .value = CONFIG_QUOTING_O},
	{.word = NULL},
};

static const struct config_choice everies[] = {
	{.word = "run", .value = CONFIG_EVERY_RUN},
	{.word = "hour", .value = CONFIG_EVERY_HOUR},
	{.word = "day", .value = CONFIG_EVERY_DAY},
	{.word = "week", .value = CONFIG_EVERY_WEEK},
	{.word = NULL},
};

/* As GLib's GDateTime counts them. */
static const struct config_choice weekdays[] = {
	{.word = "monday", .value = 1},	   {.word = "tuesday", .value = 2},
	{.word = "wednesday", .value = 3}, {.word = "thursday", .value = 4},
	{.word = "friday", .value = 5},	   {.word = "saturday", .value = 6},
	{.word = "sunday", .value = 7},	   {.word = NULL},
};

static const struct config_choice periods[] = {
	{.word = "day", .value = CONFIG_PERIOD_DAY},
	{.word = "week", .value = CONFIG_PERIOD_WEEK},
	{.word = "month", .value = CONFIG_PERIOD_MONTH},
	{.word = NULL},
};

const struct config_section config_sections[] = {
	{.name = "mail",
	 .help = "who mails are from and go to",
	 .offset = offsetof(struct config, mail),
	 .bytes = sizeof(struct config_mail)},
	{.name = "smtp",
	 .help = "the server that takes mails",
	 .offset = offsetof(struct config, smtp),
	 .bytes = sizeof(struct config_smtp)},
	{.name = "fetch",
	 .help = "how servers of lists are asked",
	 .offset = offsetof(struct config, fetch),
	 .bytes = sizeof(struct config_fetch)},
	{.name = "list",
	 .help = "a list, and where its archive is",
	 .is_named = true,
	 .offset = offsetof(struct config, lists),
	 .bytes = sizeof(struct config_list)},
	{.name = "repository",
	 .help = "a repository of a project, where patches land",
	 .is_named = true,
	 .offset = offsetof(struct config, repositories),
	 .bytes = sizeof(struct config_repository)},
	{.name = "subscription",
	 .help = "what is reported of which lists, when, and to where",
	 .is_named = true,
	 .offset = offsetof(struct config, subscriptions),
	 .bytes = sizeof(struct config_subscription)},
	{.name = NULL},
};

const struct config_key config_keys[] = {
	{.section = "mail",
	 .name = "from",
	 .help = "who mails are from",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_mail, from)},
	{.section = "mail",
	 .name = "to",
	 .help = "who they go to",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config_mail, to)},
	{.section = "mail",
	 .name = "transport",
	 .help = "what hands them over: smtp or sendmail",
	 .kind = CONFIG_CHOICE,
	 .choices = transports,
	 .offset = offsetof(struct config_mail, transport)},
	{.section = "mail",
	 .name = "sendmail",
	 .help = "the program of that transport; the recipients follow it",
	 .kind = CONFIG_COMMAND,
	 .usual = "/usr/sbin/sendmail -i",
	 .offset = offsetof(struct config_mail, sendmail)},
	{.section = "smtp",
	 .name = "server",
	 .help = "host, or host:port",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_smtp, server)},
	{.section = "smtp",
	 .name = "security",
	 .help = "starttls, tls or none",
	 .kind = CONFIG_CHOICE,
	 .choices = securities,
	 .usual = "starttls",
	 .offset = offsetof(struct config_smtp, security)},
	{.section = "smtp",
	 .name = "user",
	 .help = "who logs in",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_smtp, user)},
	{.section = "smtp",
	 .name = "password-file",
	 .help = "a file whose first line is the password",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config_smtp, password_file)},
	{.section = "smtp",
	 .name = "password-command",
	 .help = "a command whose first line of output is the password",
	 .kind = CONFIG_COMMAND,
	 .offset = offsetof(struct config_smtp, password_command)},
	{.section = "smtp",
	 .name = "ca-file",
	 .help = "certificates that are trusted, for those of the system",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config_smtp, ca_file)},
	{.section = "smtp",
	 .name = "timeout",
	 .help = "seconds that a delivery may take",
	 .kind = CONFIG_NUMBER,
	 .max = SECONDS_MAX,
	 .usual = "60",
	 .offset = offsetof(struct config_smtp, timeout)},
	{.section = "fetch",
	 .name = "timeout",
	 .help = "seconds of silence after which a server counts as gone",
	 .kind = CONFIG_NUMBER,
	 .max = SECONDS_MAX,
	 .usual = "60",
	 .offset = offsetof(struct config_fetch, timeout)},
	{.section = "fetch",
	 .name = "tries",
	 .help = "how often a server that fails is asked",
	 .kind = CONFIG_NUMBER,
	 .max = TRIES_MAX,
	 .usual = "3",
	 .offset = offsetof(struct config_fetch, tries)},
	{.section = "fetch",
	 .name = "jobs",
	 .help = "how many are fetched at once",
	 .kind = CONFIG_NUMBER,
	 .max = JOBS_MAX,
	 .usual = "4",
	 .offset = offsetof(struct config_fetch, jobs)},
	{.section = "list",
	 .name = "url",
	 .help = "its address; without one the archive at path is only read",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_list, url)},
	{.section = "list",
	 .name = "path",
	 .help = "where its archive is",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config_list, path)},
	{.section = "list",
	 .name = "title",
	 .help = "how updates call it",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_list, title)},
	{.section = "list",
	 .name = "link",
	 .help = "begin of links to mails",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_list, link)},
	{.section = "list",
	 .name = "mbox-quoting",
	 .help = "how an mbox quotes: rd or o",
	 .kind = CONFIG_CHOICE,
	 .choices = quotings,
	 .usual = "rd",
	 .offset = offsetof(struct config_list, quoting)},
	{.section = "list",
	 .name = "epochs",
	 .help = "so many newest epochs are fetched; all if not given",
	 .kind = CONFIG_NUMBER,
	 .max = LIMIT_EPOCHS,
	 .offset = offsetof(struct config_list, epochs)},
	{.section = "repository",
	 .name = "url",
	 .help = "its address; without one the repository at path is only read",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_repository, url)},
	{.section = "repository",
	 .name = "path",
	 .help = "where it is",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config_repository, path)},
	{.section = "subscription",
	 .name = "lists",
	 .help = "names of lists; all if not given",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config_subscription, lists)},
	{.section = "subscription",
	 .name = "since",
	 .help = "when the first update begins",
	 .kind = CONFIG_TEXT,
	 .usual = "1.day.ago",
	 .offset = offsetof(struct config_subscription, since)},
	{.section = "subscription",
	 .name = "title",
	 .help = "how its updates are called",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_subscription, title)},
	{.section = "subscription",
	 .name = "areas",
	 .help = "areas of series, as KVM: x86",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config_subscription, areas)},
	{.section = "subscription",
	 .name = "paths",
	 .help = "files and folders, as MAINTAINERS has them",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config_subscription, paths)},
	{.section = "subscription",
	 .name = "maintainers",
	 .help = "a MAINTAINERS file",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config_subscription, maintainers)},
	{.section = "subscription",
	 .name = "sections",
	 .help = "sections of it, whose files are meant",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config_subscription, sections)},
	{.section = "subscription",
	 .name = "authors",
	 .help = "who wrote it: names and addresses",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config_subscription, authors)},
	{.section = "subscription",
	 .name = "words",
	 .help = "words or phrases",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config_subscription, words)},
	{.section = "subscription",
	 .name = "states",
	 .help = "what became of series, as is: of a search has it",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config_subscription, states)},
	{.section = "subscription",
	 .name = "query",
	 .help = "a query of tidings search",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_subscription, query)},
	{.section = "subscription",
	 .name = "every",
	 .help = "run, hour, day or week",
	 .kind = CONFIG_CHOICE,
	 .choices = everies,
	 .usual = "day",
	 .offset = offsetof(struct config_subscription, every)},
	{.section = "subscription",
	 .name = "at",
	 .help = "time of the day, where the machine is",
	 .kind = CONFIG_TIME_OF_DAY,
	 .usual = "00:00",
	 .offset = offsetof(struct config_subscription, at)},
	{.section = "subscription",
	 .name = "on",
	 .help = "day of the week",
	 .kind = CONFIG_CHOICE,
	 .choices = weekdays,
	 .usual = "monday",
	 .offset = offsetof(struct config_subscription, on)},
	{.section = "subscription",
	 .name = "format",
	 .help = "of the file: a format of tidings update",
	 .kind = CONFIG_TEXT,
	 .usual = "text",
	 .offset = offsetof(struct config_subscription, format)},
	{.section = "subscription",
	 .name = "file",
	 .help = "where it is written; {date} and {number} are replaced",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config_subscription, file)},
	{.section = "subscription",
	 .name = "mail",
	 .help = "who gets it as a mail",
	 .kind = CONFIG_TEXTS,
	 .offset = offsetof(struct config_subscription, mail)},
	{.section = "subscription",
	 .name = "site",
	 .help = "folder of a site of its lists",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config_subscription, site)},
	{.section = "subscription",
	 .name = "site-url",
	 .help = "where that is served",
	 .kind = CONFIG_TEXT,
	 .offset = offsetof(struct config_subscription, site_url)},
	{.section = "subscription",
	 .name = "site-period",
	 .help = "what an update of it is about: day, week, month",
	 .kind = CONFIG_CHOICE,
	 .choices = periods,
	 .usual = "week",
	 .offset = offsetof(struct config_subscription, site_period)},
	{.section = "subscription",
	 .name = "mailmap",
	 .help = "names and addresses of people, as git has it",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config_subscription, mailmap)},
	{.section = "subscription",
	 .name = "templates",
	 .help = "folder of templates",
	 .kind = CONFIG_PATH,
	 .offset = offsetof(struct config_subscription, templates)},
	{.section = NULL},
};

const struct config_section *config_section_find(const char *name)
{
	for (const struct config_section *section = config_sections; section->name; section++) {
		if (strcmp(section->name, name) == 0)
			return section;
	}
	return NULL;
}

const struct config_key *config_key_find(const char *section, const char *name)
{
	for (const struct config_key *key = config_keys; key->section; key++) {
		if (strcmp(key->section, section) == 0 && strcmp(key->name, name) == 0)
			return key;
	}
	return NULL;
}

const char *config_key_nearest(const char *section, const char *name)
{
	struct config_nearest search;

	config_nearest_begin(&search, name);
	for (const struct config_key *key = config_keys; key->section; key++) {
		if (strcmp(key->section, section) == 0)
			config_nearest_consider(&search, key->name);
	}
	return search.nearest;
}

const char *config_section_nearest(const char *name)
{
	struct config_nearest search;

	config_nearest_begin(&search, name);
	for (const struct config_section *section = config_sections; section->name; section++)
		config_nearest_consider(&search, section->name);
	return search.nearest;
}
