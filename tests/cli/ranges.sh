#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A range is what git takes for its ends, also across the epochs of an inbox.
. "$(dirname "$0")/lib.sh"

# expect_mails COUNT RANGE...: what the update of $archive counts.
expect_mails() {
	local count=$1
	shift
	tidings update --format json "$archive" "$@"
	expect_success
	expect_json 'update["mails"]' "$count"
}

# expect_ends FROM TO: the commits that the document names.
expect_ends() {
	expect_json 'update["from"] or ""' "$1"
	expect_json 'update["to"]' "$2"
}

one_epoch() {
	local ids
	archive=archive
	make_archive archive --epoch
	mapfile -t ids < <(git -C archive rev-list --reverse HEAD)
	[ "${#ids[@]}" = 20 ] || fail "the archive has ${#ids[@]} commits, not 20"

	expect_mails 20
	expect_ends '' "${ids[19]}"
	expect_mails 5 "${ids[4]}..${ids[9]}"
	expect_ends "${ids[4]}" "${ids[9]}"
	expect_mails 5 "${ids[4]:0:9}..${ids[9]:0:12}"
	expect_ends "${ids[4]}" "${ids[9]}"
	expect_mails 15 "${ids[4]}.."
	expect_ends "${ids[4]}" "${ids[19]}"
	expect_mails 10 "..${ids[9]}"
	expect_ends '' "${ids[9]}"
	expect_mails 3 'HEAD~3..HEAD'
	expect_mails 3 'HEAD~3..'
	expect_mails 1 'HEAD^..HEAD'
	expect_mails 2 'HEAD~5..HEAD~3'

	git -C archive tag thursday "${ids[11]}"
	git -C archive -c user.name=Nobody -c user.email=nobody@example.org \
		tag -a -m 'Annotated.' saturday "${ids[19]}"
	expect_mails 8 'thursday..saturday'
	expect_ends "${ids[11]}" "${ids[19]}"
	expect_mails 7 'thursday..refs/heads/master~1'
}

# Epochs of 8, 8 and 4 mails.
many_epochs() {
	local old new
	archive=inbox
	make_archive inbox --v2 --epoch-size 8
	[ -d inbox/git/2.git ] || fail 'the inbox has no third epoch'
	old=$(git -C inbox/git/0.git rev-parse 'HEAD~2')
	new=$(git -C inbox/git/2.git rev-parse 'HEAD~1')

	expect_mails 20
	expect_mails 13 "$old..$new"
	expect_ends "$old" "$new"
	expect_mails 13 "${old:0:10}..${new:0:10}"
	expect_mails 14 "$old.."
	expect_mails 6 "..$old"
	expect_mails 10 'HEAD~10..HEAD'
	expect_mails 3 'HEAD~17..HEAD~14'
	tidings update inbox "$new..$old"
	expect_error 1 "${new:0:10}"
	tidings update inbox 'HEAD~20..HEAD'
	expect_error 1 'HEAD~20'
}

one_epoch
many_epochs
