#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `tidings show` shows a series with its revisions and replies, from whatever list has its mails.
. "$(dirname "$0")/lib.sh"

index=$folder/index.db
escape=$'\033'

# send NAME SUBJECT PARENT AUTHOR TEXT: a mail in ./mails, from AUTHOR@example.org.
send() {
	mkdir -p mails
	{
		printf 'From: %s Author <%s@example.org>\nDate: Fri, 6 Mar 2026 10:00:00 +0000\n' "${4^}" "$4"
		printf 'Subject: %s\nMessage-ID: <%s@example.org>\n' "$2" "$1"
		[ -z "$3" ] || printf 'In-Reply-To: <%s@example.org>\n' "$3"
		printf '\n%s\n' "$5"
	} >"mails/$1.eml"
}

# change FILE: the text of a patch.
change() {
	printf 'It is dark.\n\nSigned-off-by: Ann Author <ann@example.org>\n---\n'
	printf 'diff --git a/%s b/%s\nindex 1111111..2222222 100644\n--- a/%s\n+++ b/%s\n' "$1" "$1" "$1" "$1"
	printf '@@ -1 +1 @@\n-dark\n+light\n'
}

send a0 '[PATCH 0/2] lamp: light the shed' '' ann 'All of it.'
send a1 '[PATCH 1/2] lamp: light the door' a0 ann "$(change door)"
send a2 '[PATCH 2/2] lamp: light the floor' a0 ann "$(change floor)"
send b0 '[PATCH v2 0/2] lamp: light the shed' '' ann 'All of it, again.'
send b1 '[PATCH v2 1/2] lamp: light the door' b0 ann "$(change door)"
send b2 '[PATCH v2 2/2] lamp: light the floor' b0 ann "$(change floor)"
send c1 'Re: [PATCH v2 2/2] lamp: light the floor' b2 bob 'On Friday, Ann Author
<ann@example.org> wrote:
> +light

Hi Ann,

It is too bright'$'\e''[31m.

Reviewed-by: Bob Author <bob@example.org> # at night'
send c2 'Re: [PATCH v2 2/2] lamp: light the floor' c1 ann '> It is too bright.
Then close your eyes.'
send c3 'Sunglasses (was: lamp: light the floor)' c2 kim 'I sell some.'
send d1 '[PATCH] bench: sand it' '' ann "$(change bench)"
make_archive_of mails whole --epoch --description 'lamps mailing list'
rm mails/b1.eml mails/c3.eml
make_archive_of mails half --epoch
for list in whole half; do
	tidings --db "$index" index "$list"
	expect_success
done

tidings --db "$index" show b0@example.org
expect_success
mv stdout shown
expect_said shown '^Revised: lamp: light the shed$'
expect_said shown '^\[PATCH v2 0/2\] lamp: light the shed$'
expect_said shown '^Previous: v1 of .*, 2 of 2 patches.*same title and person.* %\)'
expect_said shown '^All of it, again\.$'
expect_said shown '^  2/2  lamp: light the floor +1 file, \+1 -1$'
expect_said shown ': 2 patches$'
expect_said shown '/half: 1 patch, without 1/2$'
sed -n '/^Replies$/,$p' shown >tree
cat >expected <<'TREE'
Replies
2/2 lamp: light the floor
  Bob Author, 2026-03-06 10:00: It is too bright<1B>[31m.
    Reviewed-by: Bob Author <bob@example.org> # at night
    Ann Author, 2026-03-06 10:00: Then close your eyes.
      Kim Author, 2026-03-06 10:00: [Sunglasses (was: lamp: light the floor)] I sell some.
TREE
diff -u expected tree >&2 || fail 'other replies than were sent'

# All names of a mail, and of what answers it, are names of the series.
commit=$(git -C whole log --reverse --format=%h --abbrev=12 | sed -n 6p)
for id in '<b0@example.org>' b2@example.org c3@example.org "$commit" 'light the SHED' '[PATCH 0/2] lamp: light the shed' \
	https://lore.kernel.org/r/b1@example.org/ https://lore.kernel.org/lamps/b1%40example.org/T/#t; do
	tidings --db "$index" show "$id"
	expect_success
	cmp -s shown stdout || fail "$called: not the series"
done
tidings --db "$index" show light the shed
cmp -s shown stdout || fail "$called: not the series"
tidings --db "$index" show a1@example.org
expect_success
expect_said stdout '^\[PATCH 0/2\] lamp: light the shed$'
expect_said stdout 'v2 of '
expect_not_said stdout 'too bright'
tidings --db "$index" show nothing@example.org
expect_error 1 'the index knows no such mail, commit or title$'
tidings --db "$index" show t
expect_error 1 'fits several series: .*lamp: light the shed.*bench: sand it|fits several series: .*bench: sand it.*lamp: light the shed'
tidings --db "$index" show
expect_usage_error 'no ID given'

tidings --db "$index" show --patches b0@example.org
expect_success
expect_not_said shown '^\+light$'
[ "$(grep -c '^+light$' stdout)" = 2 ] || fail "$called: not the diffs of both patches"
mv stdout patches
tidings --db "$index" show --color -p b0@example.org
expect_success
expect_said stdout "$escape\\[32m\\+light"
sed "s/$escape\\[[0-9;]*m//g" stdout | cmp -s patches - || fail "$called: without its colours it is another one"

tidings --db "$index" show --json b0@example.org
expect_success
expect_json '[(reply["answers"], reply["depth"]) for reply in update["replies"]]' '[(2, 0), (2, 1), (2, 2)]'
expect_json '[list["missing"] for list in update["lists"]]' '[[], [1]]'
expect_json 'update["diffs"]' None
/usr/bin/python3 "$here/validate.py" show stdout >&2 || fail "$called: not what the schema says"
tidings --db "$index" show --json --patches b0@example.org
expect_success
expect_json '[diff.count("+light") for diff in update["diffs"]]' '[1, 1]'
/usr/bin/python3 "$here/validate.py" show stdout >&2 || fail "$called: not what the schema says"

# An archive that is gone takes with it what no other one has.
mv whole gone
tidings --db "$index" show --json b0@example.org
expect_status 0
expect_json 'update["lost"]' "['b1@example.org', 'c3@example.org']"
expect_said stderr 'cannot read the archive .*/whole: '
tidings --db "$index" am b0@example.org
expect_status 0
expect_said stderr '^tidings: 1/2: left out: no archive has it any more$'
expect_said stdout '^Subject: \[PATCH v2 2/2\] lamp: light the floor$'
