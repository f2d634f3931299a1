/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Plots as inline SVG: bars that stand, over time or classes, and bars that lie, for names.
 *
 * All that has a colour has a class, and the page's style gives it: `plot-bar`, `plot-axis`,
 * `plot-text`. A plot is one image to programs that read pages aloud (WAI-ARIA, role img),
 * named by its title and described by its summary.
 */
#ifndef TIDINGS_RENDER_PLOT_H
#define TIDINGS_RENDER_PLOT_H

#include "base/arena.h"
#include "base/str.h"
#include "update/update.h"

#include <glib.h>

enum plot_kind {
	PLOT_COLUMNS,
	PLOT_ROWS,
};

struct plot_bar {
	str label;
	uint64_t value;
};

struct plot {
	enum plot_kind kind;
	const char *id; /* "plot-days": once in a page */
	str title; /* "Patches a day" */
	str what; /* heads the labels in a table: "Day" */
	str unit; /* heads the values: "Patches" */
	str summary; /* what the plot shows, for those who do not see it */
	struct plot_bar *bars;
	unsigned n_bars;
};

/* Appends the element; @plot is a struct plot * (value_write_fn). */
void plot_write(const void *plot, GString *out);

/*
 * The patches of each day, or of weeks and longer spans where the days are many. The plots
 * below are of @update, and in @arena. False where there is nothing to show.
 */
bool plot_of_days(struct arena *arena, const struct update_day *days, unsigned n_days,
		  struct plot *ret_plot);
bool plot_of_areas(struct arena *arena, const struct update *update, struct plot *ret_plot);
bool plot_of_contributors(struct arena *arena, const struct update *update, struct plot *ret_plot);
bool plot_of_waits(struct arena *arena, const struct update *update, struct plot *ret_plot);

#endif
