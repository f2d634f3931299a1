#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An update goes as a mail to whom it should, and to nobody else; what fails says why, and no
# password is shown to anybody.
. "$(dirname "$0")/lib.sh"

password='s3cret of zoe'
config=$HOME/.config/tidings/config
mkdir -p "$(dirname "$config")" server

# configure LINE...: the configuration is these lines, and who writes to whom.
configure() {
	{
		printf '%s\n' '[mail]' 'from = Tidings of Lantern <tidings@example.org>' \
			'to = ann@example.org; "Doe, Joe" <joe@example.com>'
		printf '%s\n' "$@"
	} >"$config"
}

# configure_login KIND LINE...: of the server of that kind, where zoe logs in.
configure_login() {
	local kind=$1
	shift
	configure '[smtp]' "server = localhost:$(port_of "$kind")" 'user = zoe' "$@"
}

start_servers() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
		-subj /CN=localhost -addext subjectAltName=DNS:localhost \
		-keyout server/key.pem -out server/certificate.pem 2>log ||
		fail "openssl: $(cat log)"
	printf '%s\n' "$password" >server/password
	chmod 600 server/password
	/usr/bin/python3 "$here/smtp_server.py" server 2>server/log &
	servers=$!
	trap 'kill "$servers" 2>/dev/null || :; chmod -R u+rwX "$folder"; rm -rf "$folder"' EXIT
	for _ in $(seq 300); do
		[ ! -e server/ports ] || return 0
		sleep 0.1
	done
	fail "the servers do not start: $(cat server/log)"
}

port_of() {
	sed -n "s/^$1 //p" server/ports
}

# send ARGUMENT...: and the password stands in nothing that was written.
send() {
	rm -f server/message server/envelope
	tidings send "$@"
	! grep -Fq "$password" stdout stderr || fail "$called: the password is shown"
	[ ! -e server/leak ] || fail "$called: the password is in $(cat server/leak)"
}

expect_silence() {
	expect_status 0
	[ ! -s stdout ] || fail "$called: standard output is not empty"
	[ ! -s stderr ] || fail "$called: standard error is not empty"
}

# expect_taken ENVELOPE: the server took what the dry run printed, and that envelope.
expect_taken() {
	expect_silence
	[ "$(cat server/envelope)" = "$1" ] || fail "$called: the envelope is $(cat server/envelope)"
	grep -q $'\r$' server/message || fail "$called: the lines do not end as those of SMTP"
	sed 's/\r$//' server/message | cmp -s - printed || fail "$called: another mail than printed"
}

expect_not_taken() {
	expect_error 1 "$1"
	[ ! -e server/message ] || fail "$called: a mail was taken"
}

dry_run() {
	configure '[smtp]' 'server = localhost:1' 'user = zoe' 'password-command = touch asked'
	send --dry-run archive
	expect_status 0
	mv stdout printed
	[ "$(cat stderr)" = "tidings: this would be sent from tidings@example.org to ann@example.org, joe@example.com through localhost:1" ] ||
		fail "$called: it says $(cat stderr)"
	[ ! -e asked ] || fail "$called: the command for the password was run"
	send -n archive
	cmp -s stdout printed || fail "$called: not the same mail twice"
	tidings update --format mail archive
	expect_success
	cmp -s stdout printed || fail "$called: another mail than that of the dry run"

	expect_said printed '^From: Tidings of Lantern <tidings@example\.org>$'
	expect_said printed '^To: ann@example\.org, "Doe, Joe" <joe@example\.com>$'
	expect_said printed '^Subject: \[lantern\] update: 9 patches in 5 series, 2026-03-07$'
	expect_said printed '^Auto-Submitted: auto-generated$'

	send --dry-run --from 'eve@example.org' --to a@example.org --to 'B <b@example.org>' archive
	expect_status 0
	expect_said stdout '^From: eve@example\.org$'
	expect_said stdout '^To: a@example\.org, B <b@example\.org>$'
	expect_said stdout '^Message-ID: <[0-9a-f]{32}@example\.org>$'
	[ "$(grep '^Message-ID' stdout)" != "$(grep '^Message-ID' printed)" ] ||
		fail 'another mail has the same id'
}

servers_that_take() {
	local both='tidings@example.org ann@example.org joe@example.com'
	local trusted="ca-file = $folder/server/certificate.pem"

	configure_login starttls 'security = starttls' "$trusted" "password-file = $folder/server/password"
	send archive
	expect_taken "starttls TLS zoe $both"
	configure_login tls 'security = tls' "$trusted" "password-command = cat '$folder/server/password'"
	send archive
	expect_taken "tls TLS zoe $both"
	configure '[smtp]' "server = 127.0.0.1:$(port_of plain)" 'security = none'
	send archive
	expect_taken "plain plain nobody $both"
	send --to b@example.org archive
	expect_silence
	[ "$(cat server/envelope)" = 'plain plain nobody tidings@example.org b@example.org' ] ||
		fail "$called: the envelope is $(cat server/envelope)"
}

servers_that_do_not() {
	local secret="password-file = $folder/server/password"
	local trusted="ca-file = $folder/server/certificate.pem"

	printf 'wrong\n' >wrong
	chmod 600 wrong
	configure_login starttls "$trusted" "password-file = $folder/wrong"
	send archive
	expect_not_taken 'localhost:[0-9]+ \(STARTTLS\).*\(it said: 535\).*user and the password'
	! grep -q 'wrong' stderr || fail "$called: the wrong password is shown"
	for kind in starttls tls; do
		configure_login $kind "security = $kind" "$secret"
		send archive
		expect_not_taken 'certificate is not trusted.*ca-file'
	done
	# The certificate is localhost's.
	configure '[smtp]' "server = 127.0.0.1:$(port_of tls)" 'security = tls' 'user = zoe' "$trusted" "$secret"
	send archive
	expect_not_taken 'certificate'
	configure_login plain "$trusted" "$secret"
	send archive
	expect_not_taken 'no STARTTLS.*security'
	configure_login plain 'security = tls' "$trusted" "$secret"
	send archive
	expect_not_taken 'security and the port'
	configure_login mute 'timeout = 1' "$secret"
	send archive
	expect_not_taken 'timeout'
	configure '[smtp]' 'server = localhost:1'
	send archive
	expect_not_taken 'localhost:1 .*server and its port'
	configure '[smtp]' 'server = nobody.invalid'
	send archive
	expect_not_taken 'nobody\.invalid .*server right'
	configure '[smtp]' 'server = smtp://localhost/x'
	send archive
	expect_not_taken 'HOST or HOST:PORT'

	configure '[smtp]' "server = localhost:$(port_of plain)" 'security = none'
	send --to ann@example.org --to refused@example.org archive
	expect_not_taken '550 5\.1\.1 nobody of that name'
	send --to unwanted@example.org archive
	expect_not_taken '554 5\.7\.1 this is not wanted here'
}

passwords() {
	configure_login plain 'security = none' "password-file = $folder/server/password"
	send archive
	expect_not_taken 'never sent without TLS'
	cp server/password open
	chmod 644 open
	configure_login starttls "password-file = $folder/open"
	send archive
	expect_not_taken "$folder/open.*chmod 600"
	configure_login starttls 'password-command = sh -c "exit 3"'
	send archive
	expect_not_taken "password-command 'sh'.* 3"
}

programs() {
	mkdir got
	cat >sendmail <<-END
		#!/bin/sh
		printf '%s\n' "\$@" >'$folder/got/arguments'
		cat >'$folder/got/message'
		echo 'this was taken' >&2
	END
	cat >refusing <<-END
		#!/bin/sh
		printf 'no such\nuser\n' >&2
		exit 67
	END
	chmod +x sendmail refusing
	configure "sendmail = '$folder/sendmail' -i -f 'a b'"
	send archive
	expect_silence
	cmp -s got/message printed || fail "$called: another mail than printed"
	[ "$(tr '\n' , <got/arguments)" = '-i,-f,a b,ann@example.org,joe@example.com,' ] ||
		fail "$called: the arguments are $(cat got/arguments)"

	# A server is for the other transport.
	rm got/*
	configure 'transport = sendmail' "sendmail = $folder/sendmail" '[smtp]' 'server = localhost:1'
	send archive
	expect_silence
	cmp -s got/message printed || fail "$called: another mail than printed"

	configure "sendmail = $folder/refusing"
	send archive
	expect_error 1 "$folder/refusing.* 67.*no such user"
	configure 'sendmail = /nowhere/sendmail -i'
	send archive
	expect_error 1 '/nowhere/sendmail.*\[mail\] sendmail'
}

used_wrongly() {
	configure 'transport = smtp'
	send archive
	expect_error 1 'server: it is missing'
	configure 'form = a'
	send archive
	expect_error 1 "$config: \[mail\] form: .*'from'"
	rm "$config"
	send archive
	expect_usage_error "--from nor \[mail\] from in $config"
	send --from a@example.org archive
	expect_usage_error '--to nor'
	for address in a $'a@c\nBcc: x@c' 'a@c, b@c' -f@c 'é@c'; do
		send --from a@example.org --to "$address" archive
		expect_usage_error '--to takes one address'
		tidings update --format mail --from "$address" --to a@example.org archive
		expect_usage_error '--from takes one address'
	done
	printf '[mail]\nto = a@b, c@d\nfrom = a@b\n' >"$config"
	send archive
	expect_error 1 "$config: \[mail\] to: .*a@b, c@d"
	tidings update --to a@example.org archive
	expect_usage_error '--format mail'
	send --format text archive
	expect_usage_error '--format'
	send
	expect_usage_error 'ARCHIVE.*help send'
	"$(dirname "$program")/tidings-network" --dry-run archive >stdout 2>stderr && fail 'it ran by itself'
	expect_said stderr "a part of 'tidings'"
}

make_archive archive --epoch
start_servers
dry_run
servers_that_take
servers_that_do_not
passwords
programs

# What is in the range is sent, and nothing is not.
configure "sendmail = $folder/sendmail"
rm -f got/*
send archive HEAD..HEAD
expect_error 1 ''
[ ! -e got/message ] || fail "$called: an empty update was sent"
tidings --db own.db send --since 2026-03-07T07:10:00Z archive
expect_silence
[ -e own.db ] || fail "$called: --db is not passed on"
! cmp -s got/message printed || fail "$called: --since is not heeded"

used_wrongly
