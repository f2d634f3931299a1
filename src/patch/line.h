/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What several readers of this room do with the lines of a text.
 */
#ifndef TIDINGS_PATCH_LINE_H
#define TIDINGS_PATCH_LINE_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Takes the last line of @text that is not blank off it, with what is blank
 * below; its end is trimmed. False where there is none.
 */
bool line_take_last(str *text, str *ret_line);

/*
 * Takes the lines that go on with @line, as far as @is_folded says so, off
 * @rest: joined to it, each trimmed and behind a blank. Returns @line itself
 * where there is none.
 */
str line_unfold(struct arena *arena, str line, str *rest, bool (*is_folded)(str next));

#endif
