/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/batch.h"

#include "base/limits.h"

#include <glib.h>

bool batch_of(str message_id, struct batch *ret_batch)
{
	str local = message_id;
	size_t end;

	if (str_find_byte(message_id, '@', &end))
		local.len = end;
	/* The last number counts: the ones before it are dates and revisions. */
	for (end = local.len; end > 0; end--) {
		size_t begin = end - 1;
		unsigned number;

		if (local.ptr[end - 1] != '-')
			continue;
		while (begin > 0 && g_ascii_isdigit(local.ptr[begin - 1]))
			begin--;
		if (begin == 0 || local.ptr[begin - 1] != '-')
			continue;
		if (!str_to_uint(str_slice(local, begin, end - 1), LIMIT_COUNTER, &number))
			continue;
		*ret_batch = (struct batch){
			.before = str_slice(message_id, 0, begin),
			.after = str_skip(message_id, end - 1),
			.number = number,
		};
		return true;
	}
	return false;
}
