#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Colour and progress are for a terminal, or for who asks for them.
. "$(dirname "$0")/lib.sh"

escape=$'\033'

# on_terminal VARIABLE=VALUE... -- ARGUMENT...: runs the program on a terminal of its own.
on_terminal() {
	local surroundings=()
	while [ "$1" != -- ]; do
		surroundings+=("$1")
		shift
	done
	shift
	called="on a terminal: ${surroundings[*]} tidings $*"
	env TERM=xterm "${surroundings[@]}" script -qec "$(printf '%q ' "$program" "$@")" /dev/null \
		>stdout 2>stderr </dev/null || fail "$called: failed"
}

make_archive archive --epoch

tidings update archive
expect_success
expect_not_said stdout "$escape"
mv stdout plain
for option in --no-color --color=never --color=auto --no-progress; do
	tidings update "$option" archive
	expect_success
	cmp -s plain stdout || fail "$called: not the plain update"
done
for option in --color --color=always; do
	tidings update "$option" archive
	expect_success
	expect_said stdout "$escape\\["
	sed "s/$escape\\[[0-9;]*m//g" stdout | cmp -s plain - ||
		fail "$called: without its colours it is not the plain update"
done
NO_COLOR=1 tidings update archive
expect_success
cmp -s plain stdout || fail 'NO_COLOR=1: not the plain update'
for format in json classic; do
	tidings update --color=always --format "$format" archive
	expect_success
	expect_not_said stdout "$escape"
done
tidings update --color=auto --output file archive
expect_status 0
cmp -s plain file || fail 'what --output writes is not the plain update'

tidings update --progress archive
expect_status 0
[ -s stderr ] || fail "$called: shows no progress"
cmp -s plain stdout || fail "$called: not the plain update"

on_terminal -- update archive
expect_said stdout "$escape\\["
on_terminal NO_COLOR=1 -- update --no-progress archive
expect_not_said stdout "$escape"
on_terminal NO_COLOR= -- update --no-progress archive
expect_said stdout "$escape\\["
on_terminal TERM=dumb -- update --no-progress archive
expect_not_said stdout "$escape"
