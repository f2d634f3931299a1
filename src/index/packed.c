/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/packed.h"

#include "base/utf8.h"

enum {
	BITS = 7,
	MORE = 0x80, /* set in all bytes of a number but its last */
};

void packed_put_number(GByteArray *bytes, uint64_t number)
{
	guint8 byte;

	for (; number >= MORE; number >>= BITS) {
		byte = (guint8)(number | MORE);
		g_byte_array_append(bytes, &byte, 1);
	}
	byte = (guint8)number;
	g_byte_array_append(bytes, &byte, 1);
}

void packed_put_text(GByteArray *bytes, str text)
{
	packed_put_number(bytes, text.len);
	if (text.len)
		g_byte_array_append(bytes, (const guint8 *)(const void *)text.ptr, (guint)text.len);
}

bool packed_take_number(str *bytes, uint64_t most, uint64_t *ret_number)
{
	uint64_t number = 0;

	for (unsigned shift = 0; shift < 64 && bytes->len > 0; shift += BITS) {
		unsigned char byte = (unsigned char)bytes->ptr[0];

		*bytes = str_skip(*bytes, 1);
		number |= (uint64_t)(byte & (MORE - 1)) << shift;
		if (byte < MORE) {
			*ret_number = number;
			return number <= most;
		}
	}
	return false;
}

bool packed_take_text(struct arena *arena, str *bytes, str *ret_text)
{
	uint64_t length;

	if (!packed_take_number(bytes, bytes->len, &length) || length > bytes->len)
		return false;
	*ret_text = arena_str(arena, str_slice(*bytes, 0, (size_t)length));
	*bytes = str_skip(*bytes, (size_t)length);
	return utf8_valid(*ret_text);
}
