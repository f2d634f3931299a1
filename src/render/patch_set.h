/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What became of the patches of a posting on their way to git-am(1).
 */
#ifndef TIDINGS_RENDER_PATCH_SET_H
#define TIDINGS_RENDER_PATCH_SET_H

#include "view/patch_set.h"

/* Schema tidings-am/1: the patches without their mails. */
void render_patch_set_json(const struct patch_set *set, GString *out);

#endif
