#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tidings search: what a query finds, as text and as JSON.
. "$(dirname "$0")/lib.sh"

# The present of relative times.
export SOURCE_DATE_EPOCH=1772900000

# found QUERY...: the Message-IDs, without what all of one sender have, on one line.
found() {
	tidings search --json "$@"
	expect_success
	/usr/bin/python3 -c '
import json
document = json.load(open("stdout", encoding="utf-8"))
print(*(mail["message_id"].split("@")[0].removesuffix("-zoe") for mail in document["results"]))'
}

# expect_found EXPECTED QUERY...
expect_found() {
	local expected=$1 ids
	shift
	ids=$(found "$@")
	[ "$ids" = "$expected" ] || fail "search $*: found '$ids', not '$expected'"
}

expect_valid() {
	/usr/bin/python3 "$here/validate.py" search stdout >&2 || fail "$called: not as the schema says"
}

# Who only asks makes no index.
tidings search wick
expect_error 1 "there is no index .*index.db'; make it with 'tidings index ARCHIVE'"
[ ! -e "$XDG_DATA_HOME/tidings" ] || fail "$called: it made an index"
tidings --db '' search wick
expect_usage_error 'path of the index is empty'

make_archive archive --epoch
tidings index archive
expect_success

# Words, fields, phrases.
v1=20260302081100.1 v2=20260305092700.7
expect_found "$v2-1 $v1-1" 's:trim s:putting is:cover'
expect_found "$v2-3 $v1-3" 's:"trim while" -f:priya'
expect_found "$v2-1 $v1-1" '"without putting the flame" is:cover'
expect_found '' '"putting without"'
expect_found "Zad4Kq82 CAF-noflash-21" f:priya f:natarajan v2 OR f:tomasz s:v2 is:reply
expect_found 'Zac1Pull99' is:pull
expect_found '20260304-preheat-v1-3-5e1f0a7c 20260304-preheat-v1-1-5e1f0a7c 20260304-preheat-v1-0-5e1f0a7c' is:rfc
expect_found "$v2-3 $v2-2" "m:$v2-2-zoe@lindqvist.example.org" OR "m:<$v2-3*>"
expect_found "$v1-3 $v1-2 $v1-1" is:superseded
expect_found 'Zad4Kq82' 'age:<1d'
expect_found "$v1-1" 'd:..2026-03-02 is:cover'

# The newest first, and no more than asked for.
expect_found 'Zad4Kq82 Zac1Pull99' -n 2
expect_found 'Zad4Kq82' --limit=1
[ "$(json 'update["more"]')" = True ] || fail 'more results are not told of'

# One argument or several are the same.
found s:wick is:cover >several
found 's:wick is:cover' >one
cmp -s one several || fail 'a query in several arguments is another one'

# Text.
tidings search is:cover
expect_success
cat >expected <<'END'
2026-03-05  Zoë Lindqvist  cover v2 0/3   wick: Trim the wick without putting the flame out
2026-03-04  Emeka Obi      rfc cover 0/3  lantern: dimmer: Preheat cold oil
2026-03-02  Zoë Lindqvist  cover 0/2      wick: Trim the wick without putting the flame out
END
diff -u expected stdout >&2 || fail "$called: other text"
tidings search --verbose is:pull
expect_success
printf '%s\n' '2026-03-06  Priya Natarajan  pull  Lantern fixes for 1.4-rc3' \
	'    Zac1Pull99@priya.example.net' | diff -u - stdout >&2 || fail "$called: other text"
tidings search --color=always -v is:pull
expect_said stdout $'\033\\[33mZac1Pull99@priya.example.net\033\\[m'

# JSON.
tidings search --json
expect_success
expect_valid
expect_json 'len(update["results"])' 20
tidings search --json "m:$v2-3*"
expect_success
expect_valid
expect_json 'update["query"]' "m:$v2-3*"
expect_json 'update["more"]' False
expect_json 'update["results"][0]["series"]["message_id"]' "$v2-1-zoe@lindqvist.example.org"
expect_json 'update["results"][0]["series"]["latest"]' True
expect_json 'update["results"][0]["series"]["state"]' revised
expect_json 'update["results"][0]["places"][0]["archive"]' "$(realpath archive)"
expect_json 'len(update["results"][0]["places"][0]["commit"])' 40
tidings search --json nowhere
expect_success
expect_valid
expect_json 'update["results"]' '[]'

# Nothing found is no failure; a wrong query is named.
tidings search nowhere
expect_status 0
[ ! -s stdout ] || fail "$called: found something"
tidings search '"not closed'
expect_error 2 'column 1'
tidings search is:big
expect_error 2 'is: takes'
tidings search -n 0 wick
expect_error 2 'limit'
tidings search --no-such-option
expect_usage_error 'no-such-option'

# A mail on two lists is one, and has two places; a phrase is read from the one that is left.
make_archive copy --mbox
tidings index "$(realpath copy)"
expect_success
expect_found "$v2-1 $v1-1" '"without putting the flame" is:cover'
tidings search --json is:pull
expect_json 'len(update["results"])' 1
expect_json 'sorted(bool(place["commit"]) for place in update["results"][0]["places"])' '[False, True]'
mv archive gone
tidings search --json '"without putting the flame" is:cover'
expect_status 0
expect_json 'len(update["results"])' 2
mv copy gone-too
tidings search '"without putting the flame" is:cover'
expect_status 0
[ ! -s stdout ] || fail "$called: found a phrase in what is gone"
expect_said stderr '^tidings: cannot open the archive .*/archive: '
expect_said stderr '^tidings: cannot open the archive .*/copy: '
tidings search is:cover
expect_success

# The manual has each prefix and each state, and the help the options.
sed -n 's/.*\.name = "\([a-z]*:\)".*/\1/p' "$top/src/search/query_prefix.c" | sort >has
sed -n 's/^\.It Cm \([a-z]*:\)$/\1/p' "$top/doc/tidings-search.1" | sort >describes
diff -u has describes >&2 || fail 'tidings-search(1) has other prefixes'
sed -n 's/.*\.name = "\([a-z]*\)".*/\1/p' "$top/src/search/query_prefix.c" | sort >has
sed -n 's/^\.It Cm is:\([a-z][a-z]*\)$/\1/p' "$top/doc/tidings-search.1" | sort >describes
diff -u has describes >&2 || fail 'tidings-search(1) has other states'
for command in search series; do
	tidings $command --help
	expect_success
	list_options | sort -u >has
	grep '^\.It ' "$top/doc/tidings-$command.1" | grep -o 'Fl Fl [a-z-]*' |
		sed 's/Fl Fl /--/' | sort -u >describes
	diff -u has describes >&2 || fail "tidings-$command(1) has other options"
	[ "$(awk '{ if (length($0) > longest) longest = length($0) } END { print longest }' stdout)" -le 80 ] ||
		fail "$called: a line of more than 80 columns"
done
