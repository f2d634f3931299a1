/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "repository/commit_message.h"

#include "archive/git_library.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "patch/mention.h"

enum {
	PARENT_LINE_BYTES = 7 + GIT_OID_HEXSZ + 1, /* "parent ID\n" */
	TIME_DIGITS_MAX = 18,
	PICKED_DIGITS_MIN = 7,
};

static bool take_id(str *rest, str key, git_oid *ret_id)
{
	str line;

	if (!str_starts(*rest, key) || !str_next_line(rest, &line))
		return false;
	return oid_parse(str_skip(line, key.len), ret_id);
}

/* False where a line is no parent that says to be one. */
static bool read_parents(str *rest, struct commit_fields *fields)
{
	const char *begin = rest->ptr;
	git_oid parent;

	while (take_id(rest, STR("parent "), &parent))
		fields->n_parents++;
	fields->parents = (str){begin, (size_t)fields->n_parents * PARENT_LINE_BYTES};
	return (size_t)(rest->ptr - begin) == fields->parents.len;
}

bool commit_fields_read(str bytes, struct commit_fields *ret_fields)
{
	struct commit_fields fields = {0};
	str rest = bytes;
	str line;

	if (!take_id(&rest, STR("tree "), &fields.tree) || !read_parents(&rest, &fields))
		return false;
	/* A line that begins with a blank goes on with the one above, and is no field. */
	while (str_next_line(&rest, &line) && line.len > 0) {
		if (str_take(&line, STR("author ")))
			fields.author = line;
		else if (str_take(&line, STR("committer ")))
			fields.committer = line;
		else if (str_take(&line, STR("encoding ")))
			fields.encoding = str_trim(line);
	}
	fields.message = rest;
	*ret_fields = fields;
	return true;
}

git_oid commit_fields_parent(const struct commit_fields *fields, unsigned number)
{
	str line = str_skip(fields->parents, (size_t)number * PARENT_LINE_BYTES);
	git_oid parent = {0};

	take_id(&line, STR("parent "), &parent);
	return parent;
}

int64_t ident_time(str ident)
{
	int64_t seconds = 0;
	size_t bracket;
	str digits;

	if (!str_find_last_byte(ident, '>', &bracket))
		return 0;
	ident = str_trim(str_skip(ident, bracket + 1));
	digits = str_take_digits(&ident);
	if (digits.len > TIME_DIGITS_MAX)
		return 0;
	for (size_t i = 0; i < digits.len; i++)
		seconds = seconds * 10 + (digits.ptr[i] - '0');
	return seconds;
}

/* @text with each run of white space as one blank, and none at its ends. */
static str collapse(struct arena *arena, str text)
{
	char *collapsed;
	size_t len = 0;
	str word;

	text = str_trim(text);
	if (!str_contains(text, STR("  ")) && !str_contains(text, STR("\t")))
		return text;
	collapsed = arena_text(arena, text.len);
	while (str_next_word(&text, &word)) {
		if (len > 0)
			collapsed[len++] = ' ';
		memcpy(collapsed + len, word.ptr, word.len);
		len += word.len;
	}
	arena_shrink(arena, collapsed, len);
	return (str){.ptr = collapsed, .len = len};
}

struct mailbox ident_person(struct arena *arena, str ident, str charset)
{
	str address;
	size_t begin;
	size_t len;

	if (!str_find_byte(ident, '<', &begin))
		return (struct mailbox){0};
	address = str_skip(ident, begin + 1);
	if (!str_find_byte(address, '>', &len))
		return (struct mailbox){0};
	return (struct mailbox){
		.name = mailbox_unquote(
			collapse(arena, commit_text(arena, str_slice(ident, 0, begin), charset))),
		.address = str_trim(commit_text(arena, str_slice(address, 0, len), charset)),
	};
}

/* The first characters of @text that are no more than LIMIT_SUBJECT_BYTES. */
static str cut_title(str text)
{
	if (text.len <= LIMIT_SUBJECT_BYTES)
		return text;
	text.len = LIMIT_SUBJECT_BYTES;
	while (text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xc0) == 0x80)
		text.len--;
	return text;
}

/* Puts @text behind @title, as far as there is room for a byte more than a title has. */
static void append(str *title, char *room, str text)
{
	size_t len = MIN(text.len, LIMIT_SUBJECT_BYTES + 1 - title->len);

	if (len > 0)
		memcpy(room + title->len, text.ptr, len);
	title->len += len;
}

/* The next line, without the white space at its end. False at the end and for an empty one. */
static bool next_full_line(str *rest, str *ret_line)
{
	if (!str_next_line(rest, ret_line))
		return false;
	*ret_line = str_trim_end(*ret_line);
	return ret_line->len > 0;
}

static str read_title(struct arena *arena, str message)
{
	str title = {0};
	str joined = {0};
	char *room;
	str line;

	while (title.len == 0 && message.len > 0)
		next_full_line(&message, &title);
	/* Most titles are one line, of which no copy is made. */
	if (!next_full_line(&message, &line))
		return cut_title(title);
	room = arena_text(arena, LIMIT_SUBJECT_BYTES + 1);
	joined.ptr = room;
	append(&joined, room, title);
	do {
		append(&joined, room, STR(" "));
		append(&joined, room, line);
	} while (next_full_line(&message, &line));
	return cut_title(joined);
}

static void add_link(struct commit_message *message, str id)
{
	for (unsigned i = 0; i < message->n_links; i++) {
		if (str_equal(message->links[i], id))
			return;
	}
	if (message->n_links < LIMIT_COMMIT_LINKS)
		message->links[message->n_links++] = id;
}

/* "Message-Id: ID" without brackets, as some tools write it. */
static bool take_bare_id(str line, str *ret_id)
{
	size_t at;

	if (!str_take_nocase(&line, STR("Message-Id:")))
		return false;
	line = str_trim(line);
	if (line.len > LIMIT_MESSAGE_ID_BYTES || str_starts(line, STR("<")) ||
	    !str_contains(line, STR("@")) || str_contains(line, STR("://")))
		return false;
	for (at = 0; at < line.len; at++) {
		if (g_ascii_isspace(line.ptr[at]))
			return false;
	}
	*ret_id = line;
	return true;
}

static void read_links_of_line(struct arena *arena, str line, struct commit_message *message)
{
	str *ids;
	unsigned n_ids;
	str id;

	if (!str_contains(line, STR("@")) && !str_contains(line, STR("%40")))
		return;
	if (!message->links)
		message->links = arena_new_array(arena, str, LIMIT_COMMIT_LINKS);
	if (take_bare_id(line, &id)) {
		add_link(message, id);
		return;
	}
	mentions_of_text(arena, line, &ids, &n_ids);
	/* An address may be written with any bytes in percent. */
	for (unsigned i = 0; i < n_ids; i++)
		add_link(message, utf8_make_valid(arena, ids[i]));
}

/* From the last line up: maintainers put theirs below those of the sender. */
static void read_links(struct arena *arena, str text, struct commit_message *message)
{
	while (text.len > 0 && message->n_links < LIMIT_COMMIT_LINKS) {
		size_t newline;
		str line = text;

		if (str_find_last_byte(text, '\n', &newline))
			line = str_skip(text, newline + 1);
		else
			newline = 0;
		text = str_slice(text, 0, newline);
		read_links_of_line(arena, line, message);
	}
}

/* What stands around the id of the commit that this one was made from. */
static const struct {
	str before;
	str after;
} picks[] = {
	{STR_INIT("(cherry picked from commit "), STR_INIT(")")},
	{STR_INIT("(cherry-picked from commit "), STR_INIT(")")},
	{STR_INIT("(backported from commit "), STR_INIT(")")},
	{STR_INIT("commit "), STR_INIT(" upstream.")},
	{STR_INIT("commit "), STR_INIT(" upstream")},
	{STR_INIT("[ Upstream commit "), STR_INIT(" ]")},
	{STR_INIT("Upstream commit "), STR_INIT(".")},
	{STR_INIT("Upstream commit "), STR_INIT("")},
};

static bool take_pick(str line, str *ret_id)
{
	for (size_t i = 0; i < G_N_ELEMENTS(picks); i++) {
		str id = line;

		if (!str_take_nocase(&id, picks[i].before) || !str_ends_nocase(id, picks[i].after))
			continue;
		id.len -= picks[i].after.len;
		if (!str_is_hex(id) || id.len < PICKED_DIGITS_MIN || id.len > GIT_OID_HEXSZ)
			continue;
		*ret_id = id;
		return true;
	}
	return false;
}

static str read_pick(str message)
{
	str line;
	str id;

	while (str_next_line(&message, &line)) {
		if (take_pick(str_trim(line), &id))
			return id;
	}
	return (str){0};
}

void commit_message_read(struct arena *arena, str message, struct commit_message *ret_message)
{
	struct commit_message read = {0};
	size_t nul;

	if (str_find_byte(message, '\0', &nul))
		message = str_slice(message, 0, nul);
	read.title = read_title(arena, message);
	read_links(arena, message, &read);
	read.picked_from = read_pick(message);
	*ret_message = read;
}
