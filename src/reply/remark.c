/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/remark.h"

const char *remark_name(enum remark_kind kind)
{
	static const char *const names[REMARK_N_KINDS] = {
		[REMARK_REVIEW] = "review",	  [REMARK_NAK] = "nak",
		[REMARK_QUESTION] = "question",	  [REMARK_COMMENT] = "comment",
		[REMARK_CHANGES] = "changes",	  [REMARK_PROMISE] = "promise",
		[REMARK_WITHDRAWN] = "withdrawn", [REMARK_PING] = "ping",
		[REMARK_COMMAND] = "command",	  [REMARK_APPLIED] = "applied",
		[REMARK_UNAPPLIED] = "unapplied", [REMARK_PULLED] = "pulled",
		[REMARK_TALK] = "talk",
	};

	return names[kind];
}
