/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/message.h"

#include "base/timestamp.h"
#include "render/message_body.h"
#include "render/message_field.h"

#include <string.h>

enum {
	ID_DIGITS = 32, /* of a hash: 128 bits */
	ADDRESS_MAX = 254, /* RFC 5321, 4.5.3.1.3: 256 with the angle brackets */
	LOCAL_MAX = 64, /* 4.5.3.1.1 */
	LABEL_MAX = 63, /* RFC 1035, 2.3.4 */
};

/* One or more parts with dots between them, of letters, digits and the bytes of @others. */
static bool is_dotted(str text, const char *others, size_t part_max)
{
	size_t part = 0;

	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if (byte == '.' ? part == 0
				: !g_ascii_isalnum(byte) && (!byte || !strchr(others, byte)))
			return false;
		part = byte == '.' ? 0 : part + 1;
		if (part > part_max)
			return false;
	}
	return part > 0;
}

bool message_address_is_valid(str address)
{
	size_t at;
	str domain;

	if (address.len > ADDRESS_MAX || !str_find_last_byte(address, '@', &at))
		return false;
	domain = str_skip(address, at + 1);
	return at <= LOCAL_MAX && !str_starts(address, STR("-")) && !str_starts(domain, STR("-")) &&
	       is_dotted(str_slice(address, 0, at), MESSAGE_ATOM_MARKS, LOCAL_MAX) &&
	       is_dotted(domain, "-", LABEL_MAX);
}

/* The length goes first, so that no two lists of texts give the same bytes. */
static void hash_text(GChecksum *hash, str text)
{
	uint64_t length = GUINT64_TO_LE(text.len);

	g_checksum_update(hash, (const guchar *)&length, sizeof(length));
	if (text.len > 0)
		g_checksum_update(hash, (const guchar *)text.ptr, (gssize)text.len);
}

static void hash_mailbox(GChecksum *hash, const struct mailbox *mailbox)
{
	hash_text(hash, mailbox->name);
	hash_text(hash, mailbox->address);
}

char *message_make_id(const struct message *message)
{
	g_autoptr(GChecksum) hash = g_checksum_new(G_CHECKSUM_SHA256);
	str address = message->from.address;
	int64_t sent_at = GINT64_TO_LE(message->sent_at);
	size_t at;

	hash_mailbox(hash, &message->from);
	for (unsigned i = 0; i < message->n_to; i++)
		hash_mailbox(hash, &message->to[i]);
	g_checksum_update(hash, (const guchar *)&sent_at, sizeof(sent_at));
	hash_text(hash, message->subject);
	hash_text(hash, message->text);
	hash_text(hash, message->html);
	if (!str_find_last_byte(address, '@', &at))
		at = address.len;
	return g_strdup_printf("%.*s" STR_FMT, ID_DIGITS, g_checksum_get_string(hash),
			       STR_ARG(str_skip(address, at)));
}

/*
 * What parts the two texts. Neither encoding writes `=_`, so that it stands in no text; the
 * hash makes it differ from those of a mail that this one quotes or is quoted in.
 */
static char *make_boundary(str text, str html)
{
	g_autoptr(GChecksum) hash = g_checksum_new(G_CHECKSUM_SHA256);

	hash_text(hash, text);
	hash_text(hash, html);
	return g_strdup_printf("=_%.*s", ID_DIGITS, g_checksum_get_string(hash));
}

static void append_part(GString *out, const char *type, str text, const char *boundary)
{
	g_string_append_printf(out, "--%s\nContent-Type: %s; charset=utf-8\n", boundary, type);
	message_body_append(out, text);
	/* This newline belongs to the boundary, not to the text. */
	g_string_append_c(out, '\n');
}

static void append_fields(GString *out, const struct message *message, const char *boundary)
{
	g_auto(arena) arena = {0};

	message_field_mailboxes(out, "From", &message->from, 1);
	message_field_mailboxes(out, "To", message->to, message->n_to);
	message_field_text(out, "Subject", message->subject);
	g_string_append_printf(out, "Date: " STR_FMT "\n",
			       STR_ARG(timestamp_format_mail(&arena, message->sent_at)));
	g_string_append_printf(out, "Message-ID: <" STR_FMT ">\n", STR_ARG(message->message_id));
	g_string_append(out, "MIME-Version: 1.0\n");
	g_string_append_printf(out, "Content-Type: multipart/alternative;\n boundary=\"%s\"\n",
			       boundary);
	/* RFC 3834: nobody's holiday shall answer it. */
	g_string_append(out, "Auto-Submitted: auto-generated\n\n");
}

void message_compose(const struct message *message, GString *out)
{
	g_autofree char *boundary = make_boundary(message->text, message->html);

	append_fields(out, message, boundary);
	append_part(out, "text/plain", message->text, boundary);
	append_part(out, "text/html", message->html, boundary);
	g_string_append_printf(out, "--%s--\n", boundary);
}
