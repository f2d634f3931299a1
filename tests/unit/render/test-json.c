/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The whole document, and what judges other than ourselves say about it: the
 * JSON parser of Python, and a validator of JSON Schema where there is one.
 */
#include "fixture.h"
#include "render/json_writer.h"

#include <glib/gstdio.h>

/* Fails unless each file is JSON. */
static const char parse[] = "import json, sys\n"
			    "for path in sys.argv[2:]:\n"
			    "    json.load(open(path, encoding='utf-8'))\n";

/* Fails unless each file is what the schema says. */
static const char accept[] =
	"import json, sys, jsonschema\n"
	"schema = json.load(open(sys.argv[1], encoding='utf-8'))\n"
	"validator = jsonschema.validators.validator_for(schema)\n"
	"validator.check_schema(schema)\n"
	"for path in sys.argv[2:]:\n"
	"    validator(schema).validate(json.load(open(path, encoding='utf-8')))\n";

/* Fails unless each file is JSON, but not what the schema says. */
static const char refuse[] = "import json, sys, jsonschema\n"
			     "schema = json.load(open(sys.argv[1], encoding='utf-8'))\n"
			     "validator = jsonschema.validators.validator_for(schema)\n"
			     "for path in sys.argv[2:]:\n"
			     "    document = json.load(open(path, encoding='utf-8'))\n"
			     "    assert not validator(schema).is_valid(document), path\n";

/* True if the program ends well. */
static bool succeeds(const char *const *arguments, GSpawnFlags flags)
{
	int status;
	gboolean started =
		g_spawn_sync(NULL, (char **)(void *)arguments, NULL, flags | G_SPAWN_SEARCH_PATH,
			     NULL, NULL, NULL, NULL, &status, NULL);

	return started && g_spawn_check_wait_status(status, NULL);
}

static char *write_document(const GString *document)
{
	g_autoptr(GError) error = NULL;
	char *path = NULL;
	int file = g_file_open_tmp("tidings-XXXXXX.json", &path, &error);

	g_assert_no_error(error);
	g_close(file, NULL);
	g_file_set_contents(path, document->str, (gssize)document->len, &error);
	g_assert_no_error(error);
	return path;
}

/* Runs a Python script over all @documents, of GString. What it says goes to standard error. */
static bool judge(const char *script, const GPtrArray *documents)
{
	g_autoptr(GPtrArray) arguments = g_ptr_array_new();
	unsigned n_before;
	bool good;

	g_ptr_array_add(arguments, (gpointer) "python3");
	g_ptr_array_add(arguments, (gpointer) "-c");
	g_ptr_array_add(arguments, (gpointer)script);
	g_ptr_array_add(arguments, (gpointer)g_getenv("TIDINGS_SCHEMA"));
	n_before = arguments->len;
	for (unsigned i = 0; i < documents->len; i++)
		g_ptr_array_add(arguments, write_document(documents->pdata[i]));
	g_ptr_array_add(arguments, NULL);
	good = succeeds((const char *const *)(void *)arguments->pdata, G_SPAWN_STDOUT_TO_DEV_NULL);
	for (unsigned i = n_before; i + 1 < arguments->len; i++) {
		g_unlink(arguments->pdata[i]);
		g_free(arguments->pdata[i]);
	}
	return good;
}

static void free_document(gpointer document)
{
	g_string_free(document, TRUE);
}

static bool has_python(const char *module)
{
	g_autofree char *import = g_strdup_printf("import %s", module);
	const char *arguments[] = {"python3", "-c", import, NULL};

	return succeeds(arguments, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL);
}

static void test_one_of_everything(void)
{
	g_autoptr(update) update = fixture_update();

	fixture_expect(update, "json", 0, false, "json");
}

static void test_an_update_without_mails(void)
{
	g_autoptr(update) update = fixture_empty();

	fixture_expect(update, "json", 0, false, "json-empty");
}

static void test_options_for_a_terminal_change_nothing(void)
{
	g_autoptr(update) update = fixture_update();

	fixture_expect(update, "json", 60, true, "json");
}

static void test_the_writer_separates_and_indents(void)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct json_writer json;

	json_writer_init(&json, out);
	json_begin_array(&json, NULL);
	json_begin_object(&json, NULL);
	json_end_object(&json);
	json_begin_object(&json, NULL);
	json_unsigned(&json, "a", 1);
	json_begin_array(&json, "b");
	json_end_array(&json);
	json_known(&json, "c", STR(""));
	json_known(&json, "d", STR("x"));
	json_string(&json, "e", STR(""));
	json_end_object(&json);
	json_boolean(&json, NULL, true);
	json_end_array(&json);
	g_assert_cmpstr(out->str, ==,
			"[\n  {},\n  {\n    \"a\": 1,\n    \"b\": [],\n    \"c\": null,\n"
			"    \"d\": \"x\",\n    \"e\": \"\"\n  },\n  true\n]\n");
}

static void test_hostile_texts_stay_json(void)
{
	static const str texts[] = {
		STR_INIT("\",\"state\":\"x\"}]}"),
		STR_INIT("\\"),
		STR_INIT("\\u12\\"),
		STR_INIT("\0\001\033\x7f\n\r\t"),
		STR_INIT("\u2028\u2029\u202e\u2066\xc2\x9b"),
		STR_INIT("\xff\xfe\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\xe2\x80"),
		STR_INIT("</script>"),
		STR_INIT(""),
	};
	g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func(free_document);

	if (!has_python("json")) {
		g_test_skip("python3 is not here");
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(update) update = fixture_filled_with(texts[i]);
		GString *document = fixture_render(update, "json", 0, false);

		g_assert_true(g_utf8_validate(document->str, (gssize)document->len, NULL));
		g_ptr_array_add(documents, document);
	}
	g_assert_true(judge(parse, documents));
}

static void test_the_document_is_what_the_schema_says(void)
{
	g_autoptr(update) update = fixture_update();
	g_autoptr(update) empty = fixture_empty();
	g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func(free_document);

	if (!has_python("jsonschema")) {
		g_test_skip("python3-jsonschema is not here");
		return;
	}
	g_ptr_array_add(documents, fixture_render(update, "json", 0, false));
	g_ptr_array_add(documents, fixture_render(empty, "json", 0, false));
	g_assert_true(judge(accept, documents));
}

static void test_the_schema_refuses_what_is_not_written_down(void)
{
	static const struct {
		const char *good;
		const char *bad;
	} changes[] = {
		{.good = "tidings-update/1", .bad = "tidings-update/2"},
		{.good = "\"archive\":", .bad = "\"list\":"},
		{.good = "\"mails\": 12", .bad = "\"mails\": -1"},
		{.good = "\"mails\": 12", .bad = "\"mails\": 12, \"more\": 1"},
		{.good = "\"state\": \"revised\"", .bad = "\"state\": \"better\""},
		{.good = "\"damaged\": true", .bad = "\"damaged\": true, \"more\": 1"},
		{.good = "\"change\": \"R\"", .bad = "\"change\": \"X\""},
		{.good = "\"binary\": true", .bad = "\"binary\": true, \"more\": 1"},
		{.good = "\"reason\":", .bad = "\"why\":"},
		{.good = "\"scope\": \"arm64\"", .bad = "\"scope\": \"\""},
		{.good = "2025-03-01T10:00:00Z", .bad = "yesterday"},
		{.good = "\"state\": \"changes-asked\"", .bad = "\"state\": \"changed\""},
		{.good = "\"turn\": \"reviewers\"", .bad = "\"turn\": null"},
		{.good = "\"rule\": \"posted\"", .bad = "\"rule\": \"sent\""},
		{.good = "\"pinged\": true", .bad = "\"pinged\": 1"},
		{.good = "\"acked\": true", .bad = "\"acked\": true, \"more\": 1"},
		{.good = "\"waiting\":", .bad = "\"waits\":"},
		{.good = "\"median_seconds\": 7559", .bad = "\"median_seconds\": -1"},
		{.good = "\"outcome\": null", .bad = "\"outcome\": \"none\""},
	};
	g_autoptr(update) update = fixture_update();
	g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func(free_document);

	if (!has_python("jsonschema")) {
		g_test_skip("python3-jsonschema is not here");
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		GString *document = fixture_render(update, "json", 0, false);

		g_assert_cmpuint(g_string_replace(document, changes[i].good, changes[i].bad, 1), ==,
				 1);
		g_ptr_array_add(documents, document);
	}
	g_assert_true(judge(refuse, documents));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json/one-of-everything", test_one_of_everything);
	g_test_add_func("/json/an-update-without-mails", test_an_update_without_mails);
	g_test_add_func("/json/options-for-a-terminal-change-nothing",
			test_options_for_a_terminal_change_nothing);
	g_test_add_func("/json/the-writer-separates-and-indents",
			test_the_writer_separates_and_indents);
	g_test_add_func("/json/hostile-texts-stay-json", test_hostile_texts_stay_json);
	g_test_add_func("/json/the-document-is-what-the-schema-says",
			test_the_document_is_what_the_schema_says);
	g_test_add_func("/json/the-schema-refuses-what-is-not-written-down",
			test_the_schema_refuses_what_is_not_written_down);
	return g_test_run();
}
