/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/applied_tree.h"

#include "reply/applied.h"

#include <glib.h>

enum { NAME_WORDS = 4 }; /* between "the" and "branch" */

/* Words that make a name of trees or branches of what they are a part of. */
static bool is_tree_part(str part)
{
	static const str parts[] = {
		STR_INIT("next"),     STR_INIT("fixes"),  STR_INIT("queue"),
		STR_INIT("devel"),    STR_INIT("dev"),	  STR_INIT("misc"),
		STR_INIT("staging"),  STR_INIT("stable"), STR_INIT("testing"),
		STR_INIT("master"),   STR_INIT("main"),	  STR_INIT("mainline"),
		STR_INIT("urgent"),   STR_INIT("for"),	  STR_INIT("topic"),
		STR_INIT("upstream"), STR_INIT("trunk"),  STR_INIT("development"),
		STR_INIT("tip"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (str_equal_nocase(part, parts[i]))
			return true;
	}
	return false;
}

static bool is_single_name(str word)
{
	static const str names[] = {
		STR_INIT("net"),    STR_INIT("bpf"),	STR_INIT("linus"),
		STR_INIT("linus'"), STR_INIT("stable"), STR_INIT("torvalds/linux.git"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (str_equal_nocase(word, names[i]))
			return true;
	}
	return false;
}

bool applied_is_release(str word)
{
	str rest = word;

	if (str_starts(rest, STR("-rc")) || str_starts(rest, STR("rc")))
		return rest.len > 2 && rest.len <= 5;
	if (rest.len > 0 && g_ascii_tolower(rest.ptr[0]) == 'v')
		rest = str_skip(rest, 1);
	return str_take_digits(&rest).len > 0 && str_starts(rest, STR(".")) && rest.len > 1 &&
	       (g_ascii_isdigit(rest.ptr[1]) || rest.ptr[1] == 'x');
}

static bool is_file(str word)
{
	static const str endings[] = {
		STR_INIT(".c"),	   STR_INIT(".h"),    STR_INIT(".yaml"), STR_INIT(".rst"),
		STR_INIT(".dtsi"), STR_INIT(".dts"),  STR_INIT(".S"),	 STR_INIT(".txt"),
		STR_INIT(".py"),   STR_INIT(".json"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (str_ends(word, endings[i]))
			return true;
	}
	return false;
}

static bool is_tree_name(str word)
{
	str rest = word;
	size_t begin = 0;

	if (str_starts_nocase(word, STR("http")) || str_starts(word, STR("git:")) ||
	    str_starts(word, STR("git@")))
		return true;
	if (is_file(word) || str_equal_nocase(word, STR("for")))
		return false;
	if (is_single_name(word) || applied_is_release(word) || str_ends(word, STR(".git")))
		return true;
	for (size_t i = 0; i <= rest.len; i++) {
		if (i < rest.len && g_ascii_isalpha(rest.ptr[i]))
			continue;
		if (is_tree_part(str_slice(rest, begin, i)))
			return true;
		begin = i + 1;
	}
	return false;
}

static str joined(str first, str last)
{
	return (str){.ptr = first.ptr, .len = (size_t)(last.ptr + last.len - first.ptr)};
}

/* "arm64 (for-next/fixes)": with the bracket that belongs to the name. */
static str with_bracket(str tree, str raw)
{
	size_t close;

	if (!str_find_byte(raw, ')', &close))
		return tree;
	return joined(tree, str_slice(raw, 0, close + 1));
}

/* "(for-next/fixes)" or "for-next" behind the name of a tree belongs to it. */
static str with_branch(const struct applied_word *words, unsigned n_words, unsigned at)
{
	str tree = words[at].text;
	const struct applied_word *next = &words[at + 1];

	if (at + 1 >= n_words || !is_tree_name(next->text) || applied_is_release(next->text))
		return tree;
	if (next->is_opened)
		return with_bracket(tree, next->raw);
	if (words[at].ends_clause || (next->classes & WORD_NOUN))
		return tree;
	return joined(tree, next->text);
}

/* Words that say whose or which, and are no part of a name: "my local". */
static bool is_attribute(str word)
{
	static const str attributes[] = {
		STR_INIT("the"),   STR_INIT("my"),     STR_INIT("our"), STR_INIT("both"),
		STR_INIT("local"), STR_INIT("public"), STR_INIT("own"), STR_INIT("same"),
		STR_INIT("new"),   STR_INIT("its"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
		if (str_equal_nocase(word, attributes[i]))
			return true;
	}
	return str_ends(word, STR("'s"));
}

static bool is_own(str word)
{
	return str_equal_nocase(word, STR("my")) || str_equal_nocase(word, STR("local")) ||
	       str_equal_nocase(word, STR("our")) || str_equal_nocase(word, STR("own"));
}

/* "the vfio next branch", "my tree": what stands before the noun; maybe nothing. */
static bool read_described(const struct applied_word *words, unsigned n_words, unsigned begin,
			   str *ret_tree)
{
	unsigned at = begin;

	/* "a branch": of somebody's own. */
	if (begin < n_words && str_equal_nocase(words[begin].text, STR("a")))
		return false;
	while (at < n_words && is_attribute(words[at].text))
		at++;
	for (unsigned i = at; i < n_words && i <= at + NAME_WORDS; i++) {
		if (words[i].classes & WORD_TREE) {
			if (i == begin || str_equal_nocase(words[i - 1].text, STR("wrong")))
				return false;
			/* "The branch" is one that was spoken of, maybe the author's. */
			if (i == at && !is_own(words[at - 1].text))
				return false;
			*ret_tree = i > at ? joined(words[at].text, words[i - 1].text) : (str){0};
			return true;
		}
		if (words[i].ends_clause ||
		    (words[i].classes & (WORD_INTO | WORD_AND | WORD_MANNER)))
			return false;
	}
	return false;
}

/* "the next pull request" names none, "the next 6.1-stable" does. */
static bool read_after_next(const struct applied_word *words, unsigned at, str *ret_tree,
			    bool *ret_is_word)
{
	if (is_tree_name(words[at].text)) {
		*ret_tree = words[at].text;
		return true;
	}
	*ret_tree = (str){0};
	*ret_is_word = true;
	return true;
}

/* A name that is known by its form. */
static bool read_name(const struct applied_word *words, unsigned n_words, unsigned at,
		      str *ret_tree)
{
	bool is_for = at > 0 && str_equal_nocase(words[at - 1].text, STR("for"));
	bool is_next = !is_for && at + 1 < n_words &&
		       (!words[at].ends_clause || words[at + 1].is_opened) &&
		       is_tree_name(words[at + 1].text) && !applied_is_release(words[at + 1].text);

	if (!is_tree_name(words[at].text) && !is_next)
		return false;
	*ret_tree = with_branch(words, n_words, at);
	return true;
}

/* "pci/vga", "nvme-6.4": what has such a mark within is no common word. */
static bool is_compound(str word)
{
	size_t at;

	return str_find_byte(word, '/', &at) || str_find_byte(word, '-', &at);
}

/* Any word that ends the clause may be the name of a tree. */
static bool read_word(const struct applied_word *words, unsigned n_words, unsigned at,
		      str *ret_tree, bool *ret_is_word)
{
	str rest = words[at].text;

	if (at + 1 < n_words && !words[at].ends_clause &&
	    !(words[at + 1].classes & (WORD_THANKS | WORD_ADVERB)) &&
	    !(is_compound(rest) && (words[at + 1].classes & (WORD_MANNER | WORD_INTO))))
		return false;
	if (words[at].classes != 0 || rest.len == 0)
		return false;
	*ret_tree = words[at].text;
	*ret_is_word = true;
	return true;
}

bool applied_read_tree(const struct applied_word *words, unsigned n_words, unsigned at,
		       str *ret_tree, bool *ret_is_word)
{
	unsigned begin = at;
	bool is_on = at > 0 && str_equal_nocase(words[at - 1].text, STR("on"));

	while (at < n_words && (str_equal_nocase(words[at].text, STR("the")) ||
				str_equal_nocase(words[at].text, STR("my")) ||
				str_equal_nocase(words[at].text, STR("both"))))
		at++;
	/* "On top of next" is where it was tried, "on top" a tree. */
	if (at < n_words && str_equal_nocase(words[at].text, STR("top"))) {
		if (at + 1 < n_words && !words[at].ends_clause)
			return false;
		*ret_tree = (str){0};
		return true;
	}
	if (at >= n_words)
		return false;
	if (at > 0 && str_equal_nocase(words[at - 1].text, STR("for")) &&
	    str_equal_nocase(words[at].text, STR("testing")))
		return false;
	/* "on v6.1" is where it was tried. */
	if (is_on && applied_is_release(words[at].text))
		return false;
	/* "into branch X", "for Linux 7.0" */
	if (at + 1 < n_words && !words[at].ends_clause &&
	    ((at == begin && str_equal_nocase(words[at].text, STR("branch"))) ||
	     (str_equal_nocase(words[at].text, STR("linux")) &&
	      applied_is_release(words[at + 1].text)))) {
		*ret_tree = words[at + 1].text;
		return true;
	}
	if (read_described(words, n_words, begin, ret_tree))
		return true;
	if (at > begin && at + 1 < n_words && !words[at].ends_clause &&
	    str_equal_nocase(words[at].text, STR("next")))
		return read_after_next(words, at + 1, ret_tree, ret_is_word);
	return read_name(words, n_words, at, ret_tree) ||
	       read_word(words, n_words, at, ret_tree, ret_is_word);
}

bool applied_is_stable(str tree)
{
	return str_ends(tree, STR("stable")) || str_ends(tree, STR(".y")) ||
	       str_ends(tree, STR("stable-queue")) || str_ends(tree, STR("-stable.git"));
}
