/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/finding.h"

#include "base/limits.h"

void finding_add(struct finding *finding, const struct outcome_reason *reason)
{
	if (finding->n_reasons == 0) {
		finding->since = reason->at;
		finding->reasons =
			arena_new_array(finding->arena, struct outcome_reason, LIMIT_RULE_REASONS);
	}
	if (finding->n_reasons < LIMIT_RULE_REASONS)
		finding->reasons[finding->n_reasons++] = *reason;
}

void finding_add_mail(struct finding *finding, enum outcome_rule rule,
		      const struct thread_mail *mail, str text, unsigned count)
{
	finding_add(finding, &(struct outcome_reason){
				     .rule = rule,
				     .person = mail->person,
				     .at = mail->at,
				     .message_id = mail->message_id,
				     .text = text,
				     .count = count,
			     });
}

void finding_add_posting(struct finding *finding, enum outcome_rule rule,
			 const struct history_posting *posting, str text, unsigned count)
{
	finding_add(finding,
		    &(struct outcome_reason){
			    .rule = rule,
			    .person = posting->author,
			    .at = posting->arrived_at,
			    .message_id = posting->n_patches > 0 ? posting->patches[0].message_id
								 : (str){0},
			    .text = text,
			    .count = count,
		    });
}
