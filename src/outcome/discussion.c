/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workload: once a posting, which has ten mails; a thread of 50,000 must be no trap. */
#include "outcome/discussion.h"

#include <stdlib.h>

static void number_units(struct discussion *discussion)
{
	for (unsigned i = 0; i < discussion->n_units; i++) {
		const struct history_patch *patch = discussion->units[i].patch;
		void *unit = GUINT_TO_POINTER(i + 1);
		void *number = GUINT_TO_POINTER(patch->number);

		if (!g_hash_table_contains(discussion->by_number, number))
			g_hash_table_insert(discussion->by_number, number, unit);
		if (!g_hash_table_contains(discussion->by_title, &patch->title))
			g_hash_table_insert(discussion->by_title, (void *)&patch->title, unit);
	}
}

static unsigned find(GHashTable *table, const void *key)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(table, key)) - 1;
}

unsigned discussion_unit(const struct discussion *discussion, unsigned number, str title)
{
	unsigned numbered = find(discussion->by_number, GUINT_TO_POINTER(number));
	unsigned titled;

	if (title.len == 0)
		return numbered;
	if (numbered != UNIT_ALL &&
	    str_equal_nocase(discussion->units[numbered].patch->title, title))
		return numbered;
	titled = find(discussion->by_title, &title);
	return titled != UNIT_ALL ? titled : numbered;
}

static void add_piece(struct discussion *discussion, const struct history_patch *patch,
		      unsigned posting, unsigned unit)
{
	discussion->pieces[discussion->n_pieces++] = (struct piece){
		.patch = patch,
		.posting = posting,
		.unit = unit,
	};
}

static void read_posting(struct discussion *discussion, unsigned posting)
{
	const struct history_posting *read = discussion->posting;

	discussion->units = arena_new_array(discussion->arena, struct unit, read->n_patches);
	for (unsigned i = 0; i < read->n_patches; i++) {
		const struct history_patch *patch = &read->patches[i];
		bool is_cover = i == 0 && read->has_cover;

		add_piece(discussion, patch, posting, is_cover ? UNIT_ALL : discussion->n_units);
		if (is_cover)
			continue;
		discussion->units[discussion->n_units++] = (struct unit){
			.patch = patch,
			.landed_at = NEVER,
		};
	}
	number_units(discussion);
}

/* The cover letter of a part stands for none of our patches, nor for all. */
static void read_part(struct discussion *discussion, unsigned posting)
{
	const struct history_posting *part = &discussion->history->postings[posting];

	for (unsigned i = part->has_cover ? 1 : 0; i < part->n_patches; i++) {
		const struct history_patch *patch = &part->patches[i];
		unsigned unit = discussion_unit(discussion, patch->number, (str){0});

		if (unit == UNIT_ALL)
			continue;
		add_piece(discussion, patch, posting, unit);
		discussion->units[unit].patch = patch;
	}
}

static void read_pieces(struct discussion *discussion, unsigned posting)
{
	const struct history *history = discussion->history;
	size_t n_pieces = 0;

	for (unsigned i = 0; i < history->n_postings; i++) {
		if (discussion->succession[i] == SUCCESSION_SELF ||
		    discussion->succession[i] == SUCCESSION_PART)
			n_pieces += history->postings[i].n_patches;
	}
	discussion->pieces = arena_new_array(discussion->arena, struct piece, n_pieces);
	read_posting(discussion, posting);
	for (unsigned i = 0; i < history->n_postings; i++) {
		if (discussion->succession[i] == SUCCESSION_PART)
			read_part(discussion, i);
	}
	for (unsigned i = 0; i < discussion->n_units; i++) {
		struct unit *unit = &discussion->units[i];

		unit->author = voice_of(&discussion->voices, unit->patch->author);
	}
}

/* @mail with what follows from who sent it and what it is about. */
static struct thread_mail *add_mail(struct discussion *discussion, const struct piece *piece,
				    struct thread_mail mail)
{
	struct thread_mail *added = &discussion->mails[discussion->n_mails];
	const struct unit *unit = piece->unit == UNIT_ALL ? NULL : &discussion->units[piece->unit];

	mail.position = discussion->n_mails++;
	mail.voice = voice_of(&discussion->voices, mail.person);
	mail.unit = piece->unit;
	mail.is_outdated = unit && unit->patch != piece->patch;
	mail.is_authors = mail.voice != VOICE_NONE &&
			  (voice_get(&discussion->voices, mail.voice)->is_author ||
			   (unit && unit->author == mail.voice));
	mail.closed_at = NEVER;
	*added = mail;
	return added;
}

static void add_posted(struct discussion *discussion, const struct piece *piece)
{
	const struct history_patch *patch = piece->patch;

	add_mail(discussion, piece,
		 (struct thread_mail){
			 .is_posted = true,
			 .message_id = patch->message_id,
			 .at = discussion->history->postings[piece->posting].arrived_at,
			 .remarks = patch->remarks,
			 .n_remarks = patch->n_remarks,
			 .person = patch->sender,
		 });
}

/* What answers a mail has a higher number than it: so those below are done before those above. */
static void close_answered(struct thread_mail *mails, const struct history_patch *patch)
{
	for (unsigned i = patch->n_replies; i-- > 0;) {
		unsigned parent = patch->replies[i].answers;

		if (parent >= i)
			continue;
		if (mails[i].is_answer)
			mails[parent].closed_at = MIN(mails[parent].closed_at, mails[i].at);
		mails[parent].closed_at = MIN(mails[parent].closed_at, mails[i].closed_at);
	}
}

static void add_replies(struct discussion *discussion, const struct piece *piece)
{
	struct thread_mail *mails = &discussion->mails[discussion->n_mails];
	const struct history_patch *patch = piece->patch;

	for (unsigned i = 0; i < patch->n_replies; i++) {
		const struct history_reply *reply = &patch->replies[i];
		struct thread_mail *mail = add_mail(discussion, piece,
						    (struct thread_mail){
							    .message_id = reply->message_id,
							    .at = reply->arrived_at,
							    .remarks = reply->remarks,
							    .n_remarks = reply->n_remarks,
							    .person = reply->sender,
						    });

		/* To answer oneself, or the own patch, is to answer nobody. */
		mail->is_answer =
			mail->is_authors && reply->answers < i && !mail_remark(mail, REMARK_PING);
	}
	close_answered(mails, patch);
	for (unsigned i = 0; i < patch->n_replies; i++) {
		if (mails[i].is_answer && mails[patch->replies[i].answers].is_authors)
			mails[i].is_answer = false;
	}
}

static int compare_mails(const void *left, const void *right)
{
	const struct thread_mail *a = left;
	const struct thread_mail *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->position < b->position ? -1 : 1;
}

static void read_mails(struct discussion *discussion)
{
	size_t n_mails = 0;

	for (unsigned i = 0; i < discussion->n_pieces; i++)
		n_mails += (size_t)discussion->pieces[i].patch->n_replies + 1;
	discussion->mails = arena_new_array(discussion->arena, struct thread_mail, n_mails);
	for (unsigned i = 0; i < discussion->n_pieces; i++) {
		add_posted(discussion, &discussion->pieces[i]);
		add_replies(discussion, &discussion->pieces[i]);
	}
	if (discussion->n_mails > 0)
		qsort(discussion->mails, discussion->n_mails, sizeof(*discussion->mails),
		      compare_mails);
	for (unsigned i = 0; i < discussion->n_mails; i++)
		discussion->mails[i].position = i;
}

static void withdraw(struct discussion *discussion, struct statement statement)
{
	if (statement.mail->is_outdated)
		return;
	if (statement.mail->unit != UNIT_ALL)
		discussion->units[statement.mail->unit].is_withdrawn = true;
	else if (!discussion->withdrawn.mail)
		discussion->withdrawn = statement;
}

static void read_withdrawals(struct discussion *discussion)
{
	struct statement last = {0};
	unsigned n_withdrawn = 0;

	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];
		const struct remark *remark = mail_remark(mail, REMARK_WITHDRAWN);

		if (!remark || !mail->is_authors)
			continue;
		last = (struct statement){.mail = mail, .remark = remark};
		withdraw(discussion, last);
	}
	for (unsigned i = 0; i < discussion->n_units; i++)
		n_withdrawn += discussion->units[i].is_withdrawn;
	if (n_withdrawn > 0 && n_withdrawn == discussion->n_units && !discussion->withdrawn.mail)
		discussion->withdrawn = last;
}

static void read_commands(struct discussion *discussion)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		const struct thread_mail *mail = &discussion->mails[i];

		for (unsigned r = 0; r < mail->n_remarks; r++) {
			if (mail->remarks[r].kind == REMARK_COMMAND)
				discussion->command = (struct statement){
					.mail = mail,
					.remark = &mail->remarks[r],
				};
		}
	}
}

void discussion_read(struct discussion *discussion, struct arena *arena, struct arena *results,
		     const struct history *history, unsigned posting)
{
	*discussion = (struct discussion){
		.arena = arena,
		.results = results,
		.history = history,
		.posting = &history->postings[posting],
		.succession = succession_of(arena, history, posting),
		.by_number = g_hash_table_new(g_direct_hash, g_direct_equal),
		.by_title = g_hash_table_new(str_hash_nocase, str_hash_equal_nocase),
		.approvals = g_hash_table_new(g_int64_hash, g_int64_equal),
	};
	voices_init(&discussion->voices, arena, history->people, discussion->posting);
	read_pieces(discussion, posting);
	read_mails(discussion);
	read_withdrawals(discussion);
	read_commands(discussion);
}

void discussion_clear(struct discussion *discussion)
{
	voices_clear(&discussion->voices);
	g_hash_table_unref(discussion->by_number);
	g_hash_table_unref(discussion->by_title);
	g_hash_table_unref(discussion->approvals);
}

bool unit_has_landed(const struct unit *unit)
{
	return unit->landing || unit->applied.mail || unit->carrier;
}

bool unit_is_settled(const struct unit *unit)
{
	return unit->is_withdrawn || unit_has_landed(unit);
}

unsigned discussion_missing(const struct discussion *discussion)
{
	unsigned total = discussion->posting->total;
	unsigned n_there = 0;
	unsigned last = 0;

	for (unsigned i = 0; i < discussion->n_units; i++) {
		unsigned number = discussion->units[i].patch->number;

		if (number > last && number <= total)
			n_there++;
		last = MAX(last, number);
	}
	return total > n_there ? total - n_there : 0;
}

/* A program answers only where it found something. */
static bool is_answer_of_another(const struct discussion *discussion,
				 const struct thread_mail *mail)
{
	if (mail->is_posted || mail->is_authors)
		return false;
	return mail->voice == VOICE_NONE ||
	       !voice_get(&discussion->voices, mail->voice)->is_robot ||
	       mail_is_report(discussion, mail);
}

const struct thread_mail *discussion_first_of_others(const struct discussion *discussion)
{
	for (unsigned i = 0; i < discussion->n_mails; i++) {
		if (is_answer_of_another(discussion, &discussion->mails[i]))
			return &discussion->mails[i];
	}
	return NULL;
}

const struct thread_mail *discussion_last_of_author(const struct discussion *discussion)
{
	for (unsigned i = discussion->n_mails; i-- > 0;) {
		const struct thread_mail *mail = &discussion->mails[i];

		if (mail->is_authors && !mail->is_posted && !mail_remark(mail, REMARK_PING))
			return mail;
	}
	return NULL;
}

const struct remark *mail_remark(const struct thread_mail *mail, enum remark_kind kind)
{
	for (unsigned i = 0; i < mail->n_remarks; i++) {
		if (mail->remarks[i].kind == kind)
			return &mail->remarks[i];
	}
	return NULL;
}

bool mail_is_report(const struct discussion *discussion, const struct thread_mail *mail)
{
	static const enum remark_kind good_news[] = {
		REMARK_REVIEW, REMARK_COMMAND, REMARK_APPLIED, REMARK_UNAPPLIED, REMARK_PULLED,
	};

	if (mail->is_posted || mail->voice == VOICE_NONE ||
	    !voice_get(&discussion->voices, mail->voice)->is_tester)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(good_news); i++) {
		if (mail_remark(mail, good_news[i]))
			return false;
	}
	return true;
}
