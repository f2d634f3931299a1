/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/voices.h"

struct robot {
	str local; /* how the part before the `@` begins */
	str domain; /* how the address ends */
	bool is_tester;
};

static const struct robot robots[] = {
	{STR_INIT("lkp@"), STR_INIT("@intel.com"), true},
	{STR_INIT("syzbot"), STR_INIT("@syzkaller.appspotmail.com"), true},
	{STR_INIT("bot+bpf-ci@"), STR_INIT("@kernel.org"), true},
	{STR_INIT("no-reply@"), STR_INIT("@patchew.org"), true},
	{STR_INIT("sashiko-bot@"), STR_INIT("@kernel.org"), false},
	{STR_INIT("patchwork-bot"), STR_INIT("@kernel.org"), false},
	{STR_INIT("pr-tracker-bot@"), STR_INIT("@kernel.org"), false},
	{STR_INIT("tip-bot"), STR_INIT("@linutronix.de"), false},
};

void voices_init(struct voices *voices, struct arena *arena, const struct people *people,
		 const struct history_posting *posting)
{
	*voices = (struct voices){
		.people = people,
		.posting = posting,
		.items = g_array_new(FALSE, TRUE, sizeof(struct voice)),
		.by_person = g_hash_table_new(g_direct_hash, g_direct_equal),
		.by_name = g_hash_table_new(str_hash_nocase, str_hash_equal_nocase),
		.arena = arena,
	};
}

void voices_clear(struct voices *voices)
{
	g_array_unref(voices->items);
	g_hash_table_unref(voices->by_person);
	g_hash_table_unref(voices->by_name);
}

static bool is_author(const struct voices *voices, person_id person)
{
	return people_maybe_same(voices->people, person, voices->posting->author) ||
	       people_maybe_same(voices->people, person, voices->posting->sender);
}

static const struct robot *find_robot(struct mailbox mailbox)
{
	/* Several people send what this one finds, each from an own address. */
	if (str_equal_nocase(mailbox.name, STR("kernel test robot")))
		return &robots[0];
	for (size_t i = 0; i < G_N_ELEMENTS(robots); i++) {
		if (str_starts_nocase(mailbox.address, robots[i].local) &&
		    str_ends_nocase(mailbox.address, robots[i].domain))
			return &robots[i];
	}
	return NULL;
}

static unsigned add_voice(struct voices *voices, person_id person, struct mailbox mailbox)
{
	const struct robot *robot = find_robot(mailbox);
	struct voice voice = {
		.person = person,
		.is_author = is_author(voices, person),
		.is_robot = robot,
		.is_tester = robot && robot->is_tester,
	};

	g_array_append_val(voices->items, voice);
	return voices->items->len - 1;
}

static unsigned find(GHashTable *table, const void *key)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(table, key)) - 1;
}

/* The voice that speaks under this name already, or a new one. */
static unsigned join_by_name(struct voices *voices, person_id person)
{
	struct mailbox mailbox = people_mailbox(voices->people, person);
	bool is_distinct = people_is_full_name(mailbox.name);
	unsigned voice = is_distinct ? find(voices->by_name, &mailbox.name) : VOICE_NONE;
	str *name;

	if (voice != VOICE_NONE)
		return voice;
	voice = add_voice(voices, person, mailbox);
	if (is_distinct) {
		name = arena_new(voices->arena, str);
		*name = mailbox.name;
		g_hash_table_insert(voices->by_name, name, GUINT_TO_POINTER(voice + 1));
	}
	return voice;
}

unsigned voice_of(struct voices *voices, person_id person)
{
	const void *key = GUINT_TO_POINTER(person);
	unsigned voice;

	if (person == PERSON_NONE)
		return VOICE_NONE;
	voice = find(voices->by_person, key);
	if (voice == VOICE_NONE) {
		voice = join_by_name(voices, person);
		g_hash_table_insert(voices->by_person, GUINT_TO_POINTER(person),
				    GUINT_TO_POINTER(voice + 1));
	}
	return voice;
}

unsigned voice_of_mailbox(struct voices *voices, struct mailbox mailbox)
{
	person_id person = people_find(voices->people, mailbox);

	if (person != PERSON_NONE)
		return voice_of(voices, person);
	return people_is_full_name(mailbox.name) ? find(voices->by_name, &mailbox.name)
						 : VOICE_NONE;
}

const struct voice *voice_get(const struct voices *voices, unsigned voice)
{
	return &g_array_index(voices->items, struct voice, voice);
}
