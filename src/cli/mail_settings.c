/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/mail_settings.h"

#include "base/error.h"
#include "render/message.h"

/* Where a mailbox was said: an option, or a key of the configuration. */
struct origin {
	const struct update_options *options; /* NULL without a command line that could say it */
	const struct config *config;
	const char *section; /* "mail" */
	const char *key; /* "from", also of the option */
	bool is_option;
};

static bool refuse(const struct origin *origin, const char *text, GError **error)
{
	g_autofree char *what = g_strdup_printf(
		"--%s takes one address, with or without a name before it, not", origin->key);

	if (origin->is_option)
		return update_options_error(origin->options, what, text, error);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "%s: [%s] %s: this is no address, with or without a name before it: %s",
		    origin->config->path, origin->section, origin->key, text);
	return false;
}

/* mailbox_split() ignores what follows an address, such as another one. */
static bool is_whole(str text, str address)
{
	str rest = str_trim(text);

	if (str_ends(rest, STR(">")))
		rest.len--;
	return str_ends(rest, address);
}

static bool read_mailbox(const struct origin *origin, const char *text, struct mailbox *ret_mailbox,
			 GError **error)
{
	struct mailbox mailbox = mailbox_split(str_from(text));

	if (!message_address_is_valid(mailbox.address) ||
	    !is_whole(str_from(text), mailbox.address))
		return refuse(origin, text, error);
	*ret_mailbox = mailbox;
	return true;
}

static bool said_nowhere(const struct origin *origin, const char *what, GError **error)
{
	g_autofree char *text = NULL;

	if (!origin->options) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
			    "%s: [%s] %s: it is missing", origin->config->path, origin->section,
			    origin->key);
		return false;
	}
	text = g_strdup_printf("nothing says %s: neither --%s nor [mail] %s in %s", what,
			       origin->key, origin->key, origin->config->path);
	return update_options_error(origin->options, text, NULL, error);
}

static bool read_from(const struct origin *origin, const char *text, struct mailbox *ret_from,
		      GError **error)
{
	if (!text)
		return said_nowhere(origin, "who the mail is from", error);
	return read_mailbox(origin, text, ret_from, error);
}

static bool read_to(const struct origin *origin, char *const *texts, struct mail_settings *settings,
		    GError **error)
{
	if (!texts || !texts[0])
		return said_nowhere(origin, "who the mail goes to", error);
	settings->n_to = g_strv_length((char **)texts);
	settings->to = g_new0(struct mailbox, settings->n_to);
	for (unsigned i = 0; i < settings->n_to; i++) {
		if (!read_mailbox(origin, texts[i], &settings->to[i], error))
			return false;
	}
	return true;
}

bool mail_settings_read(const struct update_options *options, struct mail_settings *ret_settings,
			GError **error)
{
	const struct config *config = options->config;
	const struct origin from = {options, config, "mail", "from", options->from != NULL};
	const struct origin to = {options, config, "mail", "to", options->to != NULL};

	return read_from(&from, options->from ? options->from : config->mail.from,
			 &ret_settings->from, error) &&
	       read_to(&to, options->to ? options->to : config->mail.to, ret_settings, error);
}

bool mail_settings_of_subscription(const struct config *config,
				   const struct config_subscription *subscription,
				   struct mail_settings *ret_settings, GError **error)
{
	g_autofree char *section = g_strdup_printf("subscription %s", subscription->name);
	const struct origin from = {.config = config, .section = "mail", .key = "from"};
	const struct origin to = {.config = config, .section = section, .key = "mail"};

	return read_from(&from, config->mail.from, &ret_settings->from, error) &&
	       read_to(&to, subscription->mail, ret_settings, error);
}

void mail_settings_clear(struct mail_settings *settings)
{
	g_free(settings->to);
}
