/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: most commits of a repository are no patch of the lists that somebody
 * follows, and have no candidate. Of those that have, the diff is made: a few
 * milliseconds each.
 */
#include "flow/landing_match.h"

#include "base/error.h"
#include "index/messages.h"
#include "patch/patch_id.h"

#include <glib.h>
#include <string.h>

struct landing_matcher {
	struct index *index;
	struct repository *repository;
	struct arena texts; /* of the commit at hand */
};

/* The commit at hand. */
struct matching {
	struct landing_matcher *matcher;
	struct stored_changeset changeset;
	struct landing_side side;
	struct fingerprint fingerprint;
	GHashTable *cited; /* set of int64_t *: hashes of the ids that it names */
	bool has_change; /* its diff was made, or cannot be */
	GHashTable *seen; /* set of int64_t *: messages that were weighed */
	struct stored_landing best; /* sureness 0: none */
	int64_t best_sent_at;
};

struct landing_matcher *landing_matcher_new(struct index *index, struct repository *repository)
{
	struct landing_matcher *matcher = g_new0(struct landing_matcher, 1);

	matcher->index = index;
	matcher->repository = repository;
	arena_init(&matcher->texts);
	return matcher;
}

void landing_matcher_free(struct landing_matcher *matcher)
{
	if (!matcher)
		return;
	arena_clear(&matcher->texts);
	g_free(matcher);
}

/* The message without its title, as a mail has it below its subject. */
static str body_of(str message)
{
	size_t end;

	if (!str_find_byte(message, '\n', &end))
		return (str){0};
	return str_trim(str_skip(message, end));
}

/* What the commit changes: its patch id and its fingerprint. */
static bool read_change(struct matching *matching, GError **error)
{
	struct landing_matcher *matcher = matching->matcher;
	g_autoptr(GError) failure = NULL;
	struct repository_change change;
	struct diff diff;
	struct compare_patch compared;
	char *patch_id;

	if (matching->has_change)
		return true;
	matching->has_change = true;
	if (!repository_read_change(matcher->repository, matching->changeset.object,
				    &matcher->texts, &change, &failure)) {
		if (g_error_matches(failure, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND))
			return true;
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	if (!diff_parse(&matcher->texts, change.diff, &diff))
		return true;
	compared = (struct compare_patch){
		.title = matching->changeset.title,
		.author = matching->changeset.author,
		.message = body_of(change.message),
		.diff = &diff,
	};
	fingerprint_of(&matcher->texts, &compared, &matching->fingerprint);
	matching->side.fingerprint = &matching->fingerprint;
	patch_id = arena_text(&matcher->texts, PATCH_ID_BYTES);
	if (patch_id_compute(change.diff, patch_id))
		matching->side.patch_id = str_from(patch_id);
	return true;
}

/* What the commit's own links say of @message. */
static unsigned linked_of(const struct matching *matching, const struct stored_message *message,
			  bool is_cited_thread)
{
	int64_t hash =
		index_hash(matching->matcher->index, HASH_IDENTIFIER, message->record.message_id);

	if (g_hash_table_contains(matching->cited, &hash))
		return 1u << LANDING_LINK;
	return is_cited_thread ? 1u << LANDING_LINK_TO_SERIES : 0;
}

/*
 * The surest; of several the one sent last before the commit; of those that were sent after
 * it, by a clock that is wrong or again, the first.
 */
static bool is_better(const struct matching *matching, const struct landing_match *match,
		      int64_t sent_at)
{
	int64_t committed_at = matching->changeset.committed_at;
	bool is_before = sent_at <= committed_at;
	bool best_is_before = matching->best_sent_at <= committed_at;

	if (match->sureness != matching->best.sureness)
		return match->sureness > matching->best.sureness;
	if (is_before != best_is_before)
		return is_before;
	return is_before ? sent_at > matching->best_sent_at : sent_at < matching->best_sent_at;
}

static void weigh(struct matching *matching, const struct stored_message *message, unsigned linked)
{
	const struct landing_side patch = {
		.title = message->record.subject.title,
		.author = message->author,
		.patch_id = message->record.patch_id,
		.fingerprint = message->has_fingerprint ? &message->fingerprint : NULL,
		.new_blobs = message->change.new_blobs,
		.at = message->record.sent_at,
	};
	struct landing_match match = landing_weigh(&matching->side, &patch, linked);

	if (match.sureness == 0 || !is_better(matching, &match, message->record.sent_at))
		return;
	matching->best = (struct stored_landing){
		.message = message->id,
		.changeset = matching->changeset.id,
		.reasons = match.reasons | linked,
		.sureness = match.sureness,
		.change = match.change,
	};
	matching->best_sent_at = message->record.sent_at;
}

static bool weigh_candidates(struct matching *matching, enum landing_key key, GError **error)
{
	struct landing_matcher *matcher = matching->matcher;
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	g_autoptr(GArray) fresh = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (!landings_candidates(matcher->index, &matching->changeset, key, numbers, error))
		return false;
	for (unsigned i = 0; i < numbers->len; i++) {
		int64_t number = g_array_index(numbers, int64_t, i);

		if (g_hash_table_add(matching->seen, g_memdup2(&number, sizeof(number))))
			g_array_append_val(fresh, number);
	}
	if (fresh->len == 0)
		return true;
	if (!read_change(matching, error) ||
	    !messages_load(matcher->index, (const int64_t *)(void *)fresh->data, fresh->len,
			   MESSAGE_WITH_FINGERPRINT, &matcher->texts, messages, error))
		return false;
	for (unsigned i = 0; i < messages->len; i++) {
		const struct stored_message *message =
			&g_array_index(messages, struct stored_message, i);

		weigh(matching, message, linked_of(matching, message, key == LANDING_BY_LINK));
	}
	return true;
}

static bool same_landing(const struct stored_landing *a, const struct stored_landing *b)
{
	return a->message == b->message && a->reasons == b->reasons && a->sureness == b->sureness &&
	       a->change == b->change;
}

/* Most that is matched again stays as it is: then nothing follows from it. */
static bool write_best(struct matching *matching, GArray *changed, bool *ret_is_new, GError **error)
{
	struct index *index = matching->matcher->index;
	const struct stored_landing *best = &matching->best;
	struct stored_landing known;

	if (!landings_load(index, matching->changeset.id, &known, error))
		return false;
	*ret_is_new = best->message && best->message != known.message;
	if (same_landing(best, &known))
		return true;
	if (known.message && known.message != best->message)
		g_array_append_val(changed, known.message);
	if (best->message)
		g_array_append_val(changed, best->message);
	return landings_set(index, matching->changeset.id, best->message ? best : NULL, error);
}

static bool find_landing(struct matching *matching, GArray *changed, bool *ret_is_new,
			 GError **error)
{
	for (unsigned key = 0; key < LANDING_N_KEYS; key++) {
		if (!weigh_candidates(matching, key, error))
			return false;
	}
	return write_best(matching, changed, ret_is_new, error);
}

bool landing_matcher_match(struct landing_matcher *matcher, int64_t changeset, GArray *changed,
			   bool *ret_is_new, GError **error)
{
	struct matching matching = {.matcher = matcher};
	bool found;
	bool done;

	*ret_is_new = false;
	arena_reset(&matcher->texts);
	if (!changesets_load(matcher->index, changeset, &matcher->texts, &matching.changeset,
			     &found, error))
		return false;
	if (!found)
		return true;
	matching.side = (struct landing_side){
		.title = matching.changeset.title,
		.author = matching.changeset.author,
		.new_blobs = matching.changeset.change.new_blobs,
		.at = matching.changeset.authored_at,
		.committed_at = matching.changeset.committed_at,
	};
	matching.seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	matching.cited = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	done = changesets_cited(matcher->index, changeset, matching.cited, error) &&
	       find_landing(&matching, changed, ret_is_new, error);
	g_hash_table_unref(matching.seen);
	g_hash_table_unref(matching.cited);
	return done;
}
