/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mbox format: where one mail ends and the next begins (RFC 4155, with
 * the mboxo and mboxrd variants). Pure functions over bytes.
 */
#ifndef TIDINGS_ARCHIVE_MBOX_H
#define TIDINGS_ARCHIVE_MBOX_H

#include "archive/archive.h"
#include "base/arena.h"
#include "base/str.h"

/*
 * Takes the next mail off @rest: what stands between its "From " line and the
 * empty line before the next one, or at the end. A "From " line begins a mail
 * at the start of the file or after an empty line, and only if a month, a time
 * of day and a year stand in it; so a line of prose that was left unquoted
 * does not cut a mail. Bytes before the first "From " line are skipped. False,
 * and @rest is empty, at the end.
 */
bool mbox_next(str *rest, str *ret_mail);

/*
 * @mail without the quoting of its "From " lines: itself where there is none,
 * else a copy in @arena.
 */
str mbox_unquote(struct arena *arena, str mail, enum mbox_quoting quoting);

#endif
