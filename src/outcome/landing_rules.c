/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules of what landed, was applied or carried, and of what took it out again. */
#include "outcome/landed.h"
#include "outcome/rules.h"

#include <stdlib.h>

enum { ABBREVIATED_COMMIT = 12 };

static void add_landing(struct discussion *discussion, struct finding *finding,
			const struct landing *landing, unsigned count)
{
	str text = str_slice(landing->commit, 0, ABBREVIATED_COMMIT);

	if (landing->tag.len > 0)
		text = arena_join(discussion->results,
				  arena_join(discussion->results, text, STR(", ")), landing->tag);
	finding_add(finding, &(struct outcome_reason){
				     .rule = RULE_COMMITTED,
				     .person = PERSON_NONE,
				     .at = landing->committed_at,
				     .text = text,
				     .count = count,
			     });
}

void rule_committed(struct discussion *discussion, struct finding *finding)
{
	const struct landing *last = discussion->merge;
	unsigned n_landed = 0;

	for (unsigned i = 0; i < discussion->n_units; i++) {
		const struct landing *landing = discussion->units[i].landing;

		if (!landing)
			continue;
		n_landed++;
		if (!last || landing->committed_at > last->committed_at)
			last = landing;
	}
	if (last)
		add_landing(discussion, finding, last, n_landed);
}

static str place_of(const struct remark *remark)
{
	if (remark->kind == REMARK_COMMAND)
		return remark->name;
	return remark->tree.len > 0 ? remark->tree : remark->commit;
}

static enum outcome_rule rule_of(const struct remark *remark)
{
	switch (remark->kind) {
	case REMARK_COMMAND:
		return RULE_COMMANDED;
	case REMARK_PULLED:
		return RULE_PULLED;
	default:
		return RULE_APPLIED;
	}
}

static int compare_statements(const void *left, const void *right)
{
	const struct statement *a = left;
	const struct statement *b = right;

	return a->mail->position < b->mail->position   ? -1
	       : a->mail->position > b->mail->position ? 1
						       : 0;
}

/* What was said of the whole, where there is nothing to say of its patches. */
static const struct statement *said_of_whole(const struct discussion *discussion)
{
	return discussion->taken.mail ? &discussion->taken : &discussion->part_applied;
}

void rule_applied(struct discussion *discussion, struct finding *finding)
{
	struct statement *said =
		arena_new_array(discussion->arena, struct statement, discussion->n_units);
	unsigned n_said = 0;

	for (unsigned i = 0; i < discussion->n_units; i++) {
		if (discussion->units[i].applied.mail)
			said[n_said++] = discussion->units[i].applied;
	}
	if (n_said == 0) {
		const struct statement *whole = said_of_whole(discussion);

		if (whole->mail)
			finding_add_mail(finding, rule_of(whole->remark), whole->mail,
					 place_of(whole->remark), 0);
		return;
	}
	qsort(said, n_said, sizeof(*said), compare_statements);
	for (unsigned i = 0, end; i < n_said; i = end) {
		for (end = i + 1; end < n_said && said[end].mail == said[i].mail;)
			end++;
		finding_add_mail(finding, rule_of(said[i].remark), said[i].mail,
				 place_of(said[i].remark), end - i);
	}
}

static int compare_carriers(const void *left, const void *right)
{
	const struct history_carrier *a = *(const struct history_carrier *const *)left;
	const struct history_carrier *b = *(const struct history_carrier *const *)right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return str_compare(a->request, b->request);
}

void rule_carried(struct discussion *discussion, struct finding *finding)
{
	const struct history_carrier **carriers = arena_new_array(
		discussion->arena, const struct history_carrier *, discussion->n_units);
	unsigned n_carriers = 0;

	for (unsigned i = 0; i < discussion->n_units; i++) {
		if (discussion->units[i].carrier)
			carriers[n_carriers++] = discussion->units[i].carrier;
	}
	if (n_carriers > 1)
		qsort(carriers, n_carriers, sizeof(*carriers), compare_carriers);
	for (unsigned i = 0, end; i < n_carriers; i = end) {
		for (end = i + 1;
		     end < n_carriers && !compare_carriers(&carriers[end], &carriers[i]);)
			end++;
		finding_add(finding, &(struct outcome_reason){
					     .rule = RULE_PULLED,
					     .person = PERSON_NONE,
					     .who = carriers[i]->who,
					     .at = carriers[i]->at,
					     .message_id = carriers[i]->message_id,
					     .text = carriers[i]->text,
					     .count = end - i,
				     });
	}
}

void rule_backported(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_pieces; i++) {
		const struct history_patch *patch = discussion->pieces[i].patch;

		for (unsigned l = 0; l < patch->n_landings; l++) {
			if (patch->landings[l].is_backport)
				add_landing(discussion, finding, &patch->landings[l], 1);
		}
	}
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];
		const struct remark *remark = mail_remark(mail, REMARK_APPLIED);

		if (remark && remark->is_stable)
			finding_add_mail(finding, RULE_APPLIED, mail, place_of(remark), 1);
	}
}

void rule_unapplied(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];
		const struct remark *remark = mail_remark(mail, REMARK_UNAPPLIED);

		if (remark)
			finding_add_mail(finding, RULE_UNAPPLIED, mail, place_of(remark), 1);
	}
}

bool rule_landed_all(struct discussion *discussion)
{
	return landed_all(discussion);
}

bool rule_landed_any(struct discussion *discussion)
{
	return landed_any(discussion);
}
