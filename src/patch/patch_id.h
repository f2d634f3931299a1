/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The patch id: the same for the same change, whatever its white space and
 * line numbers. It is that of `git patch-id --stable` (git-patch-id(1)), of
 * which builtin/patch-id.c is the only specification.
 */
#ifndef TIDINGS_PATCH_PATCH_ID_H
#define TIDINGS_PATCH_PATCH_ID_H

#include "base/str.h"

enum { PATCH_ID_BYTES = 41 }; /* SHA-1 in hexadecimal, terminated */

/*
 * The id of the first diff in @bytes, which may begin with a commit message as
 * mails do. Of several ids that git would print it is the first one. False, and
 * "" written, where git would print none: no line begins with "diff ".
 */
bool patch_id_compute(str bytes, char ret_id[PATCH_ID_BYTES]);

#endif
