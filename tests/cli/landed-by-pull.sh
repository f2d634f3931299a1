#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# That patches landed with a pull request does not hang on the order in which mails come.
. "$(dirname "$0")/index_lib.sh"

mkdir mails
from=$top/tests/golden/90-pulled-series/mails

# come NAME...: these mails come, and the index that grew says the same as one made at once.
come() {
	local name
	for name; do
		cp "$from"/??-"$name".eml mails/
	done
	rm -rf archive once.db*
	make_archive_of mails archive --mbox
	index grown.db archive
	index once.db archive
	expect_same grown.db once.db
}

# expect_state TITLE STATE...: of the postings of that title, by arrival.
expect_state() {
	local title=$1
	shift
	ask grown.db "SELECT group_concat(state, ' ') FROM (SELECT outcome.state FROM posting
 JOIN outcome ON posting = id WHERE title = '$title' ORDER BY arrived_at)" "$*"
}

new=0 superseded=4 landed=6 partly=5

# The request comes last, and is merged later still.
come series-v1-0 series-v1-1 series-v1-2 series-v2-0 series-v2-1 series-v2-2 partly-0 partly-1 partly-2
expect_state 'Trim the wick' $superseded $new
come request
expect_state 'Trim the wick' $superseded $new
come merged
expect_state 'Trim the wick' $superseded $landed
expect_state 'Fill the glass' $partly
tidings --db grown.db index --check
expect_success

# The request comes first, the patch that it has as a mail later.
come request-by-mail-0 merged-by-mail sent-again-by-mail
expect_state 'oil: Pour it slowly' $new
come request-by-mail-1
expect_state 'oil: Pour it slowly' $landed

# What the request said goes with it.
rm mails/*-request.eml
come
expect_state 'Trim the wick' $superseded $new
expect_state 'Fill the glass' $new
