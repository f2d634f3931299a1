/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each form names its ends in its own way; how two of them make a span is the same
 * for all. An end may itself be long: `..20251231` goes on to the last second of
 * that day.
 */
#include "search/query_value.h"

#include "base/timestamp.h"

enum {
	MOMENT_BYTES = 64, /* no form of a moment is as long */
	DAY_DIGITS = 8, /* 20251231 */
	TIME_DIGITS = 14, /* 20251231235959 */
	SECONDS_DIGITS = 9, /* from 1973 on; lore takes five, but no list is so old */
	AGE_MAX = 99999, /* of any unit */
};

struct end {
	int64_t first;
	int64_t last;
};

typedef bool (*read_end_fn)(str text, int64_t now, struct end *ret_end);

struct span_form {
	read_end_fn read_end;
	read_end_fn read_alone; /* what stands for a span by itself */
	bool is_backward; /* the larger is the earlier */
};

struct age_unit {
	char letter;
	const char *name;
};

struct comparison {
	str sign;
	bool is_upward; /* the span has all that is larger */
	bool has_end; /* the end belongs to the span */
};

static const struct age_unit age_units[] = {
	{.letter = 'h', .name = "hours"}, {.letter = 'd', .name = "days"},
	{.letter = 'w', .name = "weeks"}, {.letter = 'm', .name = "months"},
	{.letter = 'y', .name = "years"},
};

static const struct comparison comparisons[] = {
	{.sign = STR_INIT(">="), .is_upward = true, .has_end = true},
	{.sign = STR_INIT("<="), .is_upward = false, .has_end = true},
	{.sign = STR_INIT(">"), .is_upward = true, .has_end = false},
	{.sign = STR_INIT("<"), .is_upward = false, .has_end = false},
};

static bool is_digits(str text)
{
	return text.len > 0 && str_take_digits(&text).len > 0 && text.len == 0;
}

/* Writes @text, of less than MOMENT_BYTES, as timestamp_parse_approximate() reads it. */
static void spell_moment(str text, char *buffer)
{
	const char *from = text.ptr;

	if (is_digits(text) && text.len == DAY_DIGITS)
		g_snprintf(buffer, MOMENT_BYTES, "%.4s-%.2s-%.2s", from, from + 4, from + 6);
	else if (is_digits(text) && text.len == TIME_DIGITS)
		g_snprintf(buffer, MOMENT_BYTES, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", from, from + 4,
			   from + 6, from + 8, from + 10, from + 12);
	else if (is_digits(text) && text.len >= SECONDS_DIGITS)
		g_snprintf(buffer, MOMENT_BYTES, "@" STR_FMT, STR_ARG(text));
	else
		g_snprintf(buffer, MOMENT_BYTES, STR_FMT, STR_ARG(text));
}

/* Of a moment that can be read: whether it names a whole day. */
static bool names_day(const char *moment)
{
	str text = str_from(moment);

	return (text.len == sizeof("2025-12-31") - 1 && text.ptr[4] == '-') ||
	       str_equal_nocase(text, STR("today")) || str_equal_nocase(text, STR("yesterday"));
}

static bool read_time(str text, int64_t now, struct end *ret_end)
{
	char moment[MOMENT_BYTES];
	int64_t seconds;

	text = str_trim(text);
	if (text.len == 0 || text.len >= MOMENT_BYTES - 1)
		return false;
	spell_moment(text, moment);
	if (!timestamp_parse_approximate(moment, now, &seconds, NULL))
		return false;
	*ret_end = (struct end){.first = seconds, .last = seconds};
	if (names_day(moment))
		ret_end->last += SECONDS_PER_DAY - 1;
	return true;
}

static bool read_time_alone(str text, int64_t now, struct end *ret_end)
{
	if (!read_time(text, now, ret_end))
		return false;
	ret_end->last = ret_end->first + SECONDS_PER_DAY - 1;
	return true;
}

/* Seconds are not negative: timestamp_parse_approximate(). */
static bool read_day(str text, int64_t now, struct end *ret_end)
{
	if (!read_time(text, now, ret_end))
		return false;
	ret_end->first -= ret_end->first % SECONDS_PER_DAY;
	ret_end->last = ret_end->first + SECONDS_PER_DAY - 1;
	return true;
}

static bool go_back(unsigned count, const char *unit, int64_t now, int64_t *ret_seconds)
{
	char moment[MOMENT_BYTES];

	g_snprintf(moment, sizeof(moment), "%u.%s.ago", count, unit);
	return timestamp_parse_approximate(moment, now, ret_seconds, NULL);
}

static bool split_age(str text, unsigned *ret_count, const char **ret_unit)
{
	str digits = str_take_digits(&text);

	if (text.len != 1 || !str_to_uint(digits, AGE_MAX, ret_count))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(age_units); i++) {
		if (age_units[i].letter == text.ptr[0]) {
			*ret_unit = age_units[i].name;
			return true;
		}
	}
	return false;
}

static bool read_age(str text, int64_t now, struct end *ret_end)
{
	const char *unit;
	unsigned count;

	if (!split_age(text, &count, &unit) || !go_back(count, unit, now, &ret_end->first))
		return false;
	ret_end->last = ret_end->first;
	return true;
}

/* What is three days old is not four days old yet. */
static bool read_age_alone(str text, int64_t now, struct end *ret_end)
{
	const char *unit;
	unsigned count;

	if (!split_age(text, &count, &unit) || !go_back(count, unit, now, &ret_end->last) ||
	    !go_back(count + 1, unit, now, &ret_end->first))
		return false;
	ret_end->first = MIN(ret_end->first + 1, ret_end->last);
	return true;
}

static bool read_number(str text, int64_t now G_GNUC_UNUSED, struct end *ret_end)
{
	unsigned number;

	if (!str_to_uint(text, G_MAXUINT, &number))
		return false;
	*ret_end = (struct end){.first = number, .last = number};
	return true;
}

static const struct span_form span_forms[] = {
	[QUERY_FORM_DAY] = {.read_end = read_day, .read_alone = read_day},
	[QUERY_FORM_TIME] = {.read_end = read_time, .read_alone = read_time_alone},
	[QUERY_FORM_AGE] = {.read_end = read_age,
			    .read_alone = read_age_alone,
			    .is_backward = true},
	[QUERY_FORM_NUMBER] = {.read_end = read_number, .read_alone = read_number},
};

static void set_from(struct query_span *span, int64_t from)
{
	span->has_from = true;
	span->from = from;
}

static void set_to(struct query_span *span, int64_t to)
{
	span->has_to = true;
	span->to = to;
}

/* `>A` and the like: @text is behind the sign. */
static bool read_comparison(const struct span_form *form, const struct comparison *comparison,
			    str text, int64_t now, struct query_span *span)
{
	struct end end;

	if (!form->read_end(text, now, &end))
		return false;
	if (comparison->is_upward != form->is_backward)
		set_from(span, comparison->has_end ? end.first : end.last + 1);
	else
		set_to(span, comparison->has_end ? end.last : end.first - 1);
	return true;
}

/* `A..B`; one of the two may be missing. */
static bool read_two_ends(const struct span_form *form, str earlier, str later, int64_t now,
			  struct query_span *span)
{
	struct end end;

	if (earlier.len == 0 && later.len == 0)
		return false;
	if (earlier.len > 0) {
		if (!form->read_end(earlier, now, &end))
			return false;
		set_from(span, end.first);
	}
	if (later.len > 0) {
		if (!form->read_end(later, now, &end))
			return false;
		set_to(span, end.last);
	}
	return true;
}

static bool read_alone(const struct span_form *form, str text, int64_t now, struct query_span *span)
{
	struct end end;

	if (!form->read_alone(text, now, &end))
		return false;
	set_from(span, end.first);
	set_to(span, end.last);
	return true;
}

static bool read_span(const struct span_form *form, str text, int64_t now, struct query_span *span)
{
	size_t at;

	for (size_t i = 0; i < G_N_ELEMENTS(comparisons); i++) {
		if (str_take(&text, comparisons[i].sign))
			return read_comparison(form, &comparisons[i], text, now, span);
	}
	if (str_find(text, STR(".."), &at)) {
		str left = str_slice(text, 0, at);
		str right = str_skip(text, at + 2);

		return form->is_backward ? read_two_ends(form, right, left, now, span)
					 : read_two_ends(form, left, right, now, span);
	}
	return read_alone(form, text, now, span);
}

bool query_value_read(enum query_form form, str text, int64_t now, struct query_span *ret_span)
{
	struct query_span span = {0};

	if (!read_span(&span_forms[form], text, now, &span))
		return false;
	if (span.has_from && span.has_to && span.from > span.to)
		return false;
	*ret_span = span;
	return true;
}
