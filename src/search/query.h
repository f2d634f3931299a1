/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The language of queries: that of lore's search (public-inbox, Xapian's query
 * parser), with words for states beside it:
 *
 *	dfn:virt/kvm/ is:latest age:>14d f:maz "vgic" NOT (s:fix OR nq:revert*)
 *
 * Terms side by side must all hold. Operators are in capitals. From the one that
 * binds most to the one that binds least: terms side by side, NOT and AND from left
 * to right, XOR, OR; so `a NOT b c` is `a NOT (b c)`, as in Xapian. `a AND NOT b` is
 * `a NOT b`. `-term` must not hold, and of `+term` nothing else is said than of
 * `term`; so it is with `-(...)` and `-"..."`. `NOT a` and `-a` may stand alone.
 *
 * A term without a prefix is looked for in the subject, the sender, and all of the
 * body: quoted lines, the diff and the names of its files too. Punctuation within a
 * term makes a phrase of its words (`kvm-arm`, `vgic.c`), and all between two
 * quotation marks is one; `revert*` is each word that begins so. What has no word in
 * it (`-`, `&`, `()`) is passed over, so that a subject may be pasted. A prefix before
 * a parenthesis is that of each term in it that has none: `s:(a OR b)`.
 *
 * Other than in Xapian: two terms of the same prefix must both hold, `mid:` and the
 * like included; NEAR and ADJ are errors, which would be words else; `kvm_init(vcpu)`
 * and `a,b` are phrases; a minus sign that no letter, digit, quotation mark or
 * parenthesis follows (`->vcpu`) is punctuation. `n:` counts patches, where lore
 * has the names of attached files.
 */
#ifndef TIDINGS_SEARCH_QUERY_H
#define TIDINGS_SEARCH_QUERY_H

#include "base/arena.h"
#include "base/str.h"

#include <glib.h>

enum query_kind {
	QUERY_ALL, /* everything: the empty query */
	QUERY_AND, /* of left and right */
	QUERY_OR,
	QUERY_XOR,
	QUERY_NOT, /* what left is not */
	QUERY_WORDS, /* a word, a prefix or a phrase in some fields */
	QUERY_VALUE, /* something equal to `text`: a Message-ID, a patch id, a blob */
	QUERY_RANGE, /* a number between two ends */
	QUERY_STATE, /* is:latest */
};

/* What a QUERY_VALUE or QUERY_RANGE is about. */
enum query_subject {
	QUERY_MESSAGE_ID, /* m: mid: without angle brackets; may end in * */
	QUERY_PATCH_ID, /* patchid: hexadecimal in lower case, may be abbreviated */
	QUERY_CHANGE_ID, /* changeid: */
	QUERY_BLOB, /* dfblob: either one; as a patch id, of 4 to 64 digits */
	QUERY_OLD_BLOB, /* dfpre: */
	QUERY_NEW_BLOB, /* dfpost: */
	/*
	 * dfn: with `/` or `.` in it, or `*` at its end; else it is words of WORD_FILE. It
	 * stands as it is, but for ASCII's case, somewhere in `/` and the path. Where it
	 * begins or ends with a letter, digit or underscore, it does not begin or end
	 * within a word: `kvm_main.c` and `virt/kvm/` are in virt/kvm/kvm_main.c, and
	 * `main.c` and `virt/kv` are not. Before a `*` at its end it may.
	 */
	QUERY_PATH,
	QUERY_SENT, /* d: dt: age: seconds */
	QUERY_ARRIVED, /* rt: seconds */
	QUERY_REVISION, /* v:2, v:>2 */
	QUERY_PATCHES, /* n:>10 patches of the series */
	QUERY_BYTES, /* z: of the mail */
};

enum query_state {
	QUERY_IS_PATCH, /* a patch */
	QUERY_IS_COVER,
	QUERY_IS_REPLY,
	QUERY_IS_PULL,
	QUERY_IS_LATEST, /* of a posting that no newer one replaces */
	QUERY_IS_SUPERSEDED,
	QUERY_IS_NEW, /* of the first posting of a work */
	QUERY_IS_REVISED,
	QUERY_IS_RESENT,
	QUERY_IS_RFC,
	QUERY_IS_COMPLETE, /* no patch of the posting is missing */
	QUERY_IS_INCOMPLETE,
	QUERY_IS_ANSWERED, /* somebody else replied to a mail of the posting */
	QUERY_IS_UNANSWERED,
	/* Of postings, by what became of them: src/outcome. */
	QUERY_IS_OPEN, /* somebody has to act */
	QUERY_IS_IN_REVIEW,
	QUERY_IS_CHANGES_ASKED,
	QUERY_IS_READY,
	QUERY_IS_LANDED,
	QUERY_IS_PARTLY_LANDED,
	QUERY_IS_DROPPED,
	QUERY_IS_REVIEWED, /* every patch is */
	QUERY_IS_PINGED,
	QUERY_IS_AWAITING_AUTHOR,
	QUERY_IS_AWAITING_REVIEWERS,
	QUERY_IS_AWAITING_MAINTAINER,
};
enum { QUERY_N_STATES = 26 };

struct query {
	enum query_kind kind;
	struct query *left; /* of AND, OR, XOR, NOT */
	struct query *right; /* of AND, OR, XOR */
	/* QUERY_WORDS */
	unsigned fields; /* enum word_field: any of them */
	str *words; /* folded; several are a phrase */
	unsigned n_words;
	bool is_prefix; /* of the last word */
	str phrase; /* of several words: as it was written, from the first to the last */
	/* QUERY_VALUE, QUERY_RANGE */
	enum query_subject subject;
	str text;
	bool has_from;
	bool has_to;
	int64_t from; /* inclusive */
	int64_t to; /* inclusive */
	enum query_state state;
};

/*
 * Parses @text. Times that are relative (`d:2.weeks.ago..`, `age:>14d`) are
 * resolved against @now. The tree is in @arena and holds no pointer into @text. It
 * has at most LIMIT_QUERY_TERMS terms, each word of a phrase counted, and
 * LIMIT_QUERY_DEPTH parentheses within parentheses; terms in a row make a balanced
 * tree, so that one may recurse over it.
 *
 * TIDINGS_ERROR_USAGE, saying what is wrong and in which column: more than these; a
 * value that its prefix does not take (with what it takes), or none; an `is:` of a
 * word that is none (with those that are); a parenthesis or a quotation mark without
 * its other half; an operator without what it needs. A word with a colon whose prefix
 * is not known is searched for as it stands, as Xapian does it.
 */
struct query *query_parse(struct arena *arena, str text, int64_t now, GError **error);

/* What the text after a prefix must be. */
enum query_form {
	QUERY_FORM_WORDS, /* a word or a phrase */
	QUERY_FORM_PATH,
	QUERY_FORM_MESSAGE_ID,
	QUERY_FORM_ID,
	QUERY_FORM_HEX,
	/*
	 * A moment, or a span of them `A..B`, `A..`, `..B`, `>A`, `>=A`, `<A`, `<=A`. A
	 * moment is 20251231, 20251231235959, seconds of nine digits or more, or what
	 * timestamp_parse_approximate() reads. Days are those of UTC, and both ends belong
	 * to the span. QUERY_FORM_DAY widens each to its day. Alone, one that names no
	 * day is the 24 hours from it on.
	 */
	QUERY_FORM_DAY,
	QUERY_FORM_TIME,
	/* How long ago: a number and h, d, w, m(onth) or y; a span as above. Alone up to one more. */
	QUERY_FORM_AGE,
	QUERY_FORM_NUMBER, /* one, or a span of them as above */
	QUERY_FORM_STATE,
};

struct query_prefix {
	const char *name; /* with its colon */
	const char *help; /* what it looks for: half a line */
	enum query_form form;
	unsigned fields; /* of words: enum word_field */
	enum query_subject subject; /* of other forms */
};

struct query_state_name {
	const char *name; /* without `is:` */
	const char *help;
};

/* In the order of the help; they end with a NULL name. States are indexed by enum query_state. */
extern const struct query_prefix query_prefixes[];
extern const struct query_state_name query_states[];

#endif
