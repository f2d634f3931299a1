/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/nearest.h"

#include <glib.h>
#include <string.h>

enum { NAME_MAX_LETTERS = 64 }; /* of names that are compared; no name is longer */

static unsigned min_of(unsigned a, unsigned b, unsigned c)
{
	return MIN(a, MIN(b, c));
}

/* How many letters are added, dropped, changed or swapped with the next between the two. */
static unsigned distance(const char *from, const char *to)
{
	/* The rows of the table of the beginnings: this one and the two before it. */
	unsigned rows[3][NAME_MAX_LETTERS + 1];
	size_t n_from = strlen(from);
	size_t n_to = strlen(to);

	if (n_from > NAME_MAX_LETTERS || n_to > NAME_MAX_LETTERS)
		return NAME_MAX_LETTERS;
	for (unsigned j = 0; j <= n_to; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= n_from; i++) {
		const unsigned *above = rows[(i - 1) % 3];
		const unsigned *far_above = rows[(i + 1) % 3];
		unsigned *row = rows[i % 3];

		row[0] = i;
		for (unsigned j = 1; j <= n_to; j++) {
			unsigned change = from[i - 1] == to[j - 1] ? 0 : 1;

			row[j] = min_of(above[j] + 1, row[j - 1] + 1, above[j - 1] + change);
			if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
				row[j] = MIN(row[j], far_above[j - 2] + 1);
		}
	}
	return rows[n_from % 3][n_to];
}

void config_nearest_begin(struct config_nearest *search, const char *name)
{
	*search = (struct config_nearest){
		.name = name,
		.least = (unsigned)MIN(strlen(name), NAME_MAX_LETTERS) / 3 + 2,
	};
}

void config_nearest_consider(struct config_nearest *search, const char *candidate)
{
	unsigned changes = distance(search->name, candidate);

	if (changes < search->least) {
		search->least = changes;
		search->nearest = candidate;
	}
}
