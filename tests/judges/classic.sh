#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: tests/judges/classic.sh PROGRAM
#
# The classic format gives both documents byte for byte, after their first two
# lines, which name other commits.
# shellcheck source=tests/judges/lib.sh
. "$(dirname "$0")/lib.sh"
program=$1

need seeds/000.txt seeds/003.txt archives/seed-000.bundle archives/seed-003.bundle

judge() {
	unpack "seed-$1"
	"$program" update --format classic --title KVM "$work/seed-$1.git" "$2" >"$work/$1.txt"
	[ "$(head -n 2 "$work/$1.txt" | tail -n 1)" = "KVM mailing list update from ${2%..*} to ${2#*..}" ]
	cmp <(tail -n +3 "$work/$1.txt") <(tail -n +3 "$shared/seeds/$1.txt")
}

judge 000 490b5b549..84259ce08
judge 003 d6e30240e..b819f1783
