/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One run of mirror_fetch(), and how often it tries what may fail by bad luck.
 */
#ifndef TIDINGS_MIRROR_ATTEMPT_H
#define TIDINGS_MIRROR_ATTEMPT_H

#include "mirror/mirror.h"

/* How a run goes on; mirror_usual_pace but in tests. */
struct mirror_pace {
	unsigned piece; /* commits that are fetched at a time once a fetch was cut off */
	unsigned
		first_wait; /* milliseconds before the second try; four times as much for each more */
};

extern const struct mirror_pace mirror_usual_pace;

struct mirror_run {
	const struct mirror_request *request;
	const struct mirror_pace *pace;
	const char *part; /* "epoch 3", which begins what is told; NULL */
	int lock; /* a descriptor, which each git inherits; -1 for none */
	bool is_gone; /* the server stayed away for all tries: nothing is tried twice any more */
};

/* As mirror_fetch(), at a pace of its own. */
bool mirror_fetch_at_pace(const struct mirror_request *request, const struct mirror_pace *pace,
			  struct mirror_result *ret_result, GError **error);

/* Tells the caller @text, behind what part of the work it is of. */
void attempt_tell(const struct mirror_run *run, const char *text);

/* What whoever fails says of the next try. */
struct attempt {
	bool may_pass;
	unsigned retry_after; /* seconds that the server asks for; 0 */
};

typedef bool (*attempt_fn)(void *user, struct attempt *attempt, GError **error);

/*
 * Calls @attempt_once up to request->tries times, with a wait that grows before each further
 * time, until it succeeds or fails for good. The error is that of the last time.
 */
bool attempt_repeat(struct mirror_run *run, attempt_fn attempt_once, void *user, GError **error);

#endif
