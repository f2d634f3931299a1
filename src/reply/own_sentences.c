/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Word after word is copied to one buffer; a sentence is a slice of it. It ends at a word
 * that ends in a mark, and with its paragraph.
 */
#include "reply/own_sentences.h"

#include <glib.h>
#include <string.h>

enum {
	FIRST_ROOM = 16,
	SALUTATION_WORDS = 4, /* "Hi Ann and Ben," */
	CODE_INDENTATION = 4, /* blanks */
};

struct writer {
	struct arena *arena;
	struct own_text *own;
	unsigned n_allocated;
	char *text;
	size_t n_written;
	size_t sentence; /* where the open one begins; n_written where none is open */
	unsigned line; /* of the open sentence */
	bool begins_paragraph; /* the open one, or the next */
};

static struct own_sentence *new_sentence(struct writer *writer)
{
	struct own_text *own = writer->own;

	if (own->n_sentences == writer->n_allocated) {
		struct own_sentence *sentences;

		writer->n_allocated = writer->n_allocated ? 2 * writer->n_allocated : FIRST_ROOM;
		sentences =
			arena_new_array(writer->arena, struct own_sentence, writer->n_allocated);
		if (own->n_sentences > 0)
			memcpy(sentences, own->sentences, own->n_sentences * sizeof(*sentences));
		own->sentences = sentences;
	}
	return &own->sentences[own->n_sentences++];
}

static void end_sentence(struct writer *writer, char mark)
{
	str text = {.ptr = writer->text + writer->sentence,
		    .len = writer->n_written - writer->sentence};

	writer->sentence = writer->n_written;
	if (text.len == 0)
		return;
	*new_sentence(writer) = (struct own_sentence){
		.text = text,
		.mark = mark,
		.line = writer->line,
		.begins_paragraph = writer->begins_paragraph,
	};
	writer->begins_paragraph = false;
}

static void end_paragraph(struct writer *writer)
{
	end_sentence(writer, '\0');
	writer->begins_paragraph = true;
}

static void write_word(struct writer *writer, str word, unsigned line)
{
	if (word.len == 0)
		return;
	if (writer->n_written > writer->sentence)
		writer->text[writer->n_written++] = ' ';
	else
		writer->line = line;
	memcpy(writer->text + writer->n_written, word.ptr, word.len);
	writer->n_written += word.len;
}

/* "e.g.", the "1." of a list, and the "J." of a name. */
static bool is_abbreviation(str word)
{
	static const str abbreviations[] = {
		STR_INIT("e.g"), STR_INIT("i.e"),  STR_INIT("eg"),  STR_INIT("ie"),
		STR_INIT("vs"),	 STR_INIT("cf"),   STR_INIT("a.k"), STR_INIT("Dr"),
		STR_INIT("Mr"),	 STR_INIT("incl"), STR_INIT("w.r"), STR_INIT("w.r.t"),
	};
	str digits = word;

	for (size_t i = 0; i < G_N_ELEMENTS(abbreviations); i++) {
		if (str_equal_nocase(word, abbreviations[i]))
			return true;
	}
	str_take_digits(&digits);
	return digits.len == 0 || (word.len == 1 && g_ascii_isupper(word.ptr[0]));
}

/* The mark that @word ends in, or '\0'; @ret_word is what stands before it. */
static char take_mark(str word, bool ends_line, str *ret_word)
{
	str rest = word;
	char mark = '\0';
	size_t n_closed;
	size_t at;

	while (rest.len > 0 && str_find_byte(STR(")]}\"'*_"), rest.ptr[rest.len - 1], &at))
		rest.len--;
	n_closed = rest.len;
	while (rest.len > 0 && str_find_byte(STR(".?!"), rest.ptr[rest.len - 1], &at)) {
		/* "Why?!" asks. */
		if (mark != '?')
			mark = rest.ptr[rest.len - 1];
		rest.len--;
	}
	if (mark == '.' && n_closed - rest.len == 1 && is_abbreviation(rest))
		return '\0';
	if (mark == '\0' && ends_line && str_ends(word, STR(":"))) {
		mark = ':';
		rest = str_slice(word, 0, word.len - 1);
	}
	if (mark != '\0')
		*ret_word = rest;
	return mark;
}

/* True if @line, which begins a paragraph, is "Hi Ann," or "Thanks,". */
static bool is_salutation(str line)
{
	unsigned n_words = 0;
	str word;

	if (!str_ends(line, STR(",")))
		return false;
	while (n_words <= SALUTATION_WORDS && str_next_word(&line, &word))
		n_words++;
	return n_words <= SALUTATION_WORDS;
}

static bool is_indented(str line)
{
	size_t blanks = 0;

	while (blanks < line.len && line.ptr[blanks] == ' ')
		blanks++;
	return blanks >= CODE_INDENTATION || (blanks < line.len && line.ptr[blanks] == '\t');
}

/* True if an item of a list begins: "- ", "* ", "1. ", "2) ". */
static bool begins_item(str line)
{
	str number;

	line = str_trim(line);
	number = str_take_digits(&line);
	if (number.len > 0)
		return number.len <= 2 && line.len > 1 &&
		       (line.ptr[0] == '.' || line.ptr[0] == ')') && line.ptr[1] == ' ';
	return str_starts(line, STR("- ")) || str_starts(line, STR("* ")) ||
	       str_starts(line, STR("+ "));
}

static bool begins_paragraph(const struct own_line *line, const struct own_line *before)
{
	return line->number != before->number + 1 || line->is_after_quote ||
	       begins_item(line->text) || (is_indented(line->text) && !is_indented(before->text));
}

/* As str_next_word(), but a blank that must not be broken (U+00A0) parts words too. */
static bool next_word(str *rest, str *ret_word)
{
	str blank = STR("\302\240");
	str word;
	size_t at;

	do {
		if (!str_next_word(rest, &word))
			return false;
		if (str_find(word, blank, &at)) {
			*rest = (str){.ptr = word.ptr + at + blank.len,
				      .len = (size_t)(rest->ptr + rest->len - word.ptr) - at -
					     blank.len};
			word.len = at;
		}
	} while (word.len == 0);
	*ret_word = word;
	return true;
}

static void write_line(struct writer *writer, const struct own_line *line, unsigned index)
{
	str rest = str_trim(line->text);
	str word;

	while (next_word(&rest, &word)) {
		char mark = take_mark(word, str_trim(rest).len == 0, &word);

		write_word(writer, word, index);
		if (mark != '\0')
			end_sentence(writer, mark);
	}
}

void own_sentences_find(struct arena *arena, size_t n_bytes, struct own_text *own)
{
	struct writer writer = {.arena = arena, .own = own, .begins_paragraph = true};

	own->sentences = NULL;
	own->n_sentences = 0;
	writer.text = arena_text(arena, n_bytes);
	for (unsigned i = 0; i < own->n_lines; i++) {
		const struct own_line *line = &own->lines[i];

		if (i > 0 && begins_paragraph(line, line - 1))
			end_paragraph(&writer);
		write_line(&writer, line, i);
		if (writer.begins_paragraph && writer.line == i &&
		    is_salutation(str_trim(line->text)))
			end_paragraph(&writer);
	}
	end_paragraph(&writer);
}
