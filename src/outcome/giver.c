/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/giver.h"

#include "base/limits.h"

struct givers {
	const struct people *people;
	struct arena arena; /* the keys of the tables */
	GHashTable *by_person; /* person_id to giver_id */
	GHashTable *by_address; /* str to giver_id */
	GHashTable *by_name; /* folded str to giver_id */
	/* Those who are held against others by each name that they were seen with. */
	person_id compared[LIMIT_LEDGER_NAMES];
	unsigned n_compared;
	unsigned n_givers;
};

struct givers *givers_new(const struct people *people)
{
	struct givers *givers = g_new0(struct givers, 1);

	givers->people = people;
	arena_init(&givers->arena);
	givers->by_person = g_hash_table_new(NULL, NULL);
	givers->by_address = g_hash_table_new(str_hash_nocase, str_hash_equal_nocase);
	givers->by_name = g_hash_table_new(str_hash, str_hash_equal);
	return givers;
}

void givers_free(struct givers *givers)
{
	if (!givers)
		return;
	g_hash_table_unref(givers->by_person);
	g_hash_table_unref(givers->by_address);
	g_hash_table_unref(givers->by_name);
	arena_clear(&givers->arena);
	g_free(givers);
}

static str *copy_key(struct givers *givers, str text)
{
	str *key = arena_new(&givers->arena, str);

	*key = arena_str(&givers->arena, text);
	return key;
}

/* As people_fold_name() says; empty for none. */
static str fold_name(struct arena *arena, str name)
{
	g_autofree char *folded = people_fold_name(name);

	return folded ? arena_str(arena, str_from(folded)) : (str){0};
}

static giver_id lookup(GHashTable *table, const str *key)
{
	return key->len > 0 ? GPOINTER_TO_UINT(g_hash_table_lookup(table, key)) : GIVER_NONE;
}

/* The first to have a name, or an address, keeps it. */
static void learn(struct givers *givers, GHashTable *table, str key, giver_id id)
{
	if (key.len > 0 && !lookup(table, &key))
		g_hash_table_insert(table, copy_key(givers, key), GUINT_TO_POINTER(id));
}

static giver_id find_by_mailbox(struct givers *givers, struct mailbox mailbox)
{
	giver_id id = lookup(givers->by_address, &mailbox.address);
	str name;

	if (id)
		return id;
	name = fold_name(&givers->arena, mailbox.name);
	return lookup(givers->by_name, &name);
}

static void learn_mailbox(struct givers *givers, struct mailbox mailbox, giver_id id)
{
	learn(givers, givers->by_address, mailbox.address, id);
	learn(givers, givers->by_name, fold_name(&givers->arena, mailbox.name), id);
}

static giver_id find_same(const struct givers *givers, person_id person)
{
	for (unsigned i = 0; i < givers->n_compared; i++) {
		person_id other = givers->compared[i];

		if (people_maybe_same(givers->people, person, other))
			return GPOINTER_TO_UINT(
				g_hash_table_lookup(givers->by_person, GUINT_TO_POINTER(other)));
	}
	return GIVER_NONE;
}

giver_id giver_of_person(struct givers *givers, person_id person)
{
	struct mailbox mailbox = people_mailbox(givers->people, person);
	giver_id id;

	if (person == PERSON_NONE)
		return GIVER_NONE;
	id = GPOINTER_TO_UINT(g_hash_table_lookup(givers->by_person, GUINT_TO_POINTER(person)));
	if (id)
		return id;
	id = find_by_mailbox(givers, mailbox);
	if (!id)
		id = find_same(givers, person);
	if (!id)
		id = ++givers->n_givers;
	g_hash_table_insert(givers->by_person, GUINT_TO_POINTER(person), GUINT_TO_POINTER(id));
	learn_mailbox(givers, mailbox, id);
	if (givers->n_compared < LIMIT_LEDGER_NAMES)
		givers->compared[givers->n_compared++] = person;
	return id;
}

bool giver_is_any(struct givers *givers, person_id person, const person_id *persons,
		  unsigned n_persons)
{
	giver_id giver = giver_of_person(givers, person);

	for (unsigned i = 0; giver && i < n_persons; i++) {
		if (giver_of_person(givers, persons[i]) == giver)
			return true;
	}
	return false;
}

static struct giver giver_of_mailbox(struct givers *givers, struct mailbox names, person_id person)
{
	struct giver giver = {.person = person};

	if (person != PERSON_NONE)
		giver.id = giver_of_person(givers, person);
	else
		giver.id = find_by_mailbox(givers, names);
	if (!giver.id && (names.address.len > 0 || names.name.len > 0))
		giver.id = ++givers->n_givers;
	if (giver.id)
		learn_mailbox(givers, names, giver.id);
	return giver;
}

struct giver giver_of_trailer(struct givers *givers, struct mailbox names, person_id sender)
{
	person_id named = PERSON_NONE;
	struct giver giver;

	if (names.address.len > 0)
		named = people_find(givers->people, names);
	else if (sender != PERSON_NONE)
		return (struct giver){.id = giver_of_person(givers, sender), .person = sender};
	if (sender == PERSON_NONE)
		return giver_of_mailbox(givers, names, named);
	if (!people_may_be(givers->people, names, sender)) {
		giver = giver_of_mailbox(givers, names, named);
		giver.is_anothers = true;
		return giver;
	}
	giver = (struct giver){
		.id = giver_of_person(givers, sender),
		.person = named == PERSON_NONE ? sender : named,
	};
	learn(givers, givers->by_address, names.address, giver.id);
	return giver;
}
