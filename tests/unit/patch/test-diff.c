/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/diff.h"

#include "ask-git.h"
#include "base/limits.h"

#include <glib.h>

/*
 * Each diff is read, and written as one line a file:
 *
 *	CHANGE INSERTIONS DELETIONS OLD_PATH NEW_PATH
 *
 * and a line "damaged". git apply --numstat gives the same counts and paths
 * for each diff that it does not refuse.
 */
enum judge {
	GIT_AGREES,
	GIT_AGREES_WITH_P0, /* it must be told that there is no prefix */
	GIT_DIFFERS, /* it refuses the patch, and gives nothing */
};

struct diff_case {
	const char *sentence;
	enum judge judge;
	const char *text;
	const char *expected;
};

#define HUNK \
	"@@ -3,3 +3,3 @@ static void light(void)\n" \
	" \tfind_match();\n" \
	"-\tstrike();\n" \
	"+\tstrike_twice();\n" \
	" \tburn();\n"

static const struct diff_case cases[] = {
	{
		"a-text-without-a-diff-has-none",
		GIT_AGREES,
		"Hello all,\n\n--- and +++ are only words here.\n",
		"none\n",
	},
	{
		"git-s-format-is-read",
		GIT_AGREES,
		"diff --git a/lib/lamp.c b/lib/lamp.c\n"
		"index 1234567..89abcde 100644\n"
		"--- a/lib/lamp.c\n"
		"+++ b/lib/lamp.c\n" HUNK,
		"modified 1 1 lib/lamp.c lib/lamp.c\n",
	},
	{
		"text-before-between-and-after-is-skipped",
		GIT_AGREES,
		"lamp: burn longer\n\nSigned-off-by: Ann Author <ann@example.org>\n---\n"
		" lib/lamp.c | 2 +-\n\n"
		"diff --git a/lib/lamp.c b/lib/lamp.c\n"
		"--- a/lib/lamp.c\n"
		"+++ b/lib/lamp.c\n" HUNK "\nAnd the wick:\n\n"
		"diff --git a/wick.c b/wick.c\n"
		"--- a/wick.c\n"
		"+++ b/wick.c\n" HUNK "\n+ and that was all of it.\n",
		"modified 1 1 lib/lamp.c lib/lamp.c\nmodified 1 1 wick.c wick.c\n",
	},
	{
		"a-signature-is-no-deletion",
		GIT_AGREES,
		"diff --git a/wick.c b/wick.c\n"
		"--- a/wick.c\n"
		"+++ b/wick.c\n" HUNK "-- \n2.40.0\n",
		"modified 1 1 wick.c wick.c\n",
	},
	{
		"within-the-counts-two-dashes-are-a-deletion",
		GIT_AGREES,
		"diff --git a/wick.sql b/wick.sql\n"
		"--- a/wick.sql\n"
		"+++ b/wick.sql\n"
		"@@ -1,2 +1 @@\n"
		" select wick;\n"
		"-- \n"
		"-- \n2.40.0\n",
		"modified 0 1 wick.sql wick.sql\n",
	},
	{
		"the-last-announced-line-is-no-signature",
		GIT_AGREES,
		"--- a/wick.sql\n"
		"+++ b/wick.sql\n"
		"@@ -1,2 +1 @@\n"
		" select wick;\n"
		"-- \n"
		"Regards\n",
		"modified 0 1 wick.sql wick.sql\n",
	},
	{
		"a-new-file-has-no-old-path",
		GIT_AGREES,
		"diff --git a/oil.c b/oil.c\n"
		"new file mode 100755\n"
		"index 0000000..89abcde\n"
		"--- /dev/null\n"
		"+++ b/oil.c\n"
		"@@ -0,0 +1 @@\n"
		"+int oil;\n",
		"added 1 0 - oil.c\n",
	},
	{
		"an-empty-new-file-counts-nothing",
		GIT_AGREES,
		"diff --git a/empty b/empty\n"
		"new file mode 100644\n"
		"index 0000000..e69de29\n",
		"added 0 0 - empty\n",
	},
	{
		"a-deleted-file-has-no-new-path",
		GIT_AGREES,
		"diff --git a/oil.c b/oil.c\n"
		"deleted file mode 100644\n"
		"index 89abcde..0000000\n"
		"--- a/oil.c\n"
		"+++ /dev/null\n"
		"@@ -1,2 +0,0 @@\n"
		"-int oil;\n"
		"-int more;\n",
		"deleted 0 2 oil.c -\n",
	},
	{
		"a-deletion-may-leave-the-text-out",
		GIT_AGREES,
		"diff --git a/oil.c b/oil.c\n"
		"deleted file mode 100644\n"
		"index 89abcde..0000000\n"
		"diff --git a/wick.c b/wick.c\n"
		"--- a/wick.c\n"
		"+++ b/wick.c\n" HUNK,
		"deleted 0 0 oil.c -\nmodified 1 1 wick.c wick.c\n",
	},
	{
		"a-rename-has-two-paths",
		GIT_AGREES,
		"diff --git a/old name.c b/new name.c\n"
		"similarity index 95%\n"
		"rename from old name.c\n"
		"rename to new name.c\n"
		"--- a/old name.c\n"
		"+++ b/new name.c\n" HUNK,
		"renamed 1 1 old name.c new name.c\n",
	},
	{
		"a-copy-has-two-paths",
		GIT_AGREES,
		"diff --git a/wick.c b/lib/wick.c\n"
		"similarity index 100%\n"
		"copy from wick.c\n"
		"copy to lib/wick.c\n",
		"copied 0 0 wick.c lib/wick.c\n",
	},
	{
		"a-change-of-mode-alone-is-a-change",
		GIT_AGREES,
		"diff --git a/bin/light it b/bin/light it\n"
		"old mode 100644\n"
		"new mode 100755\n",
		"modified 0 0 bin/light it bin/light it\n",
	},
	{
		"binary-blocks-are-no-lines",
		GIT_AGREES,
		"diff --git a/flame.bin b/flame.bin\n"
		"new file mode 100644\n"
		"index 0000000000000000000000000000000000000000.."
		"8baef1b4abc478178b004d62031cf7fe6db6f903\n"
		"GIT binary patch\n"
		"literal 6\n"
		"NcmYexNo2@P1po(00tNs8\n"
		"\n"
		"literal 0\n"
		"HcmV?d00001\n"
		"\n"
		"diff --git a/wick.c b/wick.c\n"
		"--- a/wick.c\n"
		"+++ b/wick.c\n" HUNK,
		"added binary - flame.bin\nmodified 1 1 wick.c wick.c\n",
	},
	{
		"a-binary-block-that-breaks-off-is-damage",
		GIT_DIFFERS,
		"diff --git a/flame.bin b/flame.bin\n"
		"index 1234567..89abcde 100644\n"
		"GIT binary patch\n"
		"delta 30\n"
		"this is no base 85\n",
		"modified binary flame.bin flame.bin\ndamaged\n",
	},
	{
		"binary-files-may-only-differ",
		GIT_AGREES,
		"diff --git a/flame.bin b/flame.bin\n"
		"index 1234567..89abcde 100644\n"
		"Binary files a/flame.bin and b/flame.bin differ\n",
		"modified binary flame.bin flame.bin\n",
	},
	{
		"mnemonic-prefixes-are-cut-off",
		GIT_AGREES,
		"diff --git i/wick.c w/wick.c\n"
		"--- i/wick.c\n"
		"+++ w/wick.c\n" HUNK,
		"modified 1 1 wick.c wick.c\n",
	},
	{
		"without-a-prefix-nothing-is-cut-off",
		GIT_AGREES_WITH_P0,
		"diff --git lib/wick.c lib/wick.c\n"
		"--- lib/wick.c\n"
		"+++ lib/wick.c\n" HUNK,
		"modified 1 1 lib/wick.c lib/wick.c\n",
	},
	{
		"without-a-prefix-a-new-file-has-no-old-path",
		GIT_AGREES_WITH_P0,
		"diff --git \"lib/\\303\\266l.c\" \"lib/\\303\\266l.c\"\n"
		"new file mode 100644\n"
		"--- /dev/null\n"
		"+++ \"lib/\\303\\266l.c\"\n"
		"@@ -0,0 +1 @@\n"
		"+level\n",
		"added 1 0 - lib/\303\266l.c\n",
	},
	{
		"a-path-without-any-folder-stays",
		GIT_DIFFERS,
		"diff --git wick.c wick.c\n"
		"old mode 100644\n"
		"new mode 100755\n",
		"modified 0 0 wick.c wick.c\n",
	},
	{
		"a-path-may-be-quoted",
		GIT_AGREES,
		"diff --git \"a/laterne\\303\\244 \\\"1\\\".c\" \"b/laterne\\303\\244 "
		"\\\"1\\\".c\"\n"
		"old mode 100644\n"
		"new mode 100755\n"
		"diff --git \"a/tab\\there\" \"b/tab\\there\"\n"
		"--- \"a/tab\\there\"\n"
		"+++ \"b/tab\\there\"\n" HUNK,
		"modified 0 0 laterne\303\244 \"1\".c laterne\303\244 \"1\".c\n"
		"modified 1 1 tab\there tab\there\n",
	},
	{
		"the-second-side-alone-may-be-quoted",
		GIT_AGREES,
		"diff --git a/wick.c \"b/wick.c\"\n"
		"old mode 100644\n"
		"new mode 100755\n",
		"modified 0 0 wick.c wick.c\n",
	},
	{
		"the-first-side-alone-may-be-quoted",
		GIT_DIFFERS,
		"diff --git \"a/oil.c\" b/oil.c\n"
		"old mode 100644\n"
		"new mode 100755\n",
		"modified 0 0 oil.c oil.c\n",
	},
	{
		"wrong-quoting-is-read-as-it-stands",
		GIT_AGREES,
		"--- \"a/wi\\qck.c\"\n"
		"+++ \"b/wi\\qck.c\"\n" HUNK "--- \"a/oil\\403.c\"\n"
		"+++ \"b/oil\\403.c\"\n" HUNK,
		"modified 1 1 wi\\qck.c\" wi\\qck.c\"\n"
		"modified 1 1 oil\\403.c\" oil\\403.c\"\n",
	},
	{
		"two-slashes-are-one",
		GIT_AGREES,
		"--- a/lib//wick.c\n"
		"+++ b/lib//wick.c\n" HUNK,
		"modified 1 1 lib/wick.c lib/wick.c\n",
	},
	{
		"a-plain-diff-is-read-with-its-dates-cut-off",
		GIT_AGREES,
		"diff -ruN lamp-1.0/lib/wick.c lamp-1.1/lib/wick.c\n"
		"--- lamp-1.0/lib/wick.c\t2024-03-01 10:00:00.000000000 +0100\n"
		"+++ lamp-1.1/lib/wick.c\tTue Mar  5 08:30:00 2024\n" HUNK
		"--- lamp-1.0/two words.c  2024-03-01 10:00:00.5 +01:00\n"
		"+++ lamp-1.1/two words.c  2024-03-02 11:00:00 +0100\n" HUNK
		"--- lamp-1.0/three more words.c 24-03-01\n"
		"+++ lamp-1.1/three more words.c 2024-03-02\n" HUNK,
		"modified 1 1 lib/wick.c lib/wick.c\nmodified 1 1 two words.c two words.c\n"
		"modified 1 1 three more words.c three more words.c\n",
	},
	{
		"subversion-s-and-quilt-s-headers-are-read",
		GIT_AGREES,
		"Index: trunk/wick.c\n"
		"===================================================================\n"
		"--- trunk/wick.c\t(revision 12)\n"
		"+++ trunk/wick.c\t(working copy)\n" HUNK,
		"modified 1 1 wick.c wick.c\n",
	},
	{
		"cvs-s-headers-are-read",
		GIT_AGREES,
		"Index: wick.c\n"
		"===================================================================\n"
		"RCS file: /home/lamp/wick.c,v\n"
		"retrieving revision 1.4\n"
		"diff -u -p -r1.4 wick.c\n"
		"--- wick.c\t1 Mar 2004 10:00:00 -0000\t1.4\n"
		"+++ wick.c\t2 Mar 2004 10:00:00 -0000\n" HUNK,
		"modified 1 1 wick.c wick.c\n",
	},
	{
		"dev-null-or-the-epoch-stand-for-no-file",
		GIT_AGREES,
		"--- /dev/null\t2024-03-01 10:00:00\n"
		"+++ b/oil.c\n@@ -0,0 +1 @@\n+int oil;\n"
		"--- a/wick.c\n"
		"+++ /dev/null\n@@ -1 +0,0 @@\n-int wick;\n"
		"--- a/new.c\t1970-01-01 01:00:00.000000000 +0100\n"
		"+++ b/new.c\t2024-03-01 10:00:00.000000000 +0100\n@@ -0,0 +1 @@\n+int new;\n"
		"--- a/gone.c\t2024-03-01 10:00:00.000000000 -0500\n"
		"+++ b/gone.c\t1969-12-31 19:00:00 -05:00\n@@ -1 +0,0 @@\n-int gone;\n"
		"--- a/late.c\t1970-01-01 01:00:00 +0000\n"
		"+++ b/late.c\t2024-03-01 10:00:00 +0000\n@@ -1 +1 @@\n-int a;\n+int b;\n",
		"added 1 0 - oil.c\ndeleted 0 1 wick.c -\nadded 1 0 - new.c\n"
		"deleted 0 1 gone.c -\nmodified 1 1 late.c late.c\n",
	},
	{
		"of-a-name-and-a-longer-one-the-shorter-is-meant",
		GIT_AGREES,
		"--- a/wick.c\n"
		"+++ b/wick.c.new\n" HUNK,
		"modified 1 1 wick.c wick.c\n",
	},
	{
		"a-missing-newline-is-no-line",
		GIT_AGREES,
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1 +1 @@\n"
		"-int wick;\n"
		"\\ No newline at end of file\n"
		"+int wicks;\n"
		"\\ No newline at end of file\n"
		"@@ -9 +9,2 @@\n"
		" int last;\n"
		"+int very_last;\n",
		"modified 2 1 wick.c wick.c\n",
	},
	{
		"a-context-line-may-have-lost-its-blank",
		GIT_AGREES,
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1,3 +1,4 @@\n"
		" int wick;\n"
		"\n"
		"+int oil;\n"
		" int lamp;\n",
		"modified 1 0 wick.c wick.c\n",
	},
	{
		"lines-may-end-in-crlf",
		GIT_AGREES,
		"diff --git a/wick.c b/wick.c\r\n"
		"index 1234567..89abcde 100644\r\n"
		"--- a/wick.c\r\n"
		"+++ b/wick.c\r\n"
		"@@ -1,2 +1,2 @@\r\n"
		" int lamp;\r\n"
		"-int wick;\r\n"
		"+int wicks;\r\n",
		"modified 1 1 wick.c wick.c\n",
	},
	{
		"a-wrapped-line-is-damage-and-is-stepped-over",
		GIT_DIFFERS,
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1,3 +1,3 @@\n"
		" int a_line_that_was_much_too_long_for = the +\n"
		"mailer;\n"
		"-int wick;\n"
		"+int wicks;\n"
		" int lamp;\n"
		"@@ -11 +11 @@\n"
		"-int x;\n"
		"+int y;\n",
		"modified 2 2 wick.c wick.c\ndamaged\n",
	},
	{
		"a-hunk-that-ends-too-early-is-damage",
		GIT_DIFFERS,
		"diff --git a/wick.c b/wick.c\n"
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1,9 +1,9 @@\n"
		"-int wick;\n"
		"+int wicks;\n"
		"diff --git a/oil.c b/oil.c\n"
		"--- a/oil.c\n"
		"+++ b/oil.c\n" HUNK,
		"modified 1 1 wick.c wick.c\nmodified 1 1 oil.c oil.c\ndamaged\n",
	},
	{
		"the-text-behind-a-hunk-that-ends-too-early-is-not-counted",
		GIT_DIFFERS,
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1,9 +1,9 @@\n"
		"-int wick;\n"
		"+int wicks;\n"
		"-- \n"
		"2.40.0\n",
		"modified 1 1 wick.c wick.c\ndamaged\n",
	},
	{
		"two-foreign-lines-end-a-hunk",
		GIT_DIFFERS,
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1,9 +1,9 @@\n"
		"-int wick;\n"
		"+int wicks;\n"
		"This is\n"
		"how it goes:\n"
		"- first\n"
		"+ second\n",
		"modified 1 1 wick.c wick.c\ndamaged\n",
	},
	{
		"a-line-beyond-one-count-is-damage",
		GIT_DIFFERS,
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1,2 +1,3 @@\n"
		"-int wick;\n"
		"-int oil;\n"
		"-int lamp;\n"
		"+int a;\n"
		"+int b;\n"
		"+int c;\n",
		"modified 3 3 wick.c wick.c\ndamaged\n",
	},
	{
		"a-count-that-was-exceeded-is-met",
		GIT_DIFFERS,
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1,2 +1 @@\n"
		"+int wicks;\n"
		"+int oil;\n"
		"-int wick;\n"
		"-int lamp;\n"
		"+ and this is text.\n",
		"modified 2 2 wick.c wick.c\ndamaged\n",
	},
	{
		"lines-beyond-both-counts-are-damage-but-not-counted",
		GIT_AGREES,
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1 +1 @@\n"
		"-int wick;\n"
		"+int wicks;\n"
		"+int oil;\n",
		"modified 1 1 wick.c wick.c\ndamaged\n",
	},
	{
		"a-hunk-may-stand-apart-from-its-file",
		GIT_DIFFERS,
		"--- a/wick.c\n"
		"+++ b/wick.c\n" HUNK "Here is the other half:\n" HUNK,
		"modified 2 2 wick.c wick.c\ndamaged\n",
	},
	{
		"hostile-counts-are-only-counts",
		GIT_DIFFERS,
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1,4294967295 +1,18446744073709551615 @@\n"
		"-int wick;\n"
		"+int wicks;\n"
		"--- a/oil.c\n"
		"+++ b/oil.c\n"
		"@@ -1,99999999999999999999 +1 @@\n"
		"-int oil;\n",
		"modified 2 2 wick.c wick.c\ndamaged\n",
	},
	{
		"a-combined-diff-is-not-read",
		GIT_AGREES,
		"diff --cc wick.c\n"
		"index 1234567,89abcde..fedcba9\n"
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@@ -1,1 -1,1 +1,1 @@@\n"
		"- int wick;\n"
		" -int oil;\n"
		"++int lamp;\n",
		"none\n",
	},
	{
		"a-combined-diff-damages-the-rest",
		GIT_AGREES,
		"diff --git a/oil.c b/oil.c\n"
		"--- a/oil.c\n"
		"+++ b/oil.c\n" HUNK "diff --cc wick.c\n"
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@@ -1,1 -1,1 +1,1 @@@\n"
		"++int lamp;\n",
		"modified 1 1 oil.c oil.c\ndamaged\n",
	},
	{
		"a-header-that-names-no-file-drops-it",
		GIT_DIFFERS,
		"diff --git a/wick.c b/wick.c\n"
		"--- a/wick.c\n"
		"+++ b/wick.c\n" HUNK "diff --git a/wick.c b/oil.c\n"
		"old mode 100644\n"
		"new mode 100755\n"
		"@@ -1 +1 @@\n"
		"-int oil;\n"
		"+int lamp;\n",
		"modified 1 1 wick.c wick.c\ndamaged\n",
	},
	{
		"two-names-in-one-line-must-be-the-same-one",
		GIT_DIFFERS,
		"diff --git a/wick.c /wick.c\n"
		"old mode 100644\n"
		"new mode 100755\n"
		"diff --git a/wick.c b/lib/wick.c\n"
		"old mode 100644\n"
		"new mode 100755\n",
		"none\n",
	},
	{
		"diff-git-alone-is-no-file",
		GIT_AGREES,
		"The command was:\n"
		"diff --git a/wick.c b/wick.c\n"
		"and it printed:\n"
		"--- a/oil.c\n"
		"+++ b/oil.c\n" HUNK,
		"modified 1 1 oil.c oil.c\n",
	},
	{
		"quoted-diffs-and-range-diffs-are-none",
		GIT_AGREES,
		"> diff --git a/wick.c b/wick.c\n"
		"> --- a/wick.c\n"
		"> +++ b/wick.c\n"
		"> @@ -1 +1 @@\n"
		"1:  1234567 ! 1:  89abcde lamp: burn longer\n"
		"    @@ lib/lamp.c: static void light(void)\n"
		"     - strike();\n",
		"none\n",
	},
	{
		"the-last-line-may-lack-its-newline",
		GIT_DIFFERS,
		"diff --git a/wick.c b/wick.c\n"
		"--- a/wick.c\n"
		"+++ b/wick.c\n"
		"@@ -1 +1 @@\n"
		"-int wick;\n"
		"+int wicks;",
		"modified 1 1 wick.c wick.c\n",
	},
};

static const char *const change_names[] = {
	[DIFF_MODIFIED] = "modified", [DIFF_ADDED] = "added",	[DIFF_DELETED] = "deleted",
	[DIFF_RENAMED] = "renamed",   [DIFF_COPIED] = "copied",
};

static void append_path(GString *text, str path)
{
	g_string_append_c(text, ' ');
	g_string_append_len(text, path.len ? path.ptr : "-", path.len ? (gssize)path.len : 1);
}

static char *describe(const struct diff *diff)
{
	GString *text = g_string_new(diff->n_files ? NULL : "none\n");

	for (unsigned i = 0; i < diff->n_files; i++) {
		const struct diff_file *file = &diff->files[i];

		g_string_append(text, change_names[file->change]);
		if (file->binary)
			g_string_append(text, " binary");
		else
			g_string_append_printf(text, " %u %u", file->insertions, file->deletions);
		append_path(text, file->old_path);
		append_path(text, file->new_path);
		g_string_append_c(text, '\n');
	}
	if (diff->damaged)
		g_string_append(text, "damaged\n");
	return g_string_free(text, FALSE);
}

static void check_case(gconstpointer data)
{
	const struct diff_case *wanted = data;
	g_auto(arena) arena = {0};
	struct diff diff;
	g_autofree char *found = NULL;

	g_assert_cmpint(diff_parse(&arena, str_from(wanted->text), &diff), ==, diff.n_files > 0);
	found = describe(&diff);
	g_assert_cmpstr(found, ==, wanted->expected);
}

/* As git apply --numstat -z, but a newline behind each file. */
static char *format_numstat(const struct diff *diff)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < diff->n_files; i++) {
		const struct diff_file *file = &diff->files[i];
		str path = diff_file_path(file);

		if (file->binary)
			g_string_append(text, "-\t-\t");
		else
			g_string_append_printf(text, "%u\t%u\t", file->insertions, file->deletions);
		g_string_append_len(text, path.ptr, (gssize)path.len);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

static void test_git_counts_the_same(void)
{
	if (!have_git())
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		str text = str_from(cases[i].text);
		g_auto(arena) arena = {0};
		struct diff diff;
		g_autofree char *ours = NULL;
		const char *option = cases[i].judge == GIT_AGREES_WITH_P0 ? "-p0" : "";
		g_autofree char *script =
			g_strdup_printf("git apply --numstat -z %s patch | tr '\\0' '\\n'", option);
		g_autofree char *gits = ask_git(script, text);

		diff_parse(&arena, text, &diff);
		ours = format_numstat(&diff);
		g_test_message("%s", cases[i].sentence);
		if (cases[i].judge == GIT_DIFFERS)
			g_assert_cmpstr(gits, ==, "");
		else
			g_assert_cmpstr(ours, ==, gits);
	}
}

static const char moved[] = "Some text.\n"
			    "diff --git a/wick.c b/lib/wick.c\n"
			    "old mode 100755\n"
			    "new mode 100644\n"
			    "similarity index 87%\n"
			    "rename from wick.c\n"
			    "rename to lib/wick.c\n"
			    "index 1234567..89abcde\n"
			    "--- a/wick.c\n"
			    "+++ b/lib/wick.c\n" HUNK "-- \n2.40.0\n";

static void test_header_values_are_read(void)
{
	g_auto(arena) arena = {0};
	struct diff diff;

	g_assert_true(diff_parse(&arena, str_from(moved), &diff));
	g_assert_cmpuint(diff.files[0].old_mode, ==, 0100755);
	g_assert_cmpuint(diff.files[0].new_mode, ==, 0100644);
	g_assert_cmpuint(diff.files[0].similarity, ==, 87);
	g_assert_true(str_equal(diff.files[0].old_blob, STR("1234567")));
	g_assert_true(str_equal(diff.files[0].new_blob, STR("89abcde")));
}

static void test_mode_of_the_index_line_is_both_files(void)
{
	static const char text[] = "diff --git a/wick.c b/wick.c\n"
				   "index 1234567..89abcde 100644\n";
	g_auto(arena) arena = {0};
	struct diff diff;

	g_assert_true(diff_parse(&arena, str_from(text), &diff));
	g_assert_cmpuint(diff.files[0].old_mode, ==, 0100644);
	g_assert_cmpuint(diff.files[0].new_mode, ==, 0100644);
	g_assert_cmpuint(diff.files[0].similarity, ==, 0);
}

static void test_a_move_without_similarity_is_a_whole_one(void)
{
	static const char text[] = "diff --git a/wick.c b/oil.c\n"
				   "rename from wick.c\n"
				   "rename to oil.c\n";
	g_auto(arena) arena = {0};
	struct diff diff;

	g_assert_true(diff_parse(&arena, str_from(text), &diff));
	g_assert_cmpuint(diff.files[0].similarity, ==, 100);
}

static void test_texts_begin_and_end_with_their_files(void)
{
	static const char first[] = "diff --git a/wick.c b/wick.c\n"
				    "--- a/wick.c\n"
				    "+++ b/wick.c\n" HUNK;
	static const char second[] = "Index: wick.c\n"
				     "=============\n"
				     "--- wick.c\n"
				     "+++ wick.c\n" HUNK;
	g_autofree char *text =
		g_strconcat("Before\n", first, "Between\n", second, "After\n", NULL);
	g_autofree char *whole = g_strconcat(first, "Between\n", second, NULL);
	g_auto(arena) arena = {0};
	struct diff diff;

	g_assert_true(diff_parse(&arena, str_from(text), &diff));
	g_assert_cmpuint(diff.n_files, ==, 2);
	g_assert_true(str_equal(diff.files[0].text, str_from(first)));
	g_assert_true(str_equal(diff.files[1].text, str_from(second)));
	g_assert_true(str_equal(diff.text, str_from(whole)));
	g_assert_cmpuint(diff.insertions, ==, 2);
	g_assert_cmpuint(diff.deletions, ==, 2);
}

static void test_no_path_is_longer_than_the_limit(void)
{
	g_autofree char *path = g_strnfill(LIMIT_PATH_BYTES + 1, 'w');
	g_autofree char *text =
		g_strdup_printf("--- \"a/%s\"\n+++ b/%s\n@@ -1 +1 @@\n-a\n+b\n", path, path);
	g_auto(arena) arena = {0};
	struct diff diff;

	g_assert_false(diff_parse(&arena, str_from(text), &diff));
	g_assert_cmpuint(diff.n_files, ==, 0);
}

static void test_no_path_holds_a_nul(void)
{
	g_auto(arena) arena = {0};
	struct diff diff;

	g_assert_false(diff_parse(
		&arena, STR("diff --git a/wi\0ck.c b/wi\0ck.c\nold mode 100644\n"), &diff));
	g_assert_false(diff_parse(
		&arena, STR("diff --git \"a/wi\\000ck.c\" \"b/wi\\000ck.c\"\nold mode 100644\n"),
		&diff));
}

static void test_more_files_than_the_limit_are_left_out(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct diff diff;

	for (unsigned i = 0; i <= LIMIT_DIFF_FILES; i++)
		g_string_append(text, "diff --git a/w b/w\nold mode 100644\n");
	g_assert_true(diff_parse(&arena, (str){.ptr = text->str, .len = text->len}, &diff));
	g_assert_cmpuint(diff.n_files, ==, LIMIT_DIFF_FILES);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/diff/", cases[i].sentence, NULL);

		g_test_add_data_func(path, &cases[i], check_case);
	}
	g_test_add_func("/diff/git-counts-the-same", test_git_counts_the_same);
	g_test_add_func("/diff/header-values-are-read", test_header_values_are_read);
	g_test_add_func("/diff/the-mode-of-the-index-line-is-that-of-both-files",
			test_mode_of_the_index_line_is_both_files);
	g_test_add_func("/diff/a-move-without-similarity-is-a-whole-one",
			test_a_move_without_similarity_is_a_whole_one);
	g_test_add_func("/diff/texts-begin-and-end-with-their-files",
			test_texts_begin_and_end_with_their_files);
	g_test_add_func("/diff/no-path-is-longer-than-the-limit",
			test_no_path_is_longer_than_the_limit);
	g_test_add_func("/diff/no-path-holds-a-nul", test_no_path_holds_a_nul);
	g_test_add_func("/diff/more-files-than-the-limit-are-left-out",
			test_more_files_than_the_limit_are_left_out);
	return g_test_run();
}
