#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same mails give the same update, whatever kind of archive they stand in.
. "$(dirname "$0")/lib.sh"

# What must not depend on the kind: all but the commits, and what is counted from the arrival.
summary() {
	/usr/bin/python3 -c '
import json
update = json.load(open("stdout", encoding="utf-8"))
update["from"] = update["to"] = update["period"] = None
update["statistics"]["pace"] = update["statistics"]["days"] = None
update["landed"] = update["waiting"] = update["quiet"] = None
for series in update["series"]:
    outcome = series["outcome"]
    for key in "turn_since", "turn_days", "quiet_days", "answered", "landed", "state":
        outcome[key] = None
    outcome["reasons"] = [reason["rule"] for reason in outcome["reasons"]]
    for patch in series["patches"] + [series["cover"] or {}]:
        patch["commit"] = None
print(json.dumps(update, indent=1, ensure_ascii=False))'
}

compare_kind() {
	local name=$1
	tidings update --format json "$name"
	expect_success
	summary >"$name.summary"
	diff -u expected "$name.summary" >&2 || fail "$name gives another update"
}

make_archive epoch --epoch
tidings update --format json epoch
expect_success
expect_json 'update["mails"]' 20
summary >expected

git clone -q epoch worktree 2>log
compare_kind worktree
compare_kind epoch/
make_archive inbox --v2 --epoch-size 8
compare_kind inbox
make_archive v1 --v1
compare_kind v1
make_archive lantern.mbox --mbox
compare_kind lantern.mbox
gzip -k lantern.mbox
compare_kind lantern.mbox.gz
make_archive maildir --maildir
compare_kind maildir

# A deleted mail vanishes.
cp -R "$mails" some
echo 18-lantern-tests-patch.eml >some/21.delete
make_archive_of some deleted --epoch
tidings update --format json deleted
expect_success
expect_json 'update["mails"]' 19
expect_json '[series["title"] for series in update["series"] if "glow" in series["title"]]' '[]'

# The two quotings of an mbox differ in a line that was quoted before.
cat >quoting.mbox <<'END'
From mboxrd@z Thu Jan  1 00:00:00 1970
From: Ann Author <ann@example.org>
Subject: [PATCH] doc: Tell where the light comes from
Date: Thu, 05 Mar 2026 12:00:00 +0000
Message-ID: <quoting@example.org>

>From the lantern.
>>From the tower.

Signed-off-by: Ann Author <ann@example.org>
---
 doc/light.rst | 1 +
 1 file changed, 1 insertion(+)

diff --git a/doc/light.rst b/doc/light.rst
--- a/doc/light.rst
+++ b/doc/light.rst
@@ -1 +1,2 @@
 Light
+Lantern

END
tidings update --format json quoting.mbox
expect_success
expect_json 'update["series"][0]["patches"][0]["message"].split("\n")[:2]' \
	"['From the lantern.', '>From the tower.']"
tidings update --format json --mbox-quoting o quoting.mbox
expect_success
expect_json 'update["series"][0]["patches"][0]["message"].split("\n")[:2]' \
	"['From the lantern.', '>>From the tower.']"

# The title: as asked for, as described, else by List-Id.
tidings update --title 'Lamps' epoch
expect_success
expect_said stdout 'Lamps'
echo 'Talk about lanterns' >epoch/description
tidings update epoch
expect_success
expect_said stdout 'Talk about lanterns'
echo "Unnamed repository; edit this file 'description' to name the repository." >epoch/description
tidings update epoch
expect_success
expect_said stdout 'Lantern'
expect_not_said stdout 'Unnamed'
