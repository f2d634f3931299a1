/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Message-IDs that one run of a tool numbered: git send-email writes
 * `20251229111708.59402-4-ann@example.org`, b4 `20250924-topic-v1-4-da51f0e1@host`.
 */
#ifndef TIDINGS_SERIES_BATCH_H
#define TIDINGS_SERIES_BATCH_H

#include "base/str.h"

/* An id without its number. Two ids are of one batch if both parts are equal. */
struct batch {
	str before; /* up to the number, its `-` included; empty if there is none */
	str after; /* from the `-` behind the number */
	unsigned number;
};

/* False where @message_id holds no number between two dashes, before its `@`. */
bool batch_of(str message_id, struct batch *ret_batch);

#endif
