#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The units that are installed are such as systemd takes, and start the program every quarter of
# an hour.
. "$(dirname "$0")/lib.sh"

mkdir units
sed "s,@bindir@/tidings,$program," "$top/systemd/tidings-follow.service.in" >units/tidings-follow.service
cp "$top/systemd/tidings-follow.timer" units

export XDG_RUNTIME_DIR=$folder
systemd-analyze verify --user --man=no units/tidings-follow.service units/tidings-follow.timer >said 2>&1 ||
	fail "systemd-analyze verify fails: $(cat said)"
[ ! -s said ] || fail "systemd-analyze says: $(cat said)"

calendar=$(sed -n 's/^OnCalendar=//p' units/tidings-follow.timer)
systemd-analyze calendar --base-time '2026-11-30 07:01:00' --iterations 2 "$calendar" >said ||
	fail "systemd-analyze does not know $calendar"
grep -q 'elapse.*07:15:00' said || fail "the timer does not elapse at 07:15: $(cat said)"
grep -q 'Iter.*07:30:00' said || fail "the timer does not elapse at 07:30: $(cat said)"

# It is the command that is documented, and its options are known.
line=$(sed -n 's/^ExecStart=//p' units/tidings-follow.service)
read -ra words <<<"$line"
[ "${words[0]}" = "$program" ] || fail "the unit starts ${words[0]}"
tidings "${words[@]:1}" --help
expect_success
