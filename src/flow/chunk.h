/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One chunk of an archive's mails on its way into the index: read by workers, then
 * written as messages, places, threads and words.
 */
#ifndef TIDINGS_FLOW_CHUNK_H
#define TIDINGS_FLOW_CHUNK_H

#include "flow/collection.h"
#include "index/archives.h"
#include "index/carriers.h"
#include "index/messages.h"
#include "search/lexicon.h"

struct file_hunks {
	uint64_t *ranges;
	unsigned n_ranges;
};

/* What the index keeps of a mail and a record does not hold. */
struct mail_facts {
	bool is_there;
	bool has_own_title;
	bool has_fingerprint;
	unsigned n_prefixes; /* of the subject as it came */
	int quality;
	int64_t bytes;
	str subject;
	struct mailbox author;
	struct mailbox sender;
	struct fingerprint fingerprint;
	struct change_hash change; /* of what has a diff */
	uint64_t title_hash;
	str depends;
	struct stored_title *carried; /* that a pull request lists */
	unsigned n_carried;
	/* Of each file of the detail: the old lines that its hunks touch, begin << 32 | end. */
	struct file_hunks *hunks;
};

struct chunk {
	struct index *index;
	int64_t archive; /* its number in the index */
	int64_t first_number; /* of the places that it adds */
	struct collection *collection;
	struct mail_facts *facts; /* of each arrival */
	struct arena texts[LIMIT_WORKERS]; /* of the facts */
	struct lexicon *lexicons[LIMIT_WORKERS]; /* NULL where a worker had nothing */
	GArray *fresh; /* struct stored_message: what the index did not have */
	GArray *threads; /* int64_t: of all that came or changed; may repeat */
	int64_t first_fresh; /* the number of the first message that is added */
	size_t n_missing;
};

/*
 * Reads the mails of @selection. On failure the errors are those of
 * collection_read(). chunk_clear() in any case.
 */
bool chunk_read(struct chunk *chunk, struct archive *archive, const struct selection *selection,
		unsigned n_workers, struct progress *progress, GError **error);
void chunk_clear(struct chunk *chunk);

/*
 * Writes all that it read, within a transaction; `fresh` and `threads` are filled. It is a stage
 * of @progress, which may be NULL, and may be told on another thread than the caller's, which
 * waits meanwhile.
 */
bool chunk_write(struct chunk *chunk, const struct selection *selection,
		 const struct progress *progress, GError **error);

#endif
