/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "update/statistics.h"

#include "base/timestamp.h"

#include <glib.h>
#include <stdlib.h>

/*
 * A page of HTML that is no reply and that nobody answers is spam, with a text
 * beside it or not: lists for patches refuse HTML, and those that let it in get
 * little else so. It is no thread, and its sender none of the participants.
 */
static bool counts_as_voice(const struct update_material *material, const unsigned *mails_of_thread,
			    unsigned index)
{
	const struct record *record = &material->records[index];

	if (record->duplicate || record->kind == RECORD_UNREADABLE)
		return false;
	return record->kind != RECORD_OTHER || !(record->traits & RECORD_HAS_PAGE) ||
	       mails_of_thread[material->set->threads->roots[index]] > 1;
}

static void count_voices(struct update_counts *counts, const struct update_material *material)
{
	const struct threads *threads = material->set->threads;
	g_autofree unsigned *mails_of_thread = g_new0(unsigned, threads->n_threads + 1);
	g_autofree bool *seen_thread = g_new0(bool, threads->n_threads + 1);
	g_autofree bool *seen_person = g_new0(bool, people_count(material->people) + 1);

	for (unsigned i = 0; i < material->n_records; i++)
		mails_of_thread[threads->roots[i]]++;
	for (unsigned i = 0; i < material->n_records; i++) {
		person_id sender = material->records[i].sender;

		if (!material_counts(material, i) || !counts_as_voice(material, mails_of_thread, i))
			continue;
		if (!seen_thread[threads->roots[i]]) {
			seen_thread[threads->roots[i]] = true;
			counts->threads++;
		}
		if (sender != PERSON_NONE && !seen_person[sender]) {
			seen_person[sender] = true;
			counts->participants++;
		}
	}
}

void statistics_count(struct update *update, const struct update_material *material)
{
	struct update_counts *counts = &update->counts;
	unsigned *const by_kind[RECORD_N_KINDS] = {
		[RECORD_OTHER] = &counts->other,  [RECORD_PATCH] = &counts->patches,
		[RECORD_COVER] = &counts->covers, [RECORD_REPLY] = &counts->replies,
		[RECORD_PULL] = &counts->pulls,	  [RECORD_UNREADABLE] = &counts->unreadable,
	};

	counts->deleted = material->n_deleted;
	for (unsigned i = 0; i < material->n_records; i++) {
		if (!material_counts(material, i))
			continue;
		counts->mails++;
		(*by_kind[material->records[i].kind])++;
		counts->duplicates += material->records[i].duplicate;
	}
	count_voices(counts, material);
}

static int compare_days(const void *a, const void *b)
{
	const struct update_day *left = a;
	const struct update_day *right = b;

	return (left->number > right->number) - (left->number < right->number);
}

/* Arrivals need not ascend: the days are found first, and put in order then. */
void statistics_days(struct update *update, const struct update_material *material)
{
	g_autoptr(GHashTable) known =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GArray) days = g_array_new(FALSE, TRUE, sizeof(struct update_day));

	for (unsigned i = 0; i < material->n_records; i++) {
		const struct record *record = &material->records[i];
		int64_t number = timestamp_day(record->arrived_at);
		struct update_day *day;
		gpointer at;

		if (!material_counts(material, i))
			continue;
		if (!g_hash_table_lookup_extended(known, &number, NULL, &at)) {
			at = GUINT_TO_POINTER(days->len);
			g_hash_table_insert(known, g_memdup2(&number, sizeof(number)), at);
			g_array_set_size(days, days->len + 1);
		}
		day = &g_array_index(days, struct update_day, GPOINTER_TO_UINT(at));
		day->number = number;
		day->mails++;
		day->patches += record->kind == RECORD_PATCH;
		day->replies += record->kind == RECORD_REPLY;
	}
	g_array_sort(days, compare_days);
	update->days = arena_new_array(&update->arena, struct update_day, days->len);
	update->n_days = days->len;
	for (unsigned i = 0; i < days->len; i++) {
		update->days[i] = g_array_index(days, struct update_day, i);
		update->days[i].date = timestamp_format_day(
			&update->arena, update->days[i].number * SECONDS_PER_DAY);
	}
}

static int compare_mailboxes(struct mailbox a, struct mailbox b)
{
	int order = str_compare(a.name, b.name);

	return order ? order : str_compare(a.address, b.address);
}

static int compare_contributors(const void *a, const void *b)
{
	const struct update_contributor *left = a;
	const struct update_contributor *right = b;

	if (left->patches != right->patches)
		return left->patches > right->patches ? -1 : 1;
	return compare_mailboxes(left->person, right->person);
}

static int compare_domains(const void *a, const void *b)
{
	const struct update_domain *left = a;
	const struct update_domain *right = b;

	if (left->patches != right->patches)
		return left->patches > right->patches ? -1 : 1;
	return str_compare(left->domain, right->domain);
}

static int compare_reviewers(const void *a, const void *b)
{
	const struct update_reviewer *left = a;
	const struct update_reviewer *right = b;

	if (left->trailers != right->trailers)
		return left->trailers > right->trailers ? -1 : 1;
	return compare_mailboxes(left->person, right->person);
}

static void count_domain(struct update *update, GHashTable *domains, str domain, unsigned patches)
{
	struct update_domain *known = g_hash_table_lookup(domains, &domain);

	if (!known) {
		known = &update->domains[update->n_domains++];
		known->domain = arena_str(&update->arena, domain);
		g_hash_table_insert(domains, &known->domain, known);
	}
	known->patches += patches;
}

static void gather_domains(struct update *update, const struct update_material *material,
			   const unsigned *patches_of)
{
	g_autoptr(GHashTable) domains = g_hash_table_new(str_hash, str_hash_equal);

	for (person_id person = 0; person < people_count(material->people); person++) {
		str domain = people_domain(material->people, person);

		if (patches_of[person] && domain.len)
			count_domain(update, domains, domain, patches_of[person]);
	}
	qsort(update->domains, update->n_domains, sizeof(*update->domains), compare_domains);
}

/* What a pull request carries was posted as a patch before, and counted then. */
static bool counts_as_patch(const struct update_material *material, unsigned index)
{
	const struct record *record = &material->records[index];
	const struct postings *postings = material->set->postings;
	unsigned posting = postings->of_record[index];

	return material_counts(material, index) && record->kind == RECORD_PATCH &&
	       !record->duplicate && record->author != PERSON_NONE &&
	       (posting == POSTING_NONE || !postings->items[posting].pull);
}

void statistics_contributors(struct update *update, const struct update_material *material)
{
	unsigned n_people = people_count(material->people);
	g_autofree unsigned *patches_of = g_new0(unsigned, n_people + 1);

	update->domains = arena_new_array(&update->arena, struct update_domain, n_people + 1);
	update->contributors =
		arena_new_array(&update->arena, struct update_contributor, n_people + 1);
	for (unsigned i = 0; i < material->n_records; i++) {
		if (counts_as_patch(material, i))
			patches_of[material->records[i].author]++;
	}
	for (person_id person = 0; person < n_people; person++) {
		if (patches_of[person])
			update->contributors[update->n_contributors++] =
				(struct update_contributor){
					.person = people_mailbox(material->people, person),
					.patches = patches_of[person],
				};
	}
	qsort(update->contributors, update->n_contributors, sizeof(*update->contributors),
	      compare_contributors);
	gather_domains(update, material, patches_of);
}

static void count_review(struct update_reviewer *reviewer, enum trailer_kind kind)
{
	reviewer->trailers++;
	reviewer->reviewed += kind == TRAILER_REVIEWED;
	reviewer->acked += kind == TRAILER_ACKED;
	reviewer->tested += kind == TRAILER_TESTED;
}

void statistics_reviewers(struct update *update, const struct update_material *material)
{
	unsigned n_people = people_count(material->people);
	struct update_reviewer *reviewers =
		arena_new_array(&update->arena, struct update_reviewer, n_people + 1);

	for (unsigned i = 0; i < material->n_records; i++) {
		const struct record *record = &material->records[i];

		if (record->duplicate || record->kind != RECORD_REPLY ||
		    !material_counts(material, i))
			continue;
		for (unsigned r = 0; r < record->n_reviews; r++) {
			const struct record_review *review = &record->reviews[r];

			if (review->kind != TRAILER_NACKED && review->person != PERSON_NONE)
				count_review(&reviewers[review->person], review->kind);
		}
	}
	for (person_id person = 0; person < n_people; person++) {
		if (reviewers[person].trailers == 0)
			continue;
		reviewers[person].person = people_mailbox(material->people, person);
		reviewers[update->n_reviewers++] = reviewers[person];
	}
	qsort(reviewers, update->n_reviewers, sizeof(*reviewers), compare_reviewers);
	update->reviewers = reviewers;
}
