/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/patch_set.h"

void patch_set_free(struct patch_set *set)
{
	if (!set)
		return;
	arena_clear(&set->arena);
	g_free(set);
}
