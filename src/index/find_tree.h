/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A query as a tree of sets; within src/index only.
 *
 * What is searched for are units: messages, or postings under the number of their first
 * message, so that sets of both have one size.
 */
#ifndef TIDINGS_INDEX_FIND_TREE_H
#define TIDINGS_INDEX_FIND_TREE_H

#include "index/find.h"
#include "index/find_set.h"

/* What all nodes share. */
struct finding {
	struct index *index;
	const struct find_request *request;
	int64_t last; /* the largest number of a message */
	const int64_t *posting_of; /* of each message, 0 for none; NULL: units are messages */
};

struct find_node {
	const struct query *query;
	struct find_node *left;
	struct find_node *right;
	struct find_set *may; /* units for which it may hold */
	struct find_set *must; /* those for which it does: the same set where no phrase is below */
	struct find_set *mails; /* of a phrase: the messages in which its words stand */
};

/* The tree of @query. Every leaf has been looked up; no phrase has been asked for. */
struct find_node *find_node_new(const struct finding *finding, const struct query *query,
				GError **error);
void find_node_free(struct find_node *node);

/* Whether @node holds for @unit; phrases are asked for where that depends on them. */
bool find_node_holds(const struct finding *finding, const struct find_node *node, int64_t unit,
		     bool *ret_holds, GError **error);

typedef struct find_node find_node;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(find_node, find_node_free)

#endif
