/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A repository with invented series, each in an older and a newer revision. The
 * same number of series always makes the same ones: patches are reworded,
 * moved, dropped, added, rewritten and rebased; files come, go, get another
 * name or mode; some are binary.
 */
#ifndef TIDINGS_TESTS_WORKSHOP_H
#define TIDINGS_TESTS_WORKSHOP_H

#include "base/str.h"

#include <glib.h>

struct workshop {
	char *folder; /* of the bare repository */
};

/*
 * The branches of series N, from 0: older-N stands on base-N, newer-N on rebased-N. False,
 * and the test is skipped, where there is no git.
 */
bool workshop_make(struct workshop *workshop, unsigned n_series);
void workshop_clear(struct workshop *workshop);

/* What git prints, without any configuration. The caller frees it. */
char *workshop_git(const struct workshop *workshop, const char *arguments);

#endif
