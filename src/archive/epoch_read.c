/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading the objects of an epoch. */
#include "archive/epoch.h"

#include "base/limits.h"

#include <string.h>

/* Reads @id to library->last, unless it is too long. */
static bool read_bounded(struct library_view *library, const git_oid *id)
{
	git_object_t type;
	size_t size;

	if (git_odb_read_header(&size, &type, library->objects, id) != 0)
		return false;
	if (size <= LIMIT_OBJECT_BYTES)
		return git_odb_read(&library->last, library->objects, id) == 0;
	git_error_set_str(GIT_ERROR_ODB, "the object is larger than any mail");
	return false;
}

/* libgit2's result does not tell whether an object is missing or damaged. */
static enum read_result read_by_library(struct epoch *epoch, const git_oid *id,
					struct object *ret_object, GError **error)
{
	struct library_view *library = epoch_library(epoch, error);
	g_autoptr(GError) reason = NULL;
	char text[ARCHIVE_ID_BYTES];

	if (!library)
		return READ_FAILED;
	g_clear_pointer(&library->last, git_odb_object_free);
	if (read_bounded(library, id)) {
		*ret_object = (struct object){
			.type = (enum object_type)git_odb_object_type(library->last),
			.bytes = {git_odb_object_data(library->last),
				  git_odb_object_size(library->last)},
		};
		return READ_OK;
	}
	/* Before the search, which makes libgit2 forget what it complained of. */
	git_library_error(&reason, TIDINGS_ERROR_CORRUPT, "object %s",
			  git_oid_tostr(text, sizeof(text), id));
	if (!git_odb_exists(library->objects, id))
		return READ_MISSING;
	g_propagate_error(error, g_steal_pointer(&reason));
	return READ_FAILED;
}

enum read_result epoch_read_object(struct epoch *epoch, const git_oid *id,
				   struct object *ret_object, GError **error)
{
	struct object_place place;

	if (!objects_find(epoch->packs, id, &place))
		return read_by_library(epoch, id, ret_object, error);
	if (!epoch->unpacker)
		epoch->unpacker = unpacker_new();
	switch (unpacker_read(epoch->unpacker, epoch->packs->pdata[place.pack], place.offset, false,
			      ret_object, error)) {
	case UNPACK_OK:
		return READ_OK;
	case UNPACK_BASE_ELSEWHERE:
		return read_by_library(epoch, id, ret_object, error);
	case UNPACK_FAILED:
		break;
	}
	return READ_FAILED;
}

/* Says of an error which repository's and which commit's @what it is about. */
static void name_object(const struct epoch *epoch, const char *what, const git_oid *commit,
			GError **error)
{
	char id[ARCHIVE_ID_BYTES];

	git_oid_tostr(id, sizeof(id), commit);
	g_prefix_error(error, "repository '%s': cannot read %s %s: ", epoch->path, what, id);
}

static void set_object_error(const struct epoch *epoch, const char *what, const git_oid *commit,
			     const char *fault, GError **error)
{
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT, fault);
	name_object(epoch, what, commit, error);
}

void epoch_read_all_commits(struct epoch *epoch, unsigned n_workers)
{
	if (!epoch->commits)
		epoch->commits = commit_table_read(epoch->packs, n_workers);
}

void epoch_rest(struct epoch *epoch)
{
	g_clear_pointer(&epoch->commits, commit_table_free);
	g_clear_pointer(&epoch->recent, g_free);
	g_clear_pointer(&epoch->unpacker, unpacker_free);
}

static struct recent_commit *recent_place(struct epoch *epoch, const git_oid *id)
{
	unsigned number;

	if (!epoch->recent)
		epoch->recent = g_new0(struct recent_commit, RECENT_COMMITS);
	memcpy(&number, id->id, sizeof(number));
	return &epoch->recent[number % RECENT_COMMITS];
}

/* The commit, if it was read before. */
static bool find_commit(struct epoch *epoch, struct commit *commit)
{
	const git_oid *id = &commit->place.id;
	const struct recent_commit *recent;
	struct known_commit known;

	if (epoch->commits && commit_table_find(epoch->commits, id, &known)) {
		commit->head = known.head;
		commit->change = known.change;
		commit->mail = known.mail;
		return true;
	}
	recent = recent_place(epoch, id);
	if (!recent->is_set || !git_oid_equal(&recent->id, id))
		return false;
	commit->head = recent->head;
	return true;
}

static bool parse_commit(struct epoch *epoch, struct commit *commit, GError **error)
{
	static const char what[] = "commit";
	const git_oid *id = &commit->place.id;
	struct object object;

	switch (epoch_read_object(epoch, id, &object, error)) {
	case READ_OK:
		break;
	case READ_MISSING:
		set_object_error(epoch, what, id, "it is not there", error);
		return false;
	case READ_FAILED:
		name_object(epoch, what, id, error);
		return false;
	}
	if (object.type != OBJECT_COMMIT) {
		set_object_error(epoch, what, id, "the object is no commit", error);
		return false;
	}
	if (!commit_head_read(object.bytes, &commit->head)) {
		set_object_error(epoch, what, id, "its header is damaged", error);
		return false;
	}
	*recent_place(epoch, id) = (struct recent_commit){true, *id, commit->head};
	return true;
}

bool epoch_read_commit(struct epoch *epoch, const struct commit_place *place,
		       struct commit *ret_commit, GError **error)
{
	struct commit commit = {.place = *place};

	if (!find_commit(epoch, &commit) && !parse_commit(epoch, &commit, error))
		return false;
	if (epoch->shallow && g_hash_table_contains(epoch->shallow, &place->id))
		commit.head.has_parent = false;
	*ret_commit = commit;
	return true;
}

enum read_result epoch_read_tree(struct epoch *epoch, const struct commit *commit,
				 const git_oid *id, str *ret_tree, GError **error)
{
	static const char what[] = "the tree of commit";
	struct object object;
	enum read_result result = epoch_read_object(epoch, id, &object, error);

	if (result == READ_FAILED)
		name_object(epoch, what, &commit->place.id, error);
	if (result != READ_OK)
		return result;
	if (object.type != OBJECT_TREE) {
		set_object_error(epoch, what, &commit->place.id, "the object is no tree", error);
		return READ_FAILED;
	}
	*ret_tree = object.bytes;
	return READ_OK;
}

void epoch_set_tree_error(const struct epoch *epoch, const struct commit *commit, GError **error)
{
	set_object_error(epoch, "the tree of commit", &commit->place.id, "it is damaged", error);
}

/* What @result, of reading @object, means for the mail of @commit. */
static enum read_result take_mail(const struct epoch *epoch, enum read_result result,
				  const struct object *object, const git_oid *commit, str *ret_mail,
				  GError **error)
{
	static const char what[] = "the mail of commit";

	if (result == READ_FAILED)
		name_object(epoch, what, commit, error);
	if (result != READ_OK)
		return result;
	if (object->type != OBJECT_BLOB) {
		set_object_error(epoch, what, commit, "the object is no blob", error);
		return READ_FAILED;
	}
	*ret_mail = object->bytes;
	return READ_OK;
}

enum read_result epoch_read_mail(struct epoch *epoch, const git_oid *id, const git_oid *commit,
				 str *ret_mail, GError **error)
{
	struct object object;
	enum read_result result = epoch_read_object(epoch, id, &object, error);

	return take_mail(epoch, result, &object, commit, ret_mail, error);
}

enum unpack_result epoch_unpack_mail(const struct epoch *epoch, struct unpacker *unpacker,
				     const struct object_place *place, bool is_base,
				     const git_oid *commit, str *ret_mail, GError **error)
{
	struct object object;
	enum unpack_result result = unpacker_read(unpacker, epoch->packs->pdata[place->pack],
						  place->offset, is_base, &object, error);
	enum read_result read = result == UNPACK_FAILED ? READ_FAILED : READ_OK;

	if (result == UNPACK_BASE_ELSEWHERE)
		return result;
	return take_mail(epoch, read, &object, commit, ret_mail, error) == READ_OK ? UNPACK_OK
										   : UNPACK_FAILED;
}
