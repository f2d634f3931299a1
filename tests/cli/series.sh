#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tidings series: which series a query finds, as text and as JSON; and the pager.
. "$(dirname "$0")/lib.sh"

expect_valid() {
	/usr/bin/python3 "$here/validate.py" series stdout >&2 || fail "$called: not as the schema says"
}

# expect_titles LINES QUERY...: revision and title of each.
expect_titles() {
	local expected=$1
	shift
	tidings series --json "$@"
	expect_success
	expect_valid
	/usr/bin/python3 -c '
import json
document = json.load(open("stdout", encoding="utf-8"))
for series in document["series"]:
    print(series["revision_text"], series["title"])' >titles
	printf '%s' "$expected" | diff -u - titles >&2 || fail "$called: other series"
}

tidings series
expect_error 1 "there is no index"

make_archive archive --epoch
tidings index archive
expect_success

tidings series
expect_success
cat >expected <<'END'
DATE        REV     PATCHES  STATE    REPLIES  AUTHOR           TITLE
2026-03-06  v1      pull     new      -        Priya Natarajan  Lantern fixes for 1.4-rc3
2026-03-06  v1      1        new      -        Lucía Prado      glow: Wait up to five seconds for the flame
2026-03-05  v2      3        revised  2 by 2   Zoë Lindqvist    wick: Trim the wick without putting the flame out
2026-03-04  RFC v1  2/3      new      -        Emeka Obi        lantern: dimmer: Preheat cold oil
2026-03-03  v1      1        new      2 by 2   佐藤 美咲        oil: Fix the level after a refill
END
diff -u expected stdout >&2 || fail "$called: other text"
mv stdout plain

tidings series --all --verbose s:wick
expect_success
cat >expected <<'END'
DATE        REV  PATCHES  STATE       REPLIES  AUTHOR         TITLE
2026-03-05  v2   3        revised     2 by 2   Zoë Lindqvist  wick: Trim the wick without putting the flame out
    20260305092700.7-1-zoe@lindqvist.example.org
    after 20260302081100.1-1-zoe@lindqvist.example.org: names it as an older revision, same title and person, 2 patches in common (99 %)
2026-03-02  v1   2        superseded  1 by 1   Zoë Lindqvist  wick: Trim the wick without putting the flame out
    20260302081100.1-1-zoe@lindqvist.example.org
END
diff -u expected stdout >&2 || fail "$called: other text"

# A term holds of a series by any of its mails, a state of the series.
wick='wick: Trim the wick without putting the flame out'
expect_titles "v2 $wick"$'\n' '"while the flame burns"'
expect_titles "v2 $wick"$'\n' s:split s:doc
expect_titles "v1 $wick"$'\n' is:superseded
expect_titles "v2 $wick"$'\nv1 oil: Fix the level after a refill\n' is:answered
expect_titles 'v1 lantern: dimmer: Preheat cold oil'$'\n' is:incomplete
expect_titles "v2 $wick"$'\n' 'n:>2'
expect_titles '' is:reply
expect_titles 'v1 Lantern fixes for 1.4-rc3'$'\n' -n1
expect_json 'update["more"]' True

tidings series --json s:wick
expect_success
expect_json 'update["series"][0]["topic"]["revisions"]' 2
expect_json 'update["series"][0]["link"]["older"]' 20260302081100.1-1-zoe@lindqvist.example.org
expect_json 'update["series"][0]["link"]["sureness"]' 99
expect_json '"named" in update["series"][0]["link"]["reasons"]' True
expect_json 'update["series"][0]["missing"]' 0
tidings series --json is:incomplete
expect_json 'update["series"][0]["prefixes"]' "['RFC']"
expect_json '[update["series"][0][key] for key in ("total", "patches", "missing")]' '[3, 2, 1]'
expect_json 'update["series"][0]["link"]' None
expect_json 'update["series"][0]["replied"]' None

tidings series 'f:('
expect_error 2 'parenthesis'
tidings series --limit many
expect_error 2 'limit'

# on_terminal VARIABLE=VALUE... -- ARGUMENT...: runs the program on a terminal of 200 columns.
on_terminal() {
	local surroundings=()
	while [ "$1" != -- ]; do
		surroundings+=("$1")
		shift
	done
	shift
	called="on a terminal: ${surroundings[*]} tidings $*"
	env TERM=xterm "${surroundings[@]}" script -qec \
		"stty cols 200 2>/dev/null; $(printf '%q ' "$program" "$@")" /dev/null \
		>stdout 2>stderr </dev/null || fail "$called: failed"
	tr -d '\r' <stdout >shown
}

unset PAGER TIDINGS_PAGER LESS
# shellcheck disable=SC2016 # it is the pager's shell that expands it
on_terminal TIDINGS_PAGER='sed s/^/paged:/; echo LESS=$LESS' -- series --no-color
expect_said shown '^paged:DATE '
expect_said shown '^LESS=FRX$'
sed -n 's/^paged://p' shown | diff -u plain - >&2 || fail "$called: the pager got other bytes"
# shellcheck disable=SC2016
on_terminal PAGER='sed s/^/paged:/' LESS=x TIDINGS_PAGER='echo LESS=$LESS; cat' -- series
expect_said shown '^LESS=x$'
expect_not_said shown '^paged:'
on_terminal PAGER='sed s/^/paged:/' -- series
expect_said shown '^paged:'
expect_said shown $'\033\\[1mDATE'
for pager in cat '' no-such-pager; do
	on_terminal PAGER="$pager" -- series --no-color
	grep -v no-such-pager shown | diff -u plain - >&2 || fail "$called: not the plain text"
done
on_terminal PAGER='sed s/^/paged:/' -- series --no-pager --no-color
diff -u plain shown >&2 || fail "$called: not the plain text"
# One that was left early is no error, and no pager is started where there is no terminal.
on_terminal PAGER='head -n 1' -- series --no-color
on_terminal PAGER='true' -- series --no-color
PAGER='sed s/^/paged:/' tidings series
diff -u plain stdout >&2 || fail "$called: paged without a terminal"
