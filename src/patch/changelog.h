/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an author says of the changes since the last revision, in a cover letter
 * or in the notes of a patch.
 */
#ifndef TIDINGS_PATCH_CHANGELOG_H
#define TIDINGS_PATCH_CHANGELOG_H

#include "base/str.h"
#include "patch/subject.h"

/*
 * The lines of @text, a part of it, that say what changed in @revision: those
 * below a heading such as
 *
 *	Changes in v3:		v2 -> v3:		v3: rebased
 *	Changes since v2 [1]:	* From v2 to v3		Changelog v1 ... v3
 *
 * up to the heading of another revision, or to what is no text of the author's:
 * a link, a diffstat, a shortlog, `---`, a trailer, a signature. What stands below
 * "since v2" is of the revision after it. The heading is left out, unless it
 * goes on with text. Without empty lines at both ends; empty where nothing is said of
 * @revision.
 */
str changelog_of_text(str text, struct revision revision);

#endif
