/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/pieces.h"

#include "base/error.h"
#include "mirror/address.h"
#include "mirror/git.h"
#include "mirror/refs.h"

static bool fetch(const struct fetching *fetching, const char *how_much,
		  enum git_failure *ret_failure, GError **error)
{
	const char *const arguments[] = {
		"fetch",
		"--progress",
		"--prune",
		"--no-tags",
		"--no-show-forced-updates",
		"--no-write-fetch-head",
		"--no-auto-maintenance",
		how_much,
		"--",
		fetching->url,
		"+refs/*:refs/*",
		NULL,
	};
	const struct git_call call = {
		.arguments = arguments,
		.repository = fetching->repository,
		.url = fetching->url,
	};

	return git_run(fetching->run, &call, NULL, ret_failure, error);
}

static bool fetch_whole(const struct fetching *fetching, enum git_failure *ret_failure,
			GError **error)
{
	/* An option that changes nothing: the place must not be empty. */
	return fetch(fetching, "--no-keep", ret_failure, error);
}

bool pieces_fetch_whole(const struct fetching *fetching, struct attempt *attempt, GError **error)
{
	enum git_failure failure;

	if (fetch_whole(fetching, &failure, error))
		return true;
	attempt->may_pass = failure == GIT_FAILURE_PASSING;
	return false;
}

/* Where the history in the repository ends too early; NULL if it is whole. g_free() it. */
static char *read_ends(const char *repository)
{
	g_autofree char *path = g_build_filename(repository, "shallow", NULL);
	char *text = NULL;

	if (g_file_get_contents(path, &text, NULL, NULL) && *text)
		return text;
	g_free(text);
	return NULL;
}

bool pieces_are_missing(const char *repository)
{
	g_autofree char *ends = read_ends(repository);

	return ends != NULL;
}

/* One piece; where it does not bring the ends on, all the rest. */
static bool deepen(const struct fetching *fetching, const char *ends, enum git_failure *ret_failure,
		   GError **error)
{
	g_autofree char *piece = g_strdup_printf("--deepen=%u", fetching->run->pace->piece);
	g_autofree char *address = NULL;
	g_autofree char *further = NULL;

	if (!fetch(fetching, piece, ret_failure, error))
		return false;
	further = read_ends(fetching->repository);
	if (g_strcmp0(ends, further) != 0)
		return true;
	if (!fetch(fetching, "--unshallow", ret_failure, error))
		return false;
	if (!pieces_are_missing(fetching->repository))
		return true;
	address = address_shown(fetching->url);
	*ret_failure = GIT_FAILURE_FINAL;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
		    "cannot fetch %s: the server has only a part of the history itself", address);
	return false;
}

static bool deepen_to_the_root(const struct fetching *fetching, enum git_failure *ret_failure,
			       GError **error)
{
	for (;;) {
		g_autofree char *ends = read_ends(fetching->repository);

		if (!ends)
			return true;
		if (!deepen(fetching, ends, ret_failure, error))
			return false;
	}
}

static bool has_refs(const struct fetching *fetching)
{
	g_autoptr(GString) listing = g_string_new(NULL);

	return refs_list(fetching->run, fetching->repository, listing, NULL) && listing->len > 0;
}

static bool fetch_pieces(const struct fetching *fetching, enum git_failure *ret_failure,
			 GError **error)
{
	g_autofree char *piece = g_strdup_printf("--depth=%u", fetching->run->pace->piece);
	bool is_whole = !pieces_are_missing(fetching->repository) && has_refs(fetching);

	if (is_whole)
		return fetch_whole(fetching, ret_failure, error);
	if (!pieces_are_missing(fetching->repository) &&
	    !fetch(fetching, piece, ret_failure, error))
		return false;
	return deepen_to_the_root(fetching, ret_failure, error);
}

bool pieces_fetch(const struct fetching *fetching, struct attempt *attempt, GError **error)
{
	g_autoptr(GError) reason = NULL;
	enum git_failure failure;

	if (fetch_pieces(fetching, &failure, &reason))
		return true;
	if (failure == GIT_FAILURE_NO_PIECES && !pieces_are_missing(fetching->repository))
		return pieces_fetch_whole(fetching, attempt, error);
	attempt->may_pass = failure == GIT_FAILURE_PASSING;
	g_propagate_error(error, g_steal_pointer(&reason));
	return false;
}
