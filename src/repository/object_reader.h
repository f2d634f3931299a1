/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading the objects of a repository: those of its packs by src/pack, all others - loose
 * ones, those of packs that src/pack does not know - by libgit2. For one thread; each has
 * one of its own.
 */
#ifndef TIDINGS_REPOSITORY_OBJECT_READER_H
#define TIDINGS_REPOSITORY_OBJECT_READER_H

#include "archive/archive.h"
#include "pack/unpacker.h"
#include "repository/repository.h"

#include <git2.h>

struct object_reader {
	const struct repository *repository; /* must live as long as this */
	struct unpacker *unpacker;
	git_odb_object *last; /* what libgit2 read last, or NULL */
};

void object_reader_init(struct object_reader *reader, const struct repository *repository);
void object_reader_clear(struct object_reader *reader);

/*
 * Reads object @id, of any type. Its bytes are valid until the next call with @reader.
 * READ_MISSING, without an error, where the repository does not have it; READ_FAILED with
 * CORRUPT or READ, which name repository and object. An object of more than
 * LIMIT_OBJECT_BYTES counts as damaged.
 */
enum read_result object_reader_read_any(struct object_reader *reader, const git_oid *id,
					struct object *ret_object, GError **error);

/* The same of an object that must be of @type: CORRUPT if it is of another. */
enum read_result object_reader_read(struct object_reader *reader, const git_oid *id,
				    enum object_type type, str *ret_bytes, GError **error);

/* Sets CORRUPT: the repository, object @id, and @fault, what is wrong with it. */
void object_set_error(const struct repository *repository, const git_oid *id, const char *fault,
		      GError **error);

#endif
