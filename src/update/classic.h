/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the classic format reads of a mail.
 *
 * The classic format is the report as it was before tidings: it is kept byte
 * for byte for those who parse it, so it reads raw mails by rules of its own,
 * with their defects, and shares nothing with the rest of the model. The rules
 * are in doc/classic.md.
 */
#ifndef TIDINGS_UPDATE_CLASSIC_H
#define TIDINGS_UPDATE_CLASSIC_H

#include "base/arena.h"
#include "base/str.h"

struct classic_mail {
	str who; /* what follows "From:" in the last raw line that starts so */
	str domain; /* of `who`: between its last `@` and the closing `>` */
	bool printed; /* it gives an entry; the rest is set only then */
	str subject; /* decoded and unfolded */
	str key; /* the title: what follows the bracket, its leading blank included */
	str author; /* of the header, decoded: `Name <address>` */
	str body; /* raw, up to the diffstat's summary line; newline-terminated, or empty */
};

/*
 * Reads @raw. @subject and @author are the decoded header's. False where the
 * mail does not count: its subject does not start with "[PATCH". Slices point
 * into the arguments or @arena.
 */
bool classic_read(struct arena *arena, str raw, str subject, str author,
		  struct classic_mail *ret_mail);

#endif
