#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same range gives the same bytes: whoever asks, where, and how often.
. "$(dirname "$0")/lib.sh"

make_archive archive --epoch
mkdir elsewhere
git config --file elsewhere/.gitconfig core.quotePath false
git config --file elsewhere/.gitconfig core.abbrev 40

for format in text classic json; do
	tidings update --format "$format" archive HEAD~15..
	expect_success
	mv stdout expected
	tidings update --format "$format" archive HEAD~15..
	expect_success
	cmp expected stdout || fail "$called: the second run gives other bytes"

	env -i PATH="$PATH" ASAN_OPTIONS="${ASAN_OPTIONS-}" LSAN_OPTIONS="${LSAN_OPTIONS-}" \
		LOCPATH="${TURKISH_LOCALES-}" \
		LC_ALL=tr_TR.UTF-8 LANGUAGE=tr TZ=Pacific/Auckland HOME="$folder/elsewhere" USER=nobody \
		COLUMNS=40 LINES=10 TERM=xterm \
		"$program" update --format "$format" archive HEAD~15.. >stdout
	cmp expected stdout || fail "$format: other surroundings give other bytes"

	# A hash table's order, or an address, would show under another layout of memory.
	MALLOC_PERTURB_=170 G_SLICE=always-malloc \
		setarch -R "$program" update --format "$format" archive HEAD~15.. >stdout 2>log ||
		"$program" update --format "$format" archive HEAD~15.. >stdout
	cmp expected stdout || fail "$format: another layout of memory gives other bytes"

	# Packed or loose, and by another way to the archive, it is the same archive.
	git -C archive gc -q
	(cd elsewhere && "$program" update --format "$format" ../archive HEAD~15..) >stdout
	sed 's|\.\./archive|archive|' stdout | cmp expected - || fail "$format: a repacked archive gives other bytes"
done
