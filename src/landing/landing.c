/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The weights are measured: on the commits of liburing and kvmtool that link to their
 * mails, and, for what two changes of one author and one title have in common though they
 * are two, on 20,000 commits of git. There other changes of the same files are as near as
 * 44 percent (95 of 100), those that landed no less than 55. Context counts in it: two
 * changes of one line each at the same place are 80 percent the same. So it says nothing
 * without a title, but for changes of many lines.
 */
#include "landing/landing.h"

#include <stdlib.h>

enum {
	NEAR_PERCENT = 50, /* of the lines: LANDING_NEAR */
	NEARER_PERCENT = 70,
	NEAREST_PERCENT = 90,
	MANY_LINES = 30,
	YEAR_SECONDS = 366 * 24 * 60 * 60,
};

/* What is not told, but counts: bits beside 1 << enum landing_reason. */
enum {
	SAME_CHANGE = 1 << LANDING_N_REASONS, /* the patch id, or all lines added and removed */
	SOON = 1 << (LANDING_N_REASONS + 1), /* the commit came within a year */
	NEARER = 1 << (LANDING_N_REASONS + 2),
	NEAREST = 1 << (LANDING_N_REASONS + 3), /* and of many lines */
	SAME_SECOND = 1 << (LANDING_N_REASONS + 4), /* git-am(1) keeps the mail's date */
	NOT_COMPARED = 1 << (LANDING_N_REASONS + 5), /* nothing tells one change from the other */
};

#define BIT(reason) (1U << LANDING_##reason)

struct weight {
	unsigned evidence; /* all of it is needed */
	unsigned sureness; /* percent */
};

/* The first whose evidence is there counts. */
static const struct weight weights[] = {
	/* A link may also lead to a report, or to another project's patch. */
	{BIT(LINK) | SAME_CHANGE, 99},
	{BIT(LINK) | BIT(BLOBS), 99},
	{BIT(LINK) | BIT(TITLE), 99},
	{BIT(LINK) | BIT(NEAR), 99},
	{SAME_CHANGE | BIT(TITLE) | BIT(AUTHOR) | SAME_SECOND, 99},
	{BIT(TITLE) | BIT(AUTHOR) | SAME_SECOND, 98},
	{SAME_CHANGE | BIT(TITLE) | BIT(AUTHOR), 97},
	{BIT(BLOBS) | BIT(TITLE) | BIT(AUTHOR), 96},
	{BIT(LINK_TO_SERIES) | SAME_CHANGE, 97},
	{BIT(LINK_TO_SERIES) | BIT(TITLE), 97},
	{BIT(LINK_TO_SERIES) | BIT(BLOBS) | BIT(NEAR), 97},
	{BIT(TITLE) | BIT(AUTHOR) | NEAREST, 95},
	{BIT(TITLE) | BIT(AUTHOR) | NEARER, 94},
	{SAME_CHANGE | BIT(TITLE), 93},
	{SAME_CHANGE | BIT(AUTHOR), 93},
	{BIT(TITLE) | BIT(AUTHOR) | BIT(NEAR) | SOON, 90},
	{BIT(LINK) | BIT(AUTHOR) | NOT_COMPARED, 90},
	{BIT(AUTHOR) | NEAREST | SOON, 85},
	{BIT(BLOBS) | BIT(AUTHOR) | NEARER, 80},
	{BIT(TITLE) | BIT(AUTHOR) | NOT_COMPARED, 75},
	{BIT(TITLE) | NEARER | SOON, 65},
	{SAME_CHANGE, 60},
};

static int compare_lines(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

static uint32_t *sorted_lines(const struct fingerprint *fingerprint)
{
	size_t size = sizeof(*fingerprint->lines) * fingerprint->n_lines;
	uint32_t *lines = g_memdup2(fingerprint->lines, size);

	if (lines)
		qsort(lines, fingerprint->n_lines, sizeof(*lines), compare_lines);
	return lines;
}

unsigned landing_nearness(const struct fingerprint *a, const struct fingerprint *b)
{
	g_autofree uint32_t *left = sorted_lines(a);
	g_autofree uint32_t *right = sorted_lines(b);
	uint64_t n_common = 0;
	unsigned i = 0;
	unsigned k = 0;

	while (i < a->n_lines && k < b->n_lines) {
		if (left[i] == right[k]) {
			n_common++;
			i++;
			k++;
		} else if (left[i] < right[k]) {
			i++;
		} else {
			k++;
		}
	}
	if (n_common == 0)
		return 0;
	return (unsigned)(200 * n_common / ((uint64_t)a->n_lines + b->n_lines));
}

/* Takes the next byte that counts off @title, in lower case. */
static bool next_byte(str *title, char *ret_byte)
{
	while (title->len > 0) {
		char byte = title->ptr[0];

		*title = str_skip(*title, 1);
		if (g_ascii_isspace(byte))
			continue;
		*ret_byte = g_ascii_tolower(byte);
		return true;
	}
	return false;
}

static str without_full_stop(str title)
{
	title = str_trim(title);
	if (str_ends(title, STR(".")))
		title = str_trim_end(str_slice(title, 0, title.len - 1));
	return title;
}

bool landing_same_title(str commit, str patch)
{
	bool is_longer;
	char left;
	char right;

	commit = without_full_stop(commit);
	patch = without_full_stop(patch);
	if (commit.len == 0)
		return false;
	while (next_byte(&commit, &left)) {
		if (!next_byte(&patch, &right) || left != right)
			return false;
	}
	is_longer = next_byte(&patch, &right);
	return !is_longer;
}

static bool same_author(struct mailbox a, struct mailbox b)
{
	size_t ignored;

	if (a.address.len > 0 && str_equal_nocase(a.address, b.address))
		return true;
	return str_find_byte(str_trim(a.name), ' ', &ignored) && str_equal_nocase(a.name, b.name);
}

static bool is_revert(str title)
{
	return str_starts_nocase(title, STR("revert \"")) ||
	       str_starts_nocase(title, STR("reapply \""));
}

/* Both are known: a patch without a diff has a fingerprint, but no lines. */
static bool are_comparable(const struct fingerprint *a, const struct fingerprint *b)
{
	return a && b && a->n_lines > 0 && b->n_lines > 0;
}

static unsigned compare_changes(const struct landing_side *commit, const struct landing_side *patch)
{
	const struct fingerprint *landed = commit->fingerprint;
	const struct fingerprint *sent = patch->fingerprint;
	bool has_both_ids = commit->patch_id.len > 0 && patch->patch_id.len > 0;
	unsigned evidence = 0;
	unsigned percent;

	if (has_both_ids && str_equal(commit->patch_id, patch->patch_id))
		evidence |= BIT(PATCH_ID) | SAME_CHANGE;
	if (commit->new_blobs != 0 && commit->new_blobs == patch->new_blobs)
		evidence |= BIT(BLOBS);
	if (!are_comparable(landed, sent))
		return evidence ? evidence : NOT_COMPARED;
	if (landed->change == sent->change)
		evidence |= BIT(CHANGE) | SAME_CHANGE;
	percent = landing_nearness(landed, sent);
	if (percent >= NEAR_PERCENT)
		evidence |= BIT(NEAR);
	if (percent >= NEARER_PERCENT)
		evidence |= NEARER;
	if (percent >= NEAREST_PERCENT && MIN(landed->n_lines, sent->n_lines) >= MANY_LINES)
		evidence |= NEAREST;
	return evidence;
}

static unsigned find_evidence(const struct landing_side *commit, const struct landing_side *patch)
{
	unsigned evidence = compare_changes(commit, patch);

	if (landing_same_title(commit->title, patch->title))
		evidence |= BIT(TITLE);
	if (same_author(commit->author, patch->author))
		evidence |= BIT(AUTHOR);
	if (commit->at == patch->at && patch->at != 0)
		evidence |= SAME_SECOND;
	if (commit->committed_at - patch->at <= YEAR_SECONDS)
		evidence |= SOON;
	return evidence;
}

/*
 * A maintainer adds trailers to every message, so that the messages of commit and patch are
 * never the same, and tell nothing.
 */
static enum compare_outcome compare_sides(const struct landing_side *commit,
					  const struct landing_side *patch, unsigned evidence)
{
	const struct fingerprint *landed = commit->fingerprint;
	const struct fingerprint *sent = patch->fingerprint;
	bool is_compared = are_comparable(landed, sent);

	if (is_compared && landed->change != sent->change)
		return COMPARE_REWRITTEN;
	if ((evidence & (BIT(TITLE) | BIT(AUTHOR))) != (BIT(TITLE) | BIT(AUTHOR)))
		return COMPARE_REWORDED;
	if (is_compared &&
	    (landed->n_lines != sent->n_lines ||
	     memcmp(landed->lines, sent->lines, sizeof(*sent->lines) * sent->n_lines) != 0))
		return COMPARE_REBASED;
	return COMPARE_SAME;
}

struct landing_match landing_weigh(const struct landing_side *commit,
				   const struct landing_side *patch, unsigned linked)
{
	const unsigned links = BIT(LINK) | BIT(LINK_TO_SERIES);
	unsigned evidence = find_evidence(commit, patch) | (linked & links);
	struct landing_match match = {
		.reasons = evidence & ((1U << LANDING_N_REASONS) - 1),
		.change = compare_sides(commit, patch, evidence),
	};

	if (!(linked & links) && commit->committed_at < patch->at - LANDING_CLOCK_SECONDS)
		return match;
	/* A revert often links to what it reverts, and is near to it, too. */
	if (is_revert(commit->title) != is_revert(patch->title) &&
	    !(linked & links && evidence & SAME_CHANGE))
		return match;
	for (size_t i = 0; i < G_N_ELEMENTS(weights); i++) {
		if ((evidence & weights[i].evidence) == weights[i].evidence) {
			match.sureness = weights[i].sureness;
			break;
		}
	}
	return match;
}

/* What is said: of each group the first that is there. */
static const struct phrase {
	enum landing_reason reason;
	const char *text;
} phrases[][4] = {
	{
		{LANDING_LINK, "links to the mail"},
		{LANDING_LINK_TO_SERIES, "links to the series"},
	},
	{
		{LANDING_PATCH_ID, "same patch id"},
		{LANDING_CHANGE, "same lines"},
		{LANDING_BLOBS, "same files"},
		{LANDING_NEAR, "nearly the same lines"},
	},
	{{LANDING_TITLE, "same title"}},
	{{LANDING_AUTHOR, "same author"}},
};

str landing_describe(struct arena *arena, const struct landing *landing)
{
	size_t n = landing->reasons & BIT(LINK) ? 1 : G_N_ELEMENTS(phrases);
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < G_N_ELEMENTS(phrases[i]) && phrases[i][k].text; k++) {
			if (!(landing->reasons & 1U << phrases[i][k].reason))
				continue;
			g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
					       phrases[i][k].text);
			break;
		}
	}
	g_string_append_printf(text, "%s(%u %%)", text->len > 0 ? " " : "", landing->sureness);
	return arena_str(arena, (str){.ptr = text->str, .len = text->len});
}
