/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Programs first, which are exact. Then people: the sentences that say it, and the list that
 * `b4 ty` puts below one of them.
 */
#include "reply/applied.h"

#include "base/limits.h"
#include "patch/subject.h"

#include <glib.h>

/*
 * What git's maintainer writes when he takes a patch, and never without doing so. From anybody
 * else, and in any other words, what will be done is not done.
 */
static bool read_will_queue(const struct own_sentence *sentence, str *ret_tree)
{
	static const struct {
		str text;
		str tree;
	} formulas[] = {
		{STR_INIT("Will queue"), STR_INIT("")},
		{STR_INIT("Will queue; thanks"), STR_INIT("")},
		{STR_INIT("Will queue, thanks"), STR_INIT("")},
		{STR_INIT("Thanks, will queue"), STR_INIT("")},
		{STR_INIT("Thanks; will queue"), STR_INIT("")},
		{STR_INIT("Will replace and queue"), STR_INIT("")},
		{STR_INIT("Will merge to 'next'"), STR_INIT("next")},
		{STR_INIT("Will merge down to 'next'"), STR_INIT("next")},
		{STR_INIT("Will merge to 'master'"), STR_INIT("master")},
		{STR_INIT("Will merge down to 'master'"), STR_INIT("master")},
	};

	if (sentence->mark != '.' && sentence->mark != '\0' && sentence->mark != '!')
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(formulas); i++) {
		if (!str_equal(sentence->text, formulas[i].text))
			continue;
		*ret_tree = formulas[i].tree;
		return true;
	}
	return false;
}

/*
 * A second sentence often adds the tree, or says it again: "Applied, thanks. It is pushed to
 * for-next." Each patch, or the whole, is named once for a tree.
 */
static bool is_known(const struct remark_list *list, const struct remark *remark)
{
	for (unsigned i = 0; i < list->n_items; i++) {
		struct remark *known = &list->items[i];

		if (known->kind != remark->kind || known->number != remark->number)
			continue;
		if (known->tree.len == 0)
			known->tree = remark->tree;
		if (known->commit.len == 0)
			known->commit = remark->commit;
		if (remark->tree.len == 0 || str_equal(known->tree, remark->tree)) {
			known->partial &= remark->partial;
			return true;
		}
	}
	return false;
}

static void add(struct remark_list *list, const struct remark *remark)
{
	if (!is_known(list, remark))
		remark_list_add(list, remark);
}

static void add_statement(struct remark_list *list, const struct applied_mail *mail,
			  const struct applied_statement *statement)
{
	const struct applied_numbers *numbers = &statement->numbers;
	struct remark remark = {
		.kind = statement->kind,
		.partial = mail->is_subset || numbers->is_partial,
		.tree = statement->tree,
		.commit = statement->commit,
		.is_stable = statement->is_stable,
	};

	if (mail->is_pull && remark.kind == REMARK_APPLIED)
		remark.kind = REMARK_PULLED;
	if (numbers->n_ranges == 0)
		add(list, &remark);
	for (unsigned i = 0; i < numbers->n_ranges; i++) {
		for (unsigned n = numbers->first[i]; n <= numbers->last[i]; n++) {
			if (list->n_items == LIMIT_REMARKS)
				return;
			remark.number = n;
			add(list, &remark);
		}
	}
}

static bool has_commits(const struct applied_entry *entries, unsigned n_entries)
{
	for (unsigned i = 0; i < n_entries; i++) {
		if (entries[i].commit.len > 0)
			return true;
	}
	return false;
}

/*
 * True for a list in which every patch has its number and its whole commit, below the quote
 * that `b4 ty` makes: the begin of the cover letter, cut off by a line of its own.
 */
static bool is_as_b4_writes(str text, const struct applied_entry *entries, unsigned n_entries)
{
	enum { WHOLE_COMMIT = 40 };

	if (!str_contains(text, STR("\n> [...]\n")))
		return false;
	for (unsigned i = 0; i < n_entries; i++) {
		if (entries[i].number == 0 || entries[i].is_refused ||
		    entries[i].commit.len != WHOLE_COMMIT)
			return false;
	}
	return n_entries > 0;
}

static bool says_applied(const struct own_text *own)
{
	size_t at;

	for (unsigned i = 0; i < own->n_sentences; i++) {
		str text = own->sentences[i].text;

		if (str_find_nocase(text, STR("applied"), &at) &&
		    !str_find_nocase(text, STR("not "), &at) &&
		    !str_find_nocase(text, STR("n't "), &at))
			return true;
	}
	return false;
}

/*
 * Where b4 found some of the commits, it did not find what it has no commit for; where it
 * found none, the thanks alone count.
 */
static void add_entries(struct remark_list *list, const struct applied_mail *mail,
			const struct applied_statement *statement,
			const struct applied_entry *entries, unsigned n_entries)
{
	bool are_found = has_commits(entries, n_entries);

	for (unsigned i = 0; i < n_entries; i++) {
		struct remark remark = {
			.kind = mail->is_pull ? REMARK_PULLED : REMARK_APPLIED,
			.partial = mail->is_subset,
			.tree = statement->tree,
			.commit = entries[i].commit,
			.title = entries[i].title,
			.number = entries[i].number,
			.is_stable = statement->is_stable,
		};

		if (!entries[i].is_refused && (!are_found || remark.commit.len > 0))
			remark_list_add(list, &remark);
	}
}

/* Who keep the stable trees rarely name them: "All now queued up, thanks." */
static bool is_queued_for_stable(const struct applied_mail *mail,
				 const struct own_sentence *sentence)
{
	static const str keepers[] = {
		STR_INIT("gregkh@linuxfoundation.org"),
		STR_INIT("greg@kroah.com"),
		STR_INIT("sashal@kernel.org"),
	};
	size_t at;

	for (size_t i = 0; i < G_N_ELEMENTS(keepers); i++) {
		if (str_equal_nocase(mail->sender, keepers[i]))
			return str_find_nocase(sentence->text, STR("queued"), &at);
	}
	return false;
}

static void read_people(struct remark_list *list, const struct applied_mail *mail)
{
	const struct own_text *own = mail->own;
	struct applied_entry *entries = NULL;
	unsigned n_entries = 0;
	bool is_listed = false;

	applied_read_list(list->arena, own, &entries, &n_entries);
	for (unsigned i = 0; i < own->n_sentences; i++) {
		struct applied_statement statement = {.kind = REMARK_APPLIED};

		if (!read_will_queue(&own->sentences[i], &statement.tree) &&
		    !applied_read_sentence(list->arena, own, i, &statement))
			continue;
		statement.is_stable |= is_queued_for_stable(mail, &own->sentences[i]);
		if (n_entries == 0 || statement.kind == REMARK_UNAPPLIED) {
			add_statement(list, mail, &statement);
		} else if (!is_listed) {
			add_entries(list, mail, &statement, entries, n_entries);
			is_listed = true;
		}
	}
	/* Thanks that were edited until they are not understood; the commits say it. */
	if (!is_listed && (is_as_b4_writes(mail->text, entries, n_entries) ||
			   (has_commits(entries, n_entries) && says_applied(own))))
		add_entries(list, mail, &(struct applied_statement){.kind = REMARK_APPLIED},
			    entries, n_entries);
}

void remarks_add_applied(struct remark_list *list, str subject, str text,
			 const struct own_text *own, str sender)
{
	struct applied_mail mail = {
		.subject = subject,
		.text = text,
		.own = own,
		.sender = sender,
	};
	struct subject parsed;

	subject_parse(list->arena, subject, &parsed);
	mail.is_subset = (parsed.flags & SUBJECT_SUBSET) != 0;
	mail.is_pull = (parsed.flags & SUBJECT_PULL) != 0;
	if (!applied_read_program(list, &mail))
		read_people(list, &mail);
}
