/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a killed git leaves in a repository. Whoever removes it holds the mirror's lock, so that
 * no git of ours is at work there.
 */
#ifndef TIDINGS_MIRROR_LEFTOVERS_H
#define TIDINGS_MIRROR_LEFTOVERS_H

#include <stdbool.h>

/*
 * Removes locks, and packs and objects that were not finished, in the repository @path. True if a
 * pack was among them: a fetch was cut off while it came. What cannot be removed stays, and
 * git will name it.
 */
bool leftovers_remove(const char *path);

/* Removes the folder @path with all that is in it, as far as that can be done. */
void leftovers_remove_tree(const char *path);

#endif
