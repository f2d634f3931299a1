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
	tidings update --since 2026-03-06 "$archive"
	expect_error 1 "$archive.*time"
	expect_mails 20 --until 2026-03-09
done

# Here the mails alone know when they came.
make_archive lantern.mbox --mbox
make_archive maildir --maildir
for archive in lantern.mbox maildir; do
	expect_mails 8 --since 2026-03-05
	expect_mails 5 --until 2026-03-03
	expect_mails 4 --since 2026-03-03 --until 2026-03-04
	tidings update --since 2026-03-08 "$archive"
	expect_error 1 "$archive.*time"
	expect_mails 20 --until 2026-03-09
done

# Where now is noon of 5 March.
export SOURCE_DATE_EPOCH=1772712000
archive=epoch
expect_mails 18 --until now
expect_mails 4 --since today
expect_mails 8 --since yesterday
expect_mails 10 --since 2.days.ago
expect_mails 3 --since '6 hours ago'
expect_mails 20 --since last.week
expect_mails 20 --since 1.month.ago
expect_mails 20 --since last.year

# A range and a span of time hold together.
tidings update --format json --since 2026-03-05T06:00:00Z epoch HEAD~6..HEAD~1
expect_success
expect_json 'update["mails"]' 2
