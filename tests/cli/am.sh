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

# send NAME SUBJECT PARENT TEXT: a mail in ./mails; a patch of a file of its own without TEXT.
send() {
	{
		printf 'From: Ann Author <ann@example.org>\nDate: Fri, 6 Mar 2026 10:00:00 +0000\n'
		printf 'Subject: %s\nMessage-ID: <%s@example.org>\n' "$2" "$1"
		[ -z "$3" ] || printf 'In-Reply-To: <%s@example.org>\n' "$3"
		if [ -n "$4" ]; then
			printf '\n%s\n' "$4"
		else
			printf '\nIt is dark.\n\nSigned-off-by: Ann Author <ann@example.org>\n---\n'
			printf ' %s.txt | 1 +\n 1 file changed, 1 insertion(+)\n\n' "$1"
			printf 'diff --git a/%s.txt b/%s.txt\nnew file mode 100644\n' "$1" "$1"
			printf 'index 0000000..1269488\n--- /dev/null\n+++ b/%s.txt\n' "$1"
			printf '@@ -0,0 +1 @@\n+light of %s\n-- \n2.39.5\n' "$1"
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
