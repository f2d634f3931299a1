/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "render/render.h"
#include "template/template_source.h"

#define ANN \
	{ \
		.name = STR_INIT("Ann Author"), .address = STR_INIT("ann@example.org") \
	}
#define BO \
	{ \
		.name = STR_INIT("Bo Builder"), .address = STR_INIT("bo@example.com") \
	}
#define CHIYO \
	{ \
		.name = STR_INIT("茶屋 千代"), .address = STR_INIT("chiyo@example.net") \
	}
#define RAY \
	{ \
		.name = STR_INIT("Ray Reader"), .address = STR_INIT("ray@example.com") \
	}

static struct update_review lid_reviews[] = {
	{
		.trailer = STR_INIT("Reviewed-by"),
		.person = RAY,
		.scope = STR_INIT("arm64"),
		.message_id = STR_INIT("r1@example.com"),
	},
};

static struct update_review cover_reviews[] = {
	{.trailer = STR_INIT("Acked-by"), .person = BO, .message_id = STR_INIT("r2@example.com")},
};

static struct update_file hinge_files[] = {
	{
		.path = STR_INIT("kitchen/kettle/hinge.c"),
		.old_path = STR_INIT("kitchen/pot/hinge.c"),
		.change = 'R',
		.insertions = 3,
		.deletions = 1,
	},
	{.path = STR_INIT("kitchen/kettle/lid.png"), .change = 'M', .binary = true},
};

static struct update_file lid_files[] = {
	{
		.path = STR_INIT("kitchen/kettle/hinge.c"),
		.change = 'M',
		.insertions = 1,
		.deletions = 1,
	},
	{.path = STR_INIT("kitchen/kettle/lid.c"), .change = 'A', .insertions = 120},
};

static struct update_patch lid_patches[] = {
	{
		.index = 1,
		.title = STR_INIT("kettle: Move the hinge"),
		.subject = STR_INIT("[RFC PATCH v2 1/3] kettle: Move the hinge"),
		.message_id = STR_INIT("lid-1@example.org"),
		.commit = STR_INIT("1111111111111111111111111111111111111111"),
		.author = ANN,
		.sender = ANN,
		.date = STR_INIT("2025-03-01T10:00:01Z"),
		.patch_id = STR_INIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
		.message = STR_INIT("The hinge was in the pot.\n\n"
				    "Signed-off-by: Ann Author <ann@example.org>"),
		.files = hinge_files,
		.n_files = 2,
		.insertions = 3,
		.deletions = 1,
	},
	{
		.index = 2,
		.title = STR_INIT("kettle: Keep the lid on"),
		.subject = STR_INIT("[RFC PATCH v2 2/3] kettle: Keep the lid on"),
		.message_id = STR_INIT("lid-2@example.org"),
		.author = CHIYO,
		.sender = ANN,
		.date = STR_INIT("2025-03-01T10:00:02Z"),
		.message = STR_INIT("Steam is no reason to leave."),
		.files = lid_files,
		.n_files = 2,
		.insertions = 121,
		.deletions = 1,
		.damaged = true,
		.reviews = lid_reviews,
		.n_reviews = 1,
		.n_replies = 1,
	},
};

static str lid_reasons[] = {STR_INIT("change-id")};

static struct update_change lid_changes[] = {
	{1, 1, STR_INIT("kettle: Find the lid"), STR_INIT("unchanged"), false},
	{3, 2, STR_INIT("kettle: Close \x1b[31mthe lid"), STR_INIT("rewritten"), true},
	{0, 3, STR_INIT("kettle: Keep it"), STR_INIT("added"), false},
	{10, 0, STR_INIT("kettle: Whistle"), STR_INIT("dropped"), false},
};

static struct update_older lid_newer[] = {
	{
		.subject = STR_INIT("[PATCH v3 0/1] Keep the lid on the kettle"),
		.revision = STR_INIT("v3"),
		.message_id = STR_INIT("new-lid-0@example.org"),
		.date = STR_INIT("2025-03-20T09:00:00Z"),
		.n_patches = 1,
		.total = 1,
		.reason = STR_INIT("same title and person (98 %)"),
		.reasons = lid_reasons,
		.n_reasons = 1,
		.sureness = 98,
	},
};

static struct update_older lid_older[] = {
	{
		.subject = STR_INIT("[RFC PATCH 0/3] Keep the lid on the kettle"),
		.revision = STR_INIT("v1"),
		.message_id = STR_INIT("old-lid-0@example.org"),
		.date = STR_INIT("2025-02-20T09:00:00Z"),
		.n_patches = 1,
		.total = 3,
		.reason = STR_INIT("same change-id (99 %)"),
		.reasons = lid_reasons,
		.n_reasons = 1,
		.sureness = 99,
	},
};

static unsigned lid_missing[] = {3};
static str lid_prefixes[] = {STR_INIT("RFC")};

static struct update_file tea_files[] = {
	{.path = STR_INIT("x86/tea.c"), .change = 'M', .insertions = 1, .deletions = 4},
};

static struct update_patch tea_patches[] = {
	{
		.index = 1,
		.title = STR_INIT("x86: 茶 takes four minutes"),
		.subject = STR_INIT("[kettle-unit-tests PATCH] x86: 茶 takes four minutes"),
		.message_id = STR_INIT("tea/1?@example.net"),
		.author = CHIYO,
		.sender = BO,
		.date = STR_INIT("2025-03-01T09:00:00Z"),
		.patch_id = STR_INIT("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"),
		.message = STR_INIT("Five is too long."),
		.notes = STR_INIT("I measured it."),
		.files = tea_files,
		.n_files = 1,
		.insertions = 1,
		.deletions = 4,
		.base_commit = STR_INIT("cccccccccccccccccccccccccccccccccccccccc"),
	},
};

static str tea_prefixes[] = {STR_INIT("kettle-unit-tests")};

static struct update_patch cup_patches[] = {
	{
		.index = 1,
		.title = STR_INIT("cup: Wash it"),
		.subject = STR_INIT("[PATCH RESEND 1/2] cup: Wash it"),
		.message_id = STR_INIT("cup-1@example.com"),
		.author = BO,
		.sender = BO,
		.date = STR_INIT("2025-03-01T08:00:00Z"),
		.message = STR_INIT("It was dirty.\n\nFixes: 123456789abc (\"cup: Use it\")"),
		.files = tea_files,
		.n_files = 1,
		.insertions = 1,
		.deletions = 4,
	},
	{
		.index = 2,
		.title = STR_INIT("cup: Dry it"),
		.subject = STR_INIT("[PATCH RESEND 2/2] cup: Dry it"),
		.message_id = STR_INIT("cup-2@example.com"),
		.author = BO,
		.sender = BO,
		.date = STR_INIT("2025-03-01T08:00:01Z"),
		.message = STR_INIT("It was wet."),
	},
};

static str cup_prefixes[] = {STR_INIT("RESEND")};

static struct update_reason lid_why[] = {
	{
		.rule = STR_INIT("changes-asked"),
		.person = RAY,
		.date = STR_INIT("2025-03-01T11:00:00Z"),
		.message_id = STR_INIT("r1@example.com"),
	},
	{
		.rule = STR_INIT("partly-reviewed"),
		.person = RAY,
		.date = STR_INIT("2025-03-01T11:30:00Z"),
		.message_id = STR_INIT("r3@example.com"),
		.count = 1,
	},
};

static struct update_onlooker lid_onlookers[] = {
	{.person = RAY, .reviewed = true, .commented = true},
	{.person = BO, .acked = true},
	{.person = CHIYO, .tested = true, .refused = true},
};

#define LID_OUTCOME \
	{ \
		.state = STR_INIT("changes-asked"), .turn = STR_INIT("author"), \
		.turn_since = STR_INIT("2025-03-01T11:00:00Z"), .pinged = true, .n_patches = 3, \
		.n_reviewed = 1, .answered = STR_INIT("2025-03-01T11:00:00Z"), .reasons = lid_why, \
		.n_reasons = G_N_ELEMENTS(lid_why), .onlookers = lid_onlookers, \
		.n_onlookers = G_N_ELEMENTS(lid_onlookers), \
	}

static struct update_reason tea_why[] = {
	{
		.rule = STR_INIT("committed"),
		.date = STR_INIT("2025-03-01T12:00:00Z"),
		.text = STR_INIT("c0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ff v9"),
		.count = 1,
	},
};

#define TEA_OUTCOME \
	{ \
		.state = STR_INIT("landed"), .turn = STR_INIT("nobody"), .n_patches = 1, \
		.n_reviewed = 1, .n_landed = 1, .landed = STR_INIT("2025-03-01T12:00:00Z"), \
		.reasons = tea_why, .n_reasons = G_N_ELEMENTS(tea_why), \
	}

static struct update_reason pot_why[] = {
	{
		.rule = STR_INIT("posted"),
		.person = ANN,
		.date = STR_INIT("2025-02-22T08:30:00Z"),
		.message_id = STR_INIT("pot-1@example.org"),
	},
};

static struct update_work sample_landed[] = {
	{
		.title = STR_INIT("x86: 茶 takes four minutes"),
		.revision = STR_INIT("v1"),
		.n_patches = 1,
		.author = CHIYO,
		.message_id = STR_INIT("tea/1?@example.net"),
		.date = STR_INIT("2025-03-01T09:00:00Z"),
		.outcome = TEA_OUTCOME,
	},
};

static struct update_work sample_waiting[] = {
	{
		.title = STR_INIT("pot: \x1b[31mScrub it"),
		.revision = STR_INIT("v3"),
		.n_patches = 2,
		.author = ANN,
		.message_id = STR_INIT("pot-1@example.org"),
		.date = STR_INIT("2025-02-22T08:30:00Z"),
		.outcome =
			{
				.state = STR_INIT("new"),
				.turn = STR_INIT("reviewers"),
				.turn_since = STR_INIT("2025-02-22T08:30:00Z"),
				.turn_days = 7,
				.quiet_days = 7,
				.n_patches = 2,
				.reasons = pot_why,
				.n_reasons = G_N_ELEMENTS(pot_why),
			},
	},
};

static struct update_work sample_quiet[] = {
	{
		.title = STR_INIT("spoon: Bend it"),
		.revision = STR_INIT("v1"),
		.n_patches = 1,
		.author = {.address = STR_INIT("bo@example.com")},
		.message_id = STR_INIT("spoon-1@example.com"),
		.date = STR_INIT("2025-01-29T12:00:00Z"),
		.outcome =
			{
				.state = STR_INIT("quiet"),
				.turn = STR_INIT("author"),
				.turn_since = STR_INIT("2025-01-30T12:00:00Z"),
				.turn_days = 30,
				.quiet_days = 30,
				.n_patches = 1,
			},
	},
};

static struct update_series sample_series[] = {
	{
		.state = SERIES_REVISED,
		.title = STR_INIT("Keep the lid on the kettle"),
		.subject = STR_INIT("[RFC PATCH v2 0/3] Keep the lid on the kettle"),
		.prefixes = lid_prefixes,
		.n_prefixes = 1,
		.revision = STR_INIT("v2"),
		.revision_number = 2,
		.total = 3,
		.author = ANN,
		.sender = ANN,
		.message_id = STR_INIT("lid-0@example.org"),
		.date = STR_INIT("2025-03-01T10:00:00Z"),
		.area = STR_INIT("kettle"),
		.has_cover = true,
		.cover =
			{
				.title = STR_INIT("Keep the lid on the kettle"),
				.subject =
					STR_INIT("[RFC PATCH v2 0/3] Keep the lid on the kettle"),
				.message_id = STR_INIT("lid-0@example.org"),
				.author = ANN,
				.sender = ANN,
				.date = STR_INIT("2025-03-01T10:00:00Z"),
				.message = STR_INIT("It falls off.\n\nSo hold it."),
				.change_id = STR_INIT("20250220-lid-0123456789ab"),
				.reviews = cover_reviews,
				.n_reviews = 1,
				.n_replies = 1,
			},
		.patches = lid_patches,
		.n_patches = 2,
		.missing = lid_missing,
		.n_missing = 1,
		.change_id = STR_INIT("20250220-lid-0123456789ab"),
		.n_files = 3,
		.insertions = 124,
		.deletions = 2,
		.n_replies = 2,
		.older = lid_older,
		.n_older = 1,
		.newer = lid_newer,
		.n_newer = 1,
		.changelog = STR_INIT("- a lid\n- no \x1b[31mred\n\n- a spout"),
		.compared_with = STR_INIT("v1"),
		.changes = lid_changes,
		.n_changes = 4,
		.outcome = LID_OUTCOME,
	},
	{
		.state = SERIES_NEW,
		.title = STR_INIT("x86: 茶 takes four minutes"),
		.subject = STR_INIT("[kettle-unit-tests PATCH] x86: 茶 takes four minutes"),
		.prefixes = tea_prefixes,
		.n_prefixes = 1,
		.revision = STR_INIT("v1"),
		.revision_number = 1,
		.total = 1,
		.author = CHIYO,
		.sender = BO,
		.message_id = STR_INIT("tea/1?@example.net"),
		.date = STR_INIT("2025-03-01T09:00:00Z"),
		.area = STR_INIT("x86"),
		.patches = tea_patches,
		.n_patches = 1,
		.base_commit = STR_INIT("cccccccccccccccccccccccccccccccccccccccc"),
		.n_files = 1,
		.insertions = 1,
		.deletions = 4,
		.outcome = TEA_OUTCOME,
	},
	{
		.state = SERIES_RESENT,
		.title = STR_INIT("cup: Wash it"),
		.subject = STR_INIT("[PATCH RESEND 1/2] cup: Wash it"),
		.prefixes = cup_prefixes,
		.n_prefixes = 1,
		.revision = STR_INIT("v1"),
		.revision_number = 1,
		.total = 2,
		.author = BO,
		.sender = BO,
		.message_id = STR_INIT("cup-1@example.com"),
		.date = STR_INIT("2025-03-01T08:00:00Z"),
		.area = STR_INIT("x86"),
		.patches = cup_patches,
		.n_patches = 2,
		.n_files = 1,
		.insertions = 1,
		.deletions = 4,
	},
};

static unsigned kettle_series[] = {0};
static unsigned x86_series[] = {1, 2};
static struct update_day sample_days[] = {
	{.date = STR_INIT("2025-12-28"), .number = 20450, .mails = 3, .patches = 2, .replies = 1},
	{.date = STR_INIT("2025-12-31"), .number = 20453, .mails = 4, .patches = 1, .replies = 3},
};

static struct update_area sample_areas[] = {
	{.name = STR_INIT("kettle"), .series = kettle_series, .n_series = 1, .patches = 3},
	{.name = STR_INIT("x86"), .series = x86_series, .n_series = 2, .patches = 2},
};

static struct update_domain sample_domains[] = {
	{.domain = STR_INIT("example.com"), .patches = 2},
	{.domain = STR_INIT("example.net"), .patches = 2},
	{.domain = STR_INIT("example.org"), .patches = 1},
};

static struct update_contributor sample_contributors[] = {
	{.person = BO, .patches = 2},
	{.person = CHIYO, .patches = 2},
	{.person = ANN, .patches = 1},
};

static struct update_reviewer sample_reviewers[] = {
	{.person = RAY, .reviewed = 2, .tested = 1, .trailers = 3},
	{.person = BO, .acked = 1, .trailers = 1},
};

static struct update_defect sample_defects[] = {
	{.name = STR_INIT("no Message-ID"), .mails = 2},
	{.name = STR_INIT("unknown charset"), .mails = 1},
};

static struct classic_mail sample_classic[] = {
	{
		.who = STR_INIT(" Ann Author <ann@example.org>"),
		.domain = STR_INIT("example.org"),
	},
	{
		.who = STR_INIT(" Bo Builder <bo@example.com>"),
		.domain = STR_INIT("example.com"),
		.printed = true,
		.subject = STR_INIT("[PATCH v2] cup: Wash it"),
		.key = STR_INIT(" cup: Wash it"),
		.author = STR_INIT("Bo Builder <bo@example.com>"),
		.body = STR_INIT("It was dirty.\n---\n cup.c | 1 +\n"
				 " 1 file changed, 1 insertion(+)\n"),
	},
	{
		.who = STR_INIT(" Bo Builder <bo@example.com>"),
		.domain = STR_INIT("example.com"),
		.printed = true,
		.subject = STR_INIT("[PATCH] cup: Wash it"),
		.key = STR_INIT(" cup: Wash it"),
		.author = STR_INIT("Bo Builder <bo@example.com>"),
		.body = STR_INIT("It was very dirty.\n 1 file changed\n"),
	},
	{
		.who = STR_INIT(" Cy <cy@example.org>"),
		.domain = STR_INIT("example.org"),
		.printed = true,
		.subject = STR_INIT("[PATCH 0/2] cup: \033[31mPaint it"),
		.key = STR_INIT(" cup: \033[31mPaint it"),
		.author = STR_INIT("Cy <cy@example.org>"),
	},
};

static const struct update sample = {
	.title = STR_INIT("Kettle"),
	.from = STR_INIT("0123456789abcdef0123456789abcdef01234567"),
	.to = STR_INIT("fedcba9876543210fedcba9876543210fedcba98"),
	.since = STR_INIT("2025-03-01T08:00:05Z"),
	.until = STR_INIT("2025-03-01T12:34:56Z"),
	.link = STR_INIT("https://list.example.org/kettle/"),
	.counts =
		{
			.mails = 12,
			.patches = 5,
			.covers = 1,
			.replies = 3,
			.pulls = 1,
			.other = 2,
			.duplicates = 1,
			.threads = 6,
			.participants = 4,
		},
	.top = 2,
	.domains = sample_domains,
	.n_domains = G_N_ELEMENTS(sample_domains),
	.contributors = sample_contributors,
	.n_contributors = G_N_ELEMENTS(sample_contributors),
	.reviewers = sample_reviewers,
	.n_reviewers = G_N_ELEMENTS(sample_reviewers),
	.days = sample_days,
	.n_days = G_N_ELEMENTS(sample_days),
	.areas = sample_areas,
	.n_areas = G_N_ELEMENTS(sample_areas),
	.series = sample_series,
	.n_series = G_N_ELEMENTS(sample_series),
	.landed = sample_landed,
	.n_landed = G_N_ELEMENTS(sample_landed),
	.waiting = sample_waiting,
	.n_waiting = G_N_ELEMENTS(sample_waiting),
	.quiet = sample_quiet,
	.n_quiet = G_N_ELEMENTS(sample_quiet),
	.pace =
		{
			.n_answered = 3,
			.answered_seconds = 2 * 60 * 60 + 5 * 60 + 59,
			.answered_within = {1, 1, 0, 1},
			.n_landed = 1,
			.landed_seconds = 3 * 60 * 60,
		},
	.defects = sample_defects,
	.n_defects = G_N_ELEMENTS(sample_defects),
	.classic = sample_classic,
	.n_classic = G_N_ELEMENTS(sample_classic),
};

update *fixture_update(void)
{
	update *copy = g_new0(update, 1);

	*copy = sample;
	arena_init(&copy->arena);
	return copy;
}

update *fixture_empty(void)
{
	update *empty = g_new0(update, 1);

	arena_init(&empty->arena);
	empty->title = STR("Kettle");
	empty->top = 15;
	return empty;
}

static struct update_patch *patch_filled_with(struct arena *arena, str text)
{
	struct update_patch *patch = arena_new(arena, struct update_patch);
	struct mailbox person = {.name = text, .address = text};

	*patch = (struct update_patch){
		.index = 1,
		.title = text,
		.subject = text,
		.message_id = text,
		.commit = text,
		.author = person,
		.sender = person,
		.date = text,
		.message = text,
		.notes = text,
		.base_commit = text,
		.change_id = text,
		.n_files = 1,
		.n_reviews = 1,
	};
	patch->files = arena_new(arena, struct update_file);
	*patch->files = (struct update_file){.path = text, .old_path = text, .change = 'R'};
	patch->reviews = arena_new(arena, struct update_review);
	*patch->reviews = (struct update_review){
		.trailer = text, .person = person, .scope = text, .message_id = text};
	return patch;
}

/* State and turn are ours: no sender has a say in them. */
static struct update_outcome outcome_filled_with(struct arena *arena, str text)
{
	struct update_reason *reason = arena_new(arena, struct update_reason);
	struct update_onlooker *onlooker = arena_new(arena, struct update_onlooker);
	struct mailbox person = {.name = text, .address = text};

	*reason = (struct update_reason){
		.rule = STR("applied"),
		.person = person,
		.date = text,
		.message_id = text,
		.text = text,
	};
	*onlooker = (struct update_onlooker){.person = person, .acked = true};
	return (struct update_outcome){
		.state = STR("landed"),
		.turn = STR("nobody"),
		.landed = text,
		.reasons = reason,
		.n_reasons = 1,
		.onlookers = onlooker,
		.n_onlookers = 1,
	};
}

update *fixture_filled_with(str text)
{
	update *filled = fixture_update();
	struct update_series *series = arena_new(&filled->arena, struct update_series);
	struct update_older *older = arena_new(&filled->arena, struct update_older);
	struct update_patch *patch = patch_filled_with(&filled->arena, text);
	struct update_outcome outcome = outcome_filled_with(&filled->arena, text);
	struct update_work *work = arena_new(&filled->arena, struct update_work);

	*work = (struct update_work){
		.title = text,
		.revision = text,
		.author = patch->author,
		.message_id = text,
		.date = text,
		.outcome = outcome,
	};
	*older = (struct update_older){.subject = text,
				       .revision = text,
				       .message_id = text,
				       .date = text,
				       .reason = text};
	*series = (struct update_series){
		.title = text,
		.subject = text,
		.prefixes = &patch->title,
		.n_prefixes = 1,
		.revision = text,
		.total = 1,
		.author = patch->author,
		.message_id = text,
		.date = text,
		.area = text,
		.has_cover = true,
		.cover = *patch,
		.patches = patch,
		.n_patches = 1,
		.base_commit = text,
		.change_id = text,
		.older = older,
		.n_older = 1,
		.outcome = outcome,
	};
	filled->landed = work;
	filled->n_landed = 1;
	filled->title = text;
	filled->since = text;
	filled->until = text;
	filled->link = text;
	filled->series = series;
	filled->n_series = 1;
	filled->n_areas = 1;
	return filled;
}

GString *fixture_render(const struct update *update, const char *format, unsigned columns,
			bool colour)
{
	g_autoptr(template_source) source = template_source_new(NULL);
	g_autoptr(template_set) templates = template_set_new(template_source_find, source);
	struct render_options options = {
		.colour = colour, .columns = columns, .templates = templates};
	GString *out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(render_format_find(format)->render(update, &options, out, &error));
	g_assert_no_error(error);
	return out;
}

void fixture_expect(const struct update *update, const char *format, unsigned columns, bool colour,
		    const char *name)
{
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "expected", name, NULL);
	GString *got = fixture_render(update, format, columns, colour);
	g_autofree char *expected = NULL;
	g_auto(GStrv) got_lines = g_strsplit(got->str, "\n", -1);
	g_auto(GStrv) expected_lines = NULL;
	g_autoptr(GError) error = NULL;

	g_file_get_contents(path, &expected, NULL, &error);
	g_assert_no_error(error);
	expected_lines = g_strsplit(expected, "\n", -1);
	for (unsigned i = 0; got_lines[i] && expected_lines[i]; i++)
		g_assert_cmpstr(got_lines[i], ==, expected_lines[i]);
	g_assert_cmpstr(got->str, ==, expected);
	g_string_free(got, TRUE);
}
