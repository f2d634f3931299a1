#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: tests/judges/public-inbox.sh PROGRAM
#
# Inboxes that public-inbox itself makes, of both versions, are read: the same
# mails, and one less after public-inbox-learn(1) took it out.
# shellcheck source=tests/judges/lib.sh
. "$(dirname "$0")/lib.sh"
program=$1

command -v public-inbox-mda >/dev/null || {
	echo "skipped: there is no public-inbox"
	exit 77
}
export HOME=$work PI_CONFIG=$work/config GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

# mail VERSION FILE: the mail as sent to the list of that version.
mail() {
	sed "s/lantern@lists.example.org/list$1@example.org/" "$2"
}

counts() {
	"$program" update --format json "$work/$1" |
		/usr/bin/python3 -c 'import json, sys; print(json.load(sys.stdin)["mails"])'
}

judge() {
	local version=$1 name file
	name=list$version
	public-inbox-init -V"$version" "$name" "$work/$name" "https://lists.example.org/$name" \
		"$name@example.org" >/dev/null 2>&1
	git config -f "$PI_CONFIG" publicinboxmda.spamcheck none
	for file in "$top"/samples/mails/*.eml; do
		mail "$version" "$file" | ORIGINAL_RECIPIENT=$name@example.org \
			public-inbox-mda --no-precheck
	done
	[ "$(counts "$name")" = "$(find "$top/samples/mails" -name '*.eml' | wc -l)" ]
	mail "$version" "$top/samples/mails/04-cold-starts.eml" | public-inbox-learn rm >/dev/null 2>&1
	[ "$(counts "$name")" = "$(find "$top/samples/mails" -name '*.eml' ! -name '04-*' | wc -l)" ]
}

judge 1
judge 2
