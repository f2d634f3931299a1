/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "repository/object_reader.h"

#include "archive/git_library.h"
#include "archive/objects.h"
#include "repository/repository_internal.h"

void object_reader_init(struct object_reader *reader, const struct repository *repository)
{
	*reader = (struct object_reader){
		.repository = repository,
		.unpacker = unpacker_new(),
	};
}

void object_reader_clear(struct object_reader *reader)
{
	g_clear_pointer(&reader->unpacker, unpacker_free);
	g_clear_pointer(&reader->last, git_odb_object_free);
}

/* Says of an error which object it is about. */
static void name_object(const struct repository *repository, const git_oid *id, GError **error)
{
	char text[GIT_OID_HEXSZ + 1];

	git_oid_tostr(text, sizeof(text), id);
	g_prefix_error(error, "repository '%s': cannot read object %s: ", repository->path, text);
}

void object_set_error(const struct repository *repository, const git_oid *id, const char *fault,
		      GError **error)
{
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT, fault);
	name_object(repository, id, error);
}

static bool read_bounded(struct object_reader *reader, const git_oid *id)
{
	git_odb *objects = reader->repository->objects;
	git_object_t type;
	size_t size;

	if (git_odb_read_header(&size, &type, objects, id) != 0)
		return false;
	if (size <= LIMIT_OBJECT_BYTES)
		return git_odb_read(&reader->last, objects, id) == 0;
	git_error_set_str(GIT_ERROR_ODB, "it is larger than any object that is read");
	return false;
}

static enum read_result read_by_library(struct object_reader *reader, const git_oid *id,
					struct object *ret_object, GError **error)
{
	const struct repository *repository = reader->repository;

	g_clear_pointer(&reader->last, git_odb_object_free);
	/* For what is not there libgit2 would look at all packs again. */
	if (!git_odb_exists_ext(repository->objects, id, GIT_ODB_LOOKUP_NO_REFRESH))
		return READ_MISSING;
	if (!read_bounded(reader, id)) {
		git_library_error(error, TIDINGS_ERROR_CORRUPT, "libgit2");
		name_object(repository, id, error);
		return READ_FAILED;
	}
	*ret_object = (struct object){
		.type = (enum object_type)git_odb_object_type(reader->last),
		.bytes = {git_odb_object_data(reader->last), git_odb_object_size(reader->last)},
	};
	return READ_OK;
}

static enum read_result read_object(struct object_reader *reader, const git_oid *id, bool is_base,
				    struct object *ret_object, GError **error)
{
	const GPtrArray *packs = reader->repository->packs;
	struct object_place place;

	if (!objects_find(packs, id, &place))
		return read_by_library(reader, id, ret_object, error);
	switch (unpacker_read(reader->unpacker, packs->pdata[place.pack], place.offset, is_base,
			      ret_object, error)) {
	case UNPACK_OK:
		return READ_OK;
	case UNPACK_BASE_ELSEWHERE:
		return read_by_library(reader, id, ret_object, error);
	case UNPACK_FAILED:
		break;
	}
	name_object(reader->repository, id, error);
	return READ_FAILED;
}

enum read_result object_reader_read_any(struct object_reader *reader, const git_oid *id,
					struct object *ret_object, GError **error)
{
	return read_object(reader, id, false, ret_object, error);
}

enum read_result object_reader_read(struct object_reader *reader, const git_oid *id,
				    enum object_type type, str *ret_bytes, GError **error)
{
	struct object object;
	/* An older tree is mostly a delta on the newer one, which is read before it. */
	enum read_result result = read_object(reader, id, type == OBJECT_TREE, &object, error);

	if (result != READ_OK)
		return result;
	if (object.type != type) {
		object_set_error(reader->repository, id, "it is of another type than expected",
				 error);
		return READ_FAILED;
	}
	*ret_bytes = object.bytes;
	return READ_OK;
}
