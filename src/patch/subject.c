/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A subject is eaten from its start: reply words and marks, then bracket
 * groups, until something is neither; that is the title. Only then is looked
 * at the title's end, for a version that the brackets did not give.
 */
#include "patch/subject.h"

#include "base/limits.h"
#include "patch/subject_word.h"

#include <glib.h>
#include <string.h>

struct reply_word {
	str text;
	unsigned flag;
};

/* What mailers write before the colon, in the tongues that the archives hold. */
static const struct reply_word reply_words[] = {
	{.text = STR_INIT("Re"), .flag = SUBJECT_REPLY},
	{.text = STR_INIT("Aw"), .flag = SUBJECT_REPLY}, /* German */
	{.text = STR_INIT("Antw"), .flag = SUBJECT_REPLY}, /* Dutch, German */
	{.text = STR_INIT("Antwort"), .flag = SUBJECT_REPLY},
	{.text = STR_INIT("Sv"), .flag = SUBJECT_REPLY}, /* Danish, Norwegian, Swedish */
	{.text = STR_INIT("Vs"), .flag = SUBJECT_REPLY}, /* Finnish */
	{.text = STR_INIT("Ynt"), .flag = SUBJECT_REPLY}, /* Turkish */
	{.text = STR_INIT("Odp"), .flag = SUBJECT_REPLY}, /* Polish */
	{.text = STR_INIT("Rif"), .flag = SUBJECT_REPLY}, /* Italian */
	{.text = STR_INIT("R"), .flag = SUBJECT_REPLY},
	{.text = STR_INIT("Res"), .flag = SUBJECT_REPLY}, /* Portuguese */
	{.text = STR_INIT("Réf"), .flag = SUBJECT_REPLY}, /* French */
	{.text = STR_INIT("RÉF"), .flag = SUBJECT_REPLY},
	{.text = STR_INIT("回复"), .flag = SUBJECT_REPLY}, /* Chinese */
	{.text = STR_INIT("答复"), .flag = SUBJECT_REPLY},
	{.text = STR_INIT("回覆"), .flag = SUBJECT_REPLY},
	{.text = STR_INIT("答覆"), .flag = SUBJECT_REPLY},
	{.text = STR_INIT("回信"), .flag = SUBJECT_REPLY},
	{.text = STR_INIT("返信"), .flag = SUBJECT_REPLY}, /* Japanese */
	{.text = STR_INIT("회신"), .flag = SUBJECT_REPLY}, /* Korean */
	{.text = STR_INIT("Fwd"), .flag = SUBJECT_FORWARD},
	{.text = STR_INIT("Fw"), .flag = SUBJECT_FORWARD},
	{.text = STR_INIT("Forward"), .flag = SUBJECT_FORWARD},
	{.text = STR_INIT("Wg"), .flag = SUBJECT_FORWARD}, /* German */
	{.text = STR_INIT("Tr"), .flag = SUBJECT_FORWARD}, /* French */
	{.text = STR_INIT("Rv"), .flag = SUBJECT_FORWARD}, /* Spanish */
	{.text = STR_INIT("Enc"), .flag = SUBJECT_FORWARD}, /* Portuguese */
	{.text = STR_INIT("转发"), .flag = SUBJECT_FORWARD},
	{.text = STR_INIT("轉寄"), .flag = SUBJECT_FORWARD},
	{.text = STR_INIT("轉發"), .flag = SUBJECT_FORWARD},
};

struct bracket {
	str open;
	str close;
};

/* Braces are no tag's brackets, unless a typing error made them so. */
static const struct bracket brackets[] = {
	{.open = STR_INIT("["), .close = STR_INIT("]")},
	{.open = STR_INIT("［"), .close = STR_INIT("］")},
	{.open = STR_INIT("【"), .close = STR_INIT("】")},
};

/*
 * Words after which a bare `v2` belongs to the sentence: what has versions of
 * its own, and words that need a noun to follow.
 */
static const str version_owners[] = {
	STR_INIT("a"),	     STR_INIT("abi"),  STR_INIT("an"),	     STR_INIT("and"),
	STR_INIT("api"),     STR_INIT("as"),   STR_INIT("by"),	     STR_INIT("cgroup"),
	STR_INIT("cgroups"), STR_INIT("for"),  STR_INIT("format"),   STR_INIT("from"),
	STR_INIT("gic"),     STR_INIT("in"),   STR_INIT("iommu"),    STR_INIT("its"),
	STR_INIT("memcg"),   STR_INIT("nfs"),  STR_INIT("of"),	     STR_INIT("on"),
	STR_INIT("or"),	     STR_INIT("pmu"),  STR_INIT("protocol"), STR_INIT("psci"),
	STR_INIT("smb"),     STR_INIT("smc"),  STR_INIT("smmu"),     STR_INIT("spec"),
	STR_INIT("spi"),     STR_INIT("than"), STR_INIT("the"),	     STR_INIT("to"),
	STR_INIT("tpm"),     STR_INIT("uapi"), STR_INIT("version"),  STR_INIT("vgic"),
	STR_INIT("virtio"),  STR_INIT("vs"),   STR_INIT("with"),
};

/* Words that only brackets of patches hold; what stands before a reply word holds none. */
enum { PATCH_FLAGS = SUBJECT_PATCH | SUBJECT_RFC | SUBJECT_PULL | SUBJECT_COUNTER };

static str skip_blanks(str s)
{
	size_t begin = 0;

	while (begin < s.len && g_ascii_isspace(s.ptr[begin]))
		begin++;
	return str_skip(s, begin);
}

/* The number of some mailers' `Re[2]:`, `Re(2):`, `Re^2:`. */
static str skip_reply_count(str s)
{
	size_t at;

	if (s.len < 2 || !str_find_byte(STR("[(^"), s.ptr[0], &at))
		return s;
	at = 1;
	while (at < s.len && g_ascii_isdigit(s.ptr[at]))
		at++;
	if (at == 1)
		return s;
	if (s.ptr[0] == '^')
		return str_skip(s, at);
	if (at < s.len && (s.ptr[at] == ']' || s.ptr[at] == ')'))
		return str_skip(s, at + 1);
	return s;
}

/* `Re:` and its kin: true and their flag, if @rest begins with one. */
static bool take_reply_word(str *rest, unsigned *flags)
{
	for (size_t i = 0; i < G_N_ELEMENTS(reply_words); i++) {
		str after = *rest;

		if (!str_take_nocase(&after, reply_words[i].text))
			continue;
		after = skip_blanks(skip_reply_count(after));
		if (!str_take(&after, STR(":")) && !str_take(&after, STR("：")))
			continue;
		*flags |= reply_words[i].flag;
		*rest = after;
		return true;
	}
	return false;
}

/* A mail filter's `***SPAM***`. */
static bool take_filter_mark(str *rest)
{
	str after = *rest;
	str word;

	if (!str_starts(*rest, STR("***")) || !str_next_word(&after, &word))
		return false;
	if (word.len <= 6 || !str_ends(word, STR("***")))
		return false;
	*rest = after;
	return true;
}

/*
 * The end of a bracket's @content, and where what follows it begins. A brace
 * closes too, if it was not opened within.
 */
static bool find_close(str content, str close, size_t *ret_end, size_t *ret_after)
{
	size_t end;
	size_t brace;

	if (!str_find(content, close, &end))
		end = SIZE_MAX;
	if (str_find_byte(content, '}', &brace) && brace < end &&
	    !str_contains(str_slice(content, 0, brace), STR("{"))) {
		*ret_end = brace;
		*ret_after = brace + 1;
		return true;
	}
	if (end == SIZE_MAX)
		return false;
	*ret_end = end;
	*ret_after = end + close.len;
	return true;
}

/* `PATCH v2] title`, `{ATCH v2] title`: a patch's group whose bracket was not opened well. */
static bool take_wreck(str *rest, struct subject_words *words)
{
	str content = *rest;
	size_t end;

	str_take(&content, STR("{"));
	if (!subject_words_begin_patch(content) || !str_find_byte(content, ']', &end))
		return false;
	if (str_contains(str_slice(content, 0, end), STR("[")))
		return false;
	subject_words_read(words, str_slice(content, 0, end));
	*rest = str_skip(content, end + 1);
	return true;
}

/* Takes one bracket group, with what the wreck of another one may have left behind it. */
static bool take_group(str *rest, struct subject_words *words)
{
	for (size_t i = 0; i < G_N_ELEMENTS(brackets); i++) {
		str content = *rest;
		size_t end;
		size_t after;

		if (!str_take(&content, brackets[i].open))
			continue;
		if (find_close(content, brackets[i].close, &end, &after)) {
			subject_words_read(words, str_slice(content, 0, end));
			*rest = str_skip(content, after);
			return true;
		}
		if (!subject_words_take(words, &content))
			return false;
		*rest = content;
		return true;
	}
	return take_wreck(rest, words);
}

/* The ` 0/6]` of `[PATCH v2 0/5] 0/6] title`. */
static bool take_leftover(str *rest, struct subject_words *words)
{
	str after = *rest;
	size_t end;

	if (!str_find_byte(after, ']', &end) || str_contains(str_slice(after, 0, end), STR("[")))
		return false;
	after = str_slice(after, 0, end);
	if (!subject_words_take(words, &after) || str_trim(after).len > 0)
		return false;
	*rest = str_skip(*rest, end + 1);
	return true;
}

/*
 * Everything before the title. Groups before a reply word are those of a
 * gateway (`[External] Re:`) and say nothing about the patch.
 */
static str take_preamble(str rest, struct subject_words *words, unsigned *flags)
{
	for (;;) {
		rest = skip_blanks(rest);
		if (!(words->flags & PATCH_FLAGS)) {
			if (take_reply_word(&rest, flags)) {
				*words = (struct subject_words){0};
				*flags &= ~(unsigned)SUBJECT_BRACKET;
				continue;
			}
			if (take_filter_mark(&rest))
				continue;
			if (str_take_nocase(&rest, STR("(subset)"))) {
				*flags |= SUBJECT_SUBSET;
				continue;
			}
		}
		if (take_group(&rest, words)) {
			*flags |= SUBJECT_BRACKET;
			continue;
		}
		if ((*flags & SUBJECT_BRACKET) && take_leftover(&rest, words))
			continue;
		return rest;
	}
}

static bool owns_versions(str word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(version_owners); i++) {
		if (str_equal_nocase(word, version_owners[i]))
			return true;
	}
	return false;
}

/* The last word of @text, and where it begins. */
static str last_word(str text, size_t *ret_at)
{
	size_t at = text.len;

	while (at > 0 && !g_ascii_isspace(text.ptr[at - 1]))
		at--;
	*ret_at = at;
	return str_skip(text, at);
}

/* `(v3)`, `[v2]`, `(take 5)`: @inner is what the brackets hold. */
static bool read_bracketed_version(str inner, struct revision *ret_revision)
{
	struct subject_words words = {0};

	subject_words_read(&words, inner);
	if (words.flags != SUBJECT_REVISION || words.n_prefixes > 0)
		return false;
	*ret_revision = words.revision;
	return true;
}

/*
 * Cuts a version off the end of @title. In brackets it always is one; a bare
 * `v2` only in a cover letter or a single patch, and not behind a word such
 * as `cgroup`.
 */
static bool take_title_version(str *title, bool is_numbered, struct revision *ret_revision)
{
	struct revision revision;
	size_t at;
	str word;
	str before;
	char end = title->len > 0 ? title->ptr[title->len - 1] : '\0';

	if (end == ')' || end == ']') {
		if (!str_find_last_byte(*title, end == ')' ? '(' : '[', &at) || at == 0)
			return false;
		if (!read_bracketed_version(str_slice(*title, at + 1, title->len - 1),
					    ret_revision))
			return false;
		*title = str_trim_end(str_slice(*title, 0, at));
		return true;
	}
	word = last_word(*title, &at);
	before = str_trim_end(str_slice(*title, 0, at));
	if (is_numbered || before.len == 0 || !subject_word_revision(word, &revision))
		return false;
	if (owns_versions(last_word(before, &at)))
		return false;
	while (before.len > 0 && str_find_byte(STR(",-:;"), before.ptr[before.len - 1], &at))
		before = str_trim_end(str_slice(before, 0, before.len - 1));
	*title = before;
	*ret_revision = revision;
	return true;
}

/* True if @title is the text of a bot about a patch: stable's, and -mm's. */
static bool is_report_title(str title)
{
	static const str beginnings[] = {
		STR_INIT("FAILED: patch"),
		STR_INIT("Patch \""),
		STR_INIT("WTF: patch"),
		STR_INIT("Build regressions"),
	};
	static const str endings[] = {
		STR_INIT("-stable tree"),
		STR_INIT(" branch"),
		STR_INIT("from -mm tree"),
	};

	if (str_starts_any_nocase(title, beginnings, G_N_ELEMENTS(beginnings)))
		return true;
	if (!str_contains(title, STR(" added to ")) && !str_contains(title, STR(" removed from ")))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (str_ends(title, endings[i]))
			return true;
	}
	return false;
}

/* The first LIMIT_SUBJECT_BYTES, and no half character at their end. */
static str cut(str text)
{
	size_t end = LIMIT_SUBJECT_BYTES;

	if (text.len <= end)
		return text;
	while (end > 0 && ((unsigned char)text.ptr[end] & 0xc0) == 0x80)
		end--;
	return str_slice(text, 0, end);
}

/* @text begins with no blank. */
static str collapse_blanks(struct arena *arena, str text)
{
	char *to;
	size_t n = 0;
	size_t plain = 0;

	while (plain < text.len && !(g_ascii_isspace(text.ptr[plain]) &&
				     (text.ptr[plain] != ' ' || text.ptr[plain - 1] == ' ')))
		plain++;
	if (plain == text.len)
		return text;
	to = arena_text(arena, text.len);
	for (size_t i = 0; i < text.len; i++) {
		if (!g_ascii_isspace(text.ptr[i]))
			to[n++] = text.ptr[i];
		else if (n > 0 && to[n - 1] != ' ')
			to[n++] = ' ';
	}
	arena_shrink(arena, to, n);
	return (str){.ptr = to, .len = n};
}

static str *copy_prefixes(struct arena *arena, const struct subject_words *words)
{
	str *prefixes;

	if (words->n_prefixes == 0)
		return NULL;
	prefixes = arena_new_array(arena, str, words->n_prefixes);
	memcpy(prefixes, words->prefixes, sizeof(*prefixes) * words->n_prefixes);
	return prefixes;
}

void subject_parse(struct arena *arena, str text, struct subject *ret_subject)
{
	struct subject_words words = {0};
	struct revision revision = {.major = 1};
	unsigned flags = 0;
	str title;
	bool is_numbered;

	text = str_trim(cut(text));
	title = take_preamble(text, &words, &flags);
	while (title.len > 0 && (title.ptr[0] == ':' || g_ascii_isspace(title.ptr[0])))
		title = str_skip(title, 1);
	subject_words_settle(&words);
	flags |= words.flags;
	is_numbered = (flags & SUBJECT_COUNTER) && words.index > 0;
	if (flags & SUBJECT_REVISION)
		revision = words.revision;
	else if (take_title_version(&title, is_numbered, &revision))
		flags |= SUBJECT_REVISION;
	if (!(flags & SUBJECT_PATCH) && is_report_title(title))
		flags |= SUBJECT_REPORT;
	if (flags & PATCH_FLAGS & ~(unsigned)SUBJECT_COUNTER)
		flags &= ~(unsigned)SUBJECT_REPORT;
	*ret_subject = (struct subject){
		.title = collapse_blanks(arena, title),
		.prefixes = copy_prefixes(arena, &words),
		.n_prefixes = words.n_prefixes,
		.flags = flags,
		.revision = revision,
		.index = flags & SUBJECT_COUNTER ? words.index : 1,
		.total = flags & SUBJECT_COUNTER ? words.total : 1,
	};
}

int revision_compare(struct revision a, struct revision b)
{
	if (a.major != b.major)
		return a.major < b.major ? -1 : 1;
	if (a.minor != b.minor)
		return a.minor < b.minor ? -1 : 1;
	return (a.letter > b.letter) - (a.letter < b.letter);
}

str revision_format(struct arena *arena, struct revision revision)
{
	enum { LONGEST = sizeof("v4294967295.4294967295x") };
	char *text = arena_text(arena, LONGEST);
	int len = g_snprintf(text, LONGEST, "v%u", revision.major);

	if (revision.minor > 0)
		len += g_snprintf(text + len, (gulong)(LONGEST - len), ".%u", revision.minor);
	if (revision.letter)
		text[len++] = revision.letter;
	arena_shrink(arena, text, (size_t)len);
	return (str){.ptr = text, .len = (size_t)len};
}
