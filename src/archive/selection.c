/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/archive_internal.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

void gathering_init(struct gathering *gathering)
{
	*gathering = (struct gathering){
		.arrivals = g_array_new(FALSE, FALSE, sizeof(struct arrival)),
		.deleted = oid_set_new(),
		.undone = oid_set_new(),
	};
}

void gathering_clear(struct gathering *gathering)
{
	g_clear_pointer(&gathering->arrivals, g_array_unref);
	g_clear_pointer(&gathering->deleted, g_hash_table_unref);
	g_clear_pointer(&gathering->undone, g_hash_table_unref);
}

void gathering_add(struct gathering *gathering, const struct epoch *epoch,
		   const struct commit *commit, const git_oid *blob)
{
	struct arrival arrival = {
		.epoch = epoch->number,
		.arrived_at = commit->head.committed_at,
	};

	if (blob && g_hash_table_contains(gathering->deleted, blob)) {
		gathering->n_deleted++;
		oid_set_add(gathering->undone, blob);
		return;
	}
	if (blob)
		memcpy(arrival.object, blob->id, sizeof(blob->id));
	memcpy(arrival.commit, commit->place.id.id, sizeof(commit->place.id.id));
	g_array_append_val(gathering->arrivals, arrival);
}

void gathering_delete(struct gathering *gathering, const git_oid *blob)
{
	oid_set_add(gathering->deleted, blob);
}

static int compare_ids(const void *a, const void *b)
{
	return memcmp(a, b, ARRIVAL_ID_BYTES);
}

/* What is deleted and did not come: a table has no order, so they are sorted. */
static void list_deleted_before(const struct gathering *gathering, struct selection *selection)
{
	GHashTableIter iter;
	gpointer id;

	selection->deleted_before =
		g_malloc((g_hash_table_size(gathering->deleted) + 1) * (size_t)ARRIVAL_ID_BYTES);
	g_hash_table_iter_init(&iter, gathering->deleted);
	while (g_hash_table_iter_next(&iter, &id, NULL)) {
		if (g_hash_table_contains(gathering->undone, id))
			continue;
		memcpy(selection->deleted_before + selection->n_deleted_before++ * ARRIVAL_ID_BYTES,
		       ((const git_oid *)id)->id, ARRIVAL_ID_BYTES);
	}
	qsort(selection->deleted_before, selection->n_deleted_before, ARRIVAL_ID_BYTES,
	      compare_ids);
}

struct selection *gathering_finish(struct gathering *gathering)
{
	struct selection *selection = g_new0(struct selection, 1);

	selection->arrivals = (struct arrival *)(void *)g_array_steal(gathering->arrivals,
								      &selection->n_arrivals);
	selection->n_deleted = gathering->n_deleted;
	list_deleted_before(gathering, selection);
	memcpy(selection->from_id, gathering->from_id, sizeof(selection->from_id));
	memcpy(selection->to_id, gathering->to_id, sizeof(selection->to_id));
	return selection;
}

void selection_free(struct selection *selection)
{
	if (!selection)
		return;
	g_free(selection->arrivals);
	g_free(selection->deleted_before);
	g_free(selection);
}

bool refuse_range(const struct archive *archive, const struct selection_request *request,
		  GError **error)
{
	if (!request->range)
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_RANGE,
		    "range '%s': '%s' is a %s and has no commits; select by time instead",
		    request->range, archive->path, archive_kind_name(archive->kind->kind));
	return false;
}

/* What raw_mail_release() has to do. */
struct raw_owner {
	GDestroyNotify release;
	void *held;
};

struct raw_mail raw_mail_over(str bytes, GDestroyNotify release, void *held)
{
	struct raw_owner *owner = g_new(struct raw_owner, 1);

	*owner = (struct raw_owner){.release = release, .held = held};
	return (struct raw_mail){.bytes = str_slice(bytes, 0, LIMIT_MAIL_BYTES), .owner = owner};
}

void raw_mail_release(struct raw_mail *raw)
{
	struct raw_owner *owner = raw->owner;

	if (owner)
		owner->release(owner->held);
	g_free(owner);
	*raw = (struct raw_mail){0};
}
