# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the tests of formats share, above tests/cli/lib.sh: what formats there are, the
# archives, and how a judge is asked.
. "$(dirname "${BASH_SOURCE[0]}")/../cli/lib.sh"
pages=$top/tests/pages

# has_format NAME: whether the help of update names it.
has_format() {
	list_formats | grep -Fqx "$1"
}

list_formats() {
	"$program" update --help | sed -n '/^Formats:$/,/^$/s/^  \([a-z]*\)  .*/\1/p'
}

has_command() {
	"$program" --help | sed -n '/^Commands:$/,/^$/s/^  \([a-z-]*\)  .*/\1/p' | grep -Fqx "$1"
}

# Ten a day: of the pages of days the judges read some, and a page of them all takes minutes.
# The hostile mails in ./hostile, their archive, and the attacks in ./words.
make_hostile_archive() {
	"$pages/hostile_mails.py" hostile words
	"$top/scripts/make-archive" --epoch --description 'Quill' --start 1772600000 --step 8640 eve hostile/* >log 2>&1 ||
		fail "scripts/make-archive failed: $(cat log)"
}

# render FORMAT ARCHIVE FILE OPTION...: an update in that format.
render() {
	local format=$1 archive=$2 file=$3
	shift 3
	[ "$format" != mail ] || set -- --from 'Tidings <tidings@example.org>' --to team@example.org "$@"
	tidings update --format "$format" "$@" "$archive"
	expect_success
	mv stdout "$file"
}

# judge NAME ARGUMENT...: asks a judge, and shows what it says where it is not content.
judge() {
	local name=$1
	shift
	rm -f stderr
	"$pages/$name" "$@" >verdict 2>&1 || fail "$name $*: $(cat verdict)"
}
