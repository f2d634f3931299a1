/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads one raw mail by the rules of the classic format, defects and all.
 *
 * Nothing here decodes or unfolds: where the rules want decoded text, the
 * caller passes it. Every pass goes over the mail once.
 */
#include "update/classic.h"

#include <string.h>

/* What follows "From:" in the last line that starts so; empty without one. */
static str last_from(str raw)
{
	str line;
	str who = {0};

	while (str_next_line(&raw, &line)) {
		if (str_take(&line, STR("From:")))
			who = line;
	}
	return who;
}

static str domain_of(str who)
{
	str domain;
	size_t at;

	if (!str_find_last_byte(who, '@', &at))
		return (str){0};
	domain = str_skip(who, at + 1);
	for (size_t i = 0; i < domain.len; i++) {
		if (domain.ptr[i] == '>' || g_ascii_isspace(domain.ptr[i]))
			return str_slice(domain, 0, i);
	}
	return domain;
}

/* True for 0 and 1, with any number of zeros before. */
static bool is_zero_or_one(str digits)
{
	if (digits.len == 0 || digits.ptr[digits.len - 1] > '1')
		return false;
	for (size_t i = 0; i + 1 < digits.len; i++) {
		if (digits.ptr[i] != '0')
			return false;
	}
	return true;
}

/* Takes " vN" off @words, if it stands there. False where it is broken. */
static bool take_revision(str *words)
{
	if (!str_take(words, STR(" v")))
		return true;
	return str_take_digits(words).len > 0;
}

/* Takes " n/M" off @words, if it stands there. False where it is broken, or n above 1. */
static bool take_counter(str *words)
{
	if (!str_take(words, STR(" ")))
		return true;
	return is_zero_or_one(str_take_digits(words)) && str_take(words, STR("/")) &&
	       str_take_digits(words).len > 0;
}

/* True for the three brackets that give an entry, with a title behind. */
static bool is_printed(str subject, str *ret_key)
{
	str words = subject;
	str key;

	if (!str_take(&words, STR("[PATCH")) || !take_revision(&words) || !take_counter(&words) ||
	    !str_take(&words, STR("]")))
		return false;
	key = words;
	if (str_trim(key).len == 0)
		return false;
	*ret_key = key;
	return true;
}

static void skip_header(str *rest)
{
	str line;

	while (str_next_line(rest, &line)) {
		if (line.len == 0 || str_equal(line, STR("\r")))
			return;
	}
}

static bool is_summary(str line)
{
	return str_contains(line, STR(" file changed")) ||
	       str_contains(line, STR(" files changed"));
}

/* The body up to its first summary line, without lines that start "From:"; or empty. */
static str body_to_summary(struct arena *arena, str raw)
{
	str line;
	char *text;
	size_t length = 0;

	skip_header(&raw);
	text = arena_text(arena, raw.len + 1);
	while (str_next_line(&raw, &line)) {
		if (str_starts(line, STR("From:")))
			continue;
		if (line.len > 0)
			memcpy(text + length, line.ptr, line.len);
		length += line.len;
		text[length++] = '\n';
		if (is_summary(line)) {
			arena_shrink(arena, text, length);
			return (str){.ptr = text, .len = length};
		}
	}
	arena_shrink(arena, text, 0);
	return (str){0};
}

bool classic_read(struct arena *arena, str raw, str subject, str author,
		  struct classic_mail *ret_mail)
{
	struct classic_mail mail = {0};

	if (!str_starts(subject, STR("[PATCH")))
		return false;
	mail.who = last_from(raw);
	mail.domain = domain_of(mail.who);
	mail.printed = is_printed(subject, &mail.key);
	if (mail.printed) {
		mail.subject = subject;
		mail.author = author;
		mail.body = body_to_summary(arena, raw);
	}
	*ret_mail = mail;
	return true;
}
