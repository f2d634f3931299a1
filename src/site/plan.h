/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What pages a site has, and what each is made from; within src/site only.
 *
 * Each page has a key: a sum of all that the index says of what it shows. While the key is
 * that of the manifest, the page is as it was.
 *
 *	an update	the range of commits, and all mails and landings that were known at its end
 *	a work		works_states() of index/works.h, and whether it is quiet by now
 *	a person	their shares, and the keys of these works
 *
 * Pages of no key (the list of updates, feeds, the search) are made each time.
 */
#ifndef TIDINGS_SITE_PLAN_H
#define TIDINGS_SITE_PLAN_H

#include "index/index.h"
#include "site/site.h"
#include "view/site_view.h"

/* An update that is to be published. */
struct planned_update {
	str name; /* "2025-12-29": the first day of the period */
	int64_t begin; /* of the period, in seconds; half open */
	int64_t end;
	int64_t known_until; /* what became known before is in it: a clock may have been wrong */
	str range; /* "FROM..TO", as archive_select() takes it; empty where times tell */
	uint64_t key;
};

/* A Message-ID that leads to the page of a work. */
struct planned_address {
	str id;
	str head_id; /* of the head of its posting: where it leads to in the page */
};

struct planned_work {
	int64_t topic;
	int64_t latest; /* posting */
	uint64_t key;
	struct site_work row;
	struct planned_address *addresses; /* of ids other than the one that names the page */
	unsigned n_addresses;
};

struct planned_person {
	struct site_person row;
	uint64_t key;
};

struct plan {
	struct arena texts; /* owns all that is below */
	GArray *updates; /* struct planned_update, by time */
	struct planned_update first_mails; /* of the archive: they tell the title of the list */
	GArray *works; /* struct planned_work, the newest first, then by name */
	GArray *people; /* struct planned_person, by name, then by address */
	GHashTable *names; /* set of str *: of pages of works; a second one of a name has none */
	GHashTable *mails; /* set of str *: Message-IDs that have an address in the site */
	GHashTable
		*addresses; /* str * of e-mail, whatever its case, to the name of a page (str *) */
	int64_t now; /* when the last mail came that the index knows */
};

/*
 * Plans the site of @archive, which @index numbers so and knows all of. Within a transaction;
 * the errors are those of the index. plan_clear() in either case; a zeroed plan
 * may be cleared, too.
 */
bool plan_make(struct plan *plan, const struct site_request *request, struct index *index,
	       int64_t archive, GError **error);
void plan_clear(struct plan *plan);

#endif
