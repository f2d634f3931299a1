/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each rule that looks for mails walks over them once: a dozen walks, each linear in the
 * remarks.
 */
#include "outcome/rules.h"

#include "base/limits.h"
#include "outcome/asked.h"
#include "outcome/landed.h"

#include <stdlib.h>

enum { ABBREVIATED_COMMIT = 12 };

static void add(struct finding *finding, const struct outcome_reason *reason)
{
	if (finding->n_reasons == 0) {
		finding->since = reason->at;
		finding->reasons =
			arena_new_array(finding->arena, struct outcome_reason, LIMIT_RULE_REASONS);
	}
	if (finding->n_reasons < LIMIT_RULE_REASONS)
		finding->reasons[finding->n_reasons++] = *reason;
}

static void add_mail(struct finding *finding, enum outcome_rule rule,
		     const struct thread_mail *mail, str text, unsigned count)
{
	add(finding, &(struct outcome_reason){
			     .rule = rule,
			     .person = mail->person,
			     .at = mail->at,
			     .message_id = mail->message_id,
			     .text = text,
			     .count = count,
		     });
}

/* @posting as such: its first mail, the cover letter if there is one. */
static void add_posting(struct finding *finding, enum outcome_rule rule,
			const struct history_posting *posting, str text, unsigned count)
{
	add(finding, &(struct outcome_reason){
			     .rule = rule,
			     .person = posting->author,
			     .at = posting->arrived_at,
			     .message_id = posting->n_patches > 0 ? posting->patches[0].message_id
								  : (str){0},
			     .text = text,
			     .count = count,
		     });
}

static void add_landing(struct discussion *discussion, struct finding *finding,
			const struct landing *landing, unsigned count)
{
	str text = str_slice(landing->commit, 0, ABBREVIATED_COMMIT);

	if (landing->tag.len > 0)
		text = arena_join(discussion->results,
				  arena_join(discussion->results, text, STR(", ")), landing->tag);
	add(finding, &(struct outcome_reason){
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
			add_mail(finding, rule_of(whole->remark), whole->mail,
				 place_of(whole->remark), 0);
		return;
	}
	qsort(said, n_said, sizeof(*said), compare_statements);
	for (unsigned i = 0, end; i < n_said; i = end) {
		for (end = i + 1; end < n_said && said[end].mail == said[i].mail;)
			end++;
		add_mail(finding, rule_of(said[i].remark), said[i].mail, place_of(said[i].remark),
			 end - i);
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
		add(finding, &(struct outcome_reason){
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
			add_mail(finding, RULE_APPLIED, mail, place_of(remark), 1);
	}
}

void rule_unapplied(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];
		const struct remark *remark = mail_remark(mail, REMARK_UNAPPLIED);

		if (remark)
			add_mail(finding, RULE_UNAPPLIED, mail, place_of(remark), 1);
	}
}

void rule_superseded(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->history->n_postings; i++) {
		const struct history_posting *posting = &discussion->history->postings[i];

		if (discussion->succession[i] != SUCCESSION_NEWER)
			continue;
		add_posting(finding, RULE_SUPERSEDED, posting,
			    revision_format(discussion->results, posting->revision), 0);
		return;
	}
}

void rule_withdrawn(struct discussion *discussion, struct finding *finding)
{
	if (discussion->withdrawn.mail)
		add_mail(finding, RULE_WITHDRAWN, discussion->withdrawn.mail, (str){0}, 0);
}

void rule_commanded(struct discussion *discussion, struct finding *finding)
{
	const struct statement *command = &discussion->command;

	if (command->mail)
		add_mail(finding, RULE_COMMANDED, command->mail, command->remark->name, 0);
}

void rule_refused(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		if (mail_refuses(discussion, &discussion->mails[i]))
			add_mail(finding, RULE_REFUSED, &discussion->mails[i], (str){0}, 0);
	}
}

void rule_changes_asked(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		if (mail_asks_for_changes(discussion, &discussion->mails[i]))
			add_mail(finding, RULE_CHANGES_ASKED, &discussion->mails[i], (str){0}, 0);
	}
}

void rule_promised(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (mail->is_authors && !mail->is_posted && mail_remark(mail, REMARK_PROMISE) &&
		    mail_is_at_issue(discussion, mail))
			add_mail(finding, RULE_PROMISED, mail, (str){0}, 0);
	}
}

static unsigned count_asked(const struct thread_mail *mail)
{
	unsigned count = 0;

	for (unsigned i = 0; i < mail->n_remarks; i++)
		count += mail->remarks[i].kind == REMARK_QUESTION ||
			 mail->remarks[i].kind == REMARK_COMMENT;
	return count;
}

void rule_asked(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (mail_is_open(discussion, mail))
			add_mail(finding, RULE_ASKED, mail, (str){0}, count_asked(mail));
	}
}

/* A partial reroll completes another posting, and a pull request has its patches in git. */
static bool is_complete(const struct discussion *discussion)
{
	return discussion->posting->is_partial || discussion->posting->is_pull ||
	       discussion_missing(discussion) == 0;
}

void rule_incomplete(struct discussion *discussion, struct finding *finding)
{
	unsigned n_missing = discussion_missing(discussion);

	if (!is_complete(discussion))
		add_posting(finding, RULE_INCOMPLETE, discussion->posting, (str){0}, n_missing);
}

/* The last of the first reviews of what is still to land; NULL, too, where one has none. */
static const struct thread_mail *last_review(const struct discussion *discussion)
{
	const struct thread_mail *last = NULL;

	for (unsigned i = 0; i < discussion->n_units; i++) {
		const struct unit *unit = &discussion->units[i];

		if (unit_is_settled(unit))
			continue;
		if (!unit->review.mail)
			return NULL;
		if (!last || unit->review.mail->position > last->position)
			last = unit->review.mail;
	}
	return last;
}

/* When the author gave the last answer that somebody waited for; 0. */
static int64_t last_closing(const struct discussion *discussion)
{
	int64_t last = 0;

	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (mail->closed_at != NEVER && mail_asks(discussion, mail))
			last = MAX(last, mail->closed_at);
	}
	return last;
}

static unsigned count_reviewed(const struct discussion *discussion)
{
	unsigned count = 0;

	for (unsigned i = 0; i < discussion->n_units; i++)
		count += discussion->units[i].review.mail && !discussion->units[i].is_withdrawn;
	return count;
}

void rule_reviewed(struct discussion *discussion, struct finding *finding)
{
	const struct thread_mail *last = last_review(discussion);

	if (!last)
		return;
	add_mail(finding, RULE_REVIEWED, last, (str){0}, count_reviewed(discussion));
	finding->since = MAX(last->at, last_closing(discussion));
}

void rule_reviews(struct discussion *discussion, struct finding *finding)
{
	const struct thread_mail *last = NULL;
	unsigned n_reviewed = count_reviewed(discussion);

	rule_reviewed(discussion, finding);
	if (finding->n_reasons > 0 || n_reviewed == 0)
		return;
	for (unsigned i = 0; i < discussion->n_units; i++) {
		const struct thread_mail *mail = discussion->units[i].review.mail;

		if (mail && (!last || mail->position > last->position))
			last = mail;
	}
	add_mail(finding, RULE_PARTLY_REVIEWED, last, (str){0}, n_reviewed);
}

/* True for another one's talk: no program's, and of what is still at issue. */
static bool is_talk(const struct discussion *discussion, const struct thread_mail *mail)
{
	return !mail->is_authors && !mail->is_posted && mail->voice != VOICE_NONE &&
	       !voice_get(&discussion->voices, mail->voice)->is_robot &&
	       mail_remark(mail, REMARK_TALK) && mail->closed_at == NEVER &&
	       mail_stands(discussion, mail);
}

/*
 * What others say without asking anything is an objection, or a fact, as long as theirs is
 * the last word: it is for the author to take up.
 */
void rule_told(struct discussion *discussion, struct finding *finding)
{
	const struct thread_mail *own = discussion_last_of_author(discussion);
	const struct thread_mail *last = NULL;
	const struct thread_mail *first = NULL;

	for (unsigned i = own ? own->position + 1 : 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (mail->is_authors || mail->is_posted)
			continue;
		last = mail;
		if (!first && is_talk(discussion, mail))
			first = mail;
	}
	if (first && is_talk(discussion, last))
		add_mail(finding, RULE_TOLD, first, (str){0}, 0);
}

void rule_replied(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = discussion->n_mails; i-- > 0;) {
		if (!discussion->mails[i].is_answer)
			continue;
		add_mail(finding, RULE_REPLIED, &discussion->mails[i], (str){0}, 0);
		return;
	}
}

void rule_answered(struct discussion *discussion, struct finding *finding)
{
	const struct thread_mail *first = discussion_first_of_others(discussion);

	if (!first)
		return;
	add_mail(finding, RULE_ANSWERED, first, (str){0}, 0);
	finding->since = discussion->posting->arrived_at;
}

void rule_posted(struct discussion *discussion, struct finding *finding)
{
	if (!discussion_first_of_others(discussion))
		add_posting(finding, RULE_POSTED, discussion->posting, (str){0}, 0);
}

void rule_pinged(struct discussion *discussion, int64_t since, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (mail->is_authors && !mail->is_posted && mail->at > since &&
		    mail_remark(mail, REMARK_PING))
			add_mail(finding, RULE_PINGED, mail, (str){0}, 0);
	}
}

bool rule_is_pull(struct discussion *discussion)
{
	return discussion->posting->is_pull;
}

bool rule_is_rfc(struct discussion *discussion)
{
	return discussion->posting->is_rfc;
}

/* Of what comes without the rest, trailers often were given elsewhere, to the original. */
static bool is_reviewed_here(const struct discussion *discussion)
{
	for (unsigned i = 0; i < discussion->n_units; i++) {
		const struct thread_mail *mail = discussion->units[i].review.mail;

		if (mail && !mail->is_posted)
			return true;
	}
	return false;
}

bool rule_is_takeable(struct discussion *discussion)
{
	return !discussion->posting->is_rfc &&
	       (is_complete(discussion) || is_reviewed_here(discussion));
}

static bool is_commanded(const struct discussion *discussion, const str *states, size_t n_states)
{
	if (!discussion->command.mail)
		return false;
	for (size_t i = 0; i < n_states; i++) {
		if (str_equal(discussion->command.remark->name, states[i]))
			return true;
	}
	return false;
}

bool rule_command_drops(struct discussion *discussion)
{
	/* What is "not-applicable" is so to one patchwork, and not to the others. */
	static const str states[] = {
		STR_INIT("superseded"),
		STR_INIT("deferred"),
		STR_INIT("rejected"),
	};

	return is_commanded(discussion, states, G_N_ELEMENTS(states));
}

bool rule_command_asks(struct discussion *discussion)
{
	static const str states[] = {STR_INIT("changes-requested")};

	return is_commanded(discussion, states, G_N_ELEMENTS(states)) &&
	       mail_stands(discussion, discussion->command.mail);
}

bool rule_refused_for_good(struct discussion *discussion)
{
	const struct thread_mail *last = discussion_last_of_author(discussion);

	for (unsigned i = last ? last->position + 1 : 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if ((mail->unit == UNIT_ALL || discussion->n_units == 1) &&
		    mail_refuses(discussion, mail))
			return true;
	}
	return false;
}

bool rule_landed_all(struct discussion *discussion)
{
	return landed_all(discussion);
}

bool rule_landed_any(struct discussion *discussion)
{
	return landed_any(discussion);
}
