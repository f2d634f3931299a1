# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the tests of the command share. A test sources this file first, and is
# then in an empty folder that vanishes with it. It says nothing where all is
# well, and fails with one line that says what was expected.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
program=$(realpath "${TIDINGS:-$top/build/tidings}")
mails=$top/samples/mails

folder=$(mktemp -d)
trap 'chmod -R u+rwX "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
mkdir home
export HOME=$folder/home XDG_DATA_HOME=$folder/home/data GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
unset NO_COLOR XDG_CONFIG_HOME GIT_DIR

fail() {
	echo "$(basename "$0"): $1" >&2
	if [ -e stderr ]; then
		sed 's/^/standard error: /' stderr >&2
	fi
	exit 1
}

# make_archive NAME OPTION...: an archive of the sample mails, by scripts/make-archive.
make_archive() {
	local name=$1
	shift
	make_archive_of "$mails" "$name" "$@"
}

# make_archive_of MAILS NAME OPTION...: as make_archive, of the mails of that folder.
# They arrive a minute apart, after the last of them was sent.
make_archive_of() {
	local from=$1 name=$2
	shift 2
	"$top/scripts/make-archive" --start 1772866800 "$@" "$name" "$from"/* >log 2>&1 ||
		fail "scripts/make-archive $* failed: $(cat log)"
}

# tidings ARGUMENT...: runs the program; its output and status are judged later.
tidings() {
	called="tidings $*"
	status=0
	"$program" "$@" >stdout 2>stderr </dev/null || status=$?
}

expect_status() {
	[ "$status" = "$1" ] || fail "$called: exit status $status, not $1"
}

expect_success() {
	expect_status 0
	[ ! -s stderr ] || fail "$called: standard error is not empty"
	[ -s stdout ] || fail "$called: standard output is empty"
}

# expect_error STATUS PATTERN: one clear line that fits PATTERN, and nothing else.
expect_error() {
	expect_status "$1"
	[ ! -s stdout ] || fail "$called: standard output is not empty"
	[ "$(wc -l <stderr)" = 1 ] || fail "$called: not one line on standard error"
	grep -q '^tidings: ' stderr || fail "$called: the line does not start with 'tidings: '"
	expect_said stderr "$2"
}

# expect_usage_error PATTERN: used wrongly; more than one line is fine.
expect_usage_error() {
	expect_status 2
	[ ! -s stdout ] || fail "$called: standard output is not empty"
	expect_said stderr "$1"
}

expect_said() {
	grep -Eq -- "$2" "$1" || fail "$called: no line in $1 fits $2"
}

expect_not_said() {
	! grep -Eq -- "$2" "$1" || fail "$called: a line in $1 fits $2"
}

# The options and the commands that the help in ./stdout names, one a line.
list_options() {
	sed -n 's/^  \(-[a-z], \)*\(--[a-z-]*\).*/\2/p' stdout
	# Each command has it, and no help spends a line on it.
	echo --help
}

list_commands() {
	sed -n '/^Commands:$/,/^$/s/^  \([a-z-]*\)  .*/\1/p' stdout
}

# json EXPRESSION: of the document `update` that the last run has printed.
json() {
	/usr/bin/python3 -c '
import json, sys
update = json.load(open("stdout", encoding="utf-8"))
print(eval(sys.argv[1]))' "$1"
}

# expect_json EXPRESSION VALUE
expect_json() {
	local value
	value=$(json "$1")
	[ "$value" = "$2" ] || fail "$called: $1 is $value, not $2"
}
