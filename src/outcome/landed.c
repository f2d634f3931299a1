/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/landed.h"

/* Who of the work has the best claim on a commit. */
struct claim {
	unsigned posting;
	unsigned sureness;
};

/* What was said of one patch, or of all: the first that stands, and the last against it. */
struct word {
	struct statement applied;
	struct statement unapplied;
};

struct words {
	struct discussion *discussion;
	struct word *of_unit;
	struct word of_all;
	struct word of_part;
};

static void claim_commit(struct arena *arena, GHashTable *claims, const struct landing *landing,
			 unsigned posting)
{
	struct claim *claim = g_hash_table_lookup(claims, &landing->commit);

	if (!claim) {
		claim = arena_new(arena, struct claim);
		g_hash_table_insert(claims, (void *)&landing->commit, claim);
	}
	/* Postings come by arrival, so of equals the newest has the last word. */
	if (landing->sureness >= claim->sureness)
		*claim = (struct claim){.posting = posting, .sureness = landing->sureness};
}

static GHashTable *claim_commits(struct arena *arena, const struct history *history)
{
	GHashTable *claims = g_hash_table_new(str_hash, str_hash_equal);

	for (unsigned i = 0; i < history->n_postings; i++) {
		const struct history_posting *posting = &history->postings[i];

		for (unsigned p = 0; p < posting->n_patches; p++) {
			const struct history_patch *patch = &posting->patches[p];

			for (unsigned l = 0; l < patch->n_landings; l++)
				claim_commit(arena, claims, &patch->landings[l], i);
		}
	}
	return claims;
}

/* The first landing of @patch that counts; NULL. */
static const struct landing *find_landing(const struct discussion *discussion, GHashTable *claims,
					  const struct history_patch *patch)
{
	for (unsigned i = 0; i < patch->n_landings; i++) {
		const struct landing *landing = &patch->landings[i];
		const struct claim *claim = g_hash_table_lookup(claims, &landing->commit);
		enum succession succession =
			claim ? discussion->succession[claim->posting] : SUCCESSION_NONE;

		if (!landing->is_backport &&
		    (succession == SUCCESSION_SELF || succession == SUCCESSION_PART))
			return landing;
	}
	return NULL;
}

static void read_landings(struct discussion *discussion)
{
	g_autoptr(GHashTable) claims = claim_commits(discussion->arena, discussion->history);

	for (unsigned i = 0; i < discussion->n_pieces; i++) {
		const struct piece *piece = &discussion->pieces[i];
		const struct landing *landing = find_landing(discussion, claims, piece->patch);
		struct unit *unit;

		if (!landing)
			continue;
		if (piece->unit == UNIT_ALL) {
			/* The merge of a pull request names it; of a series it may be any mail. */
			if (discussion->posting->is_pull)
				discussion->merge = landing;
			continue;
		}
		unit = &discussion->units[piece->unit];
		unit->landing = landing;
		unit->landed_at = landing->committed_at;
	}
}

static bool says_applied(const struct thread_mail *mail, const struct remark *remark)
{
	switch (remark->kind) {
	case REMARK_APPLIED:
	case REMARK_PULLED:
		return !remark->is_stable &&
		       (!mail->is_authors || remark->tree.len > 0 || remark->commit.len > 0);
	case REMARK_COMMAND:
		return !mail->is_authors && (str_equal(remark->name, STR("accepted")) ||
					     str_equal(remark->name, STR("mainlined")));
	default:
		return false;
	}
}

static bool says_unapplied(const struct thread_mail *mail, const struct remark *remark)
{
	return remark->kind == REMARK_UNAPPLIED && !remark->is_stable &&
	       (!mail->is_authors || remark->tree.len > 0 || remark->commit.len > 0);
}

static bool names_patch(const struct remark *remark)
{
	return remark->number > 0 || remark->title.len > 0;
}

/* A mail that lists patches says "applied" of these, not of all. */
static bool lists_patches(const struct thread_mail *mail)
{
	for (unsigned i = 0; i < mail->n_remarks; i++) {
		const struct remark *remark = &mail->remarks[i];

		if (names_patch(remark) &&
		    (says_applied(mail, remark) || says_unapplied(mail, remark)))
			return true;
	}
	return false;
}

/* Of what @statement speaks; NULL for nothing. */
static struct word *find_word(struct words *words, const struct statement *statement, bool is_list)
{
	const struct remark *remark = statement->remark;
	unsigned unit = statement->mail->unit;

	/* The command is for the whole series, to whichever mail of it it is given. */
	if (remark->kind == REMARK_COMMAND)
		return &words->of_all;
	if (names_patch(remark)) {
		unsigned named = discussion_unit(words->discussion, remark->number, remark->title);

		/* A maintainer may have changed the title of the patch that is answered. */
		unit = named != UNIT_ALL || remark->number > 0 ? named : unit;
		return unit != UNIT_ALL ? &words->of_unit[unit] : NULL;
	}
	if (is_list)
		return NULL;
	if (unit != UNIT_ALL)
		return &words->of_unit[unit];
	return remark->partial ? &words->of_part : &words->of_all;
}

static bool is_taken_back(const struct statement *applied, const struct statement *unapplied)
{
	str tree = applied->remark->tree;

	if (!unapplied->mail || unapplied->mail->position < applied->mail->position)
		return false;
	return tree.len == 0 || unapplied->remark->tree.len == 0 ||
	       str_equal_nocase(tree, unapplied->remark->tree);
}

static bool stands(const struct statement *applied, const struct word *word,
		   const struct words *words)
{
	return applied->mail && !is_taken_back(applied, &word->unapplied) &&
	       !is_taken_back(applied, &words->of_all.unapplied);
}

static void hear(struct words *words, const struct thread_mail *mail)
{
	bool is_list = lists_patches(mail);

	for (unsigned i = 0; i < mail->n_remarks; i++) {
		struct statement statement = {.mail = mail, .remark = &mail->remarks[i]};
		bool is_applied = says_applied(mail, statement.remark);
		struct word *word;

		if (!is_applied && !says_unapplied(mail, statement.remark))
			continue;
		word = find_word(words, &statement, is_list);
		if (!word)
			continue;
		if (!is_applied)
			word->unapplied = statement;
		else if (!stands(&word->applied, word, words))
			word->applied = statement;
	}
}

/* The first that stands of what was said of @word's patch, and of all. */
static struct statement first_standing(const struct words *words, const struct word *word)
{
	const struct statement *of_all = &words->of_all.applied;

	if (stands(of_all, word, words) && (!stands(&word->applied, word, words) ||
					    of_all->mail->position < word->applied.mail->position))
		return *of_all;
	return stands(&word->applied, word, words) ? word->applied : (struct statement){0};
}

static void read_words(struct discussion *discussion)
{
	struct words words = {
		.discussion = discussion,
		.of_unit = arena_new_array(discussion->arena, struct word, discussion->n_units),
	};

	for (unsigned i = 0; i < discussion->n_mails; i++) {
		if (!discussion->mails[i].is_posted)
			hear(&words, &discussion->mails[i]);
	}
	for (unsigned i = 0; i < discussion->n_units; i++) {
		struct unit *unit = &discussion->units[i];

		unit->applied = first_standing(&words, &words.of_unit[i]);
		if (unit->applied.mail && !unit->landing)
			unit->landed_at = unit->applied.mail->at;
	}
	if (stands(&words.of_part.applied, &words.of_part, &words))
		discussion->part_applied = words.of_part.applied;
	if (discussion->posting->is_pull)
		discussion->taken = first_standing(&words, &words.of_all);
}

/* Under what it is known which posting's patch a request names: the request and a title. */
static str carried_key(struct arena *arena, const struct history_patch *patch)
{
	return arena_join(arena, arena_join(arena, patch->carrier->request, STR("\n")),
			  patch->title);
}

/* Postings come by arrival, so the newest has the last word. */
static GHashTable *claim_carried(struct arena *arena, const struct history *history)
{
	GHashTable *claims = g_hash_table_new(str_hash, str_hash_equal);

	for (unsigned i = 0; i < history->n_postings; i++) {
		const struct history_posting *posting = &history->postings[i];

		for (unsigned p = 0; p < posting->n_patches; p++) {
			const struct history_patch *patch = &posting->patches[p];
			str *key;

			if (!patch->carrier)
				continue;
			key = arena_new(arena, str);
			*key = carried_key(arena, patch);
			g_hash_table_replace(claims, key, GUINT_TO_POINTER(i));
		}
	}
	return claims;
}

static void read_carriers(struct discussion *discussion)
{
	g_autoptr(GHashTable) claims = NULL;

	if (discussion->posting->is_pull)
		return;
	claims = claim_carried(discussion->arena, discussion->history);
	for (unsigned i = 0; i < discussion->n_pieces; i++) {
		const struct piece *piece = &discussion->pieces[i];
		enum succession succession;
		struct unit *unit;
		str key;

		if (!piece->patch->carrier || piece->unit == UNIT_ALL)
			continue;
		unit = &discussion->units[piece->unit];
		key = carried_key(discussion->arena, piece->patch);
		succession =
			discussion->succession[GPOINTER_TO_UINT(g_hash_table_lookup(claims, &key))];
		if (unit->landing || unit->applied.mail ||
		    (succession != SUCCESSION_SELF && succession != SUCCESSION_PART))
			continue;
		unit->carrier = piece->patch->carrier;
		unit->landed_at = unit->carrier->at;
	}
}

void landed_find(struct discussion *discussion)
{
	read_landings(discussion);
	read_words(discussion);
	read_carriers(discussion);
}

bool landed_all(const struct discussion *discussion)
{
	unsigned n_landed = 0;

	if (discussion->merge || discussion->taken.mail)
		return true;
	for (unsigned i = 0; i < discussion->n_units; i++) {
		if (!unit_is_settled(&discussion->units[i]))
			return false;
		n_landed += unit_has_landed(&discussion->units[i]);
	}
	return n_landed > 0;
}

bool landed_any(const struct discussion *discussion)
{
	if (discussion->merge || discussion->taken.mail)
		return true;
	for (unsigned i = 0; i < discussion->n_units; i++) {
		if (unit_has_landed(&discussion->units[i]))
			return true;
	}
	return discussion->part_applied.mail != NULL;
}
