/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For the tests of this room: a temporary directory with a git repository in
 * it, packs that git makes of that, and packs and indices written by hand, to
 * hold what git would not make. What cannot be built ends the test.
 */
#ifndef TIDINGS_TESTS_PACK_FIXTURE_H
#define TIDINGS_TESTS_PACK_FIXTURE_H

#include "base/error.h"
#include "pack/entry.h"
#include "pack/pack.h"

struct fixture {
	char *directory;
};

/* A new directory with an empty repository, repository.git. */
struct fixture *fixture_new(void);
void fixture_free(struct fixture *fixture);

/* Paths are relative to the directory. g_free() it. */
char *fixture_path(const struct fixture *fixture, const char *name);
void fixture_write(const struct fixture *fixture, const char *name, str bytes);
GString *fixture_read(const struct fixture *fixture, const char *name);

/* Runs the lines of @script in the directory; git works on the repository. */
void fixture_shell(const struct fixture *fixture, const char *script);

/*
 * Fills the repository: commits whose trees and texts change little by little,
 * an annotated tag, an empty blob and a large one that deflate cannot shorten.
 */
void fixture_import_kinds(const struct fixture *fixture);

/* Fills the repository with @n_blobs of 20 kB, each one line different from the one before. */
void fixture_import_alike(const struct fixture *fixture, unsigned n_blobs);

/* Has git pack the whole repository, with @options, to NAME.pack and NAME.idx. */
void fixture_pack(const struct fixture *fixture, const char *name, const char *options);

/* Opens NAME.idx and NAME.pack, which must succeed. */
struct pack *fixture_open(const struct fixture *fixture, const char *name);

typedef struct fixture fixture;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(fixture, fixture_free)

static inline str slice_of(const GString *bytes)
{
	return (str){.ptr = bytes->str, .len = bytes->len};
}

/* A copy in memory of just that size, where a sanitizer sees what reads too far. g_free() it. */
char *exact_copy(str bytes);

/* The @n_bytes lowest bytes of @value, in network byte order. */
void append_big_endian(GString *bytes, uint64_t value, unsigned n_bytes);

/* An object in an index. */
struct place {
	unsigned char id[PACK_ID_BYTES];
	uint64_t offset; /* one of more than 31 bits goes to the table of large offsets */
};

#define MADE_CHECKSUM "checksum of the pack" /* of PACK_ID_BYTES */

/* The index of a pack with MADE_CHECKSUM. @places are in the order of ids. */
GString *make_index(const struct place *places, size_t n_places);

/* A pack written by hand. The objects in it are numbered as the test likes. */
struct made_pack;

struct made_pack *made_pack_new(void);
void made_pack_free(struct made_pack *made);

/* Each adds an entry, with @content deflated, and returns its offset. */
uint64_t made_pack_add(struct made_pack *made, unsigned number, enum object_type type, str content);
uint64_t made_pack_add_by_offset(struct made_pack *made, unsigned number, uint64_t base_offset,
				 str delta);
uint64_t made_pack_add_by_id(struct made_pack *made, unsigned number, unsigned base_number,
			     str delta);

/* Adds a blob that says it has @size bytes. */
uint64_t made_pack_add_claim(struct made_pack *made, unsigned number, uint64_t size, str content);

/* Says in the index that object @number is at @offset. */
void made_pack_place(struct made_pack *made, unsigned number, uint64_t offset);

/* The bytes so far, which a test may damage. */
GString *made_pack_bytes(struct made_pack *made);

/* Writes it, with its index, to a new file of @fixture, and opens that. */
struct pack *made_pack_open(const struct made_pack *made, const struct fixture *fixture);

typedef struct made_pack made_pack;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(made_pack, made_pack_free)

#endif
