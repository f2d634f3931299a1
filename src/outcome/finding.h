/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one rule found, with its reasons: the mails, postings and commits that it rests on. */
#ifndef TIDINGS_OUTCOME_FINDING_H
#define TIDINGS_OUTCOME_FINDING_H

#include "outcome/discussion.h"

/* Nothing without reasons. The first reason stands for it. */
struct finding {
	struct arena *arena; /* of the reasons */
	struct outcome_reason
		*reasons; /* at most LIMIT_RULE_REASONS: those after it are left out */
	unsigned n_reasons;
	int64_t since; /* when what follows from it began; the first reason sets it */
};

void finding_add(struct finding *finding, const struct outcome_reason *reason);

void finding_add_mail(struct finding *finding, enum outcome_rule rule,
		      const struct thread_mail *mail, str text, unsigned count);

/* @posting as such: its first mail, the cover letter if there is one. */
void finding_add_posting(struct finding *finding, enum outcome_rule rule,
			 const struct history_posting *posting, str text, unsigned count);

#endif
