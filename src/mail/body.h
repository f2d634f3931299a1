/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of a mail, put together to its body and its attachments.
 */
#ifndef TIDINGS_MAIL_BODY_H
#define TIDINGS_MAIL_BODY_H

#include "base/arena.h"
#include "base/str.h"
#include "mail/content.h"
#include "mail/mail.h"

struct body_text; /* one text of several */

struct body_list {
	struct body_text *first;
	struct body_text *last;
};

/* Starts zeroed; lives as long as the arena. */
struct body_builder {
	struct body_list inline_texts;
	struct body_list pages; /* HTML, for where there is no text */
	struct body_list attached;
	bool is_multipart; /* texts of parts get the newline that belongs to the boundary */
};

/* True if a part of that content can become a text at all: if not, leave it encoded. */
bool body_wants(const struct body_builder *builder, const struct content *content);

/*
 * Adds a part that is no multipart. @decoded has its transfer encoding undone.
 * Shown inline are text/plain parts that are not attached, patches that are
 * marked as inline, and the text that is all of a mail; attached are other
 * texts, and files with the name of a patch, where they hold a diff.
 */
void body_add(struct arena *arena, struct body_builder *builder, const struct content *content,
	      str decoded, unsigned *defects);

/* Writes mail->body, mail->attached and their defects. */
void body_finish(struct arena *arena, const struct body_builder *builder, struct mail *mail);

#endif
