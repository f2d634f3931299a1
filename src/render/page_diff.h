/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Diffs in a page: they write themselves (value_write_fn), with their colours as classes. */
#ifndef TIDINGS_RENDER_PAGE_DIFF_H
#define TIDINGS_RENDER_PAGE_DIFF_H

#include <glib.h>

/* @diff is a str *, in the bytes of its own charset. */
void page_write_diff(const void *diff, GString *out);

/* @pair is a struct difference_pair *: how one patch differs from the one before. */
void page_write_difference(const void *pair, GString *out);

#endif
