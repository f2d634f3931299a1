/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The remarks of one mail while they are found: at most LIMIT_REMARKS. */
#ifndef TIDINGS_REPLY_REMARK_LIST_H
#define TIDINGS_REPLY_REMARK_LIST_H

#include "base/arena.h"
#include "reply/own_text.h"
#include "reply/remark.h"

struct phrase_vocabulary;

struct remark_list {
	struct arena *arena;
	const struct phrase_vocabulary *vocabulary; /* what remarks_add_statements() reads with */
	struct remark *items;
	unsigned n_items;
	unsigned n_allocated;
};

/* Adds a copy; beyond the limit nothing. */
void remark_list_add(struct remark_list *list, const struct remark *remark);

/*
 * What is said in words: NAK, QUESTION, CHANGES, PROMISE, WITHDRAWN, PING. Also a ping that
 * only @subject is: "PING: [PATCH] ...". (statement.c)
 */
void remarks_add_statements(struct remark_list *list, str subject, const struct own_text *own);

/*
 * COMMAND: lines of the whole @text, below the signature too, that begin with "pw-bot:".
 * (command.c)
 */
void remarks_add_commands(struct remark_list *list, str text);

/*
 * APPLIED, UNAPPLIED, PULLED, of people and of programs; @text is the whole text, @sender an
 * address. (applied.c)
 */
void remarks_add_applied(struct remark_list *list, str subject, str text,
			 const struct own_text *own, str sender);

/* COMMENT: own text below quoted lines of a diff. @text is the whole text. (comment.c) */
void remarks_add_comments(struct remark_list *list, str text, const struct own_text *own);

#endif
