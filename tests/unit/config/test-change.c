/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/change.h"

#include "base/error.h"
#include "place.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* config_change() with keys and values by turns; NULL ends them. */
static bool change(const struct place *place, const char *const *words, GError **error)
{
	struct config_key_name names[4] = {0};
	struct config_change changes[G_N_ELEMENTS(names)] = {0};
	unsigned n = 0;
	bool is_done;

	for (; words[2 * n]; n++) {
		g_assert_true(config_key_name_split(words[2 * n], &names[n], NULL));
		changes[n] = (struct config_change){.of = &names[n], .value = words[2 * n + 1]};
	}
	is_done = config_change(place->path, changes, n, error);
	for (unsigned i = 0; i < n; i++)
		config_key_name_clear(&names[i]);
	return is_done;
}

static bool set(const struct place *place, const char *key, const char *value, GError **error)
{
	return change(place, (const char *const[]){key, value, NULL}, error);
}

static int mode_of(const char *path)
{
	GStatBuf found;

	g_assert_cmpint(g_stat(path, &found), ==, 0);
	return (int)(found.st_mode & 07777);
}

static void test_a_file_is_made_for_its_user_alone(struct place *place, gconstpointer unused)
{
	g_autofree char *folder = g_build_filename(place->folder, "new", NULL);
	g_autofree char *path = g_build_filename(folder, "config", NULL);
	const struct place within = {.folder = folder, .path = path};

	(void)unused;
	g_assert_true(set(&within, "mail.from", " ann@example.org ", NULL));
	place_expect(&within, "[mail]\nfrom = ann@example.org\n");
	g_assert_cmpint(mode_of(path), ==, 0600);
	g_assert_cmpint(mode_of(folder), ==, 0700);
	g_remove(path);
	g_rmdir(folder);
}

static void test_a_file_keeps_its_mode_and_its_other_lines(struct place *place,
							   gconstpointer unused)
{
	(void)unused;
	place_write(place, "# mine\n[mail]\nfrom=ann@example.org\n\n# end\n");
	g_assert_cmpint(g_chmod(place->path, 0664), ==, 0);
	g_assert_true(set(place, "mail.to", "bob@example.org; c@example.org", NULL));
	place_expect(place, "# mine\n[mail]\nfrom=ann@example.org\n"
			    "to = bob@example.org; c@example.org\n\n# end\n");
	g_assert_cmpint(mode_of(place->path), ==, 0664);
}

/* Whether the file that it leads to is there or not. */
static void test_a_link_is_followed(struct place *place, gconstpointer unused)
{
	g_autofree char *file = g_build_filename(place->folder, "file", NULL);
	g_autofree char *text = NULL;

	(void)unused;
	g_assert_cmpint(symlink("file", place->path), ==, 0);
	g_assert_true(set(place, "mail.from", "a", NULL));
	g_assert_true(set(place, "mail.from", "b", NULL));
	g_assert_true(g_file_test(place->path, G_FILE_TEST_IS_SYMLINK));
	g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, "[mail]\nfrom = b\n");
}

static void test_a_value_must_be_one_of_its_key(struct place *place, gconstpointer unused)
{
	static const struct {
		const char *key;
		const char *value;
	} rows[] = {
		{"smtp.security", "ssl"}, {"smtp.timeout", "0"},   {"smtp.timeout", "soon"},
		{"mail.from", "a\nb"},	  {"mail.from", "a\rb"},   {"mail.from", "\xff"},
		{"mail.from", "  "},	  {"mail.sendmail", "'x"}, {"subscription.a.at", "25:00"},
		{"mail.form", "x"},	  {"list.url", "x"},
	};

	(void)unused;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_false(set(place, rows[i].key, rows[i].value, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_false(g_file_test(place->path, G_FILE_TEST_EXISTS));
	}
}

static void test_a_sound_file_stays_one(struct place *place, gconstpointer unused)
{
	static const char text[] = "[smtp]\nserver = s\n";
	g_autoptr(GError) error = NULL;

	(void)unused;
	place_write(place, text);
	g_assert_false(set(place, "smtp.user", "ann", &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
	g_assert_true(g_str_has_prefix(error->message, place->path));
	g_assert_true(g_str_has_suffix(
		error->message,
		"config: [smtp] user: password-file or password-command is missing; nothing was "
		"changed"));
	place_expect(place, text);
}

static void test_keys_that_need_one_another_are_set_at_once(struct place *place,
							    gconstpointer unused)
{
	static const char *const words[] = {"smtp.user", "ann", "smtp.password-file", "~/p", NULL};
	static const char *const removed[] = {"smtp.user", NULL, "smtp.password-file", NULL, NULL};

	(void)unused;
	g_assert_true(change(place, words, NULL));
	place_expect(place, "[smtp]\nuser = ann\npassword-file = ~/p\n");
	g_assert_false(set(place, "smtp.password-file", NULL, NULL));
	g_assert_true(change(place, removed, NULL));
	place_expect(place, "");
}

static void test_all_changes_are_made_or_none(struct place *place, gconstpointer unused)
{
	static const char *const words[] = {"mail.from", "b", "mail.to", NULL, NULL};
	g_autoptr(GError) error = NULL;

	(void)unused;
	place_write(place, "[mail]\nfrom = a\n");
	g_assert_false(change(place, words, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND);
	place_expect(place, "[mail]\nfrom = a\n");
}

/* Each step leaves something wrong; the last one does not. */
static void test_a_wrong_file_is_mended_step_by_step(struct place *place, gconstpointer unused)
{
	(void)unused;
	place_write(place, "[mial]\nfrom = a\n[smtp]\nsecurity = ssl\nuser = u\n");
	g_assert_true(set(place, "mial.from", NULL, NULL));
	place_expect(place, "[smtp]\nsecurity = ssl\nuser = u\n");
	g_assert_false(set(place, "smtp.security", "plain", NULL));
	g_assert_true(set(place, "smtp.security", "tls", NULL));
	g_assert_true(set(place, "smtp.password-file", "p", NULL));
	place_expect(place, "[smtp]\nsecurity = tls\nuser = u\npassword-file = p\n");
	g_assert_false(set(place, "smtp.password-file", NULL, NULL));
}

static void test_a_line_that_is_none_stands_in_no_ones_way(struct place *place,
							   gconstpointer unused)
{
	(void)unused;
	place_write(place, "[mail]\nfrom\nfrom = a\n");
	g_assert_true(set(place, "mail.from", "b", NULL));
	place_expect(place, "[mail]\nfrom\nfrom = b\n");
}

static void test_what_cannot_be_written_is_an_error(struct place *place, gconstpointer unused)
{
	g_autofree char *below = g_build_filename(place->path, "config", NULL);
	const struct place within = {.folder = place->path, .path = below};
	g_autoptr(GError) error = NULL;

	(void)unused;
	place_write(place, "");
	g_assert_false(set(&within, "mail.from", "a", &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE);
	place_expect(place, "");
}

enum { N_THREADS = 8, N_CHANGES = 25 };

struct thread {
	const struct place *place;
	unsigned number;
};

static void *change_often(void *user)
{
	const struct thread *thread = user;

	for (unsigned i = 0; i < N_CHANGES; i++) {
		g_autofree char *key = g_strdup_printf("list.t%u-%u.url", thread->number, i);

		g_assert_true(set(thread->place, key, "u", NULL));
	}
	return NULL;
}

static void test_no_change_is_lost_among_several(struct place *place, gconstpointer unused)
{
	struct thread threads[N_THREADS];
	GThread *handles[N_THREADS];
	g_autoptr(config) config = NULL;

	(void)unused;
	for (unsigned i = 0; i < N_THREADS; i++) {
		threads[i] = (struct thread){place, i};
		handles[i] = g_thread_new("change", change_often, &threads[i]);
	}
	for (unsigned i = 0; i < N_THREADS; i++)
		g_thread_join(handles[i]);
	config = config_read(place->path, NULL);
	g_assert_nonnull(config);
	g_assert_cmpuint(config->lists->len, ==, N_THREADS * N_CHANGES);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	PLACE_TEST("/change/new", test_a_file_is_made_for_its_user_alone);
	PLACE_TEST("/change/keep", test_a_file_keeps_its_mode_and_its_other_lines);
	PLACE_TEST("/change/link", test_a_link_is_followed);
	PLACE_TEST("/change/value", test_a_value_must_be_one_of_its_key);
	PLACE_TEST("/change/sound", test_a_sound_file_stays_one);
	PLACE_TEST("/change/at-once", test_keys_that_need_one_another_are_set_at_once);
	PLACE_TEST("/change/all", test_all_changes_are_made_or_none);
	PLACE_TEST("/change/mend", test_a_wrong_file_is_mended_step_by_step);
	PLACE_TEST("/change/no-line", test_a_line_that_is_none_stands_in_no_ones_way);
	PLACE_TEST("/change/write", test_what_cannot_be_written_is_an_error);
	PLACE_TEST("/change/several", test_no_change_is_lost_among_several);
	return g_test_run();
}
