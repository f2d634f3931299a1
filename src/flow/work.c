/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which mails a work is made of is known from the index alone. A thread may hold
 * several works, and a work several threads: all that is around is looked at
 * together, so that a reply is nobody's but the patch's that it answers.
 */
#include "flow/work.h"

#include "base/error.h"
#include "flow/identify.h"

#include <glib.h>

/* Loading. */

/* All postings in @threads (int64_t), with the works that they are of. */
static bool load(struct work *work, const GArray *threads, GError **error)
{
	return company_gather(&work->company, &work->around, work->index, threads, &work->set,
			      error);
}

static void unload(struct work *work)
{
	company_scatter(&work->company, &work->around, &work->set);
}

/* The posting that @message answers; 0 if it answers none. */
static bool find_answered(struct work *work, int64_t message, int64_t *ret_posting, GError **error)
{
	g_autoptr(GArray) threads = g_array_new(FALSE, FALSE, sizeof(int64_t));
	unsigned answered = RECORD_NONE;
	unsigned record;
	int64_t thread;

	*ret_posting = 0;
	if (!messages_thread(work->index, message, &thread, error))
		return false;
	g_array_append_val(threads, thread);
	if (!load(work, threads, error))
		return false;
	record = neighbourhood_find(&work->around, message);
	if (record != RECORD_NONE)
		answered = series_answered_by(&work->set, record);
	if (answered != RECORD_NONE) {
		unsigned posting = work->set.postings->of_record[answered];
		const struct stored_posting *row = work->company.rows->pdata[posting];

		*ret_posting = row->id;
	}
	unload(work);
	return true;
}

static bool find_posting(struct work *work, str id, int64_t *ret_posting, GError **error)
{
	int64_t message;

	if (!identify_message(work->index, id, &message, error) ||
	    !postings_of_message(work->index, message, ret_posting, error))
		return false;
	if (*ret_posting == 0 && !find_answered(work, message, ret_posting, error))
		return false;
	if (*ret_posting)
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
		    STR_FMT ": no patch, and no reply to one", STR_ARG(id));
	return false;
}

static bool add_threads(struct work *work, int64_t posting, GArray *threads, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int64_t topic;

	if (!postings_topic(work->index, posting, &topic, error) ||
	    !postings_of_topic(work->index, topic, postings, error))
		return false;
	for (unsigned i = 0; i < postings->len; i++) {
		if (!postings_threads(work->index, g_array_index(postings, int64_t, i), threads,
				      error))
			return false;
	}
	return true;
}

static bool topic_holds(const struct topic *topic, unsigned posting)
{
	for (unsigned i = 0; i < topic->n_postings; i++) {
		if (topic->postings[i] == posting)
			return true;
	}
	return false;
}

/* What a work that was split goes back to is of several: the one that goes on longest counts. */
static const struct topic *choose_topic(const struct topics *topics, unsigned posting)
{
	const struct topic *chosen = NULL;

	for (unsigned i = 0; i < topics->n_items; i++) {
		const struct topic *topic = &topics->items[i];

		if (topic_holds(topic, posting) && (!chosen || topic->newest > chosen->newest))
			chosen = topic;
	}
	return chosen;
}

/* What is known of each mail before any is read. */
static void fill_mails(struct work *work)
{
	unsigned n_records = work->around.messages->len;

	work->mails = arena_new_array(&work->texts, struct work_mail, n_records);
	work->details = arena_new_array(&work->texts, struct mail_detail, n_records);
	work->answered = arena_new_array(&work->texts, unsigned, n_records);
	for (unsigned i = 0; i < n_records; i++) {
		const struct stored_message *message =
			&g_array_index(work->around.messages, struct stored_message, i);
		bool is_reply = work->set.postings->of_record[i] == POSTING_NONE &&
				!work->around.records[i].duplicate;

		work->answered[i] = is_reply ? series_answered_by(&work->set, i) : RECORD_NONE;
		work->details[i] = (struct mail_detail){
			.subject = message->subject,
			.author = message->author,
			.sender = message->sender,
		};
	}
}

static bool fill(struct work *work, int64_t posting, GError **error)
{
	g_autoptr(GArray) threads = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (!add_threads(work, posting, threads, error) || !load(work, threads, error) ||
	    !archives_list(work->index, &work->texts, work->archives, error))
		return false;
	work->named = company_find(&work->company, posting);
	work->topic = choose_topic(work->set.topics, work->named);
	fill_mails(work);
	return true;
}

/* A work of which nothing is loaded yet, within a transaction. */
static struct work *begin_work(struct index *index, GError **error)
{
	struct work *work = g_new0(struct work, 1);

	arena_init(&work->texts);
	work->index = index;
	work->archives = g_array_new(FALSE, FALSE, sizeof(struct stored_archive));
	work->source = mail_source_new(index);
	work->reader = reply_reader_new();
	if (!database_begin_reading(index->database, error)) {
		work->index = NULL;
		g_clear_pointer(&work, work_free);
	}
	return work;
}

struct work *work_open(struct index *index, str id, GError **error)
{
	g_autoptr(work) work = begin_work(index, error);
	int64_t posting;

	if (!work || !find_posting(work, id, &posting, error) || !fill(work, posting, error))
		return NULL;
	return g_steal_pointer(&work);
}

struct work *work_open_posting(struct index *index, int64_t posting, GError **error)
{
	g_autoptr(work) work = begin_work(index, error);
	int64_t topic;

	if (!work || !postings_topic(index, posting, &topic, error))
		return NULL;
	if (topic == 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "the index has no such posting");
		return NULL;
	}
	return fill(work, posting, error) ? g_steal_pointer(&work) : NULL;
}

void work_free(struct work *work)
{
	if (!work)
		return;
	unload(work);
	if (work->index)
		database_roll_back(work->index->database);
	g_array_unref(work->archives);
	mail_source_free(work->source);
	reply_reader_free(work->reader);
	arena_clear(&work->texts);
	g_free(work);
}

/* Choosing. */

int64_t work_message(const struct work *work, unsigned record)
{
	return g_array_index(work->around.messages, struct stored_message, record).id;
}

static const struct stored_posting *row_of(const struct work *work, unsigned posting)
{
	return work->company.rows->pdata[posting];
}

static bool set_no_revision(struct work *work, str revision, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (unsigned i = 0; i < work->topic->n_postings; i++) {
		const struct stored_posting *row = row_of(work, work->topic->postings[i]);
		str name = revision_format(&work->texts, row->revision);

		g_string_append_printf(names, "%s%s" STR_FMT, i ? ", " : "",
				       row->traits & POSTING_RFC ? "rfc-" : "", STR_ARG(name));
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
		    "no revision " STR_FMT " of this series; there are %s", STR_ARG(revision),
		    names->str);
	return false;
}

bool work_find_revision(struct work *work, str revision, unsigned *ret_posting, GError **error)
{
	str wanted = revision;
	bool is_rfc = str_take_nocase(&wanted, STR("rfc"));

	if (is_rfc)
		str_take(&wanted, STR("-"));
	for (unsigned i = work->topic->n_postings; i > 0; i--) {
		unsigned posting = work->topic->postings[i - 1];
		const struct stored_posting *row = row_of(work, posting);
		str name = revision_format(&work->texts, row->revision);

		if (is_rfc && !(row->traits & POSTING_RFC))
			continue;
		if ((is_rfc && wanted.len == 0) || str_equal_nocase(name, wanted)) {
			*ret_posting = posting;
			return true;
		}
	}
	return set_no_revision(work, revision, error);
}

/* Where @posting stands in the topic. */
static unsigned position_of(const struct work *work, unsigned posting)
{
	unsigned position = 0;

	while (position < work->topic->n_postings && work->topic->postings[position] != posting)
		position++;
	return position;
}

unsigned work_before(const struct work *work, unsigned posting)
{
	unsigned older = work->set.topics->links[posting].older;
	unsigned position = position_of(work, posting);

	if (older != POSTING_NONE)
		return older;
	return position > 0 ? work->topic->postings[position - 1] : POSTING_NONE;
}

GArray *work_patches(const struct work *work, unsigned posting)
{
	bool is_newest = posting == work->topic->newest;

	return whole_posting(work->around.records, work->set.postings, posting,
			     work->topic->postings,
			     is_newest ? work->topic->n_postings : position_of(work, posting));
}

void work_add_replies(const struct work *work, unsigned record, GArray *replies)
{
	for (unsigned i = 0; i < work->around.messages->len; i++) {
		if (work->answered[i] == record)
			g_array_append_val(replies, i);
	}
}

str *work_missing(const struct work *work, struct arena *arena, unsigned *ret_n_missing)
{
	str *missing = arena_new_array(arena, str, work->around.messages->len);

	*ret_n_missing = 0;
	for (unsigned i = 0; i < work->around.messages->len; i++) {
		if (work->mails[i].was_sought && !work->mails[i].reading)
			missing[(*ret_n_missing)++] = work->around.records[i].message_id;
	}
	return missing;
}
