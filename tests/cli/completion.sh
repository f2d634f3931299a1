#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Completion knows the options and commands that the program has, no more and no less.
. "$(dirname "$0")/lib.sh"

# complete WORD...: what bash offers for the last word, one a line.
complete_words() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	_tidings tidings "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
	printf '%s\n' "${COMPREPLY[@]}" | sed 's/[ =]*$//' | sort -u
}

# shellcheck source=completion/tidings.bash
. "$top/completion/tidings.bash"

tidings --help
expect_success
list_commands | sort -u >commands
: >all_options
while read -r command; do
	[ "$command" != help ] || continue
	tidings "$command" --help
	expect_success
	list_options | sort -u >options
	cat options >>all_options
	complete_words tidings "$command" -- >offered
	diff -u options offered >&2 ||
		fail "completion for bash: other options than tidings $command --help"
done <commands

complete_words tidings '' | grep -v '^-' >offered
diff -u commands offered >&2 || fail 'completion for bash: other commands than tidings --help'
[ "$(complete_words tidings update --format j)" = json ] || fail 'completion for bash: --format j'
[ "$(complete_words tidings update --format = c)" = classic ] || fail 'completion for bash: --format=c'
[ "$(complete_words tidings --db x.db update --format j)" = json ] ||
	fail 'completion for bash: --db x.db update --format j'
[ "$(complete_words tidings --db = x.db up)" = update ] || fail 'completion for bash: --db=x.db up'
touch lamps.db
[ "$(complete_words tidings --db la)" = lamps.db ] || fail 'completion for bash: --db la'
[ "$(complete_words tidings help up)" = update ] || fail 'completion for bash: help up'

# Keys of the configuration, those of sections with a name for each that there is.
tidings config list.a.b.url https://example.org/ repository.r.url https://example.org/ \
	subscription.s.every run
tidings config --keys --json
expect_success
names=$(json '"\n".join(".".join([section["section"]] + {"list": ["a.b"], "repository": ["r"], "subscription": ["s"]}.get(section["section"], []) + [key["key"]]) for section in update["sections"] for key in section["keys"])')
sort <<<"$names" >keys
mkdir path
ln -s "$program" path/tidings
PATH=$PWD/path:$PATH
unset -f tidings
complete_words tidings config '' >offered
diff -u keys offered >&2 || fail 'completion for bash: other keys than tidings config --keys'
[ "$(complete_words tidings config mail.fr)" = mail.from ] || fail 'completion for bash: config mail.fr'
[ "$(complete_words tidings config smtp.security st)" = starttls ] ||
	fail 'completion for bash: config smtp.security st'
[ "$(complete_words tidings config --unset mail.to mail.fr)" = mail.from ] ||
	fail 'completion for bash: config --unset mail.to mail.fr'
if command -v zsh >/dev/null; then
	# Below zsh a search for leaks may wait for itself for ever; all other tests look for them.
	ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0 zsh -c '
		compadd() { print -l -- ${(P)2} }
		source "$1" >/dev/null 2>&1
		_tidings_config_keys' zsh <(sed '$d' "$top/completion/_tidings") | sort >offered
	diff -u keys offered >&2 || fail 'completion for zsh: other keys than tidings config --keys'
fi

grep -o -- "--[a-z][a-z-]*" "$top/completion/_tidings" | sort -u | grep -vx -e --version -e --db >offered
sort -u all_options | diff -u - offered >&2 || fail 'completion for zsh: other options than --help names'
