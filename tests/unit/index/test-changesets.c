/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/landings.h"

#include <string.h>

static struct stored_changeset make(int64_t repository, int byte)
{
	struct stored_changeset changeset = {
		.repository = repository,
		.title = STR("lamp: Burn longer"),
		.author = {.name = STR("Ann Author"), .address = STR("ann@example.org")},
	};

	memset(changeset.object, byte, sizeof(changeset.object));
	return changeset;
}

static struct stored_changeset load(struct fixture *fixture, int64_t number, bool expected)
{
	struct stored_changeset changeset = {0};
	bool found;

	assert_done(changesets_load(fixture->index, number, &fixture->arena, &changeset, &found,
				    error));
	g_assert_cmpint(found, ==, expected);
	return changeset;
}

static void test_comes_back(void)
{
	struct fixture fixture;
	struct stored_changeset whole = make(3, 0xfe);
	struct stored_changeset empty = {.repository = 3};
	struct stored_changeset got;

	fixture_init(&fixture);
	whole.authored_at = 10;
	whole.committed_at = -20;
	whole.picked_from = STR("0123abc");
	whole.change = (struct change_hash){.paths = UINT64_MAX, .new_blobs = 1};
	assert_done(changesets_add(fixture.index, &whole, error));
	assert_done(changesets_add(fixture.index, &empty, error));
	g_assert_cmpint(whole.id, !=, empty.id);
	got = load(&fixture, whole.id, true);
	g_assert_cmpint(got.id, ==, whole.id);
	g_assert_cmpint(got.repository, ==, 3);
	g_assert_cmpmem(got.object, CHANGESET_ID_BYTES, whole.object, CHANGESET_ID_BYTES);
	g_assert_true(str_equal(got.author.name, whole.author.name));
	g_assert_true(str_equal(got.author.address, whole.author.address));
	g_assert_cmpint(got.authored_at, ==, 10);
	g_assert_cmpint(got.committed_at, ==, -20);
	g_assert_true(str_equal(got.title, whole.title));
	g_assert_true(str_equal(got.picked_from, whole.picked_from));
	g_assert_cmpuint(got.change.paths, ==, UINT64_MAX);
	g_assert_cmpuint(got.change.new_blobs, ==, 1);
	got = load(&fixture, empty.id, true);
	g_assert_cmpuint(got.title.len + got.author.name.len + got.picked_from.len, ==, 0);
	load(&fixture, empty.id + 1, false);
	fixture_clear(&fixture);
}

static int64_t find(struct fixture *fixture, int64_t repository, int byte)
{
	unsigned char object[CHANGESET_ID_BYTES];
	int64_t number;

	memset(object, byte, sizeof(object));
	assert_done(changesets_find(fixture->index, repository, object, &number, error));
	return number;
}

static void test_found(void)
{
	struct fixture fixture;
	struct stored_changeset first = make(1, 5);
	struct stored_changeset elsewhere = make(2, 5);
	struct stored_changeset again = make(1, 5);
	g_autoptr(GError) reason = NULL;

	fixture_init(&fixture);
	assert_done(changesets_add(fixture.index, &first, error));
	assert_done(changesets_add(fixture.index, &elsewhere, error));
	g_assert_cmpint(find(&fixture, 1, 5), ==, first.id);
	g_assert_cmpint(find(&fixture, 2, 5), ==, elsewhere.id);
	g_assert_cmpint(find(&fixture, 3, 5), ==, 0);
	g_assert_cmpint(find(&fixture, 1, 6), ==, 0);
	g_assert_false(changesets_add(fixture.index, &again, &reason));
	fixture_clear(&fixture);
}

static void test_cited(void)
{
	const str links[] = {STR("a@example.org"), STR("b@example.org"), STR("a@example.org")};
	struct fixture fixture;
	struct stored_changeset citing = make(1, 1);
	struct stored_changeset silent = make(1, 2);
	g_autoptr(GHashTable) hashes =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	fixture_init(&fixture);
	citing.links = links;
	citing.n_links = G_N_ELEMENTS(links);
	assert_done(changesets_add(fixture.index, &citing, error));
	assert_done(changesets_add(fixture.index, &silent, error));
	assert_done(changesets_cited(fixture.index, silent.id, hashes, error));
	g_assert_cmpuint(g_hash_table_size(hashes), ==, 0);
	assert_done(changesets_cited(fixture.index, citing.id, hashes, error));
	g_assert_cmpuint(g_hash_table_size(hashes), ==, 2);
	for (unsigned i = 0; i < 2; i++) {
		int64_t hash = index_hash(fixture.index, HASH_IDENTIFIER, links[i]);

		g_assert_true(g_hash_table_contains(hashes, &hash));
	}
	fixture_clear(&fixture);
}

static char *nodes(struct fixture *fixture, int64_t repository)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct changeset_node));
	GString *text = g_string_new(NULL);

	assert_done(changesets_nodes(fixture->index, repository, &fixture->arena, found, error));
	for (unsigned i = 0; i < found->len; i++) {
		const struct changeset_node *node = &g_array_index(found, struct changeset_node, i);

		g_string_append_printf(text, "%s%d#%d", i ? ", " : "", (int)node->id,
				       (int)node->tag);
		for (unsigned k = 0; k < node->n_parents; k++)
			g_string_append_printf(text, " %d", (int)node->parents[k]);
	}
	return g_string_free(text, FALSE);
}

static void test_nodes(void)
{
	const int64_t parents[] = {2, 1};
	struct fixture fixture;
	g_autofree char *before = NULL;
	g_autofree char *after = NULL;

	fixture_init(&fixture);
	for (int byte = 1; byte <= 4; byte++) {
		struct stored_changeset changeset = make(byte == 3 ? 2 : 1, byte);

		changeset.parents = parents;
		changeset.n_parents = byte == 4 ? 2 : byte == 2 ? 1 : 0;
		assert_done(changesets_add(fixture.index, &changeset, error));
		g_assert_cmpint(changeset.id, ==, byte);
	}
	assert_done(changesets_set_tag(fixture.index, 1, 7, error));
	assert_done(changesets_set_tag(fixture.index, 2, 8, error));
	before = nodes(&fixture, 1);
	assert_done(changesets_set_tag(fixture.index, 2, 0, error));
	after = nodes(&fixture, 1);
	g_assert_cmpstr(before, ==, "1#7, 2#8 2, 4#0 2 1");
	g_assert_cmpstr(after, ==, "1#7, 2#0 2, 4#0 2 1");
	fixture_clear(&fixture);
}

static void test_removed(void)
{
	const str link = STR("a@example.org");
	struct fixture fixture;

	fixture_init(&fixture);
	for (int byte = 1; byte <= 2; byte++) {
		struct stored_changeset changeset = make(1, byte);

		changeset.links = &link;
		changeset.n_links = 1;
		assert_done(changesets_add(fixture.index, &changeset, error));
		assert_done(landings_set(fixture.index, changeset.id,
					 &(struct stored_landing){.message = 9}, error));
	}
	assert_done(changesets_remove(fixture.index, 1, error));
	load(&fixture, 1, false);
	load(&fixture, 2, true);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM cited"), ==, 1);
	g_assert_cmpint(ask_number(&fixture, "SELECT sum(changeset) FROM landing"), ==, 2);
	fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/changesets/one-comes-back-as-it-was", test_comes_back);
	g_test_add_func("/changesets/a-commit-is-one-in-each-repository", test_found);
	g_test_add_func("/changesets/each-id-that-it-names-is-known-by-its-hash", test_cited);
	g_test_add_func("/changesets/nodes-have-their-parents-and-tags", test_nodes);
	g_test_add_func("/changesets/what-hangs-on-one-goes-with-it", test_removed);
	return g_test_run();
}
