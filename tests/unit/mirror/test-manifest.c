/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/manifest.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>
#include <zlib.h>

#define A40 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B40 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static GString *gzip(str bytes)
{
	z_stream stream = {.next_in = (unsigned char *)(uintptr_t)bytes.ptr,
			   .avail_in = (unsigned)bytes.len};
	GString *packed = g_string_new(NULL);

	g_assert_cmpint(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8,
				     Z_DEFAULT_STRATEGY),
			==, Z_OK);
	g_string_set_size(packed, deflateBound(&stream, bytes.len));
	stream.next_out = (unsigned char *)packed->str;
	stream.avail_out = (unsigned)packed->len;
	g_assert_cmpint(deflate(&stream, Z_FINISH), ==, Z_STREAM_END);
	g_string_truncate(packed, stream.total_out);
	deflateEnd(&stream);
	return packed;
}

/* `v1`, or `NUMBER:FINGERPRINT ...`, and the description. */
static char *describe(const struct manifest *manifest)
{
	GString *text = g_string_new(manifest->is_inbox_v1 ? "v1 " : NULL);

	for (size_t i = 0; i < manifest->epochs->len; i++) {
		const struct manifest_epoch *epoch =
			&g_array_index(manifest->epochs, struct manifest_epoch, i);

		g_string_append_printf(text, "%u:%.4s ", epoch->number,
				       epoch->fingerprint ? epoch->fingerprint : "-");
	}
	g_string_append_printf(text, "'%s'", manifest->description ? manifest->description : "");
	return g_string_free(text, FALSE);
}

static const struct {
	const char *title;
	const char *json;
	const char *read;
} goods[] = {
	{"of one list",
	 "{\"/git/git/1.git\":{\"fingerprint\":\"" B40 "\",\"modified\":17,\"reference\":null,"
	 "\"owner\":null,\"description\":\"The git list [epoch 1]\"},"
	 "\"/git/git/0.git\":{\"fingerprint\":\"" A40 "\"}}",
	 "0:aaaa 1:bbbb 'The git list'"},
	{"of one list of another name", "{\"/x/git/0.git\":{}}", "0:- ''"},
	{"of a list at the root", "{\"/git/0.git\":{}}", "0:- ''"},
	{"of a whole server",
	 "{\"/all/git/7.git\":{},\"/git/git/3.git\":{\"description\":\"G [epoch 3]\"},"
	 "\"/notgit/git/2.git\":{},\"/v1\":{},\"/git/git/10.git\":{}}",
	 "3:- 10:- 'G'"},
	{"of a whole server with folders", "{\"/lists/git/git/3.git\":{},\"/x\":{}}", "3:- ''"},
	{"of a v1 inbox", "{\"/git\":{\"description\":\"Old\"}}", "v1 'Old'"},
	{"of a v1 inbox that is called a repository", "{\"/git.git\":{},\"/x\":{}}", "v1 ''"},
	{"epochs come before v1", "{\"/git\":{},\"/git/git/0.git\":{}}", "0:- ''"},
	{"the newest description counts",
	 "{\"/g/git/1.git\":{\"description\":\"new\"},\"/g/git/0.git\":{\"description\":\"old\"}}",
	 "0:- 1:- 'new'"},
	{"no description is none",
	 "{\"/g/git/0.git\":{\"description\":\"Unnamed repository; edit this file\"}}", "0:- ''"},
	{"nor is that of public-inbox",
	 "{\"/g/git/0.git\":{\"description\":\"$INBOX_DIR/description missing [epoch 0]\"}}",
	 "0:- ''"},
	{"a description is one line",
	 "{\"/g/git/0.git\":{\"description\":\"  a\\n\\u0007b\\u2028c\\u001b[1m \"}}",
	 "0:- 'a b c [1m'"},
	{"brackets of another kind stay", "{\"/g/git/0.git\":{\"description\":\"a [epoch x]\"}}",
	 "0:- 'a [epoch x]'"},
	{"wrong types count as absent",
	 "{\"/g/git/0.git\":{\"fingerprint\":[1],\"description\":{\"a\":1},\"modified\":\"x\"}}",
	 "0:- ''"},
	{"a fingerprint is a SHA-1",
	 "{\"/g/git/0.git\":{\"fingerprint\":\"abc\"},\"/g/git/1.git\":{\"fingerprint\":"
	 "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}}",
	 "0:- 1:aaaa ''"},
	{"each number once", "{\"/g/git/1.git\":{},\"/g/git/1.git\":{},\"/g/git/01.git\":{}}",
	 "1:- ''"},
	{"the largest number", "{\"/g/git/9999.git\":{}}", "9999:- ''"},
};

static void test_a_manifest_says_which_epochs_there_are(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(goods); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GString) packed = gzip(str_from(goods[i].json));
		g_autoptr(manifest) plain = manifest_read(str_from(goods[i].json), "git", &error);
		g_autoptr(manifest) manifest =
			manifest_read((str){.ptr = packed->str, .len = packed->len}, "git", &error);
		g_autofree char *read = NULL;
		g_autofree char *read_plain = NULL;

		g_test_message("%s", goods[i].title);
		g_assert_no_error(error);
		read = describe(manifest);
		read_plain = describe(plain);
		g_assert_cmpstr(read, ==, goods[i].read);
		g_assert_cmpstr(read_plain, ==, goods[i].read);
	}
}

static const struct {
	const char *title;
	str bytes;
	const char *error;
} bads[] = {
	{"nothing", STR_INIT(""), "the answer is empty"},
	{"blanks", STR_INIT("  \n"), "the answer is empty"},
	{"a page", STR_INIT("\n<!doctype html>\n<p>"),
	 "this is a page, and no manifest: <!doctype html> <p>"},
	{"cut JSON", STR_INIT("{\"/g/git/0.git\":{"), "this is no manifest ("},
	{"an array", STR_INIT("[]"), "no object"},
	{"a number", STR_INIT("1e999"), "this is no manifest"},
	{"null", STR_INIT("null"), "no object"},
	{"no list", STR_INIT("{}"), "the manifest is empty"},
	{"another list", STR_INIT("{\"/a/git/0.git\":{},\"/b/git/0.git\":{}}"),
	 "names 2 repositories, and no list 'git'"},
	{"two lists of that name", STR_INIT("{\"/a/git/git/0.git\":{},\"/b/git/git/0.git\":{}}"),
	 "several lists 'git': /a/git and /b/git"},
	{"an entry that is none", STR_INIT("{\"/git/git/0.git\":7}"),
	 "what it says of '/git/git/0.git' is no object"},
	{"a huge number", STR_INIT("{\"/g/git/10000.git\":{}}"), "an epoch 10000: there may be"},
	{"a number of many digits", STR_INIT("{\"/g/git/18446744073709551616.git\":{}}"),
	 "an epoch 18446744073709551616"},
	{"no epoch of the list", STR_INIT("{\"/g/git/00.git\":{}}"), "names no epoch"},
	{"NUL", STR_INIT("{\"/g/git/0.git\":{}}\0"), "this is no manifest"},
	{"an escaped NUL", STR_INIT("{\"/g/git/0.git\":{\"description\":\"\\u0000\"}}"),
	 "this is no manifest"},
	{"invalid UTF-8", STR_INIT("{\"/g\xff/git/0.git\":{}}"), "this is no manifest"},
	{"no gzip", STR_INIT("\x1f\x8b\x08 and so on"), "the gzip is "},
	{"the head of gzip", STR_INIT("\x1f\x8b"), "the gzip is cut off"},
};

static void check_bad(str bytes, const char *what)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(manifest_read(bytes, "git", &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, what));
	g_assert_null(strpbrk(error->message, "\r\n"));
}

static void test_what_is_no_manifest_is_told(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bads); i++) {
		g_test_message("%s", bads[i].title);
		check_bad(bads[i].bytes, bads[i].error);
	}
}

static void test_a_cut_gzip_is_no_manifest(void)
{
	g_autoptr(GString) packed = gzip(STR("{\"/git/git/0.git\":{}}"));

	for (size_t length = 2; length < packed->len; length++)
		check_bad((str){.ptr = packed->str, .len = length}, "the gzip is cut off");
	g_string_append(packed, "rest");
	check_bad((str){.ptr = packed->str, .len = packed->len}, "the gzip is ");
}

static void test_gzip_may_have_members(void)
{
	g_autoptr(GString) packed = gzip(STR("{\"/git/git"));
	g_autoptr(GString) second = gzip(STR("/0.git\":{}}"));
	g_autoptr(manifest) manifest = NULL;

	g_string_append_len(packed, second->str, (gssize)second->len);
	manifest = manifest_read((str){.ptr = packed->str, .len = packed->len}, "git", NULL);
	g_assert_nonnull(manifest);
	g_assert_cmpuint(manifest->epochs->len, ==, 1);
}

static GString *repeat(const char *text, size_t n)
{
	GString *whole = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		g_string_append(whole, text);
	return whole;
}

static void test_what_is_too_large_is_refused(void)
{
	g_autoptr(GString) blanks = repeat(" ", LIMIT_MANIFEST_BYTES + 1);
	g_autoptr(GString) bomb = gzip((str){.ptr = blanks->str, .len = blanks->len});
	g_autoptr(GString) values = repeat("[],", LIMIT_MANIFEST_VALUES);
	g_autoptr(GString) depth = repeat("[", 100000);

	check_bad((str){.ptr = blanks->str, .len = blanks->len}, "too large");
	check_bad((str){.ptr = bomb->str, .len = bomb->len}, "the gzip holds too much");
	check_bad((str){.ptr = values->str, .len = values->len}, "too many values");
	check_bad((str){.ptr = depth->str, .len = depth->len}, "this is no manifest");
}

static void test_a_long_description_is_cut_between_characters(void)
{
	g_autoptr(GString) text = repeat("\xc3\xa4", LIMIT_DESCRIPTION_BYTES);
	g_autoptr(manifest) manifest = NULL;

	g_string_prepend(text, "{\"/g/git/0.git\":{\"description\":\"x");
	g_string_append(text, "\"}}");
	manifest = manifest_read((str){.ptr = text->str, .len = text->len}, NULL, NULL);
	g_assert_nonnull(manifest);
	g_assert_cmpuint(strlen(manifest->description), <=, LIMIT_DESCRIPTION_BYTES);
	g_assert_cmpuint(strlen(manifest->description), >, LIMIT_DESCRIPTION_BYTES - 8);
	g_assert_true(g_utf8_validate(manifest->description, -1, NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/manifest/says-which-epochs-there-are",
			test_a_manifest_says_which_epochs_there_are);
	g_test_add_func("/manifest/what-is-none-is-told", test_what_is_no_manifest_is_told);
	g_test_add_func("/manifest/a-cut-gzip-is-none", test_a_cut_gzip_is_no_manifest);
	g_test_add_func("/manifest/gzip-may-have-members", test_gzip_may_have_members);
	g_test_add_func("/manifest/what-is-too-large-is-refused",
			test_what_is_too_large_is_refused);
	g_test_add_func("/manifest/a-long-description-is-cut-between-characters",
			test_a_long_description_is_cut_between_characters);
	return g_test_run();
}
