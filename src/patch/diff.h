/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A diff: which files it changes and by how many lines.
 *
 * Reads git's format (git-diff(1), "GENERATING PATCH TEXT WITH -P") and the
 * plain unified format (`--- a`, `+++ b`, also below `Index:` and `diff -u`),
 * line by line, by the counts of the hunk headers, from bytes of any charset.
 * Counts equal `git apply --numstat` for each diff that git reads. A damaged
 * diff (wrapped or stripped lines, wrong counts) gives what could be read.
 */
#ifndef TIDINGS_PATCH_DIFF_H
#define TIDINGS_PATCH_DIFF_H

#include "base/arena.h"
#include "base/str.h"

enum diff_change {
	DIFF_MODIFIED,
	DIFF_ADDED,
	DIFF_DELETED,
	DIFF_RENAMED,
	DIFF_COPIED,
};

/* One file of a diff. */
struct diff_file {
	enum diff_change change;
	str old_path; /* unquoted, without `a/`; empty if added */
	str new_path; /* unquoted, without `b/`; empty if deleted */
	unsigned old_mode; /* octal value, as 0100644; 0 where not given */
	unsigned new_mode;
	unsigned similarity; /* of a rename or copy, in percent; 100 if not given */
	bool binary; /* "GIT binary patch" or "Binary files ... differ" */
	unsigned insertions; /* lines */
	unsigned deletions;
	str old_blob; /* of the index line, hexadecimal, maybe abbreviated; else empty */
	str new_blob;
	str text; /* the lines of this file, its header included */
};

struct diff {
	struct diff_file *files; /* in the order of the diff */
	unsigned n_files;
	unsigned insertions; /* of all files */
	unsigned deletions;
	bool damaged; /* a hunk ended before its counts were met, or a header made no sense */
	str text; /* from the first file's first line to the last one's end */
};

/*
 * Reads the diffs in @bytes, at most LIMIT_DIFF_FILES files of the first
 * LIMIT_MAIL_BYTES; as git-apply(1) does, it skips text before, between and
 * after them. Paths are those of its -p1, see patch/diff_path.h. False, and an
 * empty @ret_diff, where there is none. Slices point into @bytes, or @arena
 * where a path had to be unquoted.
 */
bool diff_parse(struct arena *arena, str bytes, struct diff *ret_diff);

/*
 * The path of @file that people name: the new one, or the old one of a deleted
 * file. Never empty.
 */
str diff_file_path(const struct diff_file *file);

#endif
