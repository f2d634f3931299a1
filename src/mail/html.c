/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/html.h"

#include "base/utf8.h"

#include <glib.h>
#include <string.h>

enum { ENTITY_BYTES = 12 }; /* the longest that is looked for, with its semicolon */

struct html_scan {
	str rest;
	char *text;
	size_t len;
	unsigned n_pre; /* how many <pre> are open */
	bool has_blank; /* a blank waits for a word to follow */
};

/* Elements that begin and end on a line of their own. */
static const str block_elements[] = {
	STR_INIT("p"),	STR_INIT("div"), STR_INIT("br"),    STR_INIT("tr"),  STR_INIT("li"),
	STR_INIT("ul"), STR_INIT("ol"),	 STR_INIT("table"), STR_INIT("pre"), STR_INIT("hr"),
	STR_INIT("h1"), STR_INIT("h2"),	 STR_INIT("h3"),    STR_INIT("h4"),  STR_INIT("blockquote"),
};

/* Elements whose content is not shown. */
static const str hidden_elements[] = {
	STR_INIT("style"),
	STR_INIT("script"),
	STR_INIT("title"),
};

static const struct {
	str name;
	gunichar character;
} entities[] = {
	{.name = STR_INIT("lt"), .character = '<'},
	{.name = STR_INIT("gt"), .character = '>'},
	{.name = STR_INIT("amp"), .character = '&'},
	{.name = STR_INIT("quot"), .character = '"'},
	{.name = STR_INIT("apos"), .character = '\''},
	{.name = STR_INIT("nbsp"), .character = ' '},
	{.name = STR_INIT("copy"), .character = 0xa9},
	{.name = STR_INIT("ndash"), .character = 0x2013},
	{.name = STR_INIT("mdash"), .character = 0x2014},
	{.name = STR_INIT("lsquo"), .character = 0x2018},
	{.name = STR_INIT("rsquo"), .character = 0x2019},
	{.name = STR_INIT("ldquo"), .character = 0x201c},
	{.name = STR_INIT("rdquo"), .character = 0x201d},
	{.name = STR_INIT("hellip"), .character = 0x2026},
};

static bool is_one_of(str name, const str *names, size_t n_names)
{
	for (size_t i = 0; i < n_names; i++) {
		if (str_equal_nocase(names[i], name))
			return true;
	}
	return false;
}

static void end_line(struct html_scan *scan)
{
	scan->has_blank = false;
	if (scan->len > 0 && scan->text[scan->len - 1] != '\n')
		scan->text[scan->len++] = '\n';
}

static void add_bytes(struct html_scan *scan, const char *bytes, size_t len)
{
	if (scan->has_blank && scan->len > 0 && scan->text[scan->len - 1] != '\n')
		scan->text[scan->len++] = ' ';
	scan->has_blank = false;
	memcpy(scan->text + scan->len, bytes, len);
	scan->len += len;
}

/* "#65", "#x41" or a name of the table; zero if it is no character. */
static gunichar entity_character(str name)
{
	gunichar character = 0;
	unsigned base = 10;

	for (size_t i = 0; i < G_N_ELEMENTS(entities); i++) {
		if (str_equal(entities[i].name, name))
			return entities[i].character;
	}
	if (!str_take(&name, STR("#")))
		return 0;
	if (str_take_nocase(&name, STR("x")))
		base = 16;
	for (size_t i = 0; i < name.len; i++) {
		int digit = g_ascii_xdigit_value(name.ptr[i]);

		if (digit < 0 || (unsigned)digit >= base)
			return 0;
		character = character * base + (unsigned)digit;
		if (character > 0x10ffff)
			return 0;
	}
	return g_unichar_validate(character) ? character : 0;
}

/* @scan->rest begins with "&". An entity takes more bytes than its character. */
static void scan_entity(struct html_scan *scan)
{
	gunichar character = 0;
	char bytes[6];
	size_t end = 0;

	if (str_find_byte(str_slice(scan->rest, 0, ENTITY_BYTES), ';', &end))
		character = entity_character(str_slice(scan->rest, 1, end));
	if (character == 0) {
		add_bytes(scan, "&", 1);
		scan->rest = str_skip(scan->rest, 1);
		return;
	}
	add_bytes(scan, bytes, utf8_write(character, bytes));
	scan->rest = str_skip(scan->rest, end + 1);
}

/* Skips to behind the end tag of a hidden element, or to the end of the page. */
static void skip_element(struct html_scan *scan, str name)
{
	size_t at;

	while (str_find(scan->rest, STR("</"), &at)) {
		scan->rest = str_skip(scan->rest, at + 2);
		if (!str_starts_nocase(scan->rest, name))
			continue;
		at = scan->rest.len;
		str_find_byte(scan->rest, '>', &at);
		scan->rest = str_skip(scan->rest, at + 1);
		return;
	}
	scan->rest = str_skip(scan->rest, scan->rest.len);
}

/* @scan->rest begins with "<"; false if no tag does. */
static bool scan_tag(struct html_scan *scan)
{
	str inside = str_skip(scan->rest, 1);
	size_t name_len = 0;
	size_t end = inside.len;
	bool is_end;
	str name;

	if (str_take(&inside, STR("!--"))) {
		end = inside.len;
		str_find(inside, STR("-->"), &end);
		scan->rest = str_skip(inside, end + 3);
		return true;
	}
	is_end = str_take(&inside, STR("/"));
	if (inside.len == 0 ||
	    !(g_ascii_isalpha(inside.ptr[0]) || inside.ptr[0] == '!' || inside.ptr[0] == '?'))
		return false;
	end = inside.len;
	str_find_byte(inside, '>', &end);
	while (name_len < end && g_ascii_isalnum(inside.ptr[name_len]))
		name_len++;
	name = str_slice(inside, 0, name_len);
	scan->rest = str_skip(inside, end + 1);
	if (is_one_of(name, block_elements, G_N_ELEMENTS(block_elements)))
		end_line(scan);
	if (str_equal_nocase(name, STR("pre")) && !is_end)
		scan->n_pre++;
	else if (str_equal_nocase(name, STR("pre")) && scan->n_pre > 0)
		scan->n_pre--;
	if (!is_end && is_one_of(name, hidden_elements, G_N_ELEMENTS(hidden_elements)))
		skip_element(scan, name);
	return true;
}

str html_text(struct arena *arena, str page)
{
	/* A tag has three bytes and gives one newline: nothing grows, but for the last line. */
	struct html_scan scan = {.rest = page, .text = arena_text(arena, page.len + 2)};

	while (scan.rest.len > 0) {
		char c = scan.rest.ptr[0];

		if (c == '<' && scan_tag(&scan))
			continue;
		if (c == '&') {
			scan_entity(&scan);
			continue;
		}
		scan.rest = str_skip(scan.rest, 1);
		if (g_ascii_isspace(c) && scan.n_pre == 0) {
			scan.has_blank = true;
			continue;
		}
		add_bytes(&scan, &c, 1);
	}
	end_line(&scan);
	arena_shrink(arena, scan.text, scan.len);
	return (str){.ptr = scan.text, .len = scan.len};
}
