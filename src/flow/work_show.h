/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a work to what is shown of one of its postings.
 */
#ifndef TIDINGS_FLOW_WORK_SHOW_H
#define TIDINGS_FLOW_WORK_SHOW_H

#include "flow/work.h"
#include "view/work_view.h"

/*
 * The posting that @work was found by, with the replies to it. @link is what a
 * Message-ID is appended to for a link. Borrows @work and @link, which must live as long
 * as the view. Errors are those of work_read().
 */
bool work_show(struct work *work, str link, struct work_view **ret_view, GError **error);

#endif
