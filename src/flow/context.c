/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: a day's mails are of some fifty works, which have a thousand mails in all;
 * of most of these the row of the index is enough.
 */
#include "flow/context.h"

#include "flow/mail_source.h"
#include "index/messages.h"
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
	GHashTable *taken; /* set of int64_t *: messages that are there */
	GHashTable *topics; /* set of int64_t *: that were looked at */
	GArray *brief; /* int64_t: messages of other revisions */
	GArray *whole; /* int64_t: messages of postings that the collection has a part of */
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

/* The numbers of the collection's works in the index. */
static bool number_works(struct context *context, GError **error)
{
	struct collection *collection = context->collection;

	for (unsigned i = 0; i < collection->records->len; i++) {
		const struct record *record = &g_array_index(collection->records, struct record, i);
		int64_t arrived_at;
		int quality;

		if (!record_may_be_work(record))
			continue;
		if (!messages_find_same(context->index, record->message_id, record->text_hash,
					message_of(collection, i), &quality, &arrived_at, error))
			return false;
		if (*message_of(collection, i))
			add_to_set(context->taken, *message_of(collection, i));
	}
	return true;
}

static bool is_in_part(const struct context *context, const struct stored_posting *row)
{
	for (unsigned i = 0; i < row->n_members; i++) {
		if (g_hash_table_contains(context->taken, &row->members[i]))
			return true;
	}
	return false;
}

static bool want_members(struct context *context, const struct stored_posting *row, GArray *wanted,
			 GError **error)
{
	for (unsigned i = 0; i < row->n_members; i++) {
		bool known;

		if (g_hash_table_contains(context->taken, &row->members[i]))
			continue;
		if (!places_known(context->index, row->members[i], &context->request->until, &known,
				  error))
			return false;
		if (known)
			g_array_append_val(wanted, row->members[i]);
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

		if (!want_members(context, row, is_shown ? context->whole : context->brief, error))
			return false;
		if (is_shown && row->completes)
			base = row->completes;
	}
	return true;
}

/* All other mails of the works that @message is of. */
static bool want_work_of(struct context *context, int64_t message, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct stored_posting));
	int64_t posting;
	int64_t topic = 0;

	if (!postings_of_message(context->index, message, &posting, error) ||
	    (posting && !postings_topic(context->index, posting, &topic, error)))
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
		if (found)
			g_array_append_val(rows, row);
	}
	return want_postings(context, rows, error);
}

static bool want_works(struct context *context, GError **error)
{
	for (unsigned i = 0; i < context->collection->messages->len; i++) {
		int64_t message = *message_of(context->collection, i);

		if (message && !want_work_of(context, message, error))
			return false;
	}
	return true;
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
		addition.record.sender = people_add(context->collection->people, message->sender);
		addition.record.author =
			addition.record.kind == RECORD_PATCH
				? people_add(context->collection->people, message->author)
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
		struct source_request request = {
			.message = addition.message,
			.texts = context->texts,
			.mailmap = context->request->mailmap,
			.people = context->collection->people,
		};
		bool found;

		if (!mail_source_keep(source, &request, &addition.record, &addition.detail, &found,
				      error))
			return false;
		if (found)
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

/* Makes room for one element, zeroed, before index @at. */
static void insert_zero(GArray *array, unsigned at)
{
	guint size = g_array_get_element_size(array);

	g_array_set_size(array, array->len + 1);
	memmove(array->data + (size_t)(at + 1) * size, array->data + (size_t)at * size,
		(size_t)(array->len - 1 - at) * size);
	memset(array->data + (size_t)at * size, 0, size);
}

/* Before all that came at the same time: what is known already came first. */
static unsigned place_of(const struct collection *collection, const struct addition *addition,
			 unsigned from)
{
	while (from < collection->records->len &&
	       g_array_index(collection->records, struct record, from).arrived_at <
		       addition->record.arrived_at)
		from++;
	return from;
}

static void merge_additions(struct context *context)
{
	struct collection *collection = context->collection;
	unsigned at = 0;

	g_array_sort(context->added, compare_additions);
	for (unsigned i = 0; i < context->added->len; i++) {
		const struct addition *addition =
			&g_array_index(context->added, struct addition, i);

		at = place_of(collection, addition, at);
		insert_zero(collection->records, at);
		insert_zero(collection->details, at);
		insert_zero(collection->arrivals, at);
		insert_zero(collection->messages, at);
		insert_zero(collection->is_context, at);
		if (collection->classics->len)
			insert_zero(collection->classics, at);
		g_array_index(collection->records, struct record, at) = addition->record;
		g_array_index(collection->details, struct mail_detail, at) = addition->detail;
		g_array_index(collection->is_context, bool, at) = true;
		*message_of(collection, at) = addition->message;
		at++;
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
		.taken = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
		.topics = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
		.brief = g_array_new(FALSE, FALSE, sizeof(int64_t)),
		.whole = g_array_new(FALSE, FALSE, sizeof(int64_t)),
		.added = g_array_new(FALSE, FALSE, sizeof(struct addition)),
	};
	bool done = number_works(&context, error) && want_works(&context, error) &&
		    add_brief(&context, error) && add_whole(&context, error);

	if (done)
		merge_additions(&context);
	g_hash_table_unref(context.taken);
	g_hash_table_unref(context.topics);
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
