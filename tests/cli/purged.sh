#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A purge rewrites an archive's history: the mail's commit stays, without the mail.
. "$(dirname "$0")/lib.sh"

make_archive archive --epoch
kept=$(git -C archive rev-parse HEAD~12)
lost=$(git -C archive rev-parse HEAD~8)
first=$(git -C archive rev-parse HEAD~10:m)
second=$(git -C archive rev-parse HEAD~5:m)

# As public-inbox-purge does it: the commits since then are others now.
git -C archive fast-export --no-data --use-done-feature refs/heads/master |
	sed "s/^M 100644 $first m\$/D m/; s/^M 100644 $second m\$/D m/" |
	git -C archive fast-import --quiet --force --done
git -C archive reflog expire --expire=now --all
git -C archive gc --quiet --prune=now

tidings update --format json archive
expect_success
expect_json 'update["mails"]' 18
expect_json 'update["counts"]["unreadable"]' 0

# What came before the purge has kept its id; what came after it has not.
tidings update --format json archive "$kept.."
expect_success
expect_json 'update["mails"]' 10
tidings update archive "$lost..HEAD"
expect_error 1 "${lost:0:12}"
