/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * read-message <MAIL: what GMime reads in it, for message.py. One line each: the subject, the
 * number of mailboxes, the name and the address of each (those of From first), then type and text
 * of each part; texts in base64.
 */
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void print_text(const char *text, size_t length)
{
	g_autofree char *encoded = g_base64_encode((const guchar *)text, length);

	printf("%s\n", encoded);
}

static void print_mailboxes(InternetAddressList *list)
{
	for (int i = 0; i < internet_address_list_length(list); i++) {
		InternetAddress *address = internet_address_list_get_address(list, i);
		InternetAddressMailbox *mailbox = INTERNET_ADDRESS_MAILBOX(address);
		const char *name = internet_address_get_name(address);

		print_text(name ? name : "", name ? strlen(name) : 0);
		printf("%s\n", internet_address_mailbox_get_addr(mailbox));
	}
}

static void print_part(GMimeObject *object)
{
	g_autofree char *type =
		g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object));
	GMimeDataWrapper *wrapper = g_mime_part_get_content(GMIME_PART(object));
	GMimeStream *stream = g_mime_stream_mem_new();
	GByteArray *bytes;

	g_mime_data_wrapper_write_to_stream(wrapper, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	printf("%s\n", type);
	print_text((const char *)bytes->data, bytes->len);
	g_object_unref(stream);
}

int main(void)
{
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *message;
	InternetAddressList *from;
	InternetAddressList *to;
	GMimeMultipart *parts;
	const char *subject;

	g_mime_init();
	stream = g_mime_stream_pipe_new(STDIN_FILENO);
	parser = g_mime_parser_new_with_stream(stream);
	message = g_mime_parser_construct_message(parser, NULL);
	subject = g_mime_message_get_subject(message);
	from = g_mime_message_get_from(message);
	to = g_mime_message_get_to(message);
	print_text(subject ? subject : "", subject ? strlen(subject) : 0);
	printf("%d\n", internet_address_list_length(from) + internet_address_list_length(to));
	print_mailboxes(from);
	print_mailboxes(to);
	parts = GMIME_MULTIPART(g_mime_message_get_mime_part(message));
	for (int i = 0; i < g_mime_multipart_get_count(parts); i++)
		print_part(g_mime_multipart_get_part(parts, i));
	g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
	return 0;
}
