/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of postings, as src/outcome works it out. */
#ifndef TIDINGS_INDEX_OUTCOMES_H
#define TIDINGS_INDEX_OUTCOMES_H

#include "index/index.h"
#include "outcome/outcome.h"

/* Adds or replaces the outcome of @posting. */
bool outcomes_put(struct index *index, int64_t posting, const struct outcome *outcome,
		  GError **error);

/*
 * The outcome of @posting; its people are known by `who` alone. False with *ret_found if
 * there is none. Texts are in @arena.
 */
bool outcomes_load(struct index *index, int64_t posting, struct arena *arena,
		   struct outcome *ret_outcome, bool *ret_found, GError **error);

/* What is asked of all works at once. */
struct outcome_row {
	int64_t posting; /* the latest of its work */
	int64_t topic;
	int64_t arrived_at;
	enum outcome_state state;
	enum outcome_turn turn;
	int64_t turn_since;
	int64_t active_at;
	bool pinged;
};

/* Appends struct outcome_row: of all works whose latest posting is open, or of all. */
bool outcomes_of_works(struct index *index, bool with_closed, GArray *rows, GError **error);

/* Appends the postings (int64_t) whose patches landed, or were said to, from @since to @until. */
bool outcomes_landed(struct index *index, int64_t since, int64_t until, GArray *postings,
		     GError **error);

/*
 * Appends the postings (int64_t) of works that were open, or of which more was heard, after the
 * time from @begin to @end in which the last thing may have happened to them.
 */
bool outcomes_silent(struct index *index, int64_t begin, int64_t end, GArray *postings,
		     GError **error);

/* When the last mail came that the index knows; INT64_MIN without one. */
bool outcomes_now(struct index *index, int64_t *ret_now, GError **error);

#endif
