/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/line.h"

#include <string.h>

bool line_take_last(str *text, str *ret_line)
{
	size_t newline;
	size_t begin = 0;

	*text = str_trim_end(*text);
	if (text->len == 0)
		return false;
	if (str_find_last_byte(*text, '\n', &newline))
		begin = newline + 1;
	*ret_line = str_skip(*text, begin);
	*text = str_slice(*text, 0, begin);
	return true;
}

str line_unfold(struct arena *arena, str line, str *rest, bool (*is_folded)(str next))
{
	str after = *rest;
	str next;
	size_t room = line.len;
	size_t len = line.len;
	char *text;

	while (str_next_line(&after, &next) && is_folded(next))
		room += next.len + 1;
	if (room == line.len)
		return line;
	text = arena_text(arena, room);
	if (line.len > 0)
		memcpy(text, line.ptr, line.len);
	for (after = *rest; str_next_line(&after, &next) && is_folded(next); *rest = after) {
		next = str_trim(next);
		if (next.len == 0)
			continue;
		if (len > 0)
			text[len++] = ' ';
		memcpy(text + len, next.ptr, next.len);
		len += next.len;
	}
	arena_shrink(arena, text, len);
	return (str){.ptr = text, .len = len};
}
