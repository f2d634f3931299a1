/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "template/value.h"

struct tree {
	struct arena arena;
	struct value *root;
};

static void tree_init(struct tree *tree)
{
	arena_init(&tree->arena);
	tree->root = value_new_map(&tree->arena);
}

static void tree_clear(struct tree *tree)
{
	arena_clear(&tree->arena);
}

static const struct value *member(const struct tree *tree, const char *name)
{
	return value_member(tree->root, str_from(name));
}

static void write_nothing(const void *subject, GString *out)
{
	(void)subject;
	(void)out;
}

/* A member of each kind, and of those that may be false one of each. */
static void fill(struct tree *tree)
{
	struct value *list;

	value_set_nothing(&tree->arena, tree->root, "nothing");
	value_set_text(&tree->arena, tree->root, "text", STR("0"));
	value_set_text(&tree->arena, tree->root, "no text", (str){0});
	value_set_number(&tree->arena, tree->root, "number", UINT64_MAX);
	value_set_number(&tree->arena, tree->root, "zero", 0);
	value_set_truth(&tree->arena, tree->root, "true", true);
	value_set_truth(&tree->arena, tree->root, "false", false);
	value_set_map(&tree->arena, tree->root, "map");
	value_set_written(&tree->arena, tree->root, "written", write_nothing, NULL);
	value_set_list(&tree->arena, tree->root, "no items");
	list = value_set_list(&tree->arena, tree->root, "items");
	value_append_text(&tree->arena, list, (str){0});
}

static void test_what_is_there_is_true(void)
{
	static const struct {
		const char *name;
		enum value_kind kind;
		bool is_true;
	} cases[] = {
		{"nothing", VALUE_NOTHING, false}, {"text", VALUE_TEXT, true},
		{"no text", VALUE_TEXT, false},	   {"number", VALUE_NUMBER, true},
		{"zero", VALUE_NUMBER, false},	   {"true", VALUE_TRUTH, true},
		{"false", VALUE_TRUTH, false},	   {"map", VALUE_MAP, true},
		{"written", VALUE_WRITTEN, true},  {"items", VALUE_LIST, true},
		{"no items", VALUE_LIST, false},
	};
	struct tree tree;

	tree_init(&tree);
	fill(&tree);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].name);
		g_assert_cmpint(member(&tree, cases[i].name)->kind, ==, cases[i].kind);
		g_assert_cmpint(value_is_true(member(&tree, cases[i].name)), ==, cases[i].is_true);
	}
	tree_clear(&tree);
}

static void test_a_member_is_found_by_its_whole_name(void)
{
	static const char *const others[] = {"", "tex", "texts", "Text", "text ", "items.0"};
	struct tree tree;

	tree_init(&tree);
	g_assert_null(member(&tree, "text"));
	fill(&tree);
	g_assert_true(str_equal(member(&tree, "text")->text, STR("0")));
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		g_assert_null(member(&tree, others[i]));
	tree_clear(&tree);
}

static void test_only_a_map_has_members(void)
{
	static const char *const names[] = {"nothing", "text",	  "number", "true",
					    "map",     "written", "items"};
	struct tree tree;

	tree_init(&tree);
	fill(&tree);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_assert_null(value_member(member(&tree, names[i]), (str){0}));
	tree_clear(&tree);
}

static void test_items_stay_in_their_order(void)
{
	struct tree tree;
	struct value *list;
	const struct value *item;

	tree_init(&tree);
	list = value_set_list(&tree.arena, tree.root, "list");
	value_append_text(&tree.arena, list, STR("b"));
	value_set_number(&tree.arena, value_append_map(&tree.arena, list), "n", 7);
	value_append_text(&tree.arena, list, STR("a"));
	item = member(&tree, "list")->first;
	g_assert_true(str_equal(item->text, STR("b")));
	item = item->next;
	g_assert_cmpuint(value_member(item, STR("n"))->number, ==, 7);
	item = item->next;
	g_assert_true(str_equal(item->text, STR("a")));
	g_assert_null(item->next);
	tree_clear(&tree);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/value/what-is-there-is-true", test_what_is_there_is_true);
	g_test_add_func("/value/a-member-is-found-by-its-whole-name",
			test_a_member_is_found_by_its_whole_name);
	g_test_add_func("/value/only-a-map-has-members", test_only_a_map_has_members);
	g_test_add_func("/value/items-stay-in-their-order", test_items_stay_in_their_order);
	return g_test_run();
}
