#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
usage() {
	cat <<'END'
usage: tests/judges/patches.sh ARCHIVE.git [N]

Holds the patch ids and the counts of lines of each mail, or of the last N, of
an epoch of a public-inbox against those of git patch-id --stable and of
git apply --numstat. Prints each difference, and a summary; exit status 1 if
there is one. What git refuses to read is counted, and not compared.

COMPARE_PATCH names the program compare-patch; build/tests/judges/compare-patch
without it. PATCHES names a folder that keeps git's answers for the next call.
END
}

set -eu
export LC_ALL=C

case ${1-} in
--help)
	usage
	exit 0
	;;
'' | -*)
	usage >&2
	exit 2
	;;
esac

archive=$(cd "$1" && pwd)
count=${2-0}
tool=${COMPARE_PATCH-build/tests/judges/compare-patch}
tool=$(cd "$(dirname "$tool")" && pwd)/$(basename "$tool")

if [ -n "${PATCHES-}" ]; then
	mkdir -p "$PATCHES"
	folder=$(cd "$PATCHES" && pwd)
else
	folder=$(mktemp -d)
	trap 'rm -rf "$folder"' EXIT
fi
cd "$folder"
# git must not take the folder for a part of a repository around it.
GIT_CEILING_DIRECTORIES=$(dirname "$folder")
export GIT_CEILING_DIRECTORIES

# Each mail's patch, in a file named as its commit.
extract() {
	mkdir -p patches
	git -C "$archive" rev-list ${1:+-n "$1"} HEAD >commits
	xargs -P 2 -n 200 sh -c '
		archive=$1
		scratch=$(mktemp -d)
		shift
		for commit; do
			git -C "$archive" cat-file blob "$commit:m" >"$scratch/mail" 2>/dev/null || continue
			git mailinfo "$scratch/message" "$scratch/patch" \
				<"$scratch/mail" >/dev/null 2>&1 || continue
			[ -s "$scratch/patch" ] && mv "$scratch/patch" "patches/$commit"
		done
		rm -r "$scratch"
	' sh "$archive" <commits
}

# One process reads them all: a line with a commit parts them. It gives an id
# to the commit it saw last, which a message may name as well.
judge_ids() {
	for file in patches/*; do
		echo "${file##*/}"
		cat "$file"
		echo
	done | git patch-id --stable | awk '{ if (!seen[$2]++) print "id\t" $2 "\t" $1 }' |
		sort >found
	ls patches | awk '
		BEGIN { while ((getline line < "found") > 0) { split(line, f, "\t"); id[f[2]] = line } }
		{ if ($1 in id) print id[$1]; else print $1 >"alone" }
	' >git-ids
	[ -e alone ] || return 0
	while read -r name; do
		id=$(git patch-id --stable <"patches/$name" | sed -n '1s/ .*//p')
		printf 'id\t%s\t%s\n' "$name" "${id:-none}"
	done <alone >>git-ids
}

judge_counts() {
	(cd patches && grep -lE '^(diff --git |\+\+\+ )' -r . || true) | sed 's,^\./,,' |
		sort >with-diff
	xargs -P 2 -n 100 sh -c '
		scratch=$(mktemp -d)
		for name; do
			if git apply --numstat -z "patches/$name" >"$scratch/counts" 2>"$scratch/error"
			then
				tr "\0" "\n" <"$scratch/counts" |
					sed "s/^/file	$name	/"
			else
				printf "refused\t%s\t%s\n" "$name" "$(head -n 1 "$scratch/error")"
			fi
		done >"counts.$$"
		rm -r "$scratch"
	' sh <with-diff
	cat counts.* >git-counts
	rm counts.*
}

if ! [ -e git-counts ]; then
	extract "${count#0}"
	judge_ids
	judge_counts
fi

"$tool" patches >ours
grep '^refused' git-counts | cut -f 2 | sort >refused || true
grep '^file' git-counts | cut -f 2 | sort -u | sort - refused >judged
awk -F '\t' 'BEGIN { while ((getline name < "refused") > 0) skip[name] = 1 }
	/^id/ || (/^file/ && !($2 in skip))' ours | sort >ours.sorted
(cat git-ids && grep '^file' git-counts) | sort >git.sorted
grep '^damaged' ours | cut -f 2 | sort >damaged || true

differences=0
diff git.sorted ours.sorted >differences || differences=$(grep -c '^[<>]' differences)
grep '^[<>]' differences | sed 's/^</git /; s/^>/ours/' || true
cat <<END
patches: $(ls patches | wc -l), with an id: $(grep -vc 'none$' git-ids), with a diff: $(wc -l <judged)
refused by git: $(wc -l <refused), of these not damaged for us: $(comm -23 refused damaged | wc -l)
damaged for us, but not refused: $(comm -13 refused damaged | wc -l)
differences: $differences
END
[ "$differences" -eq 0 ]
