/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mailmap: the proper names and addresses of people, by gitmailmap(5).
 */
#ifndef TIDINGS_PEOPLE_MAILMAP_H
#define TIDINGS_PEOPLE_MAILMAP_H

#include "base/mailbox.h"
#include "base/str.h"

#include <glib.h>

struct mailmap;

/*
 * Reads the text of a mailmap. It is copied; bytes that are not UTF-8 become
 * U+FFFD. Lines that make no sense are skipped, as git does; what git 2.39
 * does besides, and this does not, is to cut lines of a file after 1,023 bytes.
 */
struct mailmap *mailmap_parse(str text);

/* Reads the file at @path. TIDINGS_ERROR_NOT_FOUND or _READ, naming it. */
struct mailmap *mailmap_read(const char *path, GError **error);

void mailmap_free(struct mailmap *mailmap);

/*
 * The proper mailbox of @mailbox: parts that no line replaces stay. Addresses
 * and names are compared without regard to ASCII case. Slices point into
 * @mailbox or the mailmap. A NULL mailmap changes nothing.
 */
struct mailbox mailmap_resolve(const struct mailmap *mailmap, struct mailbox mailbox);

typedef struct mailmap mailmap;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mailmap, mailmap_free)

#endif
