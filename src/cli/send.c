/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/network.h"

#include "base/error.h"
#include "cli/output.h"
#include "cli/update_document.h"
#include "delivery/delivery.h"
#include "render/escape.h"

#include <stdio.h>
#include <unistd.h>

/* "WHAT from ADDRESS to ADDRESS, ADDRESS through WAY", on standard error. */
static void tell(const char *what, const struct config *config, const struct mail_settings *mail)
{
	g_autoptr(GString) line = g_string_new("tidings: ");

	g_string_append_printf(line, "%s from ", what);
	escape_terminal_line(line, mail->from.address);
	for (unsigned i = 0; i < mail->n_to; i++) {
		g_string_append(line, i == 0 ? " to " : ", ");
		escape_terminal_line(line, mail->to[i].address);
	}
	g_string_append(line, " through ");
	escape_terminal_line(line, str_from(delivery_way(config)));
	fprintf(stderr, "%s\n", line->str);
}

static bool deliver(const struct config *config, const struct mail_settings *mail, str message,
		    GError **error)
{
	g_autofree str *to = g_new(str, mail->n_to);
	const struct delivery delivery = {
		.from = mail->from.address,
		.to = to,
		.n_to = mail->n_to,
		.message = message,
	};

	for (unsigned i = 0; i < mail->n_to; i++)
		to[i] = mail->to[i].address;
	return delivery_send(config, &delivery, error);
}

static bool run(const struct command_settings *settings, const struct update_options *options,
		GError **error)
{
	struct update_request request;
	g_auto(mail_settings) mail = {0};
	g_autoptr(GString) document = g_string_new(NULL);
	str message;

	if (!update_options_request(options, &request, error) ||
	    !mail_settings_read(options, &mail, error) ||
	    !update_document(settings, options, &request, &mail, document, error))
		return false;
	message = (str){.ptr = document->str, .len = document->len};
	if (options->dry_run) {
		tell("this would be sent", options->config, &mail);
		return output_write(NULL, message, error);
	}
	if (!deliver(options->config, &mail, message, error))
		return false;
	if (isatty(STDERR_FILENO))
		tell("sent", options->config, &mail);
	return true;
}

static const struct update_command send_command = {
	.name = "send",
	.summary = "Sends the update of a list as a mail, with its text and a page.",
	.format = "mail",
	.closing = "Who it is from, who it goes to and what hands it over stand in the\n"
		   "configuration; see tidings-config(5).\n"
		   "\n"
		   "Examples:\n"
		   "  tidings send --since yesterday --dry-run lists/qemu-devel\n"
		   "  tidings send --to ann@example.org --to team@example.org kvm.git HEAD~300..\n"
		   "\n"
		   "Exit status: 0 sent, 1 failed, 2 used wrongly.",
	.run = run,
};

int send_run(const struct command_settings *settings, char **arguments)
{
	return update_command_run(&send_command, settings, arguments);
}
