#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A list is got from its address, or taken where it is, and stands in the configuration then; what
# cannot be got is one clear error, and stands nowhere.
. "$(dirname "$0")/lib.sh"
unset XDG_STATE_HOME

config=$HOME/.config/tidings/config
lists=$XDG_DATA_HOME/tidings/lists

# expect_configured NAME KEY VALUE
expect_configured() {
	local value
	value=$(sed -n "/^\[list $1\]/,/^\[/s/^$2 *= *//p" "$config")
	[ "$value" = "$3" ] || fail "$called: $2 of the list $1 is '$value', not '$3'"
}

# expect_cloned NAME: one line of what to do then, and nothing else.
expect_cloned() {
	expect_success
	expect_said stdout "^$1: it is here"
	expect_said stdout "^  tidings update --since yesterday $1\$"
}

# expect_read NAME N: that many mails, and no other command was needed for it.
expect_read() {
	rm -rf "$XDG_DATA_HOME"/tidings/index*
	tidings update --format json --since 2000-01-01 "$1"
	expect_success
	expect_json 'update["mails"]' "$2"
}

expect_no_configuration() {
	[ ! -e "$config" ] || fail "$called: there is a configuration: $(cat "$config")"
}

used_wrongly() {
	tidings clone
	expect_usage_error 'no URL given'
	tidings clone file:///a/b name more
	expect_usage_error 'too many arguments.*more'
	tidings clone --what file:///a/b
	expect_usage_error '--what'
	for number in 0 -1 x 1x 10001 ''; do
		tidings clone --epochs "$number" http://localhost:1/lamps/
		expect_usage_error '--epochs takes a number'
	done
	tidings clone --epochs 1 "$PWD/lamps"
	expect_usage_error '--epochs is of an address'
	for name in a/b .a -- '' 'a b' $'a\nb' é; do
		tidings clone file:///a/b -- "$name"
		expect_usage_error 'NAME'
	done
	tidings clone file:///
	expect_usage_error 'NAME must be given'
	expect_no_configuration
}

# expect_not_got PATTERN
expect_not_got() {
	expect_error 1 "$1"
	[ ! -e "$lists" ] || [ -z "$(find "$lists" -name '*.git' -o -name git)" ] || fail "$called: something is there"
	if [ -e "$config" ]; then
		expect_not_said "$config" '^\[list'
	fi
}

nonsense() {
	tidings clone nowhere
	expect_not_got 'nowhere'
	tidings clone "$mails/.."
	expect_not_got "$(dirname "$mails")"
	tidings clone file:///nowhere/lamps.git
	expect_not_got 'file:///nowhere/lamps\.git'
	mkdir -p "$(dirname "$config")"
	printf '[fetch]\ntries = 1\n' >"$config"
	tidings clone http://localhost:1/lamps/
	expect_not_got 'http://localhost:1/lamps/'
	tidings clone http://nobody.invalid/lamps/
	expect_not_got 'http://nobody\.invalid/lamps/'
	tidings clone nonsense://localhost/lamps
	expect_not_got 'nonsense'
	rm "$config"
}

repositories() {
	local url=file://$PWD/lamps.git

	tidings clone "$url"
	expect_cloned lamps
	expect_configured lamps url "$url"
	[ "$(git -C "$lists/lamps" rev-parse master)" = "$(git -C lamps.git rev-parse master)" ] ||
		fail "$called: not what is there"
	expect_read lamps "$n_mails"
	cp "$config" before
	# The same again brings it up to date, and says the same.
	tidings clone "$url"
	expect_cloned lamps
	cmp -s "$config" before || fail "$called: the configuration is another one"

	tidings clone "file://$PWD/other.git" lamps
	expect_error 1 "$config: there is a \[list lamps\] already, with another url"
	tidings clone "$PWD/maildir" lamps
	expect_error 1 "$config: there is a \[list lamps\] already, with another url"
	cmp -s "$config" before || fail "$called: the configuration is another one"
	tidings clone "file://$PWD/other.git" lamps-2
	expect_cloned lamps-2
	expect_read lamps-2 "$n_mails"
}

paths() {
	for name in inbox v1.git lamps.mbox maildir; do
		cp "$config" before
		tidings clone "./$name"
		name=${name%.*}
		# An mbox of that name is another archive than the list that is there.
		if [ "$name" = lamps ]; then
			expect_error 1 'there is a \[list lamps\] already, with another url'
			cmp -s "$config" before || fail "$called: the configuration is another one"
			name=box
			tidings clone lamps.mbox box
		fi
		expect_cloned "$name"
		expect_read "$name" "$n_mails"
		[ ! -e "$lists/$name" ] || fail "$called: it was copied"
	done
	expect_configured box path "$PWD/lamps.mbox"
	expect_configured inbox path "$PWD/inbox"
	expect_configured maildir url ''
	tidings clone maildir
	expect_cloned maildir
	tidings clone inbox maildir
	expect_error 1 'there is a \[list maildir\] already, with another path'
}

# What somebody wrote there stays as it is.
written_by_hand() {
	printf '# mine\n[mail]\n# me\nfrom = a@example.org\n\n[list old]\npath = %s\n' "$PWD/inbox" >"$config"
	cp "$config" before
	tidings clone "file://$PWD/other.git"
	expect_cloned other
	head -n "$(wc -l <before)" "$config" | cmp -s - before || fail "$called: what was there is another text"
	expect_configured other url "file://$PWD/other.git"
	printf '[list x]\nurll = y\n' >"$config"
	tidings clone "file://$PWD/other.git"
	expect_error 1 "$config.*urll.*'url'"
	rm "$config"
}

progress() {
	rm -rf "$lists" "$config"
	tidings clone --progress "file://$PWD/lamps.git"
	expect_status 0
	expect_said stderr 'Fetching'
	[ "$(wc -l <stdout)" = 2 ] || fail "$called: progress is in standard output"
	rm -rf "$lists" "$config"
	tidings clone --no-progress "file://$PWD/lamps.git"
	expect_cloned lamps
	rm -rf "$lists" "$config"
	tidings clone "file://$PWD/lamps.git"
	expect_cloned lamps
}

make_archive lamps.git --epoch
make_archive other.git --epoch --start 1772953200
make_archive inbox
make_archive v1.git --v1
make_archive lamps.mbox --mbox
make_archive maildir --maildir
n_mails=$(git -C lamps.git rev-list --count master)
used_wrongly
nonsense
repositories
paths
written_by_hand
progress
