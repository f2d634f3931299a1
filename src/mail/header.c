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
};

bool header_find_name(str name, enum header_name *ret_name)
{
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

static struct header_field *add_field(struct arena *arena, struct header *header, unsigned *n_room)
{
	if (header->n_fields == *n_room) {
		unsigned n_more = *n_room ? *n_room * 2 : HEADER_FIRST_FIELDS;
		struct header_field *more = arena_new_array(arena, struct header_field, n_more);

		if (header->n_fields)
			memcpy(more, header->fields, header->n_fields * sizeof(*more));
		header->fields = more;
		*n_room = n_more;
	}
	return &header->fields[header->n_fields++];
}

static bool is_empty_line(str line)
{
	return line.len == 0 || (line.len == 1 && line.ptr[0] == '\r');
}

void header_scan(struct arena *arena, str bytes, struct header *ret_header, unsigned *defects)
{
	struct header header = {0};
	struct header_field *open = NULL; /* the wanted field that a continuation belongs to */
	unsigned n_room = 0;
	str rest = bytes;
	str line;
	str block;

	while (str_next_line(&rest, &line)) {
		enum header_name wanted;
		str name;
		str value;

		if (is_empty_line(line)) {
			header.has_end = true;
			break;
		}
		if ((line.ptr[0] == ' ' || line.ptr[0] == '\t') && header.n_all > 0) {
			if (open)
				open->raw.len = (size_t)(line.ptr + line.len - open->raw.ptr);
			continue;
		}
		open = NULL;
		if (!split_field(line, &name, &value)) {
			*defects |= MAIL_BAD_FIELD;
			continue;
		}
		header.n_all++;
		if (header.n_all > LIMIT_HEADER_FIELDS ||
		    (size_t)(line.ptr - bytes.ptr) > LIMIT_HEADER_BYTES) {
			*defects |= MAIL_TOO_LONG;
			continue;
		}
		if (!header_find_name(name, &wanted))
			continue;
		open = add_field(arena, &header, &n_room);
		*open = (struct header_field){.name = wanted, .raw = value};
	}
	header.body = rest;
	block = str_slice(bytes, 0, bytes.len - rest.len);
	if (!utf8_is_ascii(block))
		*defects |= MAIL_RAW_HEADER;
	*ret_header = header;
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
