#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: tests/judges/mails.sh PROGRAM COMPARE-MAIL
#
# The mail room and GMime read the same in every mail of a real list.
# shellcheck source=tests/judges/lib.sh
. "$(dirname "$0")/lib.sh"
compare_mail=$2

need archives/kvmarm.bundle
unpack kvmarm
git -C "$work/kvmarm.git" rev-list HEAD | sed 's/$/:m/' |
	git -C "$work/kvmarm.git" cat-file --batch | "$compare_mail"
