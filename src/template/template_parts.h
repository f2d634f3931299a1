/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What template.c parses and template_write.c writes; within src/template only. */
#ifndef TIDINGS_TEMPLATE_TEMPLATE_PARTS_H
#define TIDINGS_TEMPLATE_TEMPLATE_PARTS_H

#include "base/str.h"
#include "template/template.h"

enum piece_kind {
	PIECE_WORDS, /* goes out as it stands */
	PIECE_VALUE,
	PIECE_SECTION,
	PIECE_INVERTED, /* a section for what is false */
	PIECE_PART,
};

/* A piece of a template. Those of a section follow it directly. */
struct piece {
	enum piece_kind kind;
	str text; /* the words, or the name of the value */
	unsigned line; /* of the template, from 1 */
	unsigned end; /* of a section: index of the first piece behind it */
	const struct template *part;
};

struct template
{
	char *name;
	struct piece *pieces;
	unsigned n_pieces;
	unsigned depth; /* sections and parts within one another, at the deepest place */
};

#endif
