/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * format=flowed: RFC 3676.
 */
#ifndef TIDINGS_MAIL_FLOWED_H
#define TIDINGS_MAIL_FLOWED_H

#include "base/arena.h"
#include "base/str.h"

/*
 * @text with soft line breaks and space-stuffing undone: a line that ends in a
 * blank goes on with the next one of the same quote depth. The signature's
 * "-- " is no such line; nor is, within a diff, one before a line that a diff
 * can have. @deletes_space is DelSp=yes.
 */
str flowed_join(struct arena *arena, str text, bool deletes_space);

#endif
