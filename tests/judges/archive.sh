#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: tests/judges/archive.sh ARCHIVE-DUMP
#
# A v2 epoch is read as git reads it: the same commits in the same order, the
# same bytes. TIDINGS_JUDGE_ARCHIVE names another repository to judge by.
# shellcheck source=tests/judges/lib.sh
. "$(dirname "$0")/lib.sh"
dump=$1
judged_repository

# Commits whose mail was deleted later, or that are deletions, are none of a selection.
git -C "$repository" rev-list --reverse --first-parent HEAD >"$work/all"
sed 's/$/:d/' "$work/all" | git -C "$repository" cat-file --batch-check |
	grep -c ' blob ' >"$work/deletions" || true
if [ "$(cat "$work/deletions")" -ne 0 ]; then
	echo "$repository has deletions: choose another" >&2
	exit 77
fi

"$dump" commits "$repository" >"$work/ours"
cmp "$work/all" "$work/ours"

sed 's/$/:m/' "$work/all" | git -C "$repository" cat-file --batch='%(objectsize)' |
	cksum >"$work/git-mails"
"$dump" mails "$repository" | cksum >"$work/our-mails"
cmp "$work/git-mails" "$work/our-mails"
echo "$(wc -l <"$work/all") mails are the same"
