/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: three dates a mail. Nearly all have the one form of RFC 5322, 3.3,
 * but no order is demanded: a number is the day, the next one the year, one
 * before a colon the hour; a word is a month or a zone; the rest is passed
 * over. That reads asctime(), HTTP and mailers' mistakes by the same rule.
 */
#include "base/timestamp.h"

#include "base/civil.h"

/* What was found so far; zero is "not yet" for day, month and year. */
struct mail_date {
	struct civil civil;
	bool has_time;
	bool has_number_zone; /* which counts more than a name */
	int offset_minutes;
};

struct zone_name {
	str name;
	int hours;
};

static const str month_names[] = {
	STR_INIT("January"),   STR_INIT("February"), STR_INIT("March"),	   STR_INIT("April"),
	STR_INIT("May"),       STR_INIT("June"),     STR_INIT("July"),	   STR_INIT("August"),
	STR_INIT("September"), STR_INIT("October"),  STR_INIT("November"), STR_INIT("December"),
};

/* UTC itself is not needed: what is unknown counts as UTC. */
static const struct zone_name zone_names[] = {
	/* RFC 5322, 4.3 */
	{.name = STR_INIT("EST"), .hours = -5},
	{.name = STR_INIT("EDT"), .hours = -4},
	{.name = STR_INIT("CST"), .hours = -6},
	{.name = STR_INIT("CDT"), .hours = -5},
	{.name = STR_INIT("MST"), .hours = -7},
	{.name = STR_INIT("MDT"), .hours = -6},
	{.name = STR_INIT("PST"), .hours = -8},
	{.name = STR_INIT("PDT"), .hours = -7},
	/* Others that mean one zone only. */
	{.name = STR_INIT("WEST"), .hours = 1},
	{.name = STR_INIT("CET"), .hours = 1},
	{.name = STR_INIT("CEST"), .hours = 2},
	{.name = STR_INIT("MET"), .hours = 1},
	{.name = STR_INIT("MEST"), .hours = 2},
	{.name = STR_INIT("EET"), .hours = 2},
	{.name = STR_INIT("EEST"), .hours = 3},
	{.name = STR_INIT("MSK"), .hours = 3},
	{.name = STR_INIT("JST"), .hours = 9},
};

/* str_skip() without its check, a quarter of the time of a date; @size is known to fit. */
static void advance(str *rest, size_t size)
{
	rest->ptr += size;
	rest->len -= size;
}

static bool starts_with_digit(str s)
{
	return s.len > 0 && g_ascii_isdigit(s.ptr[0]);
}

static str take_letters(str *rest)
{
	size_t end = 0;
	str letters;

	while (end < rest->len && g_ascii_isalpha(rest->ptr[end]))
		end++;
	letters = (str){.ptr = rest->ptr, .len = end};
	advance(rest, end);
	return letters;
}

/* Comments may nest; one that does not end takes the rest (RFC 5322, 3.2.2). */
static void skip_comment(str *rest)
{
	size_t depth = 0;
	size_t at = 0;

	for (; at < rest->len; at++) {
		char byte = rest->ptr[at];

		if (byte == '\\')
			at++;
		else if (byte == '(')
			depth++;
		else if (byte == ')' && --depth == 0)
			break;
	}
	*rest = str_skip(*rest, at + 1);
}

static void skip_blanks_and_comments(str *rest)
{
	while (rest->len > 0) {
		if (rest->ptr[0] == '(')
			skip_comment(rest);
		else if (g_ascii_isspace(rest->ptr[0]))
			advance(rest, 1);
		else
			return;
	}
}

/* Takes `: DIGITS`, with the blanks that RFC 5322, 4.3 allows around the colon. */
static bool take_colon_and_number(str *rest, unsigned *ret_value, bool *ret_in_range)
{
	skip_blanks_and_comments(rest);
	if (rest->len == 0 || rest->ptr[0] != ':')
		return false;
	advance(rest, 1);
	skip_blanks_and_comments(rest);
	*ret_in_range = str_to_uint(str_take_digits(rest), 60, ret_value);
	return true;
}

/* Years of two and three digits: RFC 5322, 4.3. */
static bool read_year(str digits, unsigned *ret_year)
{
	unsigned year;

	if (!str_to_uint(digits, CIVIL_LAST_YEAR, &year))
		return false;
	if (digits.len == 2 && year < 50)
		year += 2000;
	else if (digits.len == 2 || digits.len == 3)
		year += 1900;
	*ret_year = year;
	return true;
}

/* A number at the start of @rest: an hour and what follows it, the day or the year. */
static bool read_number(struct mail_date *date, str *rest)
{
	str digits = str_take_digits(rest);
	unsigned minute;
	bool in_range;

	if (take_colon_and_number(rest, &minute, &in_range)) {
		if (!in_range || date->has_time || !str_to_uint(digits, 23, &date->civil.hour))
			return false;
		date->has_time = true;
		date->civil.minute = minute;
		return !take_colon_and_number(rest, &date->civil.second, &in_range) || in_range;
	}
	if (date->civil.day == 0)
		return str_to_uint(digits, 31, &date->civil.day);
	if (date->civil.year == 0)
		return read_year(digits, &date->civil.year);
	return true;
}

/* `hhmm`, `hmm`, `hh:mm`, `hh` or `h`; what is out of range counts as UTC. */
static void read_number_zone(struct mail_date *date, str *rest, int sign)
{
	str digits = str_take_digits(rest);
	size_t hour_digits = digits.len > 2 ? digits.len - 2 : digits.len;
	str minute_digits = str_skip(digits, hour_digits);
	unsigned hours;
	unsigned minutes = 0;

	if (minute_digits.len == 0 && str_take(rest, STR(":")))
		minute_digits = str_take_digits(rest);
	if (date->has_number_zone)
		return;
	date->has_number_zone = true;
	date->offset_minutes = 0;
	if (!str_to_uint(str_slice(digits, 0, hour_digits), CIVIL_OFFSET_MINUTES / 60, &hours))
		return;
	if (minute_digits.len > 0 && !str_to_uint(minute_digits, 59, &minutes))
		return;
	if (hours * 60 + minutes > CIVIL_OFFSET_MINUTES)
		return;
	date->offset_minutes = sign * (int)(hours * 60 + minutes);
}

/*
 * The month that @word names or abbreviates by three letters or more; 0 if
 * none. The first letter saves most comparisons: the week day comes here too.
 */
static unsigned find_month(str word)
{
	char initial = word.len >= 3 ? g_ascii_toupper(word.ptr[0]) : '\0';

	for (unsigned i = 0; i < G_N_ELEMENTS(month_names); i++) {
		if (month_names[i].ptr[0] == initial && str_starts_nocase(month_names[i], word))
			return i + 1;
	}
	return 0;
}

static void read_word(struct mail_date *date, str *rest)
{
	str word = take_letters(rest);

	if (date->civil.month == 0)
		date->civil.month = find_month(word);
	if (!date->has_time || date->has_number_zone)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(zone_names); i++) {
		if (str_equal_nocase(word, zone_names[i].name))
			date->offset_minutes = zone_names[i].hours * 60;
	}
}

/* A byte that is no letter and no digit; a sign after the time begins a zone. */
static void read_mark(struct mail_date *date, str *rest)
{
	char mark = rest->ptr[0];

	if (mark == '(') {
		skip_comment(rest);
		return;
	}
	advance(rest, 1);
	if (date->has_time && (mark == '+' || mark == '-') && starts_with_digit(*rest))
		read_number_zone(date, rest, mark == '-' ? -1 : 1);
}

bool timestamp_parse_mail(str text, int64_t *ret_seconds)
{
	struct mail_date date = {0};
	int64_t seconds;

	while (text.len > 0) {
		if (starts_with_digit(text)) {
			if (!read_number(&date, &text))
				return false;
		} else if (g_ascii_isalpha(text.ptr[0])) {
			read_word(&date, &text);
		} else {
			read_mark(&date, &text);
		}
	}
	if (!civil_to_seconds(&date.civil, &seconds))
		return false;
	*ret_seconds = seconds - (int64_t)date.offset_minutes * 60;
	return true;
}

str timestamp_format_utc(struct arena *arena, int64_t seconds)
{
	struct civil civil = civil_from_seconds(seconds, NULL);
	char text[sizeof("2025-12-29T16:01:05Z") + 64];

	g_snprintf(text, sizeof(text), "%04u-%02u-%02uT%02u:%02u:%02uZ", civil.year, civil.month,
		   civil.day, civil.hour, civil.minute, civil.second);
	return arena_str(arena, str_from(text));
}

str timestamp_format_day(struct arena *arena, int64_t seconds)
{
	return str_slice(timestamp_format_utc(arena, seconds), 0, strlen("2025-12-29"));
}

int64_t timestamp_day(int64_t seconds)
{
	return seconds / SECONDS_PER_DAY - (seconds % SECONDS_PER_DAY < 0);
}

static const char *const week_day_names[] = {
	[G_DATE_MONDAY] = "Mon",   [G_DATE_TUESDAY] = "Tue", [G_DATE_WEDNESDAY] = "Wed",
	[G_DATE_THURSDAY] = "Thu", [G_DATE_FRIDAY] = "Fri",  [G_DATE_SATURDAY] = "Sat",
	[G_DATE_SUNDAY] = "Sun",
};

str timestamp_format_asctime(struct arena *arena, int64_t seconds)
{
	GDate date;
	struct civil civil = civil_from_seconds(seconds, &date);
	g_autofree char *text = g_strdup_printf("%s %.3s %2u %02u:%02u:%02u %04u",
						week_day_names[g_date_get_weekday(&date)],
						month_names[civil.month - 1].ptr, civil.day,
						civil.hour, civil.minute, civil.second, civil.year);

	return arena_str(arena, str_from(text));
}

str timestamp_format_mail(struct arena *arena, int64_t seconds)
{
	GDate date;
	struct civil civil = civil_from_seconds(seconds, &date);
	g_autofree char *text = g_strdup_printf("%s, %u %.3s %04u %02u:%02u:%02u +0000",
						week_day_names[g_date_get_weekday(&date)],
						civil.day, month_names[civil.month - 1].ptr,
						civil.year, civil.hour, civil.minute, civil.second);

	return arena_str(arena, str_from(text));
}
