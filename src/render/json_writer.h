/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes JSON (RFC 8259), pretty-printed with two blanks a level.
 *
 * Keys are literals of ours and written as they stand; every value that is
 * text goes through escape_json(). Within an array the key is NULL.
 */
#ifndef TIDINGS_RENDER_JSON_WRITER_H
#define TIDINGS_RENDER_JSON_WRITER_H

#include "base/str.h"

#include <glib.h>

struct json_writer {
	GString *out;
	unsigned depth;
	bool has_members; /* of the innermost object or array */
};

/* The document is appended to @out, which the writer borrows. */
void json_writer_init(struct json_writer *writer, GString *out);

void json_begin_object(struct json_writer *writer, const char *key);
void json_end_object(struct json_writer *writer);
void json_begin_array(struct json_writer *writer, const char *key);
void json_end_array(struct json_writer *writer);

void json_string(struct json_writer *writer, const char *key, str value);

/* As json_string(), but null where @value is empty: what is not known. */
void json_known(struct json_writer *writer, const char *key, str value);

void json_unsigned(struct json_writer *writer, const char *key, unsigned value);
void json_boolean(struct json_writer *writer, const char *key, bool value);
void json_null(struct json_writer *writer, const char *key);

#endif
