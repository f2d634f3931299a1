/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GKeyFile would write the file, too, but all of it anew: without the blanks around each `=`,
 * and with the comments between two sections at other places. It is its user's, so lines that
 * are not concerned are left alone. What a line is, is as GKeyFile takes it.
 */
#include "config/edit.h"

#include "config/file.h"

#include <string.h>

enum line_kind {
	LINE_OTHER, /* a comment, a blank line, one that is none at all, a key of another section */
	LINE_HEADER, /* of the section */
	LINE_KEY, /* another key of the section */
	LINE_CONCERNED, /* the key itself */
};

/* The lines of a text, one after the other. */
struct walk {
	const struct config_key_name *name;
	str text;
	str rest;
	bool is_within; /* the section */
	/* The last line that was taken, with its line break. */
	size_t begin;
	size_t end;
	str line;
	enum line_kind kind;
};

/* What a text has of a key. */
struct survey {
	size_t begin; /* the last line that says it */
	size_t end;
	bool has_key;
	bool has_others; /* keys of the section */
	bool has_section;
	size_t section_end; /* behind the last key, or header, of the section */
};

static bool read_header(str line, str *ret_group)
{
	if (!str_take(&line, STR("[")) || !str_ends(line, STR("]")))
		return false;
	*ret_group = str_slice(line, 0, line.len - 1);
	return true;
}

static bool is_section(str group, const struct config_key_name *name)
{
	g_autofree char *text = str_dup(group);
	g_auto(config_header) header = config_header_read(text);

	return strcmp(header.section, name->section) == 0 &&
	       g_strcmp0(header.name, name->name) == 0;
}

static enum line_kind kind_of(struct walk *walk)
{
	str line = str_trim(walk->line);
	size_t equals;
	str group;

	if (line.len == 0 || line.ptr[0] == '#')
		return LINE_OTHER;
	if (read_header(line, &group)) {
		walk->is_within = is_section(group, walk->name);
		return walk->is_within ? LINE_HEADER : LINE_OTHER;
	}
	if (!walk->is_within || !str_find_byte(line, '=', &equals))
		return LINE_OTHER;
	return str_equal(str_trim_end(str_slice(line, 0, equals)), str_from(walk->name->key))
		       ? LINE_CONCERNED
		       : LINE_KEY;
}

static bool next_line(struct walk *walk)
{
	if (!str_next_line(&walk->rest, &walk->line))
		return false;
	walk->begin = walk->end;
	walk->end = walk->text.len - walk->rest.len;
	walk->kind = kind_of(walk);
	return true;
}

static struct survey survey_text(str text, const struct config_key_name *name)
{
	struct walk walk = {.name = name, .text = text, .rest = text};
	struct survey survey = {0};

	while (next_line(&walk)) {
		if (walk.kind == LINE_OTHER)
			continue;
		survey.has_section = true;
		survey.section_end = walk.end;
		survey.has_others = survey.has_others || walk.kind == LINE_KEY;
		if (walk.kind != LINE_CONCERNED)
			continue;
		survey.has_key = true;
		survey.begin = walk.begin;
		survey.end = walk.end;
	}
	return survey;
}

static void append(GString *out, str text)
{
	g_string_append_len(out, text.ptr, (gssize)text.len);
}

/* What came so far ends with a line break, or is empty. */
static void end_line(GString *out)
{
	if (out->len > 0 && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
}

static bool ends_blank(const GString *out)
{
	return out->len == 0 || g_str_has_suffix(out->str, "\n\n") || g_str_equal(out->str, "\n");
}

/* The line of a key, up to its value. */
static str before_value(str line)
{
	size_t end = 0;

	str_find_byte(line, '=', &end);
	end++;
	while (end < line.len && (line.ptr[end] == ' ' || line.ptr[end] == '\t'))
		end++;
	return str_slice(line, 0, end);
}

static void append_section(const struct config_key_name *name, const char *value, GString *out)
{
	end_line(out);
	if (!ends_blank(out))
		g_string_append_c(out, '\n');
	g_string_append_printf(out, "[%s%s%s]\n%s = %s\n", name->section, name->name ? " " : "",
			       name->name ? name->name : "", name->key, value);
}

void config_edit_set(str text, const struct config_key_name *name, const char *value, GString *out)
{
	struct survey survey = survey_text(text, name);

	if (survey.has_key) {
		append(out, str_slice(text, 0, survey.begin));
		append(out, before_value(str_slice(text, survey.begin, survey.end)));
		g_string_append_printf(out, "%s\n", value);
		append(out, str_skip(text, survey.end));
		return;
	}
	if (survey.has_section) {
		append(out, str_slice(text, 0, survey.section_end));
		end_line(out);
		g_string_append_printf(out, "%s = %s\n", name->key, value);
		append(out, str_skip(text, survey.section_end));
		return;
	}
	append(out, text);
	append_section(name, value, out);
}

/* Of the blank lines before and behind a section that went, those before it are enough. */
static void remove_section(struct walk *walk, GString *out)
{
	bool is_gap = false;

	while (next_line(walk)) {
		bool is_blank = str_trim(walk->line).len == 0;

		if (walk->kind == LINE_HEADER || walk->kind == LINE_CONCERNED) {
			is_gap = true;
			continue;
		}
		if (is_gap && is_blank && ends_blank(out))
			continue;
		is_gap = is_gap && is_blank;
		append(out, str_slice(walk->text, walk->begin, walk->end));
	}
	while (is_gap && g_str_has_suffix(out->str, "\n\n"))
		g_string_truncate(out, out->len - 1);
}

bool config_edit_remove(str text, const struct config_key_name *name, GString *out)
{
	struct survey survey = survey_text(text, name);
	struct walk walk = {.name = name, .text = text, .rest = text};

	if (!survey.has_key)
		return false;
	if (!survey.has_others) {
		remove_section(&walk, out);
		return true;
	}
	while (next_line(&walk)) {
		if (walk.kind != LINE_CONCERNED)
			append(out, str_slice(text, walk.begin, walk.end));
	}
	return true;
}
