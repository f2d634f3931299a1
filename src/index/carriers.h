/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which pull requests carry which patches: by the titles that their shortlogs name under
 * the same author, or by the patches that were sent with them.
 */
#ifndef TIDINGS_INDEX_CARRIERS_H
#define TIDINGS_INDEX_CARRIERS_H

#include "index/index.h"
#include "outcome/history.h"

/* A title of a pull request's shortlog. */
struct stored_title {
	uint64_t hash; /* change_hash_of_title() */
	str author; /* the name */
};

/* Adds what @message, a new one, names. */
bool carriers_add(struct index *index, int64_t message, const struct stored_title *titles,
		  unsigned n_titles, GError **error);

/*
 * The first merged request that carries @message, a patch that is of none itself: one that
 * was sent after it and within a year, and merged not later than @until. Texts are in
 * @arena; *ret_carrier is NULL where there is none. It is as the outcomes of the requests'
 * postings say.
 */
bool carriers_of_message(struct index *index, int64_t message, int64_t until, struct arena *arena,
			 const struct history_carrier **ret_carrier, GError **error);

/* True if @posting is a request, and merged as far as its outcome is known. */
bool carriers_is_merged(struct index *index, int64_t posting, bool *ret_is, GError **error);

/* Appends the postings (int64_t) of which @posting, if it is a request, carries patches. */
bool carriers_works(struct index *index, int64_t posting, GArray *postings, GError **error);

#endif
