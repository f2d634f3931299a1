/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The remarks of a mail as one value of a table. The reader takes any bytes: what a
 * damaged index holds is read as far as it goes.
 */
#ifndef TIDINGS_INDEX_ENCODE_REMARKS_H
#define TIDINGS_INDEX_ENCODE_REMARKS_H

#include "base/arena.h"
#include "reply/remark.h"

/* Empty for none. */
str encode_remarks(struct arena *arena, const struct remark *remarks, unsigned n_remarks);

/* At most LIMIT_REMARKS. Texts are copied into @arena. */
void decode_remarks(struct arena *arena, str bytes, struct remark **ret_remarks,
		    unsigned *ret_n_remarks);

#endif
