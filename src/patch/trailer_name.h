/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names that trailers have, and what people make of them. For trailer.c
 * and trailer_reply.c.
 */
#ifndef TIDINGS_PATCH_TRAILER_NAME_H
#define TIDINGS_PATCH_TRAILER_NAME_H

#include "patch/trailer.h"

/* How a name was found: the looser the match, the more its value has to prove. */
enum trailer_match {
	TRAILER_MATCH_NONE,
	TRAILER_MATCH_TYPO, /* one letter wrong, missing, surplus or swapped */
	TRAILER_MATCH_SHORT, /* an abbreviation: `R-b`, `Acked` */
	TRAILER_MATCH_NAME, /* the name, however its letters and dashes are written */
};

struct trailer_name {
	str text; /* the usual spelling */
	enum trailer_kind kind;
	bool has_person; /* its value is a person */
};

/*
 * Looks up @written: letters, digits, dashes, underscores and blanks. Case,
 * dashes, underscores and blanks do not count. @ret_name is valid unless the
 * result is TRAILER_MATCH_NONE.
 */
enum trailer_match trailer_name_find(str written, const struct trailer_name **ret_name);

#endif
