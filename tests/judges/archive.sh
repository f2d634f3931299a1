#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Judges the reading of a v2 epoch by git: the same commits in the same order,
# the same bytes. usage: archive.sh ARCHIVE_DUMP; the repository is named by
# TIDINGS_JUDGE_ARCHIVE, and without it there is nothing to judge (77: skipped).

set -eu

dump=$1
repository=${TIDINGS_JUDGE_ARCHIVE:-}
[ -n "$repository" ] || exit 77

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Commits whose mail was deleted later, or that are deletions, are none of a selection.
git -C "$repository" rev-list --reverse --first-parent HEAD >"$scratch/all"
sed 's/$/:d/' "$scratch/all" | git -C "$repository" cat-file --batch-check |
	grep -c ' blob ' >"$scratch/deletions" || true
if [ "$(cat "$scratch/deletions")" -ne 0 ]; then
	echo "$repository has deletions: choose another" >&2
	exit 77
fi

"$dump" commits "$repository" >"$scratch/ours"
cmp "$scratch/all" "$scratch/ours"

sed 's/$/:m/' "$scratch/all" | git -C "$repository" cat-file --batch='%(objectsize)' |
	cksum >"$scratch/git-mails"
"$dump" mails "$repository" | cksum >"$scratch/our-mails"
cmp "$scratch/git-mails" "$scratch/our-mails"
echo "$(wc -l <"$scratch/all") mails are the same"
