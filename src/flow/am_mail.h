/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One patch written as a mail in an mbox for git-am(1).
 */
#ifndef TIDINGS_FLOW_AM_MAIL_H
#define TIDINGS_FLOW_AM_MAIL_H

#include "base/arena.h"
#include "base/mailbox.h"

#include <glib.h>

struct am_mail {
	str commit; /* for the "From " line; empty gives zeros */
	struct mailbox author;
	str date; /* as a mail writes it */
	str tag; /* "[PATCH v2 1/3]" */
	str title;
	str message_id;
	str message; /* UTF-8, without the title */
	str notes;
	str diffstat;
	str diff; /* in the bytes of its own charset */
	bool ends_binary; /* its last file is binary */
	str base_commit;
	const str *prerequisites;
	unsigned n_prerequisites;
};

/*
 * The mail as git-format-patch(1) would write it, in @arena. What an 8bit mail could not
 * hold, carriage returns that git-mailsplit(1) would drop and lines that it would take
 * for the begin of a mail, makes it quoted-printable.
 */
str am_mail_write(struct arena *arena, const struct am_mail *mail);

/* @subject as git-am(1) makes a title of it: without `Re:` and brackets before it. */
str am_mail_title(str subject);

#endif
