/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The moments that people name on a command line. Each form is a function that
 * takes all of the text or refuses it; the first that takes it decides.
 */
#include "base/civil.h"
#include "base/error.h"
#include "base/timestamp.h"

typedef bool (*form_fn)(str text, int64_t now, int64_t *ret_seconds);

struct unit {
	str name;
	int64_t seconds; /* 0 for units of the calendar */
	unsigned months;
};

static const struct unit units[] = {
	{.name = STR_INIT("second"), .seconds = 1},
	{.name = STR_INIT("minute"), .seconds = 60},
	{.name = STR_INIT("hour"), .seconds = 60 * 60},
	{.name = STR_INIT("day"), .seconds = SECONDS_PER_DAY},
	{.name = STR_INIT("week"), .seconds = 7 * SECONDS_PER_DAY},
	{.name = STR_INIT("month"), .months = 1},
	{.name = STR_INIT("year"), .months = 12},
};

static bool read_seconds(str text, int64_t now G_GNUC_UNUSED, int64_t *ret_seconds)
{
	int64_t seconds = 0;

	if (!str_take(&text, STR("@")) || text.len == 0)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!g_ascii_isdigit(text.ptr[i]))
			return false;
		seconds = seconds * 10 + (text.ptr[i] - '0');
		if (seconds > CIVIL_LAST_SECOND)
			return false;
	}
	*ret_seconds = seconds;
	return true;
}

static bool read_named(str text, int64_t now, int64_t *ret_seconds)
{
	GDate date;
	int64_t today;

	civil_from_seconds(now, &date);
	today = civil_day_start(&date);
	if (str_equal_nocase(text, STR("now")))
		*ret_seconds = now;
	else if (str_equal_nocase(text, STR("today")))
		*ret_seconds = today;
	else if (str_equal_nocase(text, STR("yesterday")))
		*ret_seconds = today - SECONDS_PER_DAY;
	else
		return false;
	return true;
}

/* As str_next_word(), with dots for blanks too: `3.days.ago`. */
static bool next_dotted_word(str *rest, str *ret_word)
{
	size_t begin = 0;
	size_t end;

	while (begin < rest->len && (rest->ptr[begin] == '.' || g_ascii_isspace(rest->ptr[begin])))
		begin++;
	end = begin;
	while (end < rest->len && rest->ptr[end] != '.' && !g_ascii_isspace(rest->ptr[end]))
		end++;
	*ret_word = str_slice(*rest, begin, end);
	*rest = str_skip(*rest, end);
	return begin < end;
}

static const struct unit *find_unit(str word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		str rest = word;

		if (str_take_nocase(&rest, units[i].name) &&
		    (rest.len == 0 || str_equal_nocase(rest, STR("s"))))
			return &units[i];
	}
	return NULL;
}

/* A month ago is the same day and time of that month, or its last day where it is shorter. */
static int64_t go_back_months(int64_t now, uint64_t months)
{
	GDate date;
	struct civil civil = civil_from_seconds(now, &date);
	uint64_t since_first = (uint64_t)civil.year * 12 + civil.month - 1;

	if (months > since_first || since_first - months < CIVIL_FIRST_YEAR * 12)
		return 0;
	g_date_subtract_months(&date, (unsigned)months);
	return civil_day_start(&date) + civil.hour * 3600 + civil.minute * 60 + civil.second;
}

static int64_t go_back(int64_t now, const struct unit *unit, unsigned count)
{
	if (unit->months)
		return go_back_months(now, (uint64_t)unit->months * count);
	return now - unit->seconds * count;
}

static bool read_ago(str text, int64_t now, int64_t *ret_seconds)
{
	const struct unit *unit;
	unsigned count;
	str number;
	str name;
	str ago;

	if (!next_dotted_word(&text, &number) || !next_dotted_word(&text, &name) ||
	    !next_dotted_word(&text, &ago) || text.len > 0)
		return false;
	unit = find_unit(name);
	if (!unit || !str_equal_nocase(ago, STR("ago")) || !str_to_uint(number, G_MAXUINT, &count))
		return false;
	*ret_seconds = go_back(now, unit, count);
	return true;
}

static bool read_last(str text, int64_t now, int64_t *ret_seconds)
{
	const struct unit *unit;
	str last;
	str name;

	if (!next_dotted_word(&text, &last) || !next_dotted_word(&text, &name) || text.len > 0)
		return false;
	unit = find_unit(name);
	if (!unit || !str_equal_nocase(last, STR("last")) || str_ends(name, STR("s")))
		return false;
	/* "Last day" and what is shorter would not be said. */
	if (!unit->months && unit->seconds < 7 * SECONDS_PER_DAY)
		return false;
	*ret_seconds = go_back(now, unit, 1);
	return true;
}

static bool take_number(str *rest, size_t width, unsigned *ret_value)
{
	if (rest->len < width || !str_to_uint(str_slice(*rest, 0, width), G_MAXUINT, ret_value))
		return false;
	*rest = str_skip(*rest, width);
	return true;
}

/* Nothing, `Z`, `+01:00`, `+0100` or `+01` (ISO 8601-1, 5.3.4), and nothing after it. */
static bool read_iso_zone(str text, int *ret_offset_minutes)
{
	unsigned hours;
	unsigned minutes = 0;
	int sign;

	if (text.len == 0 || str_equal_nocase(text, STR("Z"))) {
		*ret_offset_minutes = 0;
		return true;
	}
	sign = text.ptr[0] == '-' ? -1 : 1;
	if (!str_take(&text, STR("+")) && !str_take(&text, STR("-")))
		return false;
	if (!take_number(&text, 2, &hours))
		return false;
	if (text.len > 0) {
		str_take(&text, STR(":"));
		if (!take_number(&text, 2, &minutes) || text.len > 0)
			return false;
	}
	if (minutes > 59 || hours * 60 + minutes > CIVIL_OFFSET_MINUTES)
		return false;
	*ret_offset_minutes = sign * (int)(hours * 60 + minutes);
	return true;
}

static bool read_iso(str text, int64_t now G_GNUC_UNUSED, int64_t *ret_seconds)
{
	struct civil civil = {0};
	int64_t seconds;
	int offset_minutes = 0;

	if (!take_number(&text, 4, &civil.year) || !str_take(&text, STR("-")) ||
	    !take_number(&text, 2, &civil.month) || !str_take(&text, STR("-")) ||
	    !take_number(&text, 2, &civil.day))
		return false;
	if (text.len > 0) {
		if (!str_take_nocase(&text, STR("T")) && !str_take(&text, STR(" ")))
			return false;
		if (!take_number(&text, 2, &civil.hour) || !str_take(&text, STR(":")) ||
		    !take_number(&text, 2, &civil.minute))
			return false;
		if (str_take(&text, STR(":")) && !take_number(&text, 2, &civil.second))
			return false;
		if (!read_iso_zone(str_trim(text), &offset_minutes))
			return false;
	}
	if (!civil_to_seconds(&civil, &seconds))
		return false;
	*ret_seconds = seconds - (int64_t)offset_minutes * 60;
	return true;
}

bool timestamp_parse_approximate(const char *text, int64_t now, int64_t *ret_seconds,
				 GError **error)
{
	static const form_fn forms[] = {read_seconds, read_named, read_ago, read_last, read_iso};
	str trimmed = str_trim(str_from(text));
	int64_t seconds;

	now = CLAMP(now, 0, CIVIL_LAST_SECOND);
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		if (forms[i](trimmed, now, &seconds)) {
			*ret_seconds = MAX(seconds, 0);
			return true;
		}
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "cannot read '%s' as a time; give 2025-12-29, 2025-12-29T16:01:05Z, "
		    "@1767024065, now, today, yesterday, 3.days.ago or last.week",
		    text);
	return false;
}
