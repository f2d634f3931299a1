#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: tests/judges/objects.sh DUMP-OBJECTS
#
# Every object of a pack is read as git reads it, in the order of the pack.
# TIDINGS_JUDGE_ARCHIVE names another repository of one pack to judge by.
# shellcheck source=tests/judges/lib.sh
. "$(dirname "$0")/lib.sh"
dump=$1
judged_repository

objects=$(git -C "$repository" rev-parse --path-format=absolute --git-path objects)
"$dump" "$objects" >"$work/ours"
git -C "$repository" cat-file --batch-all-objects --unordered --batch >"$work/git's"
cmp "$work/git's" "$work/ours"
echo "$(git -C "$repository" count-objects -v | sed -n 's/^in-pack: //p') objects are the same"
