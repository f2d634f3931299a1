/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which project a patch is for, as the words in its brackets tell: one list
 * carries kernel, kvm-unit-tests and kvmtool patches side by side.
 *
 * RFC and RESEND name nothing. Words such as `net-next`, `5.10`, `for-6.1` or
 * `kvm-next` name a tree of a project: a work may be sent to another tree in
 * its next revision, or with the tree left out. But a fix that goes to the
 * releases 5.10 and 5.15 is two works. Other words name a project.
 */
#ifndef TIDINGS_SERIES_PROJECT_H
#define TIDINGS_SERIES_PROJECT_H

#include "patch/subject.h"

/* False only if both name a project or a tree and have no word in common. */
bool project_may_be_same(const struct subject *a, const struct subject *b);

/*
 * True if both name the same projects, whatever their trees; and no two
 * releases, nor, in one revision, a release and none.
 */
bool project_is_same(const struct subject *a, const struct subject *b);

/* The second half of that: no two releases, nor, in one revision, a release and none. */
/* True if one of them names a release, such as `5.10`, and the other none. */
bool project_release_is_added(const struct subject *a, const struct subject *b);

bool project_releases_agree(const struct subject *a, const struct subject *b);

#endif
