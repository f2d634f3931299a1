/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Slices by pointer (str *) as keys of a GHashTable, without regard to ASCII
 * case; within src/people only.
 */
#ifndef TIDINGS_PEOPLE_NOCASE_H
#define TIDINGS_PEOPLE_NOCASE_H

#include "base/str.h"

unsigned nocase_hash(const void *slice);
int nocase_equal(const void *a, const void *b);

#endif
