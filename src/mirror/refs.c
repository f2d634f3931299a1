/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/refs.h"

#include "mirror/git.h"

#include <string.h>

static const str branches = STR_INIT("refs/heads/");

static void read_line(str line, struct refs *refs)
{
	str name;
	str id;
	size_t tab;

	if (!str_find_byte(line, '\t', &tab))
		return;
	id = str_slice(line, 0, tab);
	name = str_skip(line, tab + 1);
	if (str_equal(name, STR("HEAD")) && !refs->head && str_take(&id, STR("ref: ")))
		refs->head = str_dup(id);
	else if (str_equal(name, STR("HEAD")) && !refs->head_id)
		refs->head_id = str_dup(id);
	else if (str_starts(name, STR("refs/")) && str_is_hex(id) && !str_ends(name, STR("^{}")))
		g_string_append_printf(refs->listing, STR_FMT " " STR_FMT "\n", STR_ARG(id),
				       STR_ARG(name));
}

void refs_read(str output, struct refs *ret_refs)
{
	str line;

	*ret_refs = (struct refs){.listing = g_string_new(NULL)};
	while (str_next_line(&output, &line))
		read_line(line, ret_refs);
}

bool refs_ask(const struct mirror_run *run, const char *url, struct refs *ret_refs,
	      struct attempt *attempt, GError **error)
{
	const char *const arguments[] = {"ls-remote", "--quiet", "--symref", "--", url, NULL};
	const struct git_call call = {.arguments = arguments, .url = url, .is_answer = true};
	g_autoptr(GString) output = g_string_new(NULL);

	if (!git_try(run, &call, output, attempt, error))
		return false;
	refs_read((str){.ptr = output->str, .len = output->len}, ret_refs);
	return true;
}

bool refs_list(const struct mirror_run *run, const char *path, GString *listing, GError **error)
{
	/* git show-ref fails where there is none. */
	const char *const arguments[] = {"for-each-ref", "--format=%(objectname) %(refname)", NULL};
	const struct git_call call = {.arguments = arguments, .repository = path};

	return git_run(run, &call, listing, &(enum git_failure){0}, error);
}

void refs_clear(struct refs *refs)
{
	if (refs->listing)
		g_string_free(refs->listing, TRUE);
	g_free(refs->head);
	g_free(refs->head_id);
}

/* The first branch of @listing which is @name, and at @id; either may be NULL for any. */
static char *find_branch(str listing, const char *name, const char *id)
{
	str line;

	while (str_next_line(&listing, &line)) {
		str branch;
		size_t blank;

		if (!str_find_byte(line, ' ', &blank))
			continue;
		branch = str_skip(line, blank + 1);
		if (!str_starts(branch, branches) || (name && !str_equal(branch, str_from(name))))
			continue;
		if (!id || str_equal(str_slice(line, 0, blank), str_from(id)))
			return str_dup(branch);
	}
	return NULL;
}

char *refs_choose_head(str listing, const struct refs *server, const char *current)
{
	char *head = NULL;

	if (server->head)
		head = find_branch(listing, server->head, NULL);
	if (!head && current)
		head = find_branch(listing, current, NULL);
	if (!head && server->head_id)
		head = find_branch(listing, NULL, server->head_id);
	return head ? head : find_branch(listing, NULL, NULL);
}

bool refs_have_fingerprint(str listing, const char *fingerprint)
{
	g_autofree char *ours = NULL;

	if (!fingerprint)
		return false;
	ours = g_compute_checksum_for_data(G_CHECKSUM_SHA1, (const guchar *)listing.ptr,
					   listing.len);
	return g_ascii_strcasecmp(ours, fingerprint) == 0;
}
