/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/mail_settings.h"

#include "base/error.h"
#include "render/message.h"

/* Where a mailbox was said: an option, or a key of the configuration. */
struct origin {
	const struct update_options *options;
	const struct mail_settings *settings;
	const char *name; /* "from" */
	bool is_option;
};

static bool refuse(const struct origin *origin, const char *text, GError **error)
{
	g_autofree char *what = g_strdup_printf(
		"--%s takes one address, with or without a name before it, not", origin->name);

	if (origin->is_option)
		return update_options_error(origin->options, what, text, error);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "%s: [mail] %s: this is no address, with or without a name before it: %s",
		    origin->settings->path, origin->name, text);
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
	g_autofree char *text =
		g_strdup_printf("nothing says %s: neither --%s nor [mail] %s in %s", what,
				origin->name, origin->name, origin->settings->path);

	return update_options_error(origin->options, text, NULL, error);
}

static bool read_from(const struct update_options *options, struct mail_settings *settings,
		      GError **error)
{
	const struct origin origin = {
		.options = options,
		.settings = settings,
		.name = "from",
		.is_option = options->from != NULL,
	};
	const char *text = options->from ? options->from : settings->config->mail.from;

	if (!text)
		return said_nowhere(&origin, "who the mail is from", error);
	return read_mailbox(&origin, text, &settings->from, error);
}

static bool read_to(const struct update_options *options, struct mail_settings *settings,
		    GError **error)
{
	const struct origin origin = {
		.options = options,
		.settings = settings,
		.name = "to",
		.is_option = options->to != NULL,
	};
	char **texts = options->to ? options->to : settings->config->mail.to;

	if (!texts || !texts[0])
		return said_nowhere(&origin, "who the mail goes to", error);
	settings->n_to = g_strv_length(texts);
	settings->to = g_new0(struct mailbox, settings->n_to);
	for (unsigned i = 0; i < settings->n_to; i++) {
		if (!read_mailbox(&origin, texts[i], &settings->to[i], error))
			return false;
	}
	return true;
}

bool mail_settings_read(const struct update_options *options, struct mail_settings *ret_settings,
			GError **error)
{
	*ret_settings = (struct mail_settings){0};
	ret_settings->path = config_usual_path();
	ret_settings->config = config_read(ret_settings->path, error);
	return ret_settings->config && read_from(options, ret_settings, error) &&
	       read_to(options, ret_settings, error);
}

void mail_settings_clear(struct mail_settings *settings)
{
	g_free(settings->path);
	config_free(settings->config);
	g_free(settings->to);
}
