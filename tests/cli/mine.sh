#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tidings mine: what waits for me and what is mine, and who I am.
. "$(dirname "$0")/status_lib.sh"

make_lamps
index lamps.db lamps

mine() {
	tidings --db lamps.db mine "$@"
}

mine --me ann@example.org
expect_success
expect_text <<'END'
As of 2026-03-17, the last mail that the index knows; for ann@example.org

Wait for you
TURN             STATE  EVIDENCE         REVIEWED  REV  AUTHOR       TITLE
maintainer 4 d   ready  all reviewed     1/1       v1   Bob Builder  wick: Hold it in the middle
reviewers 3 d !  new    nobody answered  0/1       v1   Kim Keeper   oil: Fill up at night

Yours
TURN        STATE          EVIDENCE                REVIEWED  REV  AUTHOR      TITLE
author 7 d  changes asked  Rita asked for changes  1/2       v1   Ann Author  lamp: Trim the wick
END
mv stdout plain

# Whoever git takes me for, without --me.
mine
expect_error 1 'user\.email'
export GIT_CONFIG_GLOBAL=$folder/gitconfig
git config --file gitconfig user.email ann@example.org
mine
expect_success
diff -u plain stdout >&2 || fail "$called: other text than with --me"
git init --quiet project
git -C project config user.email kim@example.org
cd project
tidings --db ../lamps.db mine --json
expect_success
expect_valid mine
expect_json 'update["who"]' "['kim@example.org']"
cd ..

mine --json --me 'Ann Author <ann@example.org>' --me bob@example.org
expect_success
expect_valid mine
expect_json 'update["who"]' "['ann@example.org', 'bob@example.org']"
expect_json '[series["title"] for series in update["own"]]' "['wick: Hold it in the middle', 'lamp: Trim the wick']"
mine --json --all --me ann@example.org
expect_json '[series["title"] for series in update["own"]]' "['lamp: Trim the wick', 'shade: Clean it']"
mine --json --me ann@example.org s:oil
expect_json 'update["own"]' '[]'

expect_json '[series["title"] for series in update["awaited"]]' "['oil: Fill up at night']"

mine --me nobody@example.org
expect_success
expect_said stdout '^Nothing waits for you, and nothing is yours\.$'
mine --me Ann
expect_error 2 'address.*Ann'
