#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tidings collisions: open series that touch the same places, and which of them goes in first.
. "$(dirname "$0")/status_lib.sh"

make_lamps
{
	echo 'Hang it higher.'
	echo
	echo 'Depends-on: <b1@example.org>'
	echo ---
	printf 'diff --git a/hook.c b/hook.c\nindex 1111111..2222222 100644\n--- a/hook.c\n+++ b/hook.c\n'
	printf '@@ -1 +1 @@\n-low\n+high\n'
	printf 'diff --git a/lamp.c b/lamp.c\nindex 1111111..3333333 100644\n--- a/lamp.c\n+++ b/lamp.c\n'
	printf '@@ -100 +103 @@\n-low\n+high\n'
} | post 12 e1 '[PATCH] hook: Hang it higher' 'Kim Keeper <kim@example.org>'
rm -rf lamps
make_archive_of mails lamps --epoch --step 86400
index lamps.db lamps
collisions() {
	tidings --db lamps.db collisions "$@"
}

collisions
expect_success
expect_text <<'END'
ready  v1  Bob Builder  wick: Hold it in the middle
new    v1  Kim Keeper   oil: Fill up at night
    same line 2 of lamp.c

changes asked  v1  Ann Author  lamp: Trim the wick
new            v1  Kim Keeper  oil: Fill up at night
    same line 2 of lamp.c

changes asked  v1  Ann Author   lamp: Trim the wick
ready          v1  Bob Builder  wick: Hold it in the middle
    same line 2 of lamp.c

new  v1  Kim Keeper  oil: Fill up at night
new  v1  Kim Keeper  hook: Hang it higher
    both change lamp.c

ready  v1  Bob Builder  wick: Hold it in the middle
new    v1  Kim Keeper   hook: Hang it higher
    both change lamp.c
    the first goes in before the second: Depends-on: <b1@example.org>

changes asked  v1  Ann Author  lamp: Trim the wick
new            v1  Kim Keeper  hook: Hang it higher
    both change lamp.c
END

# What landed collides with nothing, unless it is asked for.
expect_not_said stdout 'shade'
collisions --verbose d1@example.org
expect_success
expect_said stdout '^landed +v1  Ann Author +shade: Clean it$'
expect_said stdout '^    d1@example\.org$'

collisions --json -n 1 e1@example.org
expect_success
expect_valid collisions
expect_json 'update["message_id"]' e1@example.org
expect_json 'len(update["collisions"])' 1
expect_json 'update["more"]' True
collisions --json shade
expect_success
expect_valid collisions
expect_json 'update["message_id"]' d1@example.org
expect_json 'sorted(series["title"].split(":")[0] for series in update["series"])' "['hook', 'lamp', 'oil', 'shade', 'wick']"
expect_json '[file["lines"] for pair in update["collisions"] for file in pair["files"]]' \
	"[{'begin': 2, 'end': 3}, {'begin': 2, 'end': 3}, {'begin': 2, 'end': 3}, None]"
collisions --json
expect_valid collisions
expect_json '[(update["series"][order["earlier"]]["message_id"], order["reason"]) for pair in update["collisions"] for order in pair["orders"]]' \
	"[('b1@example.org', 'depends-on')]"

collisions nobody@example.org
expect_error 1 'nobody@example\.org'
collisions --limit none
expect_error 2 'limit'
