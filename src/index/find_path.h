/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parts of paths, as a query names them; within src/index only. */
#ifndef TIDINGS_INDEX_FIND_PATH_H
#define TIDINGS_INDEX_FIND_PATH_H

#include "base/str.h"

/* True if @part, the text of a QUERY_PATH, is in @path: see there. */
bool find_path_fits(str path, str part);

#endif
