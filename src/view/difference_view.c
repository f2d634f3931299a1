/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/difference_view.h"

void difference_view_free(struct difference_view *view)
{
	if (!view)
		return;
	arena_clear(&view->arena);
	g_free(view);
}
