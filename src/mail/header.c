/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: a list's mail has 5 kB of header in some hundred lines, most of
 * them traces of transport, and a dozen fields that matter. So lines are found
 * with memchr() and a name is compared only with those of its length.
 */
#include "mail/header.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mail/mail.h"

#include <glib.h>
#include <string.h>

enum { HEADER_FIRST_FIELDS = 24 };

static const str header_names[] = {
	[HEADER_CC] = STR_INIT("Cc"),
	[HEADER_CHANGE_ID] = STR_INIT("X-Change-ID"),
	[HEADER_CONTENT_DISPOSITION] = STR_INIT("Content-Disposition"),
	[HEADER_CONTENT_TRANSFER_ENCODING] = STR_INIT("Content-Transfer-Encoding"),
	[HEADER_CONTENT_TYPE] = STR_INIT("Content-Type"),
	[HEADER_DATE] = STR_INIT("Date"),
	[HEADER_FROM] = STR_INIT("From"),
	[HEADER_IN_REPLY_TO] = STR_INIT("In-Reply-To"),
	[HEADER_LIST_ID] = STR_INIT("List-Id"),
	[HEADER_MESSAGE_ID] = STR_INIT("Message-ID"),
	[HEADER_ORIGINAL_FROM] = STR_INIT("X-Original-From"),
	[HEADER_RECEIVED] = STR_INIT("Received"),
	[HEADER_REFERENCES] = STR_INIT("References"),
	[HEADER_REPLY_TO] = STR_INIT("Reply-To"),
	[HEADER_SUBJECT] = STR_INIT("Subject"),
	[HEADER_TO] = STR_INIT("To"),
};

/* Nine of ten fields are as long as none that is wanted. */
static bool is_wanted_length(size_t length)
{
	static const bool lengths[] = {
		[2] = true,  [4] = true,  [7] = true,  [8] = true,  [10] = true,
		[11] = true, [12] = true, [15] = true, [19] = true, [25] = true,
	};

	return length < G_N_ELEMENTS(lengths) && lengths[length];
}

static bool find_name(str name, enum header_name *ret_name)
{
	if (!is_wanted_length(name.len))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(header_names); i++) {
		if (header_names[i].len == name.len && str_equal_nocase(header_names[i], name)) {
			*ret_name = (enum header_name)i;
			return true;
		}
	}
	return false;
}

/*
 * Splits a line "name: value". Blanks before the colon are of the obsolete
 * syntax, RFC 5322, 4.5.
 */
static bool split_field(str line, str *ret_name, str *ret_value)
{
	size_t name_end = 0;
	size_t colon;

	while (name_end < line.len && line.ptr[name_end] > ' ' && line.ptr[name_end] < 0x7f &&
	       line.ptr[name_end] != ':')
		name_end++;
	colon = name_end;
	while (colon < line.len && (line.ptr[colon] == ' ' || line.ptr[colon] == '\t'))
		colon++;
	if (name_end == 0 || colon == line.len || line.ptr[colon] != ':')
		return false;
	*ret_name = (str){.ptr = line.ptr, .len = name_end};
	*ret_value = (str){.ptr = line.ptr + colon + 1, .len = line.len - colon - 1};
	return true;
}

struct header_scan {
	struct arena *arena;
	struct header header;
	unsigned n_room; /* of header.fields */
	struct header_field *open; /* the wanted field that a continuation belongs to */
	unsigned *defects;
};

static void add_field(struct header_scan *scan, struct header_field field)
{
	struct header *header = &scan->header;

	if (header->n_fields == scan->n_room) {
		unsigned n_more = scan->n_room ? scan->n_room * 2 : HEADER_FIRST_FIELDS;
		struct header_field *more =
			arena_new_array(scan->arena, struct header_field, n_more);

		if (header->n_fields)
			memcpy(more, header->fields, header->n_fields * sizeof(*more));
		header->fields = more;
		scan->n_room = n_more;
	}
	scan->open = &header->fields[header->n_fields++];
	*scan->open = field;
}

/* @line is not empty. */
static void scan_line(struct header_scan *scan, str line)
{
	struct header_field field;
	str name;

	if ((line.ptr[0] == ' ' || line.ptr[0] == '\t') && scan->header.n_all > 0) {
		if (scan->open)
			scan->open->raw.len = (size_t)(line.ptr + line.len - scan->open->raw.ptr);
		return;
	}
	scan->open = NULL;
	if (!split_field(line, &name, &field.raw)) {
		*scan->defects |= MAIL_BAD_FIELD;
		return;
	}
	scan->header.n_all++;
	if (scan->header.n_all > LIMIT_HEADER_FIELDS) {
		*scan->defects |= MAIL_TOO_LONG;
		return;
	}
	if (find_name(name, &field.name))
		add_field(scan, field);
}

static bool ends_header(str line)
{
	return line.len == 0 || (line.len == 1 && line.ptr[0] == '\r');
}

void header_scan(struct arena *arena, str bytes, struct header *ret_header, unsigned *defects)
{
	struct header_scan scan = {.arena = arena, .defects = defects};
	str rest = bytes;
	str line;

	while (str_next_line(&rest, &line) && !ends_header(line)) {
		size_t begin = (size_t)(line.ptr - bytes.ptr);

		if (begin + line.len > LIMIT_HEADER_BYTES) {
			*defects |= MAIL_TOO_LONG;
			line.len = LIMIT_HEADER_BYTES - MIN(begin, (size_t)LIMIT_HEADER_BYTES);
		}
		if (line.len > 0)
			scan_line(&scan, line);
	}
	scan.header.body = rest;
	if (!utf8_is_ascii(str_slice(bytes, 0, bytes.len - rest.len)))
		*defects |= MAIL_RAW_HEADER;
	*ret_header = scan.header;
}

bool header_first(const struct header *header, enum header_name name, str *ret_raw)
{
	for (unsigned i = 0; i < header->n_fields; i++) {
		if (header->fields[i].name == name) {
			*ret_raw = header->fields[i].raw;
			return true;
		}
	}
	return false;
}

unsigned header_count(const struct header *header, enum header_name name)
{
	unsigned count = 0;

	for (unsigned i = 0; i < header->n_fields; i++)
		count += header->fields[i].name == name;
	return count;
}
