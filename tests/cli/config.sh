#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tidings config: the configuration is shown and changed, and stays what its user wrote.
. "$(dirname "$0")/lib.sh"

file=$HOME/.config/tidings/config

config() {
	tidings config "$@"
}

# expect_done: done, and nothing said.
expect_done() {
	expect_status 0
	[ ! -s stdout ] || fail "$called: standard output is not empty"
	[ ! -s stderr ] || fail "$called: standard error is not empty"
}

# expect_file <<END: what the file holds.
expect_file() {
	diff -u - "$file" >&2 || fail "$called: another file"
}

# expect_text <<END: what was printed.
expect_text() {
	diff -u - stdout >&2 || fail "$called: another text"
}

expect_valid() {
	/usr/bin/python3 "$here/validate.py" config stdout || fail "$called: not by the schema"
}

# Without a file nothing is set, and all is sound.
config
expect_done
config --path
expect_success
expect_text <<<"$file"
config --check
expect_success
expect_text <<<"$file: sound"
config mail.from
expect_error 1 "^tidings: $file: nothing is said for mail.from"
config smtp.timeout
expect_success
expect_text <<<60
config --json
expect_success
expect_valid
expect_json 'update["entries"]' '[]'
[ ! -e "$HOME/.config" ] || fail "$called: it has made something"

# What is set is listed as it was set, and read by who needs it.
config mail.from 'Ann Author <ann@example.org>'
expect_done
config list.kvm.url https://lore.example.org/kvm/
expect_done
config list.kvm.arm.url 'https://lore.example.org/kvm arm/' mail.to 'a@example.org; b@example.org'
expect_done
[ "$(stat -c %a "$file")" = 600 ] || fail "$called: others can read the file"
expect_file <<'END'
[mail]
from = Ann Author <ann@example.org>
to = a@example.org; b@example.org

[list kvm]
url = https://lore.example.org/kvm/

[list kvm.arm]
url = https://lore.example.org/kvm arm/
END
config
expect_success
cat >listed <<'END'
mail.from = Ann Author <ann@example.org>
mail.to = a@example.org; b@example.org
list.kvm.url = https://lore.example.org/kvm/
list.kvm.arm.url = https://lore.example.org/kvm arm/
END
expect_text <listed
config list.kvm.arm.url
expect_success
expect_text <<<'https://lore.example.org/kvm arm/'
config list.kvm.mbox-quoting
expect_success
expect_text <<<rd
config list.qemu.mbox-quoting
expect_error 1 'there is no \[list qemu\]'
config --all
expect_success
head -n 4 stdout | diff -u listed - >&2 || fail "$called: other entries than without"
expect_said stdout '^mail\.sendmail = /usr/sbin/sendmail -i$'
expect_said stdout '^fetch\.tries = 3$'
expect_not_said stdout '^(list|subscription).*mbox-quoting'
config --all --json
expect_success
expect_valid
expect_json '[row["name"] for row in update["entries"] if row["set"]]' \
	"[None, None, 'kvm', 'kvm.arm']"
expect_json '[row["value"] for row in update["entries"] if row["key"] == "security"]' "['starttls']"
make_archive archive
tidings update --format mail archive
expect_success
expect_said stdout '^From: Ann Author <ann@example.org>'

# Comments, blanks and order stay, also behind a link; nothing else is left in the folder.
cat >"$file" <<'END'
# mine
[smtp]
  server=mail.example.org

# who
[mail]
from = ann@example.org   
END
chmod 640 "$file"
mv "$file" elsewhere
ln -s "$PWD/elsewhere" "$file"
config smtp.server smtp.example.org
expect_done
config smtp.timeout 10
expect_done
config mail.from bob@example.org
expect_done
expect_file <<'END'
# mine
[smtp]
  server=smtp.example.org
timeout = 10

# who
[mail]
from = bob@example.org
END
[ -h "$file" ] || fail "$called: the link is gone"
[ "$(stat -c %a elsewhere)" = 640 ] || fail "$called: another mode"
[ "$(ls "$HOME/.config/tidings")" = config ] || fail "$called: more than the file is there"
config --unset mail.from smtp.timeout
expect_done
expect_file <<'END'
# mine
[smtp]
  server=smtp.example.org

# who
END
config --unset smtp.timeout
expect_error 1 'nothing is said for smtp.timeout'

# What is no key, or no value of it, is used wrongly, and what was meant is named.
for words in mail.form mial.from 'mail.form x' '--unset mail.form'; do
	# shellcheck disable=SC2086
	config $words
	expect_usage_error "'mail.from' may be meant"
done
config list.url x
expect_usage_error 'list.NAME.url'
config from
expect_usage_error 'SECTION.KEY'
config smtp.security ssl
expect_usage_error 'starttls, tls, none'
config mail.from $'a\nb'
expect_usage_error 'one line'
config mail.from $'\xff'
expect_usage_error 'not UTF-8'
config mail.from ''
expect_usage_error 'value is missing'
config mail.from Ann Author
expect_usage_error 'Author'
config --unset
expect_usage_error 'a key is missing'
config --path mail.from
expect_usage_error 'too many arguments: mail.from'
config --keys --check
expect_usage_error '--check does not go with: --keys'
config --path --json
expect_usage_error '--json'
config $'mail.\x1b[2J'
expect_usage_error '<1B>'

# A sound file stays sound; keys that need each other are set and removed by one call.
cp elsewhere before
config subscription.arm.maintainers "$HOME/MAINTAINERS"
expect_error 1 'no list is configured.*; nothing was changed$'
config list.kvm.path kvm.mbox
expect_done
config subscription.arm.maintainers "$HOME/MAINTAINERS"
expect_error 1 'maintainers: sections, those of it, are missing; nothing was changed$'
config subscription.arm.maintainers "$HOME/MAINTAINERS" subscription.arm.sections 'KVM; ARM'
expect_done
config --unset subscription.arm.sections
expect_error 1 'nothing was changed'
config subscription.arm.lists kvm
expect_done
config --unset list.kvm.path
expect_error 1 'there is no \[list kvm\]; nothing was changed$'
config --unset subscription.arm.sections subscription.arm.maintainers subscription.arm.lists
expect_done
config --unset list.kvm.path
expect_done
diff -u before elsewhere >&2 || fail "$called: something is left"

# A wrong one is mended step by step, and each time what is wrong still is told.
cat >"$file" <<'END'
[mial]
from = ann@example.org
[smtp]
security = ssl
END
config --check
expect_error 1 '\[mial\]'
config
expect_success
expect_said stdout '^mial.from = ann@example.org$'
config mial.from
expect_success
config --unset mial.from
expect_status 0
expect_said stderr '^tidings: .*wrong still.*security.*ssl$'
config smtp.security starttls
expect_done
config --check
expect_success
echo 'from here on' >>"$file"
config --check
expect_error 1 'from here on'
config
expect_error 1 'from here on'

# A terminal is safe from what a file says.
printf '[mail]\nfrom = a\x1b[2Jb\n' >"$file"
config
expect_success
expect_text <<<'mail.from = a<1B>[2Jb'
config mail.from
expect_success
expect_text <<<'a<1B>[2Jb'

# All keys are explained.
config --keys
expect_success
expect_said stdout '^\[list NAME\]  a list, and where its archive is$'
expect_said stdout '^  security  *starttls, tls or none \(usually starttls\)$'
config --keys --json
expect_success
expect_valid
expect_json '[key["choices"] for section in update["sections"] for key in section["keys"] if key["key"] == "security"]' \
	"[['starttls', 'tls', 'none']]"

# Two at the same time lose nothing.
rm "$file"
for number in 1 2 3 4 5 6 7 8; do
	"$program" config "list.l$number.url" https://example.org/ &
done
wait
config
expect_success
[ "$(wc -l <stdout)" = 8 ] || fail 'two runs at once lost a change'

# What cannot be written is an error, and leaves the file as it was.
rm -f "$file"
mkdir "$file"
config mail.from ann@example.org
expect_error 1 "$file"

# A check looks at all that a subscription says, not only at its keys.
rm -rf "$file"
expect_unsound() {
	printf '%s\n' '[list lamps]' 'path = lamps' '[subscription mine]' "$1" >"$file"
	config --check
	expect_error 1 "$file: $2"
}
expect_unsound 'query = (s:a' '\[subscription mine\] query: '
expect_unsound 'states = raedy' '\[subscription mine\] states: '
expect_unsound 'since = when it rains' '\[subscription mine\] since: '
expect_unsound 'format = pdf' '\[subscription mine\] format: there is no such format: pdf'
expect_unsound 'format = classic' '\[subscription mine\] format: this one is of ranges alone'
expect_unsound 'mail = ann@example.org' '\[mail\] from: it is missing'
printf '%s\n' '[mail]' 'from = tidings@example.org' '[list lamps]' 'path = lamps' \
	'[subscription mine]' 'mail = ann@example.org, bo@example.org' >"$file"
config --check
expect_error 1 '\[subscription mine\] mail: this is no address'
