/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/find_posting.h"

static bool load_head(struct index *index, struct arena *arena, struct found_posting *posting,
		      GError **error)
{
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));

	if (!messages_load(index, &posting->row.head, 1, MESSAGE_ALONE, arena, messages, error))
		return false;
	if (messages->len)
		posting->head = g_array_index(messages, struct stored_message, 0);
	return true;
}

bool find_posting(struct index *index, struct arena *arena, int64_t posting,
		  struct found_posting *ret_posting, bool *ret_found, GError **error)
{
	g_autoptr(GArray) revisions = g_array_new(FALSE, FALSE, sizeof(int64_t));

	*ret_posting = (struct found_posting){0};
	if (!postings_load(index, posting, arena, &ret_posting->row, ret_found, error))
		return false;
	if (!*ret_found)
		return true;
	if (!load_head(index, arena, ret_posting, error) ||
	    !postings_of_topic(index, ret_posting->row.topic, revisions, error))
		return false;
	ret_posting->n_revisions = revisions->len;
	return true;
}
