/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages: one mail each, in however many places it stands.
 *
 * Two mails are one message if they have the same Message-ID and the same text,
 * as lists leave it: without their footers. Two mails that wrongly share an id are two.
 */
#ifndef TIDINGS_INDEX_MESSAGES_H
#define TIDINGS_INDEX_MESSAGES_H

#include "compare/compare.h"
#include "index/index.h"
#include "patch/change_hash.h"
#include "series/record.h"

/* One file of a patch's diff. */
struct stored_file {
	str path;
	str old_blob; /* as the diff abbreviates it; empty without one */
	str new_blob;
	unsigned insertions;
	unsigned deletions;
	const uint64_t *hunks; /* of each hunk the old lines that it touches: begin << 32 | end */
	unsigned n_hunks;
};

struct stored_message {
	int64_t id;
	int64_t thread;
	struct record record; /* without people and reviews; arrived_at is where it came first */
	enum record_kind kind; /* as its thread tells; record.kind is what it tells itself */
	str subject; /* whole, decoded */
	bool has_own_title; /* record.subject.title is not what follows from `subject` */
	bool has_own_prefixes; /* likewise record.subject.prefixes: a list's tag is none */
	struct mailbox author;
	struct mailbox sender;
	int64_t bytes; /* of the mail as it stands in the archive */
	int quality; /* of the copy that this is read from */
	bool has_fingerprint;
	struct fingerprint fingerprint;
	struct change_hash change; /* read with the fingerprint; of what has no diff zero */
	uint64_t title_hash; /* change_hash_of_title(); for messages_add() alone, as the next one */
	str depends; /* lines KIND VALUE TAB TEXT (patch/dependency.h) */
	const struct stored_file *files; /* for messages_add() alone */
	unsigned n_files;
};

/* What becomes of what is read: nobody asks for the rest. */
enum message_part {
	MESSAGE_ALONE = 0,
	MESSAGE_WITH_FINGERPRINT = 1 << 0, /* and with what a landing is found by */
};

/* Adds @message with its files; its id is set. */
bool messages_add(struct index *index, struct stored_message *message, GError **error);

/* The message of that id and text; 0 where there is none. */
bool messages_find_same(struct index *index, str message_id, uint64_t text_hash,
			int64_t *ret_message, int *ret_quality, int64_t *ret_arrived_at,
			GError **error);

/* The largest number that a message ever had; 0 without one. The next one has the next. */
bool messages_last(struct index *index, int64_t *ret_message, GError **error);

bool messages_thread(struct index *index, int64_t message, int64_t *ret_thread, GError **error);

/* Appends the numbers (int64_t) of all messages of @thread. */
bool messages_of_thread(struct index *index, int64_t thread, GArray *numbers, GError **error);

/* Appends the numbers (int64_t) of all messages that have @message_id. */
bool messages_find(struct index *index, str message_id, GArray *numbers, GError **error);

/*
 * Appends struct stored_message: those of a thread with a number below @before, or those
 * with the given numbers, in the order of arrival within one call. What is not there is
 * left out. Texts are in @arena; @parts are enum message_part.
 */
bool messages_load_thread(struct index *index, int64_t thread, int64_t before, struct arena *arena,
			  GArray *messages, GError **error);
bool messages_load(struct index *index, const int64_t *numbers, unsigned n_numbers, unsigned parts,
		   struct arena *arena, GArray *messages, GError **error);

/* Appends the Message-ID (char *, which the array must free) of @message, if it has one. */
bool messages_name(struct index *index, int64_t message, GPtrArray *ids, GError **error);

/* Appends the paths (str, in @arena) of the files that the diff of @message changes. */
bool messages_paths(struct index *index, int64_t message, struct arena *arena, GArray *paths,
		    GError **error);

/* <0, 0, >0: by arrival, then as they were indexed. The order of records. */
int stored_message_compare(const void *a, const void *b);

/* What a better copy of it says, but for the text, which is the same; and when it came first. */
bool messages_improve(struct index *index, const struct stored_message *message, GError **error);
bool messages_set_arrival(struct index *index, int64_t message, int64_t arrived_at, GError **error);
bool messages_set_kind(struct index *index, int64_t message, enum record_kind kind, GError **error);

/* What index_hash() is called with. */
enum index_hash_kind {
	HASH_IDENTIFIER,
	HASH_BATCH,
	HASH_LOOSE, /* an address whose numbered patches answer nothing */
	HASH_NUMBERED, /* an address with numbered mails */
	HASH_DIGEST,
	HASH_CLUE, /* and those above it: of each kind of key */
};

#endif
