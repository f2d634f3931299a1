/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/changes.h"

#include "index/messages.h"
#include "series/whole.h"

#include <glib.h>

enum { OLDER_TRIED = 64 }; /* postings that a reroll of some patches may stand on */

struct comparing {
	struct index *index;
	const struct changes_request *request;
	struct arena scratch; /* of the postings at hand */
};

/* The patches of one side that have a fingerprint, in order. */
struct side {
	unsigned *patches; /* records */
	struct fingerprint *fingerprints;
	unsigned n_patches;
};

static bool counts(const struct comparing *comparing, const struct posting *posting)
{
	const bool *is_context = comparing->request->is_context;

	if (posting->cover != RECORD_NONE && !is_context[posting->cover])
		return true;
	for (unsigned i = 0; i < posting->n_patches; i++) {
		if (!is_context[posting->patches[i]])
			return true;
	}
	return false;
}

static bool add_patch(struct comparing *comparing, unsigned patch, struct side *side,
		      GError **error)
{
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	int64_t number = comparing->request->messages[patch];
	const struct stored_message *message;

	if (number == 0)
		return true;
	if (!messages_load(comparing->index, &number, 1, MESSAGE_WITH_FINGERPRINT,
			   &comparing->scratch, messages, error))
		return false;
	message = &g_array_index(messages, struct stored_message, 0);
	if (messages->len == 0 || !message->has_fingerprint)
		return true;
	side->patches[side->n_patches] = patch;
	side->fingerprints[side->n_patches++] = message->fingerprint;
	return true;
}

/* What @posting follows, oldest first. */
static unsigned *list_older(const struct comparing *comparing, unsigned posting,
			    unsigned *ret_n_older)
{
	const struct topic_link *links = comparing->request->set->topics->links;
	unsigned *older = g_new(unsigned, OLDER_TRIED);
	unsigned n = 0;

	for (unsigned at = links[posting].older; at != POSTING_NONE && n < OLDER_TRIED;
	     at = links[at].older)
		older[n++] = at;
	for (unsigned low = 0; low + 1 < n - low; low++) {
		unsigned swapped = older[low];

		older[low] = older[n - 1 - low];
		older[n - 1 - low] = swapped;
	}
	*ret_n_older = n;
	return older;
}

static bool fill_side(struct comparing *comparing, unsigned posting, struct side *ret_side,
		      GError **error)
{
	const struct changes_request *request = comparing->request;
	unsigned n_older;
	g_autofree unsigned *older = list_older(comparing, posting, &n_older);
	g_autoptr(GArray) patches =
		whole_posting(request->records, request->set->postings, posting, older, n_older);

	*ret_side = (struct side){
		.patches = arena_new_array(request->arena, unsigned, patches->len),
		.fingerprints =
			arena_new_array(&comparing->scratch, struct fingerprint, patches->len),
	};
	for (unsigned i = 0; i < patches->len; i++) {
		unsigned record = g_array_index(patches, struct whole_patch, i).record;

		if (!add_patch(comparing, record, ret_side, error))
			return false;
	}
	return true;
}

/* True if @posting has all patches that it announced. */
static bool is_complete(const struct comparing *comparing, unsigned posting)
{
	const struct changes_request *request = comparing->request;
	const struct posting *whole = &request->set->postings->items[posting];
	g_autofree unsigned *missing = NULL;
	unsigned n_missing = posting_missing(whole, request->records, &missing);

	/* Of a reroll of some patches the others are not missing. */
	return whole->completes != POSTING_NONE || n_missing == 0 ||
	       (n_missing == 1 && missing[0] == 0);
}

/* What did not come is not known to be dropped, and what was not there before not to be added. */
static void drop_unknown(const struct comparing *comparing, unsigned newer,
			 struct posting_changes *changes)
{
	bool newer_complete = is_complete(comparing, newer);
	bool older_complete = is_complete(comparing, changes->older);
	unsigned n = 0;

	for (unsigned i = 0; i < changes->n_pairs; i++) {
		const struct compare_pair *pair = &changes->pairs[i];

		if ((pair->newer == COMPARE_NONE && !newer_complete) ||
		    (pair->older == COMPARE_NONE && !older_complete))
			continue;
		changes->pairs[n++] = *pair;
	}
	changes->n_pairs = n;
}

static bool compare(struct comparing *comparing, unsigned newer, unsigned older,
		    struct posting_changes *ret_changes, GError **error)
{
	struct side left;
	struct side right;

	if (!fill_side(comparing, older, &left, error) ||
	    !fill_side(comparing, newer, &right, error))
		return false;
	if (left.n_patches && right.n_patches) {
		ret_changes->older = older;
		ret_changes->older_patches = left.patches;
		ret_changes->newer_patches = right.patches;
		compare_revisions(comparing->request->arena, left.fingerprints, left.n_patches,
				  right.fingerprints, right.n_patches, &ret_changes->pairs,
				  &ret_changes->n_pairs);
		drop_unknown(comparing, newer, ret_changes);
	}
	arena_reset(&comparing->scratch);
	return true;
}

bool changes_find(struct index *index, const struct changes_request *request,
		  const struct posting_changes **ret_changes, GError **error)
{
	struct comparing comparing = {.index = index, .request = request};
	const struct series_set *set = request->set;
	unsigned n = set->postings->n_items;
	struct posting_changes *changes =
		arena_new_array(request->arena, struct posting_changes, n + 1);
	bool done = true;

	arena_init(&comparing.scratch);
	for (unsigned i = 0; done && i < n; i++) {
		unsigned older = set->topics->links[i].older;

		changes[i].older = POSTING_NONE;
		if (older != POSTING_NONE && counts(&comparing, &set->postings->items[i]))
			done = compare(&comparing, i, older, &changes[i], error);
	}
	arena_clear(&comparing.scratch);
	if (done)
		*ret_changes = changes;
	return done;
}
