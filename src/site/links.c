/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/links.h"

#include "site/plan_people.h"

#include <string.h>

const char *site_path(struct arena *arena, const char *kind, str name)
{
	g_autofree char *path = g_strdup_printf("%s/" STR_FMT ".html", kind, STR_ARG(name));

	/* The copy holds the NUL, too. */
	return arena_str(arena, (str){.ptr = path, .len = strlen(path) + 1}).ptr;
}

static str address_of(const struct site_links *links, const char *kind, str name)
{
	g_autofree char *address = g_strconcat(links->links.root, kind, "/", NULL);
	str folder = arena_str(links->arena, str_from(address));

	return arena_join(links->arena, arena_join(links->arena, folder, name), STR(".html"));
}

/*
 * Each id of a work has an address that stays, whatever other works it is found to be a part
 * of: so pages of old updates never change.
 */
static str find_work(void *user, str message_id)
{
	struct site_links *links = user;

	if (message_id.len == 0 || !g_hash_table_contains(links->plan->mails, &message_id))
		return (str){0};
	return address_of(links, "series", page_name_of(links->arena, message_id));
}

static str find_person(void *user, str address)
{
	struct site_links *links = user;
	const str *name = g_hash_table_lookup(links->plan->addresses, &address);

	if (links->asked && address.len > 0) {
		uint64_t number = plan_person_number(address);

		g_array_append_val(links->asked, number);
	}
	return name ? address_of(links, "people", *name) : (str){0};
}

void site_links_init(struct site_links *ret_links, const struct plan *plan, struct arena *arena,
		     const char *root)
{
	*ret_links = (struct site_links){
		.links =
			{
				.root = root,
				.user = ret_links,
				.find_work = find_work,
				.find_person = find_person,
			},
		.plan = plan,
		.arena = arena,
	};
}
