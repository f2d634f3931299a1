/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `tidings collisions` shows: live series that touch the same places, and in which
 * order those must go in that rest on one another.
 *
 * Texts are valid UTF-8, but not escaped: that is the work of src/render.
 */
#ifndef TIDINGS_VIEW_COLLISION_LIST_H
#define TIDINGS_VIEW_COLLISION_LIST_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"

#include <glib.h>

struct collision_series {
	str message_id; /* of the cover, else of the first patch */
	str title;
	str revision_text;
	struct mailbox author;
	str date; /* when it was sent */
	str state; /* outcome_state_name() */
};

/* How near two series come in one file: of several the nearest. */
enum collision_kind {
	COLLISION_FILE, /* both change it */
	COLLISION_BLOB, /* and begin with the same contents of it */
	COLLISION_HUNK, /* and their hunks overlap, counted by the lines before both */
};

struct collision_file {
	str path;
	enum collision_kind kind;
	unsigned begin; /* HUNK: the first line that both touch, of the old file */
	unsigned end; /* the line behind the last one */
};

/* That the newer of two series rests on the other. */
struct collision_order {
	bool is_second_first; /* the second one must go in first */
	str reason; /* "base-commit", "prerequisite-patch-id", "depends-on", "link" */
	str text; /* the line that says so */
};

struct collision {
	unsigned first; /* into collision_list.series */
	unsigned second;
	struct collision_file *files; /* the nearest first, then by path */
	unsigned n_files;
	struct collision_order *orders;
	unsigned n_orders;
};

struct collision_list {
	struct arena arena; /* owns all that is below */
	str message_id; /* whose collisions were asked for; empty for all */
	struct collision_series *series;
	unsigned n_series;
	struct collision *collisions; /* the nearest first: hunks, blobs, files */
	unsigned n_collisions;
	bool has_more;
};

struct collision_list *collision_list_new(void);

/* NULL is allowed. */
void collision_list_free(struct collision_list *list);

typedef struct collision_list collision_list;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(collision_list, collision_list_free)

#endif
