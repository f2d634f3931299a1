#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A mail that a partial clone lacks is counted and named; the rest goes on.
. "$(dirname "$0")/lib.sh"

make_archive source --epoch
git -C source config uploadpack.allowFilter true
git -C source config uploadpack.allowAnySHA1InWant true
git clone -q --bare --filter=blob:none "file://$folder/source" partial 2>log

# Everything but two mails is fetched, then the source is gone.
first=$(git -C source rev-parse HEAD~19:m)
second=$(git -C source rev-parse HEAD~3:m)
git -C source rev-list --reverse HEAD | sed 's/$/:m/' |
	git -C source cat-file --batch-check='%(objectname)' | grep -v -e "$first" -e "$second" |
	git -C partial -c fetch.negotiationAlgorithm=noop fetch -q --stdin --no-tags \
		--no-write-fetch-head --filter=blob:none origin 2>log
rm -rf source

tidings update --format json partial
expect_status 0
expect_json 'update["mails"]' 20
expect_said stderr "$first|${first:0:12}"
expect_said stderr "$second|${second:0:12}"
expect_said stderr '2 mails'
expect_json 'len([series for series in update["series"] if "wick" in series["title"]])' 1
