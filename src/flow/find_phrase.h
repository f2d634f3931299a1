/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases, looked for in the mails themselves.
 */
#ifndef TIDINGS_FLOW_FIND_PHRASE_H
#define TIDINGS_FLOW_FIND_PHRASE_H

#include "flow/mail_source.h"
#include "flow/reading.h"
#include "search/query.h"

/* True if the words of @phrase follow one another in a text of @reading that is asked for. */
bool find_phrase_in(struct arena *arena, const struct reading *reading, const struct query *phrase);

/* The mail that was looked at last: several phrases ask for one after the other. */
struct phrase_reader {
	struct mail_source *source; /* borrowed */
	struct arena texts;
	struct raw_mail raw;
	struct reading reading;
	int64_t message; /* 0 before the first */
	bool is_there; /* else no archive has it */
};

void phrase_reader_init(struct phrase_reader *reader, struct mail_source *source);
void phrase_reader_clear(struct phrase_reader *reader);

/*
 * For struct find_request, with a struct phrase_reader. A mail that no archive has any more
 * holds no phrase.
 */
bool phrase_reader_holds(void *user, int64_t message, const struct query *phrase, bool *ret_holds,
			 GError **error);

#endif
