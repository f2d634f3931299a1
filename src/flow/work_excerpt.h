/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a reply says, in one line.
 */
#ifndef TIDINGS_FLOW_WORK_EXCERPT_H
#define TIDINGS_FLOW_WORK_EXCERPT_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The first line of @text, trimmed, that is the sender's own: not quoted, not the line or
 * two that say who wrote what is quoted below, no greeting, no trailer, and above the
 * signature. Empty where there is none.
 */
str work_excerpt_of(struct arena *arena, str text);

#endif
