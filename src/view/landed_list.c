/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/landed_list.h"

struct landed_list *landed_list_new(void)
{
	struct landed_list *list = g_new0(struct landed_list, 1);

	arena_init(&list->arena);
	return list;
}

void landed_list_free(struct landed_list *list)
{
	if (!list)
		return;
	arena_clear(&list->arena);
	g_free(list);
}
