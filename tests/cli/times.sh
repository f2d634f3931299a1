#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --since and --until go by arrival, for each kind of archive.
. "$(dirname "$0")/lib.sh"

# expect_mails COUNT OPTION...
expect_mails() {
	local count=$1
	shift
	tidings update --format json "$@" "$archive"
	expect_success
	expect_json 'update["mails"]' "$count"
}

# A mail each six hours from the first second of 1 March on.
arrivals=(--start 1772323200 --step 21600)
make_archive epoch --epoch "${arrivals[@]}"
make_archive inbox --v2 --epoch-size 8 "${arrivals[@]}"
make_archive v1 --v1 "${arrivals[@]}"
for archive in epoch inbox v1; do
	expect_mails 20 --since 2026-03-01
	expect_mails 12 --since 2026-03-03
	expect_mails 8 --until 2026-03-03
	expect_mails 4 --since 2026-03-03 --until 2026-03-04
	expect_mails 3 --since '2026-03-03 00:01' --until 2026-03-04T00:00:00Z
	expect_mails 5 --since 2026-03-03T01:00:00+01:00 --until @1772582401
	expect_mails 0 --since 2026-03-06
	expect_mails 20 --until now
done

# Here the mails alone know when they came.
make_archive lantern.mbox --mbox
make_archive maildir --maildir
for archive in lantern.mbox maildir; do
	expect_mails 8 --since 2026-03-05
	expect_mails 5 --until 2026-03-03
	expect_mails 4 --since 2026-03-03 --until 2026-03-04
	expect_mails 0 --since 2026-03-08
	expect_mails 20 --until now
done

for time in now today yesterday 2.weeks.ago '3 days ago' last.month last.year 1.year.ago; do
	tidings update --since 2000-01-01 --until "$time" epoch
	expect_success
done

# A range and a span of time hold together.
archive=epoch
tidings update --format json --since 2026-03-05T06:00:00Z epoch HEAD~6..HEAD~1
expect_success
expect_json 'update["mails"]' 2
