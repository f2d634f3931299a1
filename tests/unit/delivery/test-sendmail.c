/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "delivery/delivery.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

/* A folder in which the programs below leave what they got. */
struct place {
	char *folder;
	char *taken;
};

static void place_init(struct place *place, gconstpointer unused)
{
	(void)unused;
	place->folder = g_dir_make_tmp("delivery-XXXXXX", NULL);
	place->taken = g_build_filename(place->folder, "taken", NULL);
}

static void place_clear(struct place *place, gconstpointer unused)
{
	(void)unused;
	g_remove(place->taken);
	g_rmdir(place->folder);
	g_free(place->folder);
	g_free(place->taken);
}

/* Who is asked before the mail is handed over. */
struct asked {
	const struct place *place;
	unsigned n_times;
	bool was_taken; /* already */
	bool stops;
};

static bool hand_over(void *user, GError **error)
{
	struct asked *asked = user;

	asked->n_times++;
	asked->was_taken = g_file_test(asked->place->taken, G_FILE_TEST_EXISTS);
	if (asked->stops)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "no room to remember it");
	return !asked->stops;
}

/* Sends a mail through a shell's @script, whose $0 is the file to be made. */
static bool send(const struct place *place, const char *script, struct asked *asked, GError **error)
{
	char *program[] = {(char *)"sh", (char *)"-c", (char *)script, place->taken, NULL};
	const str to[] = {STR_INIT("ann@example.org"), STR_INIT("bo@example.org")};
	const struct delivery delivery = {
		.from = STR("tidings@example.org"),
		.to = to,
		.n_to = G_N_ELEMENTS(to),
		.message = STR("Subject: lamps\n\nBurn.\n"),
		.hand_over = asked ? hand_over : NULL,
		.user = asked,
	};

	return delivery_sendmail(program, &delivery, error);
}

#define TAKE "{ echo \"$@\"; cat; } >\"$0\""

static void test_it_is_asked_once_before_anything_is_taken(struct place *place,
							   gconstpointer unused)
{
	struct asked asked = {.place = place};
	g_autoptr(GError) error = NULL;
	g_autofree char *taken = NULL;

	(void)unused;
	g_assert_true(send(place, TAKE, &asked, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(asked.n_times, ==, 1);
	g_assert_false(asked.was_taken);
	g_assert_true(g_file_get_contents(place->taken, &taken, NULL, NULL));
	g_assert_cmpstr(taken, ==, "ann@example.org bo@example.org\nSubject: lamps\n\nBurn.\n");
}

static void test_who_is_asked_may_stop_it(struct place *place, gconstpointer unused)
{
	struct asked asked = {.place = place, .stops = true};
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_false(send(place, TAKE, &asked, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE);
	g_assert_false(g_file_test(place->taken, G_FILE_TEST_EXISTS));
}

static void test_nobody_need_be_asked(struct place *place, gconstpointer unused)
{
	(void)unused;
	g_assert_true(send(place, TAKE, NULL, NULL));
	g_assert_true(g_file_test(place->taken, G_FILE_TEST_EXISTS));
}

static void test_how_it_ends_says_whether_it_was_taken(struct place *place, gconstpointer unused)
{
	static const struct {
		const char *script;
		int code;
		const char *said;
	} cases[] = {
		{"echo 'no such user' >&2; exit 67", TIDINGS_ERROR_DELIVERY, "no such user"},
		{"exit 1", TIDINGS_ERROR_DELIVERY, "cannot send through 'sh'"},
		/* It may have done all but say so. */
		{"cat >/dev/null; kill -KILL $$", TIDINGS_ERROR_UNSURE, "cannot send through 'sh'"},
	};

	(void)unused;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct asked asked = {.place = place};
		g_autoptr(GError) error = NULL;

		g_test_message("%s", cases[i].script);
		g_assert_false(send(place, cases[i].script, &asked, &error));
		g_assert_error(error, TIDINGS_ERROR, cases[i].code);
		g_assert_nonnull(strstr(error->message, cases[i].said));
	}
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(struct place *place, gconstpointer unused);
	} tests[] = {
		{"/sendmail/it-is-asked-once-before-anything-is-taken",
		 test_it_is_asked_once_before_anything_is_taken},
		{"/sendmail/who-is-asked-may-stop-it", test_who_is_asked_may_stop_it},
		{"/sendmail/nobody-need-be-asked", test_nobody_need_be_asked},
		{"/sendmail/how-it-ends-says-whether-it-was-taken",
		 test_how_it_ends_says_whether_it_was_taken},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].name, struct place, NULL, place_init, tests[i].run,
			   place_clear);
	return g_test_run();
}
