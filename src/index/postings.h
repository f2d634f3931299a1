/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Postings, the links between them, and the keys under which they are found. What
 * src/series works out of messages, as it is stored.
 */
#ifndef TIDINGS_INDEX_POSTINGS_H
#define TIDINGS_INDEX_POSTINGS_H

#include "index/index.h"
#include "series/series.h"

enum posting_trait {
	POSTING_NUMBERED = 1 << 0,
	POSTING_PULL = 1 << 1,
	POSTING_COVER_ANNOUNCED = 1 << 2,
	POSTING_RFC = 1 << 3,
	POSTING_RESENT = 1 << 4, /* it says so */
};

struct stored_posting {
	int64_t id; /* its message that came first */
	int64_t head; /* messages */
	int64_t cover; /* 0 without one */
	int64_t completes; /* posting; 0 for none */
	int64_t *members; /* messages, the cover included, ascending */
	unsigned n_members;
	struct revision revision;
	unsigned total;
	unsigned n_patches;
	unsigned n_missing;
	unsigned traits; /* enum posting_trait */
	int64_t arrived_at; /* of its message that came first */
	int64_t sent_at; /* of its head */
	str title;
	unsigned n_replies;
	unsigned n_repliers; /* people but the author who replied */
	int64_t replied_at; /* when the last reply came; 0 without one */
	enum series_state state;
	int64_t topic; /* the oldest posting of the work */
	bool is_latest;
	int64_t digest; /* equal for what is made of the same mails in the same way */
};

struct stored_link {
	int64_t newer;
	int64_t older;
	unsigned reasons;
	unsigned sureness;
	unsigned common;
	bool is_main;
};

/* Adds or replaces a posting and its members; its topic is itself until it is placed. */
bool postings_put(struct index *index, const struct stored_posting *posting, GError **error);

/* Removes it with its members and links. */
bool postings_remove(struct index *index, int64_t posting, GError **error);

/* What changes without the mails that it is made of. */
bool postings_set_replies(struct index *index, const struct stored_posting *posting,
			  GError **error);
bool postings_place(struct index *index, int64_t posting, int64_t topic, bool is_latest,
		    enum series_state state, GError **error);

/* Loads a posting with its members into @arena; false with *ret_found if it is not there. */
bool postings_load(struct index *index, int64_t posting, struct arena *arena,
		   struct stored_posting *ret_posting, bool *ret_found, GError **error);

/* The posting of a message; 0 if it is of none. */
bool postings_of_message(struct index *index, int64_t message, int64_t *ret_posting,
			 GError **error);

/* Appends the threads (int64_t) of the mails of @posting. */
bool postings_threads(struct index *index, int64_t posting, GArray *threads, GError **error);

/* The topic of a posting; 0 if it is not there. */
bool postings_topic(struct index *index, int64_t posting, int64_t *ret_topic, GError **error);

/* Whether a mail of the postings of @topic stands in @archive. */
bool postings_topic_stands_in(struct index *index, int64_t topic, int64_t archive, bool *ret_does,
			      GError **error);

/* Appends the postings (int64_t) of the mails of the thread of @message, each once. */
bool postings_around(struct index *index, int64_t message, GArray *postings, GError **error);

/* Appends the postings (int64_t) that @address is author or sender of, whatever its case. */
bool postings_by(struct index *index, str address, GArray *postings, GError **error);

/* Appends the postings (int64_t) of @topic, by arrival. */
bool postings_of_topic(struct index *index, int64_t topic, GArray *postings, GError **error);

/* Links: those of @newer are replaced; those that lead to or from @posting are appended. */
bool links_set(struct index *index, int64_t newer, const struct stored_link *links,
	       unsigned n_links, GError **error);
bool links_of(struct index *index, int64_t posting, GArray *links, GError **error);

/* Clues: the keys under which a posting is found, as hashes. */
bool clues_add(struct index *index, int64_t hash, int64_t arrived_at, int64_t posting,
	       GError **error);
bool clues_remove(struct index *index, int64_t hash, int64_t arrived_at, int64_t posting,
		  GError **error);

/*
 * Appends the postings (int64_t) under @hash: the last @n_most that came before
 * (@arrived_at, @posting), or the first that came after.
 */
bool clues_before(struct index *index, int64_t hash, int64_t arrived_at, int64_t posting,
		  unsigned n_most, GArray *postings, GError **error);
bool clues_after(struct index *index, int64_t hash, int64_t arrived_at, int64_t posting,
		 unsigned n_most, GArray *postings, GError **error);

/* Meetings: mails that may be of one posting although no thread holds them together. */
bool meetings_add(struct index *index, int64_t hash, int64_t at, int64_t message, GError **error);

/* Appends the threads (int64_t) of the mails under @hash that came within @seconds of @at. */
bool meetings_threads(struct index *index, int64_t hash, int64_t at, int64_t seconds,
		      GArray *threads, GError **error);

#endif
