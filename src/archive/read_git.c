/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading mails of archives that are git repositories: one, or all of a
 * selection in the order in which they stand in the packs.
 *
 * The plan of such a pass is the list of places, sorted, cut into batches. A
 * batch marks which of its mails are bases of others in it; git keeps the
 * families of deltas together, so that hardly a base is inflated twice. What
 * stands in no pack is libgit2's to find, and for the caller's thread alone.
 */
#include "archive/archive_internal.h"
#include "base/limits.h"
#include "base/workers.h"
#include "pack/places.h"

#include <stdlib.h>
#include <string.h>

enum {
	BATCH_MAILS = 128, /* more would hardly share another base */
	BATCH_MAILS_MIN = 8, /* a short selection is cut smaller, so that all threads have work */
	BATCHES_PER_WORKER = 8,
	BATCH_PLANNED = 1024,
};

#define NO_PACK UINT32_MAX

/* A pack, and whose it is. */
struct pass_pack {
	const struct epoch *epoch;
	unsigned pack; /* index into epoch->packs */
};

/* Some neighbours in the plan, all of one pack. */
struct pass_batch {
	size_t begin;
	size_t end;
};

struct pass {
	struct archive *archive;
	const struct selection *selection;
	const struct mail_taker *taker;
	GArray *packs; /* struct pass_pack, of all epochs */
	uint32_t *first_packs; /* where those of each epoch begin */
	struct pack_place *plan; /* sorted; their objects are indexes into the selection */
	size_t n_planned;
	GArray *batches; /* struct pass_batch */
	GArray *others; /* uint32_t: arrivals that are in no pack, or rest on what is in none */
	GMutex mutex; /* guards `others` while the threads run */
	struct unpackers unpackers;
};

static git_oid oid_of(const unsigned char bytes[ARRIVAL_ID_BYTES])
{
	git_oid id;

	memcpy(id.id, bytes, sizeof(id.id));
	return id;
}

static int compare_number(const void *key, const void *element)
{
	unsigned number = *(const unsigned *)key;
	const struct epoch *epoch = *(struct epoch *const *)element;

	return (number > epoch->number) - (number < epoch->number);
}

/* The index of the epoch with @number. */
static bool find_epoch(const struct archive *archive, unsigned number, size_t *ret_epoch)
{
	struct epoch **found = NULL;

	if (archive->epochs->len)
		found = bsearch(&number, archive->epochs->pdata, archive->epochs->len,
				sizeof(void *), compare_number);
	if (!found)
		return false;
	*ret_epoch = (size_t)(found - (struct epoch **)archive->epochs->pdata);
	return true;
}

/* The mail of @arrival, not cut, valid until the next read from its epoch. */
static enum read_result read_mail(struct archive *archive, const struct arrival *arrival,
				  str *ret_mail, GError **error)
{
	git_oid object = oid_of(arrival->object);
	git_oid commit = oid_of(arrival->commit);
	size_t epoch;

	/* Who kept an arrival may ask for it when its epoch is gone. */
	if (git_oid_is_zero(&object) || !find_epoch(archive, arrival->epoch, &epoch))
		return READ_MISSING;
	return epoch_read_mail(archive->epochs->pdata[epoch], &object, &commit, ret_mail, error);
}

enum read_result git_archive_read(struct archive *archive, const struct arrival *arrival,
				  struct raw_mail *ret_raw, GError **error)
{
	str mail;
	enum read_result result = read_mail(archive, arrival, &mail, error);
	char *copy;

	if (result != READ_OK)
		return result;
	mail = str_slice(mail, 0, LIMIT_MAIL_BYTES);
	copy = g_memdup2(mail.ptr, mail.len);
	*ret_raw = raw_mail_over((str){copy, mail.len}, g_free, copy);
	return READ_OK;
}

char *git_archive_name_of(const struct archive *archive, const struct arrival *arrival)
{
	git_oid object = oid_of(arrival->object);
	char id[ARCHIVE_ID_BYTES];

	(void)archive;
	if (git_oid_is_zero(&object))
		return g_strdup("a blob that is not known");
	return g_strdup_printf("blob %s", git_oid_tostr(id, sizeof(id), &object));
}

static const struct pack *pack_of(const struct pass *pass, const struct pack_place *place)
{
	const struct pass_pack *pack = &g_array_index(pass->packs, struct pass_pack, place->pack);

	return pack->epoch->packs->pdata[pack->pack];
}

static void list_packs(struct pass *pass)
{
	GPtrArray *epochs = pass->archive->epochs;

	pass->first_packs = g_new(uint32_t, epochs->len + 1);
	for (size_t i = 0; i < epochs->len; i++) {
		const struct epoch *epoch = epochs->pdata[i];

		pass->first_packs[i] = pass->packs->len;
		for (unsigned k = 0; k < epoch->packs->len; k++) {
			struct pass_pack pack = {.epoch = epoch, .pack = k};

			g_array_append_val(pass->packs, pack);
		}
	}
}

/* Plans some mails; what is in no pack is marked by a pack that there is not. */
static bool plan_batch(void *user, unsigned worker, size_t batch, GError **error)
{
	struct pass *pass = user;
	GPtrArray *epochs = pass->archive->epochs;
	size_t end = MIN((batch + 1) * BATCH_PLANNED, pass->selection->n_arrivals);

	(void)worker;
	(void)error;
	for (size_t i = batch * BATCH_PLANNED; i < end; i++) {
		const struct arrival *arrival = &pass->selection->arrivals[i];
		git_oid id = oid_of(arrival->object);
		struct object_place place;
		size_t epoch;

		pass->plan[i] = (struct pack_place){.pack = NO_PACK, .object = (uint32_t)i};
		if (git_oid_is_zero(&id) || !find_epoch(pass->archive, arrival->epoch, &epoch) ||
		    !objects_find(((struct epoch *)epochs->pdata[epoch])->packs, &id, &place))
			continue;
		pass->plan[i].pack = pass->first_packs[epoch] + place.pack;
		pass->plan[i].offset = place.offset;
	}
	return true;
}

static void plan_mails(struct pass *pass, unsigned n_workers)
{
	size_t n = pass->selection->n_arrivals;

	list_packs(pass);
	pass->plan = g_new(struct pack_place, n + 1);
	workers_run(n_workers, (n + BATCH_PLANNED - 1) / BATCH_PLANNED, plan_batch, pass, NULL);
	for (size_t i = 0; i < n; i++) {
		if (pass->plan[i].pack == NO_PACK)
			g_array_append_val(pass->others, pass->plan[i].object);
		else
			pass->plan[pass->n_planned++] = pass->plan[i];
	}
	pack_places_sort(pass->plan, pass->n_planned);
}

static void cut_batches(struct pass *pass, unsigned n_workers)
{
	const struct pack_place *plan = pass->plan;
	size_t n_batches = (size_t)n_workers * BATCHES_PER_WORKER;
	size_t n_mails = CLAMP(pass->n_planned / n_batches, BATCH_MAILS_MIN, BATCH_MAILS);
	struct pass_batch batch = {0};

	while (batch.begin < pass->n_planned) {
		batch.end = batch.begin + 1;
		while (batch.end < pass->n_planned && batch.end - batch.begin < n_mails &&
		       plan[batch.end].pack == plan[batch.begin].pack)
			batch.end++;
		g_array_append_val(pass->batches, batch);
		batch.begin = batch.end;
	}
}

static int compare_offsets(const void *a, const void *b)
{
	const struct pack_place *left = a;
	const struct pack_place *right = b;

	return (left->offset > right->offset) - (left->offset < right->offset);
}

/* Marks in @is_base which of the @n mails at @plan are bases of others among them. */
static void mark_bases(const struct pass *pass, const struct pack_place *plan, size_t n,
		       bool *is_base)
{
	const struct pack *pack = pack_of(pass, plan);

	memset(is_base, 0, n * sizeof(*is_base));
	for (size_t i = 0; i < n; i++) {
		struct pack_place key = {.pack = plan[i].pack};
		const struct pack_place *base;
		struct pack_entry entry;
		const char *fault;

		if (!pack_entry_read(pack->bytes, plan[i].offset, &entry, &fault) ||
		    !pack_base_of(pack, &entry, &key.offset))
			continue;
		base = bsearch(&key, plan, n, sizeof(*plan), compare_offsets);
		if (base)
			is_base[base - plan] = true;
	}
}

static void set_aside(struct pass *pass, uint32_t arrival)
{
	g_mutex_lock(&pass->mutex);
	g_array_append_val(pass->others, arrival);
	g_mutex_unlock(&pass->mutex);
}

static bool take_planned(struct pass *pass, unsigned worker, const struct pack_place *planned,
			 bool is_base, GError **error)
{
	const struct pass_pack *pack = &g_array_index(pass->packs, struct pass_pack, planned->pack);
	const struct object_place place = {.pack = pack->pack, .offset = planned->offset};
	git_oid commit = oid_of(pass->selection->arrivals[planned->object].commit);
	str mail;

	switch (epoch_unpack_mail(pack->epoch, unpackers_get(&pass->unpackers, worker), &place,
				  is_base, &commit, &mail, error)) {
	case UNPACK_OK:
		pass->taker->take(pass->taker->user, worker, planned->object, READ_OK,
				  str_slice(mail, 0, LIMIT_MAIL_BYTES));
		return true;
	case UNPACK_BASE_ELSEWHERE:
		set_aside(pass, planned->object);
		return true;
	case UNPACK_FAILED:
		break;
	}
	return false;
}

static bool take_batch(void *user, unsigned worker, size_t number, GError **error)
{
	struct pass *pass = user;
	struct pass_batch batch = g_array_index(pass->batches, struct pass_batch, number);
	const struct pack_place *plan = &pass->plan[batch.begin];
	size_t n = batch.end - batch.begin;
	bool is_base[BATCH_MAILS];

	mark_bases(pass, plan, n, is_base);
	for (size_t i = 0; i < n; i++) {
		if (!take_planned(pass, worker, &plan[i], is_base[i], error))
			return false;
	}
	if (batch.end < pass->n_planned && plan[n].pack == plan[0].pack)
		pack_pass(pack_of(pass, plan), plan[0].offset, plan[n].offset);
	return true;
}

static int compare_arrivals(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

/* The mails that are not in packs. */
static bool take_others(struct pass *pass, GError **error)
{
	g_array_sort(pass->others, compare_arrivals);
	for (size_t i = 0; i < pass->others->len; i++) {
		uint32_t index = g_array_index(pass->others, uint32_t, i);
		str mail = {0};
		enum read_result result =
			read_mail(pass->archive, &pass->selection->arrivals[index], &mail, error);

		if (result == READ_FAILED)
			return false;
		pass->taker->take(pass->taker->user, 0, index, result,
				  str_slice(mail, 0, LIMIT_MAIL_BYTES));
	}
	return true;
}

static void release_indexes(const struct pass *pass)
{
	for (size_t i = 0; i < pass->packs->len; i++) {
		const struct pass_pack *pack = &g_array_index(pass->packs, struct pass_pack, i);

		pack_release_index(pack->epoch->packs->pdata[pack->pack]);
	}
}

bool git_archive_read_all(struct archive *archive, const struct selection *selection,
			  unsigned n_workers, const struct mail_taker *taker, GError **error)
{
	struct pass pass = {
		.archive = archive,
		.selection = selection,
		.taker = taker,
		.packs = g_array_new(FALSE, FALSE, sizeof(struct pass_pack)),
		.batches = g_array_new(FALSE, FALSE, sizeof(struct pass_batch)),
		.others = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
	};
	bool done;

	g_mutex_init(&pass.mutex);
	plan_mails(&pass, n_workers);
	cut_batches(&pass, MAX(n_workers, 1));
	release_indexes(&pass);
	done = workers_run(n_workers, pass.batches->len, take_batch, &pass, error) &&
	       take_others(&pass, error);
	unpackers_clear(&pass.unpackers);
	g_mutex_clear(&pass.mutex);
	g_array_free(pass.others, TRUE);
	g_array_free(pass.batches, TRUE);
	g_free(pass.plan);
	g_free(pass.first_packs);
	g_array_free(pass.packs, TRUE);
	return done;
}
