/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers in network byte order, as git's files hold them, at any alignment. */
#ifndef TIDINGS_PACK_BIG_ENDIAN_H
#define TIDINGS_PACK_BIG_ENDIAN_H

#include <glib.h>
#include <stdint.h>
#include <string.h>

static inline uint32_t read_big_endian_32(const unsigned char bytes[4])
{
	uint32_t value;

	memcpy(&value, bytes, sizeof(value));
	return GUINT32_FROM_BE(value);
}

static inline uint64_t read_big_endian_64(const unsigned char bytes[8])
{
	uint64_t value;

	memcpy(&value, bytes, sizeof(value));
	return GUINT64_FROM_BE(value);
}

#endif
