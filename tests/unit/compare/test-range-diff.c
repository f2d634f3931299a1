/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Series that git makes, read from the mails that git makes of them, are paired as
 * git range-diff pairs their commits, and their differences are printed alike.
 */
#include "compare/compare.h"
#include "patch/patch.h"
#include "workshop.h"

enum { N_SERIES = 60 };

/* The patches of one revision, as they come in. */
struct mails {
	char *mbox;
	struct patch patches[50];
	struct compare_patch compared[50];
	struct fingerprint fingerprints[50];
	unsigned n;
};

struct judgement {
	unsigned n_pairs;
	unsigned n_outcomes[COMPARE_ADDED + 1];
	unsigned n_lines;
};

/* Returns the text behind the header. */
static str read_headers(str mail, struct arena *arena, str *ret_subject, str *ret_from)
{
	str *value = NULL;
	str line;

	while (str_next_line(&mail, &line) && line.len > 0) {
		if (str_take(&line, STR("Subject: "))) {
			value = ret_subject;
			*value = line;
		} else if (str_take(&line, STR("From: "))) {
			value = ret_from;
			*value = line;
		} else if (str_starts(line, STR(" "))) {
			*value = arena_join(arena, *value, line);
		} else {
			value = NULL;
		}
	}
	return mail;
}

static void read_mail(struct arena *arena, str mail, struct mails *mails)
{
	struct patch *patch = &mails->patches[mails->n];
	struct compare_patch *compared = &mails->compared[mails->n];
	str subject = {0};
	str from = {0};
	str text = read_headers(mail, arena, &subject, &from);

	patch_parse(arena, subject, text, text, patch);
	if (patch->body.in_body_from.len > 0)
		from = patch->body.in_body_from;
	*compared = (struct compare_patch){
		.title = patch->subject.title,
		.author = mailbox_split(from),
		.message = patch->body.message,
		.diff = &patch->diff,
	};
	fingerprint_of(arena, compared, &mails->fingerprints[mails->n]);
	g_assert_cmpuint(++mails->n, <, G_N_ELEMENTS(mails->patches));
}

static void read_mails(struct arena *arena, const struct workshop *workshop, const char *range,
		       struct mails *mails)
{
	static const str separator = STR_INIT("From ");
	g_autofree char *arguments = g_strdup_printf(
		"-c format.encodeEmailHeaders=false format-patch --stdout -N %s", range);
	str rest;
	str line;
	size_t begin = 0;

	mails->n = 0;
	mails->mbox = workshop_git(workshop, arguments);
	rest = str_from(mails->mbox);
	for (str whole = rest; str_next_line(&rest, &line);) {
		size_t at = (size_t)(line.ptr - whole.ptr);

		if (!str_starts(line, separator) || line.len < 60)
			continue;
		if (at > 0)
			read_mail(arena, str_slice(whole, begin, at), mails);
		begin = at;
	}
	read_mail(arena, str_skip(str_from(mails->mbox), begin), mails);
}

static void append_number(GString *text, unsigned index)
{
	if (index == COMPARE_NONE)
		g_string_append(text, "-");
	else
		g_string_append_printf(text, "%u", index + 1);
}

/* The pair as git says it, without its hashes and blanks: `2!3`. */
static void append_pair(GString *text, const struct compare_pair *pair, const struct mails *older,
			const struct mails *newer)
{
	static const char signs[] = {
		[COMPARE_SAME] = '=',	   [COMPARE_REBASED] = '!', [COMPARE_REWORDED] = '!',
		[COMPARE_REWRITTEN] = '!', [COMPARE_DROPPED] = '<', [COMPARE_ADDED] = '>',
	};
	char sign = signs[pair->outcome];

	if (sign == '!') {
		const struct fingerprint *a = &older->fingerprints[pair->older];
		const struct fingerprint *b = &newer->fingerprints[pair->newer];

		/* To git, blobs and binary contents do not count. */
		if (a->message == b->message && a->n_lines == b->n_lines &&
		    memcmp(a->lines, b->lines, sizeof(*a->lines) * a->n_lines) == 0)
			sign = '=';
	}
	append_number(text, pair->older);
	g_string_append_c(text, sign);
	append_number(text, pair->newer);
	g_string_append_c(text, '\n');
}

static void append_difference(GString *text, struct arena *arena, const struct compare_patch *older,
			      const struct compare_patch *newer, struct judgement *judgement)
{
	struct compare_line *lines;
	unsigned n_lines;

	compare_patches(arena, older, newer, &lines, &n_lines);
	judgement->n_lines += n_lines;
	for (unsigned i = 0; i < n_lines; i++) {
		const char *sign = lines[i].sign != '@' ? "" : lines[i].text.len > 0 ? "@ " : "@";

		g_string_append_printf(text, "    %c%s", lines[i].sign, sign);
		g_string_append_len(text, lines[i].text.ptr, (gssize)lines[i].text.len);
		g_string_append_c(text, '\n');
	}
}

/* What git prints, its hashes, blanks and titles left out. */
static void append_git_pair(GString *text, str line)
{
	str older;
	str hash;
	str sign;
	str newer;

	g_assert_true(str_next_word(&line, &older));
	g_assert_true(str_next_word(&line, &hash));
	g_assert_true(str_next_word(&line, &sign));
	g_assert_true(str_next_word(&line, &newer));
	g_string_append_printf(text, STR_FMT STR_FMT STR_FMT "\n",
			       STR_ARG(str_slice(older, 0, older.len - 1)), STR_ARG(sign),
			       STR_ARG(str_slice(newer, 0, newer.len - 1)));
}

static char *ask_git(const struct workshop *workshop, unsigned number)
{
	g_autofree char *arguments =
		g_strdup_printf("range-diff --no-color base-%u..older-%u rebased-%u..newer-%u",
				number, number, number, number);
	g_autofree char *printed = workshop_git(workshop, arguments);
	GString *text = g_string_new(NULL);
	str rest = str_from(printed);
	str line;

	while (str_next_line(&rest, &line)) {
		if (str_starts(line, STR("    ")))
			g_string_append_printf(text, STR_FMT "\n", STR_ARG(line));
		else
			append_git_pair(text, line);
	}
	return g_string_free(text, FALSE);
}

static char *ask_ourselves(const struct workshop *workshop, unsigned number,
			   struct judgement *judgement)
{
	g_autofree char *older_range = g_strdup_printf("base-%u..older-%u", number, number);
	g_autofree char *newer_range = g_strdup_printf("rebased-%u..newer-%u", number, number);
	GString *text = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct compare_pair *pairs;
	struct mails older;
	struct mails newer;
	unsigned n_pairs;

	read_mails(&arena, workshop, older_range, &older);
	read_mails(&arena, workshop, newer_range, &newer);
	compare_revisions(&arena, older.fingerprints, older.n, newer.fingerprints, newer.n, &pairs,
			  &n_pairs);
	for (unsigned i = 0; i < n_pairs; i++) {
		append_pair(text, &pairs[i], &older, &newer);
		judgement->n_outcomes[pairs[i].outcome]++;
		if (pairs[i].older != COMPARE_NONE && pairs[i].newer != COMPARE_NONE)
			append_difference(text, &arena, &older.compared[pairs[i].older],
					  &newer.compared[pairs[i].newer], judgement);
	}
	judgement->n_pairs += n_pairs;
	g_free(older.mbox);
	g_free(newer.mbox);
	return g_string_free(text, FALSE);
}

static void test_series(void)
{
	struct judgement judgement = {0};
	struct workshop workshop;

	if (!workshop_make(&workshop, N_SERIES))
		return;
	for (unsigned i = 0; i < N_SERIES; i++) {
		g_autofree char *git = ask_git(&workshop, i);
		g_autofree char *ours = ask_ourselves(&workshop, i, &judgement);

		g_assert_cmpstr(ours, ==, git);
	}
	g_test_message("%u pairs, %u lines of difference", judgement.n_pairs, judgement.n_lines);
	/* Each outcome was put to the test. */
	for (unsigned i = 0; i < G_N_ELEMENTS(judgement.n_outcomes); i++)
		g_assert_cmpuint(judgement.n_outcomes[i], >, 5);
	workshop_clear(&workshop);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/range-diff/invented-series-are-compared-as-by-git", test_series);
	return g_test_run();
}
