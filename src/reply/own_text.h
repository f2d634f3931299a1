/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the sender of a mail wrote: its text without quotes and the lines that name whom
 * they are from, diffs, what stands between scissors, the signature, commands to bots
 * (`#regzbot`, `#syz`), and what a mailer quoted or forwarded without `>`. At most
 * LIMIT_REPLY_BYTES of the text are looked at.
 */
#ifndef TIDINGS_REPLY_OWN_TEXT_H
#define TIDINGS_REPLY_OWN_TEXT_H

#include "base/arena.h"
#include "base/str.h"

/* A line that is not blank. */
struct own_line {
	str text; /* as it stands, without its newline; points into the mail's text */
	unsigned number; /* of the line in the mail, from 0 */
	bool is_after_quote; /* the nearest line above that is not empty was quoted */
};

/*
 * A sentence of a paragraph, its lines joined by blanks. Paragraphs end at blank lines and at
 * those that are left out, before an item of a list or indented lines, and behind a line of a
 * few words that ends in a comma: "Hi Ann,".
 */
struct own_sentence {
	str text; /* white space folded to single blanks; without its full stop or mark */
	char mark; /* '.', '?', '!', ':' at a line's end, or '\0' where the paragraph ends without */
	unsigned line; /* the index in own_text.lines of its first line */
	bool begins_paragraph;
};

struct own_text {
	struct own_line *lines;
	unsigned n_lines;
	struct own_sentence *sentences;
	unsigned n_sentences;
};

/* Reads @text, UTF-8 with "\n". What is returned is in @arena. */
void own_text_of(struct arena *arena, str text, struct own_text *ret_own);

#endif
