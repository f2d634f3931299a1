/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Histories made of what src/series knows: its records, threads, postings and links. */
#ifndef TIDINGS_OUTCOME_HISTORY_MAKE_H
#define TIDINGS_OUTCOME_HISTORY_MAKE_H

#include "outcome/history.h"
#include "series/series.h"

/* The landings of one record. */
struct record_landings {
	const struct landing *items;
	unsigned n_items;
};

/* All is borrowed, by the history too. */
struct history_material {
	const struct record *records; /* by arrival, with remarks */
	unsigned n_records;
	const struct people *people;
	const struct series_set *set; /* `threads` and `postings` alone are looked at */
	const struct fingerprint *const *fingerprints; /* of each record; or NULL */
	const struct record_landings *landings; /* of each record; or NULL */
	const struct history_carrier *const *carriers; /* of each record; or NULL */
};

/* The replies to each record, gathered once for all histories of one material. */
struct history_replies {
	unsigned *ends; /* those of record i end at ends[i], and begin where the one before ends */
	unsigned *replies; /* records, by arrival */
};

void history_replies_gather(struct history_replies *gathered,
			    const struct history_material *material);
void history_replies_clear(struct history_replies *gathered);

/*
 * Adds to @people whom the messages of patches name as their reviewers, where they wrote no
 * mail: without that they would be nobody.
 */
void history_add_reviewers(struct people *people, const struct record *records, unsigned n_records);

/* The postings of a work, and which one each follows. */
struct history_work {
	const unsigned *postings; /* by arrival, and so ascending */
	unsigned n_postings;
	unsigned newest; /* a posting */
	const struct topic_link *links; /* of each posting of the set; or NULL: each follows the
					 * one before */
};

/* The history of @work, in @arena. */
struct history *history_make(struct arena *arena, const struct history_material *material,
			     const struct history_replies *replies,
			     const struct history_work *work);

#endif
