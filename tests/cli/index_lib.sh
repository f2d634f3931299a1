# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the tests of the index share, beside lib.sh.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# index DATABASE ARGUMENT...: which must go well.
index() {
	local database=$1
	shift
	tidings --db "$database" index "$@"
	expect_success
}

# ask DATABASE SQL [VALUE]: the rows, a line each, columns parted by a bar; VALUE if given.
ask() {
	local rows
	rows=$(/usr/bin/python3 -c '
import sqlite3, sys
for row in sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(sys.argv[2]):
    print("|".join(map(str, row)))' "$1" "$2")
	if [ $# = 2 ]; then
		printf '%s\n' "$rows"
	else
		[ "$rows" = "$3" ] || fail "$1: $2 gives '$rows', not '$3'"
	fi
}

expect_same() {
	"$here/compare_index.py" "$@" >differs 2>&1 ||
		fail "after '$called' $1 and $2 differ: $(head -n 4 differs)"
}

# mail FILE ID SUBJECT [FIELD...]: writes one; its text is read from standard input.
mail() {
	local file=$1 id=$2 subject=$3 field
	shift 3
	{
		[[ " $*" == *' From: '* ]] || echo 'From: Ann Author <ann@example.org>'
		for field; do echo "$field"; done
		[ -z "$id" ] || echo "Message-ID: <$id>"
		echo "Subject: $subject"
		[[ " $*" == *' Date: '* ]] || echo 'Date: Thu, 05 Mar 2026 12:00:00 +0000'
		echo
		cat
	} >"$file"
}

# patch_text OLD NEW: what a mail with a patch says.
patch_text() {
	printf 'Burn %s.\n\nSigned-off-by: Ann Author <ann@example.org>\n---\n' "$2"
	printf ' lamp.c | 5 ++++-\n 1 file changed, 4 insertions(+), 1 deletion(-)\n\n'
	printf 'diff --git a/lamp.c b/lamp.c\nindex %s..%s 100644\n' \
		"$(printf %s "$1" | sha1sum | cut -c1-12)" "$(printf %s "$2" | sha1sum | cut -c1-12)"
	printf -- '--- a/lamp.c\n+++ b/lamp.c\n@@ -1,3 +1,6 @@\n lamp();\n-%s();\n+trim();\n+fill();\n' "$1"
	printf -- '+light();\n+%s();\n rest();\n-- \n2.43.0\n' "$2"
}

# Deletes the mail of a commit from an epoch, as public-inbox does.
delete_mail() {
	local blob
	blob=$(git -C "$1" rev-parse "$2:m")
	printf 'commit refs/heads/master\ncommitter L <l@example.org> 1872866800 +0000\n%s' \
		"$(printf 'data 1\nd\nfrom refs/heads/master^0\nD m\nM 100644 %s d\n' "$blob")" |
		git -C "$1" fast-import --quiet
}

# make_first N MAILS NAME: an epoch of the first N mails of the folder MAILS; of more it is
# the same archive, grown.
make_first() {
	local n=$1 from=$2 name=$3 files
	files=("$from"/*)
	rm -rf "$name"
	"$top/scripts/make-archive" --start 1772866800 --epoch "$name" "${files[@]:0:$n}" >log 2>&1 ||
		fail "scripts/make-archive failed: $(cat log)"
}
