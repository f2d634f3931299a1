/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "template/template.h"

#include "base/error.h"
#include "base/limits.h"
#include "template/template_parts.h"

#include <string.h>

struct template_set {
	template_find_fn find;
	void *user;
	GHashTable *templates; /* name to struct template *; NULL while it is being parsed */
};

/* A template that is being parsed. */
struct parser {
	struct template_set *set;
	const char *name;
	str rest;
	unsigned line;
	bool at_line_start; /* nothing but blanks since the last newline */
	GArray *pieces; /* struct piece */
	unsigned open[LIMIT_TEMPLATE_DEPTH]; /* sections that have not ended, as pieces */
	unsigned n_open;
	unsigned depth;
};

static void template_free(gpointer pointer)
{
	struct template *template = pointer;

	if (!template)
		return;
	g_free(template->name);
	g_free(template->pieces);
	g_free(template);
}

struct template_set *template_set_new(template_find_fn find, void *user)
{
	struct template_set *set = g_new0(struct template_set, 1);

	set->find = find;
	set->user = user;
	set->templates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, template_free);
	return set;
}

void template_set_free(struct template_set *set)
{
	if (!set)
		return;
	g_hash_table_unref(set->templates);
	g_free(set);
}

static bool fail(const struct parser *parser, GError **error, const char *what, str name)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
		    "template %s, line %u: %s%s" STR_FMT, parser->name, parser->line, what,
		    name.len ? ": " : "", STR_ARG(name));
	return false;
}

static struct piece *add_piece(struct parser *parser, enum piece_kind kind, str text)
{
	const struct piece piece = {.kind = kind, .text = text, .line = parser->line};

	g_array_append_val(parser->pieces, piece);
	return &g_array_index(parser->pieces, struct piece, parser->pieces->len - 1);
}

static void add_words(struct parser *parser, str words)
{
	if (words.len == 0)
		return;
	add_piece(parser, PIECE_WORDS, words);
	for (size_t i = 0; i < words.len; i++)
		parser->line += words.ptr[i] == '\n';
}

static bool is_blank(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != ' ' && text.ptr[i] != '\t')
			return false;
	}
	return true;
}

/* What of @words stands on the line of the tag behind it. */
static str last_line(str words)
{
	size_t newline;

	return str_find_last_byte(words, '\n', &newline) ? str_skip(words, newline + 1) : words;
}

/* The rest of a line that holds nothing but blanks, with its newline; false where it holds more. */
static bool take_blank_line(str *rest)
{
	size_t newline;
	str line;

	if (!str_find_byte(*rest, '\n', &newline)) {
		if (!is_blank(*rest))
			return false;
		*rest = str_skip(*rest, rest->len);
		return true;
	}
	line = str_slice(*rest, 0, newline);
	if (str_ends(line, STR("\r")))
		line.len--;
	if (!is_blank(line))
		return false;
	*rest = str_skip(*rest, newline + 1);
	return true;
}

static bool begin_section(struct parser *parser, enum piece_kind kind, str name, GError **error)
{
	if (parser->n_open == LIMIT_TEMPLATE_DEPTH)
		return fail(parser, error, "sections are too deep within one another", name);
	parser->open[parser->n_open++] = parser->pieces->len;
	parser->depth = MAX(parser->depth, parser->n_open);
	add_piece(parser, kind, name);
	return true;
}

static bool end_section(struct parser *parser, str name, GError **error)
{
	struct piece *section;

	if (parser->n_open == 0)
		return fail(parser, error, "a section ends that did not begin", name);
	section = &g_array_index(parser->pieces, struct piece, parser->open[--parser->n_open]);
	if (!str_equal(section->text, name))
		return fail(parser, error, "another section must end first", section->text);
	section->end = parser->pieces->len;
	return true;
}

static bool add_part(struct parser *parser, str name, GError **error)
{
	g_autofree char *part = str_dup(name);
	const struct template *template = template_get(parser->set, part, error);

	if (!template) {
		g_prefix_error(error, "template %s, line %u: ", parser->name, parser->line);
		return false;
	}
	if (parser->n_open + 1 + template->depth > LIMIT_TEMPLATE_DEPTH)
		return fail(parser, error, "parts are too deep within one another", name);
	parser->depth = MAX(parser->depth, parser->n_open + 1 + template->depth);
	add_piece(parser, PIECE_PART, name)->part = template;
	return true;
}

/* True for a tag that shows nothing, and so may have a line for itself. */
static bool is_silent(char sign)
{
	return sign != '\0' && strchr("#^/>!", sign);
}

static bool add_tag(struct parser *parser, char sign, str name, GError **error)
{
	if (sign == '!')
		return true;
	if (name.len == 0)
		return fail(parser, error, "a tag without a name", name);
	switch (sign) {
	case '#':
		return begin_section(parser, PIECE_SECTION, name, error);
	case '^':
		return begin_section(parser, PIECE_INVERTED, name, error);
	case '/':
		return end_section(parser, name, error);
	case '>':
		return add_part(parser, name, error);
	case '{':
	case '&':
		return fail(parser, error, "nothing is shown unescaped; write {{name}}", name);
	default:
		add_piece(parser, PIECE_VALUE, name);
		return true;
	}
}

/* The tag that @parser->rest begins with, behind @words. */
static bool take_tag(struct parser *parser, str words, GError **error)
{
	size_t end;
	str name;
	char sign;
	bool alone;

	parser->rest = str_skip(parser->rest, strlen("{{"));
	if (!str_find(parser->rest, STR("}}"), &end)) {
		add_words(parser, words);
		return fail(parser, error, "a tag does not end", (str){0});
	}
	name = str_slice(parser->rest, 0, end);
	sign = name.len > 0 ? name.ptr[0] : '\0';
	parser->rest = str_skip(parser->rest, end + strlen("}}"));
	if (sign == '{' || sign == '&' || is_silent(sign))
		name = str_skip(name, 1);
	alone = is_silent(sign) && is_blank(last_line(words)) &&
		(parser->at_line_start || last_line(words).ptr != words.ptr);
	if (alone && take_blank_line(&parser->rest))
		words.len -= last_line(words).len;
	else
		alone = false;
	add_words(parser, words);
	if (!add_tag(parser, sign, str_trim(name), error))
		return false;
	for (size_t i = 0; i < name.len; i++)
		parser->line += name.ptr[i] == '\n';
	parser->line += alone;
	parser->at_line_start = alone;
	return true;
}

static bool parse(struct parser *parser, GError **error)
{
	size_t begin;

	while (str_find(parser->rest, STR("{{"), &begin)) {
		str words = str_slice(parser->rest, 0, begin);

		parser->rest = str_skip(parser->rest, begin);
		if (!take_tag(parser, words, error))
			return false;
	}
	add_words(parser, parser->rest);
	if (parser->n_open > 0) {
		const struct piece *section = &g_array_index(parser->pieces, struct piece,
							     parser->open[parser->n_open - 1]);

		return fail(parser, error, "a section does not end", section->text);
	}
	return true;
}

static const struct template *read_template(struct template_set *set, const char *name,
					    GError **error)
{
	struct parser parser = {
		.set = set,
		.name = name,
		.line = 1,
		.at_line_start = true,
	};
	struct template *template;

	if (!set->find(set->user, name, &parser.rest, error))
		return NULL;
	parser.pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	if (!parse(&parser, error)) {
		g_array_unref(parser.pieces);
		return NULL;
	}
	template = g_new0(struct template, 1);
	template->name = g_strdup(name);
	template->depth = parser.depth;
	template->n_pieces = parser.pieces->len;
	template->pieces = (struct piece *)(void *)g_array_free(parser.pieces, FALSE);
	g_hash_table_insert(set->templates, g_strdup(name), template);
	return template;
}

const struct template *template_get(struct template_set *set, const char *name, GError **error)
{
	const struct template *template;
	gpointer known;

	if (g_hash_table_lookup_extended(set->templates, name, NULL, &known)) {
		if (!known)
			g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
				    "template %s holds itself", name);
		return known;
	}
	g_hash_table_insert(set->templates, g_strdup(name), NULL);
	template = read_template(set, name, error);
	if (!template)
		g_hash_table_remove(set->templates, name);
	return template;
}
