/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the mail room's tests share.
 */
#ifndef TIDINGS_TESTS_UNIT_MAIL_CHECK_H
#define TIDINGS_TESTS_UNIT_MAIL_CHECK_H

#include "base/arena.h"
#include "base/str.h"

#include <glib.h>

#define U_FFFD "\xef\xbf\xbd"

/* Compares slices, and shows them where they differ. */
#define assert_str(got, expected) \
	do { \
		g_autofree char *got_text = str_dup(got); \
		g_autofree char *expected_text = str_dup(expected); \
		g_assert_cmpstr(got_text, ==, expected_text); \
		g_assert_true(str_equal(got, expected)); \
	} while (0)

/* Tells which case is on, so that a failure names it; escaped, as TAP wants. */
#define show_case(text) \
	do { \
		g_autofree char *case_text = str_dup(text); \
		g_autofree char *escaped = g_strescape(case_text, NULL); \
		g_test_message("%s", escaped); \
	} while (0)

#endif
