/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The first mailbox of an address list. Nearly all are `Name <address>`; the
 * rest is what people and mailers make of it. A comma ends a mailbox only
 * behind its address, so that a name may hold one without quotes.
 */
#include "base/mailbox.h"
#include "mail/encoded_word.h"
#include "mail/field.h"

#include <string.h>

struct address_scan {
	str rest;
	str address; /* from within angle brackets; empty until they are met */
	char *phrase; /* all outside of brackets and comments, quotes undone */
	size_t phrase_len;
	char *comment; /* the first comment, its brackets undone */
	size_t comment_len;
	bool has_comment;
	bool has_at; /* the phrase has an "@" that is not quoted */
	bool no_more_quotes; /* no closing quote follows: a quote is nothing special */
	bool no_more_comments;
	const char *plain_end; /* no `<` before it begins an address; NULL at first */
};

/* Where the closing quote stands; @s begins behind the opening one. */
static bool find_quote_end(str s, size_t *ret_end)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\') {
			i++;
			continue;
		}
		if (s.ptr[i] == '"') {
			*ret_end = i;
			return true;
		}
	}
	return false;
}

/* Where the comment ends that @s begins within; comments nest. */
static bool find_comment_end(str s, size_t *ret_end)
{
	size_t depth = 1;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '(')
			depth++;
		else if (s.ptr[i] == ')' && --depth == 0) {
			*ret_end = i;
			return true;
		}
	}
	return false;
}

/* Copies @s without the backslashes of quoted pairs; returns the bytes written. */
static size_t copy_unescaped(str s, char *to)
{
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\' && i + 1 < s.len)
			i++;
		to[len++] = s.ptr[i];
	}
	return len;
}

static bool scan_quoted(struct address_scan *scan)
{
	str inside = str_skip(scan->rest, 1);
	size_t end;

	if (scan->no_more_quotes || !find_quote_end(inside, &end)) {
		scan->no_more_quotes = true;
		return false;
	}
	scan->phrase_len +=
		copy_unescaped(str_slice(inside, 0, end), scan->phrase + scan->phrase_len);
	scan->rest = str_skip(inside, end + 1);
	return true;
}

static bool scan_comment(struct address_scan *scan)
{
	str inside = str_skip(scan->rest, 1);
	size_t end;

	if (scan->no_more_comments || !find_comment_end(inside, &end)) {
		scan->no_more_comments = true;
		return false;
	}
	if (!scan->has_comment)
		scan->comment_len = copy_unescaped(str_slice(inside, 0, end), scan->comment);
	scan->has_comment = true;
	scan->rest = str_skip(inside, end + 1);
	return true;
}

/*
 * `<address>`. Brackets without an "@" in them are a part of the name where
 * others follow, as in `Ann <the> Author <ann@example.org>`.
 */
static bool scan_bracketed(struct address_scan *scan)
{
	str inside = str_skip(scan->rest, 1);
	size_t end = inside.len;
	size_t route;
	size_t at;
	str address;

	if (scan->plain_end && scan->rest.ptr < scan->plain_end)
		return false;
	str_find_byte(inside, '>', &end);
	address = str_trim(str_slice(inside, 0, end));
	if (!str_find_byte(address, '@', &at) && str_find_byte(str_skip(inside, end), '<', &at)) {
		scan->plain_end = inside.ptr + end;
		return false;
	}
	while (str_take(&address, STR("<")))
		;
	/* The route of RFC 822: <@relay.example.org:ann@example.org>. */
	if (str_starts(address, STR("@")) && str_find_byte(address, ':', &route))
		address = str_skip(address, route + 1);
	scan->address = address;
	scan->rest = str_skip(inside, end + 1);
	return true;
}

static void scan_address(struct address_scan *scan)
{
	while (scan->rest.len > 0 && scan->address.len == 0) {
		char c = scan->rest.ptr[0];

		if ((c == '"' && scan_quoted(scan)) || (c == '(' && scan_comment(scan)) ||
		    (c == '<' && scan_bracketed(scan)))
			continue;
		if ((c == ',' || c == ';') && scan->has_at)
			return;
		scan->has_at = scan->has_at || c == '@';
		scan->phrase[scan->phrase_len++] = c;
		scan->rest = str_skip(scan->rest, 1);
	}
}

/* Runs of blanks become one, quotes around the whole are removed. */
static str clean_name(struct arena *arena, str name)
{
	char *text;
	size_t len = 0;
	str word;

	name = mailbox_unquote(name);
	text = arena_text(arena, name.len + 1);
	while (str_next_word(&name, &word)) {
		if (len > 0)
			text[len++] = ' ';
		memcpy(text + len, word.ptr, word.len);
		len += word.len;
	}
	arena_shrink(arena, text, len);
	return (str){.ptr = text, .len = len};
}

static str decode_name(struct arena *arena, const char *text, size_t len, unsigned *defects)
{
	str name = encoded_words_decode(arena, (str){.ptr = text, .len = len}, defects);

	return clean_name(arena, name);
}

struct mailbox field_mailbox(struct arena *arena, str raw, unsigned *defects)
{
	str value = field_unfold(arena, raw, defects);
	struct address_scan scan = {.rest = value};
	struct mailbox mailbox;
	str comment;
	str name;

	if (value.len == 0)
		return (struct mailbox){0};
	scan.phrase = arena_text(arena, value.len);
	scan.comment = arena_text(arena, value.len);
	scan_address(&scan);
	name = decode_name(arena, scan.phrase, scan.phrase_len, defects);
	comment = decode_name(arena, scan.comment, scan.comment_len, defects);
	if (scan.address.len > 0) {
		mailbox = (struct mailbox){
			.name = name,
			.address = encoded_words_decode(arena, scan.address, defects),
		};
	} else {
		mailbox = mailbox_split(name);
	}
	if (mailbox.name.len == 0)
		mailbox.name = comment;
	return mailbox;
}
