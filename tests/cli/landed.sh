#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tidings landed: what landed in a span of time, in which repository, by which evidence.
. "$(dirname "$0")/status_lib.sh"

make_lamps
index lamps.db lamps

landed() {
	tidings --db lamps.db landed "$@"
}

# What a mail says, before any repository is known.
landed
expect_success
expect_text <<'END'
shade: Clean it
v1 by Ann Author of 2026-03-05, 1 of 1 patch landed
  all  said to be in lamps/next by Marc Maintainer on 2026-03-16
END

# land BASE RESULT AUTHOR DATE MESSAGE: lamp.c with BASE, then with what the patch makes of it.
land() {
	printf 'lamp();\n%s();\nrest();\n' "$1" >project/lamp.c
	commit "$4" 'Base <base@example.org>' "lamp: Begin with $1"
	printf 'lamp();\ntrim();\nfill();\nlight();\n%s();\nrest();\n' "$2" >project/lamp.c
	commit "$4" "$3" "$5"
}

commit() {
	git -C project add lamp.c
	GIT_COMMITTER_NAME=Marc GIT_COMMITTER_EMAIL=marc@example.org GIT_COMMITTER_DATE=$1 \
		git -C project commit --quiet --date="$1" --author="$2" --message="$3"
}

git init --quiet project
land loose tight 'Bob Builder <bob@example.org>' 2026-03-15T10:00:00Z 'wick: Hold it in the middle

Burn tight.

Link: https://lore.kernel.org/r/b1@example.org'
git -C project tag v1.0
land soot clear 'Ann Author <ann@example.org>' 2026-03-18T10:00:00Z 'shade: Clean it

Burn clear.'
land dark 'light();
more' 'Ann Author <ann@example.org>' 2026-03-20T10:00:00Z 'lamp: Trim one end

Burn light.'
tidings --db lamps.db repo add project
expect_success

landed
expect_success
expect_text <<'END'
lamp: Trim the wick
v1 by Ann Author of 2026-03-05, 1 of 2 patches landed
  1/2  project (not yet in a tag) c45e324336cd of 2026-03-20: nearly the same lines, same title, same author (94 %); rewritten
  2/2  did not land: lamp: Trim the other end

shade: Clean it
v1 by Ann Author of 2026-03-05, 1 of 1 patch landed
  all  said to be in lamps/next by Marc Maintainer on 2026-03-16
  1/1  project (not yet in a tag) 7c685772365e of 2026-03-18: same patch id, same title, same author (97 %)

wick: Hold it in the middle
v1 by Bob Builder of 2026-03-05, 1 of 1 patch landed
  1/1  project v1.0 874f488db67c of 2026-03-15: links to the mail (99 %)
END
mv stdout plain

landed --verbose s:no-range
expect_error 2 'FROM\.\.TO'
landed --verbose --query s:wick ..2026-03-16
expect_success
expect_text <<'END'
wick: Hold it in the middle
v1 by Bob Builder of 2026-03-05, 1 of 1 patch landed
b1@example.org
  1/1  project v1.0 874f488db67c of 2026-03-15: links to the mail (99 %)
       wick: Hold it in the middle <b1@example.org>
END

# expect_titles LINES ARGUMENT...: of the series that landed then.
expect_titles() {
	local expected=$1
	shift
	landed --json "$@"
	expect_success
	expect_valid landed
	json '"".join(series["title"] + "\n" for series in update["series"])' >titles
	printf '%s\n' "$expected" | diff -u - titles >&2 || fail "$called: other series"
}

trim=$'lamp: Trim the wick\n' clean=$'shade: Clean it\n' hold=$'wick: Hold it in the middle\n'
expect_titles "$trim$clean$hold"
expect_json 'update["range"]' ''
expect_titles "$trim" 2026-03-20..
expect_json 'update["range"]' 2026-03-20..
expect_titles "$hold" ..2026-03-16
expect_titles "$hold" --until 2026-03-16
expect_json 'update["range"]' ..2026-03-16
expect_titles "$hold" 2026-03-15..2026-03-16
expect_titles "$hold" --since 2026-03-15 --until 2026-03-16
# A day's end is not of the span; relative times are counted from the present.
expect_titles '' ..2026-03-15
SOURCE_DATE_EPOCH=1774051200 expect_titles "$trim" 1.day.ago..
expect_titles "$trim" -n 1
expect_json 'update["more"]' True
expect_titles "$clean" --query s:shade

landed --json 2026-03-20..
expect_json 'update["series"][0]["patches"][0]["places"][0]["change"]' rewritten
expect_json 'update["series"][0]["patches"][0]["places"][0]["sureness"]' 94
expect_json 'update["series"][0]["patches"][1]["places"]' '[]'
landed --json --query s:shade
expect_json '[place["repository"] for patch in update["series"][0]["patches"] for place in patch["places"]]' "[None, 'project']"
expect_json 'update["series"][0]["patches"][0]["places"][0]["person"]["name"]' 'Marc Maintainer'

# What became of them is told elsewhere, too.
database=lamps.db
status --json --all s:wick
expect_json 'update["series"][-1]["outcome"]["state"]' landed
expect_json 'update["series"][-1]["outcome"]["reasons"][0]["text"]' '874f488db67c, v1.0'

landed 2026-03-16..2026-03-15
expect_error 2 'FROM must lie before TO'
landed --since 2026-03-16 --until 2026-03-15
expect_error 2 '--since must lie before --until'
landed --since 2026-03-15 ..2026-03-16
expect_error 2 'either a range'
landed 2026-13-01..
expect_error 2 'FROM: .*2026-13-01'
landed ..
expect_error 2 'FROM\.\.TO'
