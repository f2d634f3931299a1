/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The MAINTAINERS file of a project: from its bytes to the files of some of its sections.
 * Its K: entries, which are about what is in a file, and all about people take no part.
 */
#ifndef TIDINGS_SUBSCRIPTION_MAINTAINERS_H
#define TIDINGS_SUBSCRIPTION_MAINTAINERS_H

#include "subscription/path_patterns.h"

/*
 * Appends to @patterns (struct path_patterns *) those of each of @sections (NULL ends them) in
 * @bytes, the content of the file @path. A section is named by its title, whatever its case; of
 * one title that is there twice both count. CONFIG, naming @path: for a section that is not
 * there, with the one that was meant if that can be told; for one that names no file; for
 * an N: that is no expression, with its line; for more than LIMIT_MAINTAINERS_BYTES. @patterns
 * then is as it was.
 */
bool maintainers_read(str bytes, const char *path, char *const *sections, GPtrArray *patterns,
		      GError **error);

#endif
