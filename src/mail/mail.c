/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of things: header block, fields, content. Workload: each mail of
 * an archive once, 8 to 11 kB in the median, half of it header.
 */
#include "mail/mail.h"

#include "base/limits.h"
#include "base/timestamp.h"
#include "mail/body.h"
#include "mail/content.h"
#include "mail/field.h"
#include "mail/header.h"
#include "mail/multipart.h"
#include "mail/transfer.h"

#include <glib.h>
#include <string.h>

static const char *const defect_names[MAIL_N_DEFECTS] = {
	"no header",
	"no body",
	"no Message-ID",
	"malformed Message-ID",
	"no sender",
	"several From fields",
	"no subject",
	"unreadable date",
	"header line without a colon",
	"raw bytes in the header",
	"NUL bytes",
	"wrong charset",
	"broken transfer encoding",
	"over a limit of size",
	"too many parts",
	"HTML only",
};

/* @bytes up to the limit, without the line that an mbox puts before a mail. */
static str begin_reading(str bytes, struct mail *mail)
{
	str rest;
	str line;
	size_t at;

	if (bytes.len > LIMIT_MAIL_BYTES)
		mail->defects |= MAIL_TOO_LONG;
	bytes = str_slice(bytes, 0, LIMIT_MAIL_BYTES);
	if (str_find_byte(bytes, '\0', &at))
		mail->defects |= MAIL_NUL;
	rest = bytes;
	if ((str_starts(bytes, STR("From ")) || str_starts(bytes, STR(">From "))) &&
	    str_next_line(&rest, &line))
		return rest;
	return bytes;
}

/* Adds the defects that are plain from the fields. */
static void add_field_defects(struct mail *mail)
{
	const struct {
		bool is_wrong;
		enum mail_defect defect;
	} checks[] = {
		{.is_wrong = mail->message_id.len == 0, .defect = MAIL_NO_MESSAGE_ID},
		{.is_wrong = mail->from.address.len == 0, .defect = MAIL_NO_FROM},
		{.is_wrong = mail->subject.len == 0, .defect = MAIL_NO_SUBJECT},
		{.is_wrong = !mail->has_date, .defect = MAIL_BAD_DATE},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
		if (checks[i].is_wrong)
			mail->defects |= checks[i].defect;
	}
}

static str read_text(struct arena *arena, const struct header *header, enum header_name name,
		     unsigned *defects)
{
	str raw = {0};

	header_first(header, name, &raw);
	return field_text(arena, raw, defects);
}

static struct mailbox read_mailbox(struct arena *arena, const struct header *header,
				   enum header_name name, unsigned *defects)
{
	str raw = {0};

	header_first(header, name, &raw);
	return field_mailbox(arena, raw, defects);
}

/* The ids of the fields of that name. */
static struct id_list read_ids(struct arena *arena, const struct header *header,
			       enum header_name name, struct mail *mail)
{
	str raws[LIMIT_ID_FIELDS];
	unsigned n_raws = 0;

	if (header_count(header, name) > LIMIT_ID_FIELDS)
		mail->defects |= MAIL_TOO_LONG;
	for (unsigned i = 0; i < header->n_fields && n_raws < LIMIT_ID_FIELDS; i++) {
		if (header->fields[i].name == name)
			raws[n_raws++] = header->fields[i].raw;
	}
	return field_ids(arena, raws, n_raws, &mail->defects);
}

static bool read_date(struct arena *arena, str raw, int64_t *ret_date, unsigned *defects)
{
	return timestamp_parse_mail(field_unfold(arena, raw, defects), ret_date);
}

/* The date of a Received field stands behind its last semicolon: RFC 5321, 4.4. */
static void read_received(struct arena *arena, const struct header *header, struct mail *mail)
{
	for (unsigned i = 0; i < header->n_fields; i++) {
		str raw = header->fields[i].raw;
		size_t semicolon;

		if (header->fields[i].name != HEADER_RECEIVED ||
		    !str_find_last_byte(raw, ';', &semicolon) ||
		    !read_date(arena, str_skip(raw, semicolon + 1), &mail->received_at,
			       &mail->defects))
			continue;
		mail->has_received = true;
		return;
	}
}

/* All fields of @name, as one: RFC 5322 (3.6) allows one alone, but some programs write several. */
static str join_fields(struct arena *arena, const struct header *header, enum header_name name)
{
	static const str separator = STR_INIT(",\n ");
	str joined = {0};
	size_t room = 0;
	char *text;

	if (header_count(header, name) < 2) {
		header_first(header, name, &joined);
		return joined;
	}
	for (unsigned i = 0; i < header->n_fields; i++)
		room += header->fields[i].raw.len + separator.len;
	text = arena_text(arena, room);
	for (unsigned i = 0; i < header->n_fields; i++) {
		str raw = header->fields[i].raw;

		if (header->fields[i].name != name || raw.len == 0)
			continue;
		if (joined.len > 0) {
			memcpy(text + joined.len, separator.ptr, separator.len);
			joined.len += separator.len;
		}
		memcpy(text + joined.len, raw.ptr, raw.len);
		joined = (str){.ptr = text, .len = joined.len + raw.len};
	}
	return joined;
}

static void read_fields(struct arena *arena, const struct header *header, struct mail *mail)
{
	unsigned *defects = &mail->defects;
	struct id_list ids;
	str raw = {0};

	if (header_first(header, HEADER_MESSAGE_ID, &raw))
		mail->message_id = field_message_id(arena, raw, defects);
	if (header_first(header, HEADER_DATE, &raw))
		mail->has_date = read_date(arena, raw, &mail->date, defects);
	if (header_count(header, HEADER_FROM) > 1)
		*defects |= MAIL_SEVERAL_FROM;
	mail->subject = read_text(arena, header, HEADER_SUBJECT, defects);
	mail->from = read_mailbox(arena, header, HEADER_FROM, defects);
	mail->original_from = read_mailbox(arena, header, HEADER_ORIGINAL_FROM, defects);
	mail->reply_to = read_mailbox(arena, header, HEADER_REPLY_TO, defects);
	mail->raw_to = join_fields(arena, header, HEADER_TO);
	mail->raw_cc = join_fields(arena, header, HEADER_CC);
	mail->list_id = read_text(arena, header, HEADER_LIST_ID, defects);
	mail->change_id = read_text(arena, header, HEADER_CHANGE_ID, defects);
	ids = read_ids(arena, header, HEADER_IN_REPLY_TO, mail);
	mail->in_reply_to = ids.ids;
	mail->n_in_reply_to = ids.n_ids;
	ids = read_ids(arena, header, HEADER_REFERENCES, mail);
	mail->references = ids.ids;
	mail->n_references = ids.n_ids;
	read_received(arena, header, mail);
}

static void read_body(struct arena *arena, const struct header *header, struct mail *mail)
{
	struct body_builder builder = {0};
	struct content content;

	content_read(arena, header, STR("text/plain"), &content, &mail->defects);
	if (content_is(&content, STR("multipart/")) &&
	    multipart_read(arena, header->body, &content, &builder, &mail->defects)) {
		body_finish(arena, &builder, mail);
		return;
	}
	/* A multipart without parts is best read as the text that it shows. */
	if (content_is(&content, STR("multipart/")))
		content.type = STR("text/plain");
	if (body_wants(&builder, &content)) {
		str decoded =
			transfer_decode(arena, header->body, content.encoding, &mail->defects);

		body_add(arena, &builder, &content, decoded, &mail->defects);
	}
	body_finish(arena, &builder, mail);
}

void mail_parse(struct arena *arena, str bytes, struct mail *ret_mail)
{
	struct mail mail = {0};
	struct header header;

	bytes = begin_reading(bytes, &mail);
	header_scan(arena, bytes, &header, &mail.defects);
	if (header.n_all == 0)
		mail.defects |= MAIL_NO_HEADER;
	read_fields(arena, &header, &mail);
	read_body(arena, &header, &mail);
	add_field_defects(&mail);
	*ret_mail = mail;
}

str mail_field_text(struct arena *arena, str raw)
{
	unsigned ignored = 0;

	return field_text(arena, raw, &ignored);
}

const char *mail_defect_name(unsigned bit)
{
	g_return_val_if_fail(bit < MAIL_N_DEFECTS, "unknown defect");
	return defect_names[bit];
}
