/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/status_list.h"

#include <string.h>

static struct update_reason reasons[] = {
	{
		.rule = STR_INIT("changes-asked"),
		.person = {.name = STR_INIT("Rita Reviewer"),
			   .address = STR_INIT("rita@example.net")},
		.date = STR_INIT("2025-12-24T10:00:00Z"),
		.message_id = STR_INIT("b@example.net"),
	},
	{.rule = STR_INIT("partly-reviewed"), .count = 2},
};

static struct update_onlooker onlookers[] = {
	{.person = {.name = STR_INIT("Rita Reviewer")}, .reviewed = true, .commented = true},
};

static const struct status_row usual = {
	.message_id = STR_INIT("a@example.org"),
	.subject = STR_INIT("[PATCH v2 0/5] lamp: trim the wick"),
	.title = STR_INIT("lamp: trim the wick"),
	.revision = 2,
	.revision_text = STR_INIT("v2"),
	.total = 5,
	.n_patches = 5,
	.author = {.name = STR_INIT("Ann Author"), .address = STR_INIT("ann@example.org")},
	.date = STR_INIT("2025-12-20T10:00:00Z"),
	.n_revisions = 2,
	.outcome = {.state = STR_INIT("changes-asked"),
		    .turn = STR_INIT("author"),
		    .turn_since = STR_INIT("2025-12-24T10:00:00Z"),
		    .turn_days = 12,
		    .quiet_days = 11,
		    .n_patches = 5,
		    .n_reviewed = 2,
		    .answered = STR_INIT("2025-12-21T10:00:00Z"),
		    .reasons = reasons,
		    .n_reasons = G_N_ELEMENTS(reasons),
		    .onlookers = onlookers,
		    .n_onlookers = G_N_ELEMENTS(onlookers)},
};

static void expect_list(const struct status_list *list, unsigned columns, bool verbose,
			const char *expected)
{
	const struct render_options options = {.columns = columns};
	g_autoptr(GString) out = g_string_new(NULL);

	status_list_text(list, &options, verbose, out);
	g_assert_cmpstr(out->str, ==, expected);
}

static void expect_row(const struct status_row *row, unsigned columns, bool verbose,
		       const char *expected)
{
	struct status_row rows[] = {*row};
	const struct status_list list = {
		.as_of = STR("2026-01-05T08:00:00Z"), .rows = rows, .n_rows = 1};

	expect_list(&list, columns, verbose, expected);
}

static void test_a_work_is_a_line_under_the_day_and_a_heading(void)
{
	expect_row(&usual, 0, false,
		   "As of 2026-01-05, the last mail that the index knows\n"
		   "\n"
		   "TURN         STATE          EVIDENCE                REVIEWED  REV  AUTHOR      "
		   "TITLE\n"
		   "author 12 d  changes asked  Rita asked for changes  2/5       v2   Ann Author  "
		   "lamp: trim the wick\n");
}

static void test_a_narrow_terminal_has_author_and_evidence_below(void)
{
	struct status_row row = usual;

	expect_row(&row, 80, false,
		   "As of 2026-01-05, the last mail that the index knows\n"
		   "\n"
		   "TURN         STATE          REVIEWED  REV  TITLE\n"
		   "author 12 d  changes asked  2/5       v2   lamp: trim the wick\n"
		   "    Ann Author: Rita asked for changes\n");
	row.outcome.n_reasons = 0;
	expect_row(&row, 80, false,
		   "As of 2026-01-05, the last mail that the index knows\n"
		   "\n"
		   "TURN         STATE          REVIEWED  REV  TITLE\n"
		   "author 12 d  changes asked  2/5       v2   lamp: trim the wick\n"
		   "    Ann Author\n");
	row.outcome.n_onlookers = 0;
	expect_row(&row, 80, true,
		   "As of 2026-01-05, the last mail that the index knows\n"
		   "\n"
		   "TURN         STATE          REVIEWED  REV  TITLE\n"
		   "author 12 d  changes asked  2/5       v2   lamp: trim the wick\n"
		   "    Ann Author\n"
		   "    a@example.org\n");
}

static void test_all_reasons_and_reviewers_stand_below_if_asked_for(void)
{
	struct status_row row = usual;

	expect_row(&row, 200, true,
		   "As of 2026-01-05, the last mail that the index knows\n"
		   "\n"
		   "TURN         STATE          REVIEWED  REV  AUTHOR      TITLE\n"
		   "author 12 d  changes asked  2/5       v2   Ann Author  lamp: trim the wick\n"
		   "    a@example.org\n"
		   "    changes asked for by Rita Reviewer on 2025-12-24 <b@example.net>\n"
		   "    2 of 5 patches reviewed\n"
		   "    looked at by Rita Reviewer (reviewed, commented)\n");
	row.message_id = (str){0};
	row.outcome.n_reasons = 0;
	row.outcome.n_onlookers = 0;
	expect_row(&row, 200, true,
		   "As of 2026-01-05, the last mail that the index knows\n"
		   "\n"
		   "TURN         STATE          REVIEWED  REV  AUTHOR      TITLE\n"
		   "author 12 d  changes asked  2/5       v2   Ann Author  lamp: trim the wick\n"
		   "    (no Message-ID)\n");
}

static void test_a_pull_request_without_patches_has_nothing_to_review(void)
{
	struct status_row row = usual;

	row.is_pull = true;
	row.is_rfc = true;
	row.outcome = (struct update_outcome){
		.state = STR("landed"),
		.turn = STR("nobody"),
		.n_patches = 5,
	};
	expect_row(&row, 0, false,
		   "As of 2026-01-05, the last mail that the index knows\n"
		   "\n"
		   "TURN  STATE   EVIDENCE  REVIEWED  REV     AUTHOR      TITLE\n"
		   "-     landed            0/5       RFC v2  Ann Author  lamp: trim the wick\n");
	row.n_patches = 0;
	expect_row(&row, 0, false,
		   "As of 2026-01-05, the last mail that the index knows\n"
		   "\n"
		   "TURN  STATE   EVIDENCE  REVIEWED  REV     AUTHOR      TITLE\n"
		   "-     landed            pull      RFC v2  Ann Author  lamp: trim the wick\n");
}

static void test_what_waits_for_me_stands_before_what_is_mine(void)
{
	struct status_row rows[] = {usual, usual};
	struct mailbox who[] = {
		{.address = STR_INIT("ann@example.org")},
		{.address = STR_INIT("ann@example.com")},
	};
	const struct status_list list = {
		.who = who,
		.n_who = 2,
		.as_of = STR("2026-01-05T08:00:00Z"),
		.rows = rows,
		.n_rows = 2,
		.has_more = true,
	};

	rows[0].share = STATUS_AWAITED;
	rows[1].share = STATUS_OWN;
	rows[1].outcome.pinged = true;
	expect_list(&list, 80, false,
		    "As of 2026-01-05, the last mail that the index knows; for "
		    "ann@example.org, ann@example.com\n"
		    "\n"
		    "Wait for you\n"
		    "TURN         STATE          REVIEWED  REV  TITLE\n"
		    "author 12 d  changes asked  2/5       v2   lamp: trim the wick\n"
		    "    Ann Author: Rita asked for changes\n"
		    "\n"
		    "Yours\n"
		    "TURN           STATE          REVIEWED  REV  TITLE\n"
		    "author 12 d !  changes asked  2/5       v2   lamp: trim the wick\n"
		    "    Ann Author: Rita asked for changes\n"
		    "(there are more: see -n)\n");
}

static void test_no_work_is_nothing(void)
{
	const struct status_list list = {.as_of = STR("2026-01-05T08:00:00Z")};

	expect_list(&list, 80, true, "");
}

static void test_somebody_without_works_is_told_so(void)
{
	struct mailbox who = {.address = STR("ann@example.org")};
	struct status_list list = {.who = &who, .n_who = 1, .as_of = STR("2026-01-05T08:00:00Z")};

	expect_list(&list, 80, true,
		    "As of 2026-01-05, the last mail that the index knows; for ann@example.org\n"
		    "\n"
		    "Nothing waits for you, and nothing is yours.\n");
	list.as_of = (str){0};
	expect_list(&list, 80, true,
		    "The index knows no mail; for ann@example.org\n"
		    "\n"
		    "Nothing waits for you, and nothing is yours.\n");
}

static void test_what_a_mail_says_is_made_harmless(void)
{
	struct status_row row = usual;
	struct status_list list = {.as_of = STR("2026-01-05T08:00:00Z"), .rows = &row, .n_rows = 1};
	const struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	row.title = row.author.name = row.message_id = row.revision_text = STR("\033[31m\n");
	status_list_text(&list, &options, true, out);
	g_assert_null(strchr(out->str, '\033'));
	g_assert_null(strstr(out->str, "[31m\n "));
}

#define ROW_JSON \
	"    {\n" \
	"      \"title\": \"lamp: trim the wick\",\n" \
	"      \"subject\": \"[PATCH v2 0/5] lamp: trim the wick\",\n" \
	"      \"message_id\": \"a@example.org\",\n" \
	"      \"revision\": 2,\n" \
	"      \"revision_text\": \"v2\",\n" \
	"      \"prefixes\": [],\n" \
	"      \"pull\": false,\n" \
	"      \"rfc\": false,\n" \
	"      \"total\": 5,\n" \
	"      \"patches\": 5,\n" \
	"      \"author\": {\n" \
	"        \"name\": \"Ann Author\",\n" \
	"        \"address\": \"ann@example.org\"\n" \
	"      },\n" \
	"      \"date\": \"2025-12-20T10:00:00Z\",\n" \
	"      \"revisions\": 2,\n" \
	"      \"outcome\": {\n" \
	"        \"state\": \"changes-asked\",\n" \
	"        \"turn\": \"author\",\n" \
	"        \"turn_since\": \"2025-12-24T10:00:00Z\",\n" \
	"        \"turn_days\": 12,\n" \
	"        \"quiet_days\": 11,\n" \
	"        \"pinged\": false,\n" \
	"        \"patches\": 5,\n" \
	"        \"patches_reviewed\": 2,\n" \
	"        \"patches_landed\": 0,\n" \
	"        \"answered\": \"2025-12-21T10:00:00Z\",\n" \
	"        \"landed\": null,\n" \
	"        \"reasons\": [\n" \
	"          {\n" \
	"            \"rule\": \"changes-asked\",\n" \
	"            \"person\": {\n" \
	"              \"name\": \"Rita Reviewer\",\n" \
	"              \"address\": \"rita@example.net\"\n" \
	"            },\n" \
	"            \"date\": \"2025-12-24T10:00:00Z\",\n" \
	"            \"message_id\": \"b@example.net\",\n" \
	"            \"text\": null,\n" \
	"            \"count\": 0\n" \
	"          },\n" \
	"          {\n" \
	"            \"rule\": \"partly-reviewed\",\n" \
	"            \"person\": null,\n" \
	"            \"date\": null,\n" \
	"            \"message_id\": null,\n" \
	"            \"text\": null,\n" \
	"            \"count\": 2\n" \
	"          }\n" \
	"        ],\n" \
	"        \"reviewers\": [\n" \
	"          {\n" \
	"            \"name\": \"Rita Reviewer\",\n" \
	"            \"address\": \"\",\n" \
	"            \"reviewed\": true,\n" \
	"            \"acked\": false,\n" \
	"            \"tested\": false,\n" \
	"            \"refused\": false,\n" \
	"            \"commented\": true\n" \
	"          }\n" \
	"        ]\n" \
	"      }\n" \
	"    }\n"

static void test_json_has_what_is_known(void)
{
	struct status_row row = usual;
	const struct status_list list = {
		.query = STR("s:wick"),
		.as_of = STR("2026-01-05T08:00:00Z"),
		.rows = &row,
		.n_rows = 1,
		.has_more = true,
	};
	g_autoptr(GString) out = g_string_new(NULL);

	status_list_json(&list, out);
	g_assert_cmpstr(out->str, ==,
			"{\n"
			"  \"schema\": \"tidings-status/1\",\n"
			"  \"query\": \"s:wick\",\n"
			"  \"as_of\": \"2026-01-05T08:00:00Z\",\n"
			"  \"series\": [\n" ROW_JSON "  ],\n"
			"  \"more\": true\n"
			"}\n");
}

static void test_json_of_mine_tells_whose_it_is(void)
{
	struct status_row row = usual;
	struct mailbox who = {.address = STR("rita@example.net")};
	const struct status_list list = {.who = &who, .n_who = 1, .rows = &row, .n_rows = 1};
	g_autoptr(GString) out = g_string_new(NULL);

	row.share = STATUS_AWAITED;
	status_list_json(&list, out);
	g_assert_cmpstr(out->str, ==,
			"{\n"
			"  \"schema\": \"tidings-mine/1\",\n"
			"  \"query\": \"\",\n"
			"  \"as_of\": null,\n"
			"  \"who\": [\n"
			"    \"rita@example.net\"\n"
			"  ],\n"
			"  \"awaited\": [\n" ROW_JSON "  ],\n"
			"  \"own\": [],\n"
			"  \"more\": false\n"
			"}\n");
}

static void test_an_outcome_that_is_not_known_is_null(void)
{
	struct status_row row = usual;
	const struct status_list list = {.rows = &row, .n_rows = 1};
	g_autoptr(GString) out = g_string_new(NULL);

	row.outcome = (struct update_outcome){0};
	status_list_json(&list, out);
	g_assert_nonnull(strstr(out->str, "\"outcome\": null\n"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/status-list/a-work-is-a-line-under-the-day-and-a-heading",
			test_a_work_is_a_line_under_the_day_and_a_heading);
	g_test_add_func("/status-list/a-narrow-terminal-has-author-and-evidence-below",
			test_a_narrow_terminal_has_author_and_evidence_below);
	g_test_add_func("/status-list/all-reasons-and-reviewers-stand-below-if-asked-for",
			test_all_reasons_and_reviewers_stand_below_if_asked_for);
	g_test_add_func("/status-list/a-pull-request-without-patches-has-nothing-to-review",
			test_a_pull_request_without_patches_has_nothing_to_review);
	g_test_add_func("/status-list/what-waits-for-me-stands-before-what-is-mine",
			test_what_waits_for_me_stands_before_what_is_mine);
	g_test_add_func("/status-list/no-work-is-nothing", test_no_work_is_nothing);
	g_test_add_func("/status-list/somebody-without-works-is-told-so",
			test_somebody_without_works_is_told_so);
	g_test_add_func("/status-list/what-a-mail-says-is-made-harmless",
			test_what_a_mail_says_is_made_harmless);
	g_test_add_func("/status-list/json-has-what-is-known", test_json_has_what_is_known);
	g_test_add_func("/status-list/json-of-mine-tells-whose-it-is",
			test_json_of_mine_tells_whose_it_is);
	g_test_add_func("/status-list/an-outcome-that-is-not-known-is-null",
			test_an_outcome_that_is_not_known_is_null);
	return g_test_run();
}
