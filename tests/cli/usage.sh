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

tidings update --format pdf archive
expect_usage_error 'pdf.*text.*classic.*json'
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

# Options take their values as git's do.
make_archive values
tidings update -fjson values
expect_success
expect_json 'update["mails"]' 20
tidings update --title -h values
expect_success
expect_said stdout '^-h mailing list update'
tidings update --top 010 values
expect_success
expect_said stdout '^Top 10 contributors'
for top in 0 x -1 0x3 99999999999; do
	tidings update --top "$top" values
	expect_usage_error '--top'
done
tidings help --help
expect_success
tidings help update extra
expect_usage_error extra
