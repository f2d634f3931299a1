/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A phrase of words that all mails have is looked for in many: an ASCII text, as nearly
 * all are, is taken apart only where the first word of the phrase stands.
 */
#include "flow/find_phrase.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "flow/find_texts.h"
#include "search/word_bytes.h"

struct phrase_search {
	struct arena *arena;
	const struct query *phrase;
	bool is_found;
};

static bool fits(const struct query *phrase, unsigned at, str word)
{
	if (phrase->is_prefix && at + 1 == phrase->n_words)
		return str_starts(word, phrase->words[at]);
	return str_equal(word, phrase->words[at]);
}

/* True if the first words of @text are those of the phrase. */
static bool begins_with(str text, const struct query *phrase)
{
	char buffer[LIMIT_WORD_BYTES];
	str word;

	for (unsigned i = 0; i < phrase->n_words; i++) {
		if (!words_next(&text, &word) || !fits(phrase, i, word_fold(word, buffer)))
			return false;
	}
	return true;
}

static str lower_ascii(struct arena *arena, str text)
{
	char *lower = arena_text(arena, text.len);
	size_t at = 0;

	for (; at + sizeof(uint64_t) <= text.len; at += sizeof(uint64_t))
		store_eight(lower + at, lower_eight(load_eight(text.ptr + at)));
	for (; at < text.len; at++)
		lower[at] = g_ascii_tolower(text.ptr[at]);
	return (str){.ptr = lower, .len = text.len};
}

/* True if no word goes on at @at from before it. */
static bool is_boundary(str text, size_t at)
{
	return at == 0 || !(g_ascii_isalnum(text.ptr[at - 1]) || text.ptr[at - 1] == '_');
}

static bool ascii_has(struct arena *arena, str text, const struct query *phrase)
{
	str lower = lower_ascii(arena, text);
	size_t from = 0;
	size_t at;

	while (str_find(str_skip(lower, from), phrase->words[0], &at)) {
		from += at;
		if (is_boundary(lower, from) && begins_with(str_skip(lower, from), phrase))
			return true;
		from++;
	}
	return false;
}

static bool text_has(str text, const struct query *phrase)
{
	str rest = text;
	str word;

	while (words_next(&rest, &word)) {
		if (begins_with(text, phrase))
			return true;
		text = rest;
	}
	return false;
}

static void search_text(void *user, enum word_field field, str text)
{
	struct phrase_search *search = user;

	if (search->is_found || !(field & search->phrase->fields))
		return;
	search->is_found = utf8_is_ascii(text) ? ascii_has(search->arena, text, search->phrase)
					       : text_has(text, search->phrase);
}

bool find_phrase_in(struct arena *arena, const struct reading *reading, const struct query *phrase)
{
	struct phrase_search search = {.arena = arena, .phrase = phrase};

	find_texts(arena, reading, search_text, &search);
	return search.is_found;
}

void phrase_reader_init(struct phrase_reader *reader, struct mail_source *source)
{
	*reader = (struct phrase_reader){.source = source};
	arena_init(&reader->texts);
}

static void forget_mail(struct phrase_reader *reader)
{
	if (reader->is_there)
		raw_mail_release(&reader->raw);
	reader->is_there = false;
	reader->message = 0;
	arena_reset(&reader->texts);
}

void phrase_reader_clear(struct phrase_reader *reader)
{
	forget_mail(reader);
	arena_clear(&reader->texts);
}

static bool read_mail(struct phrase_reader *reader, int64_t message, GError **error)
{
	if (reader->message == message)
		return true;
	forget_mail(reader);
	if (!mail_source_read(reader->source, message, &reader->raw, NULL, &reader->is_there,
			      error))
		return false;
	reader->message = message;
	if (reader->is_there)
		reading_of(&reader->texts, reader->raw.bytes, &reader->reading);
	return true;
}

bool phrase_reader_holds(void *user, int64_t message, const struct query *phrase, bool *ret_holds,
			 GError **error)
{
	struct phrase_reader *reader = user;

	if (!read_mail(reader, message, error))
		return false;
	*ret_holds = reader->is_there && find_phrase_in(&reader->texts, &reader->reading, phrase);
	return true;
}
