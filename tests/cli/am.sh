#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `tidings am` gives git am what the authors had committed, with the trailers of reviewers.
. "$(dirname "$0")/lib.sh"

index=$folder/index.db

# Two hundred series of a repository, sent in all ways; each is applied and compared.
/usr/bin/python3 "$here/made_series.py" make made >log 2>&1 || fail "made_series.py make: $(cat log)"
tidings --db "$index" index made/archive
expect_success
/usr/bin/python3 "$here/made_series.py" am made "$program" "$index" >log 2>&1 ||
	fail "made_series.py am: $(cat log)"
[ "$(sed 's/ series.*//' log)" -ge 200 ] || fail 'fewer than 200 series were applied'

# send NAME SUBJECT PARENT TEXT: a mail in ./mails; without TEXT a patch of a file of its own, or
# of $file. It is $from's, or else Ann's.
send() {
	{
		printf 'From: %s\nDate: Fri, 6 Mar 2026 10:00:00 +0000\n' "${from:-Ann Author <ann@example.org>}"
		printf 'Subject: %s\nMessage-ID: <%s@example.org>\n' "$2" "$1"
		[ -z "$3" ] || printf 'In-Reply-To: <%s@example.org>\n' "$3"
		if [ -n "$4" ]; then
			printf '\n%s\n' "$4"
		else
			printf '\nIt is dark.\n\nSigned-off-by: Ann Author <ann@example.org>\n---\n'
			printf ' %s.txt | 1 +\n 1 file changed, 1 insertion(+)\n\n' "${file:-$1}"
			printf 'diff --git a/%s.txt b/%s.txt\nnew file mode 100644\n' "${file:-$1}" "${file:-$1}"
			printf 'index 0000000..1269488\n--- /dev/null\n+++ b/%s.txt\n' "${file:-$1}"
			printf '@@ -0,0 +1 @@\n+light of %s\n-- \n2.39.5\n' "${file:-$1}"
		fi
	} >"mails/$1.eml"
}

mkdir mails
send a0 '[PATCH 0/3] lamp: light the shed' '' 'All of it.'
send a1 '[PATCH 1/3] lamp: light the door' a0 ''
send a2 '[PATCH 2/3] lamp: light the floor' a0 'A patch that lost its diff.'
send b0 '[PATCH v2 0/3] lamp: light the shed' '' 'All of it, again.'
send b1 '[PATCH v2 1/3] lamp: light the door' b0 ''
send b2 '[PATCH v2 2/3] lamp: light the floor' b0 ''
send b3 '[PATCH v2 3/3] lamp: light the roof' b0 ''
send b4 'Re: [PATCH v2 1/3] lamp: light the door' b1 'Nacked-by: Ann Author <ann@example.org>'
send b5 'Re: [PATCH v2 0/3] lamp: light the shed' b0 'Reviewed-by: Ann Author <ANN@example.org> # shed'
make_archive_of mails archive --epoch
rm "$index"*
tidings --db "$index" index archive
expect_success

# Any mail of the work gives the newest revision, but for who asks for another one.
tidings --db "$index" am a1@example.org
expect_status 0
expect_said stderr '^tidings: 1/3: not added: Nacked-by: Ann Author <ann@example.org>$'
expect_said stderr '^tidings: taking v2 of the series, the newest, not the v1 that was named; see --exact$'
[ "$(wc -l <stderr)" = 2 ] || fail "$called: more than two notes"
[ "$(grep -c '^Subject: \[PATCH v2 [123]/3\] lamp' stdout)" = 3 ] || fail "$called: not the patches of v2"
[ "$(grep -c '^Reviewed-by: Ann Author <ANN@example.org> # shed$' stdout)" = 3 ] ||
	fail "$called: what was given to the cover is not on all patches"
expect_not_said stdout '^Nacked-by'
expect_not_said stdout 'All of it'
mv stdout newest
tidings --db "$index" am --output file 'lamp: light the shed'
expect_status 0
cmp -s newest file || fail "$called: not what standard output gets"
tidings --db "$index" am --exact a1@example.org
expect_status 0
mv stdout exact
mv stderr notes
expect_said exact '^Subject: \[PATCH 1/3\] lamp: light the door$'
[ "$(grep -c '^Subject: ' exact)" = 1 ] || fail 'not the one patch that came whole'
expect_said notes '^tidings: 2/3: left out: it has no diff$'
expect_said notes '^tidings: 3/3: missing: the index does not know it$'
for revision in -v1 '-v v1' --revision=v1; do
	# shellcheck disable=SC2086
	tidings --db "$index" am $revision b0@example.org
	expect_status 0
	cmp -s exact stdout || fail "$called: not v1"
done
tidings --db "$index" am --strict --exact a1@example.org
expect_status 1
[ ! -s stdout ] || fail "$called: writes an incomplete series"
expect_said stderr 'lamp: light the shed: the series is not complete$'
tidings --db "$index" am --revision v7 a1@example.org
expect_error 1 'no revision v7 of this series; there are v1, v2$'
tidings --db "$index" am nothing@example.org
expect_error 1 'nothing@example.org: the index knows no such mail, commit or title$'
tidings --db "$index" am
expect_usage_error 'no ID given'

tidings --db "$index" am --json --exact a1@example.org
expect_status 0
expect_json 'update["complete"]' False
expect_json '[patch["index"] for patch in update["patches"]]' '[1]'
expect_json 'len(update["notes"])' 2
/usr/bin/python3 "$here/validate.py" am stdout >&2 || fail "$called: not what the schema says"
tidings --db "$index" am --json b0@example.org
expect_status 0
expect_json 'update["patches"][2]["trailers_added"][0]["message_id"]' b5@example.org
/usr/bin/python3 "$here/validate.py" am stdout >&2 || fail "$called: not what the schema says"

# Trailers of all kinds, of whom they name, and to which revision they were given.
rm -r mails archive
mkdir mails
bea='Bea Builder <bea@example.org>'
cid='Cid Carter <cid@example.org>'
dora='Dora Day <dora@example.org>'
robot='Robot <robot@example.org>'
file=yard send a1 '[PATCH 1/2] lamp: light the yard' '' ''
file=gate send a2 '[PATCH 2/2] lamp: light the gate' a1 ''
from=$bea send a3 'Re: [PATCH 1/2] lamp: light the yard' a1 "Reviewed-by: $bea"
from=$bea send a4 'Re: [PATCH 2/2] lamp: light the gate' a2 "Reviewed-by: $bea"
from=$cid send a5 'Re: [PATCH 1/2] lamp: light the yard' a1 "Nacked-by: $cid"
from=$bea send a6 'Re: [PATCH 1/2] lamp: light the yard' a1 "Suggested-by: $bea"
send b0 '[PATCH v2 0/2] lamp: light the house' a1 'The gate is another one.'
file=yard send b1 '[PATCH v2 1/2] lamp: light the yard' b0 ''
file=hall send b2 '[PATCH v2 2/2] lamp: light the gate' b0 ''
from=$cid send b3 'Re: [PATCH v2 1/2] lamp: light the yard' b1 "I saw that in the dark.

Reported-by: Cid Carter
<cid@example.org>
Acked-by: $dora # roof
Fixes: 0123456789ab (\"lamp: turn off
the light\")
Signed-off-by: $cid"
from=$cid send b4 'Re: [PATCH v2 0/2] lamp: light the house' b0 "Tested-by: $dora"
from=$robot send b5 'Re: [PATCH v2 2/2] lamp: light the gate' b2 "If you fix the issue, kindly add following tag
Reported-by: $robot"
from=$bea send b6 'Re: [PATCH v2 2/2] lamp: light the gate' b2 "Like this?

Signed-off-by: $bea
diff --git a/hall.txt b/hall.txt"
from=$cid send b7 'Re: [PATCH v2 1/2] lamp: light the yard' b1 "Fixes: ba9876543210 (\"lamp: break it\")"
from=$bea send b8 'Re: [PATCH v2 1/2] lamp: light the yard' b1 "Fixes: 0123456789abcdef (\"lamp: turn off the light\")"
make_archive_of mails archive --epoch
rm "$index"*
tidings --db "$index" index archive
expect_success
tidings --db "$index" am b0@example.org
expect_status 0
[ "$(grep -- '-by: .*example.org\|^Fixes' stdout)" = "Signed-off-by: Ann Author <ann@example.org>
Reviewed-by: $bea
Reported-by: $cid
Fixes: 0123456789ab (\"lamp: turn off the light\")
Signed-off-by: Ann Author <ann@example.org>" ] || fail "$called: not these trailers, in this order"
mv stderr notes
[ "$(wc -l <notes)" = 5 ] || fail "$called: not five notes"
expect_said notes "^tidings: 1/2: Reviewed-by: $bea: given to v1, whose change is the same$"
expect_said notes "^tidings: 1/2: not added: Acked-by: $dora # roof: sent by $cid$"
expect_said notes "^tidings: 1/2: not added: Signed-off-by: $cid: not the author's$"
expect_said notes '^tidings: 1/2: not added: Fixes: ba9876543210 ."lamp: break it".: the message has another$'
expect_said notes "^tidings: 0/2: not added: Tested-by: $dora: sent by $cid$"
tidings --db "$index" am --exact a1@example.org
expect_status 0
expect_said stdout "^Reviewed-by: $bea$"
expect_not_said stdout '^Reported-by'
expect_said stderr "^tidings: 1/2: not added: Nacked-by: $cid$"
tidings --db "$index" am --json b0@example.org
expect_status 0
expect_json '[one["message_id"][:2] for one in update["patches"][0]["trailers_added"]]' "['a3', 'b3', 'b3']"
expect_json 'len(update["notes"])' 5
