/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Commits and trees as git stores them, read: gitformat-object in
 * git-cat-file(1)'s words, and git-mktree(1). Pure functions.
 */
#ifndef TIDINGS_ARCHIVE_GIT_OBJECTS_H
#define TIDINGS_ARCHIVE_GIT_OBJECTS_H

#include "base/str.h"

#include <git2.h>
#include <stdint.h>

struct commit_head {
	git_oid tree;
	bool has_parent;
	git_oid parent; /* the first one */
	int64_t committed_at; /* seconds since 1970 */
};

/*
 * False where @bytes do not have tree, parents and committer in git's order, or an
 * id among them is none. A time that cannot be read is 0, as for git.
 */
bool commit_head_read(str bytes, struct commit_head *ret_head);

struct tree_entry {
	str name; /* may hold any byte but NUL */
	unsigned mode; /* as stat(2) has it: the type in its upper bits */
	git_oid id;
};

/*
 * The next entry of a tree, taken off @rest. False at its end, and where it is
 * damaged: then @rest is not empty.
 */
bool tree_next(str *rest, struct tree_entry *ret_entry);

/* The entry with @name. False where there is none. */
bool tree_find(str tree, str name, struct tree_entry *ret_entry);

/* What the tree of a commit says of a mail, in an epoch. */
enum mail_change {
	MAIL_CHANGE_UNKNOWN, /* nobody has looked */
	MAIL_CHANGE_NONE, /* the tree has neither a file `m` nor `d` */
	MAIL_CAME, /* `m` */
	MAIL_DELETED, /* `d`, and no `m` */
	MAIL_CHANGE_DAMAGED,
};

/* The change that @tree makes, and in @ret_mail the blob of a mail that came or is deleted. */
enum mail_change tree_mail_change(str tree, git_oid *ret_mail);

bool tree_entry_is_file(const struct tree_entry *entry); /* also a link */
bool tree_entry_is_directory(const struct tree_entry *entry);

/* <0, 0, >0: the order in which a tree has its entries; a directory counts as "NAME/". */
int tree_entry_compare(const struct tree_entry *a, const struct tree_entry *b);

#endif
