#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Who uses the command wrongly is told so, with exit status 2.
. "$(dirname "$0")/lib.sh"

make_archive archive --epoch

tidings
expect_usage_error 'tidings help'
tidings updaet archive
expect_usage_error 'updaet'
tidings --colour update archive
expect_usage_error '--colour'
tidings help updaet
expect_usage_error 'updaet'

tidings update
expect_usage_error 'ARCHIVE'
tidings update archive HEAD~1..HEAD surplus
expect_usage_error 'surplus'
tidings update --colour archive
expect_usage_error '--colour'
tidings update --title
expect_usage_error '--title'

tidings update --format html archive
expect_usage_error 'html.*text.*classic.*json'
tidings update --color=sometimes archive
expect_usage_error 'sometimes.*auto.*always.*never'
tidings update --mbox-quoting x archive
expect_usage_error 'mbox-quoting'
for number in x -1 1x 99999999999999999999 ''; do
	tidings update --top "$number" archive
	expect_usage_error '--top'
done
for option in --since --until; do
	for time in x 2025-13-01 2025-02-30 tomorrowish ''; do
		tidings update "$option" "$time" archive
		expect_usage_error "$option"
	done
done
