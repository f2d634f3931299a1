/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plots, read back as what they are: XML. */
#include "render/plot.h"

#include "base/timestamp.h"
#include "base/utf8.h"

#include "fixture.h"

#include <string.h>

enum { WIDTH = 400, COLUMNS_HEIGHT = 160, ROW_HEIGHT = 20, LETTER_WIDTH = 6 };

/* A bar, the axis or a text, where it stands. */
struct shape {
	const char *class; /* one of classes */
	double x;
	double y;
	double width; /* of a text: what its letters take, about */
	double height;
	char *words; /* of a text */
};

struct image {
	GArray *shapes; /* struct shape */
	GString *title;
	GString *summary;
	double height;
	const char *at; /* the element at hand */
};

static const char *const classes[] = {"plot-bar", "plot-axis", "plot-text"};

static const char *attribute(const char **names, const char **values, const char *name)
{
	for (; *names; names++, values++) {
		if (strcmp(*names, name) == 0)
			return *values;
	}
	return "";
}

static double length_of(const char **names, const char **values, const char *name)
{
	return g_ascii_strtod(attribute(names, values, name), NULL);
}

static void begin_shape(struct image *image, const char **names, const char **values)
{
	struct shape shape = {
		.x = length_of(names, values, "x"),
		.y = length_of(names, values, "y"),
		.width = length_of(names, values, "width"),
		.height = length_of(names, values, "height"),
		.words = g_strdup(attribute(names, values, "text-anchor")),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
		if (strcmp(attribute(names, values, "class"), classes[i]) == 0)
			shape.class = classes[i];
	}
	g_assert_nonnull(shape.class);
	g_array_append_val(image->shapes, shape);
}

static void begin_element(GMarkupParseContext *context, const char *element, const char **names,
			  const char **values, void *user, GError **error)
{
	struct image *image = user;

	(void)context;
	(void)error;
	image->at = g_intern_string(element);
	if (strcmp(element, "svg") == 0) {
		g_assert_true(g_str_has_prefix(attribute(names, values, "viewBox"), "0 0 400 "));
		image->height = g_ascii_strtod(attribute(names, values, "viewBox") + 8, NULL);
	} else if (strcmp(element, "rect") == 0 || strcmp(element, "text") == 0) {
		begin_shape(image, names, values);
	}
}

static void end_element(GMarkupParseContext *context, const char *element, void *user,
			GError **error)
{
	(void)context;
	(void)element;
	(void)error;
	((struct image *)user)->at = "";
}

/* Where the words begin, by their anchor. */
static void take_words(struct shape *shape, const char *words)
{
	g_autofree char *anchor = shape->words;

	shape->words = g_strdup(words);
	shape->width = LETTER_WIDTH * utf8_width(str_from(words));
	if (strcmp(anchor, "middle") == 0)
		shape->x -= shape->width / 2;
	else if (strcmp(anchor, "end") == 0)
		shape->x -= shape->width;
}

static void take_text(GMarkupParseContext *context, const char *text, size_t length, void *user,
		      GError **error)
{
	struct image *image = user;

	(void)context;
	(void)length;
	(void)error;
	if (strcmp(image->at, "title") == 0)
		g_string_append(image->title, text);
	else if (strcmp(image->at, "desc") == 0)
		g_string_append(image->summary, text);
	else if (strcmp(image->at, "text") == 0)
		take_words(&g_array_index(image->shapes, struct shape, image->shapes->len - 1),
			   text);
}

static void clear_shape(void *shape)
{
	g_free(((struct shape *)shape)->words);
}

/* Writes @plot and reads it again. */
static void image_init(struct image *image, const struct plot *plot)
{
	static const GMarkupParser parser = {
		.start_element = begin_element,
		.end_element = end_element,
		.text = take_text,
	};
	g_autoptr(GMarkupParseContext) context =
		g_markup_parse_context_new(&parser, 0, image, NULL);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	*image = (struct image){
		.shapes = g_array_new(FALSE, FALSE, sizeof(struct shape)),
		.title = g_string_new(NULL),
		.summary = g_string_new(NULL),
		.at = "",
	};
	g_array_set_clear_func(image->shapes, clear_shape);
	plot_write(plot, out);
	g_markup_parse_context_parse(context, out->str, (gssize)out->len, &error);
	g_assert_no_error(error);
	g_markup_parse_context_end_parse(context, &error);
	g_assert_no_error(error);
}

static void image_clear(struct image *image)
{
	g_array_unref(image->shapes);
	g_string_free(image->title, TRUE);
	g_string_free(image->summary, TRUE);
}

static const struct shape *shape_at(const struct image *image, unsigned i)
{
	return &g_array_index(image->shapes, struct shape, i);
}

/* The shape @number of the class, or NULL. */
static const struct shape *find_shape(const struct image *image, const char *class, unsigned number)
{
	for (unsigned i = 0; i < image->shapes->len; i++) {
		const struct shape *shape = shape_at(image, i);

		if (strcmp(shape->class, class) == 0 && number-- == 0)
			return shape;
	}
	return NULL;
}

static bool overlap(const struct shape *a, const struct shape *b)
{
	return a->y == b->y && a->x < b->x + b->width && b->x < a->x + a->width;
}

/* All is within the view box, and no two texts on a line meet. */
static void check_places(const struct image *image)
{
	for (unsigned i = 0; i < image->shapes->len; i++) {
		const struct shape *shape = shape_at(image, i);

		g_test_message("%s %s at %.2f, %.2f of %.2f, %.2f", shape->class, shape->words,
			       shape->x, shape->y, shape->width, shape->height);
		g_assert_cmpfloat(shape->x, >=, -0.01);
		g_assert_cmpfloat(shape->x + shape->width, <=, WIDTH + 0.01);
		g_assert_cmpfloat(shape->y, >=, 0);
		g_assert_cmpfloat(shape->y + shape->height, <=, image->height);
		for (unsigned k = 0; k < i && strcmp(shape->class, "plot-text") == 0; k++)
			g_assert_false(strcmp(shape_at(image, k)->class, "plot-text") == 0 &&
				       overlap(shape, shape_at(image, k)));
	}
}

static struct plot plot_with(enum plot_kind kind, struct plot_bar *bars, unsigned n_bars)
{
	return (struct plot){
		.kind = kind,
		.id = "plot-test",
		.title = STR("Test"),
		.what = STR("Bar"),
		.unit = STR("Sum"),
		.summary = STR("A test"),
		.bars = bars,
		.n_bars = n_bars,
	};
}

struct columns_case {
	const char *name;
	uint64_t values[6]; /* the last one is 0 */
	double heights[6]; /* of the columns that there are: the highest has 126 */
};

static void test_a_column_is_as_high_as_its_value(void)
{
	static const struct columns_case cases[] = {
		{"one", {5}, {126}},
		{"half", {2, 4, 0, 1}, {63, 126, 31.5}},
		{"near the largest",
		 {UINT64_MAX, UINT64_MAX / 2, UINT64_MAX / 4 * 3},
		 {126, 63, 94.5}},
		{"beside the largest, nothing", {UINT64_MAX, 1}, {126}},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct plot_bar bars[5] = {0};
		unsigned n_bars = 0;
		unsigned n_seen = 0;
		struct plot plot;
		struct image image;

		for (; cases[i].values[n_bars] || cases[i].values[n_bars + 1]; n_bars++)
			bars[n_bars] = (struct plot_bar){STR_INIT("x"), cases[i].values[n_bars]};
		plot = plot_with(PLOT_COLUMNS, bars, n_bars);
		image_init(&image, &plot);
		check_places(&image);
		g_assert_cmpfloat(image.height, ==, COLUMNS_HEIGHT);
		for (; find_shape(&image, "plot-bar", n_seen); n_seen++)
			g_assert_cmpfloat_with_epsilon(
				find_shape(&image, "plot-bar", n_seen)->height,
				cases[i].heights[n_seen], 0.011);
		g_assert_cmpfloat(cases[i].heights[n_seen], ==, 0);
		image_clear(&image);
	}
}

static void test_columns_without_a_value_have_an_axis_alone(void)
{
	struct plot_bar bars[] = {{STR_INIT("a"), 0}, {STR_INIT("b"), 0}};
	struct plot plot = plot_with(PLOT_COLUMNS, bars, 2);
	struct image image;

	image_init(&image, &plot);
	check_places(&image);
	g_assert_null(find_shape(&image, "plot-bar", 0));
	g_assert_cmpfloat(find_shape(&image, "plot-axis", 0)->width, ==, WIDTH);
	image_clear(&image);
}

/* The largest is in turn the first, the last and one between, with a number of many digits. */
static void test_labels_of_columns_stand_in_the_image_and_apart(void)
{
	static const str labels[] = {STR_INIT("x"), STR_INIT("2025-12-29"), STR_INIT("茶屋"),
				     STR_INIT("a label that is wider than all of the image is, by a"
					      " word that is long, and by another one")};

	for (unsigned n_bars = 1; n_bars <= 100; n_bars++) {
		g_autofree struct plot_bar *bars = g_new0(struct plot_bar, n_bars);

		for (size_t i = 0; i < 3 * G_N_ELEMENTS(labels); i++) {
			unsigned largest = i % 3 == 0 ? 0 : i % 3 == 1 ? n_bars - 1 : n_bars / 2;
			struct plot plot = plot_with(PLOT_COLUMNS, bars, n_bars);
			struct image image;

			for (unsigned k = 0; k < n_bars; k++)
				bars[k] = (struct plot_bar){labels[i / 3],
							    k == largest ? 1234567 : k};
			image_init(&image, &plot);
			if (i / 3 < 3)
				check_places(&image);
			g_assert_nonnull(find_shape(&image, "plot-text", 1));
			image_clear(&image);
		}
	}
}

static void test_rows_show_each_label_and_value(void)
{
	struct plot_bar bars[] = {
		{STR_INIT("Ann Author"), 999999},
		{STR_INIT("Bo"), 500000},
		{STR_INIT("a name that is longer than there is room"), 1},
		{STR_INIT("茶屋千代茶屋千代茶屋千代茶屋千代"), 0},
		{STR_INIT(""), 3},
	};
	static const char *const words[] = {
		"Ann Author",
		"999999",
		"Bo",
		"500000",
		"a name that is longer t…",
		"1",
		"茶屋千代茶屋千代茶屋千…",
		"0",
	};
	struct plot plot = plot_with(PLOT_ROWS, bars, G_N_ELEMENTS(bars));
	struct image image;

	image_init(&image, &plot);
	check_places(&image);
	g_assert_cmpfloat(image.height, ==, ROW_HEIGHT * G_N_ELEMENTS(bars));
	for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
		g_assert_cmpstr(find_shape(&image, "plot-text", i)->words, ==, words[i]);
	for (unsigned i = 0; i < G_N_ELEMENTS(bars); i++)
		g_assert_cmpfloat(find_shape(&image, "plot-bar", i)->width, >=, 1);
	g_assert_cmpfloat_with_epsilon(find_shape(&image, "plot-bar", 1)->width,
				       find_shape(&image, "plot-bar", 0)->width / 2, 0.02);
	image_clear(&image);
}

static void test_rows_of_huge_values_keep_their_order(void)
{
	struct plot_bar bars[] = {{STR_INIT("a"), UINT64_MAX}, {STR_INIT("b"), UINT64_MAX / 3}};
	struct plot plot = plot_with(PLOT_ROWS, bars, 2);
	struct image image;

	image_init(&image, &plot);
	g_assert_cmpfloat_with_epsilon(find_shape(&image, "plot-bar", 1)->width,
				       find_shape(&image, "plot-bar", 0)->width / 3, 0.02);
	image_clear(&image);
}

static void test_what_is_hostile_stays_text(void)
{
	static const str hostile = STR_INIT("</text><script>\"'&\033[31m\u202e\ufffe");
	static const char visible[] = "</text><script>\"'&<1B>[31m<U+202E><U+FFFE>";

	for (int kind = PLOT_COLUMNS; kind <= PLOT_ROWS; kind++) {
		struct plot_bar bars[] = {{hostile, 1}};
		struct plot plot = plot_with((enum plot_kind)kind, bars, 1);
		struct image image;

		plot.title = hostile;
		plot.summary = hostile;
		image_init(&image, &plot);
		g_assert_cmpstr(image.title->str, ==, visible);
		g_assert_cmpstr(image.summary->str, ==, visible);
		if (kind == PLOT_COLUMNS)
			g_assert_cmpstr(find_shape(&image, "plot-text", 0)->words, ==, visible);
		else
			g_assert_cmpstr(find_shape(&image, "plot-text", 0)->words, ==,
					"</text><script>\"'&<1B>[…");
		image_clear(&image);
	}
}

struct days_case {
	const char *name;
	int64_t days[4]; /* since 1970, ascending; patches are 1, 2, 4, 8 */
	unsigned n_days;
	const char *title;
	const char *first; /* label, and that of the last bar */
	const char *last;
	unsigned n_bars;
};

enum { YEAR_9999 = 2932896, MONDAY = 20451 }; /* 9999-12-31; 2025-12-29 */

static const struct days_case spans[] = {
	{"one", {MONDAY}, 1, "Patches a day", "2025-12-29", "2025-12-29", 1},
	{"two", {MONDAY, MONDAY + 1}, 2, "Patches a day", "2025-12-29", "2025-12-30", 2},
	{"gap", {MONDAY, MONDAY + 9}, 2, "Patches a day", "2025-12-29", "2026-01-07", 10},
	{"91", {MONDAY, MONDAY + 90}, 2, "Patches a day", "2025-12-29", "2026-03-29", 91},
	{"92", {MONDAY, MONDAY + 91}, 2, "Patches a day", "2025-12-29", "2026-03-30", 92},
	{"93", {MONDAY + 6, MONDAY + 98}, 2, "Patches a week", "2025-12-29", "2026-04-06", 15},
	{"weeks",
	 {MONDAY, MONDAY + 6, MONDAY + 7, MONDAY + 200},
	 4,
	 "Patches a week",
	 "2025-12-29",
	 "2026-07-13",
	 29},
	{"644", {MONDAY, MONDAY + 643}, 2, "Patches in 2 weeks", NULL, NULL, 46},
	{"645", {MONDAY, MONDAY + 644}, 2, "Patches in 4 weeks", NULL, NULL, 24},
	{"before 1970", {-3, -1, 0}, 3, "Patches a day", "1969-12-29", "1970-01-01", 4},
	{"before 1970, by weeks", {-100, 0}, 2, "Patches a week", "1969-09-22", "1969-12-29", 15},
	{"far apart", {0, YEAR_9999}, 2, NULL, NULL, NULL, 0},
	{"from a clock that is wrong", {-20000000, MONDAY}, 2, NULL, NULL, NULL, 0},
};

static void test_days_become_few_columns_with_the_same_sum(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(spans); i++) {
		const struct days_case *c = &spans[i];
		struct update_day days[4] = {0};
		g_auto(arena) arena = {0};
		struct plot plot;
		uint64_t sum = 0;

		g_test_message("%s", c->name);
		arena_init(&arena);
		for (unsigned k = 0; k < c->n_days; k++)
			days[k] = (struct update_day){
				.number = c->days[k],
				.date = str_slice(
					timestamp_format_utc(&arena, c->days[k] * SECONDS_PER_DAY),
					0, strlen("2025-12-29")),
				.patches = 1U << k,
			};
		g_assert_true(plot_of_days(&arena, days, c->n_days, &plot));
		for (unsigned k = 0; k < plot.n_bars; k++)
			sum += plot.bars[k].value;
		g_assert_cmpuint(sum, ==, (1U << c->n_days) - 1);
		g_assert_cmpuint(plot.n_bars, >=, 1);
		g_assert_cmpuint(plot.n_bars, <=, 100);
		if (c->n_bars)
			g_assert_cmpuint(plot.n_bars, ==, c->n_bars);
		if (c->title)
			g_assert_true(str_equal(plot.title, str_from(c->title)));
		if (c->first) {
			g_assert_true(str_equal(plot.bars[0].label, str_from(c->first)));
			g_assert_true(
				str_equal(plot.bars[plot.n_bars - 1].label, str_from(c->last)));
		}
	}
}

/* From each day of a week on, as many days as any span has at its edge. */
static void test_there_are_never_too_many_columns(void)
{
	for (int64_t first = MONDAY; first < MONDAY + 28; first++) {
		for (int64_t n = 1; n < 6000; n++) {
			struct update_day days[] = {{.number = first, .patches = 1},
						    {.number = first + n - 1, .patches = 2}};
			g_auto(arena) arena = {0};
			struct plot plot;

			if (n > 100 && n % 28 > 2 && n % 7 > 1)
				continue;
			arena_init(&arena);
			g_assert_true(plot_of_days(&arena, days, 2, &plot));
			g_assert_cmpuint(plot.n_bars, <=, 100);
			g_assert_cmpuint(plot.bars[0].value + plot.bars[plot.n_bars - 1].value, ==,
					 plot.n_bars == 1 ? 6 : 3);
		}
	}
}

static void test_what_has_nothing_to_show_is_no_plot(void)
{
	g_autoptr(update) empty = fixture_empty();
	g_auto(arena) arena = {0};
	struct plot plot;

	arena_init(&arena);
	g_assert_false(plot_of_days(&arena, NULL, 0, &plot));
	g_assert_false(plot_of_areas(&arena, empty, &plot));
	g_assert_false(plot_of_contributors(&arena, empty, &plot));
	g_assert_false(plot_of_waits(&arena, empty, &plot));
}

/* "kettle 3, x86 2" */
static char *bars_text(const struct plot *plot)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < plot->n_bars; i++)
		g_string_append_printf(text, "%s" STR_FMT " %" G_GUINT64_FORMAT, i ? ", " : "",
				       STR_ARG(plot->bars[i].label), plot->bars[i].value);
	return g_string_free(text, FALSE);
}

static void expect_bars(bool is_there, const struct plot *plot, const char *expected)
{
	g_autofree char *text = NULL;

	g_assert_true(is_there);
	text = bars_text(plot);
	g_assert_cmpstr(text, ==, expected);
}

static void test_the_plots_of_an_update_show_its_figures(void)
{
	g_autoptr(update) update = fixture_update();
	struct plot plot;

	expect_bars(plot_of_days(&update->arena, update->days, update->n_days, &plot), &plot,
		    "2025-12-28 2, 2025-12-29 0, 2025-12-30 0, 2025-12-31 1");
	g_assert_true(
		str_equal(plot.summary, STR("Patches a day from 2025-12-28 to 2025-12-31: 3 in"
					    " all, most on 2025-12-28: 2")));
	expect_bars(plot_of_areas(&update->arena, update, &plot), &plot, "kettle 3, x86 2");
	update->top = 1;
	expect_bars(plot_of_areas(&update->arena, update, &plot), &plot, "kettle 3");
	expect_bars(plot_of_contributors(&update->arena, update, &plot), &plot, "Bo Builder 2");
	g_assert_true(str_equal(plot.summary, STR("3 contributors; most: Bo Builder, 2")));
	expect_bars(plot_of_waits(&update->arena, update, &plot), &plot,
		    "an hour 1, 6 hours 1, a day 0, 3 days 1, a week 0, 2 weeks 0, 30 days 0,"
		    " longer 0");
	g_assert_true(str_equal(plot.summary, STR("3 series got their first answer; half of them"
						  " within 2 h 5 min")));
}

static void test_an_area_without_patches_has_no_bar(void)
{
	g_autoptr(update) update = fixture_update();
	struct update_area areas[] = {{.name = STR_INIT("kettle")}, {.patches = 2}, {.patches = 0}};
	struct plot plot;

	update->areas = areas;
	update->n_areas = 3;
	expect_bars(plot_of_areas(&update->arena, update, &plot), &plot, "(no area) 2");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/plot/a-column-is-as-high-as-its-value",
			test_a_column_is_as_high_as_its_value);
	g_test_add_func("/plot/columns-without-a-value-have-an-axis-alone",
			test_columns_without_a_value_have_an_axis_alone);
	g_test_add_func("/plot/labels-of-columns-stand-in-the-image-and-apart",
			test_labels_of_columns_stand_in_the_image_and_apart);
	g_test_add_func("/plot/rows-show-each-label-and-value",
			test_rows_show_each_label_and_value);
	g_test_add_func("/plot/rows-of-huge-values-keep-their-order",
			test_rows_of_huge_values_keep_their_order);
	g_test_add_func("/plot/what-is-hostile-stays-text", test_what_is_hostile_stays_text);
	g_test_add_func("/plot/days-become-few-columns-with-the-same-sum",
			test_days_become_few_columns_with_the_same_sum);
	g_test_add_func("/plot/there-are-never-too-many-columns",
			test_there_are_never_too_many_columns);
	g_test_add_func("/plot/what-has-nothing-to-show-is-no-plot",
			test_what_has_nothing_to_show_is_no_plot);
	g_test_add_func("/plot/the-plots-of-an-update-show-its-figures",
			test_the_plots_of_an_update_show_its_figures);
	g_test_add_func("/plot/an-area-without-patches-has-no-bar",
			test_an_area_without_patches_has_no_bar);
	return g_test_run();
}
