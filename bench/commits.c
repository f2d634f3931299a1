/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the commits of a project's repository, as `tidings repo add` does, and prints how
 * many there are and a sum over what they change. With a number, all but so many of the
 * newest are known: what is read then is what a day brings.
 *
 *	bench/commits REPOSITORY [NEW]
 */
#include "base/error.h"
#include "repository/repository.h"

#include <stdio.h>
#include <stdlib.h>

static void fail(const GError *error)
{
	fprintf(stderr, "bench/commits: %s\n", error->message);
	exit(1);
}

static struct repository_commits *read_commits(struct repository *repository,
					       const struct repository_request *request)
{
	g_autoptr(GError) error = NULL;
	struct repository_commits *commits = repository_read_commits(repository, request, &error);

	if (!commits)
		fail(error);
	return commits;
}

static void print_commits(const char *what, const struct repository_commits *commits, gint64 since)
{
	uint64_t sum = 0;
	size_t n_files = 0;
	size_t n_links = 0;

	for (size_t i = 0; i < commits->n_commits; i++) {
		sum += commits->commits[i].hash.paths ^ commits->commits[i].hash.new_blobs;
		n_files += commits->commits[i].n_files;
		n_links += commits->commits[i].n_links;
	}
	printf("%s: %zu commits, %zu files, %zu links, sum %016" G_GINT64_MODIFIER "x, %.3f s\n",
	       what, commits->n_commits, n_files, n_links, sum,
	       (double)(g_get_monotonic_time() - since) / G_USEC_PER_SEC);
}

/* Reads the last @n_new of @all again, the others known. */
static void read_new(const char *path, const struct repository_commits *all, size_t n_new)
{
	size_t n_known = all->n_commits - MIN(n_new, all->n_commits);
	unsigned char(*known)[COMMIT_ID_BYTES] = g_malloc((n_known + 1) * COMMIT_ID_BYTES);
	struct repository_request request = {
		.known = (const unsigned char(*)[COMMIT_ID_BYTES])known,
		.n_known = (unsigned)n_known,
		.known_is_whole = true,
	};
	g_autoptr(GError) error = NULL;
	gint64 since;

	for (size_t i = 0; i < n_known; i++)
		memcpy(known[i], all->commits[i].id, COMMIT_ID_BYTES);
	since = g_get_monotonic_time();
	{
		g_autoptr(repository) repository = repository_open(path, &error);
		g_autoptr(repository_commits) commits = NULL;

		if (!repository)
			fail(error);
		commits = read_commits(repository, &request);
		print_commits("new", commits, since);
	}
	g_free(known);
}

int main(int argc, char **argv)
{
	const struct repository_request request = {0};
	gint64 since = g_get_monotonic_time();
	g_autoptr(GError) error = NULL;
	g_autoptr(repository) repository = NULL;
	g_autoptr(repository_commits) commits = NULL;

	if (argc < 2 || argc > 3) {
		fputs("usage: bench/commits REPOSITORY [NEW]\n", stderr);
		return 2;
	}
	repository = repository_open(argv[1], &error);
	if (!repository)
		fail(error);
	commits = read_commits(repository, &request);
	print_commits("all", commits, since);
	if (argc == 3)
		read_new(argv[1], commits, strtoul(argv[2], NULL, 10));
	return 0;
}
