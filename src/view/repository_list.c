/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/repository_list.h"

struct repository_list *repository_list_new(void)
{
	struct repository_list *list = g_new0(struct repository_list, 1);

	arena_init(&list->arena);
	return list;
}

void repository_list_free(struct repository_list *list)
{
	if (!list)
		return;
	arena_clear(&list->arena);
	g_free(list);
}
