/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing recurses once for each section and part, of which the parser allows a few dozen. */
#include "base/error.h"
#include "base/limits.h"
#include "template/template_parts.h"

#include <inttypes.h>

struct writer {
	template_escape_fn escape;
	GString *out;
	GError **error;
	/* The root, and a value for each section that is being written: the innermost last. */
	const struct value *scopes[LIMIT_TEMPLATE_DEPTH + 1];
	unsigned n_scopes;
};

static bool write_pieces(struct writer *writer, const struct template *template, unsigned begin,
			 unsigned end);

/* The innermost value of that name. */
static const struct value *find_member(const struct writer *writer, str name)
{
	for (unsigned i = writer->n_scopes; i > 0; i--) {
		const struct value *member = value_member(writer->scopes[i - 1], name);

		if (member)
			return member;
	}
	return NULL;
}

/* `a.b` is the member b of the innermost a; what a thing that is not there has is not there. */
static const struct value *find_value(const struct writer *writer, str name)
{
	static const struct value nothing = {.kind = VALUE_NOTHING};
	const struct value *value;
	size_t dot;

	if (str_equal(name, STR(".")))
		return writer->scopes[writer->n_scopes - 1];
	if (!str_find_byte(name, '.', &dot))
		return find_member(writer, name);
	value = find_member(writer, str_slice(name, 0, dot));
	if (value && value->kind == VALUE_NOTHING)
		return &nothing;
	return value ? value_member(value, str_skip(name, dot + 1)) : NULL;
}

static bool write_value(struct writer *writer, const struct value *value)
{
	switch (value->kind) {
	case VALUE_TEXT:
		writer->escape(writer->out, value->text);
		break;
	case VALUE_NUMBER:
		g_string_append_printf(writer->out, "%" PRIu64, value->number);
		break;
	case VALUE_WRITTEN:
		value->write(value->subject, writer->out);
		break;
	case VALUE_NOTHING:
	case VALUE_TRUTH:
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	return true;
}

static bool write_within(struct writer *writer, const struct template *template, unsigned section,
			 const struct value *value)
{
	bool done;

	writer->scopes[writer->n_scopes++] = value;
	done = write_pieces(writer, template, section + 1, template->pieces[section].end);
	writer->n_scopes--;
	return done;
}

static bool write_section(struct writer *writer, const struct template *template, unsigned section,
			  const struct value *value)
{
	bool is_inverted = template->pieces[section].kind == PIECE_INVERTED;

	if (value_is_true(value) == is_inverted)
		return true;
	if (is_inverted || value->kind != VALUE_LIST)
		return write_within(writer, template, section, value);
	for (const struct value *item = value->first; item; item = item->next) {
		if (!write_within(writer, template, section, item))
			return false;
	}
	return true;
}

static bool write_named(struct writer *writer, const struct template *template, unsigned at)
{
	const struct piece *piece = &template->pieces[at];
	const struct value *value = find_value(writer, piece->text);

	if (!value) {
		g_set_error(writer->error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "template %s, line %u: there is no value called " STR_FMT " here",
			    template->name, piece->line, STR_ARG(piece->text));
		return false;
	}
	if (piece->kind == PIECE_VALUE)
		return write_value(writer, value);
	return write_section(writer, template, at, value);
}

static bool write_pieces(struct writer *writer, const struct template *template, unsigned begin,
			 unsigned end)
{
	for (unsigned i = begin; i < end;) {
		const struct piece *piece = &template->pieces[i];
		bool is_section = piece->kind == PIECE_SECTION || piece->kind == PIECE_INVERTED;
		bool done = true;

		if (piece->kind == PIECE_WORDS)
			g_string_append_len(writer->out, piece->text.ptr, (gssize)piece->text.len);
		else if (piece->kind == PIECE_PART)
			done = write_pieces(writer, piece->part, 0, piece->part->n_pieces);
		else
			done = write_named(writer, template, i);
		if (!done)
			return false;
		i = is_section ? piece->end : i + 1;
	}
	return true;
}

bool template_write(const struct template *template, const struct value *root,
		    template_escape_fn escape, GString *out, GError **error)
{
	struct writer writer = {
		.escape = escape,
		.out = out,
		.error = error,
		.scopes = {root},
		.n_scopes = 1,
	};

	return write_pieces(&writer, template, 0, template->n_pieces);
}
