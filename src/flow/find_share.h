/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What somebody has to do with a work: it is their own, or it waits for them. */
#ifndef TIDINGS_FLOW_FIND_SHARE_H
#define TIDINGS_FLOW_FIND_SHARE_H

#include "flow/mail_source.h"
#include "index/outcomes.h"
#include "view/status_list.h"

struct share_finder;

/* All is borrowed. NULL with the error of the index set. */
struct share_finder *share_finder_new(struct index *index, struct mail_source *source,
				      const str *addresses, unsigned n_addresses, GError **error);
void share_finder_free(struct share_finder *finder);

/*
 * STATUS_OWN for a work that one of the addresses is author or sender of. STATUS_AWAITED for one
 * of somebody else if it is the reviewers' turn and one of them spoke in it before, or it is
 * the reviewers' or the maintainer's turn and one of them is in To or Cc of its latest posting.
 */
bool share_finder_ask(struct share_finder *finder, const struct outcome_row *row,
		      enum status_share *ret_share, GError **error);

#endif
