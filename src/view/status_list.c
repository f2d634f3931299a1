/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/status_list.h"

struct status_list *status_list_new(void)
{
	struct status_list *list = g_new0(struct status_list, 1);

	arena_init(&list->arena);
	return list;
}

void status_list_free(struct status_list *list)
{
	if (!list)
		return;
	arena_clear(&list->arena);
	g_free(list);
}
