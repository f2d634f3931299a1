#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the options do to the document, and what no mail may do to it.
. "$(dirname "$0")/lib.sh"

options() {
	tidings update archive
	expect_success
	mv stdout plain
	tidings update --format text archive
	expect_success
	cmp -s plain stdout || fail 'text is not the default format'

	tidings update --output file archive
	expect_status 0
	[ ! -s stdout ] || fail "$called: standard output is not empty"
	cmp -s plain file || fail "$called: the file is not the update"

	expect_said plain 'https://lore\.kernel\.org/r/20260303010502\.88-1-misaki\.sato@example\.com'
	tidings update --link https://lists.example.org/lantern/ archive
	expect_success
	expect_said stdout 'https://lists\.example\.org/lantern/20260303010502\.88-1-misaki'
	expect_not_said stdout 'lore\.kernel\.org'

	tidings update --top 1 archive
	expect_success
	expect_said stdout 'Zoë Lindqvist <zoe@lindqvist\.example\.org>'
	[ "$(wc -l <stdout)" -lt "$(wc -l <plain)" ] || fail "$called: no list became shorter"

	echo 'Zoë of the Pier <zoe@pier.example.org> <zoe@lindqvist.example.org>' >mailmap
	tidings update --format json --mailmap mailmap archive
	expect_success
	expect_json 'update["statistics"]["contributors"][0]["name"]' 'Zoë of the Pier'
	expect_json 'update["statistics"]["contributors"][0]["address"]' 'zoe@pier.example.org'

	# An option may stand after the archive, and `--` ends the options.
	tidings update archive HEAD~3..HEAD --format json
	expect_success
	expect_json 'update["mails"]' 3
	cp -R archive ./-archive
	tidings update -- -archive
	expect_success
}

# No byte that a terminal would obey: neither C0 but tab and newline, nor DEL, nor C1.
expect_harmless() {
	! LC_ALL=C grep -naP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' "$1" >&2 ||
		fail "$called: a control character in $1"
	iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1 || fail "$called: $1 is not valid UTF-8"
}

# The mail stands there with its control characters as printf's %b takes them.
hostile_mail() {
	mkdir hostile
	printf '%b' "$(cat "$here/hostile.eml.printf")" >hostile/1.eml
	make_archive_of hostile eve --epoch
	printf 'List \033[31mof Eve\n' >eve/description
	for format in text json; do
		tidings update --format "$format" eve
		expect_success
		expect_harmless stdout
	done
	tidings update --color=always eve
	expect_success
	sed $'s/\033\\[[0-9;]*m//g' stdout >stripped
	expect_harmless stripped
	expect_not_said stdout $'\033\\[2J'
	expect_not_said stdout $'\033\\[31mof'
}

make_archive archive --epoch
options
hostile_mail

# A title of any charset, whatever the locale.
LC_ALL=C tidings update --title 'Zoë' archive
expect_success
expect_said stdout '^Zoë mailing list update'
