/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: the text of nearly every mail passes through untouched; each step
 * first asks, with one fast look over the bytes, whether it has work at all.
 */
#include "mail/text.h"

#include "mail/charset.h"
#include "mail/flowed.h"
#include "mail/footer.h"

#include <string.h>

enum line_ends {
	LINE_ENDS_UNIX, /* no line ends in CRLF */
	LINE_ENDS_MIXED,
	LINE_ENDS_CRLF, /* all do */
};

static enum line_ends find_line_ends(str text)
{
	const char *end = text.ptr + text.len;
	size_t n_crlf = 0;
	size_t n_other = 0;
	size_t at;
	str line;

	if (!str_find_byte(text, '\r', &at))
		return LINE_ENDS_UNIX;
	while (str_next_line(&text, &line)) {
		if (line.len > 0 && line.ptr[line.len - 1] == '\r')
			n_crlf++;
		else if (line.ptr + line.len < end)
			n_other++;
	}
	if (n_crlf == 0)
		return LINE_ENDS_UNIX;
	return n_other == 0 ? LINE_ENDS_CRLF : LINE_ENDS_MIXED;
}

static str drop_carriage_returns(struct arena *arena, str text)
{
	char *kept = arena_text(arena, text.len);
	size_t len = 0;
	str line;

	while (str_next_line(&text, &line)) {
		/* str_next_line() left one newline between the line and the rest, or none. */
		bool has_newline = line.ptr + line.len != text.ptr;

		if (line.len > 0 && line.ptr[line.len - 1] == '\r')
			line.len--;
		memcpy(kept + len, line.ptr, line.len);
		len += line.len;
		if (has_newline)
			kept[len++] = '\n';
	}
	arena_shrink(arena, kept, len);
	return (str){.ptr = kept, .len = len};
}

static str drop_nul(struct arena *arena, str text)
{
	char *kept;
	size_t len = 0;
	size_t at;

	if (!str_find_byte(text, '\0', &at))
		return text;
	kept = arena_text(arena, text.len);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\0')
			kept[len++] = text.ptr[i];
	}
	arena_shrink(arena, kept, len);
	return (str){.ptr = kept, .len = len};
}

static str finish(struct arena *arena, str text, const struct content *content)
{
	text = footer_cut(text);
	return content->is_flowed ? flowed_join(arena, text, content->deletes_space) : text;
}

struct mail_text text_read(struct arena *arena, str decoded, const struct content *content,
			   unsigned *defects)
{
	str charset = content->charset;
	struct mail_text read;
	enum line_ends line_ends;
	str bytes = decoded;
	str text;

	if (charset.len > 0 && charset_hides_ascii(charset)) {
		bytes = charset_to_utf8(arena, bytes, charset, defects);
		charset = STR("utf-8");
	}
	text = drop_nul(arena, bytes);
	if (text.len < bytes.len)
		*defects |= MAIL_NUL;
	bytes = text;
	line_ends = find_line_ends(bytes);
	if (line_ends != LINE_ENDS_UNIX)
		text = drop_carriage_returns(arena, bytes);
	read.uncut = line_ends == LINE_ENDS_MIXED ? bytes : text;
	text = finish(arena, text, content);
	read.bytes = line_ends == LINE_ENDS_MIXED ? finish(arena, bytes, content) : text;
	if (content->is_flowed)
		read.uncut = read.bytes;
	read.text = charset_to_utf8(arena, text, charset, defects);
	return read;
}
