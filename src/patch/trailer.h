/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Trailers: `Reviewed-by: Ann Author <ann@example.org> # arm64`.
 */
#ifndef TIDINGS_PATCH_TRAILER_H
#define TIDINGS_PATCH_TRAILER_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"

enum trailer_kind {
	TRAILER_OTHER, /* Fixes, Link, Cc, Change-Id, ... */
	TRAILER_SIGNED, /* Signed-off-by */
	TRAILER_AUTHORED, /* Co-developed-by, Co-authored-by */
	TRAILER_REVIEWED,
	TRAILER_ACKED,
	TRAILER_TESTED,
	TRAILER_REPORTED, /* Reported-by, Suggested-by, Requested-by, ... */
	TRAILER_NACKED,
};

struct trailer {
	enum trailer_kind kind;
	str name; /* "Reviewed-by": in its usual spelling if it is a known one, else as written */
	str value; /* as written, wrapped lines joined by a blank */
	struct mailbox person; /* where the value is one; else empty */
	str scope; /* "arm64" of `# arm64` or `[arm64]` after the address; else empty */
};

/* True if it says what somebody thinks of the patch, or found: a review, ack, test, or nack. */
bool trailer_is_review(enum trailer_kind kind);

/*
 * Reads one trailer line, wrapped lines already joined. False where @line is
 * none: no word with a colon at the line's very start, no value, or a known
 * name only within a sentence. A name with one wrong letter, an abbreviation
 * (`R-b:`, `Acked:`), blanks for dashes and a missing colon are understood
 * where an address follows. Slices point into @line; a known name is static.
 */
bool trailer_parse(str line, struct trailer *ret_trailer);

/*
 * The trailers of a commit message: of its last paragraph that is made of
 * trailers (git-interpret-trailers(1)), and the ones with a known name that
 * stand alone above it. In order; at most LIMIT_TRAILERS.
 */
void trailers_of_message(struct arena *arena, str message, struct trailer **ret_trailers,
			 unsigned *ret_n_trailers);

/*
 * The trailers that a reply gives: unquoted lines above the signature whose
 * kind is a review (trailer_is_review()), also wrapped over two lines. Not: quoted
 * lines, lines within a diff, a sentence that only mentions one, what a mailer
 * quoted without `>` ("-----Original Message-----"). A trailer without an address
 * counts if a name with a capital letter follows. In order; at most LIMIT_TRAILERS.
 */
void trailers_of_reply(struct arena *arena, str text, struct trailer **ret_trailers,
		       unsigned *ret_n_trailers);

/*
 * The trailers with an address that a reply offers whoever takes the patch, of all kinds but
 * TRAILER_OTHER, and of that `Fixes: 1234567890ab ("title")`, maybe wrapped; whoever is
 * named. They begin at their line's very start. Not: what is quoted or below the signature;
 * what follows the begin of a diff, and above it all but reviews, as they may be of that
 * diff; and what a robot asks to add to another patch ("If you fix the issue, kindly add
 * following tag"). In order; at most LIMIT_TRAILERS.
 */
void trailers_offered(struct arena *arena, str text, struct trailer **ret_trailers,
		      unsigned *ret_n_trailers);

#endif
