/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A heading has a few known words, a revision or two, and an end: a colon, a
 * footnote, a link. What has any other word is prose.
 */
#include "patch/changelog_heading.h"

#include <glib.h>

enum {
	REVISION_DIGITS = 2, /* v2024 is a year */
	MINOR_DIGITS = 1, /* v5.10 is a kernel */
	MOST_WORDS = 8, /* of a heading, before its revision */
};

/* What words before a revision say. */
enum role {
	ROLE_NONE, /* it is no word of a heading */
	ROLE_FILLER,
	ROLE_SINCE, /* the revision is the older one */
	ROLE_LAST, /* stands for the number of the older one */
	ROLE_REVISION, /* its number may be the next word */
};

struct word {
	str text;
	enum role role;
};

static const struct word words[] = {
	{STR_INIT("against"), ROLE_SINCE},     {STR_INIT("compared"), ROLE_SINCE},
	{STR_INIT("from"), ROLE_SINCE},	       {STR_INIT("last"), ROLE_LAST},
	{STR_INIT("over"), ROLE_SINCE},	       {STR_INIT("prev"), ROLE_LAST},
	{STR_INIT("previous"), ROLE_LAST},     {STR_INIT("rev"), ROLE_REVISION},
	{STR_INIT("revision"), ROLE_REVISION}, {STR_INIT("since"), ROLE_SINCE},
	{STR_INIT("version"), ROLE_REVISION},  {STR_INIT("versus"), ROLE_SINCE},
	{STR_INIT("vs"), ROLE_SINCE},
};

/* Other words of headings, which say nothing by themselves. */
static const str fillers[] = {STR_INIT("a"),
			      STR_INIT("and"),
			      STR_INIT("been"),
			      STR_INIT("between"),
			      STR_INIT("change"),
			      STR_INIT("changed"),
			      STR_INIT("changelog"),
			      STR_INIT("changelogs"),
			      STR_INIT("changes"),
			      STR_INIT("chg"),
			      STR_INIT("delta"),
			      STR_INIT("diff"),
			      STR_INIT("difference"),
			      STR_INIT("differences"),
			      STR_INIT("few"),
			      STR_INIT("for"),
			      STR_INIT("have"),
			      STR_INIT("history"),
			      STR_INIT("in"),
			      STR_INIT("list"),
			      STR_INIT("log"),
			      STR_INIT("main"),
			      STR_INIT("major"),
			      STR_INIT("minor"),
			      STR_INIT("modification"),
			      STR_INIT("modifications"),
			      STR_INIT("new"),
			      STR_INIT("notable"),
			      STR_INIT("number"),
			      STR_INIT("of"),
			      STR_INIT("other"),
			      STR_INIT("patch"),
			      STR_INIT("patches"),
			      STR_INIT("patchset"),
			      STR_INIT("post"),
			      STR_INIT("posting"),
			      STR_INIT("series"),
			      STR_INIT("short"),
			      STR_INIT("significant"),
			      STR_INIT("small"),
			      STR_INIT("some"),
			      STR_INIT("summary"),
			      STR_INIT("the"),
			      STR_INIT("there"),
			      STR_INIT("this"),
			      STR_INIT("time"),
			      STR_INIT("to"),
			      STR_INIT("update"),
			      STR_INIT("updates"),
			      STR_INIT("what's"),
			      STR_INIT("with")};

/* What stands between two revisions. The longer before the shorter one that it begins with. */
static const str arrows[] = {
	STR_INIT("-->"),	  STR_INIT("->"),   STR_INIT("==>"), STR_INIT("=>"), STR_INIT(">"),
	STR_INIT("\342\206\222"), /* → */
	STR_INIT("\342\200\246"), /* … */
	STR_INIT("..."),	  STR_INIT(".."),   STR_INIT("--"),  STR_INIT("-"),  STR_INIT("~"),
	STR_INIT("to "),	  STR_INIT("and "),
};

/* Words behind the revision that leave it a heading: `v3 changes:`. */
static const str tail_words[] = {
	STR_INIT("changelog"), STR_INIT("changes"),  STR_INIT("change"), STR_INIT("includes"),
	STR_INIT("including"), STR_INIT("include"),  STR_INIT("are"),	 STR_INIT("is"),
	STR_INIT("log"),       STR_INIT("notes"),    STR_INIT("note"),	 STR_INIT("updates"),
	STR_INIT("update"),    STR_INIT("patchset"), STR_INIT("series"), STR_INIT("posting"),
	STR_INIT("version"),
};

static void skip_bytes(str *s, const char *bytes)
{
	while (s->len > 0 && strchr(bytes, s->ptr[0]) && s->ptr[0] != '\0')
		*s = str_skip(*s, 1);
}

/* Takes letters, and apostrophes within, off @s. */
static str take_word(str *s)
{
	size_t len = 0;

	while (len < s->len && (g_ascii_isalpha(s->ptr[len]) || s->ptr[len] == '\''))
		len++;
	*s = str_skip(*s, len);
	return (str){.ptr = s->ptr - len, .len = len};
}

static enum role role_of(str text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (str_equal_nocase(text, words[i].text))
			return words[i].role;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(fillers); i++) {
		if (str_equal_nocase(text, fillers[i]))
			return ROLE_FILLER;
	}
	return ROLE_NONE;
}

/* Takes `2`, `2.1` or `2b`; false, and nothing taken, if it goes on. */
static bool take_number(str *s, struct revision *ret_revision)
{
	struct revision revision = {0};
	str rest = *s;
	str digits = str_take_digits(&rest);

	if (digits.len > REVISION_DIGITS || !str_to_uint(digits, 99, &revision.major))
		return false;
	if (rest.len > 1 && rest.ptr[0] == '.' && g_ascii_isdigit(rest.ptr[1])) {
		rest = str_skip(rest, 1);
		digits = str_take_digits(&rest);
		if (digits.len > MINOR_DIGITS || !str_to_uint(digits, 9, &revision.minor))
			return false;
	} else if (rest.len > 0 && g_ascii_isalpha(rest.ptr[0])) {
		revision.letter = g_ascii_tolower(rest.ptr[0]);
		rest = str_skip(rest, 1);
	}
	/* Not v5.10-rc1, v3-its.c, 2nd. */
	if (rest.len > 0 && (g_ascii_isalnum(rest.ptr[0]) || rest.ptr[0] == '_'))
		return false;
	if (rest.len > 1 && strchr("-./", rest.ptr[0]) && g_ascii_isalpha(rest.ptr[1]) &&
	    g_ascii_tolower(rest.ptr[1]) != 'v')
		return false;
	*s = rest;
	*ret_revision = revision;
	return true;
}

/* Takes `v2`. */
static bool take_revision(str *s, struct revision *ret_revision)
{
	str rest = *s;

	if (!str_take_nocase(&rest, STR("v")) || !take_number(&rest, ret_revision))
		return false;
	*s = rest;
	return true;
}

/* What the words before the revision say. */
struct lead {
	bool is_since;
	bool is_last;
	bool is_rfc;
};

/* Reads what stands for a revision, behind the last word: nothing, or a footnote. */
static bool take_unnamed(str *rest, struct lead *lead)
{
	str digits = str_take_digits(rest);

	/* "Changes since [1]" */
	if (digits.len > 0 && str_take(rest, STR("]")))
		lead->is_last = true;
	else if (digits.len > 0)
		return false;
	return lead->is_rfc || (lead->is_since && lead->is_last);
}

/*
 * Takes the words up to the first revision, and this; false if one is no heading's. The
 * RFC, and the last revision, have number 0.
 */
static bool take_lead(str *rest, struct lead *lead, struct revision *ret_revision)
{
	for (unsigned i = 0; i <= MOST_WORDS; i++) {
		enum role role;
		str word;

		skip_bytes(rest, " \t\"'`[(*/,");
		lead->is_rfc |= str_take_nocase(rest, STR("rfc"));
		skip_bytes(rest, " /");
		/* "Changelog: v3"; a colon at the end is the heading's own. */
		if (rest->len > 1 && str_take(rest, STR(":")))
			skip_bytes(rest, " ");
		if (take_revision(rest, ret_revision))
			return true;
		word = take_word(rest);
		if (word.len == 0) {
			*ret_revision = (struct revision){0};
			return take_unnamed(rest, lead);
		}
		role = role_of(word);
		if (role == ROLE_NONE)
			return false;
		lead->is_since |= role == ROLE_SINCE;
		lead->is_last |= role == ROLE_LAST;
		if (role == ROLE_REVISION) {
			skip_bytes(rest, " #");
			if (take_number(rest, ret_revision))
				return true;
		}
	}
	return false;
}

/* Takes footnotes and remarks: `[1]`, `(Marc)`, what closes a quotation or a bracket. */
static void skip_remarks(str *rest)
{
	size_t end;

	for (;;) {
		skip_bytes(rest, " \t\"'`])*");
		if (!str_starts(*rest, STR("[")) && !str_starts(*rest, STR("(")))
			return;
		if (!str_find_byte(*rest, rest->ptr[0] == '[' ? ']' : ')', &end))
			return;
		*rest = str_skip(*rest, end + 1);
	}
}

/* Takes an arrow and the revision that it points to. */
static bool take_arrow(str *rest, struct revision *ret_revision)
{
	str behind = *rest;

	skip_remarks(&behind);
	for (size_t i = 0; i < G_N_ELEMENTS(arrows); i++) {
		str target = behind;

		if (!str_take_nocase(&target, arrows[i]))
			continue;
		skip_bytes(&target, " \t\"'`[");
		if (str_take_nocase(&target, STR("rfc")))
			skip_bytes(&target, " ");
		if (!take_revision(&target, ret_revision))
			continue;
		*rest = target;
		return true;
	}
	return false;
}

/* Takes known words off @rest; true if there was one. */
static bool skip_tail_words(str *rest)
{
	bool found = false;

	for (;; found = true) {
		str behind = *rest;
		str word;
		bool is_known = false;

		skip_remarks(&behind);
		word = take_word(&behind);
		for (size_t i = 0; i < G_N_ELEMENTS(tail_words); i++)
			is_known |= str_equal_nocase(word, tail_words[i]);
		if (!is_known)
			return found;
		*rest = behind;
	}
}

static bool is_link(str text)
{
	return str_starts(text, STR("http://")) || str_starts(text, STR("https://")) ||
	       str_starts(text, STR("<http")) || str_starts_nocase(text, STR("link:"));
}

/* Reads what follows the revision; false if it goes on as prose does. */
static bool read_end(str rest, bool needs_colon, struct changelog_heading *heading)
{
	bool has_colon;

	/* `[v3 update]` and the like are remarks, on anything. */
	needs_colon |= skip_tail_words(&rest);
	skip_remarks(&rest);
	has_colon = str_take(&rest, STR(":"));
	if (!has_colon)
		has_colon = str_take(&rest, STR("- ")) || str_take(&rest, STR("-- "));
	skip_bytes(&rest, ":=-");
	skip_remarks(&rest);
	if (has_colon) {
		heading->has_text = rest.len > 0 && !is_link(rest);
		return true;
	}
	skip_bytes(&rest, ".,");
	return !needs_colon && (rest.len == 0 || is_link(rest));
}

/* Takes a bullet, a mark of a heading, a bracket. */
static bool take_decoration(str *line)
{
	size_t len = line->len;

	skip_bytes(line, " \t*=#|.~+-o\302\267\342\200\242");
	return line->len < len;
}

bool changelog_heading_read(str line, bool is_apart, struct changelog_heading *ret_heading)
{
	struct changelog_heading heading = {0};
	struct lead lead = {0};
	bool is_named;
	struct revision target;
	str rest = str_trim(line);

	if (take_decoration(&rest))
		is_apart = true;
	if (!take_lead(&rest, &lead, &heading.revision))
		return false;
	heading.is_since = lead.is_since;
	heading.is_last = lead.is_last && heading.revision.major == 0;
	is_named = heading.is_since || heading.revision.major > 0;
	while (take_arrow(&rest, &target)) {
		is_named = true;
		heading.is_since = false;
		if (revision_compare(target, heading.revision) > 0)
			heading.revision = target;
	}
	if (!is_named || !read_end(rest, !is_apart, &heading))
		return false;
	*ret_heading = heading;
	return true;
}

bool changelog_heading_is_about(const struct changelog_heading *heading, struct revision revision,
				bool is_lenient)
{
	struct revision named = heading->revision;

	if (heading->is_last)
		return true;
	if (!heading->is_since)
		return revision_compare(named, revision) == 0;
	if (is_lenient &&
	    (named.major == 0 ? revision.major == 2 : revision_compare(named, revision) == 0))
		return true;
	if (revision.minor == 0 && revision.letter == 0)
		return named.major + 1 == revision.major;
	return named.major == revision.major && revision_compare(named, revision) < 0;
}
