/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The whole way, from an archive on the disk to an update. */
#include "flow/report.h"

#include "../archive/fixture.h"

#define DIFF \
	"diff --git a/lamp.c b/lamp.c\n" \
	"index 1234567..89abcde 100644\n" \
	"--- a/lamp.c\n" \
	"+++ b/lamp.c\n" \
	"@@ -1 +1 @@\n" \
	"-off\n" \
	"+on\n"

static void assert_text(str got, const char *expected)
{
	g_autofree char *text = str_dup(got);

	g_assert_cmpstr(text, ==, expected);
}

struct title_case {
	const char *text;
	const char *title;
};

static void test_description(void)
{
	static const struct title_case cases[] = {
		{"kvm.vger.kernel.org archive mirror", "kvm"},
		{"KVM mailing list", "KVM"},
		{"Lamps and wicks", "Lamps and wicks"},
		{"Lamps and wicks mailing list archive", "Lamps and wicks"},
		{"lamps.lists.example.org", "lamps"},
		{"lamps Archives", "lamps"},
		{"lamps LIST ARCHIVE", "lamps"},
		{"lamps archive mirror", "lamps"},
		{" lamps \n", "lamps"},
		{"lamps wishlist", "lamps wishlist"},
		{"list of v1.2 lamps", "list of v1.2 lamps"},
		{".hidden", ".hidden"},
		{"archive", "archive"},
		{"", ""},
		{"  ", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_text(report_title_of_description(str_from(cases[i].text)), cases[i].title);
}

static void test_list_id(void)
{
	static const struct title_case cases[] = {
		{"<kvm.vger.kernel.org>", "kvm"},
		{"Lamps and wicks <lamps.lists.example.org>", "lamps"},
		{"\"Talk of <old.example.org>\" <lamps.example.org>", "lamps"},
		{"lamps.lists.example.org", "lamps"},
		{"<lamps>", "lamps"},
		{"<lamps.example.org", "lamps"},
		{"< lamps.example.org >", "lamps"},
		{"<>", ""},
		{"", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_text(report_title_of_list_id(str_from(cases[i].text)), cases[i].title);
}

/* Makes the report of the archive @name, which must succeed. */
static struct report *make(const struct fixture *fixture, const char *name,
			   struct report_request request)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autoptr(GError) error = NULL;
	struct report *report;

	request.archive = path;
	report = report_make(&request, &error);
	g_assert_no_error(error);
	return report;
}

static void assert_title(const struct fixture *fixture, const char *name, const char *asked,
			 const char *expected)
{
	g_autoptr(report) report = make(fixture, name, (struct report_request){.title = asked});

	assert_text(report->update->title, expected);
}

#define LISTED(NUMBER, LIST) \
	"From ann@example.org Wed Jan  1 10:00:00 2025\n" \
	"From: Ann Author <ann@example.org>\nMessage-ID: <" NUMBER "@example.org>\n" \
	"Date: Wed, 01 Jan 2025 10:00:00 +0000\nList-Id: " LIST "\n" \
	"Subject: lamp " NUMBER "\n\nBurn.\n\n"

static void test_title(void)
{
	g_autoptr(fixture) fixture = fixture_new();

	fixture_make(fixture, "--v2 --description KVM.example.org inbox 1.eml");
	assert_title(fixture, "inbox", "My list", "My list");
	assert_title(fixture, "inbox", NULL, "KVM");
	assert_title(fixture, "inbox", "", "KVM");
	fixture_write(fixture, "listed.mbox",
		      STR(LISTED("1", "<wicks.example.org>") LISTED("2", "<lamps.example.org>")
				  LISTED("3", "Lamps <lamps.example.org>")
					  LISTED("4", "<lamps.example.org>")));
	assert_title(fixture, "listed.mbox", NULL, "lamps");
	/* Of equals the smaller text. */
	fixture_write(fixture, "equal.mbox",
		      STR(LISTED("1", "<wicks.example.org>") LISTED("2", "<lamps.example.org>")));
	assert_title(fixture, "equal.mbox", NULL, "lamps");
	fixture_make(fixture, "--mbox nameless.mbox 1.eml");
	assert_title(fixture, "nameless.mbox", NULL, "nameless.mbox");
}

/* Received tells when a mail arrived, whatever its Date says. */
static const char burning[] = "From ann@example.org Thu Jan  2 10:00:00 2025\n"
			      "Received: by lists.example.org; Thu, 02 Jan 2025 10:00:00 +0000\n"
			      "From: Ann Author <ann@example.org>\n"
			      "Date: Wed, 01 Jan 2025 09:00:00 +0000\n"
			      "Message-ID: <a-1-x@example.org>\n"
			      "Subject: [PATCH 0/1] lamp: Dim\n"
			      "\n"
			      "Ann Author (1):\n"
			      "  lamp: Turn it on\n"
			      "\n"
			      "From ann@example.org Thu Jan  2 11:00:00 2025\n"
			      "Received: by lists.example.org; Thu, 02 Jan 2025 11:00:00 +0000\n"
			      "From: Ann Author <ann@example.org>\n"
			      "Date: Wed, 01 Jan 2025 09:00:01 +0000\n"
			      "Message-ID: <a-2-x@example.org>\n"
			      "In-Reply-To: <a-1-x@example.org>\n"
			      "Subject: [PATCH 1/1] lamp: Turn it on\n"
			      "\n"
			      "From: Ben Builder <ben@example.com>\n"
			      "\n"
			      "It was off.\n"
			      "---\n" DIFF "\n"
			      "From cat@example.org Thu Jan  2 12:00:00 2025\n"
			      "Received: by lists.example.org; Thu, 02 Jan 2025 12:00:00 +0000\n"
			      "From: Cat Carver <cat@example.org>\n"
			      "Date: Thu, 01 Jan 2037 00:00:00 +0000\n"
			      "Message-ID: <b@example.org>\n"
			      "In-Reply-To: <a-2-x@example.org>\n"
			      "Subject: Re: [PATCH 1/1] lamp: Turn it on\n"
			      "\n"
			      "> It was off.\n"
			      "\n"
			      "Reviewed-by: Cat Carver <cat@example.org>\n"
			      "\n"
			      /* It has come with the one before. */
			      "From dov@example.org Thu Jan  2 12:00:00 2025\n"
			      "From: Dov Dyer <dov@example.org>\n"
			      "Message-ID: <c@example.org>\n"
			      "Subject: Oil\n"
			      "\n"
			      "Who has some?\n";

enum { TEN_OCLOCK = 1735812000, HOUR = 60 * 60 };

static void test_mbox(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(report) report = NULL;
	const struct update *update;
	const struct update_series *series;

	fixture_write(fixture, "list.mbox", str_from(burning));
	report = make(fixture, "list.mbox",
		      (struct report_request){.link = "https://a.example/", .classic = true});
	update = report->update;
	assert_text(update->since, "2025-01-02T10:00:00Z");
	assert_text(update->until, "2025-01-02T12:00:00Z");
	assert_text(update->from, "");
	assert_text(update->to, "");
	assert_text(update->link, "https://a.example/");
	g_assert_cmpuint(update->counts.mails, ==, 4);
	g_assert_cmpuint(update->counts.threads, ==, 2);
	g_assert_cmpuint(update->n_series, ==, 1);
	series = &update->series[0];
	assert_text(series->title, "lamp: Dim");
	assert_text(series->author.name, "Ann Author");
	assert_text(series->date, "2025-01-01T09:00:00Z");
	g_assert_true(series->has_cover);
	g_assert_cmpuint(series->n_patches, ==, 1);
	assert_text(series->patches[0].author.name, "Ben Builder");
	assert_text(series->patches[0].sender.name, "Ann Author");
	assert_text(series->patches[0].message, "It was off.");
	assert_text(series->patches[0].files[0].path, "lamp.c");
	g_assert_cmpuint(series->patches[0].n_reviews, ==, 1);
	assert_text(series->patches[0].reviews[0].person.name, "Cat Carver");
	g_assert_cmpuint(update->n_contributors, ==, 1);
	assert_text(update->contributors[0].person.name, "Ben Builder");
	g_assert_cmpuint(update->n_classic, ==, 2);
	assert_text(update->classic[0].subject, "[PATCH 1/1] lamp: Turn it on");
}

static void test_period(void)
{
	static const struct {
		int64_t since;
		int64_t until;
		unsigned mails;
	} periods[] = {
		{0, TEN_OCLOCK + 9 * HOUR, 4},
		{TEN_OCLOCK, TEN_OCLOCK + 1, 1},
		{TEN_OCLOCK + 1, TEN_OCLOCK + 2 * HOUR, 1},
		{TEN_OCLOCK + HOUR, TEN_OCLOCK + 2 * HOUR + 1, 3},
		/* What does not know when it came goes with the mail before, also out of the period. */
		{0, TEN_OCLOCK + 2 * HOUR, 2},
		{TEN_OCLOCK + 2 * HOUR, TEN_OCLOCK + 9 * HOUR, 2},
	};
	g_autoptr(fixture) fixture = fixture_new();

	fixture_write(fixture, "list.mbox", str_from(burning));
	for (size_t i = 0; i < G_N_ELEMENTS(periods); i++) {
		g_autoptr(report) report = make(fixture, "list.mbox",
						(struct report_request){
							.selection.has_since = true,
							.selection.since = periods[i].since,
							.selection.has_until = true,
							.selection.until = periods[i].until,
						});

		g_assert_cmpuint(report->update->counts.mails, ==, periods[i].mails);
	}
}

static void add_file(const struct fixture *fixture, const char *name, unsigned hour)
{
	g_autofree char *text = g_strdup_printf("From: Ann Author <ann@example.org>\n"
						"Date: Thu, 02 Jan 2025 %02u:00:00 +0000\n"
						"Message-ID: <%u@example.org>\n"
						"Subject: [PATCH] lamp: at %u\n"
						"\n"
						"Burn.\n"
						"---\n"
						"--- a/lamp-%u.c\n"
						"+++ b/lamp-%u.c\n"
						"@@ -1 +1 @@\n"
						"-dim\n"
						"+bright\n",
						hour, hour, hour, hour, hour);

	fixture_write(fixture, name, str_from(text));
}

static void test_maildir(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(report) report = NULL;
	const struct update *update;

	add_file(fixture, "dir/cur/1.a:2,S", 12);
	add_file(fixture, "dir/new/2.a", 10);
	add_file(fixture, "dir/cur/3.a:2,", 13);
	add_file(fixture, "dir/new/4.a", 11);
	report = make(fixture, "dir", (struct report_request){.classic = true});
	update = report->update;
	assert_text(update->since, "2025-01-02T10:00:00Z");
	assert_text(update->until, "2025-01-02T13:00:00Z");
	g_assert_cmpuint(update->n_series, ==, 4);
	g_assert_cmpuint(update->n_classic, ==, 4);
	for (unsigned i = 0; i < 4; i++) {
		g_autofree char *title = g_strdup_printf("lamp: at %u", 13 - i);
		g_autofree char *subject = g_strdup_printf("[PATCH] %s", title);

		assert_text(update->series[i].title, title);
		assert_text(update->series[i].subject, subject);
		assert_text(update->classic[i].subject, subject);
	}
}

static void test_mailmap(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *mailmap = fixture_path(fixture, "mailmap");
	g_autoptr(report) report = NULL;

	fixture_write(fixture, "list.mbox", str_from(burning));
	fixture_write(fixture, "mailmap", STR("Ben B. <ben@example.org> <ben@example.com>\n"));
	report = make(fixture, "list.mbox", (struct report_request){.mailmap = mailmap});
	assert_text(report->update->contributors[0].person.name, "Ben B.");
	assert_text(report->update->contributors[0].person.address, "ben@example.org");
	assert_text(report->update->series[0].patches[0].author.address, "ben@example.org");
}

static void count_show(const char *what, size_t done, size_t total, void *user)
{
	(void)what;
	g_assert_cmpuint(done, <=, total);
	++*(unsigned *)user;
}

static void test_progress_total(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(report) report = NULL;
	unsigned n_shown = 0;
	struct progress progress = {.show = count_show, .user = &n_shown, .every = 1};

	fixture_write(fixture, "list.mbox", str_from(burning));
	report = make(fixture, "list.mbox", (struct report_request){.progress = &progress});
	g_assert_cmpuint(progress.total, ==, 4);
	g_assert_cmpuint(n_shown, ==, 4);
}

struct error_case {
	const char *name;
	enum tidings_error code;
	const char *text; /* in the message */
	const char *archive;
	struct selection_request selection;
	bool mailmap; /* one that is not there is named */
};

static const struct error_case errors[] = {
	{"a-period-without-mails-is-an-error", TIDINGS_ERROR_RANGE, "no mail in the time asked for",
	 "list.mbox", .selection.has_until = true, .selection.until = 1000},
	{"an-archive-without-mails-is-an-error", TIDINGS_ERROR_RANGE, "no mail in the archive",
	 "empty.mbox"},
	{"a-range-of-an-mbox-is-an-error", TIDINGS_ERROR_RANGE, "list.mbox", "list.mbox",
	 .selection.range = "a..b"},
	{"a-mailmap-that-is-not-there-is-an-error", TIDINGS_ERROR_NOT_FOUND, "no-mailmap",
	 "list.mbox", .mailmap = true},
	{"an-archive-that-is-not-there-is-an-error", TIDINGS_ERROR_NOT_FOUND, "no-archive",
	 "no-archive"},
};

static void test_error(gconstpointer data)
{
	const struct error_case *c = data;
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *archive = fixture_path(fixture, c->archive);
	g_autofree char *mailmap = fixture_path(fixture, "no-mailmap");
	const struct report_request request = {
		.archive = archive,
		.selection = c->selection,
		.mailmap = c->mailmap ? mailmap : NULL,
	};
	g_autoptr(GError) error = NULL;

	fixture_write(fixture, "list.mbox", str_from(burning));
	fixture_write(fixture, "empty.mbox", STR(""));
	g_assert_null(report_make(&request, &error));
	g_assert_error(error, TIDINGS_ERROR, (int)c->code);
	g_assert_nonnull(strstr(error->message, c->text));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/a-description-makes-a-title", test_description);
	g_test_add_func("/report/a-list-id-makes-a-title", test_list_id);
	g_test_add_func("/report/the-title-is-asked-for-described-listed-or-named", test_title);
	g_test_add_func("/report/an-mbox-is-read-to-its-end", test_mbox);
	g_test_add_func("/report/a-period-is-of-arrivals", test_period);
	g_test_add_func("/report/a-maildir-is-put-in-order", test_maildir);
	g_test_add_func("/report/a-mailmap-names-people", test_mailmap);
	g_test_add_func("/report/progress-knows-its-end", test_progress_total);
	for (size_t i = 0; i < G_N_ELEMENTS(errors); i++) {
		g_autofree char *path = g_strconcat("/report/", errors[i].name, NULL);

		g_test_add_data_func(path, &errors[i], test_error);
	}
	return g_test_run();
}
