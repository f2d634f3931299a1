/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A remark: what a mail says of a patch that counts for what becomes of it. A reply
 * makes several, or none.
 *
 * A remark says what was written, not what follows from it: whether a promise is the
 * author's own, or an address that of the one who wrote, is for src/outcome.
 */
#ifndef TIDINGS_REPLY_REMARK_H
#define TIDINGS_REPLY_REMARK_H

#include "base/mailbox.h"
#include "base/str.h"
#include "patch/trailer.h"

/* Numbers are kept in the index: new kinds go to the end. */
enum remark_kind {
	REMARK_REVIEW, /* a trailer */
	REMARK_NAK, /* "NAK", without being a trailer */
	REMARK_QUESTION, /* an own sentence that asks */
	REMARK_COMMENT, /* own text below quoted lines of a diff */
	REMARK_CHANGES, /* asks for another revision: "please respin", "needs a v3" */
	REMARK_PROMISE, /* announces one: "will fix in v2", "I'll send a new version" */
	REMARK_WITHDRAWN, /* "please ignore this patch", "self-NAK", "let's drop this" */
	REMARK_PING, /* "ping", "gentle reminder", "any news on this?" */
	REMARK_COMMAND, /* to patchwork's bot: "pw-bot: changes-requested" */
	REMARK_APPLIED, /* the patch was taken into a tree */
	REMARK_UNAPPLIED, /* it was taken out again: "dropped from my tree", "reverted" */
	REMARK_PULLED, /* a pull request was merged */
	REMARK_TALK, /* says more than a few words, and none of what settles something */
};
enum { REMARK_N_KINDS = 13 };

/* How many quoted lines of one REMARK_COMMENT are known. */
enum { REMARK_LINES = 16 };

/* All but `kind` is empty where nothing is said. Texts are UTF-8. */
struct remark {
	enum remark_kind kind;
	bool partial; /* APPLIED, PULLED: a part of it: "(subset)" */
	enum trailer_kind trailer; /* REVIEW */
	str name; /* REVIEW: "Reviewed-by"; COMMAND: the state, in patchwork's long form:
		   * "changes-requested", "under-review", "accepted", ... */
	struct mailbox person; /* REVIEW: whom it names, as written; may be empty */
	str scope; /* REVIEW: "arm64" of `# arm64` */
	str tree; /* APPLIED, UNAPPLIED, PULLED: the tree or branch, as written: "kvm-arm64/next",
		   * "5.10-stable" */
	str commit; /* likewise: the commit, hexadecimal, in lower case, at least 7 digits */
	str title; /* likewise, where one patch of several is meant: its title, without tags */
	unsigned number; /* likewise: the n of its `[n/m]`; 0 where none is written */
	bool is_stable; /* APPLIED: by a stable queue, so it has landed elsewhere before */
	/* COMMENT: fingerprint_line() of the quoted lines nearest above it, in their order. */
	uint32_t *lines;
	unsigned n_lines;
};

/* "review", "changes" and the like, for programs. A literal. */
const char *remark_name(enum remark_kind kind);

#endif
