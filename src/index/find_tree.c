/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each node has two sets: what it may hold for, and what it does hold for. They are the
 * same but where a phrase stands below it.
 */
#include "index/find_tree.h"

#include "index/find_leaf.h"

static bool is_exact(const struct find_node *node)
{
	return node->may == node->must;
}

void find_node_free(struct find_node *node)
{
	if (!node)
		return;
	find_node_free(node->left);
	find_node_free(node->right);
	if (!is_exact(node))
		g_free(node->must);
	g_free(node->may);
	g_free(node->mails);
	g_free(node);
}

/* The units that messages are of. */
static struct find_set *units_of(const struct finding *finding, const struct find_set *messages)
{
	struct find_set *units;
	int64_t message = -1;

	if (!finding->posting_of)
		return find_set_copy(messages);
	units = find_set_new(finding->last);
	while (find_set_next(messages, message, &message) && message <= finding->last) {
		/* 0 is no posting, and no number of one. */
		if (finding->posting_of[message])
			find_set_add(units, finding->posting_of[message]);
	}
	return units;
}

static bool make_leaf(const struct finding *finding, struct find_node *leaf, GError **error)
{
	leaf->mails = find_set_new(finding->last);
	if (!find_leaf(finding->index, leaf->query, leaf->mails, error))
		return false;
	leaf->may = units_of(finding, leaf->mails);
	leaf->must = leaf->may;
	if (find_leaf_is_phrase(leaf->query))
		leaf->must = find_set_new(finding->last);
	else
		g_clear_pointer(&leaf->mails, g_free);
	return true;
}

static struct find_set *complement_of(const struct find_set *set)
{
	struct find_set *complement = find_set_copy(set);

	find_set_complement(complement);
	return complement;
}

static void make_not(struct find_node *node)
{
	node->may = complement_of(node->left->must);
	node->must = is_exact(node->left) ? node->may : complement_of(node->left->may);
}

/* What is in one of the two and not in the other, of any sets with this relation. */
static struct find_set *one_of(const struct find_set *in_left, const struct find_set *not_in_left,
			       const struct find_set *in_right, const struct find_set *not_in_right)
{
	struct find_set *one = find_set_copy(in_left);
	g_autofree struct find_set *other = find_set_copy(in_right);

	find_set_subtract(one, not_in_right);
	find_set_subtract(other, not_in_left);
	find_set_unite(one, other);
	return one;
}

static void make_xor(struct find_node *node)
{
	const struct find_node *left = node->left;
	const struct find_node *right = node->right;

	node->may = one_of(left->may, left->must, right->may, right->must);
	node->must = node->may;
	if (!is_exact(left) || !is_exact(right))
		node->must = one_of(left->must, left->may, right->must, right->may);
}

static void make_joined(struct find_node *node,
			void (*join)(struct find_set *set, const struct find_set *other))
{
	const struct find_node *left = node->left;
	const struct find_node *right = node->right;

	node->may = find_set_copy(left->may);
	join(node->may, right->may);
	node->must = node->may;
	if (is_exact(left) && is_exact(right))
		return;
	node->must = find_set_copy(left->must);
	join(node->must, right->must);
}

static void make_operator(struct find_node *node)
{
	switch (node->query->kind) {
	case QUERY_NOT:
		make_not(node);
		break;
	case QUERY_XOR:
		make_xor(node);
		break;
	case QUERY_OR:
		make_joined(node, find_set_unite);
		break;
	default:
		make_joined(node, find_set_intersect);
	}
}

struct find_node *find_node_new(const struct finding *finding, const struct query *query,
				GError **error)
{
	g_autoptr(find_node) made = g_new0(struct find_node, 1);

	made->query = query;
	if (!query->left)
		return make_leaf(finding, made, error) ? g_steal_pointer(&made) : NULL;
	made->left = find_node_new(finding, query->left, error);
	if (!made->left)
		return NULL;
	if (query->right)
		made->right = find_node_new(finding, query->right, error);
	if (query->right && !made->right)
		return NULL;
	make_operator(made);
	if (is_exact(made)) {
		g_clear_pointer(&made->left, find_node_free);
		g_clear_pointer(&made->right, find_node_free);
	}
	return g_steal_pointer(&made);
}

/* Appends the messages (int64_t) of @unit. */
static bool list_members(const struct finding *finding, int64_t unit, GArray *members,
			 GError **error)
{
	struct database *database = finding->index->database;
	sqlite3_stmt *statement;
	bool failed;

	if (!finding->posting_of) {
		g_array_append_val(members, unit);
		return true;
	}
	statement = database_statement(
		database, "SELECT message FROM member WHERE posting = ? ORDER BY message", error);
	failed = !statement;
	if (statement)
		sqlite3_bind_int64(statement, 1, unit);
	while (!failed && database_next(database, statement, &failed, error)) {
		int64_t message = sqlite3_column_int64(statement, 0);

		g_array_append_val(members, message);
	}
	return !failed;
}

static bool phrase_holds(const struct finding *finding, const struct find_node *phrase,
			 int64_t unit, bool *ret_holds, GError **error)
{
	const struct find_request *request = finding->request;
	g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(int64_t));

	*ret_holds = false;
	if (!list_members(finding, unit, members, error))
		return false;
	for (unsigned i = 0; i < members->len && !*ret_holds; i++) {
		int64_t message = g_array_index(members, int64_t, i);

		if (find_set_has(phrase->mails, message) &&
		    !request->holds(request->user, message, phrase->query, ret_holds, error))
			return false;
	}
	return true;
}

bool find_node_holds(const struct finding *finding, const struct find_node *node, int64_t unit,
		     bool *ret_holds, GError **error)
{
	bool left;

	*ret_holds = find_set_has(node->must, unit);
	if (*ret_holds || !find_set_has(node->may, unit))
		return true;
	if (!node->left)
		return phrase_holds(finding, node, unit, ret_holds, error);
	if (!find_node_holds(finding, node->left, unit, &left, error))
		return false;
	*ret_holds = left;
	switch (node->query->kind) {
	case QUERY_NOT:
		*ret_holds = !left;
		return true;
	case QUERY_AND:
		return !left || find_node_holds(finding, node->right, unit, ret_holds, error);
	case QUERY_OR:
		return left || find_node_holds(finding, node->right, unit, ret_holds, error);
	default:
		if (!find_node_holds(finding, node->right, unit, ret_holds, error))
			return false;
		*ret_holds ^= left;
		return true;
	}
}
