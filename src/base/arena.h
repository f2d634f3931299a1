/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An arena: memory that many small things of one life take, and that is given
 * back all at once.
 *
 * The hot path uses one arena a mail and resets it, so that after the first
 * few mails nothing is allocated any more; what must outlive the mail is
 * copied into an arena of the archive's life. Allocation cannot fail: like
 * GLib's, it ends the program where memory is gone.
 */
#ifndef TIDINGS_BASE_ARENA_H
#define TIDINGS_BASE_ARENA_H

#include "base/str.h"

#include <glib.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* all of them, in the order of use */
	struct arena_block *current; /* where the next allocation is tried */
	char *last; /* the newest allocation, which alone may shrink */
};

void arena_init(struct arena *arena);

/* Everything allocated is gone; the first blocks stay for the next use. */
void arena_reset(struct arena *arena);

/* Everything is given back to the system. Safe on a cleared arena. */
void arena_clear(struct arena *arena);

/* @size bytes, aligned for any type, zeroed, valid until reset or clear. */
void *arena_alloc(struct arena *arena, size_t size);

/* As arena_alloc(), but the bytes are not zeroed: for text written at once. */
char *arena_text(struct arena *arena, size_t size);

/* Gives back what @text, the newest allocation, has beyond @size bytes; else does nothing. */
void arena_shrink(struct arena *arena, char *text, size_t size);

/* A copy of @s in the arena. */
str arena_str(struct arena *arena, str s);

/* @a and @b joined, in the arena. */
str arena_join(struct arena *arena, str a, str b);

#define arena_new(arena, type) ((type *)arena_alloc(arena, sizeof(type)))
#define arena_new_array(arena, type, count) \
	((type *)arena_alloc(arena, sizeof(type) * (size_t)(count)))

typedef struct arena arena;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(arena, arena_clear)

#endif
