/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/mailbox.h"

#include <glib.h>

/* Where the quoted string that opens at @open closes (RFC 5322, 3.2.4). */
static bool find_closing_quote(str text, size_t open, size_t *ret_close)
{
	for (size_t at = open + 1; at < text.len; at++) {
		if (text.ptr[at] == '\\') {
			at++;
		} else if (text.ptr[at] == '"') {
			*ret_close = at;
			return true;
		}
	}
	return false;
}

/* The first opening angle bracket that is not within a quoted string. */
static bool find_bracket(str text, size_t *ret_at)
{
	bool quotes_close = true;

	for (size_t at = 0; at < text.len; at++) {
		if (text.ptr[at] == '<') {
			*ret_at = at;
			return true;
		}
		/* Once a quote is left open, all that follow are bytes like others: linear time. */
		if (text.ptr[at] == '"' && quotes_close)
			quotes_close = find_closing_quote(text, at, &at);
	}
	return false;
}

static str bracketed_address(str text)
{
	str address;
	size_t end;

	while (str_take(&text, STR("<")))
		continue;
	if (str_find_byte(text, '>', &end))
		return str_trim(str_slice(text, 0, end));
	return str_next_word(&text, &address) ? address : (str){0};
}

/* True if @word has an `@` with something at both sides of it. */
static bool is_address(str word)
{
	size_t at;

	return str_find_last_byte(word, '@', &at) && at > 0 && at + 1 < word.len;
}

/* `ann@example.org,` and `"ann@example.org"` without what surrounds the address. */
static str clean_address(str word)
{
	while (str_ends(word, STR(",")) || str_ends(word, STR(";")))
		word.len--;
	return mailbox_unquote(word);
}

static str name_in_parentheses(str text)
{
	size_t end;

	text = str_trim(text);
	if (!str_take(&text, STR("(")) || !str_find_last_byte(text, ')', &end))
		return (str){0};
	return mailbox_unquote(str_slice(text, 0, end));
}

str mailbox_unquote(str name)
{
	name = str_trim(name);
	while (name.len >= 2 && (name.ptr[0] == '"' || name.ptr[0] == '\'') &&
	       name.ptr[name.len - 1] == name.ptr[0])
		name = str_trim(str_slice(name, 1, name.len - 1));
	return name;
}

struct mailbox mailbox_split(str text)
{
	struct mailbox mailbox = {0};
	str rest = text;
	str word;
	size_t bracket;

	if (find_bracket(text, &bracket)) {
		mailbox.name = mailbox_unquote(str_slice(text, 0, bracket));
		mailbox.address = bracketed_address(str_skip(text, bracket));
		return mailbox;
	}
	while (str_next_word(&rest, &word)) {
		if (!is_address(word))
			continue;
		mailbox.name = mailbox_unquote(str_slice(text, 0, (size_t)(word.ptr - text.ptr)));
		mailbox.address = clean_address(word);
		if (mailbox.name.len == 0)
			mailbox.name = name_in_parentheses(rest);
		return mailbox;
	}
	mailbox.name = mailbox_unquote(text);
	return mailbox;
}
