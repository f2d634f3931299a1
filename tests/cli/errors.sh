#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What stops the work is one clear line that says what and where, and status 1.
. "$(dirname "$0")/lib.sh"

no_archive() {
	tidings update missing
	expect_error 1 'missing'
	mkdir empty
	tidings update empty
	expect_error 1 'empty'
	echo 'a text that is no mail' >text
	tidings update text
	expect_error 1 'text'
	: >nothing
	tidings update nothing
	expect_error 1 'nothing'
}

bad_range() {
	tidings update archive nosuchref..HEAD
	expect_error 1 'nosuchref'
	tidings update archive HEAD..0123456789abcdef0123456789abcdef01234567
	expect_error 1 '0123456789abcdef'
	tidings update archive HEAD~100..HEAD
	expect_error 1 'HEAD~100'
	tidings update archive HEAD..HEAD
	expect_error 1 'HEAD\.\.HEAD'
	tidings update archive HEAD..HEAD~3
	expect_error 1 'HEAD\.\.HEAD~3'
	tidings update archive HEAD
	expect_error 2 'FROM\.\.TO'

	make_archive lantern.mbox --mbox
	tidings update lantern.mbox HEAD~1..HEAD
	expect_error 1 'lantern\.mbox'
}

bad_file() {
	tidings update --mailmap missing archive
	expect_error 1 'missing'
	tidings update --output missing/file archive
	expect_error 1 'missing/file'
	echo before >kept
	tidings update --output kept archive nosuchref..
	expect_error 1 'nosuchref'
	[ "$(cat kept)" = before ] || fail 'a run that failed has touched the output file'
}

corrupt_pack() {
	local pack
	cp -R archive corrupt
	git -C corrupt repack -adq
	pack=$(find corrupt -name '*.pack')
	chmod u+w "$pack"
	dd if=/dev/zero of="$pack" bs=64 seek=8 count=80 conv=notrunc status=none
	tidings update corrupt
	expect_error 1 'corrupt'
	truncate -s 100 "$pack"
	tidings update corrupt
	expect_error 1 'corrupt'
}

corrupt_gzip() {
	gzip -k lantern.mbox
	truncate -s -100 lantern.mbox.gz
	tidings update lantern.mbox.gz
	expect_error 1 'lantern\.mbox\.gz'
}

# Root may read everything, so the program runs as somebody else then.
unreadable_file() {
	local someone=()
	make_archive closed.mbox --mbox
	chmod 000 closed.mbox
	if [ "$(id -u)" = 0 ]; then
		someone=(setpriv --reuid 65534 --regid 65534 --clear-groups)
		chmod 755 .
		"${someone[@]}" test -x "$program" 2>/dev/null || return 0
	fi
	called='tidings update closed.mbox' status=0
	"${someone[@]}" "$program" update closed.mbox >stdout 2>stderr || status=$?
	expect_error 1 'closed\.mbox'
}

full_disk() {
	local format
	for format in text classic json; do
		called="tidings update --format $format archive >/dev/full" status=0
		: >stdout
		"$program" update --format "$format" archive >/dev/full 2>stderr || status=$?
		expect_error 1 'No space left'
	done
	tidings update --output /dev/full archive
	expect_error 1 '/dev/full.*No space left'
	called='tidings --help >/dev/full' status=0
	"$program" --help >/dev/full 2>stderr || status=$?
	expect_status 1
}

# The reader is gone before the program writes its first byte.
closed_pipe() {
	(
		sleep 0.3
		"$program" update archive 2>stderr || true
	) | true
	[ ! -s stderr ] || fail 'tidings update archive | true: standard error is not empty'
	"$program" update archive 2>stderr | head -n 1 >stdout
	[ ! -s stderr ] || fail 'tidings update archive | head: standard error is not empty'
	[ -s stdout ] || fail 'tidings update archive | head: no line came'
}

# A name may hold what a terminal would obey.
hostile_name() {
	tidings update $'no\033[31mthing\nelse'
	expect_error 1 'thing'
	expect_not_said stderr $'\033'
}

make_archive archive --epoch
no_archive
bad_range
bad_file
corrupt_pack
corrupt_gzip
unreadable_file
full_disk
closed_pipe
hostile_name
