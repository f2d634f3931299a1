# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the tests of status, mine, landed and repo share, beside index_lib.sh: a list of four
# works, a day between two mails.
. "$(dirname "${BASH_SOURCE[0]}")/index_lib.sh"

# post FILE ID SUBJECT AUTHOR [FIELD...]: a mail of AUTHOR to the list; its text is read.
post() {
	local file=$1 id=$2 subject=$3 author=$4
	shift 4
	mail "mails/$file" "$id@example.org" "$subject" "From: $author" \
		'To: lamps@example.net' "$@"
}

# make_lamps: the mails in ./mails, the archive in ./lamps.
make_lamps() {
	local ann='Ann Author <ann@example.org>' bob='Bob Builder <bob@example.org>'
	local kim='Kim Keeper <kim@example.org>' rita='Rita Reviewer <rita@example.org>'
	local marc='Marc Maintainer <marc@example.org>' tom='Tom Tester <tom@example.org>'

	mkdir mails
	post 01 a0 '[PATCH 0/2] lamp: Trim the wick' "$ann" "Cc: $marc" <<<'Both ends.'
	patch_text dark light |
		post 02 a1 '[PATCH 1/2] lamp: Trim one end' "$ann" 'In-Reply-To: <a0@example.org>'
	patch_text light bright |
		post 03 a2 '[PATCH 2/2] lamp: Trim the other end' "$ann" 'In-Reply-To: <a0@example.org>'
	post 04 a-rita 'Re: [PATCH 2/2] lamp: Trim the other end' "$rita" \
		'In-Reply-To: <a2@example.org>' <<'END'
On Thursday, Ann Author wrote:
> +bright();

This burns the house down. Please send a v2 that does not.
END
	post 05 a-tom 'Re: [PATCH 1/2] lamp: Trim one end' "$tom" 'In-Reply-To: <a1@example.org>' <<'END'
Reviewed-by: Tom Tester <tom@example.org>
END
	patch_text loose tight |
		post 06 b1 '[PATCH] wick: Hold it in the middle' "$bob" "Cc: $marc, $ann"
	post 07 b-rita 'Re: [PATCH] wick: Hold it in the middle' "$rita" \
		'In-Reply-To: <b1@example.org>' <<'END'
Reviewed-by: Rita Reviewer <rita@example.org>
END
	patch_text empty full | post 08 c1 '[PATCH] oil: Fill up at night' "$kim" "Cc: $ann"
	patch_text soot clear | post 09 d1 '[PATCH] shade: Clean it' "$ann" "Cc: $marc"
	post 10 d-marc 'Re: [PATCH] shade: Clean it' "$marc" 'In-Reply-To: <d1@example.org>' <<'END'
Applied to lamps/next, thanks!
END
	post 11 c-kim 'Re: [PATCH] oil: Fill up at night' "$kim" 'In-Reply-To: <c1@example.org>' <<<'Ping?'
	make_archive_of mails lamps --epoch --step 86400
}

# status ARGUMENT...: of the index $database.
status() {
	tidings --db "$database" status "$@"
}

# expect_text: standard output is what is read here.
expect_text() {
	diff -u - stdout >&2 || fail "$called: other text"
}

# expect_valid NAME: standard output is what schema/NAME-1.schema.json says.
expect_valid() {
	/usr/bin/python3 "$here/validate.py" "$1" stdout >&2 || fail "$called: not as the schema says"
}
