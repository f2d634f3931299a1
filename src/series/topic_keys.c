/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/topic_keys.h"

#include "base/limits.h"

enum {
	IDS_TRIED = 16, /* ids of one kind that one posting names */
};

/* The posting whose keys are listed. */
struct listing {
	const struct posting *posting;
	const struct record *records;
	const struct people *people;
	const struct hash_key *hash_key;
	GArray *keys;
};

/* Equal for what record_same_title() takes for one title. */
static uint64_t hash_title(const struct hash_key *key, str title)
{
	char bytes[LIMIT_SUBJECT_BYTES];
	size_t n = 0;

	for (size_t i = 0; i < title.len && n < sizeof(bytes); i++) {
		if (!g_ascii_isspace(title.ptr[i]))
			bytes[n++] = g_ascii_tolower(title.ptr[i]);
	}
	return hash_bytes(key, (str){.ptr = bytes, .len = n});
}

static void add_text(const struct listing *listing, struct topic_key key)
{
	bool is_title = key.kind == TOPIC_KEY_TITLE || key.kind == TOPIC_KEY_PATCH_TITLE;

	if (key.text.len == 0)
		return;
	key.hash = is_title ? hash_title(listing->hash_key, key.text)
			    : hash_bytes(listing->hash_key, key.text);
	g_array_append_val(listing->keys, key);
}

static void add_own_id(const struct listing *listing, unsigned record)
{
	add_text(listing, (struct topic_key){
				  .kind = TOPIC_KEY_MESSAGE_ID,
				  .finds = true,
				  .patch = RECORD_NONE,
				  .text = listing->records[record].message_id,
			  });
}

static void add_named(const struct listing *listing, const str *ids, unsigned n_ids,
		      enum topic_reason reason)
{
	for (unsigned i = 0; i < MIN(n_ids, (unsigned)IDS_TRIED); i++)
		add_text(listing, (struct topic_key){
					  .kind = TOPIC_KEY_MESSAGE_ID,
					  .looks = true,
					  .reason = reason,
					  .patch = RECORD_NONE,
					  .text = ids[i],
				  });
}

static void add_ids(const struct listing *listing)
{
	const struct posting *p = listing->posting;
	const struct record *head = &listing->records[p->head];
	bool may_complete = p->cover == RECORD_NONE && p->numbered && p->n_patches < p->total;

	if (p->cover != RECORD_NONE)
		add_own_id(listing, p->cover);
	add_named(listing, head->older_ids, head->n_older_ids, TOPIC_NAMED);
	add_named(listing, head->mentions, head->n_mentions, TOPIC_MENTION);
	add_named(listing, head->parents, head->n_parents, TOPIC_ANSWER);
	for (unsigned i = 0; i < p->n_patches; i++) {
		const struct record *patch = &listing->records[p->patches[i]];

		add_own_id(listing, p->patches[i]);
		/* posting.completes is found by these. */
		if (may_complete)
			add_named(listing, patch->parents, patch->n_parents, TOPIC_COMPLETES);
	}
}

static void add_found(const struct listing *listing, enum topic_key_kind kind,
		      enum topic_reason reason, unsigned patch, str text)
{
	add_text(listing, (struct topic_key){
				  .kind = kind,
				  .finds = true,
				  .looks = true,
				  .reason = reason,
				  .patch = patch,
				  .text = text,
			  });
}

static void add_blobs(const struct listing *listing, unsigned patch, const struct record *record)
{
	struct topic_key key = {
		.kind = TOPIC_KEY_BLOB,
		.finds = true,
		.looks = true,
		.reason = TOPIC_BLOBS,
		.patch = patch,
	};

	for (unsigned i = 0; i < record->n_blobs; i++) {
		key.hash = record->blobs[i];
		g_array_append_val(listing->keys, key);
	}
}

/* A Gerrit id is a patch's own: over a series it says nothing. */
static bool is_gerrit_id(str id)
{
	return id.len == 41 && id.ptr[0] == 'I' && str_is_hex(str_skip(id, 1));
}

bool topic_is_placeholder(str title)
{
	static const str placeholders[] = {
		STR_INIT("(no cover subject)"), /* lists and archives */
		STR_INIT("*** SUBJECT HERE ***"), /* git format-patch --cover-letter */
		STR_INIT("EDITME: "), /* b4 prep */
	};

	return str_starts_any(title, placeholders, G_N_ELEMENTS(placeholders));
}

str topic_change_id(const struct posting *posting, const struct record *records)
{
	str id = records[posting->head].change_id;

	if (id.len == 0 && posting->n_patches)
		id = records[posting->patches[0]].change_id;
	return posting->numbered && is_gerrit_id(id) ? (str){0} : id;
}

static void add_person(const struct listing *listing, person_id person)
{
	struct topic_key key = {
		.kind = TOPIC_KEY_PERSON,
		.finds = true,
		.looks = true,
		.reason = TOPIC_PERSON,
		.patch = RECORD_NONE,
	};

	if (person == PERSON_NONE)
		return;
	key.text = people_mailbox(listing->people, person).address;
	key.hash = hash_bytes_nocase(listing->hash_key, key.text);
	if (key.text.len)
		g_array_append_val(listing->keys, key);
}

static void add_title(const struct listing *listing)
{
	str title = listing->records[listing->posting->head].subject.title;

	if (!topic_is_placeholder(title))
		add_found(listing, TOPIC_KEY_TITLE, TOPIC_TITLE, RECORD_NONE, title);
}

static void add_people(const struct listing *listing)
{
	const struct record *head = &listing->records[listing->posting->head];

	add_person(listing, head->author);
	if (head->sender != head->author)
		add_person(listing, head->sender);
}

void topic_keys_of_posting(const struct posting *posting, const struct record *records,
			   const struct people *people, const struct hash_key *key, GArray *keys)
{
	const struct listing listing = {
		.posting = posting,
		.records = records,
		.people = people,
		.hash_key = key ? key : hash_key_of_process(),
		.keys = keys,
	};

	add_found(&listing, TOPIC_KEY_CHANGE_ID, TOPIC_CHANGE_ID, RECORD_NONE,
		  topic_change_id(posting, records));
	add_ids(&listing);
	add_title(&listing);
	add_people(&listing);
	for (unsigned i = 0; i < posting->n_patches; i++) {
		const struct record *record = &records[posting->patches[i]];

		add_found(&listing, TOPIC_KEY_PATCH_TITLE, TOPIC_PATCH_TITLES, i,
			  record->subject.title);
		add_found(&listing, TOPIC_KEY_PATCH_ID, TOPIC_PATCH_IDS, i, record->patch_id);
		add_blobs(&listing, i, record);
	}
}
