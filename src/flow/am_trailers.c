/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/am_trailers.h"

#include "base/utf8.h"
#include <glib.h>

/* What a trailer is known by. */
static char *key_of(str name, struct mailbox person)
{
	str who = person.address.len ? person.address : person.name;
	g_autofree char *key = g_strdup_printf(STR_FMT " " STR_FMT, STR_ARG(name), STR_ARG(who));

	return g_ascii_strdown(key, -1);
}

void am_trailers_init(struct am_trailers *trailers, struct arena *arena,
		      const struct patch_body *body)
{
	*trailers = (struct am_trailers){
		.arena = arena,
		.known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.added = g_array_new(FALSE, FALSE, sizeof(struct patch_set_trailer)),
		.refused = g_array_new(FALSE, FALSE, sizeof(struct patch_set_trailer)),
	};
	for (unsigned i = 0; i < body->n_trailers; i++)
		g_hash_table_add(trailers->known,
				 key_of(body->trailers[i].name, body->trailers[i].person));
}

void am_trailers_clear(struct am_trailers *trailers)
{
	g_hash_table_unref(trailers->known);
	g_array_unref(trailers->added);
	g_array_unref(trailers->refused);
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

static void add_reply(struct am_trailers *trailers, const struct work *work, unsigned reply)
{
	const struct record *record = &work->around.records[reply];

	for (unsigned i = 0; i < record->n_reviews; i++) {
		const struct record_review *review = &record->reviews[i];
		struct mailbox person = person_of(work, reply, i);
		struct patch_set_trailer trailer = {
			.name = review->name,
			.value = value_of(trailers->arena, person, review->scope),
			.message_id = record->message_id,
		};

		if (!g_hash_table_add(trailers->known, key_of(review->name, person)))
			continue;
		if (review->kind == TRAILER_NACKED)
			g_array_append_val(trailers->refused, trailer);
		else
			g_array_append_val(trailers->added, trailer);
	}
}

void am_trailers_add_replies(struct am_trailers *trailers, const struct work *work, unsigned record)
{
	g_autoptr(GArray) replies = g_array_new(FALSE, FALSE, sizeof(unsigned));

	work_add_replies(work, record, replies);
	for (unsigned i = 0; i < replies->len; i++)
		add_reply(trailers, work, g_array_index(replies, unsigned, i));
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
