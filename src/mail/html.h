/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a mail that has nothing but HTML.
 */
#ifndef TIDINGS_MAIL_HTML_H
#define TIDINGS_MAIL_HTML_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The words of @page, which is valid UTF-8: tags, comments, styles and scripts
 * dropped, paragraphs and line breaks as newlines, blanks collapsed but within
 * <pre>, the common entities decoded. It does not want to be a browser.
 */
str html_text(struct arena *arena, str page);

#endif
