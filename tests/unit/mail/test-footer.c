/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/footer.h"

#include "check.h"

#define RULE "_______________________________________________\n"
#define MAILMAN \
	RULE "lamps mailing list\nlamps@lists.example.org\n" \
	     "https://lists.example.org/mailman/listinfo/lamps\n"
#define MAJORDOMO \
	"--\nTo unsubscribe from this list: send the line \"unsubscribe lamps\" in\n" \
	"the body of a message to majordomo@lists.example.org\n"
#define GROUPS \
	"-- \nYou received this message because you are subscribed to the \"lamps\" group.\n" \
	"To unsubscribe, send an email to lamps+unsubscribe@example.org.\n"

struct footer_case {
	str text;
	str expected;
};

static void check(const struct footer_case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++)
		assert_str(footer_cut(cases[i].text), cases[i].expected);
}

static void test_cut(void)
{
	static const struct footer_case cases[] = {
		{STR_INIT("Text\n\n" MAILMAN), STR_INIT("Text\n\n")},
		{STR_INIT("Text\n" MAILMAN "\n\n"), STR_INIT("Text\n")},
		{STR_INIT("Text\n-- \n2.43.0\n\n" MAJORDOMO), STR_INIT("Text\n-- \n2.43.0\n\n")},
		{STR_INIT("Text\n" GROUPS), STR_INIT("Text\n")},
		{STR_INIT("Text\r\n" RULE "\r\nlamps mailing list"), STR_INIT("Text\r\n")},
		{STR_INIT(MAILMAN), STR_INIT("")},
		{STR_INIT("Text\n" MAJORDOMO "\n" MAILMAN), STR_INIT("Text\n")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_kept(void)
{
	static const struct footer_case cases[] = {
		{STR_INIT(""), STR_INIT("")},
		{STR_INIT("Text\n\n"), STR_INIT("Text\n\n")},
		{STR_INIT("Text\n-- \nAnn\n"), STR_INIT("Text\n-- \nAnn\n")},
		{STR_INIT(MAILMAN "1\n2\n3\n4\n"), STR_INIT(MAILMAN "1\n2\n3\n4\n")},
		{STR_INIT("Text\n" RULE "not of a list\n"),
		 STR_INIT("Text\n" RULE "not of a list\n")},
		{STR_INIT("> " RULE "> lamps mailing list\n"),
		 STR_INIT("> " RULE "> lamps mailing list\n")},
		{STR_INIT("____\nlamps mailing list\n"), STR_INIT("____\nlamps mailing list\n")},
		{STR_INIT("To unsubscribe I have to ask.\n"),
		 STR_INIT("To unsubscribe I have to ask.\n")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/footer/what-lists-append-is-cut", test_cut);
	g_test_add_func("/footer/what-people-write-is-kept", test_kept);
	return g_test_run();
}
