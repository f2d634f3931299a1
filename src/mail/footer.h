/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What mailing lists append to the mails that they send on.
 */
#ifndef TIDINGS_MAIL_FOOTER_H
#define TIDINGS_MAIL_FOOTER_H

#include "base/str.h"

/*
 * @text without the footers of Mailman, Majordomo, Google Groups and the like
 * at its very end, if it has any; may be empty then.
 */
str footer_cut(str text);

#endif
