/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/inbox.h"

#include "base/error.h"
#include "base/limits.h"
#include "mirror/address.h"
#include "mirror/copy.h"
#include "mirror/download.h"

#include <string.h>

/* A manifest while it is asked for. */
struct asking {
	const struct mirror_run *run;
	const char *url; /* of the manifest */
	GString *body; /* NULL if there is none */
};

/* An inbox while it is brought up to date. */
struct filling {
	struct mirror_run *run;
	const char *path;
	const struct manifest *manifest;
	struct mirror_result result;
	bool was_there; /* some of its epochs were, before this run */
	unsigned n_failed;
	GError *first_error; /* of the epochs that failed */
};

static bool ask_once(void *user, struct attempt *attempt, GError **error)
{
	struct asking *asking = user;
	const struct download_request request = {
		.url = asking->url,
		.timeout = asking->run->request->timeout,
		.limit = LIMIT_MANIFEST_BYTES,
	};
	g_autoptr(GError) reason = NULL;
	enum download_result result =
		download(&request, &asking->body, &attempt->retry_after, &reason);

	if (result == DOWNLOAD_DONE || result == DOWNLOAD_ABSENT)
		return true;
	attempt->may_pass = result == DOWNLOAD_PASSING;
	g_propagate_error(error, g_steal_pointer(&reason));
	return false;
}

/* False also where there is none. */
static bool ask(struct mirror_run *run, const char *url, GString **ret_body, GError **error)
{
	struct asking asking = {.run = run, .url = url};

	attempt_tell(run, "asking the server which epochs there are");
	if (!attempt_repeat(run, ask_once, &asking, error))
		return false;
	*ret_body = asking.body;
	return true;
}

bool inbox_ask(struct mirror_run *run, struct manifest **ret_manifest, GError **error)
{
	g_autofree char *url = address_below(run->request->url, "/manifest.js.gz");
	g_autofree char *shown = address_shown(url);
	g_autofree char *name = mirror_name_of(run->request->url);
	g_autoptr(GString) body = NULL;
	struct manifest *manifest = NULL;

	if (!ask(run, url, &body, error)) {
		g_prefix_error(error, "cannot fetch %s: ", shown);
		return false;
	}
	if (body) {
		manifest = manifest_read((str){.ptr = body->str, .len = body->len}, name, error);
		if (!manifest) {
			g_prefix_error(error, "cannot fetch %s: ", shown);
			return false;
		}
	}
	*ret_manifest = manifest;
	return true;
}

bool inbox_describe(const char *path, const char *description, GError **error)
{
	g_autofree char *file = g_build_filename(path, "description", NULL);
	g_autofree char *line = g_strdup_printf("%s\n", description ? description : "");
	g_autofree char *before = NULL;
	g_autoptr(GError) reason = NULL;

	if (!description)
		return true;
	if (g_file_get_contents(file, &before, NULL, NULL) && strcmp(before, line) == 0)
		return true;
	if (g_file_set_contents(file, line, -1, &reason))
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot write %s: %s", file,
		    reason->message);
	return false;
}

static char *path_of(const struct filling *filling, unsigned number)
{
	return g_strdup_printf("%s/git/%u.git", filling->path, number);
}

/*
 * There already, or of the newest. A list ends with its newest epoch: what came to an older one
 * later than that would be new to nobody, so none is begun behind one that failed.
 */
static bool is_wanted(const struct filling *filling, size_t i)
{
	const GArray *epochs = filling->manifest->epochs;
	unsigned newest = filling->run->request->newest;
	g_autofree char *path =
		path_of(filling, g_array_index(epochs, struct manifest_epoch, i).number);

	if (copy_is_there(path))
		return true;
	return (newest == 0 || epochs->len - i <= newest) &&
	       !(filling->was_there && filling->n_failed > 0);
}

static bool update_epoch(struct filling *filling, const struct manifest_epoch *epoch,
			 GError **error)
{
	g_autofree char *below = g_strdup_printf("/git/%u.git", epoch->number);
	g_autofree char *url = address_below(filling->run->request->url, below);
	g_autofree char *path = path_of(filling, epoch->number);
	const struct copy copy = {.url = url, .path = path, .fingerprint = epoch->fingerprint};
	bool is_new = !copy_is_there(path);
	bool is_changed;

	if (!copy_update(filling->run, &copy, &is_changed, error))
		return false;
	filling->result.n_new_epochs += is_new;
	filling->result.changed = filling->result.changed || is_changed;
	return true;
}

/* What fails for one may do so for all: where there is no room, no git. */
static bool is_hopeless(const GError *error)
{
	return !g_error_matches(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
}

/* False if there is no use in going on. */
static bool try_epoch(struct filling *filling, const struct manifest_epoch *epoch)
{
	g_autofree char *part = g_strdup_printf("epoch %u", epoch->number);
	g_autoptr(GError) reason = NULL;
	bool goes_on;

	filling->run->part = part;
	if (!update_epoch(filling, epoch, &reason)) {
		filling->n_failed++;
		g_prefix_error(&reason, "%s: ", part);
	}
	filling->run->part = NULL;
	goes_on = !reason || !is_hopeless(reason);
	if (reason && !filling->first_error)
		filling->first_error = g_steal_pointer(&reason);
	return goes_on;
}

static unsigned count_epochs(const struct filling *filling)
{
	g_autofree char *folder = g_build_filename(filling->path, "git", NULL);
	g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
	const char *name;
	unsigned n = 0;

	while (entries && (name = g_dir_read_name(entries))) {
		str rest = str_from(name);

		n += str_take_digits(&rest).len > 0 && str_equal(rest, STR(".git"));
	}
	return n;
}

static bool report(struct filling *filling, GError **error)
{
	GError *first = g_steal_pointer(&filling->first_error);

	if (!first)
		return true;
	g_propagate_error(error, first);
	if (error && *error && filling->n_failed > 1) {
		g_autofree char *whole = g_strdup_printf("%s; and %u more failed",
							 (*error)->message, filling->n_failed - 1);

		g_free((*error)->message);
		(*error)->message = g_steal_pointer(&whole);
	}
	return false;
}

bool inbox_update(struct mirror_run *run, const char *path, const struct manifest *manifest,
		  struct mirror_result *ret_result, GError **error)
{
	struct filling filling = {.run = run, .path = path, .manifest = manifest};
	bool goes_on = true;

	filling.was_there = count_epochs(&filling) > 0;
	for (size_t i = 0; i < manifest->epochs->len && goes_on; i++) {
		const struct manifest_epoch *epoch =
			&g_array_index(manifest->epochs, struct manifest_epoch, i);

		if (is_wanted(&filling, i))
			goes_on = try_epoch(&filling, epoch);
	}
	filling.result.n_epochs = count_epochs(&filling);
	if (!report(&filling, error))
		return false;
	if (!inbox_describe(path, manifest->description, error))
		return false;
	*ret_result = filling.result;
	return true;
}
