/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/collision_list.h"

struct collision_list *collision_list_new(void)
{
	struct collision_list *list = g_new0(struct collision_list, 1);

	arena_init(&list->arena);
	return list;
}

void collision_list_free(struct collision_list *list)
{
	if (!list)
		return;
	arena_clear(&list->arena);
	g_free(list);
}
