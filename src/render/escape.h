/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making text from mails harmless, one function for each place it may go to.
 */
#ifndef TIDINGS_RENDER_ESCAPE_H
#define TIDINGS_RENDER_ESCAPE_H

#include "base/str.h"

#include <glib.h>

/*
 * Appends @text for a terminal or a plain text file: control characters (C0
 * but "\n" and "\t", DEL, C1), the bidirectional controls (U+061C, U+200E,
 * U+200F, U+202A to U+202E, U+2066 to U+2069), line and paragraph separators,
 * and bytes that are not UTF-8 become visible (`<U+202E>`, `<1B>`), the rest
 * stays. A carriage return at the end of a line is dropped.
 */
void escape_terminal(GString *out, str text);

/* As escape_terminal(), but for one line: newline and tab become a blank. */
void escape_terminal_line(GString *out, str text);

/*
 * Appends @text as a JSON string with its quotes (RFC 8259, 7): control
 * characters and bidirectional controls as \u escapes, U+2028 and U+2029 too,
 * bytes that are not UTF-8 as U+FFFD.
 */
void escape_json(GString *out, str text);

/*
 * Appends @text for HTML or XML, as the text of an element or the value of a quoted
 * attribute: & < > " ' as entities. What escape_terminal() makes visible is made so here,
 * and what is no character for XML 1.0 (2.2) or HTML: U+FFFE, U+FFFF and their like. A
 * carriage return at the end of a line is dropped. Newlines and tabs stay.
 */
void escape_markup(GString *out, str text);

/*
 * Appends @text, on one line, for CommonMark (0.30) behind the first word of a line: what
 * could mean something, to the extensions of the large forges too (tables, mentions, links
 * without brackets), is escaped by a backslash (2.4), & < > as entities; what
 * escape_terminal_line() makes visible is made so.
 */
void escape_markdown(GString *out, str text);

/* Appends a Message-ID as one segment of a path in a URL (RFC 3986, 3.3), `/` as %2F. */
void escape_url_segment(GString *out, str text);

#endif
