#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each format that the help names, of the sample mails and of hostile ones, is what its
# standard says. What needs a browser is judged by pages.sh.
. "$(dirname "$0")/pages_lib.sh"

# The classic format is for programs, byte for byte: only a terminal is kept from obeying it.
render_on_terminal() {
	local command
	command=$(printf '%q ' "$program" update --format "$1" --no-progress --no-color eve)
	env TERM=dumb script -qec "stty -opost; $command" "$2" >/dev/null </dev/null ||
		fail "$command fails on a terminal"
	# The first and the last line are those of script.
	sed -i '1d;$d' "$2"
}

judge_format() {
	render "$1" archive "sample.$1"
	render "$1" eve "eve.$1"
	case $1 in
	text | json) judge judge_inert.py --format "$1" --shown eve.text --words words "eve.$1" ;;
	classic)
		render_on_terminal classic eve.terminal
		judge judge_inert.py --format classic eve.terminal
		;;
	markdown)
		judge judge_markdown.py sample.markdown
		judge judge_inert.py --format markdown --shown eve.text --words words eve.markdown
		;;
	atom) judge judge_feed.py sample.atom eve.atom ;;
	mail)
		render text archive sample.text
		judge judge_mail.py --text sample.text sample.mail
		judge judge_mail.py eve.mail
		;;
	mbox) judge judge_inert.py --format mbox --mails hostile eve.mbox ;;
	html) ;;
	*) fail "nobody judges the format $1" ;;
	esac
}

make_archive archive --epoch
make_hostile_archive
# Others are held against it.
list_formats | grep -Fqx text || fail 'the help names no format text'
for format in $(list_formats); do
	judge_format "$format"
done
