/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A function a form. Each takes all of a term's text or refuses it; the message is
 * the same for all, and says what the form takes.
 */
#include "search/query_term.h"

#include "base/error.h"
#include "base/limits.h"
#include "search/query_value.h"
#include "search/words.h"

enum {
	HEX_DIGITS_MIN = 4, /* git's shortest abbreviation */
	HEX_DIGITS_MAX = 64, /* SHA-256 */
	SHOWN_BYTES = 60, /* of a term, in a message */
};

/* As lore's: all but To, Cc and List-Id. */
static const struct query_prefix no_prefix = {
	.form = QUERY_FORM_WORDS,
	.fields = WORD_FIELDS & ~(unsigned)(WORD_TO | WORD_CC | WORD_LIST),
};

typedef bool (*read_form_fn)(struct query_terms *terms, const struct query_token *token,
			     const struct query_prefix *prefix, struct query *leaf);

struct form {
	read_form_fn read;
	const char *takes; /* NULL: the names of states */
};

/* The words of @text; false if there is none. @ret_whole is from the first to the end of the last. */
static bool count_words(str text, unsigned *ret_count, str *ret_whole)
{
	const char *begin = NULL;
	str rest = text;
	unsigned count = 0;
	str word;

	while (words_next(&rest, &word)) {
		if (count++ == 0)
			begin = word.ptr;
		*ret_whole = (str){.ptr = begin, .len = (size_t)(rest.ptr - begin)};
	}
	*ret_count = count;
	return count > 0;
}

/* True if @text goes on after @whole, a part of it, with nothing but a star. */
static bool ends_with_star(str text, str whole)
{
	return str_equal(str_skip(text, (size_t)(whole.ptr - text.ptr) + whole.len), STR("*"));
}

static bool read_words(struct query_terms *terms, const struct query_token *token,
		       const struct query_prefix *prefix, struct query *leaf)
{
	char buffer[LIMIT_WORD_BYTES];
	unsigned count;
	str whole;
	str rest;
	str word;

	if (!count_words(token->text, &count, &whole))
		return false;
	terms->count += count;
	leaf->kind = QUERY_WORDS;
	leaf->fields = prefix->fields;
	leaf->is_prefix = !token->is_quoted && ends_with_star(token->text, whole);
	if (count > 1)
		leaf->phrase = whole;
	/* More are an error in the end: see query_term_read(). */
	if (terms->count > LIMIT_QUERY_TERMS)
		return true;
	leaf->words = arena_new_array(terms->arena, str, count);
	rest = whole;
	while (words_next(&rest, &word))
		leaf->words[leaf->n_words++] = arena_str(terms->arena, word_fold(word, buffer));
	return true;
}

/* A star at the beginning says nothing: a part of a path may begin anywhere. */
static bool read_path(struct query_terms *terms, const struct query_token *token,
		      const struct query_prefix *prefix, struct query *leaf)
{
	str path = token->text;
	unsigned count;
	str whole;
	size_t at;

	while (str_take(&path, STR("*")))
		;
	if (!count_words(path, &count, &whole))
		return false;
	if (str_find_byte(path, '*', &at) && at + 1 < path.len)
		return false;
	if (!str_contains(path, STR("/")) && !str_contains(path, STR(".")) &&
	    !str_ends(path, STR("*")))
		return read_words(terms, token, prefix, leaf);
	terms->count++;
	leaf->kind = QUERY_VALUE;
	leaf->subject = prefix->subject;
	leaf->text = path;
	return true;
}

static bool read_id(struct query_terms *terms, const struct query_token *token,
		    const struct query_prefix *prefix, struct query *leaf)
{
	terms->count++;
	leaf->kind = QUERY_VALUE;
	leaf->subject = prefix->subject;
	leaf->text = str_trim(token->text);
	return leaf->text.len > 0;
}

static bool read_message_id(struct query_terms *terms, const struct query_token *token,
			    const struct query_prefix *prefix, struct query *leaf)
{
	struct query_token bare = *token;

	str_take(&bare.text, STR("<"));
	if (str_ends(bare.text, STR(">")))
		bare.text.len--;
	return !str_equal(bare.text, STR("*")) && read_id(terms, &bare, prefix, leaf);
}

static bool read_hex(struct query_terms *terms, const struct query_token *token,
		     const struct query_prefix *prefix, struct query *leaf)
{
	char digits[HEX_DIGITS_MAX];
	str text = token->text;

	if (!str_is_hex(text) || text.len < HEX_DIGITS_MIN || text.len > HEX_DIGITS_MAX)
		return false;
	terms->count++;
	for (size_t i = 0; i < text.len; i++)
		digits[i] = g_ascii_tolower(text.ptr[i]);
	leaf->kind = QUERY_VALUE;
	leaf->subject = prefix->subject;
	leaf->text = arena_str(terms->arena, (str){.ptr = digits, .len = text.len});
	return true;
}

static bool read_range(struct query_terms *terms, const struct query_token *token,
		       const struct query_prefix *prefix, struct query *leaf)
{
	struct query_span span;

	if (!query_value_read(prefix->form, token->text, terms->now, &span))
		return false;
	terms->count++;
	leaf->kind = QUERY_RANGE;
	leaf->subject = prefix->subject;
	leaf->has_from = span.has_from;
	leaf->has_to = span.has_to;
	leaf->from = span.from;
	leaf->to = span.to;
	return true;
}

static bool read_state(struct query_terms *terms, const struct query_token *token,
		       const struct query_prefix *prefix G_GNUC_UNUSED, struct query *leaf)
{
	for (unsigned i = 0; query_states[i].name; i++) {
		if (!str_equal(token->text, str_from(query_states[i].name)))
			continue;
		terms->count++;
		leaf->kind = QUERY_STATE;
		leaf->state = (enum query_state)i;
		return true;
	}
	return false;
}

static const struct form forms[] = {
	[QUERY_FORM_WORDS] = {.read = read_words,
			      .takes = "a word, or a phrase in quotation marks"},
	[QUERY_FORM_PATH] = {.read = read_path,
			     .takes = "words of a file's name or a part of its path, with * at "
				      "most at its ends"},
	[QUERY_FORM_MESSAGE_ID] = {.read = read_message_id, .takes = "a Message-ID"},
	[QUERY_FORM_ID] = {.read = read_id, .takes = "an id"},
	[QUERY_FORM_HEX] = {.read = read_hex, .takes = "4 to 64 hexadecimal digits"},
	[QUERY_FORM_DAY] = {.read = read_range,
			    .takes = "a day such as 20251231, 2025-12-31, yesterday or "
				     "2.weeks.ago, or a span of them: A..B, A.. or ..B"},
	[QUERY_FORM_TIME] = {.read = read_range,
			     .takes = "a time such as 20251231235959, 2025-12-31T23:59:59Z, "
				      "2025-12-31 or 2.weeks.ago, or a span of them: A..B, A.. or "
				      "..B"},
	[QUERY_FORM_AGE] = {.read = read_range,
			    .takes = "an age such as >14d, <2w or 3d..10d, in h, d, w, m(onths) or "
				     "y"},
	[QUERY_FORM_NUMBER] = {.read = read_range, .takes = "a number such as 2, >2, 2..5 or 2.."},
	[QUERY_FORM_STATE] = {.read = read_state},
};

static void append_states(GString *message)
{
	for (unsigned i = 0; query_states[i].name; i++)
		g_string_append_printf(message, "%s%s", i ? ", " : "", query_states[i].name);
}

static void fail_value(const struct query_terms *terms, const struct query_token *token,
		       const struct query_prefix *prefix, GError **error)
{
	g_autoptr(GString) message = g_string_new(prefix->name);
	str shown = str_slice(token->text, 0, SHOWN_BYTES);

	/* Cut between characters. */
	while (shown.len < token->text.len && shown.len > 0 &&
	       ((unsigned char)token->text.ptr[shown.len] & 0xc0) == 0x80)
		shown.len--;
	g_string_append(message, " takes ");
	if (forms[prefix->form].takes)
		g_string_append(message, forms[prefix->form].takes);
	else
		append_states(message);
	if (token->text.len > 0)
		g_string_append_printf(message, "; not '" STR_FMT "%s'", STR_ARG(shown),
				       shown.len < token->text.len ? "..." : "");
	else
		g_string_append(message, "; nothing follows it");
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE, "%s (column %zu)", message->str,
		    query_column(terms->query, token->at));
}

bool query_term_read(struct query_terms *terms, const struct query_token *token,
		     const struct query_prefix *inherited, struct query **ret_leaf, GError **error)
{
	const struct query_prefix *outer = inherited ? inherited : &no_prefix;
	const struct query_prefix *prefix = token->prefix ? token->prefix : outer;
	struct query leaf = {0};

	if (!forms[prefix->form].read(terms, token, prefix, &leaf)) {
		if (!token->prefix && prefix->form == QUERY_FORM_WORDS) {
			*ret_leaf = NULL;
			return true;
		}
		fail_value(terms, token, prefix, error);
		return false;
	}
	if (terms->count > LIMIT_QUERY_TERMS) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			    "there are more than %d words and other terms (column %zu)",
			    LIMIT_QUERY_TERMS, query_column(terms->query, token->at));
		return false;
	}
	*ret_leaf = arena_new(terms->arena, struct query);
	**ret_leaf = leaf;
	return true;
}
