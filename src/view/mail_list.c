/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/mail_list.h"

struct mail_list *mail_list_new(void)
{
	struct mail_list *list = g_new0(struct mail_list, 1);

	arena_init(&list->arena);
	return list;
}

void mail_list_free(struct mail_list *list)
{
	if (!list)
		return;
	arena_clear(&list->arena);
	g_free(list);
}
