/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/am_mail.h"

#include "flow/am_header.h"
#include "patch/in_body.h"

enum { QUOTED_COLUMNS = 75 }; /* RFC 2045, 6.7 (5): 76 with the `=` of a soft line break */

static void append(GString *out, str text)
{
	g_string_append_len(out, text.ptr, (gssize)text.len);
}

/* @text, and a newline where it does not end in one; nothing where it is empty. */
static void append_block(GString *out, str text)
{
	append(out, text);
	if (text.len > 0 && text.ptr[text.len - 1] != '\n')
		g_string_append_c(out, '\n');
}

static void append_base(GString *out, const struct am_mail *mail)
{
	if (mail->base_commit.len == 0)
		return;
	g_string_append_printf(out, "\nbase-commit: " STR_FMT "\n", STR_ARG(mail->base_commit));
	for (unsigned i = 0; i < mail->n_prerequisites; i++)
		g_string_append_printf(out, "prerequisite-patch-id: " STR_FMT "\n",
				       STR_ARG(mail->prerequisites[i]));
}

static void append_body(GString *out, struct arena *scratch, const struct am_mail *mail)
{
	struct in_body in_body;

	/* A message that begins like a header would lose its first lines, but below this. */
	if (in_body_read(scratch, mail->message, &in_body) > 0) {
		am_header_append_mailbox(out, "From", mail->author);
		g_string_append_c(out, '\n');
	}
	append_block(out, mail->message);
	g_string_append(out, "---\n");
	append_block(out, mail->notes);
	if (mail->notes.len > 0)
		g_string_append_c(out, '\n');
	append_block(out, mail->diffstat);
	if (mail->diffstat.len > 0)
		g_string_append_c(out, '\n');
	append_block(out, mail->diff);
	/* git-apply(1) reads binary data up to an empty line. */
	if (mail->ends_binary)
		g_string_append_c(out, '\n');
	append_base(out, mail);
	g_string_append(out, "-- \ntidings\n\n");
}

static bool begins_mail(str line)
{
	return str_starts(line, STR("From "));
}

/* Bytes that a terminal obeys; a mail for it must not hold them as they are. */
static bool is_control(char byte)
{
	return ((unsigned char)byte < ' ' && byte != '\t' && byte != '\n') || byte == 0x7f;
}

static bool must_be_quoted(str body)
{
	str line;

	for (size_t i = 0; i < body.len; i++) {
		if (is_control(body.ptr[i]))
			return true;
	}
	while (str_next_line(&body, &line)) {
		if (begins_mail(line))
			return true;
	}
	return false;
}

/* RFC 2045, 6.7. A line that begins as a mail does begins with its F encoded. */
static void append_quoted_line(GString *out, str line)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned columns = 0;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char byte = (unsigned char)line.ptr[i];
		bool is_blank = byte == ' ' || byte == '\t';
		bool is_literal = (is_blank && i + 1 < line.len) ||
				  (byte > ' ' && byte <= '~' && byte != '=');

		if (i == 0 && begins_mail(line))
			is_literal = false;
		if (columns + (is_literal ? 1 : 3) > QUOTED_COLUMNS) {
			g_string_append(out, "=\n");
			columns = 0;
		}
		if (is_literal) {
			g_string_append_c(out, (char)byte);
			columns++;
			continue;
		}
		g_string_append_c(out, '=');
		g_string_append_c(out, digits[byte >> 4]);
		g_string_append_c(out, digits[byte & 15]);
		columns += 3;
	}
	g_string_append_c(out, '\n');
}

static void append_header(GString *out, const struct am_mail *mail, bool quoted)
{
	g_string_append(out, "From ");
	if (mail->commit.len > 0)
		append(out, mail->commit);
	else
		g_string_append(out, "0000000000000000000000000000000000000000");
	g_string_append(out, " Mon Sep 17 00:00:00 2001\n");
	am_header_append_mailbox(out, "From", mail->author);
	am_header_append(out, "Date", (str){0}, mail->date);
	am_header_append(out, "Subject", mail->tag, mail->title);
	if (mail->message_id.len > 0) {
		g_string_append(out, "Message-ID: <");
		append(out, mail->message_id);
		g_string_append(out, ">\n");
	}
	g_string_append(out, "MIME-Version: 1.0\n"
			     "Content-Type: text/plain; charset=UTF-8\n");
	g_string_append_printf(out, "Content-Transfer-Encoding: %s\n\n",
			       quoted ? "quoted-printable" : "8bit");
}

str am_mail_write(struct arena *arena, const struct am_mail *mail)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GString) body = g_string_new(NULL);
	bool quoted;
	str rest;
	str line;

	append_body(body, arena, mail);
	rest = (str){.ptr = body->str, .len = body->len};
	quoted = must_be_quoted(rest);
	append_header(out, mail, quoted);
	if (!quoted)
		append(out, rest);
	while (quoted && str_next_line(&rest, &line))
		append_quoted_line(out, line);
	return arena_str(arena, (str){.ptr = out->str, .len = out->len});
}

str am_mail_title(str subject)
{
	for (;;) {
		size_t end;

		subject = str_trim(subject);
		if (str_take_nocase(&subject, STR("re:")) || str_take(&subject, STR(":")))
			continue;
		if (!str_starts(subject, STR("[")) || !str_find_byte(subject, ']', &end))
			return subject;
		subject = str_skip(subject, end + 1);
	}
}
