#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The program explains itself, on standard output and with status 0.
. "$(dirname "$0")/lib.sh"

tidings --version
expect_success
expect_said stdout '^tidings [0-9]+\.[0-9]+\.[0-9]+$'

tidings --help
expect_success
expect_said stdout 'tidings update '
expect_said stdout 'tidings help '
mv stdout general
tidings help
expect_success
cmp -s general stdout || fail 'tidings help and tidings --help differ'

tidings update --help
expect_success
expect_said stdout '^Examples:$'
for option in since until title top mailmap format link mbox-quoting color no-color output \
	progress no-progress; do
	expect_said stdout "--$option\b"
done
for word in text classic json FROM..TO ARCHIVE; do
	expect_said stdout "$word"
done
mv stdout update
tidings help update
expect_success
cmp -s update stdout || fail 'tidings help update and tidings update --help differ'

[ "$(awk '{ if (length($0) > longest) longest = length($0) } END { print longest }' update)" -le 80 ] ||
	fail 'tidings update --help has a line of more than 80 columns'
