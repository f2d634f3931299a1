/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dump-objects OBJECTS: every object of the packs in the directory OBJECTS, in
 * the order of each pack, as git-cat-file(1) writes them with
 * --batch-all-objects --unordered --batch.
 */
#include "archive/objects.h"
#include "pack/places.h"
#include "pack/unpacker.h"

#include <stdio.h>
#include <stdlib.h>

static void fail(const GError *error)
{
	fprintf(stderr, "dump-objects: %s\n", error ? error->message : "a base is elsewhere");
	exit(1);
}

static void dump_object(struct unpacker *unpacker, const struct pack *pack,
			const struct pack_place *place)
{
	static const char *const types[] = {
		[OBJECT_COMMIT] = "commit",
		[OBJECT_TREE] = "tree",
		[OBJECT_BLOB] = "blob",
		[OBJECT_TAG] = "tag",
	};
	const unsigned char *id = pack_index_id(&pack->index, place->object);
	g_autoptr(GError) error = NULL;
	struct object object;

	/* Any of them may be a base; the cache decides what stays. */
	if (unpacker_read(unpacker, pack, place->offset, place->object % 2, &object, &error) !=
	    UNPACK_OK)
		fail(error);
	for (unsigned i = 0; i < PACK_ID_BYTES; i++)
		printf("%02x", id[i]);
	printf(" %s %zu\n", types[object.type], object.bytes.len);
	fwrite(object.bytes.ptr, 1, object.bytes.len, stdout);
	putchar('\n');
}

static void dump_pack(struct unpacker *unpacker, const struct pack *pack)
{
	size_t n_places;
	g_autofree struct pack_place *places = pack_places_of(pack, &n_places);

	for (size_t i = 0; i < n_places; i++)
		dump_object(unpacker, pack, &places[i]);
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) packs = NULL;
	g_autoptr(unpacker) unpacker = unpacker_new();

	if (argc != 2) {
		fputs("usage: dump-objects OBJECTS\n", stderr);
		return 2;
	}
	packs = objects_open_packs(argv[1], &error);
	if (!packs)
		fail(error);
	for (unsigned i = 0; i < packs->len; i++)
		dump_pack(unpacker, packs->pdata[i]);
	return 0;
}
