/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table as text: columns aligned, the last one fitted to the terminal.
 *
 * A cell that is wider than its column may be does not widen it, so that no sender
 * decides how the others' lines look: on a terminal it is cut, else it stands out.
 */
#ifndef TIDINGS_RENDER_TABLE_H
#define TIDINGS_RENDER_TABLE_H

#include "base/arena.h"
#include "base/str.h"
#include "render/style.h"

#include <glib.h>

enum { TABLE_PLAIN = -1 }; /* the style of a cell that has none */

struct table {
	struct arena arena; /* for texts of cells */
	const unsigned
		*limits; /* of each column: how wide a cell can make it; the last is not used */
	unsigned n_columns;
	GArray *cells; /* struct table_cell, row after row */
	GPtrArray *details; /* GString * or NULL, of each row */
};

/* @limits are borrowed. table_clear() it. */
void table_init(struct table *table, const unsigned *limits, unsigned n_columns);
void table_clear(struct table *table);

/*
 * Adds the next cell of the row; @words live as long as the table, and are made
 * harmless when they are written. @style is an enum style, or TABLE_PLAIN.
 */
void table_add(struct table *table, str words, int style);

/* What stands on lines of its own below the last row that has begun; harmless, and indented. */
GString *table_detail(struct table *table);

void table_append(const struct table *table, const struct render_options *options, GString *out);

#endif
