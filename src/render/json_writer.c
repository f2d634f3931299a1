/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/json_writer.h"

#include "render/escape.h"

enum { INDENT = 2 };

static void begin_line(struct json_writer *writer)
{
	g_string_append_printf(writer->out, "\n%*s", (int)(writer->depth * INDENT), "");
}

/* What stands before any value: a comma, the line, the key. */
static void begin_member(struct json_writer *writer, const char *key)
{
	if (writer->has_members)
		g_string_append_c(writer->out, ',');
	if (writer->depth > 0)
		begin_line(writer);
	if (key)
		g_string_append_printf(writer->out, "\"%s\": ", key);
	writer->has_members = true;
}

static void begin_level(struct json_writer *writer, const char *key, char bracket)
{
	begin_member(writer, key);
	g_string_append_c(writer->out, bracket);
	writer->depth++;
	writer->has_members = false;
}

static void end_level(struct json_writer *writer, char bracket)
{
	writer->depth--;
	if (writer->has_members)
		begin_line(writer);
	g_string_append_c(writer->out, bracket);
	writer->has_members = true;
	if (writer->depth == 0)
		g_string_append_c(writer->out, '\n');
}

void json_writer_init(struct json_writer *writer, GString *out)
{
	*writer = (struct json_writer){.out = out};
}

void json_begin_object(struct json_writer *writer, const char *key)
{
	begin_level(writer, key, '{');
}

void json_end_object(struct json_writer *writer)
{
	end_level(writer, '}');
}

void json_begin_array(struct json_writer *writer, const char *key)
{
	begin_level(writer, key, '[');
}

void json_end_array(struct json_writer *writer)
{
	end_level(writer, ']');
}

void json_string(struct json_writer *writer, const char *key, str value)
{
	begin_member(writer, key);
	escape_json(writer->out, value);
}

void json_known(struct json_writer *writer, const char *key, str value)
{
	if (value.len > 0)
		json_string(writer, key, value);
	else
		json_null(writer, key);
}

void json_unsigned(struct json_writer *writer, const char *key, unsigned value)
{
	begin_member(writer, key);
	g_string_append_printf(writer->out, "%u", value);
}

void json_boolean(struct json_writer *writer, const char *key, bool value)
{
	begin_member(writer, key);
	g_string_append(writer->out, value ? "true" : "false");
}

void json_null(struct json_writer *writer, const char *key)
{
	begin_member(writer, key);
	g_string_append(writer->out, "null");
}
