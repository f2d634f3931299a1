/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Git's deltas: an object as copies from another one, its base, and new bytes
 * between them. gitformat-pack(5), "Deltified representation". Pure.
 */
#ifndef TIDINGS_PACK_DELTA_H
#define TIDINGS_PACK_DELTA_H

#include "base/str.h"

#include <stdint.h>

/* A delta whose two sizes were read. */
struct delta {
	uint64_t base_size;
	uint64_t result_size;
	str instructions;
};

/* False where @bytes end within the sizes, or a size needs more than 63 bits. */
bool delta_read(str bytes, struct delta *ret_delta);

/*
 * Writes delta->result_size bytes to @result. False where the delta is damaged:
 * @base has another size than it says, a copy leaves the base or the result, or
 * the result is not filled. What stands in @result then is of no use.
 */
bool delta_apply(const struct delta *delta, str base, char *result);

#endif
