/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/review.h"

/* The first two who reviewed all: one of them is not the patch's author. */
struct whole_reviews {
	struct statement items[2];
};

static bool is_review(const struct remark *remark)
{
	return remark->kind == REMARK_REVIEW &&
	       (remark->trailer == TRAILER_REVIEWED || remark->trailer == TRAILER_ACKED);
}

/* True if @remark names who sent @mail, or nobody. */
static bool is_own(struct discussion *discussion, const struct thread_mail *mail,
		   const struct remark *remark)
{
	if (remark->person.address.len == 0 && remark->person.name.len == 0)
		return true;
	return mail->voice != VOICE_NONE &&
	       voice_of_mailbox(&discussion->voices, remark->person) == mail->voice;
}

static bool is_given(struct discussion *discussion, const struct thread_mail *mail,
		     const struct remark *remark)
{
	return !mail->is_posted && mail->voice != VOICE_NONE && is_own(discussion, mail, remark);
}

const struct remark *review_nack(struct discussion *discussion, const struct thread_mail *mail)
{
	for (unsigned i = 0; i < mail->n_remarks; i++) {
		const struct remark *remark = &mail->remarks[i];

		if (remark->kind == REMARK_REVIEW && remark->trailer == TRAILER_NACKED &&
		    is_given(discussion, mail, remark))
			return remark;
	}
	return NULL;
}

/* When @voice last reviewed @unit: the cover letter is the last of them. */
struct approval {
	uint64_t key;
	unsigned position;
};

static uint64_t approval_key(const struct discussion *discussion, unsigned voice, unsigned unit)
{
	uint64_t n_places = (uint64_t)discussion->n_units + 1;

	return voice * n_places + MIN(unit, discussion->n_units);
}

static void approve(struct discussion *discussion, const struct thread_mail *mail)
{
	uint64_t key = approval_key(discussion, mail->voice, mail->unit);
	struct approval *approval = g_hash_table_lookup(discussion->approvals, &key);

	if (!approval) {
		approval = arena_new(discussion->arena, struct approval);
		approval->key = key;
		g_hash_table_insert(discussion->approvals, &approval->key, approval);
	}
	approval->position = mail->position;
}

static bool is_approved(const struct discussion *discussion, unsigned voice, unsigned unit,
			unsigned position)
{
	uint64_t key = approval_key(discussion, voice, unit);
	const struct approval *approval = g_hash_table_lookup(discussion->approvals, &key);

	return approval && approval->position >= position;
}

bool review_follows(const struct discussion *discussion, const struct thread_mail *mail,
		    unsigned position)
{
	return mail->voice != VOICE_NONE &&
	       (is_approved(discussion, mail->voice, mail->unit, position) ||
		is_approved(discussion, mail->voice, UNIT_ALL, position));
}

static void review_all(struct whole_reviews *whole, struct statement statement)
{
	if (statement.remark->scope.len > 0)
		return;
	if (!whole->items[0].mail)
		whole->items[0] = statement;
	else if (!whole->items[1].mail && whole->items[0].mail->voice != statement.mail->voice)
		whole->items[1] = statement;
}

static void review_unit(struct unit *unit, struct statement statement, unsigned voice)
{
	if (!unit->review.mail && (voice == VOICE_NONE || voice != unit->author))
		unit->review = statement;
}

/* A patch's own message. */
static void read_posted(struct discussion *discussion, const struct thread_mail *mail)
{
	for (unsigned i = 0; i < mail->n_remarks; i++) {
		struct statement statement = {.mail = mail, .remark = &mail->remarks[i]};
		unsigned voice;

		if (!is_review(statement.remark) || mail->unit == UNIT_ALL || mail->is_outdated ||
		    (statement.remark->person.address.len == 0 &&
		     statement.remark->person.name.len == 0))
			continue;
		voice = voice_of_mailbox(&discussion->voices, statement.remark->person);
		review_unit(&discussion->units[mail->unit], statement, voice);
	}
}

static void read_reply(struct discussion *discussion, const struct thread_mail *mail,
		       struct whole_reviews *whole)
{
	for (unsigned i = 0; i < mail->n_remarks; i++) {
		struct statement statement = {.mail = mail, .remark = &mail->remarks[i]};

		if (mail->is_outdated || !is_review(statement.remark) ||
		    !is_given(discussion, mail, statement.remark))
			continue;
		approve(discussion, mail);
		if (mail->unit == UNIT_ALL)
			review_all(whole, statement);
		else
			review_unit(&discussion->units[mail->unit], statement, mail->voice);
	}
}

void review_find(struct discussion *discussion)
{
	struct whole_reviews whole = {0};

	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (mail->is_posted)
			read_posted(discussion, mail);
		else
			read_reply(discussion, mail, &whole);
	}
	for (unsigned i = 0; i < discussion->n_units; i++) {
		struct unit *unit = &discussion->units[i];
		const struct statement *first = &whole.items[0];

		if (first->mail && first->mail->voice == unit->author)
			first = &whole.items[1];
		if (first->mail &&
		    (!unit->review.mail || first->mail->position < unit->review.mail->position))
			unit->review = *first;
	}
}
