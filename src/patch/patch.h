/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A patch: what the subject and the text of a mail say of a change. The room
 * knows no mail: it takes texts.
 */
#ifndef TIDINGS_PATCH_PATCH_H
#define TIDINGS_PATCH_PATCH_H

#include "patch/body.h"
#include "patch/diff.h"
#include "patch/patch_id.h"
#include "patch/subject.h"

struct patch {
	struct subject subject; /* of the header, or of the body where that one is no patch's */
	struct patch_body body;
	bool has_diff;
	struct diff diff; /* empty without has_diff */
	str identified; /* what patch_id_compute() takes; empty without has_diff */
};

/*
 * Reads a patch or a cover letter, or any mail: then most of it is empty. Of a
 * mail whose subject is "Re: [...]" the subject alone is read: whatever its text
 * holds, it is a reply.
 * @subject is the decoded subject; @text and @bytes are as for
 * patch_body_parse(), but that @bytes may go on with what a list added. Only
 * the patch id takes note of it: where mailers stripped the blank of an empty
 * line, git's goes on behind the diff to the end of the mail.
 *
 * An in-body Subject stands for a header's that is empty, or that has no bracket
 * while the in-body one has. Slices point into the arguments or @arena.
 */
void patch_parse(struct arena *arena, str subject, str text, str bytes, struct patch *ret_patch);

#endif
