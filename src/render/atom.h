/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Atom feeds (RFC 4287): what a feed and an entry must have, in the order in which it is
 * written. All texts are escaped here.
 */
#ifndef TIDINGS_RENDER_ATOM_H
#define TIDINGS_RENDER_ATOM_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"

#include <glib.h>

struct atom_feed {
	str title;
	str id; /* an IRI that stays (4.2.6) */
	str updated; /* `2025-12-29T16:01:05Z`; empty: the begin of 1970, as an empty feed has */
	str self; /* the feed's own address; empty where it is not known */
	str page; /* what it is a feed of; likewise */
};

struct atom_entry {
	str title;
	str id; /* once in a feed */
	str updated;
	struct mailbox author; /* empty: the feed's */
	str page; /* empty for none */
	str categories[2]; /* empty ones are left out */
	str summary; /* text */
	str content; /* HTML; made harmless by whoever wrote it */
};

void atom_begin(GString *out, const struct atom_feed *feed);
void atom_append_entry(GString *out, const struct atom_entry *entry);
void atom_end(GString *out);

/* `urn:uuid:...`, the same for the same @name: a UUID of version 5 (RFC 4122, 4.3), of URLs. */
str atom_id_of_name(struct arena *arena, str name);

/* `mid:...` of a Message-ID (RFC 2392). */
str atom_id_of_mail(struct arena *arena, str message_id);

#endif
