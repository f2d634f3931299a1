/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lengths are whole hundredths of the units of the view box, so that no locale decides how a
 * number is written.
 */
#include "render/plot.h"

#include "base/utf8.h"
#include "render/escape.h"
#include "render/text_parts.h"

#include <inttypes.h>

enum {
	WIDTH = 400, /* of the view box: as wide as a phone, and scaled up to twice that */
	COLUMNS_HEIGHT = 160,
	COLUMNS_TOP = 14, /* above the highest bar: its value */
	COLUMNS_BOTTOM = 20, /* below the bars: labels */
	ROW_HEIGHT = 20,
	ROW_LABEL_WIDTH = 150,
	ROW_LABEL_COLUMNS = 24, /* a longer label is cut: the table has it whole */
	ROW_VALUE_WIDTH = 44,
	LETTER_WIDTH = 6, /* of a letter of a label, about */
	LABEL_GAP = 2, /* between two labels below columns */
	UNIT = 100, /* hundredths */
};

/* Appends ` name="12.34"`. */
static void append_length(GString *out, const char *name, uint64_t hundredths)
{
	g_string_append_printf(out, " %s=\"%" PRIu64 ".%02" PRIu64 "\"", name, hundredths / UNIT,
			       hundredths % UNIT);
}

struct box {
	uint64_t x;
	uint64_t y;
	uint64_t width;
	uint64_t height;
};

static void append_box(GString *out, const char *class, struct box box)
{
	g_string_append_printf(out, "<rect class=\"%s\"", class);
	append_length(out, "x", box.x);
	append_length(out, "y", box.y);
	append_length(out, "width", box.width);
	append_length(out, "height", box.height);
	g_string_append(out, "/>");
}

static void append_label(GString *out, uint64_t x, uint64_t y, const char *anchor, str words)
{
	g_string_append(out, "<text class=\"plot-text\"");
	append_length(out, "x", x);
	append_length(out, "y", y);
	g_string_append_printf(out, " text-anchor=\"%s\">", anchor);
	escape_markup(out, words);
	g_string_append(out, "</text>");
}

static unsigned largest_of(const struct plot *plot)
{
	unsigned largest = 0;

	for (unsigned i = 1; i < plot->n_bars; i++) {
		if (plot->bars[i].value > plot->bars[largest].value)
			largest = i;
	}
	return largest;
}

/* @value of @most in @room; their product may be too large. */
static uint64_t scale(uint64_t value, uint64_t most, uint64_t room)
{
	unsigned shift = 0;

	while (most >> shift > UINT64_MAX / room)
		shift++;
	return room * (value >> shift) / (most >> shift);
}

/* Where what is @width wide begins: around @middle, or at the edge where it would stand out. */
static uint64_t begin_around(uint64_t middle, uint64_t width)
{
	uint64_t room = (uint64_t)WIDTH * UNIT;

	return middle < width / 2 ? 0 : MIN(middle - width / 2, room - width);
}

/* The width of @words, which may be wider than there is room. */
static uint64_t width_of(str words)
{
	return MIN((uint64_t)utf8_width(words) * LETTER_WIDTH, (uint64_t)WIDTH) * UNIT;
}

/* In the middle below its column; none where it would meet the one before, that ended at *@end. */
static void append_column_label(GString *out, uint64_t middle, str label, uint64_t *end)
{
	uint64_t y = (uint64_t)(COLUMNS_HEIGHT - 6) * UNIT;
	uint64_t width = width_of(label);
	uint64_t begin = begin_around(middle, width);

	if (*end > 0 && begin < *end + (uint64_t)LABEL_GAP * UNIT)
		return;
	append_label(out, begin + width / 2, y, "middle", label);
	*end = begin + width;
}

/* Above its column. */
static void append_column_value(GString *out, uint64_t middle, uint64_t y, uint64_t value)
{
	g_autofree char *digits = g_strdup_printf("%" PRIu64, value);
	uint64_t width = width_of(str_from(digits));

	append_label(out, begin_around(middle, width) + width / 2, y, "middle", str_from(digits));
}

static void append_columns(GString *out, const struct plot *plot)
{
	unsigned largest = largest_of(plot);
	uint64_t most = MAX(plot->bars[largest].value, 1);
	uint64_t width = (uint64_t)WIDTH * UNIT / plot->n_bars;
	uint64_t height = (uint64_t)(COLUMNS_HEIGHT - COLUMNS_TOP - COLUMNS_BOTTOM) * UNIT;
	uint64_t bottom = (uint64_t)(COLUMNS_HEIGHT - COLUMNS_BOTTOM) * UNIT;
	uint64_t labelled = 0;

	for (unsigned i = 0; i < plot->n_bars; i++) {
		uint64_t bar = scale(plot->bars[i].value, most, height);
		uint64_t x = width * i;

		if (bar > 0)
			append_box(
				out, "plot-bar",
				(struct box){x + width / 10, bottom - bar, width - width / 5, bar});
		append_column_label(out, x + width / 2, plot->bars[i].label, &labelled);
		if (i == largest)
			append_column_value(out, x + width / 2, bottom - bar - 4 * UNIT,
					    plot->bars[i].value);
	}
	append_box(out, "plot-axis", (struct box){0, bottom, (uint64_t)WIDTH * UNIT, UNIT});
}

/* @label, made harmless, in at most ROW_LABEL_COLUMNS columns. */
static str fit_label(str label, GString *words)
{
	str safe;

	g_string_truncate(words, 0);
	text_append_line(words, label);
	safe = (str){.ptr = words->str, .len = words->len};
	if (utf8_width(safe) <= ROW_LABEL_COLUMNS)
		return safe;
	g_string_truncate(words, utf8_fit(safe, ROW_LABEL_COLUMNS - 1).len);
	g_string_append(words, "…");
	return (str){.ptr = words->str, .len = words->len};
}

/* Behind its bar. */
static void append_row_value(GString *out, uint64_t x, uint64_t y, uint64_t value)
{
	g_autofree char *digits = g_strdup_printf("%" PRIu64, value);

	append_label(out, x, y, "start", str_from(digits));
}

static void append_rows(GString *out, const struct plot *plot)
{
	uint64_t most = MAX(plot->bars[largest_of(plot)].value, 1);
	uint64_t room = (uint64_t)(WIDTH - ROW_LABEL_WIDTH - ROW_VALUE_WIDTH) * UNIT;
	uint64_t left = (uint64_t)ROW_LABEL_WIDTH * UNIT;
	g_autoptr(GString) words = g_string_new(NULL);

	for (unsigned i = 0; i < plot->n_bars; i++) {
		uint64_t y = (uint64_t)i * ROW_HEIGHT * UNIT;
		uint64_t bar = MAX(scale(plot->bars[i].value, most, room), UNIT);

		append_label(out, left - 6 * UNIT, y + 14 * UNIT, "end",
			     fit_label(plot->bars[i].label, words));
		append_box(out, "plot-bar",
			   (struct box){left, y + 3 * UNIT, bar, (ROW_HEIGHT - 6) * UNIT});
		append_row_value(out, left + bar + 6 * UNIT, y + 14 * UNIT, plot->bars[i].value);
	}
}

/* `id="plot-days-title"` and the like tie the words to the image. */
static void begin_image(GString *out, const struct plot *plot, unsigned height)
{
	g_string_append_printf(out,
			       "<svg class=\"plot\" viewBox=\"0 0 %d %u\" role=\"img\""
			       " aria-labelledby=\"%s-title %s-summary\"><title id=\"%s-title\">",
			       WIDTH, height, plot->id, plot->id, plot->id);
	escape_markup(out, plot->title);
	g_string_append_printf(out, "</title><desc id=\"%s-summary\">", plot->id);
	escape_markup(out, plot->summary);
	g_string_append(out, "</desc>");
}

void plot_write(const void *subject, GString *out)
{
	const struct plot *plot = subject;

	if (plot->kind == PLOT_COLUMNS) {
		begin_image(out, plot, COLUMNS_HEIGHT);
		append_columns(out, plot);
	} else {
		begin_image(out, plot, plot->n_bars * ROW_HEIGHT);
		append_rows(out, plot);
	}
	g_string_append(out, "</svg>");
}
