/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Progress of long work, told to whoever wants to show it.
 *
 * Rooms below src/cli do not print: they call progress_reach(), and the caller
 * decides what becomes of it. A NULL progress is allowed and costs nothing.
 */
#ifndef TIDINGS_BASE_PROGRESS_H
#define TIDINGS_BASE_PROGRESS_H

#include <stddef.h>

/* @done of @total; @total is 0 while it is not known. */
typedef void (*progress_show_fn)(const char *what, size_t done, size_t total, void *user);

struct progress {
	progress_show_fn show;
	void *user;
	const char *what; /* "reading mails": a literal */
	size_t total;
	size_t every; /* show is called each so many steps; at least 1 */
	size_t before; /* steps of earlier parts of the work: they are added to what is told */
	size_t done; /* so far */
};

/*
 * Another stage of the same work, of @total steps, shown where @of is, some fifty times. Of NULL
 * one that shows nothing.
 */
struct progress progress_stage(const struct progress *of, const char *what, size_t total);

/* Tells that @done steps of this part are done; shown each so many and at the last one of all. */
void progress_reach(struct progress *progress, size_t done);

#endif
