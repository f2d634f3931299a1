#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A subscription is followed when it is due, to where it says, by one run at a time; what fails of
# one keeps no other from it.
. "$(dirname "$0")/lib.sh"
unset XDG_STATE_HOME

config=$HOME/.config/tidings/config
state=$HOME/.local/state/tidings/subscriptions
mkdir -p "$(dirname "$config")"
export TZ=UTC
day=$((24 * 3600))
monday=1773014400 # 2026-03-09, 00:00
export SOURCE_DATE_EPOCH

# configure LINE...: the configuration is the list lamps and these lines.
configure() {
	rm -rf "$state"
	printf '%s\n' '[list lamps]' "path = $PWD/lamps.mbox" "$@" >"$config"
}

# subscription NAME LINE...: lines of a subscription to all that there ever was, for configure.
subscription() {
	printf '%s\n' "[subscription $1]" 'since = 2000-01-01' "${@:2}"
}

# grow FILE...: these mails come to the list.
grow() {
	"$top/scripts/make-archive" --mbox more.mbox "$@"
	cat more.mbox >>lamps.mbox
	rm more.mbox
}

# The list begins anew, with the first of the sample mails, and nobody has seen the others; grow_by N
# adds so many of them.
begin_list() {
	rm -rf lamps.mbox "$XDG_DATA_HOME/tidings"
	n_there=0
	grow_by 3
}

grow_by() {
	grow "${all_mails[@]:$n_there:$1}"
	n_there=$((n_there + $1))
}

# follow_at SECONDS ARGUMENT...
follow_at() {
	SOURCE_DATE_EPOCH=$1
	tidings follow "${@:2}"
}

# expect_done LINE...: that is what it says, in its order, and all is well.
expect_done() {
	expect_status 0
	[ ! -s stderr ] || fail "$called: standard error is not empty"
	cmp -s <(printf '%s\n' "$@") stdout || fail "$called: it says $(cat stdout)"
}

# It is not due, and says nothing.
expect_nothing_done() {
	expect_status 0
	[ ! -s stdout ] || fail "$called: it says $(cat stdout)"
	[ ! -s stderr ] || fail "$called: standard error is not empty"
}

# expect_mails FILE N: of the format mbox.
expect_mails() {
	[ -e "$1" ] || fail "$called: there is no $1"
	[ "$(grep -c '^From mboxrd@z' "$1")" = "$2" ] || fail "$called: $2 mails are expected in $(cat "$1")"
}

used_wrongly() {
	rm -f "$config"
	tidings follow
	expect_error 1 "$config: no subscription has a file, mail or site"
	configure "$(subscription silent)" "$(subscription mine "file = $PWD/mine.txt")"
	tidings follow --what
	expect_usage_error '--what'
	tidings follow min
	expect_error 1 "$config: there is no \[subscription min\], 'mine' may be meant"
	tidings follow somethingelse
	expect_error 1 "there is no \[subscription somethingelse\]; see"
	tidings follow silent
	expect_error 1 "\[subscription silent\] has neither file nor mail nor site.*update --new silent"
	tidings follow mine silent
	expect_error 1 '\[subscription silent\]'
	[ ! -e mine.txt ] || fail "$called: the other one was reported"
	SOURCE_DATE_EPOCH=x
	tidings follow
	expect_error 2 'SOURCE_DATE_EPOCH'
	SOURCE_DATE_EPOCH=$monday
	configure "$(subscription mine 'lists = lamp')"
	tidings follow
	expect_error 1 "\[subscription mine\] lists: there is no \[list lamp\], 'lamps' may be meant"
	configure "$(subscription mine "file = $PWD/mine.txt" 'format = classic')"
	tidings follow
	expect_error 1 '\[subscription mine\] format.*classic'
	configure "$(subscription mine "file = $PWD/mine.txt" 'format = nonsense')"
	tidings follow
	expect_error 1 '\[subscription mine\] format.*nonsense'
	configure "$(subscription mine 'mail = ann@example.org')"
	tidings follow
	expect_status 1
	expect_said stderr '\[mail\] from'
}

# schedule LINE... -- AFTER DUE...: seconds after monday, and whether it is due then.
schedule() {
	local keys=()

	while [ "$1" != -- ]; do
		keys+=("$1")
		shift
	done
	shift
	configure "$(subscription mine "file = $PWD/schedule.txt" "${keys[@]}")"
	while [ $# -gt 0 ]; do
		follow_at $((monday + $1))
		expect_status 0
		case $2 in
		due) [ -s stdout ] || fail "${keys[*]}: nothing was done $1 seconds after monday" ;;
		*) [ ! -s stdout ] || fail "${keys[*]}: it was done $1 seconds after monday" ;;
		esac
		shift 2
	done
}

schedules() {
	begin_list
	schedule 'every = day' -- 100 due 101 no $((day - 1)) no "$day" due $((day + 9)) no $((9 * day)) due
	schedule 'every = day' 'at = 06:30' -- 0 due 23399 no 23400 due "$day" no $((day + 23400)) due
	schedule 'every = hour' -- 10 due 3599 no 3600 due 7199 no 7200 due
	schedule 'every = week' -- 0 due $((7 * day - 1)) no $((7 * day)) due
	schedule 'every = week' 'on = friday' 'at = 12:00' -- 0 due $((4 * day)) no $((4 * day + 43200)) due $((7 * day)) no
	schedule 'every = run' -- 0 due 0 due 1 due
	schedule -- 0 due 1 no "$day" due
	# By the clock of the place.
	TZ=Asia/Tokyo schedule 'every = day' -- 0 due $((15 * 3600 - 1)) no $((15 * 3600)) due
}

now() {
	begin_list
	configure "$(subscription mine "file = $PWD/now/{number}.mbox" 'format = mbox')"
	follow_at $monday
	expect_done "mine: an update of 3 mails was written to $PWD/now/1.mbox"
	grow_by 1
	follow_at $monday
	expect_nothing_done
	follow_at $monday --now
	expect_done "mine: an update of 1 mail was written to $PWD/now/2.mbox"
	follow_at $monday --now mine
	expect_done 'mine: nothing new'
	[ "$(echo now/*)" = 'now/1.mbox now/2.mbox' ] || fail "$called: there are $(echo now/*)"
}

files() {
	begin_list
	configure "$(subscription mine "file = $PWD/a/b/{date}-{number}-{number}.mbox" 'format = mbox')"
	follow_at $monday
	# The day of the last mail, not that on which it runs.
	expect_mails a/b/2026-03-02-1-1.mbox 3
	configure "$(subscription mine 'file = below/mine.txt')"
	follow_at $monday
	expect_done "mine: an update of 3 mails was written to $(dirname "$config")/below/mine.txt"
	configure "$(subscription mine 'file = ~/home.md' 'format = markdown')"
	follow_at $monday
	expect_done "mine: an update of 3 mails was written to $HOME/home.md"
	# What stands in the way is told, and the update waits until it can be written.
	configure "$(subscription mine "file = $PWD/way/mine.mbox" 'format = mbox')"
	echo >way
	follow_at $monday
	expect_error 1 "subscription mine: .*$PWD/way"
	grow_by 2
	rm way
	follow_at $monday
	expect_done "mine: an update that waited was written to $PWD/way/mine.mbox"
	expect_mails way/mine.mbox 3
	follow_at $((monday + day))
	expect_done "mine: an update of 2 mails was written to $PWD/way/mine.mbox"
	[ "$(stat -c %a "$state/mine")" = 700 ] || fail "others may look at what somebody follows"
}

# While an update waits nothing else may tell it.
waiting() {
	begin_list
	configure "$(subscription mine "file = $PWD/stuck/mine.mbox" 'format = mbox')"
	echo >stuck
	follow_at $monday
	expect_status 1
	tidings update --new mine
	expect_error 1 "subscription mine: an update waits to be written: cannot make $PWD/stuck"
	tidings update --new mine --dry-run
	expect_error 1 "subscription mine: an update is on its way; 'tidings update --new mine' goes on"
	rm stuck
	follow_at $monday
	expect_mails stuck/mine.mbox 3
}

one_at_a_time() {
	begin_list
	configure "$(subscription mine "file = $PWD/one.mbox" 'format = mbox')" \
		"$(subscription other "file = $PWD/other.mbox" 'format = mbox')"
	mkdir -p "$state/mine"
	exec 9>"$state/mine/lock"
	flock 9
	follow_at $monday mine
	expect_error 1 "subscription mine: another run .*$state/mine/lock"
	tidings update --new mine
	expect_error 1 'another run'
	follow_at $monday
	# Who did not ask for it by its name has not failed.
	expect_status 0
	[ "$(cat stdout)" = "other: an update of 3 mails was written to $PWD/other.mbox" ] || fail "$called: it says $(cat stdout)"
	[ ! -e one.mbox ] || fail "$called: the one that is locked was reported"
	exec 9>&-
	follow_at $monday
	expect_done "mine: an update of 3 mails was written to $PWD/one.mbox"
}

no_fetch() {
	begin_list
	configure "$(subscription mine "file = $PWD/fetch.mbox" 'format = mbox' 'every = run')"
	printf '[fetch]\ntries = 1\n[list gone]\nurl = http://localhost:1/gone/\npath = %s\n' "$PWD/lamps.mbox" >>"$config"
	follow_at $monday --no-fetch
	expect_done "mine: an update of 3 mails was written to $PWD/fetch.mbox"
	sed -i "/^url/{n;s|.*|path = $PWD/gone|}" "$config"
	grow_by 1
	follow_at $monday
	expect_status 1
	expect_said stderr 'cannot fetch http://localhost:1/gone/'
	[ "$(cat stdout)" = "mine: an update of 1 mail was written to $PWD/fetch.mbox" ] || fail "$called: it says $(cat stdout)"
}

site() {
	begin_list
	configure "$(subscription mine "site = $PWD/site" 'site-period = day' 'site-url = https://example.org/lamps')"
	follow_at $monday
	expect_done "mine: the site in $PWD/site is up to date"
	[ -s site/index.html ] || fail "$called: there is no page"
	grep -rq 'https://example\.org/lamps/' site/*.atom || fail "$called: no feed names its address"
	rm -r site
	follow_at $((monday + 1))
	expect_nothing_done
	follow_at $((monday + day))
	expect_done "mine: the site in $PWD/site is up to date"
	# Of several lists a folder each.
	"$top/scripts/make-archive" --mbox wicks.mbox "${all_mails[@]:0:3}"
	configure '[list wicks]' "path = $PWD/wicks.mbox" \
		"$(subscription mine "site = $PWD/both" "file = $PWD/both.mbox" 'format = mbox')"
	follow_at $monday
	expect_done "mine: an update of 3 mails was written to $PWD/both.mbox" "mine: the site in $PWD/both is up to date"
	[ -s both/lamps/index.html ] && [ -s both/wicks/index.html ] || fail "$called: no page of each list"
}

one_fails() {
	begin_list
	: >file
	configure "$(subscription bad "file = $PWD/file/x" 'format = mbox')" \
		"$(subscription unset 'query = is:nonsense' "file = $PWD/unset")" \
		"$(subscription good "file = $PWD/good.mbox" 'format = mbox')"
	follow_at $monday
	expect_status 1
	expect_said stderr '^tidings: subscription bad: '
	expect_said stderr 'unset.*nonsense'
	[ "$(wc -l <stderr)" = 2 ] || fail "$called: not one line for each"
	[ "$(cat stdout)" = "good: an update of 3 mails was written to $PWD/good.mbox" ] || fail "$called: it says $(cat stdout)"
	follow_at $monday good
	expect_nothing_done
}

folders() {
	begin_list
	rm -rf "$HOME"
	mkdir -p "$HOME" xdg/config/tidings
	printf '%s\n' '[list lamps]' "path = $PWD/lamps.mbox" "$(subscription mine 'file = mine.mbox' 'format = mbox')" >xdg/config/tidings/config
	SOURCE_DATE_EPOCH=$monday
	XDG_CONFIG_HOME=$PWD/xdg/config XDG_STATE_HOME=$PWD/xdg/state XDG_DATA_HOME=$PWD/xdg/data tidings follow
	expect_done "mine: an update of 3 mails was written to $PWD/xdg/config/tidings/mine.mbox"
	[ -s xdg/state/tidings/subscriptions/mine/bookmark ] || fail "$called: no state in XDG_STATE_HOME"
	[ -n "$(find xdg/data/tidings -name 'index*')" ] || fail "$called: no index in XDG_DATA_HOME"
	[ -z "$(find "$HOME" -type f)" ] || fail "$called: there is $(find "$HOME" -type f)"
}

all_mails=("$mails"/*)
begin_list
used_wrongly
schedules
now
files
waiting
one_at_a_time
no_fetch
site
one_fails
folders
