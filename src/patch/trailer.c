/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Trailers are typed by people. The looser the name, the more the value has
 * to prove: an exact `Reviewed-by:` may stand before a bare name, while a typo,
 * an abbreviation, a name with blanks or a missing colon needs an address.
 */
#include "patch/trailer.h"

#include "base/limits.h"
#include "patch/line.h"
#include "patch/trailer_line.h"
#include "patch/trailer_name.h"

#include <glib.h>
#include <string.h>

enum {
	NAME_BYTES = 40, /* a longer word before a colon is no trailer's name */
	PERSON_WORDS = 5, /* a value with more is no person's name */
	TAIL_WORDS = 3, /* behind the address; more is a sentence */
	FIRST_CAPACITY = 8,
};

void trailer_list_add(struct arena *arena, struct trailer_list *list, const struct trailer *trailer)
{
	unsigned n = list->n_trailers;

	if (n >= LIMIT_TRAILERS)
		return;
	/* Full at each power of two: no capacity to keep. */
	if (n == 0 || (n >= FIRST_CAPACITY && (n & (n - 1)) == 0)) {
		unsigned capacity = MAX(2 * n, (unsigned)FIRST_CAPACITY);
		struct trailer *grown = arena_new_array(arena, struct trailer, capacity);

		if (n > 0)
			memcpy(grown, list->trailers, n * sizeof(*grown));
		list->trailers = grown;
	}
	list->trailers[list->n_trailers++] = *trailer;
}

bool trailer_is_review(enum trailer_kind kind)
{
	return kind == TRAILER_REVIEWED || kind == TRAILER_ACKED || kind == TRAILER_TESTED ||
	       kind == TRAILER_NACKED;
}

static bool is_name_byte(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '_';
}

bool trailer_line_is_candidate(str line)
{
	size_t word = 0;
	size_t colon;

	if (line.len == 0 || !is_name_byte(line.ptr[0]))
		return false;
	if (str_find_byte(str_slice(line, 0, NAME_BYTES), ':', &colon)) {
		for (size_t i = 0; i < colon; i++) {
			if (!is_name_byte(line.ptr[i]) && line.ptr[i] != ' ')
				return false;
		}
		return true;
	}
	while (word < line.len && word < NAME_BYTES && is_name_byte(line.ptr[word]))
		word++;
	return str_ends(str_slice(line, 0, word), STR("by"));
}

static unsigned count_words(str text)
{
	unsigned n = 0;
	str word;

	while (n <= PERSON_WORDS && str_next_word(&text, &word))
		n++;
	return n;
}

static bool has_address(str value)
{
	size_t at;

	return str_find_byte(value, '@', &at) && at > 0 && at + 1 < value.len;
}

/* True if @value, which holds no address, may be what a person is called. */
static bool is_person_name(str value)
{
	unsigned n_words = count_words(value);
	size_t at;

	if (n_words == 0 || n_words > PERSON_WORDS ||
	    str_find_byte(STR("?!:,;"), value.ptr[value.len - 1], &at))
		return false;
	return !str_contains(value, STR("://"));
}

/* Cuts off @value what follows the person: `# arm64`, `[arm64]`, a comment. */
static str cut_tail(str *value)
{
	str tail;
	size_t at;

	if (!str_find_byte(*value, '>', &at) && !str_find(*value, STR(" #"), &at) &&
	    !str_find(*value, STR(" ["), &at))
		return (str){0};
	while (at < value->len && value->ptr[at] == '>')
		at++;
	tail = str_trim(str_skip(*value, at));
	*value = str_slice(*value, 0, at);
	return tail;
}

static str read_scope(str tail)
{
	size_t end;

	if (str_take(&tail, STR("#")))
		return str_trim(tail);
	if (str_take(&tail, STR("[")) && str_find_byte(tail, ']', &end))
		return str_trim(str_slice(tail, 0, end));
	return (str){0};
}

/* True if the words behind an address make the line a sentence about a trailer. */
static bool is_sentence(str tail)
{
	size_t at;

	if (tail.len == 0 || str_find_byte(STR("#[(<,;."), tail.ptr[0], &at) ||
	    str_starts_nocase(tail, STR("for ")))
		return false;
	return count_words(tail) > TAIL_WORDS;
}

/* Of `ann@example.org<mailto:ann@example.org>`, which mailers make of HTML. */
static str clean_address(str address)
{
	size_t at;

	str_take_nocase(&address, STR("mailto:"));
	if (str_find_byte(address, '<', &at))
		address = str_slice(address, 0, at);
	return address;
}

/*
 * Reads the person of @value. @needs_address: the name alone does not prove
 * that it is a trailer.
 */
static bool read_person(str value, bool needs_address, struct trailer *trailer)
{
	str tail = cut_tail(&value);

	if (!has_address(value) && (needs_address || !is_person_name(str_trim(value))))
		return false;
	if (is_sentence(tail))
		return false;
	trailer->person = mailbox_split(value);
	trailer->person.address = clean_address(trailer->person.address);
	trailer->scope = read_scope(tail);
	return true;
}

/* `Name: value`. The name may have blanks within: whether it may, its match decides. */
static bool split_at_colon(str line, str *ret_name, str *ret_value)
{
	size_t at = 0;

	while (at < line.len && at < NAME_BYTES &&
	       (is_name_byte(line.ptr[at]) || line.ptr[at] == ' '))
		at++;
	if (at == 0 || at == line.len || line.ptr[at] != ':' || line.ptr[0] == ' ')
		return false;
	*ret_name = str_trim_end(str_slice(line, 0, at));
	*ret_value = str_trim(str_skip(line, at + 1));
	return true;
}

/* `Reviewed-by Ann Author <ann@example.org>`. */
static bool parse_without_colon(str line, struct trailer *ret_trailer)
{
	const struct trailer_name *name;
	struct trailer trailer = {0};
	str rest = line;
	str word;
	size_t at;

	if (!str_next_word(&rest, &word) || word.ptr != line.ptr ||
	    trailer_name_find(word, &name) != TRAILER_MATCH_NAME || name->kind == TRAILER_OTHER)
		return false;
	trailer.kind = name->kind;
	trailer.name = name->text;
	trailer.value = str_trim(rest);
	if (!str_find_byte(rest, '<', &at) || count_words(str_slice(rest, 0, at)) > PERSON_WORDS ||
	    !read_person(trailer.value, true, &trailer))
		return false;
	*ret_trailer = trailer;
	return true;
}

bool trailer_parse(str line, struct trailer *ret_trailer)
{
	const struct trailer_name *name;
	struct trailer trailer = {0};
	enum trailer_match match;
	bool has_blank;

	if (!split_at_colon(line, &trailer.name, &trailer.value))
		return parse_without_colon(line, ret_trailer);
	if (trailer.value.len == 0 || str_starts(trailer.value, STR("//")))
		return false;
	has_blank = memchr(trailer.name.ptr, ' ', trailer.name.len);
	match = trailer_name_find(trailer.name, &name);
	if (match == TRAILER_MATCH_NAME && !name->has_person && !has_blank) {
		trailer.name = name->text;
		*ret_trailer = trailer;
		return true;
	}
	if (match != TRAILER_MATCH_NONE && name->has_person) {
		bool is_plain = match == TRAILER_MATCH_NAME && !has_blank;

		if (read_person(trailer.value, !is_plain, &trailer)) {
			trailer.name = name->text;
			trailer.kind = name->kind;
			*ret_trailer = trailer;
			return true;
		}
		if (match == TRAILER_MATCH_NAME && name->kind != TRAILER_OTHER)
			return false;
	}
	if (has_blank)
		return false;
	*ret_trailer = trailer;
	return true;
}

/* True if @next is what is missing behind @line: its address, or the rest of name and address. */
static bool is_wrapped(str line, str next)
{
	size_t open;

	next = str_trim(next);
	if (next.len == 0 || next.ptr[0] == '>' || str_find_byte(line, '@', &open) ||
	    !has_address(next))
		return false;
	if (!str_find_byte(next, '<', &open))
		return count_words(next) == 1;
	return str_find_byte(next, '>', &open) && !trailer_line_is_candidate(next) &&
	       count_words(str_slice(next, 0, open)) <= PERSON_WORDS;
}

/* True if @line ends within an address, and @next ends it. */
static bool is_broken_address(str line, str next)
{
	size_t open;
	size_t close;

	if (!str_find_last_byte(line, '<', &open) ||
	    str_find_byte(str_skip(line, open), '>', &close))
		return false;
	next = str_trim(next);
	return str_find_byte(next, '>', &close) && close > 0 &&
	       count_words(str_slice(next, 0, close)) == 1;
}

str trailer_line_unwrap(struct arena *arena, str line, str *rest)
{
	const struct trailer_name *known;
	str after = *rest;
	str next;
	str name;
	str value;

	if (!split_at_colon(line, &name, &value) ||
	    trailer_name_find(name, &known) == TRAILER_MATCH_NONE || !known->has_person ||
	    !str_next_line(&after, &next))
		return line;
	if (is_broken_address(line, next)) {
		*rest = after;
		return arena_join(arena, str_trim_end(line), str_trim(next));
	}
	if (!is_wrapped(line, next))
		return line;
	*rest = after;
	line = arena_join(arena, str_trim_end(line), STR(" "));
	return arena_join(arena, line, str_trim(next));
}

/* A message's paragraph while its lines are read. */
struct paragraph {
	unsigned first_trailer; /* index of the list */
	unsigned n_trailer_lines;
	unsigned n_other_lines;
	bool has_known; /* a trailer with a known name, exactly written */
};

static bool is_folded(str line)
{
	return line.len > 0 && g_ascii_isspace(line.ptr[0]) && str_trim_end(line).len > 0;
}

/* True for a trailer that counts wherever it stands. */
static bool stands_alone(const struct trailer *trailer)
{
	const struct trailer_name *name;

	if (trailer_name_find(trailer->name, &name) != TRAILER_MATCH_NAME)
		return false;
	return !name->has_person || trailer->person.address.len > 0;
}

/*
 * Drops of the paragraph what is no trailer after all. git counts a last
 * paragraph if it is all trailers, or a quarter of it and one of them git's.
 */
static void end_paragraph(struct trailer_list *list, const struct paragraph *paragraph,
			  bool is_last)
{
	unsigned kept = paragraph->first_trailer;
	bool is_block = paragraph->n_other_lines == 0 ||
			(paragraph->has_known &&
			 paragraph->n_trailer_lines * 3 >= paragraph->n_other_lines);

	if (is_last && is_block)
		return;
	for (unsigned i = paragraph->first_trailer; i < list->n_trailers; i++) {
		if (stands_alone(&list->trailers[i]))
			list->trailers[kept++] = list->trailers[i];
	}
	list->n_trailers = kept;
}

static void read_message_line(struct arena *arena, str line, str *rest, struct trailer_list *list,
			      struct paragraph *paragraph)
{
	const struct trailer_name *name;
	struct trailer trailer;

	if (!trailer_line_is_candidate(line)) {
		paragraph->n_other_lines++;
		return;
	}
	line = line_unfold(arena, line, rest, is_folded);
	line = trailer_line_unwrap(arena, line, rest);
	if (!trailer_parse(line, &trailer)) {
		paragraph->n_other_lines++;
		return;
	}
	paragraph->n_trailer_lines++;
	if (trailer_name_find(trailer.name, &name) == TRAILER_MATCH_NAME)
		paragraph->has_known = true;
	trailer_list_add(arena, list, &trailer);
}

void trailers_of_message(struct arena *arena, str message, struct trailer **ret_trailers,
			 unsigned *ret_n_trailers)
{
	struct trailer_list list = {0};
	struct paragraph paragraph = {0};
	str rest = message;
	str line;
	bool after_blank = false;

	while (str_next_line(&rest, &line)) {
		if (str_trim_end(line).len == 0) {
			after_blank = true;
			continue;
		}
		if (after_blank) {
			end_paragraph(&list, &paragraph, false);
			paragraph = (struct paragraph){.first_trailer = list.n_trailers};
			after_blank = false;
		}
		read_message_line(arena, line, &rest, &list, &paragraph);
	}
	end_paragraph(&list, &paragraph, true);
	*ret_trailers = list.trailers;
	*ret_n_trailers = list.n_trailers;
}
