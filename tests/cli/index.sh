#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The index holds what the archives hold, however and in whatever order they came to it.
. "$(dirname "$0")/index_lib.sh"

# expect_as_new DATABASE ARCHIVE... [-- OPTION...]: it holds what one holds that is made now.
expect_as_new() {
	local database=$1 archives=()
	shift
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		archives+=("$1")
		shift
	done
	[ $# = 0 ] || shift
	rm -f new.db*
	index new.db "${archives[@]}"
	expect_same "$database" new.db "$@"
	tidings --db "$database" index --check
	expect_success
}

# make_kind KIND NAME N: an archive of the first N mails of ./mails; of more it is the same
# archive, grown.
make_kind() {
	local name=$2 files=(mails/*.eml)
	local -a options
	read -r -a options <<<"$1"
	rm -rf "$name"
	"$top/scripts/make-archive" --start 1772866800 "${options[@]}" "$name" \
		"${files[@]:0:$3}" >log 2>&1 || fail "scripts/make-archive failed: $(cat log)"
}

# Takes the mail of a commit out of an epoch's history, as public-inbox-purge does.
purge_mail() {
	local blob
	blob=$(git -C "$1" rev-parse "$2:m")
	git -C "$1" fast-export --no-data --use-done-feature refs/heads/master |
		sed "s/^M 100644 $blob m\$/D m/" |
		git -C "$1" fast-import --quiet --force --done
}

make_history() {
	"$here/make_history.py" "$@" >log || fail 'make_history.py failed'
}

# The mails of that history, as files: mails/000.eml and so on.
make_history mailed.git 40 3
mkdir mails
n=0
for commit in $(git -C mailed.git rev-list --reverse HEAD); do
	sent=$(date -R -u -d "@$((1772866800 + n * 60))")
	git -C mailed.git show "$commit:m" |
		sed "s/^Date: .*/Date: $sent/" >"mails/$(printf %03d "$n").eml"
	n=$((n + 1))
done
n_mails=$n

steps_make_the_same() {
	local kind name
	for kind in --epoch '--v2 --epoch-size 11' --v1 --mbox; do
		name=grown${kind//[^a-z0-9]/}
		for n in 1 2 9 17 25 "$n_mails"; do
			make_kind "$kind" "$name" "$n"
			index "$name.db" "$name"
			expect_said stdout "$name: .* of them new"
		done
		expect_as_new "$name.db" "$name" -- --without thread
		index "$name.db" "$name"
		expect_said stdout "^$name: up to date$"
	done
}

a_batch_of_any_size_makes_the_same() {
	local kind batch
	for kind in --epoch '--v2 --epoch-size 11' --mbox; do
		make_kind "$kind" batched "$n_mails"
		for batch in 1 7 39 1000; do
			rm -f batched.db*
			index batched.db --batch "$batch" batched
			expect_as_new batched.db batched
		done
	done
}

a_mbox_is_read_again_when_it_changed() {
	make_kind --mbox box 20
	index box.db box
	make_kind --mbox box 9
	index box.db box
	expect_said stdout '^box: 9 mails read, 0 of them new; it was read again'
	expect_as_new box.db box -- --without thread
	sed -i 's/^It should/It must/' box
	index box.db box
	expect_as_new box.db box -- --without thread
	gzip -c box >box.gz
	index box.db box.gz
	expect_said stdout ', 0 of them new'
}

a_maildir_has_new_and_moved_mails() {
	make_kind --maildir dir 12
	index dir.db dir
	cp mails/020.eml dir/new/1772869999.1.host
	index dir.db dir
	expect_said stdout '13 mails read, 1 of them new'
	expect_as_new dir.db dir -- --without thread
	mv dir/new/1772869999.1.host dir/cur/1772869999.1.host:2,S
	index dir.db dir
	expect_said stdout ', 0 of them new'
	expect_as_new dir.db dir -- --without thread
}

two_archives_in_any_order() {
	make_kind --epoch first 30
	mkdir -p rest
	cp mails/*.eml rest
	rm rest/00[0-9].eml
	"$top/scripts/make-archive" --start 1772866000 --v1 second rest/* >log 2>&1
	index there.db first second
	index back.db second first
	expect_same there.db back.db
	tidings --db back.db index --check
	expect_success
	# A batch may hold a mail whose copy is of another batch.
	rm -f back.db*
	index back.db --batch 4 second
	index back.db --batch 3 first
	expect_same there.db back.db
}

one_mail_on_two_lists() {
	mkdir -p one two
	patch_text off on | mail one/1.eml both@example.org '[PATCH] lamp: Turn it on' \
		'From: "Ann Author via lamps" <lamps@example.com>' \
		'Reply-To: Ann Author <ann@example.org>' 'To: lamps@example.com' \
		'Content-Type: text/plain; charset=UTF-8' 'Content-Transfer-Encoding: 8bit'
	printf '_______________________________________________\nlamps mailing list\n%s\n' \
		'lamps@example.com' >>one/1.eml
	patch_text off on | base64 | mail two/1.eml both@example.org '[PATCH] lamp: Turn it on' \
		'To: lamps@example.com' 'Cc: Bo Nilsson <bo@example.net>, wicks@example.org' \
		'Content-Type: text/plain; charset=UTF-8' 'Content-Transfer-Encoding: base64'
	make_archive_of one list-one --epoch
	make_archive_of two list-two --epoch
	for order in 'list-one list-two' 'list-two list-one'; do
		rm -f both.db*
		# shellcheck disable=SC2086
		index both.db $order
		ask both.db 'SELECT count(*) FROM message' 1
		ask both.db 'SELECT count(*) FROM place' 2
		ask both.db 'SELECT author_address, ifnull(sender_address, author_address) FROM message' \
			'ann@example.org|ann@example.org'
		ask both.db "SELECT path LIKE '%two' FROM place JOIN archive ON id = archive
			ORDER BY quality DESC LIMIT 1" 1
		cp both.db "both-${order%% *}.db"
	done
	expect_same both-list-one.db both-list-two.db
	# It stays as long as one of the lists has it.
	delete_mail list-two HEAD
	index both.db list-two
	expect_said stdout '1 deleted'
	ask both.db 'SELECT count(*) FROM message' 1
	delete_mail list-one HEAD
	index both.db list-one
	ask both.db 'SELECT count(*) FROM message' 0
	ask both.db 'SELECT count(*) FROM posting' 0
	tidings --db both.db index --check
	expect_success
}

two_mails_under_one_id_stay_two() {
	mkdir -p clash
	echo 'Dim it.' | mail clash/1.eml same@example.org 'The lamp'
	echo 'Trim it.' | mail clash/2.eml same@example.org 'The wick'
	echo 'Nobody knows me.' | mail clash/3.eml '' 'The oil'
	echo 'Nor me.' | mail clash/4.eml '' 'The shade'
	echo 'Nor me.' | mail clash/5.eml '' 'The shade'
	make_archive_of clash clashed --epoch
	index clash.db clashed
	ask clash.db "SELECT count(*) FROM message WHERE message_id = 'same@example.org'" 2
	ask clash.db 'SELECT count(*) FROM message WHERE message_id IS NULL' 2
	ask clash.db 'SELECT count(*) FROM place' 5
}

deleted_mails_are_forgotten() {
	local n database=deleted.db
	make_history deleted.git 60 5
	index "$database" deleted.git
	# A patch, a cover letter, a reply, whatever stands there.
	for n in 3 9 14 22 31 44 50; do
		delete_mail deleted.git "HEAD~$n"
		index "$database" deleted.git
		expect_said stdout '1 deleted'
		expect_as_new "$database" deleted.git -- --without thread
	done
}

# The one patch of a work's middle revision, and of its newest, are deleted.
a_work_whose_only_patch_is_deleted() {
	mkdir -p works
	patch_text off on | mail works/1.eml w1@example.org '[PATCH] lamp: Turn it on'
	patch_text off lit | mail works/2.eml w2@example.org '[PATCH v2] lamp: Turn it on'
	patch_text off bright | mail works/3.eml w3@example.org '[PATCH v3] lamp: Turn it on'
	make_archive_of works works.git --epoch
	for n in 0 1 2; do
		cp -R works.git "works$n.git"
		rm -f works.db*
		index works.db "works$n.git"
		ask works.db 'SELECT count(DISTINCT topic) FROM posting' 1
		delete_mail "works$n.git" "HEAD~$n"
		index works.db "works$n.git"
		ask works.db 'SELECT count(*), count(DISTINCT topic), sum(is_latest) FROM posting' '2|1|1'
		expect_as_new works.db "works$n.git"
	done
}

a_purge_is_noticed() {
	make_history purged.git 60 6
	index purged.db purged.git
	for n in 11 30; do
		purge_mail purged.git "HEAD~$n"
		index purged.db purged.git
		expect_said stdout ', 0 of them new; it was read again'
		expect_as_new purged.db purged.git -- --without thread
	done
	purge_mail purged.git HEAD~40
	git -C purged.git reflog expire --expire=now --all
	git -C purged.git gc --quiet --prune=now
	index purged.db --batch 8 purged.git
	expect_said stdout ', 0 of them new; it was read again'
	expect_as_new purged.db purged.git -- --without thread
	# Of a v2 inbox an epoch is purged that does not grow any more.
	make_kind '--v2 --epoch-size 11' inbox "$n_mails"
	index inbox.db inbox
	purge_mail inbox/git/0.git HEAD~4
	index inbox.db inbox
	expect_said stdout 'it was read again'
	expect_as_new inbox.db inbox -- --without thread
}

another_archive_at_the_same_path() {
	make_history other.git 30 8
	index other.db other.git
	# Not one mail is the same.
	rm -rf other.git
	make_history lamps.git 40 9
	git init -q --bare -b master other.git
	git -C lamps.git fast-export --all | sed 's/lamps@example/wicks@example/; s/<reply/<again/' |
		git -C other.git fast-import --quiet
	index other.db --batch 7 other.git
	expect_said stdout 'it was read again'
	expect_as_new other.db other.git -- --without thread
	# The branch moves back.
	git -C other.git update-ref refs/heads/master HEAD~15
	index other.db other.git
	expect_as_new other.db other.git -- --without thread
	# And it becomes an mbox.
	rm -rf other.git
	make_kind --mbox other.git 9
	index other.db other.git
	expect_as_new other.db other.git -- --without thread
}

an_empty_archive_is_none_yet() {
	git init -q --bare -b master empty.git
	index empty.db empty.git
	ask empty.db 'SELECT count(*) FROM archive' 1
	: >empty.mbox
	index empty.db empty.mbox
	rm -rf empty.git
	make_kind --epoch empty.git 5
	index empty.db empty.git
	expect_said stdout '5 mails read, 5 of them new$'
	expect_as_new empty.db empty.git empty.mbox
}

a_mail_that_is_missing_is_counted() {
	make_kind --epoch partial.git 12
	lost=$(git -C partial.git rev-parse HEAD~5:m)
	rm "partial.git/objects/${lost:0:2}/${lost:2}"
	git -C partial.git config core.repositoryFormatVersion 1
	git -C partial.git config extensions.partialClone origin
	index partial.db partial.git
	expect_said stdout '12 mails read, 11 of them new, 1 missing'
	ask partial.db 'SELECT count(*) FROM place' 11
	index partial.db partial.git
	expect_said stdout 'up to date'
}

an_archive_that_vanished_is_named() {
	make_kind --epoch stays.git 8
	make_kind --epoch goes.git 20
	index vanished.db goes.git stays.git
	cp vanished.db before.db
	mv goes.git gone.git
	tidings --db vanished.db index
	expect_status 1
	expect_said stderr 'goes\.git.*No such file'
	expect_said stdout 'stays\.git: up to date'
	expect_same vanished.db before.db
	tidings --db vanished.db index goes.git
	expect_error 1 'goes\.git.*No such file'
	tidings --db vanished.db update goes.git
	expect_error 1 'goes\.git.*No such file'
}

an_mbox_keeps_its_quoting() {
	cat >quoted.mbox <<'END'
From mboxrd@z Thu Jan  1 00:00:00 1970
From: Ann Author <ann@example.org>
Subject: doc
Date: Thu, 05 Mar 2026 12:00:00 +0000
Message-ID: <quoting@example.org>

>>From the tower.

END
	index quoted.db --mbox-quoting o quoted.mbox
	hash=$(ask quoted.db 'SELECT bytes FROM message')
	index quoted.db --rebuild
	ask quoted.db 'SELECT bytes FROM message' "$hash"
	ask quoted.db 'SELECT quoting FROM archive' 1
}

# Series.

covers_may_come_after_their_patches() {
	mkdir -p late
	patch_text a b | mail late/1.eml 20260305.7-2-ann@example.org '[PATCH 1/2] lamp: One' \
		'In-Reply-To: <20260305.7-1-ann@example.org>'
	patch_text c d | mail late/2.eml 20260305.7-3-ann@example.org '[PATCH 2/2] lamp: Two' \
		'In-Reply-To: <20260305.7-1-ann@example.org>'
	echo 'Two of them.' | mail late/3.eml 20260305.7-1-ann@example.org '[PATCH 0/2] lamp: Both'
	for n in 1 2 3; do
		make_first "$n" late late.git
		index late.db late.git
	done
	ask late.db 'SELECT count(*), title, n_patches, cover IS NOT NULL FROM posting' '1|lamp: Both|2|1'
	expect_as_new late.db late.git
}

# Without In-Reply-To the batch of the Message-IDs, or the sender and the hour, join them.
patches_join_their_posting_later() {
	local case_name number=0
	for case_name in batch hour; do
		mkdir -p "$case_name"
		for n in 1 2 3; do
			number=$((number + 1))
			id="odd$number.x$((number * 7919))@example.org"
			[ "$case_name" = hour ] || id="20260305.8-$((n + 1))-ann@example.org"
			patch_text "a$n" "b$n" |
				mail "$case_name/$n.eml" "$id" "[PATCH $n/3] lamp: Part $n" \
					"Date: Thu, 05 Mar 2026 12:00:0$n +0000"
		done
		for n in 1 2 3; do
			make_first "$n" "$case_name" "$case_name.git"
			index "$case_name.db" "$case_name.git"
		done
		ask "$case_name.db" 'SELECT count(*), n_patches, n_missing FROM posting' '1|3|0'
		expect_as_new "$case_name.db" "$case_name.git"
	done
}

a_single_patch_is_resent() {
	mkdir -p resent
	echo 'Two.' | mail resent/1.eml r-0@example.org '[PATCH 0/2] lamp: Both'
	for n in 1 2; do
		patch_text "a$n" "b$n" | mail "resent/$((n + 1)).eml" "r-$n@example.org" \
			"[PATCH $n/2] lamp: Part $n" 'In-Reply-To: <r-0@example.org>'
	done
	patch_text a2 c2 | mail resent/4.eml r-3@example.org '[PATCH v2 2/2] lamp: Part 2' \
		'In-Reply-To: <r-2@example.org>'
	for n in 2 3 4; do
		make_first "$n" resent resent.git
		index resent.db resent.git
	done
	ask resent.db 'SELECT count(DISTINCT topic) FROM posting' 1
	expect_as_new resent.db resent.git
}

a_reply_may_come_before_what_it_answers() {
	mkdir -p early
	echo 'It burns.' | mail early/1.eml e-2@example.org 'Re: [PATCH] lamp: Turn it on' \
		'In-Reply-To: <e-1@example.org>' 'From: Bo Nilsson <bo@example.net>'
	echo 'It does not.' | mail early/2.eml e-3@example.org 'Re: [PATCH] lamp: Turn it on' \
		'In-Reply-To: <e-1@example.org>' 'From: Eve Editor <eve@example.org>'
	echo 'See there.' | mail early/3.eml e-4@example.org 'Other' \
		'References: <x-1@example.org> <x-2@example.org>'
	patch_text off on | mail early/4.eml e-1@example.org '[PATCH] lamp: Turn it on' \
		'References: <x-1@example.org>' 'In-Reply-To: <x-1@example.org>'
	for n in 1 2 3; do
		make_first "$n" early early.git
		index early.db early.git
	done
	ask early.db 'SELECT count(DISTINCT thread) FROM message' 2
	make_first 4 early early.git
	index early.db early.git
	ask early.db 'SELECT count(DISTINCT thread) FROM message' 1
	ask early.db 'SELECT n_replies, n_repliers FROM posting' '2|2'
	expect_as_new early.db early.git
}

# What a list puts before a subject is no prefix, also of a mail of an earlier run.
a_tag_of_the_list_joins_nothing() {
	mkdir -p tagged
	patch_text off on | mail tagged/1.eml t-1@example.org '[Lamps] [PATCH qemu] lamp: Turn it on' \
		'List-Id: <lamps.example.org>'
	patch_text off lit | mail tagged/2.eml t-2@example.org '[PATCH kernel v2] lamp: Turn it on'
	patch_text off lit | mail tagged/3.eml t-3@example.org '[Lamps] [PATCH] lamp: Trim the wick' \
		'List-Id: <lamps.example.org>'
	patch_text off lit | mail tagged/4.eml t-4@example.org '[PATCH v2] lamp: Trim the wick'
	patch_text off lit | mail tagged/5.eml t-5@example.org '[Lamps] [PATCH] lamp: Fill it' \
		'List-Id: <lamps.example.org>'
	patch_text off lit | mail tagged/6.eml t-6@example.org '[PATCH kernel v2] lamp: Fill it'
	for n in 1 2 3 4 5 6; do
		make_first "$n" tagged tagged.git
		index tagged.db tagged.git
	done
	expect_as_new tagged.db tagged.git
	ask tagged.db "SELECT count(*) FROM message WHERE prefixes IN ('', 'qemu')" 3
}

# Of two copies in one batch, or in two, the better one counts.
the_better_copy_in_one_batch() {
	mkdir -p copies
	patch_text off on | mail copies/1.eml c@example.org '[Lamps] [PATCH] lamp: Turn it on' \
		'From: Ann Author via lamps <lamps@example.com>' 'List-Id: <lamps.example.com>' \
		'Reply-To: Ann Author <ann@example.org>'
	patch_text off on | mail copies/2.eml c@example.org '[PATCH] lamp: Turn it on' \
		'Cc: bo@example.net'
	make_archive_of copies copies.git --epoch
	for batch in 1 2; do
		rm -f copies.db*
		index copies.db --batch "$batch" copies.git
		ask copies.db 'SELECT subject, author_address, sender_address, prefixes FROM message' \
			'[PATCH] lamp: Turn it on|ann@example.org|None|None'
		cp copies.db "copies$batch.db"
	done
	expect_same copies1.db copies2.db
}

# The file.

two_runs_at_once() {
	make_history once.git 60 2
	make_kind --mbox once.mbox "$n_mails"
	rm -f whole.db*
	index whole.db once.git once.mbox
	for round in 1 2 3 4 5; do
		rm -f once.db*
		for run in 1 2 3 4; do
			"$program" --db once.db index --batch 5 once.git once.mbox >"out$run" 2>"err$run" ||
				echo failed >>"err$run" &
		done
		wait
		for run in 1 2 3 4; do
			! grep -v '^tidings: waiting' "err$run" >&2 || fail "round $round: run $run failed"
		done
		expect_same once.db whole.db
	done
}

# damage FROM STEP: overwrites half a page of each STEP in a row of ./damaged.db.
damage() {
	/usr/bin/python3 -c '
import sys
start, step = map(int, sys.argv[1:])
data = bytearray(open("damaged.db", "rb").read())
for at in range(start * 4096, len(data) - 4096, step * 4096):
    data[at : at + 2048] = b"\xa5" * 2048
open("damaged.db", "wb").write(data)' "$@"
}

a_damaged_file_is_told_and_made_anew() {
	make_kind --epoch sound.git "$n_mails"
	index sound.db sound.git
	expect_as_new sound.db sound.git
	cp sound.db damaged.db
	damage 30 3
	tidings --db damaged.db index --check
	expect_status 1
	expect_said stdout '^damaged\.db: damaged$'
	expect_said stdout '^  .*[Pp]age'
	expect_said stdout "'tidings index --rebuild'"
	[ ! -s stderr ] || fail 'a check that finds something has an error'
	index damaged.db --rebuild sound.git
	expect_same damaged.db sound.db

	cp sound.db damaged.db
	damage 1 1
	tidings --db damaged.db index sound.git
	expect_error 1 "damaged\.db' is damaged: .* 'tidings index --rebuild'"
	tidings --db damaged.db index --rebuild
	expect_error 1 'name the archives .*damaged\.db'
	[ -s damaged.db ] || fail 'a rebuild that fails has removed the index'
	index damaged.db --rebuild sound.git
	expect_same damaged.db sound.db

	head -c 30000 sound.db >damaged.db
	tidings --db damaged.db update sound.git
	expect_error 1 "damaged\.db' is damaged: .* 'tidings index --rebuild'"

	cp sound.db damaged.db
	/usr/bin/python3 -c '
import sqlite3
with sqlite3.connect("damaged.db") as index:
    index.execute("DELETE FROM message WHERE id = 4")
    index.execute("UPDATE link SET older = 9999 WHERE newer = (SELECT max(newer) FROM link)")'
	tidings --db damaged.db index --check
	expect_status 1
	expect_said stdout '^  mails stand in an archive that are not known: 1$'
	expect_said stdout '^  links lead to postings that are not there: 1$'
}

a_file_that_is_no_index_is_left_alone() {
	echo 'Buy oil.' >notes
	cp notes notes.copy
	/usr/bin/python3 -c '
import sqlite3
with sqlite3.connect("lamps.db") as other:
    other.execute("CREATE TABLE lamp (wick)")'
	cp lamps.db lamps.copy
	for file in notes lamps.db; do
		for arguments in 'index sound.git' 'index --check' 'index --rebuild sound.git' \
			'update sound.git'; do
			# shellcheck disable=SC2086
			tidings --db "$file" $arguments
			expect_error 1 "'$file' is no index of tidings; name another file with --db"
		done
		cmp "$file" "${file%.db}.copy" || fail "$file was changed"
	done
	cp sound.db newer.db
	/usr/bin/python3 -c '
import sqlite3
with sqlite3.connect("newer.db") as newer:
    newer.execute("PRAGMA user_version = 1000")'
	tidings --db newer.db index sound.git
	expect_error 1 "newer\.db' has version 1000, made by a newer tidings"
}

# Root may write everywhere, so the program runs as somebody else then.
a_place_that_cannot_be_written() {
	local someone=()
	tidings --db sound.git/HEAD/index.db update sound.git
	expect_error 1 'cannot make the directory .*--db.*--no-index'
	mkdir closed
	cp sound.db closed/sound.db
	git -C sound.git update-ref refs/heads/master HEAD~1
	chmod -R a-w,a+rX closed
	if [ "$(id -u)" = 0 ]; then
		someone=(setpriv --reuid 65534 --regid 65534 --clear-groups)
		chmod 755 .
		"${someone[@]}" test -x "$program" 2>/dev/null || return 0
	fi
	for file in closed/sound.db closed/new.db; do
		called="tidings --db $file update sound.git" status=0
		"${someone[@]}" "$program" --db "$file" update sound.git >stdout 2>stderr || status=$?
		expect_error 1 "cannot (open|write to) the index '$file'.*--db.*--no-index"
	done
}

used_wrongly() {
	tidings --db used.db index
	expect_usage_error 'no ARCHIVE given'
	tidings --db used.db index --batch=-1 sound.git
	expect_usage_error 'batch'
	tidings --db used.db index --mbox-quoting x sound.git
	expect_usage_error 'mbox-quoting'
	tidings --db
	expect_usage_error '--db'
	tidings index --help
	expect_success
	tidings --db=used.db index sound.git
	expect_success
	# The usual place.
	tidings index sound.git
	expect_success
	[ -s "$XDG_DATA_HOME/tidings/index.db" ] || fail 'no index under $XDG_DATA_HOME/tidings'
	tidings index
	expect_success
	expect_said stdout 'sound\.git: up to date'
}

for check in ${ONLY:-steps_make_the_same a_batch_of_any_size_makes_the_same \
	a_mbox_is_read_again_when_it_changed a_maildir_has_new_and_moved_mails \
	two_archives_in_any_order one_mail_on_two_lists two_mails_under_one_id_stay_two \
	deleted_mails_are_forgotten a_work_whose_only_patch_is_deleted a_purge_is_noticed \
	another_archive_at_the_same_path an_empty_archive_is_none_yet \
	a_mail_that_is_missing_is_counted an_archive_that_vanished_is_named \
	an_mbox_keeps_its_quoting covers_may_come_after_their_patches \
	patches_join_their_posting_later a_single_patch_is_resent \
	a_reply_may_come_before_what_it_answers a_tag_of_the_list_joins_nothing \
	the_better_copy_in_one_batch two_runs_at_once \
	a_damaged_file_is_told_and_made_anew a_file_that_is_no_index_is_left_alone \
	a_place_that_cannot_be_written used_wrongly}; do
	[ -z "${TELL-}" ] || echo "$check"
	"$check"
done
