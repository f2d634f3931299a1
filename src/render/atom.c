/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/atom.h"

#include "render/escape.h"
#include "render/text_parts.h"

#include <string.h>

/* RFC 4122, appendix C: the name space of URLs. */
static const guint8 url_namespace[16] = {
	0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
	0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
};

str atom_id_of_name(struct arena *arena, str name)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA1);
	g_autoptr(GString) id = g_string_new("urn:uuid:");
	guint8 digest[20];
	gsize length = sizeof(digest);

	g_checksum_update(checksum, url_namespace, sizeof(url_namespace));
	g_checksum_update(checksum, (const guchar *)(name.len ? name.ptr : ""), (gssize)name.len);
	g_checksum_get_digest(checksum, digest, &length);
	digest[6] = (guint8)((digest[6] & 0x0f) | 0x50); /* version 5 */
	digest[8] = (guint8)((digest[8] & 0x3f) | 0x80); /* the variant of the RFC */
	for (size_t i = 0; i < sizeof(url_namespace); i++)
		g_string_append_printf(id, "%s%02x",
				       i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", digest[i]);
	return text_keep(arena, id);
}

str atom_id_of_mail(struct arena *arena, str message_id)
{
	g_autoptr(GString) id = g_string_new("mid:");

	escape_url_segment(id, message_id);
	return text_keep(arena, id);
}

static void append_element(GString *out, const char *name, str text)
{
	g_string_append_printf(out, "<%s>", name);
	escape_markup(out, text);
	g_string_append_printf(out, "</%s>\n", name);
}

static void append_link(GString *out, const char *relation, const char *type, str address)
{
	if (address.len == 0)
		return;
	g_string_append_printf(out, "<link rel=\"%s\" type=\"%s\" href=\"", relation, type);
	escape_markup(out, address);
	g_string_append(out, "\"/>\n");
}

/* On one line, with what a display would obey made visible: it is data, not a text to lay out. */
static void append_line(GString *out, const char *name, str text)
{
	g_autoptr(GString) line = g_string_new(NULL);

	text_append_line(line, text);
	append_element(out, name, str_trim((str){.ptr = line->str, .len = line->len}));
}

/* RFC 4287, 3.2.3: something on both sides of an `@`. */
static bool is_address(str address)
{
	size_t at;

	return str_find_last_byte(address, '@', &at) && at > 0 && at + 1 < address.len;
}

static void append_author(GString *out, struct mailbox author)
{
	g_string_append(out, "<author>\n");
	append_line(out, "name", text_name(author));
	if (is_address(author.address))
		append_line(out, "email", author.address);
	g_string_append(out, "</author>\n");
}

static str updated_or_epoch(str updated)
{
	return updated.len > 0 ? updated : STR("1970-01-01T00:00:00Z");
}

void atom_begin(GString *out, const struct atom_feed *feed)
{
	g_string_append(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			     "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n");
	append_line(out, "title", feed->title);
	append_element(out, "id", feed->id);
	append_element(out, "updated", updated_or_epoch(feed->updated));
	g_string_append(out, "<author>\n<name>tidings</name>\n</author>\n"
			     "<generator>tidings</generator>\n");
	append_link(out, "self", "application/atom+xml", feed->self);
	append_link(out, "alternate", "text/html", feed->page);
}

void atom_append_entry(GString *out, const struct atom_entry *entry)
{
	g_string_append(out, "<entry>\n");
	append_line(out, "title", entry->title);
	append_element(out, "id", entry->id);
	append_element(out, "updated", updated_or_epoch(entry->updated));
	if (entry->author.name.len > 0 || entry->author.address.len > 0)
		append_author(out, entry->author);
	append_link(out, "alternate", "text/html", entry->page);
	for (size_t i = 0; i < G_N_ELEMENTS(entry->categories); i++) {
		if (entry->categories[i].len == 0)
			continue;
		g_string_append(out, "<category term=\"");
		escape_markup(out, entry->categories[i]);
		g_string_append(out, "\"/>\n");
	}
	if (entry->summary.len > 0)
		append_line(out, "summary", entry->summary);
	g_string_append(out, "<content type=\"html\">");
	escape_markup(out, entry->content);
	g_string_append(out, "</content>\n</entry>\n");
}

void atom_end(GString *out)
{
	g_string_append(out, "</feed>\n");
}
