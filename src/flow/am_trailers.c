/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/am_trailers.h"

#include "base/utf8.h"
#include "flow/keep.h"

#include <glib.h>

/* What a trailer is known by. */
static char *key_of(str name, struct mailbox person)
{
	str who = person.address.len ? person.address : person.name;
	g_autofree char *key = g_strdup_printf(STR_FMT " " STR_FMT, STR_ARG(name), STR_ARG(who));

	return g_ascii_strdown(key, -1);
}

/* Of `1234567890ab ("lamp: dim it")` the commit. */
static str commit_of(str value)
{
	str commit = {0};

	str_next_word(&value, &commit);
	return commit;
}

/* Both are abbreviated as each repository needs it. */
static bool same_commit(str a, str b)
{
	size_t n = MIN(a.len, b.len);

	return n > 0 && str_equal_nocase(str_slice(a, 0, n), str_slice(b, 0, n));
}

void am_trailers_init(struct am_trailers *trailers, struct arena *arena,
		      const struct patch_body *body)
{
	*trailers = (struct am_trailers){
		.arena = arena,
		.known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.added = g_array_new(FALSE, FALSE, sizeof(struct patch_set_trailer)),
		.told = g_array_new(FALSE, FALSE, sizeof(struct am_told)),
	};
	for (unsigned i = 0; i < body->n_trailers; i++) {
		const struct trailer *trailer = &body->trailers[i];

		g_hash_table_add(trailers->known, key_of(trailer->name, trailer->person));
		if (trailers->fixes.len == 0 && str_equal(trailer->name, STR("Fixes")))
			trailers->fixes = commit_of(trailer->value);
	}
}

void am_trailers_clear(struct am_trailers *trailers)
{
	g_hash_table_unref(trailers->known);
	g_array_unref(trailers->added);
	g_array_unref(trailers->told);
}

/* Whom the trailer names; a name or an address that it leaves out is the sender's. */
static struct mailbox person_of(const struct work *work, unsigned reply, unsigned review)
{
	struct mailbox sender =
		g_array_index(work->around.messages, struct stored_message, reply).sender;
	struct mailbox person = work->mails[reply].reviewers[review];

	if (person.address.len == 0)
		person.address = sender.address;
	if (person.name.len == 0)
		person.name = people_mailbox(work->around.people,
					     work->around.records[reply].reviews[review].person)
				      .name;
	return person;
}

/* A reviewer must not reach the terminal of whoever reads the log, nor turn its text around. */
static str without_controls(struct arena *arena, str text)
{
	g_autoptr(GString) clean = g_string_new(NULL);
	str rest = text;

	while (rest.len) {
		gunichar character = utf8_next(&rest);
		GUnicodeType type = g_unichar_type(character);

		if (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
		    type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR)
			g_string_append_unichar(clean, character);
	}
	return arena_str(arena, (str){.ptr = clean->str, .len = clean->len});
}

static str value_of(struct arena *arena, struct mailbox person, str scope)
{
	g_autoptr(GString) value = g_string_new(NULL);

	g_string_append_len(value, person.name.ptr, (gssize)person.name.len);
	g_string_append_printf(value, "%s<" STR_FMT ">", person.name.len ? " " : "",
			       STR_ARG(person.address));
	if (scope.len > 0)
		g_string_append_printf(value, " # " STR_FMT, STR_ARG(scope));
	return without_controls(arena, (str){.ptr = value->str, .len = value->len});
}

/* A reply that is looked at. */
struct giving {
	struct am_trailers *trailers;
	const struct work *work;
	const struct am_answered *answered;
	unsigned reply;
};

static const struct record *record_of(const struct giving *giving, unsigned record)
{
	return &giving->work->around.records[record];
}

static struct patch_set_trailer trailer_of(const struct giving *giving, str name,
					   struct mailbox person, str scope)
{
	return (struct patch_set_trailer){
		.name = name,
		.value = value_of(giving->trailers->arena, person, scope),
		.message_id = record_of(giving, giving->reply)->message_id,
	};
}

static void tell(const struct giving *giving, const struct patch_set_trailer *trailer, str why,
		 bool is_added)
{
	const struct am_answered *answered = giving->answered;
	const struct am_told told = {
		.trailer = *trailer,
		.why = why,
		.is_added = is_added,
		.is_of_cover = answered->record != answered->patch && answered->revision.len == 0,
	};

	/* Whether an older patch should not go in was for its time to say. */
	if (is_added || answered->revision.len == 0)
		g_array_append_val(giving->trailers->told, told);
}

static void add(const struct giving *giving, const struct patch_set_trailer *trailer)
{
	struct arena *arena = giving->trailers->arena;
	str revision = giving->answered->revision;

	g_array_append_val(giving->trailers->added, *trailer);
	if (revision.len > 0)
		tell(giving, trailer,
		     arena_join(arena, arena_join(arena, STR("given to "), revision),
				STR(", whose change is the same")),
		     true);
}

static void add_reviews(const struct giving *giving)
{
	const struct record *reply = record_of(giving, giving->reply);

	for (unsigned i = 0; i < reply->n_reviews; i++) {
		const struct record_review *review = &reply->reviews[i];
		struct mailbox person = person_of(giving->work, giving->reply, i);
		struct patch_set_trailer trailer =
			trailer_of(giving, review->name, person, review->scope);

		if (!g_hash_table_add(giving->trailers->known, key_of(review->name, person)))
			continue;
		if (review->kind == TRAILER_NACKED)
			tell(giving, &trailer, (str){0}, false);
		else
			add(giving, &trailer);
	}
}

static void add_fixes(const struct giving *giving, const struct trailer *offered)
{
	struct am_trailers *trailers = giving->trailers;
	str commit = commit_of(offered->value);
	const struct patch_set_trailer trailer = {
		.name = offered->name,
		.value = without_controls(trailers->arena, offered->value),
		.message_id = record_of(giving, giving->reply)->message_id,
	};

	if (same_commit(trailers->fixes, commit))
		return;
	if (trailers->fixes.len > 0) {
		tell(giving, &trailer, STR("the message has another"), false);
		return;
	}
	trailers->fixes = arena_str(trailers->arena, commit);
	add(giving, &trailer);
}

static bool is_by_author(const struct giving *giving)
{
	const struct people *people = giving->work->around.people;
	person_id author = record_of(giving, giving->answered->patch)->author;
	person_id sender = record_of(giving, giving->reply)->sender;

	return author == sender || people_maybe_same(people, author, sender);
}

/* Why @offered, which the record does not have as given, is not added; empty where it is. */
static str objection_to(const struct giving *giving, const struct trailer *offered)
{
	struct arena *arena = giving->trailers->arena;
	struct people *people = giving->work->around.people;
	person_id sender = record_of(giving, giving->reply)->sender;

	if (keep_reviewer(people, offered->person, sender) == PERSON_NONE)
		return arena_join(arena, STR("sent by "),
				  value_of(arena, people_mailbox(people, sender), (str){0}));
	if (offered->kind == TRAILER_SIGNED && !is_by_author(giving))
		return STR("not the author's");
	if (offered->kind != TRAILER_SIGNED && offered->kind != TRAILER_AUTHORED &&
	    offered->kind != TRAILER_REPORTED)
		return STR("on a condition");
	return (str){0};
}

static void add_offers(const struct giving *giving)
{
	struct am_trailers *trailers = giving->trailers;
	const struct reading *reading = giving->work->mails[giving->reply].reading;
	struct trailer *offered;
	unsigned n_offered;

	if (!reading)
		return;
	trailers_offered(trailers->arena, reading->mail.body.text, &offered, &n_offered);
	for (unsigned i = 0; i < n_offered; i++) {
		struct patch_set_trailer trailer =
			trailer_of(giving, offered[i].name, offered[i].person, offered[i].scope);
		str objection;

		if (offered[i].kind == TRAILER_OTHER) {
			add_fixes(giving, &offered[i]);
			continue;
		}
		if (!g_hash_table_add(trailers->known, key_of(offered[i].name, offered[i].person)))
			continue;
		objection = objection_to(giving, &offered[i]);
		if (objection.len > 0)
			tell(giving, &trailer, objection, false);
		else
			add(giving, &trailer);
	}
}

static void add_replies(struct am_trailers *trailers, const struct work *work,
			const struct am_answered *answered, void (*add_of)(const struct giving *))
{
	g_autoptr(GArray) replies = g_array_new(FALSE, FALSE, sizeof(unsigned));

	work_add_replies(work, answered->record, replies);
	for (unsigned i = 0; i < replies->len; i++) {
		const struct giving giving = {
			.trailers = trailers,
			.work = work,
			.answered = answered,
			.reply = g_array_index(replies, unsigned, i),
		};

		add_of(&giving);
	}
}

void am_trailers_add_replies(struct am_trailers *trailers, const struct work *work,
			     const struct am_answered *answered, unsigned n_answered)
{
	/* What somebody passes on may also have been given by its person, later or to the cover. */
	for (unsigned i = 0; i < n_answered; i++)
		add_replies(trailers, work, &answered[i], add_reviews);
	/* What was proposed for an older message, its author has taken up or left. */
	for (unsigned i = 0; i < n_answered; i++) {
		if (answered[i].revision.len == 0)
			add_replies(trailers, work, &answered[i], add_offers);
	}
}

/* Its last paragraph, as far as it is made of trailers: git-interpret-trailers(1). */
static bool ends_with_trailers(str message)
{
	unsigned n_trailers = 0;
	unsigned n_others = 0;
	str rest = message;
	str line;

	while (str_next_line(&rest, &line)) {
		struct trailer trailer;

		if (str_trim_end(line).len == 0) {
			n_trailers = 0;
			n_others = 0;
		} else if (g_ascii_isspace(line.ptr[0])) {
			continue;
		} else if (trailer_parse(line, &trailer)) {
			n_trailers++;
		} else {
			n_others++;
		}
	}
	return n_trailers > 0 && n_trailers * 3 >= n_others;
}

str am_trailers_append(const struct am_trailers *trailers, str message)
{
	g_autoptr(GString) text = g_string_new(NULL);

	message = str_trim_end(message);
	if (trailers->added->len == 0)
		return message;
	g_string_append_len(text, message.ptr, (gssize)message.len);
	if (message.len > 0)
		g_string_append(text, ends_with_trailers(message) ? "\n" : "\n\n");
	for (unsigned i = 0; i < trailers->added->len; i++) {
		const struct patch_set_trailer *trailer =
			&g_array_index(trailers->added, struct patch_set_trailer, i);

		g_string_append_printf(text, STR_FMT ": " STR_FMT "\n", STR_ARG(trailer->name),
				       STR_ARG(trailer->value));
	}
	return arena_str(trailers->arena, (str){.ptr = text->str, .len = text->len});
}
