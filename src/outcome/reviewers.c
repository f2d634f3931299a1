/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/reviewers.h"

#include "outcome/asked.h"

struct list {
	struct discussion *discussion;
	GArray *items; /* struct outcome_reviewer */
	GHashTable *by_voice; /* voice to index + 1 */
};

/* Valid until the next one comes. */
static struct outcome_reviewer *reviewer_of(struct list *list, unsigned voice)
{
	void *key = GUINT_TO_POINTER(voice);
	unsigned known = GPOINTER_TO_UINT(g_hash_table_lookup(list->by_voice, key));
	struct outcome_reviewer reviewer = {
		.person = voice_get(&list->discussion->voices, voice)->person,
	};

	if (known == 0) {
		g_array_append_val(list->items, reviewer);
		known = list->items->len;
		g_hash_table_insert(list->by_voice, key, GUINT_TO_POINTER(known));
	}
	return &g_array_index(list->items, struct outcome_reviewer, known - 1);
}

static void give(struct list *list, unsigned voice, enum trailer_kind kind)
{
	switch (kind) {
	case TRAILER_REVIEWED:
		reviewer_of(list, voice)->reviewed = true;
		break;
	case TRAILER_ACKED:
		reviewer_of(list, voice)->acked = true;
		break;
	case TRAILER_TESTED:
		reviewer_of(list, voice)->tested = true;
		break;
	default:
		break;
	}
}

static void read_trailers(struct list *list, const struct thread_mail *mail)
{
	struct voices *voices = &list->discussion->voices;

	for (unsigned i = 0; i < mail->n_remarks; i++) {
		const struct remark *remark = &mail->remarks[i];
		bool names_nobody = remark->person.address.len == 0 && remark->person.name.len == 0;
		unsigned voice;

		if (remark->kind != REMARK_REVIEW)
			continue;
		voice = names_nobody && !mail->is_posted ? mail->voice
							 : voice_of_mailbox(voices, remark->person);
		if (voice == VOICE_NONE || voice_get(voices, voice)->is_author ||
		    voice_get(voices, voice)->is_robot)
			continue;
		if (mail->is_posted || voice == mail->voice)
			give(list, voice, remark->trailer);
	}
}

/* Plain words count, and what a reviewer says; not what a maintainer does. */
static bool is_comment(const struct thread_mail *mail)
{
	static const enum remark_kind kinds[] = {
		REMARK_QUESTION, REMARK_COMMENT,   REMARK_CHANGES,
		REMARK_PROMISE,	 REMARK_WITHDRAWN, REMARK_TALK,
	};

	if (mail->n_remarks == 0)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (mail_remark(mail, kinds[i]))
			return true;
	}
	return false;
}

static void read_reply(struct list *list, const struct thread_mail *mail)
{
	if (mail->is_authors || mail->voice == VOICE_NONE ||
	    voice_get(&list->discussion->voices, mail->voice)->is_robot)
		return;
	read_trailers(list, mail);
	if (is_comment(mail))
		reviewer_of(list, mail->voice)->commented = true;
	if (mail_nack(list->discussion, mail) &&
	    !review_follows(list->discussion, mail, mail->position + 1))
		reviewer_of(list, mail->voice)->refused = true;
}

void reviewers_list(struct discussion *discussion, struct outcome *outcome)
{
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(struct outcome_reviewer));
	g_autoptr(GHashTable) by_voice = g_hash_table_new(g_direct_hash, g_direct_equal);
	struct list list = {.discussion = discussion, .items = items, .by_voice = by_voice};

	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (!mail->is_posted)
			read_reply(&list, mail);
		else if (!mail->is_outdated)
			read_trailers(&list, mail);
	}
	outcome->n_reviewers = items->len;
	outcome->reviewers =
		arena_new_array(discussion->results, struct outcome_reviewer, items->len);
	if (items->len > 0)
		memcpy(outcome->reviewers, items->data, items->len * sizeof(*outcome->reviewers));
}
