/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "base/hash.h"
#include "series/classify.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SECOND = 1700000000 };

static str *split_ids(struct arena *arena, const char *text, unsigned *ret_n)
{
	str rest = str_from(text);
	str *ids = arena_new_array(arena, str, rest.len / 2 + 1);
	str word;

	*ret_n = 0;
	while (str_next_word(&rest, &word))
		ids[(*ret_n)++] = word;
	return ids;
}

static unsigned usual_traits(const struct record *record)
{
	if (record->subject.flags & SUBJECT_REPLY)
		return RECORD_HAS_QUOTES;
	if (record_is_numbered_cover(record))
		return RECORD_HAS_SHORTLOG | RECORD_HAS_DIFFSTAT;
	if (record->subject.flags & SUBJECT_PULL)
		return RECORD_HAS_PULL_REQUEST;
	if (record_is_tagged(record))
		return RECORD_HAS_DIFF | RECORD_HAS_DIFFSTAT | RECORD_HAS_SIGNOFF;
	return 0;
}

static void give_reviews(struct test_thread *thread, const char *text, struct record *record)
{
	str rest = str_from(text);
	str line;

	record->reviews = arena_new_array(&thread->arena, struct record_review, rest.len / 2 + 1);
	while (str_next_line(&rest, &line)) {
		struct trailer trailer;

		g_assert_true(trailer_parse(line, &trailer));
		record->reviews[record->n_reviews++] = (struct record_review){
			.kind = trailer.kind,
			.name = trailer.name,
			.person = people_add(thread->people, trailer.person),
			.scope = trailer.scope,
		};
	}
}

static void give_blobs(struct test_thread *thread, const char *text, struct record *record)
{
	unsigned n_words;
	str *words = split_ids(&thread->arena, text, &n_words);

	record->blobs = arena_new_array(&thread->arena, uint64_t, n_words);
	for (unsigned i = 0; i < n_words; i++)
		record->blobs[record->n_blobs++] = hash_bytes(hash_key_of_process(), words[i]);
}

static struct record make_record(struct test_thread *thread, const struct test_mail *mail,
				 unsigned index)
{
	struct record record = {
		.arrived_at = FIRST_SECOND + 60 * (mail->minute ? mail->minute : (int64_t)index),
		.patch_id = str_from(mail->patch_id),
		.change_id = str_from(mail->change_id),
		.text_hash = mail->text ? mail->text : index + 1000,
		.message_id = str_from(mail->id),
	};

	if (!mail->id) {
		g_autofree char *id = g_strdup_printf("m%u@example.org", index);

		record.message_id = arena_str(&thread->arena, str_from(id));
	}
	record.sent_at =
		mail->sent_minute ? FIRST_SECOND + 60 * mail->sent_minute : record.arrived_at;
	subject_parse(&thread->arena, str_from(mail->subject), &record.subject);
	record.traits = mail->traits || mail->bare ? mail->traits : usual_traits(&record);
	record.parents = split_ids(&thread->arena, mail->parents, &record.n_parents);
	record.mentions = split_ids(&thread->arena, mail->mentions, &record.n_mentions);
	record.older_ids = split_ids(&thread->arena, mail->older_ids, &record.n_older_ids);
	give_blobs(thread, mail->blobs, &record);
	record.sender = people_add(
		thread->people, mailbox_split(str_from(mail->sender ? mail->sender : TEST_SENDER)));
	record.author = record.sender;
	if (mail->author)
		record.author = people_add(thread->people, mailbox_split(str_from(mail->author)));
	record.kind = mail->unreadable ? RECORD_UNREADABLE : record_classify(&record);
	give_reviews(thread, mail->reviews, &record);
	return record;
}

void test_thread_init(struct test_thread *thread, const struct test_mail *mails)
{
	arena_init(&thread->arena);
	thread->people = people_new(NULL);
	thread->records = g_array_new(FALSE, FALSE, sizeof(struct record));
	for (unsigned i = 0; mails[i].subject; i++) {
		struct record record = make_record(thread, &mails[i], i);

		g_array_append_val(thread->records, record);
	}
	thread->set = series_read((struct record *)thread->records->data, thread->records->len,
				  thread->people);
}

void test_thread_clear(struct test_thread *thread)
{
	series_set_free(thread->set);
	g_array_free(thread->records, TRUE);
	people_free(thread->people);
	arena_clear(&thread->arena);
}

static const struct record *record_at(const struct test_thread *thread, unsigned index)
{
	return &g_array_index(thread->records, struct record, index);
}

char *test_kinds(const struct test_thread *thread)
{
	static const char letters[] = {
		[RECORD_OTHER] = 'O', [RECORD_PATCH] = 'P', [RECORD_COVER] = 'C',
		[RECORD_REPLY] = 'R', [RECORD_PULL] = 'L',  [RECORD_UNREADABLE] = 'U',
	};
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < thread->records->len; i++) {
		char letter = letters[record_at(thread, i)->kind];

		g_string_append_c(text, record_at(thread, i)->duplicate ? g_ascii_tolower(letter)
									: letter);
	}
	return g_string_free(text, FALSE);
}

static bool is_missing(const unsigned *missing, unsigned n_missing, unsigned number)
{
	for (unsigned i = 0; i < n_missing; i++) {
		if (missing[i] == number)
			return true;
	}
	return false;
}

static void describe_posting(const struct test_thread *thread, const struct posting *posting,
			     GString *text)
{
	const struct record *records = (const struct record *)thread->records->data;
	g_autofree unsigned *missing = NULL;
	unsigned n_missing = posting_missing(posting, records, &missing);
	str revision = revision_format((struct arena *)&thread->arena, posting->revision);
	unsigned patch = 0;

	g_string_append_printf(text, STR_FMT " %u/%u:", STR_ARG(revision), posting->n_patches,
			       posting->total);
	if (posting->cover != RECORD_NONE)
		g_string_append_printf(text, " %u", posting->cover);
	else
		g_string_append(text, is_missing(missing, n_missing, 0) ? " ." : " -");
	for (unsigned number = 0; number <= posting->total + 9; number++) {
		while (patch < posting->n_patches &&
		       records[posting->patches[patch]].subject.index == number)
			g_string_append_printf(text, " %u", posting->patches[patch++]);
		if (number && is_missing(missing, n_missing, number))
			g_string_append(text, " .");
	}
	g_string_append_c(text, '\n');
}

char *test_postings(const struct test_thread *thread)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < thread->set->postings->n_items; i++)
		describe_posting(thread, &thread->set->postings->items[i], text);
	return g_string_free(text, FALSE);
}

/* As topic_link_describe() says them, without the sureness. */
static void append_reasons(const struct test_thread *thread, const struct topic_link *link,
			   unsigned place, GString *text)
{
	str reasons = topic_link_describe((struct arena *)&thread->arena, link);
	size_t end;

	if (place == 0 || link->older == POSTING_NONE || !str_find_last_byte(reasons, '(', &end))
		return;
	g_string_append_printf(text, " (" STR_FMT ")",
			       STR_ARG(str_trim_end(str_slice(reasons, 0, end))));
}

char *test_topics(const struct test_thread *thread)
{
	const struct series_set *set = thread->set;
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < set->topics->n_items; i++) {
		const struct topic *topic = &set->topics->items[i];

		for (unsigned k = 0; k < topic->n_postings; k++) {
			unsigned posting = topic->postings[k];

			g_string_append_printf(text, "%s%u%s", k ? ", " : "",
					       set->postings->items[posting].head,
					       posting == topic->newest ? "*" : "");
			append_reasons(thread, &set->topics->links[posting], k, text);
		}
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}
