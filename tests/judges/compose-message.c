/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * compose-message SUBJECT TEXT HTML FROM-NAME FROM-ADDRESS [TO-NAME TO-ADDRESS]...: the mail of
 * these, for message.py. TEXT and HTML are files.
 */
#include "render/message.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	FIXED_ARGUMENTS = 4, /* the program's name, SUBJECT, TEXT and HTML */
	MAILBOX_ARGUMENTS = 2,
};

static str read_file(const char *path)
{
	char *bytes;
	gsize length;

	if (!g_file_get_contents(path, &bytes, &length, NULL))
		exit(1);
	return (str){.ptr = bytes, .len = length};
}

int main(int n_arguments, char **arguments)
{
	unsigned n_mailboxes =
		(unsigned)(n_arguments - FIXED_ARGUMENTS) / (unsigned)MAILBOX_ARGUMENTS;
	g_autofree struct mailbox *mailboxes = g_new0(struct mailbox, n_mailboxes);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *id = NULL;
	struct message message = {
		.subject = str_from(arguments[1]),
		.text = read_file(arguments[2]),
		.html = read_file(arguments[3]),
		.sent_at = 1767024065,
	};

	for (unsigned i = 0; i < n_mailboxes; i++) {
		char **pair = arguments + FIXED_ARGUMENTS + MAILBOX_ARGUMENTS * i;

		mailboxes[i].name = str_from(pair[0]);
		mailboxes[i].address = str_from(pair[1]);
	}
	message.from = mailboxes[0];
	message.to = mailboxes + 1;
	message.n_to = n_mailboxes - 1;
	id = message_make_id(&message);
	message.message_id = str_from(id);
	message_compose(&message, out);
	g_free((char *)message.text.ptr);
	g_free((char *)message.html.ptr);
	return fwrite(out->str, 1, out->len, stdout) == out->len ? 0 : 1;
}
