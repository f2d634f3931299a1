/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Entries are made topic by topic: the newest posting becomes the entry, the
 * others are named under it. Replies are handed out once, before, so that no
 * entry has to look through all mails.
 */
#include "update/entries.h"

#include "base/limits.h"
#include "base/timestamp.h"
#include "series/area.h"

#include <glib.h>
#include <stdlib.h>

/* The replies to each record, as one array: those of record i end at ends[i]. */
struct replies {
	unsigned *indices;
	unsigned *ends;
};

/* What every step needs. */
struct builder {
	const struct update_material *material;
	struct update *update;
	struct replies replies;
};

static str format_time(struct builder *builder, int64_t seconds)
{
	return timestamp_format_utc(&builder->update->arena, seconds);
}

static struct mailbox mailbox_of(const struct builder *builder, person_id person)
{
	if (person == PERSON_NONE)
		return (struct mailbox){0};
	return people_mailbox(builder->material->people, person);
}

/* As the mail names its author; a mail that gives no name has the one known from others. */
static struct mailbox named(const struct builder *builder, struct mailbox mailbox, person_id person)
{
	return mailbox.name.len ? mailbox : mailbox_of(builder, person);
}

/* Replies, gathered by what they answer with one count and one pass. */
static void gather_replies(struct builder *builder)
{
	const struct update_material *material = builder->material;
	unsigned n = material->n_records;
	g_autofree unsigned *answered = g_new(unsigned, n + 1);
	unsigned *ends = g_new0(unsigned, n + 1);
	unsigned *indices = g_new(unsigned, n + 1);
	unsigned begin = 0;

	for (unsigned i = 0; i < n; i++) {
		const struct record *record = &material->records[i];

		answered[i] = record->kind == RECORD_REPLY && !record->duplicate
				      ? series_answered_by(material->set, i)
				      : RECORD_NONE;
		if (answered[i] != RECORD_NONE)
			ends[answered[i]]++;
	}
	for (unsigned i = 0; i < n; i++) {
		begin += ends[i];
		ends[i] = begin - ends[i];
	}
	for (unsigned i = 0; i < n; i++) {
		if (answered[i] != RECORD_NONE)
			indices[ends[answered[i]]++] = i;
	}
	builder->replies = (struct replies){.indices = indices, .ends = ends};
}

static unsigned replies_begin(const struct builder *builder, unsigned index)
{
	return index == 0 ? 0 : builder->replies.ends[index - 1];
}

static void fill_reviews(struct builder *builder, unsigned index, struct update_patch *patch)
{
	const struct record *records = builder->material->records;
	unsigned begin = replies_begin(builder, index);
	unsigned end = builder->replies.ends[index];
	unsigned n_reviews = 0;

	for (unsigned i = begin; i < end; i++)
		n_reviews += records[builder->replies.indices[i]].n_reviews;
	patch->n_replies = end - begin;
	patch->reviews = arena_new_array(&builder->update->arena, struct update_review, n_reviews);
	for (unsigned i = begin; i < end; i++) {
		const struct record *reply = &records[builder->replies.indices[i]];

		for (unsigned r = 0; r < reply->n_reviews; r++) {
			patch->reviews[patch->n_reviews++] = (struct update_review){
				.trailer = reply->reviews[r].name,
				.person = mailbox_of(builder, reply->reviews[r].person),
				.scope = reply->reviews[r].scope,
				.message_id = reply->message_id,
			};
		}
	}
}

static struct update_patch make_patch(struct builder *builder, unsigned index)
{
	const struct record *record = &builder->material->records[index];
	const struct mail_detail *detail = &builder->material->details[index];
	struct update_patch patch = {
		.index = record->subject.index,
		.title = record->subject.title,
		.subject = detail->subject,
		.message_id = record->message_id,
		.commit = detail->commit,
		.author = named(builder, detail->author, record->author),
		.sender = named(builder, detail->sender, record->sender),
		.date = format_time(builder, record->sent_at),
		.patch_id = record->patch_id,
		.message = detail->message,
		.notes = detail->notes,
		.files = detail->files,
		.n_files = detail->n_files,
		.insertions = detail->insertions,
		.deletions = detail->deletions,
		.damaged = detail->damaged,
		.base_commit = detail->base_commit,
		.prerequisites = detail->prerequisites,
		.n_prerequisites = detail->n_prerequisites,
		.depends = detail->depends,
		.n_depends = detail->n_depends,
		.trailers = detail->trailers,
		.n_trailers = detail->n_trailers,
		.change_id = record->change_id,
	};

	fill_reviews(builder, index, &patch);
	return patch;
}

static gint compare_by_index(gconstpointer a, gconstpointer b, gpointer unused)
{
	const struct update_patch *left = a;
	const struct update_patch *right = b;

	(void)unused;
	return (left->index > right->index) - (left->index < right->index);
}

static void carry_patches(struct builder *builder, const struct posting *older, bool *taken,
			  struct update_series *series)
{
	const struct record *records = builder->material->records;

	for (unsigned i = 0; i < older->n_patches; i++) {
		unsigned index = records[older->patches[i]].subject.index;
		struct update_patch patch;

		if (taken[index])
			continue;
		taken[index] = true;
		patch = make_patch(builder, older->patches[i]);
		patch.carried_from = revision_format(&builder->update->arena, older->revision);
		series->patches[series->n_patches++] = patch;
	}
}

/*
 * A partial reroll stands on the patches that it does not replace: those of
 * other rerolls of the same posting, then of that posting, which may be a
 * reroll itself.
 */
static void add_carried(struct builder *builder, const struct topic *topic,
			struct update_series *series)
{
	const struct posting *postings = builder->material->set->postings->items;
	unsigned base = postings[topic->newest].completes;
	g_autofree bool *taken = NULL;

	if (base == POSTING_NONE)
		return;
	taken = g_new0(bool, LIMIT_COUNTER + 1);
	for (unsigned i = 0; i < series->n_patches; i++)
		taken[series->patches[i].index] = true;
	for (unsigned i = topic->n_postings; i > 0; i--) {
		unsigned posting = topic->postings[i - 1];

		if (posting == topic->newest || base == POSTING_NONE)
			continue;
		if (posting != base && postings[posting].completes != base)
			continue;
		carry_patches(builder, &postings[posting], taken, series);
		if (posting == base)
			base = postings[posting].completes;
	}
	/* A stable sort: patches of one number stay in their order. */
	g_qsort_with_data(series->patches, (gint)series->n_patches, sizeof(*series->patches),
			  compare_by_index, NULL);
}

static unsigned room_for_patches(struct builder *builder, const struct topic *topic)
{
	const struct posting *postings = builder->material->set->postings->items;
	unsigned room = postings[topic->newest].n_patches;

	if (postings[topic->newest].completes == POSTING_NONE)
		return room;
	for (unsigned i = 0; i < topic->n_postings; i++)
		room += postings[topic->postings[i]].n_patches;
	return room;
}

static void fill_patches(struct builder *builder, const struct topic *topic,
			 struct update_series *series)
{
	const struct posting *posting = &builder->material->set->postings->items[topic->newest];

	series->patches = arena_new_array(&builder->update->arena, struct update_patch,
					  room_for_patches(builder, topic));
	for (unsigned i = 0; i < posting->n_patches; i++)
		series->patches[series->n_patches++] = make_patch(builder, posting->patches[i]);
	add_carried(builder, topic, series);
}

static bool has_index(const struct update_series *series, unsigned index)
{
	for (unsigned i = 0; i < series->n_patches; i++) {
		if (series->patches[i].index == index)
			return true;
	}
	return false;
}

/* Numbers that neither came nor were carried over. */
static void fill_missing(struct builder *builder, const struct posting *posting,
			 struct update_series *series)
{
	g_autofree unsigned *missing = NULL;
	unsigned n = posting_missing(posting, builder->material->records, &missing);

	series->missing = arena_new_array(&builder->update->arena, unsigned, n);
	for (unsigned i = 0; i < n; i++) {
		bool carried = posting->completes != POSTING_NONE && has_index(series, missing[i]);

		if (!carried)
			series->missing[series->n_missing++] = missing[i];
	}
}

static void add_sums(struct update_series *series, const struct update_patch *patch,
		     GHashTable *paths)
{
	series->insertions += patch->insertions;
	series->deletions += patch->deletions;
	series->n_replies += patch->n_replies;
	if (series->base_commit.len == 0)
		series->base_commit = patch->base_commit;
	if (series->change_id.len == 0)
		series->change_id = patch->change_id;
	for (unsigned i = 0; i < patch->n_files; i++)
		g_hash_table_add(paths, &patch->files[i].path);
}

static void fill_sums(struct update_series *series)
{
	g_autoptr(GHashTable) paths = g_hash_table_new(str_hash, str_hash_equal);

	if (series->has_cover)
		add_sums(series, &series->cover, paths);
	for (unsigned i = 0; i < series->n_patches; i++)
		add_sums(series, &series->patches[i], paths);
	series->n_files = g_hash_table_size(paths);
}

static struct update_older make_older(struct builder *builder, unsigned index)
{
	const struct series_set *set = builder->material->set;
	const struct posting *posting = &set->postings->items[index];
	const struct record *head = &builder->material->records[posting->head];

	return (struct update_older){
		.subject = builder->material->details[posting->head].subject,
		.revision = revision_format(&builder->update->arena, posting->revision),
		.message_id = head->message_id,
		.date = format_time(builder, head->sent_at),
		.n_patches = posting->n_patches,
		.total = posting->total,
		.reason = str_from(topic_reason_name(set->topics->reasons[index])),
	};
}

static void fill_older(struct builder *builder, const struct topic *topic,
		       struct update_series *series)
{
	series->older =
		arena_new_array(&builder->update->arena, struct update_older, topic->n_postings);
	for (unsigned i = topic->n_postings; i > 0; i--) {
		unsigned posting = topic->postings[i - 1];

		if (posting != topic->newest)
			series->older[series->n_older++] = make_older(builder, posting);
	}
}

/* True for `[PATCH][next]` and `[PATCH] [RFC]`: groups, none of them in another. */
static bool is_groups(str tag)
{
	while (tag.len > 0) {
		size_t end;

		if (!str_take(&tag, STR("[")) || !str_find_byte(tag, ']', &end) ||
		    str_contains(str_slice(tag, 0, end), STR("[")))
			return false;
		tag = str_trim(str_skip(tag, end + 1));
	}
	return true;
}

/* `[PATCH kvm-next v2 0/3]`: what stands before the title, if it is brackets and no more. */
static str tag_of(str subject, str title)
{
	str tag;

	if (!str_ends(subject, title))
		return (str){0};
	tag = str_trim(str_slice(subject, 0, subject.len - title.len));
	return is_groups(tag) ? tag : (str){0};
}

static struct update_series make_series(struct builder *builder, const struct topic *topic)
{
	const struct update_material *material = builder->material;
	const struct posting *posting = &material->set->postings->items[topic->newest];
	const struct record *head = &material->records[posting->head];
	const struct mail_detail *detail = &material->details[posting->head];
	struct update_series series = {
		.state = series_state_of(material->set, material->records, topic->newest),
		.title = head->subject.title,
		.subject = detail->subject,
		.tag = tag_of(detail->subject, head->subject.title),
		.pull = posting->pull,
		.prefixes = head->subject.prefixes,
		.n_prefixes = head->subject.n_prefixes,
		.revision = revision_format(&builder->update->arena, posting->revision),
		.revision_number = posting->revision.major,
		.total = posting->total,
		.author = named(builder, detail->author, head->author),
		.sender = named(builder, detail->sender, head->sender),
		.message_id = head->message_id,
		.date = format_time(builder, head->sent_at),
		.area = area_of_posting(posting, material->records),
		.has_cover = posting->cover != RECORD_NONE,
	};

	if (series.has_cover) {
		series.cover = make_patch(builder, posting->cover);
		series.cover.index = 0;
	}
	fill_patches(builder, topic, &series);
	fill_missing(builder, posting, &series);
	fill_sums(&series);
	fill_older(builder, topic, &series);
	return series;
}

/* Newest first, by the mail that came first: as the archive's log shows them. */
struct place {
	unsigned topic;
	unsigned first;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *left = a;
	const struct place *right = b;

	return (left->first < right->first) - (left->first > right->first);
}

void entries_build(struct update *update, const struct update_material *material)
{
	const struct series_set *set = material->set;
	struct builder builder = {.material = material, .update = update};
	unsigned n = set->topics->n_items;
	g_autofree struct place *places = g_new(struct place, n + 1);

	for (unsigned i = 0; i < n; i++) {
		places[i].topic = i;
		places[i].first = set->postings->items[set->topics->items[i].newest].first;
	}
	gather_replies(&builder);
	qsort(places, n, sizeof(*places), compare_places);
	update->series = arena_new_array(&update->arena, struct update_series, n);
	for (unsigned i = 0; i < n; i++)
		update->series[update->n_series++] =
			make_series(&builder, &set->topics->items[places[i].topic]);
	g_free(builder.replies.indices);
	g_free(builder.replies.ends);
}
