/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "repository/grafts.h"

#include "archive/git_library.h"
#include "archive/small_file.h"

struct graft {
	git_oid commit;
	bool is_shallow;
	unsigned n_parents;
	git_oid parents[];
};

struct grafts {
	GHashTable *by_commit; /* of struct graft, which is key and value; NULL without any */
};

static unsigned graft_hash(const void *graft)
{
	unsigned hash;

	memcpy(&hash, ((const struct graft *)graft)->commit.id, sizeof(hash));
	return hash;
}

static int graft_equal(const void *a, const void *b)
{
	return git_oid_equal(&((const struct graft *)a)->commit,
			     &((const struct graft *)b)->commit);
}

/* A line is a commit and its parents, in hexadecimal, parted by blanks. */
static struct graft *read_graft(str line)
{
	g_autofree struct graft *graft =
		g_malloc0(sizeof(*graft) + (line.len / GIT_OID_HEXSZ + 1) * sizeof(git_oid));
	str word;

	if (!str_next_word(&line, &word) || !oid_parse(word, &graft->commit))
		return NULL;
	while (str_next_word(&line, &word)) {
		if (!oid_parse(word, &graft->parents[graft->n_parents++]))
			return NULL;
	}
	return g_steal_pointer(&graft);
}

static void read_file(struct grafts *grafts, const char *git_directory, const char *name,
		      bool is_shallow)
{
	g_autofree char *bytes = NULL;
	str rest;
	str line;

	if (small_file_read(git_directory, name, &rest) != SMALL_FILE_READ)
		return;
	bytes = (char *)rest.ptr;
	while (str_next_line(&rest, &line)) {
		struct graft *graft = read_graft(line);

		if (!graft)
			continue;
		graft->is_shallow = is_shallow;
		if (!grafts->by_commit)
			grafts->by_commit =
				g_hash_table_new_full(graft_hash, graft_equal, g_free, NULL);
		g_hash_table_add(grafts->by_commit, graft);
	}
}

struct grafts *grafts_read(const char *git_directory)
{
	struct grafts *grafts = g_new0(struct grafts, 1);

	read_file(grafts, git_directory, "info/grafts", false);
	read_file(grafts, git_directory, "shallow", true);
	return grafts;
}

void grafts_free(struct grafts *grafts)
{
	if (!grafts)
		return;
	g_clear_pointer(&grafts->by_commit, g_hash_table_unref);
	g_free(grafts);
}

static const struct graft *find(const struct grafts *grafts, const git_oid *commit)
{
	/* A graft begins with the id of its commit. */
	return grafts->by_commit ? g_hash_table_lookup(grafts->by_commit, commit) : NULL;
}

bool grafts_is_shallow(const struct grafts *grafts, const git_oid *commit)
{
	const struct graft *graft = find(grafts, commit);

	return graft && graft->is_shallow;
}

bool grafts_find(const struct grafts *grafts, const git_oid *commit, const git_oid **ret_parents,
		 unsigned *ret_n_parents)
{
	const struct graft *graft = find(grafts, commit);

	if (!graft)
		return false;
	*ret_parents = graft->parents;
	*ret_n_parents = graft->n_parents;
	return true;
}
