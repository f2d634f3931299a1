/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Colours of a terminal, by what is shown and not by what colour it has.
 */
#ifndef TIDINGS_RENDER_STYLE_H
#define TIDINGS_RENDER_STYLE_H

#include "render/render.h"

#include <glib.h>

enum style {
	STYLE_HEADING, /* bold */
	STYLE_ID, /* a commit or a Message-ID: yellow */
	STYLE_ADDED, /* green */
	STYLE_REMOVED, /* red */
	STYLE_HUNK, /* the header of one: cyan */

	/* Of a difference between differences, as git-range-diff(1) has them. */
	STYLE_SIGN_ADDED, /* green, reversed */
	STYLE_SIGN_REMOVED, /* red, reversed */
	STYLE_NEWER, /* bold */
	STYLE_NEWER_ADDED, /* green, bold */
	STYLE_NEWER_REMOVED, /* red, bold */
	STYLE_OLDER, /* dim */
	STYLE_OLDER_ADDED, /* green, dim */
	STYLE_OLDER_REMOVED, /* red, dim */
};

/*
 * What is appended between the two is shown in @style; nothing happens unless
 * the options ask for colour. Styles do not nest. What stands between must be
 * harmless already: a mail's escape sequences would be no different from ours.
 */
void style_begin(GString *out, const struct render_options *options, enum style style);
void style_end(GString *out, const struct render_options *options);

#endif
