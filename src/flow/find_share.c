/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index has the words of To and Cc, and not where they stand: it tells which mails may
 * be addressed to somebody, and these few are read.
 */
#include "flow/find_share.h"

#include "flow/find_works.h"
#include "index/postings.h"
#include "mail/mail.h"

enum { MAILS_READ = 4 }; /* of a posting: a cover may go to fewer people than its patches */

struct share_finder {
	struct index *index;
	struct mail_source *source;
	const str *addresses;
	unsigned n_addresses;
	GHashTable *own; /* works */
	GHashTable *addressed; /* works of which a mail may be addressed to one of them */
};

static bool holds_always(void *user, int64_t message, const struct query *phrase, bool *ret_holds,
			 GError **error)
{
	(void)user;
	(void)message;
	(void)phrase;
	(void)error;
	*ret_holds = true;
	return true;
}

/* The works whose mails have all words of @address in To or Cc. */
static bool find_addressed(struct share_finder *finder, str address, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
	/* Within the quotation marks of a phrase another one is punctuation. */
	g_autofree char *plain = g_strdelimit(str_dup(address), "\"", ' ');
	g_autofree char *text = g_strdup_printf("tc:\"%s\"", plain);
	struct find_request request = {
		.limit = SIZE_MAX,
		.each_posting = true,
		.holds = holds_always,
	};
	g_auto(arena) texts = {0};

	arena_init(&texts);
	request.query = query_parse(&texts, str_from(text), 0, error);
	if (!request.query || !find_postings(finder->index, &request, postings, error))
		return false;
	for (unsigned i = 0; i < postings->len; i++) {
		int64_t topic;

		if (!postings_topic(finder->index, g_array_index(postings, int64_t, i), &topic,
				    error))
			return false;
		g_hash_table_add(finder->addressed, g_memdup2(&topic, sizeof(topic)));
	}
	return true;
}

struct share_finder *share_finder_new(struct index *index, struct mail_source *source,
				      const str *addresses, unsigned n_addresses, GError **error)
{
	struct share_finder *finder = g_new0(struct share_finder, 1);
	bool done;

	finder->index = index;
	finder->source = source;
	finder->addresses = addresses;
	finder->n_addresses = n_addresses;
	finder->addressed = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	finder->own = find_own_works(index, addresses, n_addresses, error);
	done = finder->own;
	for (unsigned i = 0; done && i < n_addresses; i++)
		done = find_addressed(finder, addresses[i], error);
	if (done)
		return finder;
	share_finder_free(finder);
	return NULL;
}

void share_finder_free(struct share_finder *finder)
{
	if (!finder)
		return;
	g_clear_pointer(&finder->own, g_hash_table_unref);
	g_clear_pointer(&finder->addressed, g_hash_table_unref);
	g_free(finder);
}

static bool is_one(const struct share_finder *finder, str address)
{
	for (unsigned i = 0; i < finder->n_addresses; i++) {
		if (str_equal_nocase(finder->addresses[i], address))
			return true;
	}
	return false;
}

static bool spoke_in(struct share_finder *finder, int64_t topic, bool *ret_spoke, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_auto(arena) texts = {0};

	arena_init(&texts);
	*ret_spoke = false;
	if (!postings_of_topic(finder->index, topic, postings, error))
		return false;
	for (unsigned i = 0; i < postings->len && !*ret_spoke; i++) {
		struct outcome outcome;
		bool found;

		if (!outcomes_load(finder->index, g_array_index(postings, int64_t, i), &texts,
				   &outcome, &found, error))
			return false;
		for (unsigned r = 0; found && r < outcome.n_reviewers; r++)
			*ret_spoke = *ret_spoke || is_one(finder, outcome.reviewers[r].who.address);
	}
	return true;
}

/* What ends an address in a field, as it is sent. */
static bool ends_address(char byte)
{
	size_t at;

	return str_find_byte(STR(" \t\r\n<>,;:()\"'"), byte, &at);
}

/* True if @field, as it is sent, names one of the addresses. */
static bool names_one(const struct share_finder *finder, str field)
{
	while (field.len > 0) {
		size_t begin = 0;
		size_t end;

		while (begin < field.len && ends_address(field.ptr[begin]))
			begin++;
		for (end = begin; end < field.len && !ends_address(field.ptr[end]);)
			end++;
		if (end > begin && is_one(finder, str_slice(field, begin, end)))
			return true;
		field = str_skip(field, end);
	}
	return false;
}

static bool is_addressed(struct share_finder *finder, int64_t message, bool *ret_is, GError **error)
{
	g_auto(arena) texts = {0};
	struct raw_mail raw;
	struct mail mail;
	bool found;

	if (!mail_source_read(finder->source, message, &raw, NULL, &found, error))
		return false;
	*ret_is = false;
	if (!found)
		return true;
	arena_init(&texts);
	mail_parse(&texts, raw.bytes, &mail);
	*ret_is = names_one(finder, mail.raw_to) || names_one(finder, mail.raw_cc);
	raw_mail_release(&raw);
	return true;
}

static bool posting_is_addressed(struct share_finder *finder, int64_t posting, bool *ret_is,
				 GError **error)
{
	struct stored_posting stored;
	g_auto(arena) texts = {0};
	bool found;

	arena_init(&texts);
	*ret_is = false;
	if (!postings_load(finder->index, posting, &texts, &stored, &found, error))
		return false;
	for (unsigned i = 0; found && !*ret_is && i < MIN(stored.n_members, (unsigned)MAILS_READ);
	     i++) {
		if (!is_addressed(finder, stored.members[i], ret_is, error))
			return false;
	}
	return true;
}

bool share_finder_ask(struct share_finder *finder, const struct outcome_row *row,
		      enum status_share *ret_share, GError **error)
{
	bool is_awaited = false;

	*ret_share = STATUS_ANYBODYS;
	if (works_hold(finder->own, row->topic)) {
		*ret_share = STATUS_OWN;
		return true;
	}
	if (row->turn != TURN_REVIEWERS && row->turn != TURN_MAINTAINER)
		return true;
	if (row->turn == TURN_REVIEWERS && !spoke_in(finder, row->topic, &is_awaited, error))
		return false;
	if (!is_awaited && works_hold(finder->addressed, row->topic) &&
	    !posting_is_addressed(finder, row->posting, &is_awaited, error))
		return false;
	if (is_awaited)
		*ret_share = STATUS_AWAITED;
	return true;
}
