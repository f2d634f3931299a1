/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/store.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

/* A folder of its own, and the store in it. */
struct place {
	char *folder;
	struct store *store;
};

static void place_init(struct place *place, gconstpointer unused)
{
	g_autofree char *top = g_dir_make_tmp("store-XXXXXX", NULL);

	(void)unused;
	place->folder = g_build_filename(top, "subscriptions", "mine", NULL);
	place->store = store_open(place->folder, NULL);
	g_assert_nonnull(place->store);
}

static void place_clear(struct place *place, gconstpointer unused)
{
	g_autofree char *above = g_path_get_dirname(place->folder);
	g_autofree char *top = g_path_get_dirname(above);
	g_autoptr(GDir) files = g_dir_open(place->folder, 0, NULL);
	const char *name;

	(void)unused;
	store_close(place->store);
	while ((name = g_dir_read_name(files))) {
		g_autofree char *path = g_build_filename(place->folder, name, NULL);

		g_remove(path);
	}
	g_rmdir(place->folder);
	g_rmdir(above);
	g_rmdir(top);
	g_free(place->folder);
}

/* What a later run finds: this one is over. */
static void run_again(struct place *place)
{
	store_close(place->store);
	place->store = store_open(place->folder, NULL);
	g_assert_nonnull(place->store);
}

static bool has_file(const struct place *place, const char *name)
{
	g_autofree char *path = g_build_filename(place->folder, name, NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

static struct bookmark *make_bookmark(int64_t number)
{
	struct bookmark *bookmark = bookmark_new();
	struct bookmark_list *list = bookmark_add_list(bookmark, "lamps.old", "/a b/\xff");
	static const char *const ids[] = {"a;b@example.org", "=c \\d@example.org", NULL};

	bookmark->index = UINT64_C(0xfedcba9876543210);
	bookmark->number = number;
	bookmark->seen_until = 1700000000;
	bookmark->told_until = -5;
	bookmark->n_updates = 3;
	bookmark->looked_at = 1700000001;
	g_strfreev(list->ids);
	list->ids = g_strdupv((char **)ids);
	list->commit = g_strdup("0123");
	list->number = 5;
	list->seen_until = -7;
	bookmark_add_list(bookmark, "wicks", "w");
	return bookmark;
}

static void assert_bookmark(const struct bookmark *bookmark, int64_t number)
{
	const struct bookmark_list *list;

	g_assert_nonnull(bookmark);
	g_assert_cmpuint(bookmark->index, ==, UINT64_C(0xfedcba9876543210));
	g_assert_cmpint(bookmark->number, ==, number);
	g_assert_cmpint(bookmark->seen_until, ==, 1700000000);
	g_assert_cmpint(bookmark->told_until, ==, -5);
	g_assert_cmpuint(bookmark->n_updates, ==, 3);
	g_assert_cmpint(bookmark->looked_at, ==, 1700000001);
	g_assert_cmpuint(bookmark->lists->len, ==, 2);
	list = bookmark_find_list(bookmark, "lamps.old");
	g_assert_cmpstr(list->commit, ==, "0123");
	g_assert_cmpstr(list->path, ==, "/a b/\xff");
	g_assert_cmpint(list->number, ==, 5);
	g_assert_cmpint(list->seen_until, ==, -7);
	g_assert_cmpstr(list->ids[0], ==, "a;b@example.org");
	g_assert_cmpstr(list->ids[1], ==, "=c \\d@example.org");
	g_assert_null(list->ids[2]);
	g_assert_null(bookmark_find_list(bookmark, "wicks")->commit);
	g_assert_null(bookmark_find_list(bookmark, "wicks")->ids[0]);
	g_assert_null(bookmark_find_list(bookmark, "lamps"));
}

static struct prepared *make_prepared(void)
{
	static const char *const to[] = {"ann@example.org", "bo@example.org", NULL};
	struct prepared *prepared = prepared_new();

	prepared->next = make_bookmark(9);
	prepared->file = g_strdup("/updates/a \\ b;\xff\n=% ");
	prepared->document = g_string_new_len("one\0two\r\n", 9);
	prepared->mail = PREPARED_MAIL_WAITING;
	prepared->from = g_strdup("tidings@example.org");
	prepared->to = g_strdupv((char **)to);
	prepared->message = g_string_new("Subject: one\n\n\xff\n");
	return prepared;
}

static void test_what_is_remembered_is_found_again(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(bookmark) none = store_bookmark(place->store, &error);
	g_autoptr(bookmark) bookmark = make_bookmark(7);
	g_autoptr(bookmark) found = NULL;

	(void)unused;
	g_assert_no_error(error);
	g_assert_null(none);
	g_assert_true(store_set_bookmark(place->store, bookmark, &error));
	run_again(place);
	found = store_bookmark(place->store, &error);
	g_assert_no_error(error);
	assert_bookmark(found, 7);
}

static void test_a_prepared_update_is_whole(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(prepared) none = store_prepared(place->store, &error);
	g_autoptr(prepared) prepared = make_prepared();
	g_autoptr(prepared) found = NULL;

	(void)unused;
	g_assert_no_error(error);
	g_assert_null(none);
	g_assert_true(store_prepare(place->store, prepared, &error));
	run_again(place);
	found = store_prepared(place->store, &error);
	g_assert_no_error(error);
	assert_bookmark(found->next, 9);
	g_assert_cmpstr(found->file, ==, prepared->file);
	g_assert_true(g_string_equal(found->document, prepared->document));
	g_assert_cmpint(found->mail, ==, PREPARED_MAIL_WAITING);
	g_assert_cmpstr(found->from, ==, "tidings@example.org");
	g_assert_cmpstr(found->to[1], ==, "bo@example.org");
	g_assert_null(found->to[2]);
	g_assert_true(g_string_equal(found->message, prepared->message));
}

static void test_one_without_a_mail_has_none(struct place *place, gconstpointer unused)
{
	g_autoptr(prepared) prepared = prepared_new();
	g_autoptr(prepared) found = NULL;

	(void)unused;
	prepared->next = make_bookmark(9);
	g_assert_true(store_prepare(place->store, prepared, NULL));
	found = store_prepared(place->store, NULL);
	g_assert_null(found->file);
	g_assert_null(found->document);
	g_assert_cmpint(found->mail, ==, PREPARED_MAIL_NONE);
	g_assert_null(found->message);
}

static void test_its_bookmark_counts_when_it_is_finished(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(bookmark) before = make_bookmark(7);
	g_autoptr(prepared) prepared = make_prepared();
	g_autoptr(bookmark) unfinished = NULL;
	g_autoptr(bookmark) finished = NULL;
	g_autoptr(prepared) none = NULL;

	(void)unused;
	g_assert_true(store_set_bookmark(place->store, before, &error));
	g_assert_true(store_prepare(place->store, prepared, &error));
	unfinished = store_bookmark(place->store, &error);
	assert_bookmark(unfinished, 7);
	g_assert_true(store_finish(place->store, &error));
	run_again(place);
	finished = store_bookmark(place->store, &error);
	assert_bookmark(finished, 9);
	none = store_prepared(place->store, &error);
	g_assert_no_error(error);
	g_assert_null(none);
	g_assert_false(has_file(place, "prepared.file"));
	g_assert_false(has_file(place, "prepared.mail"));
}

static void test_what_became_of_the_mail_is_kept(struct place *place, gconstpointer unused)
{
	g_autoptr(prepared) prepared = make_prepared();
	g_autoptr(prepared) handed = NULL;
	g_autoptr(prepared) sent = NULL;

	(void)unused;
	g_assert_true(store_prepare(place->store, prepared, NULL));
	g_assert_true(store_set_mail(place->store, prepared, PREPARED_MAIL_HANDED, NULL));
	run_again(place);
	handed = store_prepared(place->store, NULL);
	g_assert_cmpint(handed->mail, ==, PREPARED_MAIL_HANDED);
	g_assert_true(store_set_mail(place->store, handed, PREPARED_MAIL_SENT, NULL));
	run_again(place);
	sent = store_prepared(place->store, NULL);
	g_assert_cmpint(sent->mail, ==, PREPARED_MAIL_SENT);
	g_assert_null(sent->message);
}

static void test_an_unsure_mail_outlives_its_update(struct place *place, gconstpointer unused)
{
	g_autoptr(prepared) prepared = make_prepared();
	g_autofree char *path = NULL;
	g_autoptr(prepared) other = NULL;
	g_autofree char *again = NULL;
	g_autofree char *second = NULL;
	g_autofree char *kept = NULL;

	(void)unused;
	g_assert_true(store_prepare(place->store, prepared, NULL));
	path = store_keep_unsure(place->store, prepared, NULL);
	g_assert_true(g_str_has_suffix(path, "/unsure-3.eml"));
	again = store_keep_unsure(place->store, prepared, NULL);
	g_assert_cmpstr(again, ==, path);
	/* Of another mail under the same number. */
	other = make_prepared();
	g_string_append(other->message, "More.\n");
	second = store_keep_unsure(place->store, other, NULL);
	g_assert_true(g_str_has_suffix(second, "/unsure-4.eml"));
	g_assert_true(store_finish(place->store, NULL));
	g_assert_true(g_file_get_contents(path, &kept, NULL, NULL));
	g_assert_cmpstr(kept, ==, prepared->message->str);
}

static void test_one_run_at_a_time_has_it(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(store) second = store_open(place->folder, &error);

	(void)unused;
	g_assert_null(second);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_BUSY);
}

static void test_what_is_no_state_is_told_with_its_path(struct place *place, gconstpointer unused)
{
	static const struct {
		const char *text;
		int code;
	} cases[] = {
		{"no key file", TIDINGS_ERROR_CORRUPT},
		{"[bookmark]\nversion=1\n", TIDINGS_ERROR_CORRUPT},
		{"[bookmark]\nversion=2\n", TIDINGS_ERROR_VERSION},
		{"[bookmark]\nversion=1\nindex=xyz\nnumber=1\n", TIDINGS_ERROR_CORRUPT},
		{"[bookmark]\nversion=1\nindex=1\nnumber=many\n", TIDINGS_ERROR_CORRUPT},
		{"", TIDINGS_ERROR_CORRUPT},
	};
	g_autofree char *path = g_build_filename(place->folder, "bookmark", NULL);

	(void)unused;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(bookmark) bookmark = NULL;

		g_test_message("case %zu", i);
		g_assert_true(g_file_set_contents(path, cases[i].text, -1, NULL));
		bookmark = store_bookmark(place->store, &error);
		g_assert_null(bookmark);
		g_assert_error(error, TIDINGS_ERROR, cases[i].code);
		g_assert_nonnull(strstr(error->message, path));
	}
}

static void test_what_is_dropped_was_never_prepared(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(bookmark) before = make_bookmark(7);
	g_autoptr(prepared) prepared = make_prepared();
	g_autoptr(prepared) none = NULL;
	g_autoptr(bookmark) after = NULL;

	(void)unused;
	g_assert_true(store_drop(place->store, &error));
	g_assert_true(store_set_bookmark(place->store, before, NULL));
	g_assert_true(store_prepare(place->store, prepared, NULL));
	g_assert_true(store_drop(place->store, &error));
	none = store_prepared(place->store, &error);
	g_assert_no_error(error);
	g_assert_null(none);
	after = store_bookmark(place->store, NULL);
	assert_bookmark(after, 7);
	g_assert_false(has_file(place, "prepared.mail"));
}

static void test_half_an_update_is_an_error(struct place *place, gconstpointer unused)
{
	static const char *const changes[][2] = {
		{"mail=waiting", "mail=posted"},
		{"mail=waiting", ""},
		{"from=", "form="},
		{"to=", "ot="},
		{"file=", "file=%zz"},
	};
	g_autofree char *path = g_build_filename(place->folder, "prepared", NULL);
	g_autoptr(prepared) prepared = make_prepared();
	g_autofree char *text = NULL;

	(void)unused;
	g_assert_true(store_prepare(place->store, prepared, NULL));
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		g_autoptr(GString) changed = g_string_new(text);
		g_autoptr(GError) error = NULL;
		g_autoptr(prepared) found = NULL;

		g_test_message("case %zu", i);
		g_assert_cmpuint(g_string_replace(changed, changes[i][0], changes[i][1], 1), ==, 1);
		g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
		found = store_prepared(place->store, &error);
		g_assert_null(found);
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	}
}

static void test_the_time_of_publishing_is_kept(struct place *place, gconstpointer unused)
{
	(void)unused;
	g_assert_cmpint(store_published_at(place->store), ==, INT64_MIN);
	g_assert_true(store_set_published_at(place->store, 1700000000, NULL));
	run_again(place);
	g_assert_cmpint(store_published_at(place->store), ==, 1700000000);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(struct place *place, gconstpointer unused);
	} tests[] = {
		{"/store/what-is-remembered-is-found-again",
		 test_what_is_remembered_is_found_again},
		{"/store/a-prepared-update-is-whole", test_a_prepared_update_is_whole},
		{"/store/one-without-a-mail-has-none", test_one_without_a_mail_has_none},
		{"/store/its-bookmark-counts-when-it-is-finished",
		 test_its_bookmark_counts_when_it_is_finished},
		{"/store/what-became-of-the-mail-is-kept", test_what_became_of_the_mail_is_kept},
		{"/store/an-unsure-mail-outlives-its-update",
		 test_an_unsure_mail_outlives_its_update},
		{"/store/one-run-at-a-time-has-it", test_one_run_at_a_time_has_it},
		{"/store/what-is-no-state-is-told-with-its-path",
		 test_what_is_no_state_is_told_with_its_path},
		{"/store/what-is-dropped-was-never-prepared",
		 test_what_is_dropped_was_never_prepared},
		{"/store/half-an-update-is-an-error", test_half_an_update_is_an_error},
		{"/store/the-time-of-publishing-is-kept", test_the_time_of_publishing_is_kept},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].name, struct place, NULL, place_init, tests[i].run,
			   place_clear);
	return g_test_run();
}
