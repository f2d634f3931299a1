#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tidings repo: repositories are added, listed, read again and forgotten.
. "$(dirname "$0")/status_lib.sh"

repo() {
	tidings --db lamps.db repo "$@"
}

# commit FOLDER DAY MESSAGE
commit() {
	GIT_COMMITTER_NAME=Marc GIT_COMMITTER_EMAIL=marc@example.org \
		GIT_COMMITTER_DATE=2026-03-${2}T10:00:00Z git -C "$1" commit --quiet --allow-empty \
		--date=2026-03-"${2}"T10:00:00Z --author='Bob Builder <bob@example.org>' --message="$3"
}

repo
expect_error 1 'there is no index'
make_lamps
index lamps.db lamps
repo
expect_status 0
[ ! -s stdout ] || fail "$called: there is a repository"

for name in project other; do
	git init --quiet $name
	commit $name 14 'lamp: Begin'
done
repo add project
expect_success
expect_said stdout '^project: 1 commit read, 0 landings found$'
repo add other/.git stable
expect_success
repo list
expect_success
expect_text <<END
NAME     COMMITS  LANDED  LAST        PATH
project  1        0       2026-03-14  $(realpath project)
stable   1        0       2026-03-14  $(realpath other)
END
mv stdout plain
repo
diff -u plain stdout >&2 || fail "$called: other text than of list"

# What is new is read, and no more.
commit project 15 'wick: Hold it in the middle

Link: https://lore.kernel.org/r/b1@example.org'
repo update
expect_success
expect_said stdout '^project: 1 commit read, 1 landing found$'
repo update
expect_success
expect_said stdout '^project: up to date$'
repo --json
expect_success
expect_valid repo
expect_json '[(row["name"], row["commits"], row["landed"], row["absent"]) for row in update["repositories"]]' \
	"[('project', 2, 1, False), ('stable', 1, 0, False)]"
expect_json 'update["repositories"][0]["last"]' 2026-03-15T10:00:00Z

# One that is known is renamed; a name stands for one alone.
repo add project lamps
expect_success
repo add project stable
expect_error 2 'stable'
repo add other lamps
expect_error 2 'lamps'

# One that went away is told of, and the others are read all the same.
mv other moved
commit project 16 'lamp: Go on'
repo update
expect_status 1
expect_said stdout '^lamps: 1 commit read, 0 landings found$'
expect_said stderr '^tidings: cannot open the repository .*/other: '
repo list
expect_said stdout '/other \(cannot be opened\)$'

repo remove lamps
expect_success
expect_said stdout '^lamps: forgotten$'
repo remove lamps
expect_error 1 'lamps'
repo remove stable --json
expect_success
expect_valid repo
expect_json 'update["repositories"]' '[]'
tidings --db lamps.db landed --query s:wick
expect_status 0
[ ! -s stdout ] || fail "$called: what landed there is known still"

repo add project --progress
expect_status 0
expect_said stderr 'Reading commits'
repo add nowhere
expect_error 1 'nowhere'
repo add
expect_usage_error 'argument is missing'
repo remove
expect_usage_error 'argument is missing'
repo add project a b
expect_usage_error 'too many'
repo list project
expect_usage_error 'too many'
repo forget project
expect_usage_error 'forget'

# The first one makes the index.
tidings --db new.db repo add project
expect_success
tidings --db new.db repo
expect_said stdout '^project +[0-9]+ '
