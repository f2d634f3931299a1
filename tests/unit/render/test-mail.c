/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/formats.h"
#include "template/template_source.h"

#include "fixture.h"

#include <string.h>

static const struct mailbox to = {.address = STR_INIT("team@example.org")};

static char *render(const struct update *update)
{
	g_autoptr(template_source) source = template_source_new(NULL);
	g_autoptr(template_set) templates = template_set_new(template_source_find, source);
	const struct render_options options = {
		.colour = true,
		.columns = 40,
		.templates = templates,
		.from = {.name = STR_INIT("Tidings"), .address = STR_INIT("tidings@example.org")},
		.to = &to,
		.n_to = 1,
	};
	GString *out = g_string_new(NULL);

	g_assert_true(render_mail(update, &options, out, NULL));
	return g_string_free(out, FALSE);
}

static void expect_line(const char *mail, const char *line)
{
	g_autofree char *whole = g_strdup_printf("\n%s\n", line);
	g_autofree char *lines = g_strdup_printf("\n%s", mail);

	g_test_message("%s in %.200s", line, mail);
	g_assert_nonnull(strstr(lines, whole));
}

static void test_the_subject_says_what_and_when(void)
{
	static const struct {
		unsigned patches;
		unsigned n_series;
		const char *since;
		const char *subject;
	} cases[] = {
		{12, 3, "2025-03-01T00:00:00Z",
		 "Subject: [KVM] update: 12 patches in 3 series, 2025-03-01 to 2025-03-08"},
		{1, 1, "2025-03-08T00:00:00Z",
		 "Subject: [KVM] update: 1 patch in 1 series, 2025-03-08"},
		{0, 0, "2025-03-08T00:00:00Z", "Subject: [KVM] update: 7 mails, 2025-03-08"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(update) update = fixture_update();
		g_autofree char *mail = NULL;

		update->title = STR("KVM");
		update->counts.patches = cases[i].patches;
		update->counts.mails = 7;
		update->n_series = MIN(update->n_series, cases[i].n_series);
		update->since = str_from(cases[i].since);
		update->until = STR("2025-03-08T12:00:00Z");
		mail = render(update);
		g_assert_cmpuint(update->n_series, ==, cases[i].n_series);
		expect_line(mail, cases[i].subject);
	}
}

static void test_it_was_sent_when_the_last_mail_came(void)
{
	g_autoptr(update) update = fixture_update();
	g_autofree char *mail = NULL;

	update->until = STR("2025-12-29T16:01:05Z");
	mail = render(update);
	expect_line(mail, "Date: Mon, 29 Dec 2025 16:01:05 +0000");
	expect_line(mail, "From: Tidings <tidings@example.org>");
	expect_line(mail, "To: team@example.org");
}

static void test_its_text_is_for_no_terminal(void)
{
	g_autoptr(update) update = fixture_update();
	g_autofree char *mail = render(update);

	g_assert_null(strstr(mail, "=1B"));
}

static void test_no_text_of_a_mail_reaches_a_field(void)
{
	g_autoptr(update) update =
		fixture_filled_with(STR("x\r\nBcc: eve@example.org\r\n\r\n\x1b[2J\xff"));
	g_autofree char *mail = render(update);

	*strstr(mail, "\n\n") = '\0';
	g_assert_null(strstr(mail, "\nBcc"));
	g_assert_null(strchr(mail, '\r'));
	g_assert_null(strchr(mail, '\x1b'));
	g_assert_nonnull(strstr(mail, "\nAuto-Submitted: "));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/the-subject-says-what-and-when",
			test_the_subject_says_what_and_when);
	g_test_add_func("/mail/it-was-sent-when-the-last-mail-came",
			test_it_was_sent_when_the_last_mail_came);
	g_test_add_func("/mail/its-text-is-for-no-terminal", test_its_text_is_for_no_terminal);
	g_test_add_func("/mail/no-text-of-a-mail-reaches-a-field",
			test_no_text_of_a_mail_reaches_a_field);
	return g_test_run();
}
