/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A copy of one repository: made, or brought up to date. */
#ifndef TIDINGS_MIRROR_COPY_H
#define TIDINGS_MIRROR_COPY_H

#include "mirror/attempt.h"

struct copy {
	const char *url;
	const char *path; /* the folder above it is made if it is not there */
	const char *fingerprint; /* of a manifest: where it is that of the copy, nobody is asked */
};

/* True if there is a repository at @path. */
bool copy_is_there(const char *path);

/*
 * Makes copy->path where there is nothing, whole at once by a rename of `PATH.partial`, or brings
 * it up to date. @ret_changed says whether anything came or went. Errors as mirror_fetch().
 */
bool copy_update(struct mirror_run *run, const struct copy *copy, bool *ret_changed,
		 GError **error);

#endif
