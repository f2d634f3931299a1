/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/work_view.h"

const struct update_series *work_view_series(const struct work_view *view)
{
	return &view->update->series[0];
}

void work_view_free(struct work_view *view)
{
	if (!view)
		return;
	update_free(view->update);
	arena_clear(&view->arena);
	g_free(view);
}
