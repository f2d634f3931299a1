/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether an index is sound.
 */
#ifndef TIDINGS_INDEX_CHECK_H
#define TIDINGS_INDEX_CHECK_H

#include "index/index.h"

/*
 * Appends a line (char *) to @faults for each thing that is wrong: with the file, as
 * SQLite finds it, or with what its tables say of one another. At most
 * CHECK_FAULTS lines.
 */
bool index_check(struct index *index, GPtrArray *faults, GError **error);

enum { CHECK_FAULTS = 100 };

#endif
