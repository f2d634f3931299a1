/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a change does to which files, as numbers that are the same for a patch that was
 * sent and for the commit that it became. They are kept in the index for years: neither
 * their key nor what they are taken of may change without a new version of it.
 */
#ifndef TIDINGS_PATCH_CHANGE_HASH_H
#define TIDINGS_PATCH_CHANGE_HASH_H

#include "patch/diff.h"

/* Of one file: a path, and what stands there after the change. */
struct changed_file {
	str path;
	str new_blob; /* hexadecimal, seven digits of it count: zeros where it is gone; empty
		       * where it is not known */
};

struct change_hash {
	uint64_t paths; /* of all paths, whatever happens to them; 0 without one */
	uint64_t new_blobs; /* of all paths with their blobs; 0 where one is not known */
};

/*
 * The hashes of @files, which are put in the order of their paths. Of a rename the old path
 * is a file that is gone. A path that is gone and there again, as where a link becomes a
 * file, is there.
 */
struct change_hash change_hash_of(struct changed_file *files, unsigned n_files);

/*
 * A hash of @title's letters and digits without regard to case: titles that are alike
 * (landing_same_title()) have one. Never 0 but for a title without any.
 */
uint64_t change_hash_of_title(str title);

/* Those of @diff. A mode that changed alone leaves no blob: then new_blobs is 0. */
struct change_hash change_hash_of_diff(struct arena *arena, const struct diff *diff);

#endif
