/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/update_document.h"
#include "cli/update_mails.h"
#include "cli/update_new.h"

static bool run(const struct command_settings *settings, const struct update_options *options,
		GError **error)
{
	struct update_request request;
	g_auto(mail_settings) mail = {0};
	g_autoptr(GString) document = g_string_new(NULL);

	if (!update_options_request(options, &request, error))
		return false;
	if (options->subscription)
		return update_new(settings, options, &request, error);
	if (request.format->append_mail)
		return update_mails(options, &request, error);
	if (request.format->needs_mailboxes && !mail_settings_read(options, &mail, error))
		return false;
	if (!update_document(settings, options, &request, &mail, document, error))
		return false;
	return output_write(options->output, (str){document->str, document->len}, error);
}

static const struct update_command update_command = {
	.name = "update",
	.summary = "Reports what reached a list: who contributed, which series came in,\n"
		   "what each says and changes.",
	.closing = "Examples:\n"
		   "  tidings update kvm.git HEAD~300..HEAD\n"
		   "  tidings update --since yesterday lists/qemu-devel\n"
		   "  tidings update --since 2025-12-22 --until 2025-12-29 -f json kvm.git\n"
		   "  tidings update --new mine\n"
		   "  tidings update --title git --top 5 git-2025-12.mbox.gz\n"
		   "\n"
		   "Exit status: 0 done, 1 failed, 2 used wrongly.",
	.run = run,
};

int command_update(const struct command_settings *settings, char **arguments)
{
	return update_command_run(&update_command, settings, arguments);
}
