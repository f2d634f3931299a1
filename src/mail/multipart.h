/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of a multipart mail: RFC 2046, 5.1.
 */
#ifndef TIDINGS_MAIL_MULTIPART_H
#define TIDINGS_MAIL_MULTIPART_H

#include "base/arena.h"
#include "base/str.h"
#include "mail/body.h"
#include "mail/content.h"

/*
 * Adds all parts of the multipart @bytes, and of those within it, to @builder.
 * False, and nothing added, where its boundary does not occur. Adds
 * MAIL_TOO_DEEP and what is wrong with the parts to @defects.
 */
bool multipart_read(struct arena *arena, str bytes, const struct content *content,
		    struct body_builder *builder, unsigned *defects);

#endif
