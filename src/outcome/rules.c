/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each rule that looks for mails walks over them once: a dozen walks, each linear in the
 * remarks.
 */
#include "outcome/rules.h"

#include "outcome/asked.h"

void rule_superseded(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->history->n_postings; i++) {
		const struct history_posting *posting = &discussion->history->postings[i];

		if (discussion->succession[i] != SUCCESSION_NEWER)
			continue;
		finding_add_posting(finding, RULE_SUPERSEDED, posting,
				    revision_format(discussion->results, posting->revision), 0);
		return;
	}
}

void rule_withdrawn(struct discussion *discussion, struct finding *finding)
{
	if (discussion->withdrawn.mail)
		finding_add_mail(finding, RULE_WITHDRAWN, discussion->withdrawn.mail, (str){0}, 0);
}

void rule_commanded(struct discussion *discussion, struct finding *finding)
{
	const struct statement *command = &discussion->command;

	if (command->mail)
		finding_add_mail(finding, RULE_COMMANDED, command->mail, command->remark->name, 0);
}

void rule_refused(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		if (mail_refuses(discussion, &discussion->mails[i]))
			finding_add_mail(finding, RULE_REFUSED, &discussion->mails[i], (str){0}, 0);
	}
}

void rule_changes_asked(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		if (mail_asks_for_changes(discussion, &discussion->mails[i]))
			finding_add_mail(finding, RULE_CHANGES_ASKED, &discussion->mails[i],
					 (str){0}, 0);
	}
}

void rule_promised(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (mail->is_authors && !mail->is_posted && mail_remark(mail, REMARK_PROMISE) &&
		    mail_is_at_issue(discussion, mail))
			finding_add_mail(finding, RULE_PROMISED, mail, (str){0}, 0);
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
			finding_add_mail(finding, RULE_ASKED, mail, (str){0}, count_asked(mail));
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
		finding_add_posting(finding, RULE_INCOMPLETE, discussion->posting, (str){0},
				    n_missing);
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
	finding_add_mail(finding, RULE_REVIEWED, last, (str){0}, count_reviewed(discussion));
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
	finding_add_mail(finding, RULE_PARTLY_REVIEWED, last, (str){0}, n_reviewed);
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
		finding_add_mail(finding, RULE_TOLD, first, (str){0}, 0);
}

void rule_replied(struct discussion *discussion, struct finding *finding)
{
	for (unsigned i = discussion->n_mails; i-- > 0;) {
		if (!discussion->mails[i].is_answer)
			continue;
		finding_add_mail(finding, RULE_REPLIED, &discussion->mails[i], (str){0}, 0);
		return;
	}
}

void rule_answered(struct discussion *discussion, struct finding *finding)
{
	const struct thread_mail *first = discussion_first_of_others(discussion);

	if (!first)
		return;
	finding_add_mail(finding, RULE_ANSWERED, first, (str){0}, 0);
	finding->since = discussion->posting->arrived_at;
}

void rule_posted(struct discussion *discussion, struct finding *finding)
{
	if (!discussion_first_of_others(discussion))
		finding_add_posting(finding, RULE_POSTED, discussion->posting, (str){0}, 0);
}

void rule_pinged(struct discussion *discussion, int64_t since, struct finding *finding)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (mail->is_authors && !mail->is_posted && mail->at > since &&
		    mail_remark(mail, REMARK_PING))
			finding_add_mail(finding, RULE_PINGED, mail, (str){0}, 0);
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
