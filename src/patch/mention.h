/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mails that a text speaks of: `https://lore.kernel.org/r/ID/`, `<ID>`.
 */
#ifndef TIDINGS_PATCH_MENTION_H
#define TIDINGS_PATCH_MENTION_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The Message-IDs that @text names, in order: each part of a web address's
 * path that holds an `@`, with `%40` and `%2F` undone and without the full stop
 * of its sentence; and what stands between angle brackets with an `@` in it and
 * no blank, at the line's start or after a colon (`-by:`, `Cc:` and `From:` make
 * it a person). At most LIMIT_MENTIONS. Slices point into @text or @arena.
 */
void mentions_of_text(struct arena *arena, str text, str **ret_ids, unsigned *ret_n_ids);

/*
 * Those of them that @text names as an older revision of its own work, in order,
 * those of footnotes last:
 *
 *	Supersedes: <ID>
 *	v1: https://lore.kernel.org/r/ID
 *	- Link to v1: https://lore.kernel.org/r/ID
 *	https://lore.kernel.org/r/ID # v1
 *	Changes since v2:
 *	https://lore.kernel.org/r/ID
 *	Changes since v2 [1]: ... [1] https://lore.kernel.org/r/ID
 *
 * The line, or the one above it, must hold no words but those of such a label.
 * It may still name another revision than it says, or the own one.
 */
void mentions_of_older(struct arena *arena, str text, str **ret_ids, unsigned *ret_n_ids);

#endif
