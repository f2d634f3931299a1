/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/limits.h"
#include "fixture.h"

#include <string.h>

/* Arrivals of the fixtures that scripts/make-archive builds: a minute apart. */
static const int64_t start = 1735689600;

static char *numbers_in(struct archive *archive, const struct selection_request *request,
			struct selection **ret_selection)
{
	g_autoptr(GError) error = NULL;

	archive_select(archive, request, ret_selection, &error);
	g_assert_no_error(error);
	return fixture_numbers(archive, *ret_selection);
}

/* Mails 1 to 3, 4 to 6, and 7 and 8. */
static void make_epochs(struct fixture *fixture)
{
	fixture_make(fixture, "--v2 --epoch-size 3 v2 1.eml 2.eml 3.eml 4.eml 5.eml 6.eml 7.eml "
			      "8.eml");
	fixture_run(fixture, "git -C v2/git/1.git -c user.name=a -c user.email=a@example.org tag "
			     "-a -m tag five HEAD~1");
}

static void test_ranges(void)
{
	static const struct {
		const char *range;
		const char *numbers;
	} cases[] = {
		{NULL, "1 2 3 4 5 6 7 8"},
		{"HEAD~1..HEAD", "8"},
		{"HEAD~2..", "7 8"},
		{"HEAD~3..", "6 7 8"},
		{"@^^^..@^", "6 7"},
		{"HEAD~7..HEAD~5", "2 3"},
		{"HEAD~5..HEAD~2", "4 5 6"},
		{"..HEAD~6", "1 2"},
		{"..HEAD", "1 2 3 4 5 6 7 8"},
		{"master~1..master", "8"},
		{"refs/heads/master~1..heads/master", "8"},
		{"five..", "6 7 8"},
		{"five~2..five", "4 5"},
		{"..five", "1 2 3 4 5"},
	};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;

	make_epochs(fixture);
	archive = fixture_open(fixture, "v2");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(selection) selection = fixture_select(archive, cases[i].range);
		g_autofree char *numbers = fixture_numbers(archive, selection);

		g_assert_cmpstr(numbers, ==, cases[i].numbers);
	}
}

static void test_no_range(void)
{
	static const struct {
		const char *range;
		int code;
		const char *text;
	} cases[] = {
		{"HEAD", TIDINGS_ERROR_USAGE, "'HEAD' is no range"},
		{"", TIDINGS_ERROR_USAGE, "FROM..TO"},
		{"..", TIDINGS_ERROR_USAGE, "'..'"},
		{"HEAD~2...HEAD", TIDINGS_ERROR_USAGE, "HEAD~2...HEAD"},
		{"HEAD^2..HEAD", TIDINGS_ERROR_USAGE, "HEAD^2"},
		{"HEAD..HEAD", TIDINGS_ERROR_RANGE, "same commit"},
		{"HEAD..", TIDINGS_ERROR_RANGE, "same commit"},
		{"HEAD..HEAD~1", TIDINGS_ERROR_RANGE, "backward"},
		{"HEAD..HEAD~7", TIDINGS_ERROR_RANGE, "backward"},
		{"five..five~1", TIDINGS_ERROR_RANGE, "backward"},
		{"side..HEAD", TIDINGS_ERROR_RANGE, "not an ancestor"},
		{"side..five", TIDINGS_ERROR_RANGE, "backward"},
		{"HEAD~8..HEAD", TIDINGS_ERROR_NOT_FOUND, "HEAD~8"},
		{"..HEAD~999999999", TIDINGS_ERROR_NOT_FOUND, "HEAD~999999999"},
		{"absent..HEAD", TIDINGS_ERROR_NOT_FOUND, "'absent'"},
		{"0123456789..HEAD", TIDINGS_ERROR_NOT_FOUND, "0123456789"},
		{"0123456789012345678901234567890123456789..", TIDINGS_ERROR_NOT_FOUND,
		 "0123456789012345678901234567890123456789"},
		{"HEAD:m..HEAD", TIDINGS_ERROR_NOT_FOUND, "HEAD:m"},
		{"config..HEAD", TIDINGS_ERROR_NOT_FOUND, "config"},
		{"a b..HEAD", TIDINGS_ERROR_NOT_FOUND, "a b"},
	};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;

	make_epochs(fixture);
	fixture_write(fixture, "side.sh",
		      STR("cd v2/git/1.git\n"
			  "side=$(git -c user.name=a -c user.email=a@example.org commit-tree "
			  "-m side -p HEAD~1 HEAD^{tree})\n"
			  "git branch side $side\n"));
	fixture_run(fixture, "sh side.sh");
	archive = fixture_open(fixture, "v2");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct selection_request request = {.range = cases[i].range};
		struct selection *selection = NULL;
		g_autoptr(GError) error = NULL;

		g_assert_false(archive_select(archive, &request, &selection, &error));
		g_assert_error(error, TIDINGS_ERROR, cases[i].code);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].text));
		g_assert_null(selection);
	}
}

static void test_no_commits(void)
{
	struct selection_request request = {.range = "HEAD~1..HEAD"};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(GError) error = NULL;
	struct selection *selection = NULL;

	fixture_make(fixture, "--v2 v2");
	archive = fixture_open(fixture, "v2");
	g_assert_false(archive_select(archive, &request, &selection, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND);
}

static void test_ids(void)
{
	static const int lengths[] = {40, 39, 12, 7};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autofree char *two = NULL;
	g_autofree char *seven = NULL;
	g_autofree char *tag = NULL;

	make_epochs(fixture);
	two = fixture_git(fixture, "v2/git/0.git", "rev-parse HEAD~1");
	seven = fixture_git(fixture, "v2/git/2.git", "rev-parse HEAD~1");
	tag = fixture_git(fixture, "v2/git/1.git", "rev-parse five");
	archive = fixture_open(fixture, "v2");
	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *range =
			g_strdup_printf("%.*s..%.*s", lengths[i], two, lengths[i], seven);
		g_autofree char *from_tag = g_strdup_printf("%.*s..HEAD~1", lengths[i], tag);
		g_autoptr(selection) selection = fixture_select(archive, range);
		g_autoptr(selection) after_tag = fixture_select(archive, from_tag);
		g_autofree char *numbers = fixture_numbers(archive, selection);
		g_autofree char *numbers_after_tag = fixture_numbers(archive, after_tag);

		g_assert_cmpstr(numbers, ==, "3 4 5 6 7");
		g_assert_cmpstr(numbers_after_tag, ==, "6 7");
		g_assert_cmpstr(selection->from_id, ==, two);
		g_assert_cmpstr(selection->to_id, ==, seven);
	}
}

static int64_t a_minute_apart(unsigned number)
{
	return start + 60 * (int64_t)number;
}

/* Four digits that begin the ids of two commits, and of one commit and another object. */
static void find_shared_digits(const struct fixture *fixture, char **ret_of_commits,
			       char **ret_of_one_commit)
{
	g_autofree char *all = fixture_git(
		fixture, "many.git",
		"cat-file --batch-all-objects --batch-check=%(objectname)%(objecttype)");
	g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
	g_autoptr(GHashTable) n_commits =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) n_objects =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (char **line = lines; *line; line++) {
		g_autofree char *digits = g_strndup(*line, 4);
		size_t commits = GPOINTER_TO_SIZE(g_hash_table_lookup(n_commits, digits));
		size_t objects = GPOINTER_TO_SIZE(g_hash_table_lookup(n_objects, digits));

		commits += g_str_has_suffix(*line, "commit") ? 1 : 0;
		g_hash_table_replace(n_commits, g_strdup(digits), GSIZE_TO_POINTER(commits));
		g_hash_table_replace(n_objects, g_strdup(digits), GSIZE_TO_POINTER(objects + 1));
	}
	for (char **line = lines; *line; line++) {
		g_autofree char *digits = g_strndup(*line, 4);
		size_t commits = GPOINTER_TO_SIZE(g_hash_table_lookup(n_commits, digits));
		size_t objects = GPOINTER_TO_SIZE(g_hash_table_lookup(n_objects, digits));

		if (commits > 1 && !*ret_of_commits)
			*ret_of_commits = g_strdup(digits);
		if (commits == 1 && objects > 1 && !*ret_of_one_commit)
			*ret_of_one_commit = g_strdup(digits);
	}
	/* Four thousand objects on 65,536 beginnings: the builds are the same each time. */
	g_assert_nonnull(*ret_of_commits);
	g_assert_nonnull(*ret_of_one_commit);
}

static void test_ambiguous(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *of_commits = NULL;
	g_autofree char *of_one_commit = NULL;
	g_autofree char *bad = NULL;
	g_autofree char *good = NULL;
	struct selection_request request = {0};

	fixture_import(fixture, "many.git", 1500, a_minute_apart);
	find_shared_digits(fixture, &of_commits, &of_one_commit);
	archive = fixture_open(fixture, "many.git");
	bad = g_strconcat("..", of_commits, NULL);
	good = g_strconcat("..", of_one_commit, NULL);
	request.range = bad;
	g_assert_false(archive_select(archive, &request, &selection, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_AMBIGUOUS);
	g_assert_nonnull(strstr(error->message, of_commits));
	selection = fixture_select(archive, good);
	g_assert_true(g_str_has_prefix(selection->to_id, of_one_commit));
}

static void test_deletions(void)
{
	static const struct {
		const char *mails; /* and deletions, as make-archive takes them */
		const char *range;
		const char *numbers;
		size_t n_deleted;
	} cases[] = {
		{"1.eml 2.eml 3.eml 2.delete", NULL, "1 3", 1},
		{"1.eml 2.eml 2.delete 3.eml", NULL, "1 3", 1},
		{"1.eml 2.eml 2.delete 3.eml 2.eml", NULL, "1 3 2", 1},
		{"1.eml 2.eml 2.delete 2.eml 2.delete", NULL, "1", 2},
		{"1.eml 2.eml 3.eml 2.delete", "..HEAD~1", "1 2 3", 0},
		{"1.eml 2.eml 3.eml 2.delete", "HEAD~2..", "3", 0},
		{"1.eml 2.eml 3.eml 4.eml 5.eml 1.delete 6.eml", NULL, "2 3 4 5 6", 1},
	};
	static const char *const kinds[] = {"--v2 --epoch-size 3", "--epoch", "--v1"};
	g_autoptr(fixture) fixture = fixture_new();

	fixture_write(fixture, "1.delete", STR("1.eml\n"));
	fixture_write(fixture, "2.delete", STR("2.eml\n"));
	for (size_t i = 0; i < G_N_ELEMENTS(cases) * G_N_ELEMENTS(kinds); i++) {
		size_t at = i / G_N_ELEMENTS(kinds);
		g_autofree char *name = g_strdup_printf("archive-%zu", i);
		g_autofree char *arguments =
			g_strjoin(" ", kinds[i % G_N_ELEMENTS(kinds)], name, cases[at].mails, NULL);
		g_autoptr(archive) archive = NULL;
		g_autoptr(selection) selection = NULL;
		g_autofree char *numbers = NULL;

		fixture_make(fixture, arguments);
		archive = fixture_open(fixture, name);
		selection = fixture_select(archive, cases[at].range);
		numbers = fixture_numbers(archive, selection);
		g_assert_cmpstr(numbers, ==, cases[at].numbers);
		g_assert_cmpuint(selection->n_deleted, ==, cases[at].n_deleted);
	}
}

static void test_changed_path(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *numbers = NULL;

	/* The same Message-ID is the same path. */
	fixture_write(fixture, "a.eml", STR("Message-ID: <same@example.org>\nSubject: mail a\n\n"));
	fixture_write(fixture, "b.eml", STR("Message-ID: <same@example.org>\nSubject: mail b\n\n"));
	fixture_make(fixture, "--v1 v1.git 1.eml a.eml 2.eml b.eml");
	numbers = fixture_numbers_of(fixture, "v1.git");
	g_assert_cmpstr(numbers, ==, "1 a 2 b");
}

static void test_moved_path(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autofree char *numbers = NULL;

	fixture_make(fixture, "--v1 v1.git 1.eml 2.eml");
	fixture_write(fixture, "move.sh",
		      STR("set -e\n"
			  "cd v1.git\n"
			  "set -- $(git ls-tree -r HEAD^ | sed 's/.*\\t//')\n"
			  "{\n"
			  "echo 'commit refs/heads/master'\n"
			  "echo 'committer a <a@example.org> 1735700000 +0000'\n"
			  "printf 'data 0\\nfrom refs/heads/master^0\\nR %s ff/0\\n' $1\n"
			  "} | git fast-import --quiet\n"));
	fixture_run(fixture, "sh move.sh");
	archive = fixture_open(fixture, "v1.git");
	selection = fixture_select(archive, NULL);
	numbers = fixture_numbers(archive, selection);
	g_assert_cmpstr(numbers, ==, "2 1");
	g_assert_cmpuint(selection->n_deleted, ==, 1);
}

/* In minutes after the first mail; negative ones are not asked for. */
static void test_times(void)
{
	static const struct {
		const char *range;
		int since;
		int until;
		const char *numbers;
		const char *from; /* of the epochs, as git finds them */
		const char *to;
	} cases[] = {
		{NULL, 6, -1, "7 8", "1.git HEAD", "2.git HEAD"},
		{NULL, 5, -1, "6 7 8", "1.git HEAD~1", "2.git HEAD"},
		{NULL, -1, 2, "1 2", NULL, "0.git HEAD~1"},
		{NULL, 0, 1, "1", NULL, "0.git HEAD~2"},
		{NULL, 1, 7, "2 3 4 5 6 7", "0.git HEAD~2", "2.git HEAD~1"},
		{NULL, 8, -1, "", NULL, NULL},
		{NULL, 4, 4, "", NULL, NULL},
		{"HEAD~7..HEAD~1", 3, 6, "4 5 6", "0.git HEAD~2", "2.git HEAD~1"},
		{"..HEAD~1", 3, -1, "4 5 6 7", NULL, "2.git HEAD~1"},
	};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;

	make_epochs(fixture);
	archive = fixture_open(fixture, "v2");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct selection_request request = {
			.range = cases[i].range,
			.has_since = cases[i].since >= 0,
			.has_until = cases[i].until >= 0,
			.since = start + 60 * cases[i].since,
			.until = start + 60 * cases[i].until,
		};
		const char *ends[] = {cases[i].from, cases[i].to};
		g_autoptr(selection) selection = NULL;
		g_autofree char *numbers = numbers_in(archive, &request, &selection);

		g_assert_cmpstr(numbers, ==, cases[i].numbers);
		for (size_t end = 0; end < G_N_ELEMENTS(ends); end++) {
			const char *id = end == 0 ? selection->from_id : selection->to_id;
			g_autofree char *repository = NULL;
			g_autofree char *command = NULL;
			g_autofree char *expected = NULL;

			if (!ends[end]) {
				g_assert_cmpstr(id, ==, "");
				continue;
			}
			repository = g_strdup_printf("v2/git/%.5s", ends[end]);
			command = g_strconcat("rev-parse ", ends[end] + 6, NULL);
			expected = fixture_git(fixture, repository, command);
			g_assert_cmpstr(id, ==, expected);
		}
	}
}

static void test_arrival(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;

	make_epochs(fixture);
	archive = fixture_open(fixture, "v2");
	selection = fixture_select(archive, NULL);
	for (unsigned i = 0; i < selection->n_arrivals; i++) {
		g_assert_cmpuint(selection->arrivals[i].epoch, ==, i / 3);
		g_assert_cmpint(selection->arrivals[i].arrived_at, ==, start + 60 * (int64_t)i);
	}
}

/* The first two mails are young, and after them come as many old ones as the search bears. */
static int64_t late_clock(unsigned number)
{
	bool is_old = number > 2 && (number <= LIMIT_LATE_COMMITS + 2 || number % 2 == 0);

	return is_old ? start : start + 1000;
}

static void test_late(void)
{
	static const struct {
		const char *range;
		const char *numbers;
	} cases[] = {
		{NULL, "1003 1005"},
		{"..HEAD", "1003 1005"},
		{"HEAD~1003..", "1003 1005"},
		{"HEAD~1004..", "2 1003 1005"}, /* a range is walked to its beginning */
	};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;

	fixture_import(fixture, "late.git", LIMIT_LATE_COMMITS + 5, late_clock);
	archive = fixture_open(fixture, "late.git");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct selection_request request = {
			.range = cases[i].range,
			.has_since = true,
			.since = start + 1,
		};
		g_autoptr(selection) selection = NULL;
		g_autofree char *numbers = numbers_in(archive, &request, &selection);

		g_assert_cmpstr(numbers, ==, cases[i].numbers);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/selection/a-range-is-what-came-after-from-up-to-to", test_ranges);
	g_test_add_func("/selection/what-is-no-range-is-refused-by-name-and-reason", test_no_range);
	g_test_add_func("/selection/an-archive-without-commits-has-no-range", test_no_commits);
	g_test_add_func("/selection/ids-may-be-short-and-are-found-in-all-epochs", test_ids);
	g_test_add_func("/selection/a-short-id-is-ambiguous-among-commits-only", test_ambiguous);
	g_test_add_func("/selection/a-deletion-undoes-what-came-before-it-in-the-range",
			test_deletions);
	g_test_add_func("/selection/a-changed-path-is-one-more-arrival", test_changed_path);
	g_test_add_func("/selection/a-moved-mail-arrives-again", test_moved_path);
	g_test_add_func("/selection/times-are-half-open-and-name-their-ends", test_times);
	g_test_add_func("/selection/an-arrival-knows-its-epoch-and-time", test_arrival);
	g_test_add_func("/selection/the-search-by-time-passes-over-a-limited-run-of-old-commits",
			test_late);
	return g_test_run();
}
