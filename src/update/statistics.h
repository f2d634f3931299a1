/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The figures of an update: what the mails are, who wrote patches, who reviewed.
 */
#ifndef TIDINGS_UPDATE_STATISTICS_H
#define TIDINGS_UPDATE_STATISTICS_H

#include "update/build.h"

/* Fills update->counts. Their rules are in struct update_counts. */
void statistics_count(struct update *update, const struct update_material *material);

/* Fills update->days. */
void statistics_days(struct update *update, const struct update_material *material);

/*
 * Fills update->domains and update->contributors: each patch mail counts once
 * for its author; the same mail twice counts once; covers, replies and the
 * patches of pull requests do not count.
 */
void statistics_contributors(struct update *update, const struct update_material *material);

/* Fills update->reviewers: each review trailer of a reply counts once. */
void statistics_reviewers(struct update *update, const struct update_material *material);

#endif
