/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formats that are documents, as a whole: what is open is closed, and each thing is there once. */
#include "render/formats.h"
#include "template/template_source.h"

#include "fixture.h"

#include <string.h>

/* Elements that have no end tag (HTML, 13.1.2). */
static const char *const voids[] = {"area",  "base", "br",   "col",    "embed", "hr",  "img",
				    "input", "link", "meta", "source", "track", "wbr", NULL};

/* What a document has: the elements that are open, and values of attributes. */
struct document {
	GPtrArray *open;
	GHashTable *ids; /* a set */
	GPtrArray *targets; /* of links within the page */
	GHashTable *elements; /* name to how many */
};

static void take_attribute(struct document *document, const char *name, const char *value)
{
	if (strcmp(name, "id") == 0)
		g_assert_true(g_hash_table_add(document->ids, g_strdup(value)));
	else if (strcmp(name, "href") == 0 && value[0] == '#')
		g_ptr_array_add(document->targets, g_strdup(value + 1));
	if (strcmp(name, "href") == 0 || strcmp(name, "src") == 0)
		g_assert_true(value[0] == '#' || g_str_has_prefix(value, "https://"));
	g_assert_false(g_str_has_prefix(name, "on"));
}

/* The attributes of a tag, up to its `>`. */
static const char *take_attributes(struct document *document, const char *at)
{
	while (*at != '>') {
		g_autofree char *name = NULL;
		g_autofree char *value = NULL;
		size_t length;

		if (*at == '/') {
			at++;
			continue;
		}
		g_assert_true(*at == ' ' || *at == '\n');
		at++;
		length = strcspn(at, "= >");
		name = g_strndup(at, length);
		at += length;
		if (*at != '=')
			continue;
		g_assert_cmpint(at[1], ==, '"');
		at += 2;
		length = strcspn(at, "\"");
		g_assert_cmpuint(strcspn(at, "<>"), >=, length);
		value = g_strndup(at, length);
		at += length + 1;
		take_attribute(document, name, value);
	}
	return at + 1;
}

static void begin_element(struct document *document, const char *name, bool is_empty)
{
	unsigned n = GPOINTER_TO_UINT(g_hash_table_lookup(document->elements, name));

	g_hash_table_insert(document->elements, g_strdup(name), GUINT_TO_POINTER(n + 1));
	if (!is_empty && !g_strv_contains(voids, name))
		g_ptr_array_add(document->open, g_strdup(name));
}

static void end_element(struct document *document, const char *name)
{
	g_assert_cmpuint(document->open->len, >, 0);
	g_assert_cmpstr(document->open->pdata[document->open->len - 1], ==, name);
	g_ptr_array_set_size(document->open, (int)document->open->len - 1);
}

/* The tag that @at begins with; what is behind it. */
static const char *take_tag(struct document *document, const char *at)
{
	bool is_end = at[1] == '/';
	const char *begin = at + 1 + is_end;
	size_t length = strcspn(begin, " \n/>");
	g_autofree char *name = g_strndup(begin, length);

	if (is_end) {
		end_element(document, name);
		g_assert_cmpint(begin[length], ==, '>');
		return begin + length + 1;
	}
	at = take_attributes(document, begin + length);
	begin_element(document, name, at[-2] == '/');
	if (strcmp(name, "style") == 0)
		at = strstr(at, "</style");
	return at;
}

/* Fails where @markup is not balanced, has an id twice, or a link to one that is not there. */
static void document_init(struct document *document, const char *markup)
{
	*document = (struct document){
		.open = g_ptr_array_new_with_free_func(g_free),
		.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.targets = g_ptr_array_new_with_free_func(g_free),
		.elements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
	if (g_str_has_prefix(markup, "<!doctype html>\n"))
		markup += strlen("<!doctype html>\n");
	for (const char *at = strchr(markup, '<'); at; at = strchr(at, '<'))
		at = take_tag(document, at);
	g_assert_cmpuint(document->open->len, ==, 0);
	for (unsigned i = 0; i < document->targets->len; i++)
		g_assert_true(g_hash_table_contains(document->ids, document->targets->pdata[i]));
}

static void document_clear(struct document *document)
{
	g_ptr_array_unref(document->open);
	g_ptr_array_unref(document->targets);
	g_hash_table_unref(document->ids);
	g_hash_table_unref(document->elements);
}

static unsigned count_elements(const struct document *document, const char *name)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(document->elements, name));
}

static char *render(const struct update *update, render_fn function)
{
	g_autoptr(template_source) source = template_source_new(NULL);
	g_autoptr(template_set) templates = template_set_new(template_source_find, source);
	const struct render_options options = {.templates = templates};
	g_autoptr(GError) error = NULL;
	GString *out = g_string_new(NULL);

	g_assert_true(function(update, &options, out, &error));
	g_assert_no_error(error);
	return g_string_free(out, FALSE);
}

static unsigned count(const char *text, const char *part)
{
	unsigned n = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		n++;
	return n;
}

/* The sample with a diff in its first patch; the patches are those of all samples. */
static struct update *update_with_diffs(void)
{
	struct update *update = fixture_update();
	struct update_series *series =
		arena_new_array(&update->arena, struct update_series, update->n_series);
	struct update_patch *patches =
		arena_new_array(&update->arena, struct update_patch, update->series[0].n_patches);

	memcpy(series, update->series, update->n_series * sizeof(*series));
	memcpy(patches, series[0].patches, series[0].n_patches * sizeof(*patches));
	patches[0].diff = STR("diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-<old>\n+new\n");
	series[0].patches = patches;
	update->series = series;
	return update;
}

/* Of a feed too: its elements end as those of a page do. */
static const struct {
	const char *name;
	render_fn render;
} markups[] = {{"html", render_html}, {"letter", render_letter}};

static void test_elements_are_balanced(void)
{
	static const str texts[] = {STR_INIT("a"), STR_INIT("\"'><b>&amp;</style></pre>\n-->\033")};

	for (size_t i = 0; i < G_N_ELEMENTS(markups); i++) {
		g_autoptr(update) sample = update_with_diffs();
		g_autoptr(update) empty = fixture_empty();
		g_autofree char *page = render(sample, markups[i].render);
		g_autofree char *empty_page = render(empty, markups[i].render);
		struct document document;

		g_assert_true(g_str_has_prefix(page, "<!doctype html>\n"));
		document_init(&document, page);
		g_assert_cmpuint(count_elements(&document, "script"), ==, 0);
		g_assert_cmpuint(count_elements(&document, "h1"), ==, 1);
		document_clear(&document);
		document_init(&document, empty_page);
		document_clear(&document);
		for (size_t k = 0; k < G_N_ELEMENTS(texts); k++) {
			g_autoptr(update) filled = fixture_filled_with(texts[k]);
			g_autofree char *filled_page = render(filled, markups[i].render);

			document_init(&document, filled_page);
			document_clear(&document);
		}
	}
}

static void test_series_of_one_id_have_anchors_of_their_own(void)
{
	g_autoptr(update) update = update_with_diffs();
	g_autofree char *page = NULL;
	struct document document;

	g_assert_cmpuint(update->n_series, >=, 2);
	for (unsigned i = 0; i < update->n_series; i++)
		update->series[i].message_id = update->series[0].message_id;
	page = render(update, render_html);
	/* No id stands twice: it would end here. */
	document_init(&document, page);
	g_assert_cmpuint(count(page, "<article "), ==, update->n_series);
	document_clear(&document);
}

static void test_the_anchor_of_each_series_exists_once(void)
{
	g_autoptr(update) update = update_with_diffs();
	g_autofree char *page = render(update, render_html);
	struct document document;

	document_init(&document, page);
	g_assert_cmpuint(count(page, "<article "), ==, update->n_series);
	for (unsigned i = 0; i < update->n_series; i++) {
		g_autofree char *digits = g_compute_checksum_for_data(
			G_CHECKSUM_SHA256, (const guchar *)update->series[i].message_id.ptr,
			update->series[i].message_id.len);
		g_autofree char *anchor = g_strdup_printf("s-%.16s", digits);
		g_autofree char *link = g_strdup_printf("href=\"#%s\"", anchor);

		g_assert_true(g_hash_table_contains(document.ids, anchor));
		g_assert_cmpuint(count(page, link), >=, 1);
	}
	document_clear(&document);
}

static void test_only_a_page_shows_diffs(void)
{
	g_autoptr(update) update = update_with_diffs();
	g_autofree char *page = render(update, render_html);
	g_autofree char *letter = render(update, render_letter);
	g_autofree char *markdown = render(update, render_markdown);
	g_autofree char *feed = render(update, render_atom);

	g_assert_cmpuint(count(page, "<pre class=\"diff\">"), ==, 1);
	g_assert_nonnull(strstr(page, "<del>-&lt;old&gt;\n</del><ins>+new\n</ins>"));
	g_assert_null(strstr(letter, "+new"));
	g_assert_null(strstr(markdown, "+new"));
	g_assert_null(strstr(feed, "+new"));
}

/* What follows each @begin in @text, up to @end. */
static GPtrArray *all_between(const char *text, const char *begin, const char *end)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);

	while ((text = strstr(text, begin))) {
		const char *to;

		text += strlen(begin);
		to = strstr(text, end);
		g_assert_nonnull(to);
		g_ptr_array_add(found, g_strndup(text, (size_t)(to - text)));
	}
	return found;
}

static void ignore_text(GMarkupParseContext *context, const char *text, size_t length, void *user,
			GError **error)
{
	(void)context;
	(void)error;
	g_string_append_len(user, text, (gssize)length);
}

/* All texts of a document in XML, which must be well formed. */
static char *text_of_xml(const char *document)
{
	static const GMarkupParser parser = {.text = ignore_text};
	GString *text = g_string_new(NULL);
	g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, text, NULL);
	g_autoptr(GError) error = NULL;

	g_markup_parse_context_parse(context, document, -1, &error);
	g_assert_no_error(error);
	g_markup_parse_context_end_parse(context, &error);
	g_assert_no_error(error);
	return g_string_free(text, FALSE);
}

static void test_a_feed_is_xml_and_its_entries_are_balanced(void)
{
	static const str text = STR_INIT("\"'><b>&amp;</content></pre>\n-->\033\ufffe");
	update *updates[] = {fixture_update(), fixture_empty(), fixture_filled_with(text)};

	for (size_t i = 0; i < G_N_ELEMENTS(updates); i++) {
		g_autofree char *feed = render(updates[i], render_atom);
		g_autofree char *all = text_of_xml(feed);
		g_autoptr(GPtrArray) contents = all_between(feed, "<content ", "</content>");

		g_assert_true(g_str_has_prefix(g_strchug(all), "Kettle") || i == 2);
		g_assert_cmpuint(contents->len, ==, updates[i]->n_series);
		for (unsigned k = 0; k < contents->len; k++) {
			g_autofree char *element =
				g_strconcat("<content ", contents->pdata[k], "</content>", NULL);
			g_autofree char *html = text_of_xml(element);
			struct document document;

			document_init(&document, html);
			document_clear(&document);
		}
		g_clear_pointer(&updates[i], update_free);
	}
}

/* The ids of the entries of a feed of the sample's series, with these Message-IDs. */
static GPtrArray *ids_of(const str *message_ids, unsigned n)
{
	g_autoptr(update) update = fixture_update();
	struct update_series *series = arena_new_array(&update->arena, struct update_series, n);
	g_autofree char *feed = NULL;
	GPtrArray *ids;

	for (unsigned i = 0; i < n; i++) {
		series[i] = update->series[0];
		series[i].message_id = message_ids[i];
	}
	update->series = series;
	update->n_series = n;
	update->n_areas = 0;
	feed = render(update, render_atom);
	ids = all_between(feed, "<id>", "</id>");
	g_ptr_array_remove_index(ids, 0);
	return ids;
}

static void test_each_entry_of_a_feed_has_an_id_of_its_own(void)
{
	static const str cases[][3] = {
		{STR_INIT("1@a"), STR_INIT("1@a"), STR_INIT("1@a")},
		{{0}, {0}, {0}},
		{STR_INIT("1@a"), {0}, STR_INIT("2@a")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) ids = ids_of(cases[i], 3);
		g_autoptr(GPtrArray) again = ids_of(cases[i], 3);
		g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

		g_assert_cmpuint(ids->len, ==, 3);
		for (unsigned k = 0; k < ids->len; k++) {
			g_assert_true(g_hash_table_add(known, ids->pdata[k]));
			g_assert_cmpstr(again->pdata[k], ==, ids->pdata[k]);
			g_assert_true(g_str_has_prefix(ids->pdata[k], "mid:") ||
				      g_str_has_prefix(ids->pdata[k], "urn:uuid:"));
		}
		if (cases[i][0].len > 0)
			g_assert_cmpstr(ids->pdata[0], ==, "mid:1@a");
		else
			g_assert_true(g_str_has_prefix(ids->pdata[0], "urn:uuid:"));
	}
}

static void test_a_feed_of_a_list_keeps_its_id(void)
{
	g_autoptr(update) update = fixture_update();
	g_autoptr(update) empty = fixture_empty();
	g_autofree char *feed = render(update, render_atom);
	g_autofree char *empty_feed = NULL;
	g_autoptr(GPtrArray) ids = all_between(feed, "<id>", "</id>");
	g_autoptr(GPtrArray) empty_ids = NULL;

	empty->link = update->link;
	empty_feed = render(empty, render_atom);
	empty_ids = all_between(empty_feed, "<id>", "</id>");
	g_assert_cmpuint(empty_ids->len, ==, 1);
	g_assert_cmpstr(empty_ids->pdata[0], ==, ids->pdata[0]);
	g_assert_nonnull(strstr(feed, "\n<updated>2025-03-01T12:34:56Z</updated>\n"));
	g_assert_nonnull(strstr(empty_feed, "\n<updated>1970-01-01T00:00:00Z</updated>\n"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/documents/elements-are-balanced", test_elements_are_balanced);
	g_test_add_func("/documents/the-anchor-of-each-series-exists-once",
			test_the_anchor_of_each_series_exists_once);
	g_test_add_func("/documents/series-of-one-id-have-anchors-of-their-own",
			test_series_of_one_id_have_anchors_of_their_own);
	g_test_add_func("/documents/only-a-page-shows-diffs", test_only_a_page_shows_diffs);
	g_test_add_func("/documents/a-feed-is-xml-and-its-entries-are-balanced",
			test_a_feed_is_xml_and_its_entries_are_balanced);
	g_test_add_func("/documents/each-entry-of-a-feed-has-an-id-of-its-own",
			test_each_entry_of_a_feed_has_an_id_of_its_own);
	g_test_add_func("/documents/a-feed-of-a-list-keeps-its-id",
			test_a_feed_of_a_list_keeps_its_id);
	return g_test_run();
}
