/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists rewrite From so that DMARC does not refuse their copies. Mailman 2 and
 * 3 and Google Groups say "via" in the name and keep the author in Reply-To,
 * often together with the list; the B4 Relay sends from "devnull+..." and
 * keeps the author in X-Original-From.
 */
#include "people/people.h"

#include <glib.h>

/* Hosts where an address is a list's, with all hosts below them. */
static const str list_hosts[] = {
	STR_INIT("vger.kernel.org"),
	STR_INIT("nongnu.org"),
	STR_INIT("googlegroups.com"),
	STR_INIT("groups.io"),
};

/* What the host of a list server begins with, wherever it is. */
static const str list_host_beginnings[] = {
	STR_INIT("list."),
	STR_INIT("lists."),
};

static bool split_address(str address, str *ret_local, str *ret_host)
{
	size_t at;

	if (!str_find_last_byte(address, '@', &at) || at == 0 || at + 1 == address.len)
		return false;
	*ret_local = str_slice(address, 0, at);
	*ret_host = str_skip(address, at + 1);
	return true;
}

/*
 * Splits "NAME via LIST", "NAME (via LIST)" and "NAME via", which QEMU's list
 * makes. The first "via" counts, as each list on the way adds its own. Only in
 * lower case: Via is a family name.
 */
static bool split_via(str text, str *ret_name, str *ret_list)
{
	static const str via = STR_INIT(" via");
	static const str via_in_parentheses = STR_INIT(" (via ");
	size_t at;

	if (str_ends(text, STR(")")) && str_find(text, via_in_parentheses, &at)) {
		*ret_list = str_slice(text, at + via_in_parentheses.len, text.len - 1);
	} else if (str_find(text, STR(" via "), &at)) {
		*ret_list = str_skip(text, at + via.len);
	} else if (str_ends(text, via)) {
		at = text.len - via.len;
		*ret_list = (str){0};
	} else {
		return false;
	}
	*ret_name = mailbox_unquote(str_slice(text, 0, at));
	*ret_list = str_trim(*ret_list);
	return ret_name->len > 0;
}

static bool is_list_host(str host)
{
	if (str_starts_any_nocase(host, list_host_beginnings, G_N_ELEMENTS(list_host_beginnings)))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(list_hosts); i++) {
		str known = list_hosts[i];

		if (!str_ends_nocase(host, known))
			continue;
		if (host.len == known.len || host.ptr[host.len - known.len - 1] == '.')
			return true;
	}
	return false;
}

/* True if @address is likely no list's: not the rewritten one, not named like the list. */
static bool is_persons(str address, str rewritten, str list)
{
	str local;
	str host;
	str rewritten_local;
	str rewritten_host;

	if (!split_address(address, &local, &host) || is_list_host(host))
		return false;
	if (str_equal_nocase(local, list))
		return false;
	return !split_address(rewritten, &rewritten_local, &rewritten_host) ||
	       !str_equal_nocase(local, rewritten_local);
}

struct mailbox people_true_sender(struct mailbox from, struct mailbox original_from,
				  struct mailbox reply_to)
{
	struct mailbox sender = from;
	bool relayed = str_starts_nocase(from.address, STR("devnull+"));
	str list = {0};
	str name;

	if (split_via(from.name, &name, &list)) {
		sender.name = name;
		relayed = true;
	}
	if (original_from.address.len > 0) {
		if (original_from.name.len > 0)
			sender.name = original_from.name;
		sender.address = original_from.address;
		return sender;
	}
	if (!relayed || !is_persons(reply_to.address, from.address, list))
		return sender;
	if (sender.name.len == 0)
		sender.name = reply_to.name;
	sender.address = reply_to.address;
	return sender;
}
