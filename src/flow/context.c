/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: a day's mails are of some hundred works, which have some thousand mails in all;
 * of most of these the row of the index is enough.
 */
#include "flow/context.h"

#include "base/timestamp.h"
#include "flow/mail_source.h"
#include "index/landings.h"
#include "index/messages.h"
#include "index/outcomes.h"
#include "index/postings.h"
#include "series/classify.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

struct context {
	struct index *index;
	const struct context_request *request;
	struct collection *collection;
	struct arena *texts;
	GHashTable *given; /* set of int64_t *: messages of the collection */
	GHashTable *taken; /* set of int64_t *: these, and those that were asked for */
	GHashTable *topics; /* set of int64_t *: that were looked at */
	GHashTable *threads; /* set of int64_t *: likewise */
	GArray *brief; /* int64_t: messages of other revisions */
	GArray *whole; /* int64_t: messages of postings that the collection has a part of */
	GArray *said; /* int64_t: messages of the threads of these works */
	GArray *added; /* struct addition */
};

/* A record that is to be put among the others. */
struct addition {
	int64_t message;
	struct record record;
	struct mail_detail detail;
};

static bool add_to_set(GHashTable *set, int64_t number)
{
	return g_hash_table_add(set, g_memdup2(&number, sizeof(number)));
}

static int64_t *message_of(const struct collection *collection, unsigned index)
{
	return &g_array_index(collection->messages, int64_t, index);
}

/* The numbers of the collection's mails in the index. */
static bool number_mails(struct context *context, GError **error)
{
	struct collection *collection = context->collection;

	for (unsigned i = 0; i < collection->records->len; i++) {
		const struct record *record = &g_array_index(collection->records, struct record, i);
		int64_t arrived_at;
		int quality;

		if (!messages_find_same(context->index, record->message_id, record->text_hash,
					message_of(collection, i), &quality, &arrived_at, error))
			return false;
		if (*message_of(collection, i) == 0)
			continue;
		add_to_set(context->given, *message_of(collection, i));
		add_to_set(context->taken, *message_of(collection, i));
	}
	return true;
}

static bool is_in_part(const struct context *context, const struct stored_posting *row)
{
	for (unsigned i = 0; i < row->n_members; i++) {
		if (g_hash_table_contains(context->given, &row->members[i]))
			return true;
	}
	return false;
}

/* Adds those of @messages to @wanted that nobody has asked for yet, and that were known. */
static bool want_messages(struct context *context, const int64_t *messages, unsigned n_messages,
			  GArray *wanted, GError **error)
{
	for (unsigned i = 0; i < n_messages; i++) {
		bool known;

		if (!add_to_set(context->taken, messages[i]))
			continue;
		if (!places_known(context->index, messages[i], &context->request->until, &known,
				  error))
			return false;
		if (known)
			g_array_append_val(wanted, messages[i]);
	}
	return true;
}

/*
 * Newest first: what the collection has a part of is shown whole, and so is what a
 * reroll of some patches stands on.
 */
static bool want_postings(struct context *context, const GArray *rows, GError **error)
{
	int64_t base = 0;

	for (unsigned i = rows->len; i > 0; i--) {
		const struct stored_posting *row =
			&g_array_index(rows, struct stored_posting, i - 1);
		bool is_shown = row->id == base || is_in_part(context, row);

		if (!want_messages(context, row->members, row->n_members,
				   is_shown ? context->whole : context->brief, error))
			return false;
		if (is_shown && row->completes)
			base = row->completes;
	}
	return true;
}

/* What was said of the posting. */
static bool want_replies(struct context *context, int64_t posting, GError **error)
{
	g_autoptr(GArray) threads = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (!postings_threads(context->index, posting, threads, error))
		return false;
	for (unsigned i = 0; i < threads->len; i++) {
		int64_t thread = g_array_index(threads, int64_t, i);
		g_autoptr(GArray) messages = NULL;

		if (!add_to_set(context->threads, thread))
			continue;
		messages = g_array_new(FALSE, FALSE, sizeof(int64_t));
		if (!messages_of_thread(context->index, thread, messages, error))
			return false;
		g_array_append_vals(context->said, messages->data, messages->len);
	}
	return true;
}

/* All other mails of the work of @posting. */
static bool want_work(struct context *context, int64_t posting, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct stored_posting));
	int64_t topic;

	if (!postings_topic(context->index, posting, &topic, error))
		return false;
	if (topic == 0 || !add_to_set(context->topics, topic))
		return true;
	if (!postings_of_topic(context->index, topic, postings, error))
		return false;
	for (unsigned i = 0; i < postings->len; i++) {
		struct stored_posting row;
		bool found;

		if (!postings_load(context->index, g_array_index(postings, int64_t, i),
				   context->texts, &row, &found, error))
			return false;
		if (!found)
			continue;
		g_array_append_val(rows, row);
		if (!want_replies(context, row.id, error))
			return false;
	}
	return want_postings(context, rows, error);
}

static bool want_all(struct context *context, const GArray *postings, GError **error)
{
	for (unsigned i = 0; i < postings->len; i++) {
		if (!want_work(context, g_array_index(postings, int64_t, i), error))
			return false;
	}
	return true;
}

static bool stands_in_archives(const struct context *context, int64_t posting, bool *ret_does,
			       GError **error)
{
	const struct context_request *request = context->request;
	int64_t topic;

	*ret_does = false;
	if (!postings_topic(context->index, posting, &topic, error))
		return false;
	for (unsigned i = 0; !*ret_does && i < request->n_archives; i++) {
		if (!postings_topic_stands_in(context->index, topic, request->archives[i], ret_does,
					      error))
			return false;
	}
	return true;
}

/* The works of @postings that the report is about. */
static bool want_of_report(struct context *context, const GArray *postings, GError **error)
{
	const struct context_request *request = context->request;
	g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < postings->len; i++) {
		int64_t posting = g_array_index(postings, int64_t, i);
		bool is;

		if (!stands_in_archives(context, posting, &is, error))
			return false;
		if (is)
			g_array_append_val(wanted, posting);
	}
	return (!request->narrow || request->narrow(request->user, wanted, error)) &&
	       want_all(context, wanted, error);
}

/* The works that the mail is of, or that its thread is about. */
static bool want_works_of(struct context *context, int64_t message, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int64_t posting;

	if (!postings_of_message(context->index, message, &posting, error))
		return false;
	if (posting)
		return want_work(context, posting, error);
	return postings_around(context->index, message, postings, error) &&
	       want_all(context, postings, error);
}

/* Works in which something happened @days before the range, and maybe nothing since. */
static bool want_silent(struct context *context, unsigned days, GError **error)
{
	const struct context_request *request = context->request;
	int64_t before = days * (int64_t)SECONDS_PER_DAY;
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));

	/* With nothing before the range all silence is in it. */
	if (request->from == INT64_MIN)
		return true;
	return outcomes_silent(context->index, request->from - before, request->to - before,
			       postings, error) &&
	       want_of_report(context, postings, error);
}

/* Works of which something landed within the range, without a mail that says so. */
static bool want_landed(struct context *context, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));

	return landings_between(context->index, context->request->from, context->request->to,
				postings, error) &&
	       want_of_report(context, postings, error);
}

static bool want_works(struct context *context, GError **error)
{
	for (unsigned i = 0; i < context->collection->messages->len; i++) {
		int64_t message = *message_of(context->collection, i);

		if (message && !want_works_of(context, message, error))
			return false;
	}
	if (!want_landed(context, error) || !want_silent(context, UPDATE_WAITING_DAYS, error) ||
	    !want_silent(context, OUTCOME_QUIET_DAYS, error))
		return false;
	/* Last: what is of a posting is known to be by now. */
	return want_messages(context, (const int64_t *)(void *)context->said->data,
			     context->said->len, context->brief, error);
}

/* Of another revision no more is shown than that it is there. */
static bool add_brief(struct context *context, GError **error)
{
	const struct mailmap *mailmap = context->request->mailmap;
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));

	if (!messages_load(context->index, (const int64_t *)(void *)context->brief->data,
			   context->brief->len, MESSAGE_ALONE, context->texts, messages, error))
		return false;
	for (unsigned i = 0; i < messages->len; i++) {
		const struct stored_message *message =
			&g_array_index(messages, struct stored_message, i);
		struct addition addition = {
			.message = message->id,
			.record = message->record,
			.detail = {.subject = message->subject,
				   .sender = mailmap_resolve(mailmap, message->sender)},
		};

		addition.detail.author = addition.record.kind == RECORD_PATCH
						 ? mailmap_resolve(mailmap, message->author)
						 : addition.detail.sender;
		/* Which of the others are there hangs on what came since: it must not show. */
		addition.record.sender = people_meet(context->collection->people, message->sender);
		addition.record.author =
			addition.record.kind == RECORD_PATCH
				? people_meet(context->collection->people, message->author)
				: addition.record.sender;
		g_array_append_val(context->added, addition);
	}
	return true;
}

/* The rest of a posting is shown as if it had come with the others. */
static bool add_whole(struct context *context, GError **error)
{
	g_autoptr(mail_source) source = mail_source_new(context->index);

	for (unsigned i = 0; i < context->whole->len; i++) {
		struct addition addition = {
			.message = g_array_index(context->whole, int64_t, i),
		};
		const struct source_request request = {
			.message = addition.message,
			.texts = context->texts,
			.mailmap = context->request->mailmap,
			.people = context->collection->people,
			.with_diffs = context->request->with_diffs,
		};
		struct kept_mail kept;
		bool found;

		if (!mail_source_keep(source, &request, &kept, &found, error))
			return false;
		if (!found)
			continue;
		addition.record = kept.record;
		addition.detail = kept.detail;
		g_array_append_val(context->added, addition);
	}
	return true;
}

static int compare_additions(const void *a, const void *b)
{
	const struct addition *left = a;
	const struct addition *right = b;

	if (left->record.arrived_at != right->record.arrived_at)
		return left->record.arrived_at < right->record.arrived_at ? -1 : 1;
	return (left->message > right->message) - (left->message < right->message);
}

#define ADDED ((unsigned)-1)

/*
 * Where each element of the merged arrays comes from: an index of the collection's, or ADDED.
 * What was known already comes before all that came at the same time.
 */
static unsigned *find_sources(const struct context *context)
{
	const GArray *records = context->collection->records;
	unsigned *sources = g_new(unsigned, records->len + context->added->len + 1);
	unsigned n_sources = 0;
	unsigned at = 0;

	for (unsigned i = 0; i < context->added->len; i++) {
		int64_t arrived_at =
			g_array_index(context->added, struct addition, i).record.arrived_at;

		while (at < records->len &&
		       g_array_index(records, struct record, at).arrived_at < arrived_at)
			sources[n_sources++] = at++;
		sources[n_sources++] = ADDED;
	}
	while (at < records->len)
		sources[n_sources++] = at++;
	return sources;
}

/* @array with zeroed elements where something was added. */
static void spread(GArray *array, const unsigned *sources, unsigned n_sources)
{
	guint size = g_array_get_element_size(array);
	g_autofree char *before = g_memdup2(array->data, (gsize)size * array->len);

	g_array_set_size(array, n_sources);
	for (unsigned i = 0; i < n_sources; i++) {
		char *element = array->data + (gsize)i * size;

		if (sources[i] == ADDED)
			memset(element, 0, size);
		else
			memcpy(element, before + (gsize)sources[i] * size, size);
	}
}

static void merge_additions(struct context *context)
{
	struct collection *collection = context->collection;
	GArray *const arrays[] = {
		collection->records,  collection->details,    collection->arrivals,
		collection->messages, collection->is_context, collection->classics,
	};
	unsigned n_sources = collection->records->len + context->added->len;
	g_autofree unsigned *sources = NULL;
	unsigned next = 0;

	g_array_sort(context->added, compare_additions);
	sources = find_sources(context);
	for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) {
		/* The classics are there only if they are asked for. */
		if (arrays[i]->len)
			spread(arrays[i], sources, n_sources);
	}
	for (unsigned i = 0; i < n_sources; i++) {
		const struct addition *addition;

		if (sources[i] != ADDED)
			continue;
		addition = &g_array_index(context->added, struct addition, next++);
		g_array_index(collection->records, struct record, i) = addition->record;
		g_array_index(collection->details, struct mail_detail, i) = addition->detail;
		g_array_index(collection->is_context, bool, i) = true;
		*message_of(collection, i) = addition->message;
	}
}

bool context_add(struct index *index, const struct context_request *request,
		 struct collection *collection, GError **error)
{
	struct context context = {
		.index = index,
		.request = request,
		.collection = collection,
		.texts = &collection->texts[0],
		.given = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
		.taken = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
		.topics = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
		.threads = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
		.said = g_array_new(FALSE, FALSE, sizeof(int64_t)),
		.brief = g_array_new(FALSE, FALSE, sizeof(int64_t)),
		.whole = g_array_new(FALSE, FALSE, sizeof(int64_t)),
		.added = g_array_new(FALSE, FALSE, sizeof(struct addition)),
	};
	bool done = number_mails(&context, error) && want_works(&context, error) &&
		    add_brief(&context, error) && add_whole(&context, error);

	if (done)
		merge_additions(&context);
	g_hash_table_unref(context.given);
	g_hash_table_unref(context.taken);
	g_hash_table_unref(context.topics);
	g_hash_table_unref(context.threads);
	g_array_unref(context.said);
	g_array_unref(context.brief);
	g_array_unref(context.whole);
	g_array_unref(context.added);
	return done;
}

/* Mails at its end may be missing from the archive, and so have no place. */
static bool find_last_place(struct index *index, int64_t archive, const struct selection *selection,
			    int64_t *ret_number, GError **error)
{
	for (size_t i = selection->n_arrivals; *ret_number == 0 && i-- > 0;) {
		if (!places_find_commit(index, archive, selection->arrivals[i].commit, ret_number,
					error))
			return false;
	}
	return true;
}

bool context_moment(struct index *index, int64_t archive, const struct selection *selection,
		    const struct collection *collection, struct known_until *ret_until,
		    GError **error)
{
	struct known_until until = {
		.archive = archive,
		.arrived_at = INT64_MIN,
	};

	for (unsigned i = 0; i < collection->records->len; i++)
		until.arrived_at =
			MAX(until.arrived_at,
			    g_array_index(collection->records, struct record, i).arrived_at);
	/* A range of an mbox or a Maildir ends by time. */
	if (selection->to_id[0] &&
	    !find_last_place(index, archive, selection, &until.number, error))
		return false;
	*ret_until = until;
	return true;
}
