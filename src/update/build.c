/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "update/build.h"

#include "base/timestamp.h"
#include "update/entries.h"
#include "update/statistics.h"
#include "update/works.h"

#include <glib.h>
#include <stdlib.h>

static int compare_areas(const void *a, const void *b)
{
	const struct update_area *left = a;
	const struct update_area *right = b;
	size_t shorter = MIN(left->name.len, right->name.len);
	int order = shorter ? g_ascii_strncasecmp(left->name.ptr, right->name.ptr, shorter) : 0;

	/* What has no area comes last. */
	if ((left->name.len == 0) != (right->name.len == 0))
		return left->name.len == 0 ? 1 : -1;
	if (order == 0)
		order = (left->name.len > right->name.len) - (left->name.len < right->name.len);
	return order ? order : str_compare(left->name, right->name);
}

static unsigned patches_that_came(const struct update_series *series)
{
	unsigned n = 0;

	for (unsigned i = 0; i < series->n_patches; i++)
		n += !series->patches[i].came_before;
	return n;
}

/* Areas are one whatever their case; the spelling of the newest series is shown. */
static void build_areas(struct update *update)
{
	g_autoptr(GHashTable) areas = g_hash_table_new(str_hash_nocase, str_hash_equal_nocase);
	g_autofree unsigned *area_of = g_new(unsigned, update->n_series + 1);

	update->areas = arena_new_array(&update->arena, struct update_area, update->n_series);
	for (unsigned i = 0; i < update->n_series; i++) {
		str *key = &update->series[i].area;
		gpointer known = g_hash_table_lookup(areas, key);

		if (!known) {
			update->areas[update->n_areas].name = update->series[i].area;
			known = GUINT_TO_POINTER(++update->n_areas);
			g_hash_table_insert(areas, key, known);
		}
		area_of[i] = GPOINTER_TO_UINT(known) - 1;
		update->areas[area_of[i]].n_series++;
		update->areas[area_of[i]].patches += patches_that_came(&update->series[i]);
	}
	for (unsigned i = 0; i < update->n_areas; i++) {
		update->areas[i].series =
			arena_new_array(&update->arena, unsigned, update->areas[i].n_series);
		update->areas[i].n_series = 0;
	}
	for (unsigned i = 0; i < update->n_series; i++) {
		struct update_area *area = &update->areas[area_of[i]];

		area->series[area->n_series++] = i;
	}
	qsort(update->areas, update->n_areas, sizeof(*update->areas), compare_areas);
}

static void build_defects(struct update *update, const struct update_material *material)
{
	update->defects =
		arena_new_array(&update->arena, struct update_defect, material->n_defects);
	for (unsigned i = 0; i < material->n_defects; i++) {
		if (material->defects[i])
			update->defects[update->n_defects++] = (struct update_defect){
				.name = str_from(material->defect_names[i]),
				.mails = material->defects[i],
			};
	}
}

static void build_period(struct update *update, const struct update_material *material)
{
	struct update_period period = update_period_of(material);

	if (period.since > period.until)
		return;
	update->since = timestamp_format_utc(&update->arena, period.since);
	update->until = timestamp_format_utc(&update->arena, period.until);
}

struct update *update_build(const struct update_material *material)
{
	struct update *update = g_new0(struct update, 1);

	arena_init(&update->arena);
	update->title = material->title;
	update->from = material->from;
	update->to = material->to;
	update->link = material->link;
	update->top = material->top;
	build_period(update, material);
	statistics_count(update, material);
	statistics_days(update, material);
	statistics_contributors(update, material);
	statistics_reviewers(update, material);
	entries_build(update, material);
	works_build(update, material);
	build_areas(update);
	build_defects(update, material);
	return update;
}
