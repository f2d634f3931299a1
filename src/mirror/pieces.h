/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fetching all that an address has into a bare repository, at once or in pieces. */
#ifndef TIDINGS_MIRROR_PIECES_H
#define TIDINGS_MIRROR_PIECES_H

#include "mirror/attempt.h"

struct fetching {
	struct mirror_run *run;
	const char *url;
	const char *repository;
};

/* As git_try(): branches and tags become those of the server, and what is missing comes at once. */
bool pieces_fetch_whole(const struct fetching *fetching, struct attempt *attempt, GError **error);

/*
 * The same, the newest commits first, run->pace->piece of them at a time: what came stays where
 * it is cut off, and the next call goes on with it. At once where the server knows no pieces.
 */
bool pieces_fetch(const struct fetching *fetching, struct attempt *attempt, GError **error);

/* True if the history in @repository is not whole yet. */
bool pieces_are_missing(const char *repository);

#endif
