#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tidings status: open works by urgency, what their state rests on, as text and as JSON.
. "$(dirname "$0")/status_lib.sh"

tidings status
expect_error 1 'there is no index'

make_lamps
index lamps.db lamps
database=lamps.db

status
expect_success
expect_text <<'END'
As of 2026-03-17, the last mail that the index knows

TURN             STATE          EVIDENCE                REVIEWED  REV  AUTHOR       TITLE
maintainer 4 d   ready          all reviewed            1/1       v1   Bob Builder  wick: Hold it in the middle
reviewers 3 d !  new            nobody answered         0/1       v1   Kim Keeper   oil: Fill up at night
author 7 d       changes asked  Rita asked for changes  1/2       v1   Ann Author   lamp: Trim the wick
END
mv stdout plain

# All that it rests on, and who looked at it.
status --verbose f:ann
expect_success
expect_text <<'END'
As of 2026-03-17, the last mail that the index knows

TURN        STATE          REVIEWED  REV  AUTHOR      TITLE
author 7 d  changes asked  1/2       v1   Ann Author  lamp: Trim the wick
    a0@example.org
    changes asked for by Rita Reviewer on 2026-03-10 <a-rita@example.org>
    answered by Rita Reviewer on 2026-03-10 <a-rita@example.org>
    an unanswered comment by Rita Reviewer on 2026-03-10 <a-rita@example.org>
    1 of 2 patches reviewed by Tom Tester on 2026-03-11 <a-tom@example.org>
    looked at by Rita Reviewer (commented), Tom Tester (reviewed)
END

# Those that are over, too.
status --all --limit 9 s:shade
expect_success
expect_said stdout '^- +landed +Marc applied it +0/1 +v1 +Ann Author +shade: Clean it$'
tidings --db lamps.db status s:shade
expect_status 0
[ ! -s stdout ] || fail "$called: a work that landed is shown as open"

status --limit 1 --json
expect_success
expect_valid status
expect_json 'update["more"]' True
expect_json 'update["as_of"]' 2026-03-17T07:00:00Z
expect_json 'update["series"][0]["title"]' 'wick: Hold it in the middle'
expect_json 'update["series"][0]["outcome"]["state"]' ready
expect_json 'update["series"][0]["outcome"]["turn"]' maintainer
expect_json 'update["series"][0]["outcome"]["turn_days"]' 4
expect_json 'update["series"][0]["outcome"]["reasons"][0]["rule"]' reviewed
expect_json 'update["series"][0]["outcome"]["reasons"][0]["message_id"]' b-rita@example.org
expect_json 'update["series"][0]["outcome"]["reviewers"][0]["reviewed"]' True
status --json s:lamp
expect_valid status
expect_json 'update["query"]' s:lamp
expect_json 'update["series"][0]["outcome"]["patches_reviewed"]' 1
expect_json 'update["series"][0]["outcome"]["reasons"][0]["person"]["address"]' rita@example.org
status --json --all
expect_valid status
expect_json 'len(update["series"])' 4

# The day on which it is asked is all the same.
SOURCE_DATE_EPOCH=1900000000 status
diff -u plain stdout >&2 || fail "$called: another day, other bytes"

status --color=always s:wick
expect_said stdout $'\033\\[32mready'
status --limit 0
expect_error 2 'limit'
status 'f:('
expect_error 2 'parenthesis'
