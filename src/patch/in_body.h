/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The in-body headers of a patch, as git-am(1) takes them.
 */
#ifndef TIDINGS_PATCH_IN_BODY_H
#define TIDINGS_PATCH_IN_BODY_H

#include "base/arena.h"
#include "base/str.h"

struct in_body {
	str from; /* values: trimmed, folded lines joined, encoded words left as they are */
	str subject;
	str date;
};

/*
 * Reads the header lines with which @text begins, and returns the offset of
 * what follows them. Empty lines before the first one are skipped; an empty
 * line after one ends them. Each field counts once: the second of a kind is
 * text. The lines of git-format-patch(1)'s separator, written `>From`, and of
 * a lone "[PATCH] title" belong to them (git, mailinfo.c: check_inbody_header).
 */
size_t in_body_read(struct arena *arena, str text, struct in_body *ret_in_body);

/* True for a scissors line: git-mailinfo(1), --scissors. */
bool in_body_is_scissors(str line);

#endif
