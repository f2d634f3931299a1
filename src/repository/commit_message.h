/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bytes of a commit object, read: git-commit(1), "DISCUSSION"; git-cherry-pick(1).
 * Pure functions.
 */
#ifndef TIDINGS_REPOSITORY_COMMIT_MESSAGE_H
#define TIDINGS_REPOSITORY_COMMIT_MESSAGE_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"

#include <git2.h>

/* The fields of a commit, as they stand; slices of its bytes. */
struct commit_fields {
	git_oid tree;
	str parents; /* lines that are all "parent ID\n" */
	unsigned n_parents;
	str author; /* "NAME <ADDRESS> SECONDS ZONE"; may be anything, or empty */
	str committer;
	str encoding; /* the charset of the message; empty for UTF-8 */
	str message;
};

/* False where @bytes do not begin with a tree and its parents: a damaged commit. */
bool commit_fields_read(str bytes, struct commit_fields *ret_fields);

/* Parent @number of n_parents. */
git_oid commit_fields_parent(const struct commit_fields *fields, unsigned number);

/* The seconds of an author or a committer. 0 where there are none, as for git. */
int64_t ident_time(str ident);

/*
 * The name and the address of one, from @charset to UTF-8. As for git the address is what
 * stands between the first `<` and the `>` behind it; without these both are empty.
 */
struct mailbox ident_person(struct arena *arena, str ident, str charset);

/*
 * @text as valid UTF-8. Where it is none, and @charset is none that is known, each byte
 * that is not ASCII counts as ISO 8859-1. In @arena, where no more than LIMIT_MAIL_BYTES
 * of it are converted, or @text itself.
 */
str commit_text(struct arena *arena, str text, str charset);

/* What is learned of a message. Slices point into it or into the arena. */
struct commit_message {
	str title; /* the first paragraph as one line, at most LIMIT_SUBJECT_BYTES */
	str *links; /* the Message-IDs of mails, the last line's first; each once */
	unsigned n_links; /* at most LIMIT_COMMIT_LINKS */
	str picked_from; /* hexadecimal, 7 digits or more; of several the first; or empty */
};

/* Reads @message, which is valid UTF-8, up to its first NUL. */
void commit_message_read(struct arena *arena, str message, struct commit_message *ret_message);

#endif
