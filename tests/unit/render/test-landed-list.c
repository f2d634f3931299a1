/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/landed_list.h"

#include <string.h>

static str reasons[] = {STR_INIT("link"), STR_INIT("patch-id")};

static struct landed_place in_a_tag = {
	.commit = STR_INIT("0123456789abcdef0123456789abcdef01234567"),
	.repository = STR_INIT("lamps"),
	.tag = STR_INIT("v6.12"),
	.date = STR_INIT("2025-12-29T16:01:05Z"),
	.reasons = reasons,
	.n_reasons = 2,
	.sureness = 99,
	.description = STR_INIT("links to the mail (99 %)"),
	.change = STR_INIT("unchanged"),
};

static struct landed_place said = {
	.tree = STR_INIT("lamps/next"),
	.commit = STR_INIT("0123456"),
	.date = STR_INIT("2025-12-28T16:01:05Z"),
	.message_id = STR_INIT("m@example.net"),
	.person = {.name = STR_INIT("Marc Maintainer"), .address = STR_INIT("marc@example.net")},
};

static struct landed_series series_of(struct landed_patch *patches, unsigned n_patches)
{
	return (struct landed_series){
		.message_id = STR("a@example.org"),
		.subject = STR("[PATCH v2 0/3] lamp: trim the wick"),
		.title = STR("lamp: trim the wick"),
		.revision_text = STR("v2"),
		.is_latest = true,
		.author = {.name = STR("Ann Author"), .address = STR("ann@example.org")},
		.date = STR("2025-12-20T10:00:00Z"),
		.landed = STR("2025-12-29T16:01:05Z"),
		.n_patches = n_patches,
		.n_landed = 1,
		.patches = patches,
		.n_listed = n_patches,
	};
}

static void expect_series(const struct landed_series *series, bool verbose, const char *expected)
{
	struct landed_series all[] = {*series};
	const struct landed_list list = {.series = all, .n_series = 1};
	const struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	landed_list_text(&list, &options, verbose, out);
	g_assert_cmpstr(out->str, ==, expected);
}

static void test_each_patch_tells_where_it_landed_or_that_it_did_not(void)
{
	struct landed_place not_tagged = in_a_tag;
	struct landed_patch patches[] = {
		{.number = 1, .title = STR("lamp: one"), .places = &in_a_tag, .n_places = 1},
		{.number = 2, .title = STR("lamp: two"), .places = &not_tagged, .n_places = 1},
		{.number = 3, .title = STR("lamp: three")},
	};
	struct landed_series series = series_of(patches, 3);

	not_tagged.tag = (str){0};
	not_tagged.change = STR("rewritten");
	series.n_landed = 2;
	expect_series(
		&series, false,
		"lamp: trim the wick\n"
		"v2 by Ann Author of 2025-12-20, 2 of 3 patches landed\n"
		"  1/3  lamps v6.12 0123456789ab of 2025-12-29: links to the mail (99 %)\n"
		"  2/3  lamps (not yet in a tag) 0123456789ab of 2025-12-29: links to the mail "
		"(99 %); rewritten\n"
		"  3/3  did not land: lamp: three\n");
}

static void test_what_a_mail_says_is_told_as_its_word(void)
{
	struct landed_place no_tree = said;
	struct landed_patch patches[] = {
		{.number = 1, .title = STR("lamp: one"), .places = &said, .n_places = 1},
		{.number = 2, .title = STR("lamp: two"), .places = &no_tree, .n_places = 1},
	};
	struct landed_series series = series_of(patches, 2);

	no_tree.tree = no_tree.commit = (str){0};
	expect_series(&series, false,
		      "lamp: trim the wick\n"
		      "v2 by Ann Author of 2025-12-20, 1 of 2 patches landed\n"
		      "  1/2  said to be in lamps/next by Marc Maintainer on 2025-12-28, commit "
		      "0123456\n"
		      "  2/2  said to be applied by Marc Maintainer on 2025-12-28\n");
}

static void test_further_places_stand_below_the_first(void)
{
	struct landed_place places[] = {in_a_tag, in_a_tag, said};
	struct landed_patch patch = {
		.number = 1, .title = STR("lamp: one"), .places = places, .n_places = 3};
	struct landed_series series = series_of(&patch, 1);

	places[1].is_backport = true;
	places[1].repository = STR("lamps-stable");
	places[1].tag = STR("v6.6.9");
	series.is_latest = false;
	expect_series(
		&series, false,
		"lamp: trim the wick\n"
		"v2 by Ann Author of 2025-12-20, 1 of 1 patch landed; a newer revision is "
		"known\n"
		"  1/1  lamps v6.12 0123456789ab of 2025-12-29: links to the mail (99 %)\n"
		"       backport: lamps-stable v6.6.9 0123456789ab of 2025-12-29: links to the "
		"mail (99 %)\n"
		"       said to be in lamps/next by Marc Maintainer on 2025-12-28, commit "
		"0123456\n");
}

static void test_a_mail_may_speak_of_some(void)
{
	struct landed_patch patches[] = {
		{.number = 0, .places = &said, .n_places = 1},
		{.number = 12, .title = STR("lamp: twelve"), .places = &in_a_tag, .n_places = 1},
	};
	struct landed_series series = series_of(patches, 2);

	expect_series(&series, true,
		      "lamp: trim the wick\n"
		      "v2 by Ann Author of 2025-12-20, 1 of 2 patches landed\n"
		      "a@example.org\n"
		      "   ?/12  said to be in lamps/next by Marc Maintainer on 2025-12-28, commit "
		      "0123456 <m@example.net>\n"
		      "  12/12  lamps v6.12 0123456789ab of 2025-12-29: links to the mail (99 %)\n"
		      "         lamp: twelve <(no Message-ID)>\n");
}

static void test_what_is_said_of_all_leaves_nothing_open(void)
{
	struct landed_patch patches[] = {
		{.number = 0, .places = &said, .n_places = 1},
		{.number = 1, .title = STR("lamp: one"), .message_id = STR("a1@example.org")},
		{.number = 2, .title = STR("lamp: two"), .message_id = STR("a2@example.org")},
	};
	struct landed_series series = series_of(patches, 3);

	series.n_patches = 2;
	expect_series(&series, false,
		      "lamp: trim the wick\n"
		      "v2 by Ann Author of 2025-12-20, 1 of 2 patches landed\n"
		      "  ?/2  said to be in lamps/next by Marc Maintainer on 2025-12-28, commit "
		      "0123456\n"
		      "  1/2  not known to have landed: lamp: one\n"
		      "  2/2  not known to have landed: lamp: two\n");
	series.n_landed = 2;
	expect_series(&series, false,
		      "lamp: trim the wick\n"
		      "v2 by Ann Author of 2025-12-20, 2 of 2 patches landed\n"
		      "  all  said to be in lamps/next by Marc Maintainer on 2025-12-28, commit "
		      "0123456\n");
	expect_series(&series, true,
		      "lamp: trim the wick\n"
		      "v2 by Ann Author of 2025-12-20, 2 of 2 patches landed\n"
		      "a@example.org\n"
		      "  all  said to be in lamps/next by Marc Maintainer on 2025-12-28, commit "
		      "0123456 <m@example.net>\n"
		      "  1/2  lamp: one <a1@example.org>\n"
		      "  2/2  lamp: two <a2@example.org>\n");
}

static void test_a_pull_request_is_one(void)
{
	struct landed_patch all = {.number = 0, .places = &said, .n_places = 1};
	struct landed_series series = series_of(&all, 0);

	series.is_pull = true;
	series.n_listed = 1;
	expect_series(&series, false,
		      "lamp: trim the wick\n"
		      "pull request v2 by Ann Author of 2025-12-20\n"
		      "  all  said to be in lamps/next by Marc Maintainer on 2025-12-28, commit "
		      "0123456\n");
}

static void test_titles_and_ids_are_told_if_asked_for(void)
{
	struct landed_patch patches[] = {
		{.number = 1, .title = STR("lamp: one"), .message_id = STR("a1@example.org")},
		{.number = 2,
		 .title = STR("lamp: two"),
		 .message_id = STR("a2@example.org"),
		 .places = &in_a_tag,
		 .n_places = 1},
	};
	struct landed_series series = series_of(patches, 2);

	expect_series(&series, true,
		      "lamp: trim the wick\n"
		      "v2 by Ann Author of 2025-12-20, 1 of 2 patches landed\n"
		      "a@example.org\n"
		      "  1/2  did not land\n"
		      "       lamp: one <a1@example.org>\n"
		      "  2/2  lamps v6.12 0123456789ab of 2025-12-29: links to the mail (99 %)\n"
		      "       lamp: two <a2@example.org>\n");
}

static void test_series_are_parted_by_an_empty_line(void)
{
	struct landed_series series[] = {series_of(NULL, 0), series_of(NULL, 0)};
	const struct landed_list list = {.series = series, .n_series = 2, .has_more = true};
	const struct landed_list none = {0};
	const struct render_options options = {.columns = 80};
	g_autoptr(GString) out = g_string_new(NULL);

	landed_list_text(&none, &options, false, out);
	g_assert_cmpstr(out->str, ==, "");
	landed_list_text(&list, &options, false, out);
	g_assert_cmpstr(out->str, ==,
			"lamp: trim the wick\n"
			"v2 by Ann Author of 2025-12-20\n"
			"\n"
			"lamp: trim the wick\n"
			"v2 by Ann Author of 2025-12-20\n"
			"(there are more: see -n)\n");
}

static void test_what_a_mail_says_is_made_harmless(void)
{
	const str bad = STR("\033[31m\n");
	struct landed_place places[] = {
		{.repository = bad,
		 .commit = bad,
		 .tag = bad,
		 .date = bad,
		 .description = bad,
		 .change = bad},
		{.tree = bad,
		 .commit = bad,
		 .date = bad,
		 .message_id = bad,
		 .person = {.name = bad}},
	};
	struct landed_patch patch = {
		.number = 1, .title = bad, .message_id = bad, .places = places, .n_places = 2};
	struct landed_series series = {.message_id = bad,
				       .subject = bad,
				       .title = bad,
				       .revision_text = bad,
				       .date = bad,
				       .author = {.name = bad},
				       .patches = &patch,
				       .n_listed = 1,
				       .n_patches = 1};
	const struct landed_list list = {.series = &series, .n_series = 1};
	const struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	landed_list_text(&list, &options, true, out);
	g_assert_null(strchr(out->str, '\033'));
	for (const char *line = out->str; *line; line = strchr(line, '\n') + 1)
		g_assert_true(line == out->str || line[0] != '[');
	g_assert_null(strstr(out->str, "[31m\n:"));
}

static void test_json_has_what_is_known(void)
{
	struct landed_place places[] = {in_a_tag, said};
	struct landed_patch patches[] = {
		{.number = 1,
		 .title = STR("lamp: one"),
		 .message_id = STR("a1@example.org"),
		 .places = places,
		 .n_places = 2},
		{.number = 2, .title = STR("lamp: two")},
	};
	struct landed_series series = series_of(patches, 2);
	const struct landed_list list = {
		.range = STR("2025-12-01.."), .series = &series, .n_series = 1};
	g_autoptr(GString) out = g_string_new(NULL);

	landed_list_json(&list, out);
	g_assert_cmpstr(out->str, ==,
			"{\n"
			"  \"schema\": \"tidings-landed/1\",\n"
			"  \"range\": \"2025-12-01..\",\n"
			"  \"series\": [\n"
			"    {\n"
			"      \"title\": \"lamp: trim the wick\",\n"
			"      \"subject\": \"[PATCH v2 0/3] lamp: trim the wick\",\n"
			"      \"message_id\": \"a@example.org\",\n"
			"      \"revision_text\": \"v2\",\n"
			"      \"latest\": true,\n"
			"      \"pull\": false,\n"
			"      \"author\": {\n"
			"        \"name\": \"Ann Author\",\n"
			"        \"address\": \"ann@example.org\"\n"
			"      },\n"
			"      \"date\": \"2025-12-20T10:00:00Z\",\n"
			"      \"landed\": \"2025-12-29T16:01:05Z\",\n"
			"      \"patches_came\": 2,\n"
			"      \"patches_landed\": 1,\n"
			"      \"patches\": [\n"
			"        {\n"
			"          \"number\": 1,\n"
			"          \"title\": \"lamp: one\",\n"
			"          \"message_id\": \"a1@example.org\",\n"
			"          \"places\": [\n"
			"            {\n"
			"              \"repository\": \"lamps\",\n"
			"              \"tree\": null,\n"
			"              \"tag\": \"v6.12\",\n"
			"              \"commit\": \"0123456789abcdef0123456789abcdef01234567\",\n"
			"              \"date\": \"2025-12-29T16:01:05Z\",\n"
			"              \"backport\": false,\n"
			"              \"reasons\": [\n"
			"                \"link\",\n"
			"                \"patch-id\"\n"
			"              ],\n"
			"              \"sureness\": 99,\n"
			"              \"change\": \"unchanged\",\n"
			"              \"message_id\": null,\n"
			"              \"person\": null\n"
			"            },\n"
			"            {\n"
			"              \"repository\": null,\n"
			"              \"tree\": \"lamps/next\",\n"
			"              \"tag\": null,\n"
			"              \"commit\": \"0123456\",\n"
			"              \"date\": \"2025-12-28T16:01:05Z\",\n"
			"              \"backport\": false,\n"
			"              \"reasons\": [],\n"
			"              \"sureness\": null,\n"
			"              \"change\": null,\n"
			"              \"message_id\": \"m@example.net\",\n"
			"              \"person\": {\n"
			"                \"name\": \"Marc Maintainer\",\n"
			"                \"address\": \"marc@example.net\"\n"
			"              }\n"
			"            }\n"
			"          ]\n"
			"        },\n"
			"        {\n"
			"          \"number\": 2,\n"
			"          \"title\": \"lamp: two\",\n"
			"          \"message_id\": null,\n"
			"          \"places\": []\n"
			"        }\n"
			"      ]\n"
			"    }\n"
			"  ],\n"
			"  \"more\": false\n"
			"}\n");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/landed-list/each-patch-tells-where-it-landed-or-that-it-did-not",
			test_each_patch_tells_where_it_landed_or_that_it_did_not);
	g_test_add_func("/landed-list/what-a-mail-says-is-told-as-its-word",
			test_what_a_mail_says_is_told_as_its_word);
	g_test_add_func("/landed-list/further-places-stand-below-the-first",
			test_further_places_stand_below_the_first);
	g_test_add_func("/landed-list/a-mail-may-speak-of-some", test_a_mail_may_speak_of_some);
	g_test_add_func("/landed-list/what-is-said-of-all-leaves-nothing-open",
			test_what_is_said_of_all_leaves_nothing_open);
	g_test_add_func("/landed-list/a-pull-request-is-one", test_a_pull_request_is_one);
	g_test_add_func("/landed-list/titles-and-ids-are-told-if-asked-for",
			test_titles_and_ids_are_told_if_asked_for);
	g_test_add_func("/landed-list/series-are-parted-by-an-empty-line",
			test_series_are_parted_by_an_empty_line);
	g_test_add_func("/landed-list/what-a-mail-says-is-made-harmless",
			test_what_a_mail_says_is_made_harmless);
	g_test_add_func("/landed-list/json-has-what-is-known", test_json_has_what_is_known);
	return g_test_run();
}
