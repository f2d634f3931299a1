/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Building the model of an update: counts, statistics, areas and entries, from
 * what was learned of each mail. Pure: the same material, the same update.
 */
#ifndef TIDINGS_UPDATE_BUILD_H
#define TIDINGS_UPDATE_BUILD_H

#include "compare/compare.h"
#include "outcome/outcome.h"
#include "people/people.h"
#include "series/series.h"
#include "update/update.h"

/* What an update shows of one mail, beside its record. Zero but for patches and covers. */
struct mail_detail {
	str subject; /* whole, decoded */
	struct mailbox author; /* as this mail names the person, after the mailmap */
	struct mailbox sender;
	str commit; /* of the archive, in hexadecimal; empty for mbox and Maildir */
	str message;
	str notes;
	str base_commit;
	str *prerequisites;
	unsigned n_prerequisites;
	str *depends;
	unsigned n_depends;
	struct update_trailer *trailers;
	unsigned n_trailers;
	struct update_file *files;
	unsigned n_files;
	unsigned insertions;
	unsigned deletions;
	bool damaged;
	str diff; /* in the bytes of its own charset; empty unless asked for */
};

/* How a posting differs from the one that it revises. */
struct posting_changes {
	unsigned older; /* posting; POSTING_NONE where nothing was compared */
	struct compare_pair *pairs; /* indices into the patches that were compared */
	unsigned n_pairs;
	unsigned *older_patches; /* records: those that were compared, in order */
	unsigned *newer_patches;
};

/* All that an update is made of. Borrowed: it must outlive the update. */
struct update_material {
	const struct record *records; /* by arrival */
	const struct mail_detail *details; /* of each record */
	const bool *is_context; /* of each: known from elsewhere, and counted nowhere; or NULL */
	const struct posting_changes *changes; /* of each posting of `set`; or NULL */
	unsigned n_records;
	const struct people *people;
	const struct series_set *set;
	const struct outcome *outcomes; /* of each posting of `set` */
	int64_t now; /* up to which days are counted */
	int64_t told_until; /* when the last mail before the range came: what an update up to it
			     * told is not told again */
	int64_t until; /* the end of the range */
	unsigned n_deleted;
	const unsigned *defects; /* mails by bit of enum mail_defect, or NULL */
	const char *const *defect_names; /* of each bit */
	unsigned n_defects;
	str title;
	str from;
	str to;
	str link;
	unsigned top;
};

/*
 * A new update; update_free() frees it. Its texts point into the material's,
 * which must live as long, except those that are made here.
 */
struct update *update_build(const struct update_material *material);

/* True for a record that is of the range itself. */
static inline bool material_counts(const struct update_material *material, unsigned record)
{
	return !material->is_context || !material->is_context[record];
}

#endif
