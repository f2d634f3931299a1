/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a git that failed says about the next try. */
#ifndef TIDINGS_MIRROR_GIT_FAILURE_H
#define TIDINGS_MIRROR_GIT_FAILURE_H

#include "base/str.h"

enum git_failure {
	GIT_FAILURE_FINAL, /* the other side refuses, or nobody knows */
	GIT_FAILURE_PASSING, /* the connection, or a server that is not well */
	GIT_FAILURE_LOCAL, /* this machine: the disk is full, a file may not be written */
	GIT_FAILURE_NO_PIECES, /* the server sends all of a history or nothing */
};

/* Of what git said in the C locale; the address, whose words may be any, was cut from it. */
enum git_failure git_failure_of(str said);

#endif
