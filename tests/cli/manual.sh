#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The manual pages describe the options that the program has, no more and no less.
. "$(dirname "$0")/lib.sh"

tidings --help
expect_success
list_commands | grep -vx help >commands
while read -r command; do
	tidings "$command" --help
	expect_success
	list_options | sort -u >has
	grep '^\.It ' "$top/doc/tidings-$command.1" | grep -o 'Fl Fl [a-z-]*' | sed 's/Fl Fl /--/' |
		sort -u >describes
	diff -u has describes >&2 ||
		fail "tidings-$command(1) and tidings $command --help name different options"
done <commands

tidings --help
expect_success
list_commands | sort -u >has
sed -n 's/^\.It Ic \([a-z-]*\).*/\1/p' "$top/doc/tidings.1" | sort -u >describes
diff -u has describes >&2 || fail 'tidings(1) and tidings --help name different commands'

# The keys of the configuration: lists within lists are of the words that a key takes.
tidings config --keys --json
expect_success
json '"\n".join("%s %s" % (section["section"], key["key"]) for section in update["sections"] for key in section["keys"])' |
	sort >has
awk '/^\.S[hs] / { section = $1 == ".Ss" && $2 ~ /^\[/ ? $2 : ""; gsub(/[][]/, "", section) }
	/^\.Bl / { depth++ }
	/^\.El/ { depth-- }
	/^\.It Cm / && section && depth == 1 { print section, $3 }' "$top/doc/tidings-config.5" | sort >describes
diff -u has describes >&2 || fail 'tidings-config(5) and tidings config --keys name different keys'
