/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/remark_list.h"

#include "base/limits.h"

#include <string.h>

enum { FIRST_ROOM = 8 };

static void make_room(struct remark_list *list)
{
	unsigned n_allocated = list->n_allocated ? 2 * list->n_allocated : FIRST_ROOM;
	struct remark *items = arena_new_array(list->arena, struct remark, n_allocated);

	if (list->n_items > 0)
		memcpy(items, list->items, list->n_items * sizeof(*items));
	list->items = items;
	list->n_allocated = n_allocated;
}

void remark_list_add(struct remark_list *list, const struct remark *remark)
{
	if (list->n_items == LIMIT_REMARKS)
		return;
	if (list->n_items == list->n_allocated)
		make_room(list);
	list->items[list->n_items++] = *remark;
}
