/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An epoch in each state in which git leaves a repository, against git itself:
 * the same commits and the same mails.
 */
#include "archive/epoch.h"
#include "base/limits.h"
#include "fixture.h"

#include <string.h>

enum {
	STREAMS = 3, /* stream-1 and so on, for fast-import */
	STREAM_MAILS = 20,
};

/* A mail that makes a good base for a delta. */
static void append_mail(GString *stream, unsigned number)
{
	g_autofree char *head = fixture_mail(number);
	g_autoptr(GString) mail = g_string_new(head);

	for (unsigned line = 0; line < 20; line++)
		g_string_append_printf(mail, "Line %u is the same in most mails; %s.\n", line,
				       line == number % 20 ? "not in this one" : "so it is here");
	g_string_append_printf(stream,
			       "committer list <list@example.org> %u +0000\n"
			       "data 0\n",
			       1735689600 + number);
	if (number % STREAM_MAILS == 1 && number > 1)
		g_string_append(stream, "from refs/heads/master^0\n");
	g_string_append_printf(stream, "M 100644 inline m\ndata %zu\n%s\n", mail->len, mail->str);
}

static void write_streams(const struct fixture *fixture)
{
	unsigned number = 0;

	for (unsigned i = 1; i <= STREAMS; i++) {
		g_autofree char *name = g_strdup_printf("stream-%u", i);
		g_autoptr(GString) stream = g_string_new(NULL);

		for (unsigned k = 0; k < STREAM_MAILS; k++) {
			g_string_append(stream, "commit refs/heads/master\n");
			append_mail(stream, ++number);
		}
		fixture_write(fixture, name, (str){.ptr = stream->str, .len = stream->len});
	}
}

/* What the scripts below begin with. */
static const char functions[] =
	"create() {\n"
	"	git init -q --bare $1\n"
	"	git -C $1 symbolic-ref HEAD refs/heads/master\n"
	"}\n"
	"import() {\n" /* a stream, as loose objects */
	"	git -C $1 fast-import --quiet <stream-$2\n"
	"}\n"
	"import_pack() {\n" /* a stream, as a pack */
	"	git -C $1 -c fastimport.unpackLimit=1 fast-import --quiet <stream-$2\n"
	"}\n"
	"create_packed() {\n" /* all streams, as three packs */
	"	create $1\n"
	"	for n in 1 2 3; do import_pack $1 $n; done\n"
	"}\n"
	"count_packs() {\n"
	"	test $(ls $1/objects/pack | grep -c '[.]pack$') -eq $2\n"
	"}\n"
	"no_loose() {\n"
	"	test -z \"$(ls $1/objects | grep '^..$')\"\n"
	"}\n";

/* A repository `archive`, and what is asked of it beside all mails. */
struct state {
	const char *name; /* of the test */
	const char *script; /* checks too that the state is what it is to be */
};

static const struct state states[] = {
	{"all-objects-are-loose", "create archive\n"
				  "for n in 1 2 3; do import archive $n; done\n"
				  "count_packs archive 0\n"},
	{"one-pack", "create_packed archive\n"
		     "git -C archive repack -adfq\n"
		     "count_packs archive 1\n"
		     "no_loose archive\n"},
	{"all-that-gc-writes", "create_packed archive\n"
			       "git -C archive -c gc.writeCommitGraph=true "
			       "-c repack.writeBitmaps=true gc -q\n"
			       "test -e archive/packed-refs\n"},
	{"packs-whose-commits-have-parents-in-other-packs", "create archive\n"
							    "for n in 1 2 3; do\n"
							    "	import archive $n\n"
							    "	git -C archive repack -dq\n"
							    "done\n"
							    "count_packs archive 3\n"
							    "no_loose archive\n"},
	{"packs-that-fast-import-wrote", "create_packed archive\n"
					 "count_packs archive 3\n"
					 "no_loose archive\n"},
	{"packs-and-loose-objects", "create archive\n"
				    "import archive 1\n"
				    "git -C archive repack -dq\n"
				    "import archive 2\n"
				    "import_pack archive 3\n"
				    "count_packs archive 2\n"},
	{"loose-objects-below-packs", "create archive\n"
				      "import_pack archive 1\n"
				      "import archive 2\n"
				      "count_packs archive 1\n"},
	{"objects-that-stand-in-two-packs-and-loose", "create archive\n"
						      "import archive 1\n"
						      "import archive 2\n"
						      "git -C archive repack -aq\n"
						      "import_pack archive 3\n"
						      "git -C archive repack -aq\n"
						      "count_packs archive 3\n"},
	{"deltas-that-name-their-base", "create_packed archive\n"
					"git -C archive -c repack.useDeltaBaseOffset=false "
					"repack -adfq\n"
					"count_packs archive 1\n"},
	{"no-deltas", "create_packed archive\n"
		      "git -C archive repack -adfq --window=0\n"
		      "count_packs archive 1\n"},
	{"an-index-of-version-1", "create_packed archive\n"
				  "git -C archive -c pack.indexVersion=1 repack -adfq\n"
				  "! head -c 4 archive/objects/pack/*.idx | grep -q tOc\n"},
	{"indexes-of-both-versions", "create archive\n"
				     "import_pack archive 1\n"
				     "git -C archive -c pack.indexVersion=1 repack -adfq\n"
				     "import_pack archive 2\n"
				     "import archive 3\n"
				     "git -C archive -c pack.indexVersion=1 repack -dq\n"
				     "count_packs archive 3\n"},
	{"a-multi-pack-index", "create_packed archive\n"
			       "git -C archive multi-pack-index write\n"
			       "count_packs archive 3\n"
			       "test -e archive/objects/pack/multi-pack-index\n"},
	{"an-index-whose-pack-is-gone", "create_packed archive\n"
					"old=$(ls archive/objects/pack/*.pack)\n"
					"git -C archive repack -aq\n"
					"rm $old\n"
					"count_packs archive 1\n"},
	{"objects-of-another-repository", "create_packed lender\n"
					  "git clone -q --bare --shared lender archive\n"
					  "count_packs archive 0\n"
					  "no_loose archive\n"},
	{"objects-of-another-that-borrows-itself", "create first\n"
						   "import_pack first 1\n"
						   "git clone -q --bare --shared first second\n"
						   "import_pack second 2\n"
						   "git clone -q --bare --shared second archive\n"
						   "import_pack archive 3\n"
						   "count_packs archive 1\n"},
	{"loose-objects-of-another-repository", "create lender\n"
						"import lender 1\n"
						"import_pack lender 2\n"
						"git clone -q --bare --shared lender archive\n"
						"import archive 3\n"
						"count_packs archive 0\n"},
	{"another-repository-that-is-named-relatively",
	 "create_packed lender\n"
	 "git clone -q --bare --shared lender archive\n"
	 "echo ../../lender/objects >archive/objects/info/alternates\n"},
	{"others-that-are-named-relatively-by-each-other",
	 "create_packed one\n"
	 "git clone -q --bare --shared one two\n"
	 "git clone -q --bare --shared two archive\n"
	 "echo ../../one/objects >two/objects/info/alternates\n"
	 "echo ../../two/objects >archive/objects/info/alternates\n"},
	{"several-others-of-which-one-is-gone",
	 "create_packed lender\n"
	 "git clone -q --bare --shared lender archive\n"
	 "n=0\n"
	 "for pack in lender/objects/pack/*.pack; do\n"
	 "	n=$((n + 1))\n"
	 "	mkdir -p $n/pack\n"
	 "	mv ${pack%.pack}.* $n/pack\n"
	 "done\n"
	 "printf '# several\\n../../absent\\n\\n../../1\\n../../2\\n../../3\\n' "
	 ">archive/objects/info/alternates\n"},
	{"two-that-borrow-from-each-other", "create_packed archive\n"
					    "git clone -q --bare --shared archive other\n"
					    "mkdir -p archive/objects/info\n"
					    "echo ../../other/objects "
					    ">archive/objects/info/alternates\n"
					    "mv archive/objects/pack/* other/objects/pack\n"},
	{"a-linked-work-tree", "create_packed main\n"
			       "git -C main worktree add -q --detach ../archive\n"
			       "test -f archive/.git\n"},
	{"a-linked-work-tree-on-a-branch", "create main\n"
					   "for n in 1 2 3; do import main $n; done\n"
					   "git -C main worktree add -q -b side ../archive\n"},
	{"a-linked-work-tree-of-a-shallow-clone",
	 "create_packed main\n"
	 "git clone -q --bare --depth 25 file://$PWD/main clone\n"
	 "git -C clone worktree add -q --detach ../archive\n"},
	{"a-git-directory-apart", "create_packed main\n"
				  "git clone -q --separate-git-dir=apart main archive\n"
				  "test -f archive/.git\n"},
	{"the-extensions-that-change-nothing", "create_packed archive\n"
					       "cd archive\n"
					       "git config core.repositoryformatversion 1\n"
					       "git config extensions.partialClone origin\n"
					       "git config extensions.preciousObjects true\n"
					       "git config extensions.worktreeConfig true\n"},
	{"a-shallow-clone", "create_packed main\n"
			    "git clone -q --bare --depth 25 file://$PWD/main archive\n"
			    "test -s archive/shallow\n"},
	{"a-shallow-clone-of-loose-objects",
	 "create_packed main\n"
	 "git -c fetch.unpackLimit=1000 clone -q --bare --depth 25 file://$PWD/main archive\n"
	 "git -C archive repack -adq\n"
	 "mv archive/objects/pack/*.pack pack\n"
	 "rm -f archive/objects/pack/*\n"
	 "git -C archive unpack-objects -q <pack\n"
	 "count_packs archive 0\n"},
};

/* Git's view: the commits of the range $1, and their mails as git-cat-file --batch has them. */
static const char ask_git[] = "git -C archive rev-list --reverse --first-parent $range >commits\n"
			      "sed 's/$/:m/' commits | git -C archive cat-file --batch >mails\n";

static void append_mail_of(GString *text, const struct archive *archive,
			   const struct arrival *arrival, str mail)
{
	g_autofree char *name = archive_name_of(archive, arrival);

	g_string_append_printf(text, "%s blob %zu\n", name + strlen("blob "), mail.len);
	g_string_append_len(text, mail.ptr, (gssize)mail.len);
	g_string_append_c(text, '\n');
}

static GString *read_one_by_one(struct archive *archive, const struct selection *selection)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < selection->n_arrivals; i++) {
		g_autoptr(GError) error = NULL;
		struct raw_mail raw;

		g_assert_cmpint(archive_read(archive, &selection->arrivals[i], &raw, &error), ==,
				READ_OK);
		g_assert_no_error(error);
		append_mail_of(text, archive, &selection->arrivals[i], raw.bytes);
		raw_mail_release(&raw);
	}
	return text;
}

static void take(void *user, unsigned worker, size_t index, enum read_result result, str bytes)
{
	GBytes **mails = user;

	(void)worker;
	g_assert_cmpint(result, ==, READ_OK);
	g_assert_null(mails[index]);
	mails[index] = g_bytes_new(bytes.ptr, bytes.len);
}

static GString *read_all(struct archive *archive, const struct selection *selection)
{
	enum { WORKERS = 3 };
	g_autofree GBytes **mails = g_new0(GBytes *, selection->n_arrivals);
	struct mail_taker taker = {.take = take, .user = mails};
	GString *text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	archive_read_all(archive, selection, WORKERS, &taker, &error);
	g_assert_no_error(error);
	for (size_t i = 0; i < selection->n_arrivals; i++) {
		str mail;

		g_assert_nonnull(mails[i]);
		mail.ptr = g_bytes_get_data(mails[i], &mail.len);
		append_mail_of(text, archive, &selection->arrivals[i], mail);
		g_bytes_unref(mails[i]);
	}
	return text;
}

static void assert_text(const struct fixture *fixture, const char *name, const GString *text)
{
	str expected = fixture_read(fixture, name);

	if (!str_equal(expected, (str){text->str, text->len}))
		g_error("%s: git says\n%.*s\nbut it is\n%s", name, (int)expected.len, expected.ptr,
			text->str);
	g_free((char *)expected.ptr);
}

/* Compares what the archive says of @range, NULL for all, with git. */
static void compare_with_git(const struct fixture *fixture, struct archive *archive,
			     const char *range, size_t n_mails)
{
	g_autofree char *script = g_strdup_printf("range=%s\n%s", range ? range : "HEAD", ask_git);
	g_autoptr(selection) selection = fixture_select(archive, range);
	g_autoptr(GString) commits = g_string_new(NULL);
	g_autoptr(GString) mails = NULL;
	g_autoptr(GString) all = NULL;

	fixture_script(fixture, script);
	g_assert_cmpuint(selection->n_arrivals, ==, n_mails);
	for (size_t i = 0; i < selection->n_arrivals; i++) {
		char id[ARCHIVE_ID_BYTES];

		archive_commit_of(archive, &selection->arrivals[i], id);
		g_string_append_printf(commits, "%s\n", id);
	}
	assert_text(fixture, "commits", commits);
	mails = read_one_by_one(archive, selection);
	assert_text(fixture, "mails", mails);
	all = read_all(archive, selection);
	assert_text(fixture, "mails", all);
}

static void test_state(const void *user)
{
	const struct state *state = user;
	g_autofree char *script = g_strconcat(functions, state->script, NULL);
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autofree char *count = NULL;

	write_streams(fixture);
	fixture_script(fixture, script);
	count = fixture_git(fixture, "archive", "rev-list --count HEAD");
	archive = fixture_open(fixture, "archive");
	g_assert_cmpint(archive_kind(archive), ==, ARCHIVE_EPOCH);
	compare_with_git(fixture, archive, "HEAD~20..HEAD~5", 15);
	compare_with_git(fixture, archive, NULL, (size_t)g_ascii_strtoull(count, NULL, 10));
}

static struct epoch *open_epoch(const struct fixture *fixture, const char *script)
{
	g_autofree char *whole = g_strconcat(functions, script, NULL);
	g_autofree char *path = fixture_path(fixture, "archive");
	g_autoptr(GError) error = NULL;
	struct epoch *epoch = NULL;

	write_streams(fixture);
	fixture_script(fixture, whole);
	epoch_open(path, 0, &epoch, &error);
	g_assert_no_error(error);
	g_assert_nonnull(epoch);
	return epoch;
}

/* What is in a pack is not left to libgit2, which would find it too, but slowly. */
static void test_each_pack_once(void)
{
	static const struct {
		const char *script;
		unsigned n_packs;
	} cases[] = {
		{"create archive\n", 0},
		{"create_packed archive\n", 3},
		{"create_packed main\n"
		 "git -C main worktree add -q --detach ../archive\n",
		 3},
		{"create_packed lender\n"
		 "git clone -q --bare --shared lender archive\n"
		 "echo $PWD/archive/objects >lender/objects/info/alternates\n"
		 "echo ../../lender/objects >>archive/objects/info/alternates\n",
		 3},
		{"create_packed archive\n"
		 "git -C archive -c pack.indexVersion=1 repack -adfq\n",
		 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autoptr(epoch) epoch = open_epoch(fixture, cases[i].script);

		g_test_message("%zu", i);
		g_assert_cmpuint(epoch->packs->len, ==, cases[i].n_packs);
	}
}

/* As git has it: of a chain of borrowers that is longer the end is not read. */
static void test_alternates_limit(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(epoch) epoch =
		open_epoch(fixture, "create_packed archive\n"
				    "mkdir -p archive/objects/info\n"
				    "echo ../../1/objects >archive/objects/info/alternates\n"
				    "n=1\n"
				    "while [ $n -le 8 ]; do\n"
				    "	cp -r archive $n\n"
				    "	n=$((n + 1))\n"
				    "	echo ../../$n/objects >$((n - 1))/objects/info/alternates\n"
				    "done\n");

	g_assert_cmpuint(epoch->packs->len, ==, 3 * (1 + LIMIT_ALTERNATE_DEPTH));
}

static void test_deltas_by_id(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(epoch) epoch = open_epoch(
		fixture, "create_packed archive\n"
			 "git -C archive -c repack.useDeltaBaseOffset=false repack -adfq\n");
	g_autoptr(unpacker) unpacker = unpacker_new();
	const struct pack *pack = epoch->packs->pdata[0];
	unsigned n_deltas = 0;

	for (uint32_t i = 0; i < pack->index.n_objects; i++) {
		g_autoptr(GError) error = NULL;
		struct pack_entry entry;
		struct object object;
		const char *fault;
		uint64_t offset;

		g_assert_true(pack_index_offset(&pack->index, i, &offset));
		g_assert_true(pack_entry_read(pack->bytes, offset, &entry, &fault));
		g_assert_cmpint(entry.kind, !=, ENTRY_DELTA_BY_OFFSET);
		n_deltas += entry.kind == ENTRY_DELTA_BY_ID;
		g_assert_cmpint(unpacker_read(unpacker, pack, offset, false, &object, &error), ==,
				UNPACK_OK);
	}
	g_assert_cmpuint(n_deltas, >, STREAM_MAILS);
}

/* Neither does git read such packs. */
static void test_no_index(void)
{
	static const char *const scripts[] = {
		"rm archive/objects/pack/*.idx\n",
		"git -C archive multi-pack-index write\n"
		"rm archive/objects/pack/*.idx\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		g_autofree char *script =
			g_strconcat(functions, "create_packed archive\n", scripts[i], NULL);
		g_autoptr(fixture) fixture = fixture_new();
		g_autofree char *tip = NULL;

		write_streams(fixture);
		fixture_script(fixture, script);
		tip = fixture_git(fixture, "archive", "rev-parse HEAD");
		fixture_open_fails(fixture, "archive", TIDINGS_ERROR_CORRUPT, tip);
	}
}

/* Each length is told from the whole one when the archive is opened, before a mail is read. */
static void test_truncated(void)
{
	enum { PARTS = 16 };
	g_autofree char *script = g_strconcat(functions,
					      "create_packed archive\n"
					      "git -C archive repack -adq\n"
					      "mv archive/objects/pack/*.pack whole.pack\n",
					      NULL);
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *index = NULL;
	g_autofree char *pack = NULL;
	str whole;

	write_streams(fixture);
	fixture_script(fixture, script);
	index = fixture_output(fixture, "find archive/objects/pack -name *.idx");
	pack = g_strdup_printf("%.*s.pack", (int)(strlen(index) - strlen(".idx")), index);
	whole = fixture_read(fixture, "whole.pack");
	for (size_t part = 1; part <= PARTS; part++) {
		size_t length = part < PARTS ? whole.len * part / PARTS : whole.len - 1;
		g_autofree char *offset = g_strdup_printf("at offset %zu: ", length);

		fixture_write(fixture, pack, str_slice(whole, 0, length));
		fixture_open_fails(fixture, "archive", TIDINGS_ERROR_CORRUPT, offset);
		fixture_open_fails(fixture, "archive", TIDINGS_ERROR_CORRUPT, pack);
	}
	g_free((char *)whole.ptr);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
		g_autofree char *name = g_strconcat("/packs/", states[i].name, NULL);

		g_test_add_data_func(name, &states[i], test_state);
	}
	g_test_add_func("/packs/each-is-opened-once-wherever-it-is", test_each_pack_once);
	g_test_add_func("/packs/borrowing-is-followed-to-a-limit", test_alternates_limit);
	g_test_add_func("/packs/bases-that-are-named-by-id-are-found", test_deltas_by_id);
	g_test_add_func("/packs/a-pack-without-an-index-of-its-own-is-not-there", test_no_index);
	g_test_add_func("/packs/one-that-is-cut-off-is-an-error-that-tells-where", test_truncated);
	return g_test_run();
}
