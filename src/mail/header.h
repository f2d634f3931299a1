/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The header block of a mail, or of a part of one: which fields stand where.
 *
 * One scan finds the fields that the room wants; their values stay as they
 * are in the mail, folds and all, until somebody asks (mail/field.h).
 */
#ifndef TIDINGS_MAIL_HEADER_H
#define TIDINGS_MAIL_HEADER_H

#include "base/arena.h"
#include "base/str.h"

/* The fields that the room wants. */
enum header_name {
	HEADER_CC,
	HEADER_CHANGE_ID, /* X-Change-ID */
	HEADER_CONTENT_DISPOSITION,
	HEADER_CONTENT_TRANSFER_ENCODING,
	HEADER_CONTENT_TYPE,
	HEADER_DATE,
	HEADER_FROM,
	HEADER_IN_REPLY_TO,
	HEADER_LIST_ID,
	HEADER_MESSAGE_ID,
	HEADER_ORIGINAL_FROM, /* X-Original-From */
	HEADER_RECEIVED,
	HEADER_REFERENCES,
	HEADER_REPLY_TO,
	HEADER_SUBJECT,
	HEADER_TO,
};

struct header_field {
	enum header_name name;
	str raw; /* all behind the colon up to the last line end, which is not in it */
};

struct header {
	struct header_field *fields; /* the wanted ones, in order */
	unsigned n_fields;
	unsigned n_all; /* fields of any name */
	str body; /* what follows the empty line that ends the block */
};

/*
 * Reads the header block that @bytes begins with. It ends at the first empty
 * line; a line that is neither a field nor a continuation of one is skipped,
 * and so is all past LIMIT_HEADER_FIELDS and LIMIT_HEADER_BYTES.
 * Adds MAIL_BAD_FIELD, MAIL_RAW_HEADER and MAIL_TOO_LONG to @defects.
 */
void header_scan(struct arena *arena, str bytes, struct header *ret_header, unsigned *defects);

/* The first field of that name; false, and nothing written, where there is none. */
bool header_first(const struct header *header, enum header_name name, str *ret_raw);

/* How many fields of that name there are. */
unsigned header_count(const struct header *header, enum header_name name);

#endif
