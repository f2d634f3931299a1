#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `tidings diff` says from the mails what git range-diff says from the commits.
. "$(dirname "$0")/lib.sh"

index=$folder/index.db
escape=$'\033'

/usr/bin/python3 "$here/made_series.py" make made >log 2>&1 || fail "made_series.py make: $(cat log)"
tidings --db "$index" index made/archive
expect_success
/usr/bin/python3 "$here/made_series.py" diff made "$program" "$index" >log 2>&1 ||
	fail "made_series.py diff: $(cat log)"
[ "$(sed 's/ pairs.*//' log)" -ge 40 ] || fail 'fewer than 40 series were compared'

# Series 3 has two revisions, series 5 has one.
tidings --db "$index" diff 2025.3.1-1-lamps@example.org
expect_success
mv stdout plain
for range in v1..v2 v1.. ..v2 .. v2; do
	tidings --db "$index" diff 2025.3.2-1-lamps@example.org "$range"
	expect_success
	cmp -s plain stdout || fail "$called: not the newest against the one before it"
done
expect_said plain '^1:  [0-9a-f]{12} [=!] [0-9]:  [0-9a-f]{12} lamp3: '
tidings --db "$index" diff --color 2025.3.1-1-lamps@example.org
expect_success
expect_said stdout "$escape\\["
sed "s/$escape\\[[0-9;]*m//g" stdout | cmp -s plain - || fail "$called: without its colours it is another one"
tidings --db "$index" diff 2025.3.1-1-lamps@example.org v2..v2
expect_success
expect_not_said stdout '^ *[-0-9]+:  [-0-9a-f]+ [!<>]'
tidings --db "$index" diff 2025.5.1-1-lamps@example.org
expect_error 1 'knows no revision of this series before v1$'
tidings --db "$index" diff 2025.3.1-1-lamps@example.org v1..v9
expect_error 1 'no revision v9 of this series; there are v1, v2$'
tidings --db "$index" diff
expect_usage_error 'no ID given'

tidings --db "$index" diff --json 2025.3.1-1-lamps@example.org
expect_success
expect_json 'update["older"]["revision"] + update["newer"]["revision"]' v1v2
expect_json 'all(pair["lines"] for pair in update["pairs"] if pair["outcome"] == "rewritten")' True
/usr/bin/python3 "$here/validate.py" diff stdout >&2 || fail "$called: not what the schema says"
