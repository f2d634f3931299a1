/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/series_list.h"

struct series_list *series_list_new(void)
{
	struct series_list *list = g_new0(struct series_list, 1);

	arena_init(&list->arena);
	return list;
}

void series_list_free(struct series_list *list)
{
	if (!list)
		return;
	arena_clear(&list->arena);
	g_free(list);
}
