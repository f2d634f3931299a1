/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the index knows of the patches of a history beside their mails: where they landed. */
#ifndef TIDINGS_FLOW_HISTORY_FACTS_H
#define TIDINGS_FLOW_HISTORY_FACTS_H

#include "index/index.h"
#include "outcome/history_make.h"

/* All is in the arena that it was made in. */
struct history_facts {
	struct record_landings *landings; /* of each record */
	const struct history_carrier **carriers; /* likewise; NULL for none */
};

/* Those of @n_records of which nothing is known yet. */
void history_facts_init(struct history_facts *facts, struct arena *arena, unsigned n_records);

/* Reads those of @record, which is @message, as far as they were there by @until. */
bool history_facts_read(struct history_facts *facts, unsigned record, struct index *index,
			int64_t message, int64_t until, struct arena *arena, GError **error);

#endif
