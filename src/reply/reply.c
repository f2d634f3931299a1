/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/reply.h"

#include "reply/own_text.h"
#include "reply/phrase.h"
#include "reply/remark_list.h"

struct reply_reader {
	struct phrase_vocabulary *vocabulary;
};

struct reply_reader *reply_reader_new(void)
{
	struct reply_reader *reader = g_new(struct reply_reader, 1);

	reader->vocabulary = phrase_vocabulary_new();
	return reader;
}

void reply_reader_free(struct reply_reader *reader)
{
	if (!reader)
		return;
	phrase_vocabulary_free(reader->vocabulary);
	g_free(reader);
}

static void add_reviews(struct remark_list *list, const struct trailer *trailers,
			unsigned n_trailers)
{
	for (unsigned i = 0; i < n_trailers; i++) {
		const struct trailer *trailer = &trailers[i];

		if (!trailer_is_review(trailer->kind))
			continue;
		remark_list_add(list, &(struct remark){
					      .kind = REMARK_REVIEW,
					      .trailer = trailer->kind,
					      .name = trailer->name,
					      .person = trailer->person,
					      .scope = trailer->scope,
				      });
	}
}

/* Of a mail with one of these, what else is said is beside the point. */
static bool settles(const struct remark *remark)
{
	switch (remark->kind) {
	case REMARK_REVIEW:
	case REMARK_PROMISE:
	case REMARK_WITHDRAWN:
	case REMARK_PING:
	case REMARK_COMMAND:
	case REMARK_APPLIED:
	case REMARK_UNAPPLIED:
	case REMARK_PULLED:
		return true;
	default:
		return false;
	}
}

/*
 * Thanks and "looks good" are shorter than an objection, and who says what they will do
 * themselves leaves nothing to others.
 */
static void add_talk(struct remark_list *list, const struct own_text *own)
{
	enum { TALK_WORDS = 12 };
	struct phrase_words words;
	unsigned n_words = 0;

	for (unsigned i = 0; i < list->n_items; i++) {
		if (settles(&list->items[i]))
			return;
	}
	for (unsigned i = 0; i < own->n_sentences; i++) {
		phrase_read(list->vocabulary, own->sentences[i].text, &words);
		if (words.all & CLASS_BIT(W_PROMISE))
			return;
		n_words += words.n_words;
	}
	if (n_words >= TALK_WORDS)
		remark_list_add(list, &(struct remark){.kind = REMARK_TALK});
}

void remarks_of_reply(const struct reply_reader *reader, struct arena *arena, str subject, str text,
		      str sender, struct remark **ret_remarks, unsigned *ret_n_remarks)
{
	struct remark_list list = {.arena = arena, .vocabulary = reader->vocabulary};
	struct own_text own;
	struct trailer *trailers;
	unsigned n_trailers;

	own_text_of(arena, text, &own);
	trailers_of_reply(arena, text, &trailers, &n_trailers);
	add_reviews(&list, trailers, n_trailers);
	remarks_add_statements(&list, subject, &own);
	remarks_add_commands(&list, text);
	remarks_add_applied(&list, subject, text, &own, sender);
	remarks_add_comments(&list, text, &own);
	add_talk(&list, &own);
	*ret_remarks = list.items;
	*ret_n_remarks = list.n_items;
}

/* Adds what @text says of the posting itself. */
static void add_announcements(struct remark_list *list, str text)
{
	struct remark_list said = {.arena = list->arena, .vocabulary = list->vocabulary};
	struct own_text own;

	own_text_of(list->arena, text, &own);
	remarks_add_statements(&said, (str){0}, &own);
	for (unsigned i = 0; i < said.n_items; i++) {
		if (said.items[i].kind == REMARK_WITHDRAWN || said.items[i].kind == REMARK_PING)
			remark_list_add(list, &said.items[i]);
	}
	remarks_add_commands(list, text);
}

void remarks_of_patch(const struct reply_reader *reader, struct arena *arena,
		      const struct patch_body *body, struct remark **ret_remarks,
		      unsigned *ret_n_remarks)
{
	struct remark_list list = {.arena = arena, .vocabulary = reader->vocabulary};

	add_reviews(&list, body->trailers, body->n_trailers);
	/* What becomes a commit speaks of the change, and not of the mail. */
	if (body->diff.len == 0)
		add_announcements(&list, body->message);
	add_announcements(&list, body->notes);
	*ret_remarks = list.items;
	*ret_n_remarks = list.n_items;
}
