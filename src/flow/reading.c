/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/reading.h"

#include "base/timestamp.h"
#include "mail/encoded_word.h"
#include "people/people.h"
#include "series/classify.h"

enum {
	FIRST_SANE_YEAR_SECONDS = 631152000, /* 1990-01-01T00:00:00Z */
};

static str decode_field(struct arena *arena, str value)
{
	unsigned ignored = 0;

	/* An in-body field is text already: only git's encoded words are left in it. */
	return encoded_words_decode(arena, value, &ignored);
}

/* In a reply an attached diff is something else than the patch. */
static bool may_be_attached(const struct subject *subject)
{
	return (subject->flags & (SUBJECT_PATCH | SUBJECT_RFC | SUBJECT_COUNTER)) &&
	       !(subject->flags & SUBJECT_REPLY);
}

/* @above, an empty line, @below; or the one that is not empty. */
static str join_paragraphs(struct arena *arena, str above, str below)
{
	if (above.len == 0 || below.len == 0)
		return above.len ? above : below;
	return arena_join(arena, arena_join(arena, above, STR("\n\n")), below);
}

/* The author that the patch itself names, else the one that is known. */
static struct mailbox author_of(struct arena *arena, const struct patch *patch,
				struct mailbox known)
{
	str value = patch->body.in_body_from;
	struct mailbox author;

	if (value.len == 0)
		return known;
	author = mailbox_split(decode_field(arena, value));
	return author.address.len ? author : known;
}

/*
 * A patch may come as an attachment below a note: as a mail in a file, as
 * git-format-patch(1) writes it, or as a diff. A bare diff has the note for its
 * message; a file that speaks for itself has it where notes stand.
 */
static void take_attached(struct arena *arena, struct reading *reading)
{
	const struct mail *mail = &reading->mail;
	struct patch *patch = &reading->patch;
	const struct patch_body note = patch->body;
	struct mail file = {.body = mail->attached};
	struct patch attached;

	if (patch->has_diff || file.body.bytes.len == 0 || !may_be_attached(&patch->subject))
		return;
	if (str_starts(file.body.bytes, STR("From ")))
		mail_parse(arena, mail->attached.bytes, &file);
	patch_parse(arena, mail->subject, file.body.text, file.body.bytes, &attached);
	if (!attached.has_diff)
		return;
	*patch = attached;
	patch->body.n_quoted_lines += note.n_quoted_lines;
	if (file.from.address.len)
		reading->author = file.from;
	if (attached.body.message.len == 0) {
		patch->body = note;
		patch->body.diff = attached.body.diff;
		return;
	}
	patch->body.notes = join_paragraphs(arena, note.notes, attached.body.notes);
	patch->body.notes = join_paragraphs(arena, note.message, patch->body.notes);
}

/* As git-am(1), which looks there for a title before it looks at the header. */
static void take_in_body_title(struct arena *arena, struct patch *patch)
{
	str in_body_subject = patch->body.in_body_subject;
	struct subject in_body;

	if (in_body_subject.len == 0 || !patch->has_diff || (patch->subject.flags & SUBJECT_REPLY))
		return;
	subject_parse(arena, decode_field(arena, in_body_subject), &in_body);
	if (in_body.title.len)
		patch->subject.title = in_body.title;
}

void reading_of(struct arena *arena, str bytes, struct reading *ret_reading)
{
	struct mail *mail = &ret_reading->mail;
	str in_body_subject;

	mail_parse(arena, bytes, mail);
	patch_parse(arena, mail->subject, mail->body.text, mail->body.uncut, &ret_reading->patch);
	ret_reading->sender = people_true_sender(mail->from, mail->original_from, mail->reply_to);
	ret_reading->author = ret_reading->sender;
	take_attached(arena, ret_reading);
	take_in_body_title(arena, &ret_reading->patch);
	ret_reading->author = author_of(arena, &ret_reading->patch, ret_reading->author);
	ret_reading->subject = mail->subject;
	in_body_subject = ret_reading->patch.body.in_body_subject;
	if (mail->subject.len == 0 && in_body_subject.len)
		ret_reading->subject = decode_field(arena, in_body_subject);
}

static unsigned traits_of(const struct reading *reading)
{
	const struct patch_body *body = &reading->patch.body;
	unsigned traits = 0;

	if (reading->patch.has_diff)
		traits |= RECORD_HAS_DIFF;
	if (body->diffstat.len)
		traits |= RECORD_HAS_DIFFSTAT;
	if (body->has_shortlog)
		traits |= RECORD_HAS_SHORTLOG;
	if (body->has_pull_request)
		traits |= RECORD_HAS_PULL_REQUEST;
	if (body->n_quoted_lines)
		traits |= RECORD_HAS_QUOTES;
	if (reading->mail.has_page)
		traits |= RECORD_HAS_PAGE;
	for (unsigned i = 0; i < body->n_trailers; i++) {
		if (body->trailers[i].kind == TRAILER_SIGNED)
			traits |= RECORD_HAS_SIGNOFF;
	}
	return traits;
}

/* In-Reply-To is surer than References, and of these the last one is the nearest. */
static void list_parents(struct arena *arena, const struct mail *mail, struct record *record)
{
	unsigned n = mail->n_in_reply_to + mail->n_references;
	str *parents = arena_new_array(arena, str, n);

	for (unsigned i = 0; i < mail->n_in_reply_to; i++)
		parents[record->n_parents++] = mail->in_reply_to[i];
	for (unsigned i = mail->n_references; i > 0; i--) {
		str id = mail->references[i - 1];

		if (record->n_parents && str_equal(id, parents[record->n_parents - 1]))
			continue;
		parents[record->n_parents++] = id;
	}
	record->parents = parents;
}

struct record reading_record(struct arena *arena, const struct reading *reading)
{
	struct record record = {
		.message_id = reading->mail.message_id,
		.subject = reading->patch.subject,
		.traits = traits_of(reading),
		.author = PERSON_NONE,
		.sender = PERSON_NONE,
	};

	list_parents(arena, &reading->mail, &record);
	record.kind = record_classify(&record);
	if (reading->mail.defects & MAIL_NO_HEADER)
		record.kind = RECORD_UNREADABLE;
	return record;
}

static bool is_sane(int64_t seconds, int64_t arrived_at)
{
	return seconds >= FIRST_SANE_YEAR_SECONDS && seconds - SECONDS_PER_DAY <= arrived_at;
}

struct mail_times reading_times(const struct reading *reading)
{
	const struct mail *mail = &reading->mail;

	return (struct mail_times){
		.has_date = mail->has_date,
		.has_received = mail->has_received,
		.date = mail->date,
		.received_at = mail->received_at,
	};
}

int64_t mail_sent_at(const struct mail_times *times, int64_t arrived_at)
{
	if (times->has_date && is_sane(times->date, arrived_at))
		return times->date;
	if (times->has_received && is_sane(times->received_at, arrived_at))
		return times->received_at;
	return arrived_at;
}

int64_t mail_arrived_at(const struct mail_times *times, int64_t before)
{
	if (times->has_received)
		return times->received_at;
	if (times->has_date)
		return times->date;
	return before;
}
