/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: a few calls a mail, for its sender and its trailers, and far fewer
 * people than calls. Names are kept once, so that a person counts them by
 * pointer, and each knows its folded form, so that comparing two people
 * compares pointers too.
 */
#include "people/people.h"

#include "base/arena.h"
#include "base/limits.h"

struct name {
	str text;
	const str
		*folded; /* one pointer for all names that differ in case only; NULL for one word */
};

struct sighting {
	struct sighting *next;
	const struct name *name;
	unsigned count;
};

struct person {
	person_id id;
	str address; /* empty for a person known by name alone */
	str domain;
	struct sighting *sightings; /* in the order first seen; at most LIMIT_PERSON_NAMES */
};

struct people {
	const struct mailmap *mailmap;
	struct arena arena; /* all texts, names, sightings and persons */
	GPtrArray *persons; /* by id */
	GHashTable *by_address; /* str to struct person */
	GHashTable *by_name; /* str to struct person, of those without an address */
	GHashTable *names; /* str to struct name, by exact text */
	GHashTable *folded; /* a set of str */
};

struct people *people_new(const struct mailmap *mailmap)
{
	struct people *people = g_new0(struct people, 1);

	people->mailmap = mailmap;
	arena_init(&people->arena);
	people->persons = g_ptr_array_new();
	people->by_address = g_hash_table_new(str_hash_nocase, str_hash_equal_nocase);
	people->by_name = g_hash_table_new(str_hash_nocase, str_hash_equal_nocase);
	people->names = g_hash_table_new(str_hash, str_hash_equal);
	people->folded = g_hash_table_new(str_hash, str_hash_equal);
	return people;
}

void people_free(struct people *people)
{
	if (!people)
		return;
	g_ptr_array_unref(people->persons);
	g_hash_table_unref(people->by_address);
	g_hash_table_unref(people->by_name);
	g_hash_table_unref(people->names);
	g_hash_table_unref(people->folded);
	arena_clear(&people->arena);
	g_free(people);
}

static str *copy_text(struct people *people, str text)
{
	str *copy = arena_new(&people->arena, str);

	*copy = arena_str(&people->arena, text);
	return copy;
}

bool people_is_full_name(str name)
{
	str word;

	return str_next_word(&name, &word) && str_next_word(&name, &word);
}

char *people_fold_name(str name)
{
	return people_is_full_name(name) ? g_utf8_casefold(name.ptr, (gssize)name.len) : NULL;
}

static const str *fold_name(struct people *people, str name)
{
	g_autofree char *folded = people_fold_name(name);
	str key;
	str *kept;

	if (!folded)
		return NULL;
	key = str_from(folded);
	kept = g_hash_table_lookup(people->folded, &key);
	if (!kept) {
		kept = copy_text(people, key);
		g_hash_table_add(people->folded, kept);
	}
	return kept;
}

static const struct name *intern_name(struct people *people, str text)
{
	struct name *name = g_hash_table_lookup(people->names, &text);

	if (name)
		return name;
	name = arena_new(&people->arena, struct name);
	name->text = arena_str(&people->arena, text);
	name->folded = fold_name(people, name->text);
	g_hash_table_insert(people->names, &name->text, name);
	return name;
}

static void count_name(struct people *people, struct person *person, str text, unsigned times)
{
	struct sighting **link = &person->sightings;
	const struct name *name;
	unsigned seen = 0;

	if (text.len == 0 || str_equal_nocase(text, person->address))
		return;
	name = intern_name(people, text);
	for (; *link; link = &(*link)->next, seen++) {
		if ((*link)->name == name) {
			(*link)->count += times;
			return;
		}
	}
	if (seen == LIMIT_PERSON_NAMES)
		return;
	*link = arena_new(&people->arena, struct sighting);
	**link = (struct sighting){.name = name, .count = times};
}

static str lower_domain(struct people *people, str address)
{
	size_t at;
	str domain;
	char *lower;

	if (!str_find_last_byte(address, '@', &at))
		return (str){0};
	domain = str_skip(address, at + 1);
	lower = arena_text(&people->arena, domain.len);
	for (size_t i = 0; i < domain.len; i++)
		lower[i] = g_ascii_tolower(domain.ptr[i]);
	return (str){.ptr = lower, .len = domain.len};
}

static struct person *add_person(struct people *people, GHashTable *table, str key)
{
	struct person *person = arena_new(&people->arena, struct person);

	person->id = people->persons->len;
	g_ptr_array_add(people->persons, person);
	g_hash_table_insert(table, copy_text(people, key), person);
	return person;
}

static struct person *find_or_add(struct people *people, struct mailbox mailbox)
{
	bool has_address = mailbox.address.len > 0;
	GHashTable *table = has_address ? people->by_address : people->by_name;
	str key = has_address ? mailbox.address : mailbox.name;
	struct person *person = g_hash_table_lookup(table, &key);

	if (person)
		return person;
	person = add_person(people, table, key);
	if (has_address) {
		person->address = arena_str(&people->arena, mailbox.address);
		person->domain = lower_domain(people, person->address);
	}
	return person;
}

static const struct person *get_person(const struct people *people, person_id id)
{
	return id < people->persons->len ? g_ptr_array_index(people->persons, id) : NULL;
}

static person_id see(struct people *people, struct mailbox mailbox, unsigned times)
{
	struct person *person;

	mailbox = mailmap_resolve(people->mailmap, mailbox);
	if (mailbox.address.len == 0 && mailbox.name.len == 0)
		return PERSON_NONE;
	person = find_or_add(people, mailbox);
	count_name(people, person, mailbox.name, times);
	return person->id;
}

person_id people_add(struct people *people, struct mailbox mailbox)
{
	return see(people, mailbox, 1);
}

person_id people_meet(struct people *people, struct mailbox mailbox)
{
	return see(people, mailbox, 0);
}

person_id people_find(const struct people *people, struct mailbox mailbox)
{
	const struct person *person;

	mailbox = mailmap_resolve(people->mailmap, mailbox);
	if (mailbox.address.len > 0)
		person = g_hash_table_lookup(people->by_address, &mailbox.address);
	else
		person = g_hash_table_lookup(people->by_name, &mailbox.name);
	return person ? person->id : PERSON_NONE;
}

unsigned people_count(const struct people *people)
{
	return people->persons->len;
}

struct mailbox people_mailbox(const struct people *people, person_id id)
{
	const struct person *person = get_person(people, id);
	const struct sighting *shown;

	if (!person)
		return (struct mailbox){0};
	shown = person->sightings;
	for (const struct sighting *at = shown; at; at = at->next) {
		if (at->count > shown->count)
			shown = at;
	}
	return (struct mailbox){
		.name = shown ? shown->name->text : (str){0},
		.address = person->address,
	};
}

str people_domain(const struct people *people, person_id id)
{
	const struct person *person = get_person(people, id);

	return person ? person->domain : (str){0};
}

static bool has_folded_name(const struct person *person, const str *folded)
{
	for (const struct sighting *at = person->sightings; at; at = at->next) {
		if (at->name->folded == folded)
			return true;
	}
	return false;
}

bool people_maybe_same(const struct people *people, person_id a, person_id b)
{
	const struct person *left = get_person(people, a);
	const struct person *right = get_person(people, b);

	if (!left || !right || left == right)
		return left && left == right;
	for (const struct sighting *at = left->sightings; at; at = at->next) {
		if (at->name->folded && has_folded_name(right, at->name->folded))
			return true;
	}
	return false;
}

static str local_part(str address)
{
	size_t at;

	return str_find_last_byte(address, '@', &at) ? str_slice(address, 0, at) : address;
}

/* True if @person was seen with @name, of two words. */
static bool has_name(const struct people *people, const struct person *person, str name)
{
	g_autofree char *folded = people_fold_name(name);
	const str *known;
	str key;

	if (!folded)
		return false;
	key = str_from(folded);
	known = g_hash_table_lookup(people->folded, &key);
	return known && has_folded_name(person, known);
}

bool people_may_be(const struct people *people, struct mailbox names, person_id sender)
{
	const struct person *person = get_person(people, sender);

	if (!person)
		return false;
	if (people_maybe_same(people, people_find(people, names), sender) ||
	    has_name(people, person, names.name))
		return true;
	return str_equal_nocase(local_part(names.address), local_part(person->address));
}
