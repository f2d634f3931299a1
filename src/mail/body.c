/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/body.h"

#include "base/utf8.h"
#include "mail/html.h"
#include "mail/text.h"

#include <glib.h>
#include <string.h>

struct body_text {
	struct body_text *next;
	struct mail_text text;
};

enum part_role {
	PART_IGNORED, /* signatures, pictures, forwarded mails */
	PART_INLINE,
	PART_PAGE, /* HTML */
	PART_ATTACHED,
};

static const str patch_types[] = {
	STR_INIT("application/x-patch"),
	STR_INIT("application/x-diff"),
};

static const str patch_suffixes[] = {
	STR_INIT(".patch"),
	STR_INIT(".diff"),
};

static bool is_patch_file(const struct content *content)
{
	for (size_t i = 0; i < G_N_ELEMENTS(patch_types); i++) {
		if (str_equal_nocase(patch_types[i], content->type))
			return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(patch_suffixes); i++) {
		if (content->file_name.len > patch_suffixes[i].len &&
		    str_ends_nocase(content->file_name, patch_suffixes[i]))
			return true;
	}
	return false;
}

/*
 * Some lists' servers call a part so of which they do not know the type; a file
 * has a name.
 */
static bool is_of_no_type(const struct content *content)
{
	return str_equal_nocase(content->type, STR("application/octet-stream")) &&
	       content->file_name.len == 0 && content->disposition.len == 0;
}

static enum part_role part_role(const struct body_builder *builder, const struct content *content)
{
	bool is_all = !builder->is_multipart;
	bool is_attachment = str_equal_nocase(content->disposition, STR("attachment"));
	bool is_inline = str_equal_nocase(content->disposition, STR("inline"));

	if (content_is(content, STR("message/")) || content_is(content, STR("multipart/")))
		return PART_IGNORED;
	if (str_equal_nocase(content->type, STR("text/html")))
		return is_attachment && !is_all ? PART_IGNORED : PART_PAGE;
	if (str_equal_nocase(content->type, STR("text/plain")))
		return is_attachment && !is_all ? PART_ATTACHED : PART_INLINE;
	if (content_is(content, STR("text/")))
		return is_inline || is_all ? PART_INLINE : PART_ATTACHED;
	if (is_of_no_type(content))
		return PART_INLINE;
	return is_patch_file(content) ? PART_ATTACHED : PART_IGNORED;
}

bool body_wants(const struct body_builder *builder, const struct content *content)
{
	return part_role(builder, content) != PART_IGNORED;
}

static bool holds_diff(str text)
{
	bool after_old_name = false;
	str line;

	while (str_next_line(&text, &line)) {
		if (str_starts(line, STR("diff --git ")) || str_starts(line, STR("Index: ")))
			return true;
		if (after_old_name && str_starts(line, STR("+++ ")))
			return true;
		after_old_name = str_starts(line, STR("--- "));
	}
	return false;
}

static void append_text(struct arena *arena, struct body_list *list, struct mail_text text)
{
	struct body_text *node = arena_new(arena, struct body_text);

	node->text = text;
	if (list->last)
		list->last->next = node;
	else
		list->first = node;
	list->last = node;
}

static str end_with_newline(struct arena *arena, str s)
{
	return s.len == 0 || str_ends(s, STR("\n")) ? s : arena_join(arena, s, STR("\n"));
}

static bool is_same(struct mail_text text)
{
	return text.text.ptr == text.bytes.ptr && text.text.len == text.bytes.len;
}

static struct mail_text end_lines(struct arena *arena, struct mail_text text)
{
	bool same = is_same(text);
	bool has_footer = text.uncut.len > text.bytes.len;

	text.text = end_with_newline(arena, text.text);
	text.bytes = same ? text.text : end_with_newline(arena, text.bytes);
	/* Above a footer the last line has its newline. */
	if (!has_footer)
		text.uncut = text.bytes;
	return text;
}

void body_add(struct arena *arena, struct body_builder *builder, const struct content *content,
	      str decoded, unsigned *defects)
{
	enum part_role role = part_role(builder, content);
	struct mail_text text;

	if (role == PART_IGNORED)
		return;
	if (is_of_no_type(content) && (str_contains(decoded, STR("\0")) || !utf8_valid(decoded)))
		return;
	/* Not even a wrong charset is of interest in a file that is no patch. */
	if (role == PART_ATTACHED && !holds_diff(decoded))
		return;
	text = text_read(arena, decoded, content, defects);
	if (text.text.len == 0)
		return;
	if (builder->is_multipart)
		text = end_lines(arena, text);
	if (role == PART_INLINE)
		append_text(arena, &builder->inline_texts, text);
	if (role == PART_PAGE)
		append_text(arena, &builder->pages, text);
	if (role == PART_ATTACHED)
		append_text(arena, &builder->attached, text);
}

static struct mail_text join_texts(struct arena *arena, const struct body_list *list)
{
	struct mail_text joined = {0};
	bool all_same = true;
	size_t text_room = 0;
	size_t bytes_room = 0;
	char *text;
	char *bytes;

	if (!list->first)
		return joined;
	if (!list->first->next)
		return list->first->text;
	for (const struct body_text *node = list->first; node; node = node->next) {
		all_same = all_same && is_same(node->text);
		text_room += node->text.text.len;
		bytes_room += node->text.bytes.len;
	}
	text = arena_text(arena, text_room);
	bytes = all_same ? text : arena_text(arena, bytes_room);
	joined.text.ptr = text;
	joined.bytes.ptr = bytes;
	for (const struct body_text *node = list->first; node; node = node->next) {
		memcpy(text + joined.text.len, node->text.text.ptr, node->text.text.len);
		joined.text.len += node->text.text.len;
		if (!all_same)
			memcpy(bytes + joined.bytes.len, node->text.bytes.ptr,
			       node->text.bytes.len);
		joined.bytes.len += node->text.bytes.len;
	}
	joined.uncut = joined.bytes;
	return joined;
}

void body_finish(struct arena *arena, const struct body_builder *builder, struct mail *mail)
{
	mail->body = join_texts(arena, &builder->inline_texts);
	mail->attached = join_texts(arena, &builder->attached);
	mail->has_page = builder->pages.first != NULL;
	if (builder->pages.first && str_trim(mail->body.text).len == 0) {
		str page = join_texts(arena, &builder->pages).text;
		str text = html_text(arena, page);

		mail->body = (struct mail_text){.text = text, .bytes = text, .uncut = text};
		mail->defects |= MAIL_HTML_ONLY;
	}
	if (str_trim(mail->body.text).len == 0 && mail->attached.text.len == 0)
		mail->defects |= MAIL_NO_BODY;
}
