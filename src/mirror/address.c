/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/address.h"

#include "base/str.h"
#include "mirror/mirror.h"

#include <glib.h>
#include <string.h>

static bool is_scheme(str text)
{
	if (text.len == 0 || !g_ascii_isalpha(text.ptr[0]))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!g_ascii_isalnum(text.ptr[i]) && !strchr("+-.", text.ptr[i]))
			return false;
	}
	return true;
}

/* What git reads as `HOST:`, with or without `USER@`. */
static bool is_host(str text)
{
	if (text.len == 0 || text.ptr[0] == '-')
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '/' || !g_ascii_isgraph(text.ptr[i]))
			return false;
	}
	return true;
}

static bool has_controls(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (g_ascii_iscntrl(text.ptr[i]))
			return true;
	}
	return false;
}

/* Cuts @text at the first @separator; false if there is none. */
static bool split(str text, str separator, str *ret_before, str *ret_behind)
{
	size_t at;

	if (!str_find(text, separator, &at))
		return false;
	*ret_before = str_slice(text, 0, at);
	*ret_behind = str_skip(text, at + separator.len);
	return true;
}

/* `[::1]:path`: the colon behind the brackets. */
static bool split_host(str text, str *ret_host, str *ret_path)
{
	size_t end = 0;

	if (str_starts(text, STR("[")) && !str_find(text, STR("]:"), &end))
		return false;
	if (end == 0)
		return split(text, STR(":"), ret_host, ret_path);
	*ret_host = str_slice(text, 0, end + 1);
	*ret_path = str_skip(text, end + 2);
	return true;
}

bool mirror_is_address(const char *text)
{
	str whole = str_from(text);
	str before;
	str behind;

	if (has_controls(whole))
		return false;
	if (split(whole, STR("://"), &before, &behind) && is_scheme(before))
		return behind.len > 0;
	/* A helper of git's, and its address. */
	if (split(whole, STR("::"), &before, &behind) && is_scheme(before))
		return behind.len > 0;
	return split_host(whole, &before, &behind) && is_host(before) && behind.len > 0;
}

str address_cut(str text)
{
	while (str_ends(text, STR("/")))
		text.len--;
	return text;
}

/* Without scheme, user and port, where there is nothing behind them. */
static str last_part(str url)
{
	str scheme;
	str rest = url;
	bool has_scheme = split(url, STR("://"), &scheme, &rest);
	size_t at;

	rest = address_cut(rest);
	if (str_find_last_byte(rest, '/', &at))
		return str_skip(rest, at + 1);
	if (str_find_last_byte(rest, '@', &at))
		rest = str_skip(rest, at + 1);
	if (has_scheme)
		return str_find_byte(rest, ':', &at) ? str_slice(rest, 0, at) : rest;
	return str_find_last_byte(rest, ':', &at) ? str_skip(rest, at + 1) : rest;
}

static bool may_stand_in_path(str name)
{
	return name.len > 0 && name.ptr[0] != '.' && name.ptr[0] != '-' && !has_controls(name) &&
	       g_utf8_validate(name.ptr, (gssize)name.len, NULL);
}

char *mirror_name_of(const char *url)
{
	str whole = address_cut(str_from(url));
	str name = last_part(str_from(url));

	/* A work tree's repository is named by the folder above it. */
	if (str_equal(name, STR(".git")))
		name = last_part(str_slice(whole, 0, whole.len - strlen(".git")));
	if (str_ends(name, STR(".git")))
		name.len -= strlen(".git");
	return may_stand_in_path(name) ? str_dup(name) : NULL;
}

bool address_is_web(const char *url)
{
	str text = str_from(url);

	return str_starts_nocase(text, STR("http://")) || str_starts_nocase(text, STR("https://"));
}

char *address_below(const char *url, const char *below)
{
	str base = address_cut(str_from(url));

	return g_strdup_printf(STR_FMT "%s", STR_ARG(base), below);
}

/* Where `USER[:PASSWORD]@` begins and ends, if it is there. */
static bool find_user(str url, size_t *ret_begin, size_t *ret_end)
{
	size_t begin;
	size_t length;

	if (!str_find(url, STR("://"), &begin))
		return false;
	begin += strlen("://");
	url = str_skip(url, begin);
	if (str_find_byte(url, '/', &length))
		url.len = length;
	if (!str_find_last_byte(url, '@', &length))
		return false;
	*ret_begin = begin;
	*ret_end = begin + length;
	return true;
}

char *address_shown(const char *url)
{
	size_t begin;
	size_t end;

	if (!find_user(str_from(url), &begin, &end))
		return g_strdup(url);
	return g_strdup_printf("%.*s%s", (int)begin, url, url + end + 1);
}

const char *address_behind_user(const char *url)
{
	size_t begin;
	size_t end;

	return find_user(str_from(url), &begin, &end) ? url + end + 1 : url;
}
