#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/golden/run.sh PROGRAM CASE: runs one case; README.md says what a case is.
# tests/golden/run.sh --update [PROGRAM] CASE: rewrites what the case expects,
# for people, who then read the difference.
set -euo pipefail

formats=(text classic json show works)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)

fail() {
	echo "$(basename "$case"): $1" >&2
	exit 1
}

# Makes the archive of the case in the present folder.
make_archive() {
	local kind=()
	[ ! -e "$case/archive" ] || read -r -a kind <"$case/archive"
	"$top/scripts/make-archive" "${kind[@]}" archive "$case"/mails/* >make-archive.log 2>&1 ||
		fail "scripts/make-archive failed: $(cat make-archive.log)"
}

# tidings_in VARIABLE=VALUE... -- ARGUMENT...: runs the program in these surroundings.
tidings_in() {
	local surroundings=()
	while [ "$1" != -- ]; do
		surroundings+=("$1")
		shift
	done
	shift
	env -u NO_COLOR -u XDG_DATA_HOME "${surroundings[@]}" "$program" "$@"
}

# update_once FORMAT VARIABLE=VALUE...
update_once() {
	local format=$1 arguments=()
	shift
	# The line is read as a shell does, so that it may hold quotes.
	[ ! -e "$case/args" ] || eval "arguments=($(cat "$case/args"))"
	tidings_in "$@" -- update --format "$format" archive "${arguments[@]}"
}

# ask_once COMMAND FILE VARIABLE=VALUE...: asks a new index once for each line of FILE.
ask_once() {
	local command=$1 file=$2 line arguments=()
	shift 2
	rm -f index.db*
	tidings_in "$@" -- --db index.db index archive >index.log || return
	while IFS= read -r line || [ -n "$line" ]; do
		eval "arguments=($line)"
		printf '$ tidings %s\n' "$command${line:+ $line}"
		tidings_in "$@" -- --db index.db "$command" --no-pager "${arguments[@]}" || return
		echo
	done <"$file"
}

# run_once FORMAT NAME VARIABLE=VALUE...: leaves NAME.stdout, NAME.stderr and NAME.status.
run_once() {
	local format=$1 name=$2 status=0
	shift 2
	case $format in
	show) ask_once show "$case/show" "$@" ;;
	works) ask_once status "$case/works" "$@" ;;
	*) update_once "$format" "$@" ;;
	esac >"$name.stdout" 2>"$name.stderr" || status=$?
	echo "$status" >"$name.status"
}

# Runs in two unlike surroundings, which must not show in a single byte.
run_format() {
	mkdir -p home-one home-two
	run_once "$1" "$1" HOME="$PWD/home-one" LC_ALL=C TZ=UTC
	run_once "$1" "$1.again" HOME="$PWD/home-two" LOCPATH="${TURKISH_LOCALES-}" \
		LC_ALL=tr_TR.UTF-8 TZ=Pacific/Auckland
	local kind
	for kind in stdout stderr status; do
		diff -u "$1.$kind" "$1.again.$kind" ||
			fail "$1: another locale, time zone and home give another $kind"
	done
}

compare() {
	diff -u "$case/expected.$1" "$2" || fail "expected.$1 differs"
}

check_case() {
	local format expected=0 status=0
	[ ! -e "$case/status" ] || status=$(cat "$case/status")
	for format in "${formats[@]}"; do
		[ -e "$case/expected.$format" ] || continue
		run_format "$format"
		[ "$(cat "$format.status")" = "$status" ] ||
			fail "$format: exit status $(cat "$format.status"), not $status: $(cat "$format.stderr")"
		compare "$format" "$format.stdout"
		expected=$((expected + 1))
	done
	[ ! -e "$case/expected.json" ] || /usr/bin/python3 "$here/validate.py" json.stdout
	if [ -e "$case/expected.stderr" ]; then
		run_format text
		[ "$(cat text.status)" = "$status" ] || fail "exit status $(cat text.status), not $status"
		compare stderr text.stderr
		expected=$((expected + 1))
	fi
	[ "$expected" -gt 0 ] || fail "the case expects nothing"
}

update_case() {
	local format found=0
	for format in show works; do
		[ ! -e "$case/$format" ] || touch "$case/expected.$format"
	done
	for format in "${formats[@]}"; do
		[ -e "$case/expected.$format" ] || continue
		run_format "$format"
		cp "$format.stdout" "$case/expected.$format"
		found=1
	done
	if [ -e "$case/expected.stderr" ]; then
		run_format text
		cp text.stderr "$case/expected.stderr"
		found=1
	fi
	if [ "$found" = 0 ]; then
		touch "$case/expected.text" "$case/expected.json"
		update_case
	fi
}

work=check_case
if [ "${1-}" = --update ]; then
	work=update_case
	shift
	[ $# != 1 ] || set -- "$top/build/tidings" "$1"
fi
if [ $# != 2 ]; then
	echo "usage: tests/golden/run.sh [--update] PROGRAM CASE" >&2
	exit 2
fi
program=$(realpath "$1")
case=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
ln -s "$case" case
make_archive
"$work"
