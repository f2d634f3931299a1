/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Git puts the commits of a pack together and its trees among the blobs. What an
 * entry is stands at its head, or at the head of the object on which its deltas
 * rest, so that blobs are passed over without being inflated.
 */
#include "archive/commit_table.h"

#include "base/workers.h"
#include "pack/places.h"
#include "pack/unpacker.h"

#include <string.h>

enum {
	BATCH_OBJECTS = 512,
	COMMIT_BYTES_MAX = 64 * 1024,
};

#define NUMBER_NONE UINT32_MAX

enum slot_kind {
	SLOT_EMPTY, /* no commit and no tree, or not known */
	SLOT_COMMIT,
	SLOT_TREE_OTHER,
	SLOT_TREE_CAME,
	SLOT_TREE_DELETED,
};

/* What is known of one object. */
union slot {
	struct {
		uint32_t parent; /* number of a commit, or NUMBER_NONE */
		uint32_t tree; /* number of a tree */
		int64_t committed_at;
	} commit;
	uint32_t blob; /* of a tree: number of the mail */
};

struct commit_table {
	const GPtrArray *packs;
	uint32_t *first; /* the number of each pack's first object; behind the last, of all */
	unsigned char *kinds; /* enum slot_kind, of each object */
	union slot *slots; /* of each object */
	uint32_t expected; /* the parent of the commit that was found last */
};

/* The reading of one pack. */
struct table_pass {
	struct commit_table *table;
	const struct pack *pack;
	uint32_t first; /* the number of the pack's first object */
	struct pack_place *places; /* of its objects */
	size_t n_places;
	struct unpackers unpackers;
};

static bool find_number(const struct commit_table *table, const git_oid *id, uint32_t *ret_number)
{
	for (unsigned i = 0; i < table->packs->len; i++) {
		const struct pack *pack = table->packs->pdata[i];

		if (pack_index_find(&pack->index, id->id, ret_number)) {
			*ret_number += table->first[i];
			return true;
		}
	}
	return false;
}

static git_oid id_of(const struct commit_table *table, uint32_t number)
{
	git_oid id;
	unsigned i = 0;

	while (number >= table->first[i + 1])
		i++;
	memcpy(id.id,
	       pack_index_id(&((const struct pack *)table->packs->pdata[i])->index,
			     number - table->first[i]),
	       sizeof(id.id));
	return id;
}

/*
 * The type of the object at @offset, which its deltas do not change; 0 where it is
 * not known, or where something is larger than commits and trees of epochs are.
 */
static unsigned type_at(const struct pack *pack, uint64_t offset)
{
	for (unsigned depth = 0; depth <= pack_longest_chain(pack); depth++) {
		struct pack_entry entry;
		const char *fault;

		if (!pack_entry_read(pack->bytes, offset, &entry, &fault) ||
		    entry.size > COMMIT_BYTES_MAX)
			return 0;
		if (entry.kind == ENTRY_OBJECT)
			return entry.type;
		if (!pack_base_of(pack, &entry, &offset))
			return 0;
	}
	return 0;
}

static void note_commit(struct commit_table *table, uint32_t number, str bytes)
{
	union slot slot = {.commit.parent = NUMBER_NONE};
	struct commit_head head;

	if (!commit_head_read(bytes, &head) || !find_number(table, &head.tree, &slot.commit.tree) ||
	    (head.has_parent && !find_number(table, &head.parent, &slot.commit.parent)))
		return;
	slot.commit.committed_at = head.committed_at;
	table->slots[number] = slot;
	table->kinds[number] = SLOT_COMMIT;
}

static void note_tree(struct commit_table *table, uint32_t number, str bytes)
{
	static const enum slot_kind kinds[] = {
		[MAIL_CHANGE_NONE] = SLOT_TREE_OTHER,
		[MAIL_CAME] = SLOT_TREE_CAME,
		[MAIL_DELETED] = SLOT_TREE_DELETED,
	};
	git_oid mail;
	enum mail_change change = tree_mail_change(bytes, &mail);

	/* The mail of a deletion may be in an older epoch, and any in no pack. */
	if (change == MAIL_CHANGE_DAMAGED ||
	    (change != MAIL_CHANGE_NONE && !find_number(table, &mail, &table->slots[number].blob)))
		return;
	table->kinds[number] = (unsigned char)kinds[change];
}

static void note_object(struct table_pass *pass, struct unpacker *unpacker,
			const struct pack_place *place)
{
	unsigned type = type_at(pass->pack, place->offset);
	uint32_t number = pass->first + place->object;
	struct object object;

	if (type != OBJECT_COMMIT && type != OBJECT_TREE)
		return;
	if (unpacker_read(unpacker, pass->pack, place->offset, false, &object, NULL) != UNPACK_OK)
		return;
	if (object.type == OBJECT_COMMIT)
		note_commit(pass->table, number, object.bytes);
	else if (object.type == OBJECT_TREE)
		note_tree(pass->table, number, object.bytes);
}

static bool note_batch(void *user, unsigned worker, size_t batch, GError **error)
{
	struct table_pass *pass = user;
	size_t end = MIN((batch + 1) * BATCH_OBJECTS, pass->n_places);

	(void)error;
	for (size_t i = batch * BATCH_OBJECTS; i < end; i++)
		note_object(pass, unpackers_get(&pass->unpackers, worker), &pass->places[i]);
	if (end < pass->n_places)
		pack_pass(pass->pack, pass->places[batch * BATCH_OBJECTS].offset,
			  pass->places[end].offset);
	return true;
}

static void read_pack(struct commit_table *table, unsigned index, unsigned n_workers)
{
	struct table_pass pass = {
		.table = table,
		.pack = table->packs->pdata[index],
		.first = table->first[index],
	};

	pass.places = pack_places_of(pass.pack, &pass.n_places);
	workers_run(n_workers, (pass.n_places + BATCH_OBJECTS - 1) / BATCH_OBJECTS, note_batch,
		    &pass, NULL);
	unpackers_clear(&pass.unpackers);
	g_free(pass.places);
}

struct commit_table *commit_table_read(const GPtrArray *packs, unsigned n_workers)
{
	struct commit_table *table;
	uint64_t n_objects = 0;

	for (unsigned i = 0; i < packs->len; i++)
		n_objects += ((const struct pack *)packs->pdata[i])->index.n_objects;
	if (n_objects >= NUMBER_NONE)
		return NULL;
	table = g_new0(struct commit_table, 1);
	table->packs = packs;
	table->first = g_new0(uint32_t, packs->len + 1);
	for (unsigned i = 0; i < packs->len; i++) {
		const struct pack *pack = packs->pdata[i];

		table->first[i + 1] = table->first[i] + pack->index.n_objects;
	}
	table->kinds = g_new0(unsigned char, n_objects + 1);
	table->slots = g_new0(union slot, n_objects + 1);
	table->expected = NUMBER_NONE;
	for (unsigned i = 0; i < packs->len; i++)
		read_pack(table, i, n_workers);
	return table;
}

void commit_table_free(struct commit_table *table)
{
	if (!table)
		return;
	g_free(table->first);
	g_free(table->kinds);
	g_free(table->slots);
	g_free(table);
}

static void take_tree(const struct commit_table *table, uint32_t number,
		      struct known_commit *commit)
{
	static const enum mail_change changes[] = {
		[SLOT_EMPTY] = MAIL_CHANGE_UNKNOWN,   [SLOT_COMMIT] = MAIL_CHANGE_UNKNOWN,
		[SLOT_TREE_OTHER] = MAIL_CHANGE_NONE, [SLOT_TREE_CAME] = MAIL_CAME,
		[SLOT_TREE_DELETED] = MAIL_DELETED,
	};

	commit->head.tree = id_of(table, number);
	commit->change = changes[table->kinds[number]];
	if (commit->change == MAIL_CAME || commit->change == MAIL_DELETED)
		commit->mail = id_of(table, table->slots[number].blob);
}

static bool is_expected(const struct commit_table *table, const git_oid *id)
{
	git_oid expected;

	if (table->expected == NUMBER_NONE)
		return false;
	expected = id_of(table, table->expected);
	return git_oid_equal(&expected, id);
}

bool commit_table_find(struct commit_table *table, const git_oid *id,
		       struct known_commit *ret_commit)
{
	struct known_commit commit = {0};
	uint32_t number = table->expected;
	const union slot *slot;

	if (!is_expected(table, id) && !find_number(table, id, &number))
		return false;
	if (table->kinds[number] != SLOT_COMMIT)
		return false;
	slot = &table->slots[number];
	table->expected = slot->commit.parent;
	commit.head.committed_at = slot->commit.committed_at;
	commit.head.has_parent = slot->commit.parent != NUMBER_NONE;
	if (commit.head.has_parent)
		commit.head.parent = id_of(table, slot->commit.parent);
	take_tree(table, slot->commit.tree, &commit);
	*ret_commit = commit;
	return true;
}
