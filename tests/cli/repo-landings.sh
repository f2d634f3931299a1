#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Which commits are found to be which patches; and that the index says the same of them in
# whatever order, and in however many steps, mails and commits came.
. "$(dirname "$0")/index_lib.sh"

ann='Ann Author <ann@example.org>'
day=-20 # from that on which the mails arrive

# commit FOLDER AUTHOR MESSAGE: all that is changed there, a day after the one before.
commit() {
	day=$((day + 1))
	git -C "$1" add .
	GIT_COMMITTER_DATE="@$((1772866800 + day * 86400)) +0000" git -C "$1" commit --quiet \
		--date="@$((1772866800 + day * 86400)) +0000" --author="$2" --message="$3"
}

# edit FOLDER LINE TEXT: that line of lamp.c becomes TEXT, and one more that says so follows.
edit() {
	sed -i "s/^line $2;\$/$3();\nlog(\"$3\");/" "$1/lamp.c"
}

# send NUMBER ID SUBJECT: the last commit of ./author as a mail.
send() {
	git -C author format-patch --quiet --stdout -1 --subject-prefix= --start-number=1 |
		sed -e 1d -e "s/^Subject: .*/Message-ID: <$2@example.org>\nSubject: $3/" \
			-e 's/^To:.*//' >"mails/$1"
}

# write NUMBER ID LINE TEXT TITLE: a patch of Ann's upon the base.
write() {
	git -C author checkout --quiet base
	edit author "$3" "$4"
	commit author "$ann" "$5

It is $4.

Signed-off-by: $ann"
	send "$1" "$2" "[PATCH] $5"
}

# apply NUMBER: that mail goes into the project, as a commit a day after the one before.
apply() {
	day=$((day + 1))
	GIT_COMMITTER_DATE="@$((1772866800 + day * 86400)) +0000" \
		git -C project am --quiet --3way "$PWD/mails/$1" >am.log 2>&1 || fail "git am: $(cat am.log)"
}

# amend ARGUMENT...: the last commit of the project.
amend() {
	GIT_COMMITTER_DATE="@$((1772866800 + day * 86400)) +0000" \
		git -C project commit --quiet --amend --no-edit "$@"
}

export GIT_COMMITTER_NAME=Marc GIT_COMMITTER_EMAIL=marc@example.org
mkdir mails
git init --quiet --initial-branch=master project
for n in $(seq 100); do echo "line $n;"; done >project/lamp.c
commit project "$ann" 'lamp: Begin'
git -C project tag base
git clone --quiet project author 2>/dev/null

write 01 link 5 trimmed 'lamp: Trim the wick'
write 02 plain 15 filled 'lamp: Fill in the oil'
write 03 title 25 lit 'lamp: Lihgt it'
write 04 context 35 dimmed 'lamp: Dim it'
write 05 partly 45 snuffed 'lamp: Snuff it'
write 06 first 55 hung 'lamp: Hang it up'
sed -i 's/hung/hung_higher/' author/lamp.c
commit author "$ann" 'lamp: Hang it up'
git -C author reset --quiet --soft base
commit author "$ann" 'lamp: Hang it up'
send 07 second '[PATCH v2] lamp: Hang it up'
write 08 never 65 broken 'lamp: Break it'
write 09 late 75 polished 'lamp: Polish it'
# Another one had sent the same before.
sed -e 's/^Message-ID: .*/Message-ID: <before@example.org>/' \
	-e 's/^From: .*/From: Kim Keeper <kim@example.com>/' -e '/^Signed-off-by/d' mails/09 >mails/08b
day=20

apply 01
amend --trailer 'Link: https://lore.kernel.org/r/link@example.org'
apply 02
upstream=$(git -C project rev-parse HEAD)
GIT_COMMITTER_DATE='@1775000000 +0000' git -C project tag -a -m 'First' v1.0
apply 03
amend --message "lamp: Light it

Signed-off-by: $ann"
sed -i 's/^line 37;/line 37, moved;/' project/lamp.c
commit project 'Marc <marc@example.org>' 'lamp: Move a line'
apply 04
apply 05
sed -i 's/log("snuffed");/log_once("snuffed");/' project/lamp.c
echo 'log_once();' >project/log.c
git -C project add .
amend
apply 06
apply 09
GIT_COMMITTER_DATE='@1776000000 +0000' git -C project tag -a -m 'Second' v1.1 HEAD~1
# Stable trees say in two ways where a commit is from.
git -C project checkout --quiet -b stable base
day=40
GIT_COMMITTER_DATE="@$((1772866800 + day * 86400)) +0000" \
	git -C project cherry-pick -x "$upstream" >/dev/null
day=41
GIT_COMMITTER_DATE="@$((1772866800 + day * 86400)) +0000" \
	git -C project cherry-pick "$upstream"~ >/dev/null
amend --message "lamp: Trim the wick

commit $(git -C project rev-parse "$upstream"~) upstream.

Signed-off-by: $ann"
git -C project checkout --quiet master

make_archive_of mails lamps --epoch --step 3600
git clone --quiet --mirror project project.git

# landed DATABASE: a line a place, TITLE: REVISION TAG REASONS CHANGE.
landed() {
	tidings --db "$1" landed --json
	expect_success
	json '"\n".join(sorted(f"""{patch["title"]}: {series["revision_text"]} {place["repository"]} {place["tag"]} {"backport " if place["backport"] else ""}{",".join(place["reasons"])} {place["change"]}"""
		for series in update["series"] for patch in series["patches"] for place in patch["places"]))'
}

# expect_landed DATABASE: what is read here.
expect_landed() {
	landed "$1" >places
	diff -u - places >&2 || fail "$1: other landings"
}

# repo DATABASE ARGUMENT...: which must go well.
repo() {
	local database=$1
	shift
	tidings --db "$database" repo "$@"
	expect_success
}

# expect_as_new DATABASE [REPOSITORY...]: it says what one says that is made of these now.
expect_as_new() {
	local before=$called database=$1 repository
	shift
	rm -f new.db*
	index new.db lamps
	for repository in "${@:-project.git}"; do
		repo new.db add "$repository"
	done
	called=$before
	expect_same "$database" new.db
}

index mails.db lamps
repo mails.db add project.git
expect_said stdout '^project: 11 commits read, 9 landings found$'

# What is no patch of the list lands as none; of two revisions it is the one that was taken.
all() {
	cat <<'END'
lamp: Dim it: v1 project v1.1 change,near,title,author only rebased
lamp: Fill in the oil: v1 project None backport patch-id,blobs,change,near,title,author unchanged
lamp: Fill in the oil: v1 project v1.0 patch-id,change,near,title,author unchanged
lamp: Hang it up: v1 project v1.1 patch-id,change,near,title,author unchanged
lamp: Lihgt it: v1 project v1.1 patch-id,change,near,author only reworded
lamp: Polish it: v1 project None patch-id,change,near,title,author unchanged
lamp: Snuff it: v1 project v1.1 near,title,author rewritten
lamp: Trim the wick: v1 project None backport patch-id,change,near,title,author unchanged
lamp: Trim the wick: v1 project v1.0 link,patch-id,blobs,change,near,title,author unchanged
END
}
all | expect_landed mails.db

# Commits first, and mails later, at once and one by one: the same.
repo commits.db add project.git
index commits.db lamps
expect_said stdout '^project: 11 commits read, 9 landings found$'
expect_same commits.db mails.db
git -C project checkout --quiet -b again master~2
apply 07
apply 09
git clone --quiet --bare --single-branch project again.git
for n in $(seq 10); do
	make_first "$n" mails growing
	index growing.db growing
	[ "$n" != 3 ] || repo growing.db add project.git
	[ "$n" != 3 ] || repo growing.db add again.git
	landed growing.db >"places.$n"
done
# Until a revision comes that is nearer, it is the one before.
expect_said places.6 '^lamp: Hang it up: v1 again '
expect_said places.7 '^lamp: Hang it up: v2 again '
expect_not_said places.7 '^lamp: Hang it up: v1 again None'
expect_said places.9 '^lamp: Polish it: v1 project None patch-id,change,near,title only reworded'
expect_said places.10 '^lamp: Polish it: v1 project None patch-id,change,near,title,author unchanged'
ask growing.db "SELECT DISTINCT message_id FROM landing JOIN message ON message.id = message
	WHERE title = 'lamp: Polish it' OR subject LIKE '%Polish%'" late@example.org
index whole.db growing
repo whole.db add project.git
repo whole.db add again.git
expect_same growing.db whole.db

# Where a mail is deleted, the commit is the patch that it would be without it.
delete_mail growing HEAD
index growing.db growing
expect_said stdout '^project: 0 commits read, 1 landing found$'
ask growing.db "SELECT DISTINCT message_id FROM landing JOIN message ON message.id = message
	WHERE subject LIKE '%Polish%'" before@example.org
rm whole.db*
index whole.db growing
repo whole.db add project.git
repo whole.db add again.git
expect_same growing.db whole.db

# Few commits at a time: the same, whatever of them waits for its tag.
cp -r project.git final.git
rm -rf project.git
git init --quiet --bare --initial-branch=master project.git
repo steps.db add project.git
index steps.db lamps
git -C final.git rev-list --reverse master | while read -r tip; do
	git -C final.git push --quiet ../project.git "$tip:refs/heads/master"
	repo steps.db update
done
git -C final.git push --quiet ../project.git v1.1 base
index steps.db
expect_said stdout '^project: up to date$'
git -C final.git push --quiet ../project.git stable
index steps.db
expect_said stdout '^project: 2 commits read, 2 landings found$'
git -C final.git push --quiet ../project.git v1.0
repo steps.db update
all | expect_landed steps.db
expect_same steps.db mails.db

# A tag of an older date that comes later is the first from then on; what goes, is the first no more.
GIT_COMMITTER_DATE='@1774900000 +0000' git -C project.git tag -a -m 'Zeroth' v0.9 v1.0^{}
git -C project.git tag -d v1.1 >log
GIT_COMMITTER_DATE='@1776500000 +0000' git -C project.git tag -a -m 'Third' v1.2 master
repo steps.db update
all | sed -e 's/v1.0/v0.9/' -e 's/v1.1/v1.2/' -e '/Polish/s/None/v1.2/' | expect_landed steps.db
expect_as_new steps.db project.git

# A commit that no branch leads to any more lands no more; others that take its place do.
cp -r project.git tagged.git
git -C project.git tag -d v1.2 >log
git -C project.git update-ref refs/heads/master master~2
repo steps.db update
all | sed -e 's/v1.0/v0.9/' -e 's/v1.1/None/' -e '/Polish\|Hang/d' | expect_landed steps.db
expect_as_new steps.db project.git
git -C project push --quiet ../project.git again:master --force
repo steps.db update
expect_said stdout '^project: 2 commits read, 2 landings found$'
landed steps.db >places
expect_said places '^lamp: Hang it up: v2 '
expect_as_new steps.db project.git
tidings --db steps.db status --all --json s:hang
expect_json '[row["outcome"]["state"] for row in update["series"]]' "['landed']"
rm -rf project.git
mv tagged.git project.git
repo steps.db update
expect_as_new steps.db project.git

# The same commit in another repository is no backport, and goes with it.
git clone --quiet --mirror --single-branch project.git other.git
repo steps.db add other.git
landed steps.db >places
expect_said places '^lamp: Fill in the oil: v1 other v0.9 patch-id'
expect_said places '^lamp: Fill in the oil: v1 project v0.9 patch-id'
expect_as_new steps.db project.git other.git
repo steps.db add project.git upstream
repo steps.db add project.git project
expect_as_new steps.db project.git other.git

# One that is gone is told of, and what landed there stays.
mv project.git gone.git
tidings --db steps.db repo update
expect_status 1
expect_said stdout '^other: up to date$'
expect_said stderr '^tidings: cannot open the repository .*/project.git: '
tidings --db steps.db index lamps
expect_status 0
expect_said stdout '^lamps: up to date$'
expect_said stderr '^tidings: cannot open the repository .*/project.git: '
landed steps.db | diff places - || fail 'what landed in a repository that is gone is not known'
tidings --db steps.db index --rebuild
expect_status 0
expect_said stderr '^tidings: cannot open the repository .*/project.git: '
mv gone.git project.git

# An index that is made anew keeps its repositories.
index steps.db
expect_as_new steps.db project.git other.git
index steps.db --rebuild
expect_said stdout '^other: [0-9]+ commits read, [0-9]+ landings found$'
expect_as_new steps.db project.git other.git
repo steps.db remove other
expect_as_new steps.db project.git

# Mails of an older time lead to older commits.
mkdir old
sed -e 's/^Date: .*/Date: Sun, 02 Jun 2024 10:00:00 +0000/' -e 's/link@/old@/' \
	-e 's/Trim the wick/Cut the wick/; s/trimmed/cut/' mails/01* >old/01
"$top/scripts/make-archive" --start 1717322400 --epoch ancient old/01 >log 2>&1
git -C project checkout --quiet --orphan past
for n in $(seq 100); do echo "line $n;"; done >project/lamp.c
day=-640
commit project "$ann" 'lamp: Begin before'
git -C project am --quiet "$PWD/old/01" >am.log 2>&1 || fail "git am: $(cat am.log)"
GIT_COMMITTER_DATE='@1717581600 +0000' git -C project commit --quiet --amend --no-edit
git -C project push --quiet ../project.git past
index steps.db
expect_said stdout '^project: up to date$'
index steps.db ancient
expect_said stdout '^project: [0-9]+ commits read, [0-9]+ landings? found$'
landed steps.db >places
expect_said places '^lamp: Cut the wick: v1 project None patch-id'
rm -f new.db*
index new.db ancient lamps
repo new.db add project.git
expect_same steps.db new.db

# A repository that is forgotten leaves nothing behind.
repo steps.db remove project
rm -f new.db*
index new.db ancient lamps
expect_same steps.db new.db
