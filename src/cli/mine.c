/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/mailbox.h"
#include "cli/status.h"
#include "repository/identity.h"

static unsigned add_entries(struct query_options *options, GOptionEntry *entries)
{
	entries[0] = (GOptionEntry){"me",
				    0,
				    0,
				    G_OPTION_ARG_FILENAME_ARRAY,
				    &options->addresses,
				    "an address of yours, for git's user.email; may be repeated",
				    "ADDRESS"};
	return 1;
}

/* Appends the address of @text, which may have a name, to @addresses. */
static bool add_address(const struct query_request *request, const char *text, GArray *addresses,
			GError **error)
{
	str address = mailbox_split(str_from(text)).address;

	if (!str_contains(address, STR("@")))
		return arguments_error(request->usage, "--me takes an address, not", text, error);
	g_array_append_val(addresses, address);
	return true;
}

/* Who I am, by --me, else by git: then @ret_email holds the text, which the caller frees. */
static bool find_me(const struct query_request *request, GArray *addresses, char **ret_email,
		    GError **error)
{
	char **given = request->options->addresses;

	for (unsigned i = 0; given && given[i]; i++) {
		if (!add_address(request, given[i], addresses, error))
			return false;
	}
	if (addresses->len > 0)
		return true;
	*ret_email = repository_user_email(error);
	if (!*ret_email) {
		g_prefix_error(error, "who you are is not known without --me ADDRESS: ");
		return false;
	}
	g_array_append_val(addresses, ((str[]){str_from(*ret_email)})[0]);
	return true;
}

static bool answer(const struct query_request *request, GString *document, GError **error)
{
	g_autoptr(GArray) addresses = g_array_new(FALSE, FALSE, sizeof(str));
	g_autofree char *email = NULL;
	struct status_options options = {
		.find = request->find,
		.with_closed = request->options->all,
	};

	if (!find_me(request, addresses, &email, error))
		return false;
	options.addresses = (const str *)(const void *)addresses->data;
	options.n_addresses = addresses->len;
	return status_answer(request, &options, document, error);
}

static const struct query_command mine = {
	.usage =
		{.command = "mine",
		 .summary = "Lists what waits for you, and your own works, the most urgent first.",
		 .description =
			 "What waits for you is where it is the reviewers' turn and you took part\n"
			 "before, and where it is theirs or the maintainer's and you are "
			 "addressed.\n"
			 "QUERY says which works, as for 'tidings status'.\n"
			 "\n"
			 "Examples:\n"
			 "  tidings mine\n"
			 "  tidings mine --me ann@example.org --me ann@example.com\n"
			 "  tidings mine --verbose s:lamp\n"
			 "\n"
			 "Exit status: 0 done, also if nothing was found, 1 failed, 2 used "
			 "wrongly."},
	.arguments = "[QUERY]",
	.all_help = "also works that landed, or were dropped",
	.verbose_help = "show Message-IDs, all reasons, who reviewed",
	.usual_limit = 50,
	.add_entries = add_entries,
	.answer = answer,
};

int command_mine(const struct command_settings *settings, char **arguments)
{
	return query_command_run(&mine, settings, arguments);
}
