/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The diffstat that senders write into patches and cover letters.
 */
#ifndef TIDINGS_PATCH_DIFFSTAT_H
#define TIDINGS_PATCH_DIFFSTAT_H

#include "base/str.h"

/*
 * Finds the last diffstat of @text: lines such as ` path | 2 +-` and
 * ` path | Bin 0 -> 16 bytes`, ` 1 file changed, 1 insertion(+)`, and
 * ` create mode 100644 path` below (git-diff(1), --stat and --summary).
 * @needs_total: without its line "N files changed" it is none. The offsets are
 * those of whole lines.
 */
bool diffstat_find(str text, bool needs_total, size_t *ret_begin, size_t *ret_end);

#endif
