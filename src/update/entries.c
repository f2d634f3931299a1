/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Entries are made topic by topic: the newest posting becomes the entry, the
 * others are named under it. Replies are handed out once, before, so that no
 * entry has to look through all mails.
 */
#include "update/entries.h"

#include "base/timestamp.h"
#include "patch/changelog.h"
#include "series/area.h"
#include "series/whole.h"
#include "update/outcome.h"

#include <glib.h>
#include <stdlib.h>

/* The replies to each record, as one array: those of record i end at ends[i]. */
struct replies {
	unsigned *indices;
	unsigned *ends;
};

/* What becomes one entry: the newest posting of a work that came in the range. */
struct entry {
	const struct topic *topic;
	unsigned posting;
	unsigned position; /* of it in topic->postings */
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

		answered[i] = record->kind == RECORD_REPLY && !record->duplicate &&
					      material_counts(material, i)
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
		.diff = detail->diff,
		.base_commit = detail->base_commit,
		.prerequisites = detail->prerequisites,
		.n_prerequisites = detail->n_prerequisites,
		.depends = detail->depends,
		.n_depends = detail->n_depends,
		.trailers = detail->trailers,
		.n_trailers = detail->n_trailers,
		.change_id = record->change_id,
		.came_before = !material_counts(builder->material, index),
	};

	fill_reviews(builder, index, &patch);
	return patch;
}

static void fill_patches(struct builder *builder, const struct entry *entry,
			 struct update_series *series)
{
	const struct series_set *set = builder->material->set;
	const struct topic *topic = entry->topic;
	/* One that came late and is not the newest is an older one. */
	unsigned n_older = entry->posting == topic->newest ? topic->n_postings : entry->position;
	g_autoptr(GArray) whole = whole_posting(builder->material->records, set->postings,
						entry->posting, topic->postings, n_older);

	series->patches = arena_new_array(&builder->update->arena, struct update_patch, whole->len);
	for (unsigned i = 0; i < whole->len; i++) {
		const struct whole_patch *part = &g_array_index(whole, struct whole_patch, i);
		struct update_patch patch = make_patch(builder, part->record);

		if (part->posting != entry->posting)
			patch.carried_from =
				revision_format(&builder->update->arena,
						set->postings->items[part->posting].revision);
		series->patches[series->n_patches++] = patch;
	}
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

static str *reason_names(struct builder *builder, unsigned reasons, unsigned *ret_n_names)
{
	str *names = arena_new_array(&builder->update->arena, str, TOPIC_N_REASONS);

	*ret_n_names = 0;
	for (unsigned reason = 0; reason < TOPIC_N_REASONS; reason++) {
		if (reasons & 1u << reason)
			names[(*ret_n_names)++] = str_from(topic_reason_name(reason));
	}
	return names;
}

static struct update_older make_older(struct builder *builder, unsigned index)
{
	const struct series_set *set = builder->material->set;
	const struct posting *posting = &set->postings->items[index];
	const struct record *head = &builder->material->records[posting->head];
	const struct topic_link *tie = &set->topics->ties[index];
	unsigned n_reasons;
	str *reasons = reason_names(builder, tie->reasons, &n_reasons);

	return (struct update_older){
		.subject = builder->material->details[posting->head].subject,
		.revision = revision_format(&builder->update->arena, posting->revision),
		.message_id = head->message_id,
		.date = format_time(builder, head->sent_at),
		.n_patches = posting->n_patches,
		.total = posting->total,
		.reason = topic_link_describe(&builder->update->arena, tie),
		.reasons = reasons,
		.n_reasons = n_reasons,
		.sureness = tie->sureness,
	};
}

/* The postings of the work that are not the entry: those before it, newest first, and after it. */
static void fill_others(struct builder *builder, const struct entry *entry,
			struct update_series *series)
{
	const struct topic *topic = entry->topic;
	struct arena *arena = &builder->update->arena;

	series->older = arena_new_array(arena, struct update_older, topic->n_postings);
	series->newer = arena_new_array(arena, struct update_older, topic->n_postings);
	for (unsigned i = topic->n_postings; i > 0; i--) {
		unsigned posting = topic->postings[i - 1];

		/* One that came late and is not the newest is an older one. */
		if (posting != entry->posting &&
		    (i - 1 < entry->position || entry->posting == topic->newest))
			series->older[series->n_older++] = make_older(builder, posting);
	}
	for (unsigned i = entry->position + 1; i < topic->n_postings; i++) {
		if (entry->posting != topic->newest)
			series->newer[series->n_newer++] = make_older(builder, topic->postings[i]);
	}
}

/* What the author says and what the patches show of the way from the revision before. */
static void fill_changes(struct builder *builder, unsigned index, struct update_series *series)
{
	const struct update_material *material = builder->material;
	const struct postings *postings = material->set->postings;
	const struct posting *posting = &postings->items[index];
	const struct mail_detail *head = &material->details[posting->head];
	const struct posting_changes *changes;

	series->changelog = changelog_of_text(head->message, posting->revision);
	if (series->changelog.len == 0)
		series->changelog = changelog_of_text(head->notes, posting->revision);
	if (!material->changes || material->changes[index].older == POSTING_NONE)
		return;
	changes = &material->changes[index];
	series->compared_with =
		revision_format(&builder->update->arena, postings->items[changes->older].revision);
	series->changes =
		arena_new_array(&builder->update->arena, struct update_change, changes->n_pairs);
	for (unsigned i = 0; i < changes->n_pairs; i++) {
		const struct compare_pair *pair = &changes->pairs[i];
		struct update_change *change = &series->changes[series->n_changes++];

		*change = (struct update_change){
			.outcome = str_from(compare_outcome_name(pair->outcome)),
			.moved = pair->moved,
		};
		if (pair->older != COMPARE_NONE) {
			unsigned record = changes->older_patches[pair->older];

			change->older = material->records[record].subject.index;
			change->title = material->records[record].subject.title;
		}
		if (pair->newer != COMPARE_NONE) {
			unsigned record = changes->newer_patches[pair->newer];

			change->newer = material->records[record].subject.index;
			change->title = material->records[record].subject.title;
		}
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

static struct update_series make_series(struct builder *builder, const struct entry *entry)
{
	const struct update_material *material = builder->material;
	const struct posting *posting = &material->set->postings->items[entry->posting];
	const struct record *head = &material->records[posting->head];
	const struct mail_detail *detail = &material->details[posting->head];
	struct update_series series = {
		.state = series_state_of(material->set, material->records, entry->posting),
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
	fill_patches(builder, entry, &series);
	fill_missing(builder, posting, &series);
	fill_sums(&series);
	fill_others(builder, entry, &series);
	fill_changes(builder, entry->posting, &series);
	series.outcome = update_outcome_of(&builder->update->arena,
					   &material->outcomes[entry->posting], material->now);
	return series;
}

/* Newest first, by the mail that came first: as the archive's log shows them. */
struct place {
	struct entry entry;
	unsigned first;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *left = a;
	const struct place *right = b;

	return (left->first < right->first) - (left->first > right->first);
}

/* Its first mail that is of the range, or RECORD_NONE. */
static unsigned first_counted(const struct update_material *material, unsigned index)
{
	const struct posting *posting = &material->set->postings->items[index];
	unsigned first = RECORD_NONE;

	if (material_counts(material, posting->first))
		return posting->first;
	if (posting->cover != RECORD_NONE && material_counts(material, posting->cover))
		first = posting->cover;
	for (unsigned i = 0; i < posting->n_patches; i++) {
		if (material_counts(material, posting->patches[i]))
			first = MIN(first, posting->patches[i]);
	}
	return first;
}

/* The newest posting of @topic if it came in the range, else the last that did. */
static bool find_entry(const struct update_material *material, const struct topic *topic,
		       struct place *ret_place)
{
	bool found = false;

	for (unsigned i = 0; i < topic->n_postings; i++) {
		unsigned posting = topic->postings[i];
		unsigned first = first_counted(material, posting);

		if (first == RECORD_NONE)
			continue;
		*ret_place = (struct place){{topic, posting, i}, first};
		found = true;
		if (posting == topic->newest)
			break;
	}
	return found;
}

void entries_build(struct update *update, const struct update_material *material)
{
	const struct series_set *set = material->set;
	struct builder builder = {
		.material = material,
		.update = update,
	};
	unsigned n = set->topics->n_items;
	unsigned n_places = 0;
	g_autofree struct place *places = g_new(struct place, n + 1);
	g_autofree bool *taken = g_new0(bool, set->postings->n_items + 1);

	for (unsigned i = 0; i < n; i++) {
		struct place *place = &places[n_places];

		/* What both parts of a split work go back to is shown once. */
		if (!find_entry(material, &set->topics->items[i], place) ||
		    taken[place->entry.posting])
			continue;
		taken[place->entry.posting] = true;
		n_places++;
	}
	gather_replies(&builder);
	qsort(places, n_places, sizeof(*places), compare_places);
	update->series = arena_new_array(&update->arena, struct update_series, n_places);
	for (unsigned i = 0; i < n_places; i++)
		update->series[update->n_series++] = make_series(&builder, &places[i].entry);
	g_free(builder.replies.indices);
	g_free(builder.replies.ends);
}
