/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/range.h"

#include "archive/range_text.h"
#include "base/limits.h"

#include <string.h>

enum {
	ID_DIGITS = GIT_OID_HEXSZ,
	ID_DIGITS_MIN = 4, /* as git has it; fewer are a name */
};

enum lookup {
	LOOKUP_NONE,
	LOOKUP_ONE,
	LOOKUP_SEVERAL,
	LOOKUP_FAILED, /* the error is set */
};

/*
 * Whether the object @id is a commit, or a tag of one, which then stands in
 * @ret_commit. git-mktag(1): a tag begins with the id of its object.
 */
static bool peel_to_commit(struct epoch *epoch, const git_oid *id, git_oid *ret_commit)
{
	git_oid at = *id;

	for (unsigned depth = 0; depth < LIMIT_TAGS; depth++) {
		struct object object;
		str line;

		/* One that cannot be read counts: the walk that needs it says what is wrong. */
		if (epoch_read_object(epoch, &at, &object, NULL) != READ_OK ||
		    object.type == OBJECT_COMMIT) {
			*ret_commit = at;
			return true;
		}
		if (object.type != OBJECT_TAG || !str_next_line(&object.bytes, &line) ||
		    !str_take(&line, STR("object ")) || !oid_parse(line, &at))
			return false;
	}
	return false;
}

/* The commits among the objects whose ids begin alike. */
struct prefix_search {
	struct epoch *epoch;
	git_oid prefix;
	size_t n_digits;
	git_oid commit;
	enum lookup found;
};

static int visit_object(const git_oid *id, void *user)
{
	struct prefix_search *search = user;
	git_oid commit;

	if (git_oid_ncmp(id, &search->prefix, search->n_digits) != 0 ||
	    !peel_to_commit(search->epoch, id, &commit))
		return 0;
	if (search->found == LOOKUP_ONE && !git_oid_equal(&commit, &search->commit))
		search->found = LOOKUP_SEVERAL;
	if (search->found == LOOKUP_NONE)
		search->found = LOOKUP_ONE;
	search->commit = commit;
	return 0;
}

/* Visits every object whose id begins as @search wants it. */
static bool search_prefix(struct prefix_search *search, GError **error)
{
	const struct library_view *library = epoch_library(search->epoch, error);
	git_oid full;
	int result;

	if (!library)
		return false;
	result = git_odb_exists_prefix(&full, library->objects, &search->prefix, search->n_digits);
	if (result == 0)
		visit_object(&full, search);
	if (result != GIT_EAMBIGUOUS ||
	    git_odb_foreach(library->objects, visit_object, search) == 0)
		return true;
	git_library_error(error, TIDINGS_ERROR_CORRUPT, "repository '%s': cannot list objects",
			  search->epoch->path);
	return false;
}

/* The commit of @epoch whose id begins with @digits: a mail's blob may begin so too. */
static enum lookup epoch_find_id(struct epoch *epoch, str digits, git_oid *ret_id, GError **error)
{
	struct prefix_search search = {.epoch = epoch, .n_digits = digits.len};
	struct object_place place;

	if (git_oid_fromstrn(&search.prefix, digits.ptr, digits.len) != 0)
		return LOOKUP_NONE;
	if (digits.len == ID_DIGITS && objects_find(epoch->packs, &search.prefix, &place))
		visit_object(&search.prefix, &search);
	else if (!search_prefix(&search, error))
		return LOOKUP_FAILED;
	if (search.found == LOOKUP_ONE)
		*ret_id = search.commit;
	return search.found;
}

static enum lookup find_id(struct archive *archive, str digits, struct commit_place *ret_place,
			   GError **error)
{
	enum lookup found = LOOKUP_NONE;
	struct commit_place place = {0};

	for (size_t i = archive->epochs->len; i-- > 0;) {
		git_oid id;
		enum lookup here = epoch_find_id(archive->epochs->pdata[i], digits, &id, error);

		if (here == LOOKUP_NONE)
			continue;
		if (here != LOOKUP_ONE)
			return here;
		if (found == LOOKUP_ONE && !git_oid_equal(&id, &place.id))
			return LOOKUP_SEVERAL;
		place = (struct commit_place){.epoch = i, .id = id};
		found = LOOKUP_ONE;
	}
	if (found == LOOKUP_ONE)
		*ret_place = place;
	return found;
}

static enum lookup find_name(struct archive *archive, str name, struct commit_place *ret_place,
			     GError **error)
{
	g_autofree char *text = str_dup(name);

	if (str_equal(name, STR("HEAD")) || str_equal(name, STR("@")))
		return epochs_tip(archive->epochs, archive->epochs->len, ret_place) ? LOOKUP_ONE
										    : LOOKUP_NONE;
	for (size_t i = archive->epochs->len; i-- > 0;) {
		const struct library_view *library =
			epoch_library(archive->epochs->pdata[i], error);
		g_autoptr(git_reference) reference = NULL;
		g_autoptr(git_reference) direct = NULL;
		git_oid commit;

		if (!library)
			return LOOKUP_FAILED;
		if (git_reference_dwim(&reference, library->repository, text) != 0 ||
		    git_reference_resolve(&direct, reference) != 0 ||
		    !peel_to_commit(archive->epochs->pdata[i], git_reference_target(direct),
				    &commit))
			continue;
		*ret_place = (struct commit_place){.epoch = i, .id = commit};
		return LOOKUP_ONE;
	}
	return LOOKUP_NONE;
}

/* The order is git's: a whole id, then a name, then an abbreviated id. */
static enum lookup find_revision(struct archive *archive, str name, struct commit_place *ret_place,
				 GError **error)
{
	bool is_id = str_is_hex(name) && name.len >= ID_DIGITS_MIN && name.len <= ID_DIGITS;
	enum lookup found;

	if (is_id && name.len == ID_DIGITS)
		return find_id(archive, name, ret_place, error);
	found = find_name(archive, name, ret_place, error);
	if (found != LOOKUP_NONE || !is_id)
		return found;
	return find_id(archive, name, ret_place, error);
}

static bool walk_back(struct archive *archive, str text, unsigned steps, struct commit_place *place,
		      GError **error)
{
	struct walk_guard guard = {0};

	for (unsigned taken = 0; taken < steps; taken++) {
		struct commit commit;

		if (!walk_guard_step(&guard, place, archive->epochs, error))
			return false;
		if (!epoch_read_commit(archive->epochs->pdata[place->epoch], place, &commit, error))
			return false;
		if (!epochs_step_back(archive->epochs, &commit, place)) {
			g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
				    "no commit '" STR_FMT "' in archive '%s': its first commit is "
				    "%u steps back; leave FROM out to begin there",
				    STR_ARG(text), archive->path, taken);
			return false;
		}
	}
	return true;
}

static bool resolve_end(struct archive *archive, str text, struct commit_place *ret_place,
			GError **error)
{
	struct revision_text revision;
	struct commit_place place = {0};

	if (!revision_text_parse(text, &revision)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			    "'" STR_FMT "' names no commit of an archive: an id, a ref or a tag "
			    "is wanted, with ~N or ^ behind it",
			    STR_ARG(text));
		return false;
	}
	switch (find_revision(archive, revision.name, &place, error)) {
	case LOOKUP_NONE:
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "no commit '" STR_FMT "' in archive '%s'", STR_ARG(revision.name),
			    archive->path);
		return false;
	case LOOKUP_SEVERAL:
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_AMBIGUOUS,
			    "'" STR_FMT "' fits several commits of archive '%s': give more digits",
			    STR_ARG(revision.name), archive->path);
		return false;
	case LOOKUP_FAILED:
		return false;
	case LOOKUP_ONE:
		break;
	}
	if (!walk_back(archive, text, revision.steps, &place, error))
		return false;
	*ret_place = place;
	return true;
}

bool range_resolve(struct archive *archive, const char *text, struct range *ret_range,
		   GError **error)
{
	struct range range = {0};
	str from;
	str to;

	range.has_to = epochs_tip(archive->epochs, archive->epochs->len, &range.to);
	if (!text) {
		*ret_range = range;
		return true;
	}
	if (!range_text_split(str_from(text), &from, &to)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			    "'%s' is no range: FROM..TO, FROM.. or ..TO is wanted", text);
		return false;
	}
	if (!resolve_end(archive, to.len > 0 ? to : STR("HEAD"), &range.to, error))
		return false;
	range.has_from = from.len > 0;
	if (range.has_from && !resolve_end(archive, from, &range.from, error))
		return false;
	*ret_range = range;
	return true;
}
