/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gzip (RFC 1952) of untrusted bytes. */
#ifndef TIDINGS_MIRROR_GUNZIP_H
#define TIDINGS_MIRROR_GUNZIP_H

#include "base/str.h"

#include <glib.h>

/* True if @bytes begin as gzip does. */
bool gunzip_is_gzip(str bytes);

/*
 * What is in @bytes, one member or several. FETCH where they are damaged, end too early or hold
 * more than @limit bytes. Freed with g_string_free().
 */
GString *gunzip(str bytes, size_t limit, GError **error);

#endif
