/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A bracket's word is often several: `PATCHv2`, `v2PATCH12/15`, `RFC/RFT`. So
 * a word is eaten from its start, piece by piece, and what is left over when
 * no piece fits is a prefix of the project's own.
 */
#include "patch/subject_word.h"

#include <glib.h>

enum {
	REVISION_DIGITS = 3, /* v2024 is a year */
	MINOR_DIGITS = 1, /* v5.10 is a kernel */
};

enum keyword_role {
	KEYWORD_FLAG, /* says its flag, and is no prefix */
	KEYWORD_PREFIX, /* says its flag, and is a prefix too */
	KEYWORD_SILENT, /* says nothing by itself */
};

struct keyword {
	str text;
	unsigned flag;
	enum keyword_role role;
};

/* The longer before the shorter one that it begins with. */
static const struct keyword keywords[] = {
	{.text = STR_INIT("PATCHSET"), .flag = SUBJECT_PATCH},
	{.text = STR_INIT("PATCHES"), .flag = SUBJECT_PATCH},
	{.text = STR_INIT("PATCH"), .flag = SUBJECT_PATCH},
	{.text = STR_INIT("ATCH"), .flag = SUBJECT_PATCH},
	{.text = STR_INIT("PACTH"), .flag = SUBJECT_PATCH},
	{.text = STR_INIT("PATHC"), .flag = SUBJECT_PATCH},
	{.text = STR_INIT("PTACH"), .flag = SUBJECT_PATCH},
	{.text = STR_INIT("APTCH"), .flag = SUBJECT_PATCH},
	{.text = STR_INIT("RFC"), .flag = SUBJECT_RFC, .role = KEYWORD_PREFIX},
	{.text = STR_INIT("RESEND"), .flag = SUBJECT_RESEND, .role = KEYWORD_PREFIX},
	{.text = STR_INIT("RE-SEND"), .flag = SUBJECT_RESEND, .role = KEYWORD_PREFIX},
	{.text = STR_INIT("RESENT"), .flag = SUBJECT_RESEND, .role = KEYWORD_PREFIX},
	{.text = STR_INIT("REPOST"), .flag = SUBJECT_RESEND, .role = KEYWORD_PREFIX},
	{.text = STR_INIT("PULL"), .flag = SUBJECT_PULL},
};

/* Words that stand before a number: `v 2`, `version 2`, `take 2`, `take #2`. */
static const str revision_words[] = {
	STR_INIT("v"), STR_INIT("ver"), STR_INIT("version"), STR_INIT("rev"), STR_INIT("take"),
};

static bool is_word_end(str rest)
{
	return rest.len == 0 || !g_ascii_isalnum(rest.ptr[0]);
}

static size_t count_digits(str s)
{
	return str_take_digits(&s).len;
}

/* Not the whole alphabet: [v4l] is the project, not a revision. */
static bool is_revision_letter(char c)
{
	c = g_ascii_tolower(c);
	return c >= 'a' && c <= 'h';
}

/* A piece ends where its word does, or where a revision, a counter or a keyword begins. */
static bool begins_piece(str rest)
{
	if (is_word_end(rest) || g_ascii_isdigit(rest.ptr[0]))
		return true;
	if (rest.len > 1 && g_ascii_tolower(rest.ptr[0]) == 'v' && g_ascii_isdigit(rest.ptr[1]))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++) {
		if (str_starts_nocase(rest, keywords[i].text))
			return true;
	}
	return false;
}

static const struct keyword *take_keyword(str *rest)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++) {
		str after = *rest;

		if (str_take_nocase(&after, keywords[i].text) && begins_piece(after)) {
			*rest = after;
			return &keywords[i];
		}
	}
	return NULL;
}

/* `v2`, `v2b`, `v2.1`, and what may follow one directly: the end, a dash, `PATCH`. */
static bool take_revision(str *rest, struct revision *ret_revision)
{
	struct revision revision = {0};
	str after = *rest;
	size_t digits;

	if (!str_take_nocase(&after, STR("v")))
		return false;
	digits = count_digits(after);
	if (digits > REVISION_DIGITS ||
	    !str_to_uint(str_slice(after, 0, digits), LIMIT_COUNTER, &revision.major))
		return false;
	after = str_skip(after, digits);
	if (str_take(&after, STR("."))) {
		digits = count_digits(after);
		if (digits > MINOR_DIGITS ||
		    !str_to_uint(str_slice(after, 0, digits), LIMIT_COUNTER, &revision.minor))
			return false;
		after = str_skip(after, digits);
		/* A third part, or `v6.1-rc3`, makes it a kernel. */
		if (str_starts(after, STR(".")) || str_starts_nocase(after, STR("-rc")))
			return false;
	} else if (after.len > 0 && is_revision_letter(after.ptr[0]) &&
		   is_word_end(str_skip(after, 1))) {
		revision.letter = g_ascii_tolower(after.ptr[0]);
		after = str_skip(after, 1);
	}
	if (!is_word_end(after) && (g_ascii_isdigit(after.ptr[0]) || !begins_piece(after)))
		return false;
	*rest = after;
	*ret_revision = revision;
	return true;
}

/* `3/8`, `03/08`, `3.5/8`. Neither `5.10/5.15` nor a date. */
static bool take_counter(str *rest, unsigned *ret_index, unsigned *ret_total)
{
	str after = *rest;
	size_t digits = count_digits(after);
	unsigned index;
	unsigned total;

	if (!str_to_uint(str_slice(after, 0, digits), LIMIT_COUNTER - 1, &index))
		return false;
	after = str_skip(after, digits);
	if (after.len > 2 && after.ptr[0] == '.' && g_ascii_isdigit(after.ptr[1]) &&
	    after.ptr[2] == '/') {
		after = str_skip(after, 2);
		index++;
	}
	if (!str_take(&after, STR("/")))
		return false;
	digits = count_digits(after);
	if (!str_to_uint(str_slice(after, 0, digits), LIMIT_COUNTER, &total))
		return false;
	after = str_skip(after, digits);
	if (after.len > 0 && (after.ptr[0] == '.' || after.ptr[0] == '/' || !begins_piece(after)))
		return false;
	*rest = after;
	*ret_index = index;
	*ret_total = total;
	return true;
}

static void set_revision(struct subject_words *words, struct revision revision, str word)
{
	words->flags |= SUBJECT_REVISION;
	words->revision = revision;
	if (revision.minor > 0) {
		words->fractional = word;
		return;
	}
	words->whole = revision;
	words->has_whole = true;
}

static void set_counter(struct subject_words *words, unsigned index, unsigned total)
{
	words->flags |= SUBJECT_COUNTER;
	words->index = index;
	words->total = total;
}

static void add_prefix(struct subject_words *words, str word)
{
	size_t at;

	if (str_find_nocase(word, STR("stable"), &at))
		words->of_stable = true;
	if (words->n_prefixes < LIMIT_SUBJECT_WORDS)
		words->prefixes[words->n_prefixes++] = word;
}

/* Takes one piece off the start of @rest: a keyword, a revision or a counter. */
static bool take_piece(struct subject_words *words, str *rest)
{
	str begin = *rest;
	const struct keyword *keyword = take_keyword(rest);
	struct revision revision;
	unsigned index;
	unsigned total;

	if (keyword) {
		words->flags |= keyword->flag;
		if (keyword->role == KEYWORD_PREFIX)
			add_prefix(words, str_slice(begin, 0, keyword->text.len));
		return true;
	}
	if (take_revision(rest, &revision)) {
		set_revision(words, revision, str_slice(begin, 0, begin.len - rest->len));
		return true;
	}
	if (take_counter(rest, &index, &total)) {
		set_counter(words, index, total);
		return true;
	}
	return false;
}

static str skip_joints(str s)
{
	size_t at;

	while (s.len > 0 && str_find_byte(STR("-_/:.,;()#!"), s.ptr[0], &at))
		s = str_skip(s, 1);
	return s;
}

static str trim_joints(str s)
{
	size_t at;

	while (s.len > 0 && str_find_byte(STR("-_/:.,;()#!"), s.ptr[s.len - 1], &at))
		s.len--;
	return s;
}

/* Where `RFC/RFT` or `stable:PATCH` is to be cut: a part of it is a keyword. */
static bool find_joint(str word, size_t *ret_at)
{
	for (size_t i = 1; i + 1 < word.len; i++) {
		str before = str_slice(word, 0, i);
		str after = str_skip(word, i + 1);

		if (word.ptr[i] != '/' && word.ptr[i] != ':')
			continue;
		if ((take_keyword(&before) && before.len == 0) || take_keyword(&after)) {
			*ret_at = i;
			return true;
		}
	}
	return false;
}

static void read_part(struct subject_words *words, str part)
{
	str rest = skip_joints(part);
	bool taken = false;

	while (rest.len > 0 && take_piece(words, &rest)) {
		str after = skip_joints(rest);

		taken = true;
		/* In `PATCH-next` the dash belongs to what the tree is called. */
		if (after.len > 0 && begins_piece(after))
			rest = after;
		else if (after.len == 0)
			return;
	}
	if (!taken)
		rest = part;
	rest = trim_joints(rest);
	if (skip_joints(rest).len > 0)
		add_prefix(words, rest);
}

static void read_word(struct subject_words *words, str word)
{
	size_t at;

	while (find_joint(word, &at)) {
		read_part(words, str_slice(word, 0, at));
		word = str_skip(word, at + 1);
	}
	if (word.len > 1 && word.ptr[0] == '(' && word.ptr[word.len - 1] == ')')
		word = str_slice(word, 1, word.len - 1);
	read_part(words, word);
}

static bool is_space(char c)
{
	return g_ascii_isspace(c) || c == ',' || c == ';' || c == '[' || c == '{';
}

static bool next_word(str *rest, str *ret_word)
{
	size_t begin = 0;
	size_t end;

	while (begin < rest->len && is_space(rest->ptr[begin]))
		begin++;
	end = begin;
	while (end < rest->len && !is_space(rest->ptr[end]))
		end++;
	if (begin == end)
		return false;
	*ret_word = str_slice(*rest, begin, end);
	*rest = str_skip(*rest, end);
	return true;
}

/* `take 2`, `version 3`: @word is the first of the two, @rest what follows it. */
static bool take_spelled_revision(struct subject_words *words, str word, str *rest)
{
	struct revision revision = {0};
	str after = *rest;
	str number;

	for (size_t i = 0; i < G_N_ELEMENTS(revision_words); i++) {
		if (!str_equal_nocase(word, revision_words[i]))
			continue;
		if (!next_word(&after, &number))
			return false;
		str_take(&number, STR("#"));
		if (!str_to_uint(number, 999, &revision.major))
			return false;
		set_revision(words, revision, number);
		*rest = after;
		return true;
	}
	return false;
}

/* `1 of 3` and `1 / 3`. */
static bool take_spelled_counter(struct subject_words *words, str word, str *rest)
{
	str after = *rest;
	str between;
	str number;
	unsigned index;
	unsigned total;

	if (!str_to_uint(word, LIMIT_COUNTER, &index) || !next_word(&after, &between) ||
	    !next_word(&after, &number) || !str_to_uint(number, LIMIT_COUNTER, &total))
		return false;
	if (!str_equal_nocase(between, STR("of")) && !str_equal(between, STR("/")))
		return false;
	set_counter(words, index, total);
	*rest = after;
	return true;
}

/* `GIT PULL` and `PULL REQUEST`: the words around PULL that say nothing more. */
static bool is_pull_filler(str word, bool after_pull, str rest)
{
	str next;

	if (after_pull && str_equal_nocase(word, STR("REQUEST")))
		return true;
	return str_equal_nocase(word, STR("GIT")) && next_word(&rest, &next) &&
	       str_starts_nocase(next, STR("PULL"));
}

/* The reports of build bots and of trees: `tip: x86/core`, `tree:branch 12/19`, `syzbot`. */
static bool is_report(str content)
{
	str rest = content;
	str word;
	size_t colon;
	size_t joint;
	unsigned index;
	unsigned total;

	if (!next_word(&rest, &word))
		return false;
	if (str_equal_nocase(word, STR("syzbot")) || str_starts_nocase(word, STR("tip:")))
		return true;
	if (!str_find_byte(word, ':', &colon) || colon == 0 || colon + 1 == word.len ||
	    find_joint(word, &joint))
		return false;
	return next_word(&rest, &word) && take_counter(&word, &index, &total);
}

void subject_words_read(struct subject_words *words, str content)
{
	str rest = content;
	str word;
	bool after_pull = false;

	if (is_report(content))
		words->flags |= SUBJECT_REPORT;
	while (next_word(&rest, &word)) {
		if (take_spelled_revision(words, word, &rest) ||
		    take_spelled_counter(words, word, &rest) ||
		    is_pull_filler(word, after_pull, rest))
			continue;
		read_word(words, word);
		after_pull = str_equal_nocase(word, STR("PULL"));
	}
}

bool subject_words_take(struct subject_words *words, str *rest)
{
	str after = *rest;
	str word;
	bool taken = false;

	while (next_word(&after, &word)) {
		str piece = word;

		if (!is_pull_filler(word, false, after)) {
			if (!take_piece(words, &piece) || trim_joints(piece).len > 0)
				break;
			taken = true;
		}
		*rest = after;
	}
	return taken;
}

bool subject_words_begin_patch(str content)
{
	str word;

	while (next_word(&content, &word)) {
		struct subject_words words = {0};

		if (!take_piece(&words, &word))
			return false;
		if (words.flags & SUBJECT_PATCH)
			return true;
	}
	return false;
}

bool subject_word_revision(str word, struct revision *ret_revision)
{
	struct revision revision;

	if (!take_revision(&word, &revision) || word.len > 0)
		return false;
	*ret_revision = revision;
	return true;
}

void subject_words_settle(struct subject_words *words)
{
	if (words->fractional.len == 0)
		return;
	if (!words->has_whole && !words->of_stable)
		return;
	add_prefix(words, words->fractional);
	words->flags &= ~(unsigned)SUBJECT_REVISION;
	if (!words->has_whole)
		return;
	words->flags |= SUBJECT_REVISION;
	words->revision = words->whole;
}
