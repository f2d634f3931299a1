/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which patches landed, by the commits of repositories and by what mails say.
 *
 * - A commit is one posting's: of those of the work that claim it the surest, of equals
 *   the newest. A backport's makes nothing landed.
 * - That it was applied is believed of everybody but the author and the sender; of these
 *   where a tree or a commit is named, as a maintainer's notice on an own series does.
 * - What is said to the cover letter is said of all patches, and what is said to a patch of
 *   that one; where a number or a title is given, of that one alone. A part of which
 *   nobody says which patches it has makes none of them landed.
 * - What a merged pull request names has landed with it, where nothing else says so: that of
 *   the newest posting of the work whose patch it may be. A request is not asked of others.
 * - A notice of a stable queue says that it landed elsewhere: not where, nor when.
 * - That it was taken out again takes back what was said before, of the same tree where both
 *   name one. It does not take back a commit.
 */
#ifndef TIDINGS_OUTCOME_LANDED_H
#define TIDINGS_OUTCOME_LANDED_H

#include "outcome/discussion.h"

/* Fills units' landing, landed_at, applied and carrier, and the discussion's merge, taken and part_applied. */
void landed_find(struct discussion *discussion);

/* True if nothing of the posting is left to land. */
bool landed_all(const struct discussion *discussion);

/* True if something of it landed, be it all. */
bool landed_any(const struct discussion *discussion);

#endif
