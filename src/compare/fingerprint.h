/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What this room alone asks of a fingerprint; see compare/compare.h.
 */
#ifndef TIDINGS_COMPARE_FINGERPRINT_H
#define TIDINGS_COMPARE_FINGERPRINT_H

#include "compare/compare.h"

/* The size of a diff as git range-diff counts it: the lines without those that part files. */
unsigned fingerprint_size(const struct fingerprint *fingerprint);

#endif
