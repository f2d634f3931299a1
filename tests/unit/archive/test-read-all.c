/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/limits.h"
#include "fixture.h"

#include <string.h>

static const unsigned worker_counts[] = {1, 2, 7};

enum {
	WORKERS_MAX = 7,
	MANY_MAILS = 300, /* so many that each of the workers has several batches */
	REPETITIONS = 10,
};

/* What became of one arrival. */
struct taken {
	int n_times; /* atomic */
	enum read_result result;
	GBytes *bytes;
};

struct taking {
	unsigned n_workers;
	size_t n_arrivals;
	GThread *caller;
	struct taken *taken; /* of each arrival */
	int busy[WORKERS_MAX]; /* atomic: mails that a worker takes now */
};

static void take(void *user, unsigned worker, size_t index, enum read_result result, str bytes)
{
	struct taking *taking = user;

	g_assert_cmpuint(worker, <, taking->n_workers);
	g_assert_cmpint(g_atomic_int_add(&taking->busy[worker], 1), ==, 0);
	g_assert_true((worker == 0) == (g_thread_self() == taking->caller));
	g_assert_cmpuint(index, <, taking->n_arrivals);
	g_assert_cmpint(g_atomic_int_add(&taking->taken[index].n_times, 1), ==, 0);
	taking->taken[index].result = result;
	if (result == READ_OK)
		taking->taken[index].bytes = g_bytes_new(bytes.ptr, bytes.len);
	g_atomic_int_add(&taking->busy[worker], -1);
}

/* The arrivals of @selection, none taken yet. */
static struct taking *taking_new(const struct selection *selection, unsigned n_workers)
{
	struct taking *taking = g_new0(struct taking, 1);

	taking->n_workers = n_workers;
	taking->n_arrivals = selection->n_arrivals;
	taking->caller = g_thread_self();
	taking->taken = g_new0(struct taken, selection->n_arrivals);
	return taking;
}

static void taking_free(struct taking *taking)
{
	for (size_t i = 0; i < taking->n_arrivals; i++)
		g_clear_pointer(&taking->taken[i].bytes, g_bytes_unref);
	g_free(taking->taken);
	g_free(taking);
}

typedef struct taking taking;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(taking, taking_free)

static bool read_all(struct archive *archive, const struct selection *selection,
		     struct taking *taking, GError **error)
{
	const struct mail_taker taker = {.take = take, .user = taking};

	return archive_read_all(archive, selection, taking->n_workers, &taker, error);
}

/* Arrival @index was taken as archive_read() gives it. */
static void compare_with_read(struct archive *archive, const struct selection *selection,
			      const struct taking *taking, size_t index)
{
	const struct taken *taken = &taking->taken[index];
	g_autoptr(GError) error = NULL;
	struct raw_mail raw = {0};
	const void *bytes;
	size_t size;

	g_assert_cmpint(taken->n_times, ==, 1);
	g_assert_cmpint(archive_read(archive, &selection->arrivals[index], &raw, &error), ==,
			taken->result);
	g_assert_no_error(error);
	if (taken->result != READ_OK)
		return;
	bytes = g_bytes_get_data(taken->bytes, &size);
	g_assert_cmpmem(raw.bytes.ptr, raw.bytes.len, bytes, size);
	raw_mail_release(&raw);
}

/* Reads @selection with each number of workers; as many of its arrivals are missing. */
static void check_selection(struct archive *archive, const struct selection *selection,
			    size_t n_missing)
{
	for (size_t i = 0; i < G_N_ELEMENTS(worker_counts); i++) {
		g_autoptr(taking) taking = taking_new(selection, worker_counts[i]);
		g_autoptr(GError) error = NULL;
		size_t n_absent = 0;

		g_assert_true(read_all(archive, selection, taking, &error));
		g_assert_no_error(error);
		for (size_t k = 0; k < selection->n_arrivals; k++) {
			compare_with_read(archive, selection, taking, k);
			n_absent += taking->taken[k].result == READ_MISSING;
		}
		g_assert_cmpuint(n_absent, ==, n_missing);
	}
}

static int64_t a_minute_apart(unsigned number)
{
	return 1735689600 + 60 * (int64_t)number;
}

static void make_epoch(const struct fixture *fixture)
{
	fixture_import(fixture, "archive", MANY_MAILS, a_minute_apart);
}

static void make_repacked(const struct fixture *fixture)
{
	make_epoch(fixture);
	fixture_run(fixture, "git -C archive repack -adfq");
}

static void make_loose(const struct fixture *fixture)
{
	make_epoch(fixture);
	fixture_script(fixture, "mv archive/objects/pack/*.pack pack\n"
				"rm -f archive/objects/pack/*\n"
				"git -C archive unpack-objects -q <pack\n"
				"test -z \"$(ls archive/objects/pack)\"\n");
}

static void make_inbox(const struct fixture *fixture)
{
	fixture_import(fixture, "archive/git/0.git", 100, a_minute_apart);
	fixture_import(fixture, "archive/git/1.git", MANY_MAILS - 100, a_minute_apart);
	/* The first of them is in one pack, the other one in several and loose. */
	fixture_run(fixture, "git -C archive/git/0.git repack -adfq");
	fixture_script(fixture, "cd archive/git/1.git\n"
				"mv objects/pack/*.pack ../../../pack\n"
				"rm -f objects/pack/*\n"
				"git unpack-objects -q <../../../pack\n"
				"for range in HEAD~150 HEAD~150..HEAD~50; do\n"
				"	git rev-list --objects $range |\n"
				"	git pack-objects -q objects/pack/pack >../../../names\n"
				"done\n"
				"git prune-packed\n");
}

static void make_v1(const struct fixture *fixture)
{
	fixture_make(fixture, "--v1 archive 1.eml 2.eml 3.eml 4.eml 5.eml 6.eml 7.eml 8.eml 9.eml");
	fixture_run(fixture, "git -C archive repack -adq");
}

static void make_mbox(const struct fixture *fixture)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (unsigned number = 1; number <= MANY_MAILS; number++) {
		g_autofree char *mail = fixture_mail(number);

		g_string_append_printf(text, "From mboxrd@z Thu Jan  1 00:00:00 1970\n%s\n", mail);
	}
	fixture_write(fixture, "archive", (str){.ptr = text->str, .len = text->len});
}

static void make_maildir(const struct fixture *fixture)
{
	fixture_run(fixture, "mkdir -p archive/cur archive/new archive/tmp");
	for (unsigned number = 1; number <= MANY_MAILS; number++) {
		g_autofree char *name = g_strdup_printf("archive/cur/%u.a.example.org", number);
		g_autofree char *mail = fixture_mail(number);

		fixture_write(fixture, name, str_from(mail));
	}
}

static void test_kinds(void)
{
	static const struct {
		void (*make)(const struct fixture *fixture);
		enum archive_kind kind;
		size_t n_mails;
	} cases[] = {
		{make_epoch, ARCHIVE_EPOCH, MANY_MAILS},
		{make_repacked, ARCHIVE_EPOCH, MANY_MAILS},
		{make_loose, ARCHIVE_EPOCH, MANY_MAILS},
		{make_inbox, ARCHIVE_INBOX_V2, MANY_MAILS},
		{make_v1, ARCHIVE_INBOX_V1, 9},
		{make_mbox, ARCHIVE_MBOX, MANY_MAILS},
		{make_maildir, ARCHIVE_MAILDIR, MANY_MAILS},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autoptr(archive) archive = NULL;
		g_autoptr(selection) selection = NULL;

		g_test_message("%zu", i);
		cases[i].make(fixture);
		archive = fixture_open(fixture, "archive");
		g_assert_cmpint(archive_kind(archive), ==, cases[i].kind);
		selection = fixture_select(archive, NULL);
		g_assert_cmpuint(selection->n_arrivals, ==, cases[i].n_mails);
		check_selection(archive, selection, 0);
	}
}

static void test_ranges(void)
{
	static const struct {
		const char *range;
		size_t n_mails;
	} cases[] = {
		{"HEAD~1..", 1},
		{"HEAD~9..HEAD~1", 8},
		{"HEAD~250..HEAD~150", 100},
		{"..HEAD~297", 3},
	};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;

	make_inbox(fixture);
	archive = fixture_open(fixture, "archive");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(selection) selection = fixture_select(archive, cases[i].range);

		g_assert_cmpuint(selection->n_arrivals, ==, cases[i].n_mails);
		check_selection(archive, selection, 0);
	}
}

static void test_nothing(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;

	fixture_make(fixture, "--epoch archive");
	archive = fixture_open(fixture, "archive");
	selection = fixture_select(archive, NULL);
	check_selection(archive, selection, 0);
}

/* The same mail twice, as after a deletion it may come again. */
static void test_twice(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;

	fixture_make(fixture, "--epoch archive 1.eml 2.eml 1.eml 3.eml 1.eml 2.eml");
	fixture_run(fixture, "git -C archive repack -adq");
	archive = fixture_open(fixture, "archive");
	selection = fixture_select(archive, NULL);
	g_assert_cmpuint(selection->n_arrivals, ==, 6);
	check_selection(archive, selection, 0);
}

static void test_missing(void)
{
	static const struct {
		const char *script;
		size_t n_missing;
	} cases[] = {
		/* Two blobs, and a tree, without which the blob is not known. */
		{"for name in HEAD:m HEAD~3:m HEAD~1^{tree}; do\n"
		 "	id=$(git -C source rev-parse $name)\n"
		 "	rm source/objects/$(echo $id | sed 's|^..|&/|')\n"
		 "done\n"
		 "mv source archive\n",
		 3},
		{"git clone -q --bare --filter=blob:none file://$PWD/source archive\n", 5},
		{"git clone -q --bare --filter=tree:0 file://$PWD/source archive\n", 5},
		/* One blob was fetched since. */
		{"git clone -q --bare --filter=blob:none file://$PWD/source archive\n"
		 "git -C archive cat-file blob HEAD~2:m >mail\n",
		 4},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autoptr(archive) archive = NULL;
		g_autoptr(selection) selection = NULL;

		fixture_make(fixture, "--epoch source 1.eml 2.eml 3.eml 4.eml 5.eml");
		fixture_run(fixture, "git -C source config uploadpack.allowFilter true");
		fixture_run(fixture, "git -C source config uploadpack.allowAnySHA1InWant true");
		fixture_script(fixture, cases[i].script);
		archive = fixture_open(fixture, "archive");
		selection = fixture_select(archive, NULL);
		g_assert_cmpuint(selection->n_arrivals, ==, 5);
		check_selection(archive, selection, cases[i].n_missing);
	}
}

static void test_missing_file(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;

	make_maildir(fixture);
	archive = fixture_open(fixture, "archive");
	selection = fixture_select(archive, NULL);
	fixture_run(fixture, "rm archive/cur/7.a.example.org archive/cur/200.a.example.org");
	check_selection(archive, selection, 2);
}

/* Where an object stands in the one pack of the repository `archive`. */
struct entry_place {
	char *pack; /* path within the fixture, for g_free() */
	size_t offset;
	size_t size; /* in the pack */
};

static struct entry_place find_entry(const struct fixture *fixture, const char *revision)
{
	g_autofree char *arguments = g_strconcat("rev-parse ", revision, NULL);
	g_autofree char *id = fixture_git(fixture, "archive", arguments);
	g_autofree char *pack = fixture_output(fixture, "find archive/objects/pack -name *.pack");
	g_autofree char *command = g_strconcat("git verify-pack -v ", pack, NULL);
	g_autofree char *entries = fixture_output(fixture, command);
	const char *entry = strstr(entries, id);
	g_auto(GStrv) words = NULL;

	/* ID, type, size, size in the pack, offset; those of a delta go on. */
	g_assert_nonnull(entry);
	words = g_strsplit(entry + strlen(id), " ", -1);
	for (char **word = words; *word; word++) {
		if (!g_ascii_isdigit(**word))
			continue;
		return (struct entry_place){
			.pack = g_steal_pointer(&pack),
			.size = (size_t)g_ascii_strtoull(word[1], NULL, 10),
			.offset = (size_t)g_ascii_strtoull(word[2], NULL, 10),
		};
	}
	g_assert_not_reached();
}

/* Flips a bit in the middle of the deflated bytes at @place. */
static void damage(const struct fixture *fixture, const struct entry_place *place)
{
	str bytes = fixture_read(fixture, place->pack);

	((char *)bytes.ptr)[place->offset + place->size / 2 + 3] ^= 0x10;
	fixture_write(fixture, place->pack, bytes);
	g_free((char *)bytes.ptr);
}

/* Each number of workers gives the same error, which names the mail at @place and its commit. */
static void check_damage(const struct fixture *fixture, const struct entry_place *place,
			 const char *commit)
{
	g_autoptr(archive) archive = fixture_open(fixture, "archive");
	g_autoptr(selection) selection = fixture_select(archive, NULL);
	g_autofree char *repository = fixture_path(fixture, "archive");
	g_autofree char *pack = fixture_path(fixture, place->pack);
	g_autofree char *begin = g_strdup_printf(
		"repository '%s': cannot read the mail of commit %s: pack '%s' is damaged at "
		"offset %zu: ",
		repository, commit, pack, place->offset);
	g_autofree char *first = NULL;

	for (size_t i = 0; i < REPETITIONS * G_N_ELEMENTS(worker_counts); i++) {
		unsigned n_workers = worker_counts[i % G_N_ELEMENTS(worker_counts)];
		g_autoptr(taking) taking = taking_new(selection, n_workers);
		g_autoptr(GError) error = NULL;

		g_assert_false(read_all(archive, selection, taking, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
		g_assert_true(g_str_has_prefix(error->message, begin));
		if (first)
			g_assert_cmpstr(error->message, ==, first);
		else
			first = g_strdup(error->message);
	}
}

static void test_damage(void)
{
	static const char *const revisions[] = {"HEAD", "HEAD~100", "HEAD~299"};

	for (size_t i = 0; i < G_N_ELEMENTS(revisions); i++) {
		g_autofree char *arguments = g_strconcat("rev-parse ", revisions[i], NULL);
		g_autofree char *mail = g_strconcat(revisions[i], ":m", NULL);
		g_autoptr(fixture) fixture = fixture_new();
		g_autofree char *commit = NULL;
		struct entry_place place;

		make_repacked(fixture);
		commit = fixture_git(fixture, "archive", arguments);
		place = find_entry(fixture, mail);
		damage(fixture, &place);
		check_damage(fixture, &place, commit);
		g_free(place.pack);
	}
}

/* Damage that nobody asks for is not found. */
static void test_rest_is_not_read(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	struct entry_place place;

	make_epoch(fixture);
	fixture_run(fixture, "git -C archive repack -adfq --window=0");
	place = find_entry(fixture, "HEAD~200:m");
	damage(fixture, &place);
	archive = fixture_open(fixture, "archive");
	selection = fixture_select(archive, "HEAD~10..");
	g_assert_cmpuint(selection->n_arrivals, ==, 10);
	check_selection(archive, selection, 0);
	g_free(place.pack);
}

static void test_two_damaged(void)
{
	static const char *const revisions[] = {"HEAD~30", "HEAD~270"};
	g_autoptr(fixture) fixture = fixture_new();
	struct entry_place places[G_N_ELEMENTS(revisions)];
	g_autofree char *arguments = NULL;
	g_autofree char *commit = NULL;
	size_t first;

	make_repacked(fixture);
	for (size_t i = 0; i < G_N_ELEMENTS(revisions); i++) {
		g_autofree char *mail = g_strconcat(revisions[i], ":m", NULL);

		places[i] = find_entry(fixture, mail);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(revisions); i++)
		damage(fixture, &places[i]);
	/* Packs are read in the order of their bytes. */
	first = places[0].offset < places[1].offset ? 0 : 1;
	arguments = g_strconcat("rev-parse ", revisions[first], NULL);
	commit = fixture_git(fixture, "archive", arguments);
	check_damage(fixture, &places[first], commit);
	for (size_t i = 0; i < G_N_ELEMENTS(revisions); i++)
		g_free(places[i].pack);
}

/* Of a mail in a pack and a loose one the error is of the one in the pack. */
static void test_damaged_loose(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *commit = NULL;
	struct entry_place place;

	make_repacked(fixture);
	fixture_write(fixture, "stream",
		      STR("commit refs/heads/master\ncommitter c <c@example.org> 1735700000 +0000\n"
			  "data 0\nfrom refs/heads/master^0\nM 100644 inline m\ndata 5\nmail\n\n"));
	fixture_script(fixture, "git -C archive fast-import --quiet <stream\n"
				"id=$(git -C archive rev-parse HEAD:m)\n"
				"file=archive/objects/$(echo $id | sed 's|^..|&/|')\n"
				"chmod +w $file\n"
				"echo nonsense >$file\n");
	commit = fixture_git(fixture, "archive", "rev-parse HEAD~42");
	place = find_entry(fixture, "HEAD~42:m");
	damage(fixture, &place);
	check_damage(fixture, &place, commit);
	g_free(place.pack);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/read-all/each-arrival-of-each-kind-is-taken-once-with-its-bytes",
			test_kinds);
	g_test_add_func("/read-all/a-range-over-epochs-too", test_ranges);
	g_test_add_func("/read-all/of-no-mails-none-is-taken", test_nothing);
	g_test_add_func("/read-all/a-mail-that-came-twice-is-taken-twice", test_twice);
	g_test_add_func("/read-all/what-is-not-there-is-missing", test_missing);
	g_test_add_func("/read-all/a-file-that-left-the-maildir-is-missing", test_missing_file);
	g_test_add_func("/read-all/a-damaged-mail-is-one-error-that-tells-which-and-where",
			test_damage);
	g_test_add_func("/read-all/of-a-range-the-rest-of-the-pack-is-not-read",
			test_rest_is_not_read);
	g_test_add_func("/read-all/of-two-damaged-mails-it-is-always-the-same", test_two_damaged);
	g_test_add_func("/read-all/a-damaged-pack-comes-before-a-damaged-loose-mail",
			test_damaged_loose);
	return g_test_run();
}
