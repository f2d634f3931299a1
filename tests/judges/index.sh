#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Over a whole real list: an index that grew in steps says what one says that was made at
# once, and an update of an old range is the same before and after what came later.
# shellcheck source=tests/judges/lib.sh
. "$(dirname "$0")/lib.sh"
need archives/kvmarm.bundle
unpack kvmarm

program=$(realpath "$1")
content=$top/tests/cli/index_content.py
git=(git -C "$work/kvmarm.git")
tip=$("${git[@]}" rev-parse HEAD)
reference=$("${git[@]}" symbolic-ref HEAD)

# report INDEX BACK: the update of the 300 mails that end BACK mails before the tip.
report() {
	"$program" --db "$work/$1.db" update -f json "$work/kvmarm.git" \
		"$("${git[@]}" rev-parse "$tip~$(($2 + 300))")..$("${git[@]}" rev-parse "$tip~$2")"
}

for back in 18000 9000 8700 1 0; do
	"${git[@]}" update-ref "$reference" "$("${git[@]}" rev-parse "$tip~$back")"
	report steps "$back" >"$work/then.$back"
done
"$program" --db "$work/whole.db" index --batch 5000 "$work/kvmarm.git" >/dev/null
/usr/bin/python3 "$content" "$work/steps.db" >"$work/steps"
/usr/bin/python3 "$content" "$work/whole.db" >"$work/whole"
cmp "$work/steps" "$work/whole"
for back in 18000 9000 8700 1 0; do
	report whole "$back" >"$work/now.$back"
	cmp "$work/then.$back" "$work/now.$back"
done
"$program" --db "$work/steps.db" index --check >/dev/null
echo "index: $(wc -l <"$work/whole") facts are the same in steps and at once"
