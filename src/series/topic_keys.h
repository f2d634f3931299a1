/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys: what two postings must share, at the least, to be held against each other.
 *
 * A posting is found under its keys, and looks under them for older ones. So
 * whoever keeps postings under these keys can load the few on which the links
 * of a new one depend (series/topic.h).
 */
#ifndef TIDINGS_SERIES_TOPIC_KEYS_H
#define TIDINGS_SERIES_TOPIC_KEYS_H

#include "base/hash.h"
#include "series/posting.h"
#include "series/topic.h"

#include <glib.h>

/* Of the older postings under one key, this many of the newest are looked at. */
enum { TOPIC_KEY_POSTINGS = 16 };

enum topic_key_kind {
	TOPIC_KEY_CHANGE_ID,
	TOPIC_KEY_MESSAGE_ID, /* of one of its mails, or one that it names */
	TOPIC_KEY_TITLE, /* of its head */
	TOPIC_KEY_PATCH_TITLE,
	TOPIC_KEY_PATCH_ID,
	TOPIC_KEY_BLOB,
	TOPIC_KEY_PERSON, /* the address of its author, and of its sender */
};

struct topic_key {
	enum topic_key_kind kind;
	bool finds; /* the posting is found under it */
	bool looks; /* the posting looks under it for older ones */
	enum topic_reason reason; /* what it speaks for that an older one is found under it */
	unsigned patch; /* the index in posting.patches that it is of, or RECORD_NONE */
	/*
	 * Of `text`: equal for titles that differ in case and blanks alone
	 * (record_same_title()). Of a blob, record.blobs' own.
	 */
	uint64_t hash;
	str text; /* as the record has it; empty for a blob */
};

/*
 * Appends all keys of @posting (struct topic_key) to @keys, the patches' last and
 * in their order; `hash` under @key, or under the process's if that is NULL.
 */
void topic_keys_of_posting(const struct posting *posting, const struct record *records,
			   const struct people *people, const struct hash_key *key, GArray *keys);

/* True for what a program writes where the sender wrote no title: it is that of no work. */
bool topic_is_placeholder(str title);

/* The change-id of @posting, or empty. */
str topic_change_id(const struct posting *posting, const struct record *records);

#endif
