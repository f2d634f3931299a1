/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/header.h"

#include "base/limits.h"
#include "check.h"
#include "mail/mail.h"

static struct header scan(struct arena *arena, str bytes, unsigned *defects)
{
	struct header header;

	*defects = 0;
	header_scan(arena, bytes, &header, defects);
	return header;
}

static void test_fields(void)
{
	g_auto(arena) arena = {0};
	unsigned defects;
	struct header header = scan(&arena,
				    STR("X-Lamp: on\nSUBJECT: one\n two\nfrom : ann@example.org\n"
					"Received: a\nReceived: b\n\nbody\n\nmore\n"),
				    &defects);
	str raw = {0};

	g_assert_cmpuint(header.n_all, ==, 5);
	g_assert_cmpuint(header.n_fields, ==, 4);
	g_assert_cmpuint(header_count(&header, HEADER_RECEIVED), ==, 2);
	g_assert_true(header_first(&header, HEADER_SUBJECT, &raw));
	assert_str(raw, STR(" one\n two"));
	g_assert_true(header_first(&header, HEADER_FROM, &raw));
	assert_str(raw, STR(" ann@example.org"));
	g_assert_false(header_first(&header, HEADER_DATE, &raw));
	assert_str(header.body, STR("body\n\nmore\n"));
	g_assert_cmpuint(defects, ==, 0);
}

static void test_bad_lines(void)
{
	g_auto(arena) arena = {0};
	unsigned defects;
	struct header header = scan(&arena,
				    STR(" no field yet\nno colon\n\tits fold\nno name: for blanks\n"
					": nor this\nSubject: x\r\n\r\nbody"),
				    &defects);
	str raw = {0};

	g_assert_cmpuint(header.n_all, ==, 1);
	g_assert_true(header_first(&header, HEADER_SUBJECT, &raw));
	assert_str(raw, STR(" x\r"));
	assert_str(header.body, STR("body"));
	g_assert_cmpuint(defects, ==, MAIL_BAD_FIELD);
}

static void test_no_end(void)
{
	g_auto(arena) arena = {0};
	unsigned defects;
	struct header header = scan(&arena, STR("Subject: caf\xc3\xa9"), &defects);

	g_assert_cmpuint(header.n_fields, ==, 1);
	g_assert_cmpuint(header.body.len, ==, 0);
	g_assert_cmpuint(defects, ==, MAIL_RAW_HEADER);
}

static void test_limits(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct header header;
	unsigned defects;

	for (int i = 0; i <= LIMIT_HEADER_FIELDS; i++)
		g_string_append(text, "Received: x\n");
	g_string_append(text, "Subject: too late\n\nbody");
	header = scan(&arena, (str){.ptr = text->str, .len = text->len}, &defects);
	g_assert_cmpuint(header.n_fields, ==, LIMIT_HEADER_FIELDS);
	g_assert_cmpuint(header_count(&header, HEADER_SUBJECT), ==, 0);
	assert_str(header.body, STR("body"));
	g_assert_cmpuint(defects, ==, MAIL_TOO_LONG);
}

static void test_long_field(void)
{
	g_autoptr(GString) text = g_string_new("Subject: x\nReferences:");
	g_auto(arena) arena = {0};
	struct header header;
	unsigned defects;
	str raw = {0};

	while (text->len < LIMIT_HEADER_BYTES + 100)
		g_string_append(text, "\n <1@example.org>");
	g_string_append(text, "\nDate: too late\n\nbody");
	header = scan(&arena, (str){.ptr = text->str, .len = text->len}, &defects);
	g_assert_true(header_first(&header, HEADER_REFERENCES, &raw));
	g_assert_true(raw.ptr + raw.len <= text->str + LIMIT_HEADER_BYTES);
	g_assert_cmpuint(raw.len, >, LIMIT_HEADER_BYTES - 100);
	g_assert_cmpuint(header.n_fields, ==, 2);
	assert_str(header.body, STR("body"));
	g_assert_cmpuint(defects, ==, MAIL_TOO_LONG);
}

static void test_every_name(void)
{
	static const struct {
		const char *text;
		enum header_name name;
	} names[] = {
		{"CC", HEADER_CC},
		{"x-change-id", HEADER_CHANGE_ID},
		{"CONTENT-DISPOSITION", HEADER_CONTENT_DISPOSITION},
		{"Content-Transfer-Encoding", HEADER_CONTENT_TRANSFER_ENCODING},
		{"Content-type", HEADER_CONTENT_TYPE},
		{"Date", HEADER_DATE},
		{"from", HEADER_FROM},
		{"In-reply-To", HEADER_IN_REPLY_TO},
		{"List-ID", HEADER_LIST_ID},
		{"Message-Id", HEADER_MESSAGE_ID},
		{"X-Original-From", HEADER_ORIGINAL_FROM},
		{"RECEIVED", HEADER_RECEIVED},
		{"References", HEADER_REFERENCES},
		{"Reply-to", HEADER_REPLY_TO},
		{"subject", HEADER_SUBJECT},
		{"to", HEADER_TO},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_auto(arena) arena = {0};
		g_autofree char *text = g_strdup_printf("%s: value\n\n", names[i].text);
		struct header header;
		unsigned defects = 0;
		str raw;

		header_scan(&arena, str_from(text), &header, &defects);
		g_assert_true(header_first(&header, names[i].name, &raw));
		g_assert_cmpuint(header.n_fields, ==, 1);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/header/wanted-fields-are-found-in-any-case", test_fields);
	g_test_add_func("/header/a-line-that-is-no-field-is-skipped", test_bad_lines);
	g_test_add_func("/header/it-may-be-all-there-is", test_no_end);
	g_test_add_func("/header/fields-past-the-limit-do-not-count", test_limits);
	g_test_add_func("/header/no-field-goes-on-past-the-limit", test_long_field);
	g_test_add_func("/header/every-wanted-name-is-found", test_every_name);
	return g_test_run();
}
