/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Nineteen of twenty mails of a Mailman list end in a footer. It is looked for
 * from the end backwards, and only in the last few lines: what stands above is
 * the sender's.
 */
#include "mail/footer.h"

#include <glib.h>

enum {
	FOOTER_LINES = 10, /* more than any of them has, the separator included */
	FOOTER_RULE_BYTES = 40, /* Mailman's underscores are 47 */
	FOOTER_MAILMAN_LINES = 6, /* below the rule */
};

/* How the line below "--" begins. */
static const str footer_beginnings[] = {
	STR_INIT("To unsubscribe"),
	STR_INIT("You received this message because you are subscribed to"),
};

/* What one of the lines below Mailman's rule holds. */
static const str mailman_marks[] = {
	STR_INIT("mailing list"),
	STR_INIT("/listinfo"),
	STR_INIT("To unsubscribe"),
	STR_INIT("/mailman"),
};

/* Takes the last line off @text: its bytes without line end and blanks. */
static bool take_last_line(str *text, str *ret_line)
{
	str s = *text;
	size_t newline;

	if (s.len == 0)
		return false;
	if (s.ptr[s.len - 1] == '\n')
		s.len--;
	*ret_line = s;
	*text = (str){.ptr = s.ptr, .len = 0};
	if (str_find_last_byte(s, '\n', &newline)) {
		*ret_line = str_skip(s, newline + 1);
		text->len = newline + 1;
	}
	*ret_line = str_trim_end(*ret_line);
	return true;
}

static bool is_rule(str line)
{
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != '_')
			return false;
	}
	return line.len >= FOOTER_RULE_BYTES;
}

static bool is_mailman_footer(str below_rule)
{
	for (size_t i = 0; i < G_N_ELEMENTS(mailman_marks); i++) {
		if (str_contains(below_rule, mailman_marks[i]))
			return true;
	}
	return false;
}

/* Cuts one footer off the end of @text, which has no blank lines there. */
static bool cut_one(str *text)
{
	str rest = *text;
	str below = {0}; /* the line below the current one */
	str line;

	for (int i = 0; i < FOOTER_LINES && take_last_line(&rest, &line); i++) {
		bool begins_footer;

		if (is_rule(line))
			begins_footer = i <= FOOTER_MAILMAN_LINES &&
					is_mailman_footer(str_skip(*text, rest.len + line.len));
		else
			begins_footer = str_equal(line, STR("--")) &&
					str_starts_any(below, footer_beginnings,
						       G_N_ELEMENTS(footer_beginnings));
		if (begins_footer) {
			*text = rest;
			return true;
		}
		below = line;
	}
	return false;
}

str footer_cut(str text)
{
	str kept = text;

	/* Two lists that a mail went through leave two footers. */
	for (str end = str_trim_end(text); cut_one(&end); end = str_trim_end(end))
		kept = end;
	return kept;
}
