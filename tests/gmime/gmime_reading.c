/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The same mail as GMime reads it: fields by its header list, addresses,
 * dates, ids and encoded words by its decoders, parts by its parser, transfer
 * encodings by its streams. What a mail means stays ours: which fields and
 * parts count, line ends, format=flowed, footers and the charsets of texts.
 *
 * It is a judge over well-formed archives, no reader of hostile mails.
 */
#include "gmime_reading.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mail/body.h"
#include "mail/content.h"
#include "mail/header.h"

#include <gmime/gmime.h>
#include <string.h>

typedef GMimeMessage gmime_message;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gmime_message, g_object_unref)

static void start_gmime(void)
{
	static gsize started;

	if (g_once_init_enter(&started)) {
		g_mime_init();
		g_once_init_leave(&started, 1);
	}
}

/* All that GMime would otherwise take from the locale. */
static GMimeParserOptions *new_options(void)
{
	const char *charsets[] = {"utf-8", "windows-1252", NULL};
	GMimeParserOptions *options = g_mime_parser_options_new();

	g_mime_parser_options_set_fallback_charsets(options, charsets);
	g_mime_parser_options_set_rfc2047_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE);
	g_mime_parser_options_set_address_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE);
	g_mime_parser_options_set_parameter_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE);
	g_mime_parser_options_set_allow_addresses_without_domain(options, TRUE);
	return options;
}

/* A copy in the arena: valid UTF-8, runs of white space as one blank, trimmed. */
static str keep(struct arena *arena, const char *text)
{
	str rest = utf8_make_valid(arena, str_from(text));
	char *kept = arena_text(arena, rest.len + 1);
	size_t len = 0;
	str word;

	while (str_next_word(&rest, &word)) {
		if (len > 0)
			kept[len++] = ' ';
		memcpy(kept + len, word.ptr, word.len);
		len += word.len;
	}
	return (str){.ptr = kept, .len = len};
}

/* Of a fold GMime keeps all the blanks: they are collapsed before. */
static str read_text(struct arena *arena, GMimeParserOptions *options, const char *raw)
{
	g_auto(GStrv) lines = g_strsplit(raw, "\n", -1);
	g_autofree char *unfolded = NULL;
	g_autofree char *decoded = NULL;

	for (char **line = lines; *line; line++)
		g_strstrip(*line);
	unfolded = g_strjoinv(" ", lines);
	decoded = g_mime_utils_header_decode_text(options, unfolded);
	return str_trim(arena_str(arena, utf8_make_valid(arena, str_from(decoded))));
}

static struct mailbox read_mailbox(struct arena *arena, GMimeParserOptions *options,
				   const char *raw)
{
	InternetAddressList *list = internet_address_list_parse(options, raw);
	struct mailbox mailbox = {0};

	for (int i = 0; list && i < internet_address_list_length(list); i++) {
		InternetAddress *address = internet_address_list_get_address(list, i);

		if (!INTERNET_ADDRESS_IS_MAILBOX(address))
			continue;
		mailbox.name = keep(arena, internet_address_get_name(address));
		mailbox.address =
			keep(arena,
			     internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
		break;
	}
	g_clear_object(&list);
	return mailbox;
}

static bool read_date(const char *raw, int64_t *ret_date)
{
	g_autoptr(GDateTime) date = g_mime_utils_header_decode_date(raw);

	if (!date)
		return false;
	*ret_date = g_date_time_to_unix(date);
	return true;
}

/*
 * Adds the ids of one field to @ids, which has @n_ids. GMime stops at a comma,
 * which some mailers write between ids, and at an id without brackets.
 */
static void add_ids(struct arena *arena, GMimeParserOptions *options, const char *raw, str **ids,
		    unsigned *n_ids)
{
	g_autofree char *value = g_strdelimit(g_strdup(raw), ",", ' ');
	g_autofree char *lone = strchr(value, '<') ? NULL : g_mime_utils_decode_message_id(value);
	GMimeReferences *references = g_mime_references_parse(options, value);
	unsigned n_more;
	str *joined;

	if (lone)
		g_mime_references_append(references, lone);
	n_more = (unsigned)g_mime_references_length(references);
	joined = arena_new_array(arena, str, *n_ids + n_more);
	if (*n_ids > 0)
		memcpy(joined, *ids, *n_ids * sizeof(str));
	for (unsigned i = 0; i < n_more; i++) {
		str id = keep(arena, g_mime_references_get_message_id(references, (int)i));

		if (id.len > 0)
			joined[(*n_ids)++] = id;
	}
	g_mime_references_free(references);
	*ids = joined;
}

/* The fields that are read. */
static bool find_name(const char *name, enum header_name *ret_name)
{
	static const struct {
		const char *text;
		enum header_name name;
	} names[] = {
		{"Date", HEADER_DATE},
		{"From", HEADER_FROM},
		{"In-Reply-To", HEADER_IN_REPLY_TO},
		{"List-Id", HEADER_LIST_ID},
		{"Message-ID", HEADER_MESSAGE_ID},
		{"Received", HEADER_RECEIVED},
		{"References", HEADER_REFERENCES},
		{"Reply-To", HEADER_REPLY_TO},
		{"Subject", HEADER_SUBJECT},
		{"X-Change-ID", HEADER_CHANGE_ID},
		{"X-Original-From", HEADER_ORIGINAL_FROM},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (g_ascii_strcasecmp(names[i].text, name) == 0) {
			*ret_name = names[i].name;
			return true;
		}
	}
	return false;
}

static void read_first_field(struct arena *arena, GMimeParserOptions *options,
			     enum header_name name, const char *raw, struct mail *mail)
{
	g_autofree char *id = NULL;

	switch (name) {
	case HEADER_MESSAGE_ID:
		id = g_mime_utils_decode_message_id(raw);
		mail->message_id = keep(arena, id);
		break;
	case HEADER_SUBJECT:
		mail->subject = read_text(arena, options, raw);
		break;
	case HEADER_LIST_ID:
		mail->list_id = read_text(arena, options, raw);
		break;
	case HEADER_CHANGE_ID:
		mail->change_id = read_text(arena, options, raw);
		break;
	case HEADER_FROM:
		mail->from = read_mailbox(arena, options, raw);
		break;
	case HEADER_ORIGINAL_FROM:
		mail->original_from = read_mailbox(arena, options, raw);
		break;
	case HEADER_REPLY_TO:
		mail->reply_to = read_mailbox(arena, options, raw);
		break;
	case HEADER_DATE:
		mail->has_date = read_date(raw, &mail->date);
		break;
	default:
		break;
	}
}

static void read_received(const char *raw, struct mail *mail)
{
	const char *semicolon = strrchr(raw, ';');

	if (mail->has_received || !semicolon)
		return;
	mail->has_received = read_date(semicolon + 1, &mail->received_at);
}

/* Fields that may stand several times, once the mail's own id is known. */
static void read_repeated_field(struct arena *arena, GMimeParserOptions *options,
				enum header_name name, const char *raw, struct mail *mail)
{
	if (name == HEADER_IN_REPLY_TO)
		add_ids(arena, options, raw, &mail->in_reply_to, &mail->n_in_reply_to);
	if (name == HEADER_REFERENCES)
		add_ids(arena, options, raw, &mail->references, &mail->n_references);
	if (name == HEADER_RECEIVED)
		read_received(raw, mail);
}

static void read_fields(struct arena *arena, GMimeParserOptions *options, GMimeMessage *message,
			struct mail *mail)
{
	GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
	int n_headers = g_mime_header_list_get_count(headers);
	unsigned seen = 0;

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < n_headers; i++) {
			GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
			const char *raw = g_mime_header_get_raw_value(header);
			enum header_name name;

			if (!raw || !find_name(g_mime_header_get_name(header), &name))
				continue;
			if (round == 1)
				read_repeated_field(arena, options, name, raw, mail);
			else if (!(seen & 1u << name))
				read_first_field(arena, options, name, raw, mail);
			seen |= 1u << name;
		}
	}
}

static str or_empty(const char *text)
{
	return text ? str_from(text) : STR("");
}

/* What content_read() tells of a header, by GMime's objects. The slices are theirs. */
static struct content read_content(GMimePart *part)
{
	GMimeObject *object = GMIME_OBJECT(part);
	GMimeContentType *type = g_mime_object_get_content_type(object);
	struct content content = {
		.charset = or_empty(g_mime_content_type_get_parameter(type, "charset")),
		.disposition = or_empty(g_mime_object_get_disposition(object)),
		.file_name = or_empty(g_mime_part_get_filename(part)),
	};
	str format = or_empty(g_mime_content_type_get_parameter(type, "format"));
	str delsp = or_empty(g_mime_content_type_get_parameter(type, "delsp"));

	content.is_flowed = str_equal_nocase(format, STR("flowed"));
	content.deletes_space = str_equal_nocase(delsp, STR("yes"));
	return content;
}

static void add_part(struct arena *arena, GMimePart *part, struct body_builder *builder,
		     struct mail *mail)
{
	struct content content = read_content(part);
	g_autofree char *type = g_mime_content_type_get_mime_type(
		g_mime_object_get_content_type(GMIME_OBJECT(part)));
	GMimeDataWrapper *wrapper = g_mime_part_get_content(part);
	GMimeStream *stream;
	GByteArray *decoded;

	content.type = str_from(type);
	if (!wrapper || !body_wants(builder, &content))
		return;
	stream = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(wrapper, stream);
	decoded = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	content.charset = arena_str(arena, content.charset);
	body_add(arena, builder, &content,
		 arena_str(arena, (str){.ptr = (const char *)decoded->data, .len = decoded->len}),
		 &mail->defects);
	g_object_unref(stream);
}

/* Forwarded mails are not gone into: what stands there is not this mail's text. */
static void add_object(struct arena *arena, GMimeObject *object, unsigned depth,
		       struct body_builder *builder, struct mail *mail)
{
	if (object && GMIME_IS_PART(object))
		add_part(arena, GMIME_PART(object), builder, mail);
	if (!object || !GMIME_IS_MULTIPART(object) || depth == LIMIT_MIME_DEPTH)
		return;
	for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(object)); i++)
		add_object(arena, g_mime_multipart_get_part(GMIME_MULTIPART(object), i), depth + 1,
			   builder, mail);
}

/* GMime's parser begins behind the line that an mbox puts before a mail. */
static str skip_mbox_line(str bytes)
{
	str rest = bytes;
	str line;

	if (!str_starts(bytes, STR("From ")) && !str_starts(bytes, STR(">From ")))
		return bytes;
	return str_next_line(&rest, &line) ? rest : bytes;
}

static GMimeMessage *parse(GMimeParserOptions *options, str bytes)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.ptr, bytes.len);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, options);

	g_object_unref(parser);
	g_object_unref(stream);
	return message;
}

void mail_parse_with_gmime(struct arena *arena, str bytes, struct mail *ret_mail)
{
	struct mail mail = {0};
	struct body_builder builder = {0};
	GMimeParserOptions *options;
	g_autoptr(gmime_message) message = NULL;
	GMimeObject *top;

	start_gmime();
	options = new_options();
	message = parse(options, skip_mbox_line(bytes));
	if (message) {
		top = g_mime_message_get_mime_part(message);
		builder.is_multipart = top && GMIME_IS_MULTIPART(top);
		read_fields(arena, options, message, &mail);
		add_object(arena, top, 0, &builder, &mail);
	}
	body_finish(arena, &builder, &mail);
	g_mime_parser_options_free(options);
	*ret_mail = mail;
}
