#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What an update tells of the works of its range that is not in the range.
. "$(dirname "$0")/index_lib.sh"

# update ARGUMENT...: in JSON, with the index of this test; which must go well.
update() {
	tidings --db lamps.db update --format json "$@"
	expect_success
}

# part REVISION N TOTAL OLD NEW: a patch of the work on lamps, in answer to its cover.
part() {
	local revision=$1 n=$2 total=$3 tag='PATCH'
	[ "$revision" = 1 ] || tag="PATCH v$revision"
	patch_text "$4" "$5" | mail "lamps/$(printf %02d "$((revision * 10 + n))").eml" \
		"lamp-$revision-$n@example.org" "[$tag $n/$total] $6" \
		"In-Reply-To: <lamp-$revision-0@example.org>"
}

cover() {
	local revision=$1 total=$2 tag='PATCH'
	[ "$revision" = 1 ] || tag="PATCH v$revision"
	mail "lamps/$(printf %02d "$((revision * 10))").eml" "lamp-$revision-0@example.org" \
		"[$tag 0/$total] lamp: Burn longer"
}

# Three revisions: of the second one patch is as before, one on another base, one rewritten,
# one new; of the third one is gone, and two have changed places.
mkdir lamps
echo 'Longer.' | cover 1 3
part 1 1 3 dim glow 'lamp: Glow'
part 1 2 3 wick cord 'lamp: Name the cord'
part 1 3 3 oil fat 'lamp: Burn fat'
echo 'To 1/3.' | mail lamps/19.eml reply-1@example.org 'Re: [PATCH 1/3] lamp: Glow' \
	'In-Reply-To: <lamp-1-1@example.org>' 'From: Bo Nilsson <bo@example.net>'
printf 'Longer still.\n\nChanges since v1:\n - it hangs now\n' | cover 2 4
part 2 1 4 dim glow 'lamp: Glow'
part 2 2 4 wick cord 'lamp: Name the cord'
sed -i 's/^index [0-9a-f]*\.\.[0-9a-f]*/index 111111111111..222222222222/' lamps/22.eml
part 2 3 4 oil wax 'lamp: Burn fat'
part 2 4 4 hook hinge 'lamp: Hang it up'
printf 'The longest.\n' | cover 3 3
part 3 1 3 hook hinge 'lamp: Hang it up'
part 3 2 3 dim glow 'lamp: Glow'
part 3 3 3 oil wax 'lamp: Burn fat'
make_archive_of lamps lamps.git --epoch

# The commit of the mail of that name.
commit_of() {
	git -C lamps.git rev-parse "HEAD~$(find lamps -name '*.eml' | sort | sed "0,/$1\.eml/d" | wc -l)"
}

v1_end=$(commit_of 19)
v2_cover=$(commit_of 20)
v2_end=$(commit_of 24)

# The first time all of it is read, however short the range.
update lamps.git "$v1_end..$v2_end"
cp stdout whole.json
ask lamps.db 'SELECT count(*) FROM place' 14

# An archive that ends there says the same, byte for byte, and goes on to.
git clone -q --bare lamps.git short.git
git -C short.git update-ref refs/heads/master "$v2_end"
for format in json text; do
	for archive in lamps.git short.git; do
		rm -f other.db*
		tidings --db other.db update --title lamps --format "$format" "$archive" "$v1_end..$v2_end"
		expect_success
		cp stdout "$archive.out"
	done
	cmp lamps.git.out short.git.out || fail "$format: later mails change what an old range says"
done
git -C short.git update-ref refs/heads/master "$(git -C lamps.git rev-parse HEAD)"
tidings --db other.db update --title lamps short.git "$v1_end..$v2_end"
expect_success
cmp stdout lamps.git.out || fail 'an old range says something else once later mails are indexed'

# The revision before, and why it is that.
update lamps.git "$v1_end..$v2_end"
cmp stdout whole.json || fail 'a second run says something else'
series='update["series"][0]'
expect_json 'len(update["series"])' 1
expect_json "${series}['state']" revised
expect_json "[older['revision_text'] for older in ${series}['older']]" "['v1']"
expect_json "${series}['older'][0]['message_id']" lamp-1-0@example.org
expect_json "${series}['older'][0]['patches']" 3
expect_json "bool(${series}['older'][0]['reason'])" True
expect_json "${series}['older'][0]['sureness'] > 90" True
expect_json "${series}['newer']" '[]'

# What the author says, and what did change.
expect_json "'it hangs now' in ${series}['changelog']" True
expect_json "${series}['compared_with']" v1
expect_json "[(c['older'], c['newer'], c['outcome']) for c in ${series}['changes']]" \
	"[(1, 1, 'unchanged'), (2, 2, 'only rebased'), (3, 3, 'rewritten'), (None, 4, 'added')]"
update lamps.git "$v2_end.."
expect_json "${series}['compared_with']" v2
expect_json "sorted((c['older'] or 0, c['newer'] or 0, c['outcome']) for c in ${series}['changes'])" \
	"[(1, 2, 'unchanged'), (2, 0, 'dropped'), (3, 3, 'unchanged'), (4, 1, 'unchanged')]"
expect_json "any(c['moved'] for c in ${series}['changes'])" True
expect_json "[older['revision_text'] for older in ${series}['older']]" "['v2', 'v1']"

# What is known since.
update --as-of now lamps.git "$v1_end..$v2_end"
expect_json "${series}['state']" revised
expect_json "[newer['revision_text'] for newer in ${series}['newer']]" "['v3']"
expect_json "${series}['revision_text']" v2
tidings --db lamps.db update --as-of now lamps.git "$v1_end..$v2_end"
expect_success
expect_said stdout 'Superseded by: v3'
update --as-of now lamps.git "..$v1_end"
expect_json "[newer['revision_text'] for newer in ${series}['newer']]" "['v2', 'v3']"

# The cover came before the range: the series is whole, and the range alone is counted.
update lamps.git "$v2_cover..$v2_end"
expect_json "${series}['complete']" True
expect_json "${series}['cover']['message_id']" lamp-2-0@example.org
expect_json "len(${series}['patches'])" 4
expect_json 'update["mails"]' 4
expect_json 'update["counts"]["covers"]' 0
expect_json 'update["counts"]["patches"]' 4

# Without the index: as it was before there was one.
tidings --db none.db update --no-index --format json lamps.git "$v2_cover..$v2_end"
expect_success
[ ! -e none.db ] || fail '--no-index makes an index'
expect_json "${series}['cover']" None
expect_json "${series}['older']" '[]'
tidings --db none.db update --format classic lamps.git "$v1_end..$v2_end"
expect_success
[ ! -e none.db ] || fail 'the classic format makes an index'
tidings update --no-index --as-of now lamps.git
expect_usage_error 'as-of'
tidings update --as-of later lamps.git
expect_usage_error 'as-of'

# A range by time, of an archive that has no commits: what came later is not known then.
mkdir -p timed
n=0
for file in lamps/*.eml; do
	n=$((n + 1))
	sed "s/^Date: .*/Date: $(printf 'Thu, 05 Mar 2026 12:%02d:00 +0000' "$n")/" "$file" \
		>"timed/$(basename "$file")"
done
make_archive_of timed timed.mbox --mbox
update --since '2026-03-05 12:06' --until '2026-03-05 12:11' timed.mbox
expect_json "[older['revision_text'] for older in ${series}['older']]" "['v1']"
expect_json "${series}['newer']" '[]'
expect_json "${series}['revision_text']" v2
expect_json "${series}['state']" revised

# The same commits stand at another place in an archive that is known too.
rm -f lamps.db*
git clone -q --bare lamps.git later.git
git -C later.git update-ref refs/heads/master HEAD~1
{
	cat lamps/10.eml
	echo 'Another mail before all.'
} >first.eml
sed -i 's/^Message-ID:.*/Message-ID: <first@example.org>/; s/^Subject:.*/Subject: First/' first.eml
mkdir -p inbox/git
"$top/scripts/make-archive" --start 1772860000 --epoch inbox/git/0.git first.eml >log 2>&1
git clone -q --bare lamps.git inbox/git/1.git
index lamps.db inbox
update --title lamps lamps.git "$v1_end..$v2_end"
cp stdout there.json
rm -f alone.db*
tidings --db alone.db update --title lamps --format json lamps.git "$v1_end..$v2_end"
expect_success
cmp stdout there.json || fail 'what another archive holds of the same commits changes the update'

# The last mail of the range is missing from the archive, as from a partial clone.
cp -R lamps.git partial.git
lost=$(git -C partial.git rev-parse "$v2_end:m")
rm -f "partial.git/objects/${lost:0:2}/${lost:2}"
git -C partial.git config core.repositoryFormatVersion 1
git -C partial.git config extensions.partialClone origin
rm -f partial.db*
tidings --db partial.db update --format json partial.git "$v1_end..$v2_end"
expect_status 0
expect_said stderr '1 mail is missing'
expect_json "[older['revision_text'] for older in ${series}['older']]" "['v1']"
expect_json "${series}['missing']" '[4]'

# A work of another list that went quiet in the time of the range is not this list's.
mkdir -p kettles late
printf '%s\n' 'From: Kim <kim@example.org>' 'Message-ID: <kettle@example.org>' \
	'Date: Thu, 05 Mar 2026 08:40:00 +0000' 'Subject: [PATCH] kettle: Boil' '' 'Boil.' '---' \
	' k.c | 2 +-' '' 'diff --git a/k.c b/k.c' '--- a/k.c' '+++ b/k.c' '@@ -1 +1 @@' '-cold();' \
	'+boil();' >kettles/1.eml
make_archive_of kettles kettles.git --epoch --start 1772700002
for n in 1 2; do
	printf '%s\n' 'From: Ann <ann@example.org>' "Message-ID: <late-$n@example.org>" \
		"Subject: Oil $n" '' 'Which oil burns best?' >"late/$n.eml"
done
make_archive_of late late.git --epoch --start 1772700001 --step 3456000
for lists in late.git 'late.git kettles.git'; do
	rm -f many.db*
	# shellcheck disable=SC2086
	index many.db $lists
	tidings --db many.db update --format json late.git HEAD~1..HEAD
	expect_success
	expect_json "update['quiet']" '[]'
	expect_json "update['waiting']" '[]'
done
