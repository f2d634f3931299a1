/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the header says of the content of a mail or of a part: Content-Type,
 * Content-Disposition (RFC 2183) and Content-Transfer-Encoding.
 */
#ifndef TIDINGS_MAIL_CONTENT_H
#define TIDINGS_MAIL_CONTENT_H

#include "base/arena.h"
#include "base/str.h"
#include "mail/header.h"

struct content {
	str type; /* "text/plain", in any case of letters; never empty */
	str charset; /* empty where none is declared */
	str boundary; /* of a multipart; else empty */
	str encoding; /* Content-Transfer-Encoding, empty where there is none */
	str disposition; /* "inline", "attachment", in any case; or empty */
	str file_name; /* decoded; or empty */
	bool is_flowed; /* RFC 3676 */
	bool deletes_space; /* DelSp=yes */
};

/*
 * Reads the fields of @header; @default_type is the type where none, or none
 * that can be read, is given.
 */
void content_read(struct arena *arena, const struct header *header, str default_type,
		  struct content *ret_content, unsigned *defects);

/* True if the type is of that family: "text/", "multipart/". */
bool content_is(const struct content *content, str family);

#endif
