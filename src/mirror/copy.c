/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/copy.h"

#include "base/error.h"
#include "mirror/address.h"
#include "mirror/git.h"
#include "mirror/leftovers.h"
#include "mirror/pieces.h"
#include "mirror/refs.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { PERMISSIONS = 0777 };

/* A copy while it is made or brought up to date. */
struct updating {
	struct mirror_run *run;
	const struct copy *copy;
	const char *repository; /* copy->path, or that of what is not whole yet */
	unsigned n_tries;
	bool was_cut; /* it is gone on with in pieces */
	bool is_changed;
};

static bool is_below(const char *path, const char *name, GFileTest test)
{
	g_autofree char *below = g_build_filename(path, name, NULL);

	return g_file_test(below, test);
}

bool copy_is_there(const char *path)
{
	return is_below(path, "HEAD", G_FILE_TEST_IS_REGULAR) &&
	       is_below(path, "objects", G_FILE_TEST_IS_DIR);
}

static bool cannot_write(const char *path, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot write %s: %s", path,
		    g_strerror(errno));
	return false;
}

/* A command that asks nobody. */
static bool run_local(const struct updating *updating, const char *const *arguments,
		      GString *output, GError **error)
{
	const struct git_call call = {
		.arguments = arguments,
		.repository = updating->repository,
	};

	return git_run(updating->run, &call, output, &(enum git_failure){0}, error);
}

/* What HEAD stands for; NULL if that cannot be read. g_free() it. */
static char *read_head(const char *repository)
{
	g_autofree char *path = g_build_filename(repository, "HEAD", NULL);
	g_autofree char *text = NULL;
	str head;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return NULL;
	head = str_trim_end(str_from(text));
	return str_take(&head, STR("ref: ")) ? str_dup(head) : NULL;
}

/* Its branch may have another name than git init gives one. */
static bool set_head(const struct updating *updating, const struct refs *server,
		     const GString *listing, GError **error)
{
	str ours = {.ptr = listing->str, .len = listing->len};
	g_autofree char *current = read_head(updating->repository);
	g_autofree char *head = refs_choose_head(ours, server, current);
	const char *const arguments[] = {"symbolic-ref", "HEAD", head, NULL};

	return !head || g_strcmp0(head, current) == 0 ||
	       run_local(updating, arguments, NULL, error);
}

static bool has_nothing(const struct updating *updating, GError **error)
{
	g_autofree char *address = address_shown(updating->copy->url);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
		    "cannot fetch %s: the repository there is empty", address);
	return false;
}

/* With @listing, of what is there before, that becomes what is there behind it. */
static bool fetch(struct updating *updating, const struct refs *server, GString *listing,
		  struct attempt *attempt, GError **error)
{
	const struct fetching fetching = {
		.run = updating->run,
		.url = updating->copy->url,
		.repository = updating->repository,
	};
	bool good;

	if (g_string_equal(server->listing, listing) && !pieces_are_missing(updating->repository))
		return true;
	good = updating->was_cut ? pieces_fetch(&fetching, attempt, error)
				 : pieces_fetch_whole(&fetching, attempt, error);
	if (!good)
		return false;
	g_string_truncate(listing, 0);
	return refs_list(updating->run, updating->repository, listing, error);
}

/* git's own housekeeping is for the reader's good: no fetch has failed where it does. */
static void keep_house(const struct updating *updating)
{
	static const char *const arguments[] = {"gc", "--auto", "--quiet", NULL};

	run_local(updating, arguments, NULL, NULL);
}

/* Whether it is a mirror, and of that address: what else is there is not to be overwritten. */
static bool is_copy_of(const struct updating *updating)
{
	static const char *const arguments[] = {"config", "--local", "--get-regexp",
						"^remote\\.origin\\.(mirror|url)$", NULL};
	g_autofree char *url = g_strdup_printf("remote.origin.url %s", updating->copy->url);
	g_autoptr(GString) said = g_string_new(NULL);
	bool is_mirror = false;
	bool is_of_url = false;
	str lines;
	str line;

	if (!run_local(updating, arguments, said, NULL))
		return false;
	lines = (str){.ptr = said->str, .len = said->len};
	while (str_next_line(&lines, &line)) {
		is_mirror = is_mirror || str_equal(line, STR("remote.origin.mirror true"));
		is_of_url = is_of_url || str_equal(address_cut(line), address_cut(str_from(url)));
	}
	return is_mirror && is_of_url;
}

static bool check_copy(const struct updating *updating, GError **error)
{
	g_autofree char *shown = address_shown(updating->copy->url);
	const char *path = updating->copy->path;

	if (is_copy_of(updating))
		return true;
	g_set_error(
		error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE,
		"%s is no mirror of %s, and is left as it is; give another path, or remove it, or "
		"if the server has moved, 'git -C %s config remote.origin.url %s'",
		path, shown, path, shown);
	return false;
}

static bool bring_up_to_date(struct updating *updating, const struct refs *server,
			     struct attempt *attempt, GError **error)
{
	g_autoptr(GString) listing = g_string_new(NULL);
	g_autoptr(GString) before = NULL;

	if (!check_copy(updating, error))
		return false;
	leftovers_remove(updating->repository);
	if (!refs_list(updating->run, updating->repository, listing, error))
		return false;
	before = g_string_new_len(listing->str, (gssize)listing->len);
	if (!fetch(updating, server, listing, attempt, error) ||
	    !set_head(updating, server, listing, error))
		return false;
	if (g_string_equal(before, listing))
		return true;
	updating->is_changed = true;
	keep_house(updating);
	return true;
}

/* What was begun has its address, which is written last; another one's is begun anew. */
static bool is_begun(const struct updating *updating)
{
	return copy_is_there(updating->repository) && is_copy_of(updating);
}

static bool configure(const struct updating *updating, GError **error)
{
	const char *const values[][2] = {
		{"remote.origin.fetch", "+refs/*:refs/*"},
		{"remote.origin.mirror", "true"},
		{"remote.origin.url", updating->copy->url},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		const char *const arguments[] = {"config", values[i][0], values[i][1], NULL};

		if (!run_local(updating, arguments, NULL, error))
			return false;
	}
	return true;
}

static bool begin(const struct updating *updating, GError **error)
{
	/* No template: neither samples of hooks nor a description of nothing. */
	static const char *const arguments[] = {"init", "--quiet", "--bare", "--template=", NULL};

	leftovers_remove_tree(updating->repository);
	if (g_mkdir_with_parents(updating->repository, PERMISSIONS) != 0)
		return cannot_write(updating->repository, error);
	return run_local(updating, arguments, NULL, error) && configure(updating, error);
}

/* Of an earlier run or try. What a killed git init left is no beginning. */
static bool prepare(struct updating *updating, bool is_first_try, GError **error)
{
	bool was_cut = leftovers_remove(updating->repository);

	if (!is_begun(updating))
		return begin(updating, error);
	updating->was_cut = updating->was_cut || is_first_try || was_cut;
	return true;
}

static bool make(struct updating *updating, const struct refs *server, struct attempt *attempt,
		 GError **error)
{
	g_autoptr(GString) listing = g_string_new(NULL);

	if (!refs_list(updating->run, updating->repository, listing, error) ||
	    !fetch(updating, server, listing, attempt, error) ||
	    !set_head(updating, server, listing, error))
		return false;
	if (g_rename(updating->repository, updating->copy->path) != 0)
		return cannot_write(updating->copy->path, error);
	updating->is_changed = true;
	return true;
}

static bool try_once(void *user, struct attempt *attempt, GError **error)
{
	struct updating *updating = user;
	bool is_new = updating->repository != updating->copy->path;
	bool is_first_try = updating->n_tries++ == 0;
	g_auto(refs) server = {0};

	if (!refs_ask(updating->run, updating->copy->url, &server, attempt, error))
		return false;
	/* --prune would take an empty repository for the will to have none. */
	if (server.listing->len == 0)
		return has_nothing(updating, error);
	if (!is_new)
		return bring_up_to_date(updating, &server, attempt, error);
	return prepare(updating, is_first_try, error) && make(updating, &server, attempt, error);
}

static bool is_the_same(const struct updating *updating)
{
	g_autoptr(GString) listing = g_string_new(NULL);

	return updating->copy->fingerprint &&
	       refs_list(updating->run, updating->repository, listing, NULL) &&
	       refs_have_fingerprint((str){.ptr = listing->str, .len = listing->len},
				     updating->copy->fingerprint);
}

bool copy_update(struct mirror_run *run, const struct copy *copy, bool *ret_changed, GError **error)
{
	g_autofree char *partial = g_strconcat(copy->path, ".partial", NULL);
	bool is_new = !copy_is_there(copy->path);
	struct updating updating = {
		.run = run,
		.copy = copy,
		.repository = is_new ? partial : copy->path,
	};

	if ((is_new || !is_the_same(&updating)) && !attempt_repeat(run, try_once, &updating, error))
		return false;
	*ret_changed = updating.is_changed;
	return true;
}
