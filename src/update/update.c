/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "update/update.h"

void update_free(struct update *update)
{
	if (!update)
		return;
	arena_clear(&update->arena);
	g_free(update);
}
