#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tidings publish: a site of a list, written anew where something is new, and never in halves.
# How it grows is publish-grown.py's matter, and that it stands a kill publish-killed.py's.
. "$(dirname "$0")/status_lib.sh"

# publish DIR ARCHIVE [OPTION...]: with the index DIR.db; it goes well and says nothing.
publish() {
	local dir=$1 archive=$2
	shift 2
	tidings --db "$dir.db" publish "$@" "$dir" "$archive"
	expect_status 0
	[ ! -s stdout ] || fail "$called: standard output is not empty"
	[ ! -s stderr ] || fail "$called: standard error is not empty"
}

# refuse STATUS PATTERN DIR ARCHIVE [OPTION...]: one line says why.
refuse() {
	local expected=$1 pattern=$2 dir=$3 archive=$4
	shift 4
	tidings --db lamps.db publish "$@" "$dir" "$archive"
	expect_error "$expected" "$pattern"
}

list_files() {
	(cd "$1" && find . -type f ! -name .tidings-site | sort)
}

# What a file is, but for its content: when it was written, and whether it is the same one.
list_stamps() {
	(cd "$1" && find . -type f ! -name .tidings-site -printf '%p %i %T@\n' | sort)
}

# expect_changed DIR PATTERN...: of the stamps in ./before others are now as before.
expect_changed() {
	local dir=$1
	shift
	list_stamps "$dir" >after
	{ diff before after || true; } | sed -n 's/^[<>] \([^ ]*\) .*/\1/p' | sort -u >changed
	printf '%s\n' "$@" | sort >expected
	diff -u expected changed >&2 || fail "$called: other files were written"
}

expect_same_site() {
	diff -r -x .tidings-site "$1" "$2" >&2 || fail "$called: $1 and $2 differ"
}

# page_of ID: where the page of that mail is.
page_of() {
	printf 'series/%s.html' "$(printf %s "$1@example.org" | sha256sum | cut -c1-16)"
}

person_of() {
	printf 'people/%s.html' "$(printf %s "$1@example.org" | sha256sum | cut -c1-16)"
}

promised() {
	publish site lamps
	list_files site >files
	{
		printf './%s\n' index.html open.html people.html search.html search.js works.js style.css \
			series.atom updates.atom
		printf './updates/%s.html\n' 2026-03-02 2026-03-09 2026-03-16
		for id in a0 b1 c1 d1; do echo "./$(page_of "$id")"; done
		for name in ann bob kim rita tom; do echo "./$(person_of "$name")"; done
	} | sort >expected
	diff -u expected files >&2 || fail 'a site has other pages than it promises'
	expect_said "site/$(page_of a0)" 'Rita asked for changes'
	expect_said site/updates/2026-03-09.html '<a href="2026-03-02.html" rel="prev">'
	expect_said site/updates/2026-03-09.html '<a href="2026-03-16.html" rel="next">'
	expect_said site/index.html '<a href="updates/2026-03-02.html">2026-03-02 to 2026-03-08</a>'
	expect_not_said site/series.atom 'series/'
}

# With --url the feeds lead to the pages.
addressed() {
	publish addressed lamps --url https://lists.example.org/lamps
	expect_said addressed/series.atom "https://lists.example.org/lamps/$(page_of c1)"
	expect_said addressed/series.atom 'https://lists.example.org/lamps/series.atom'
	expect_said addressed/updates.atom 'https://lists.example.org/lamps/updates/2026-03-16.html'
	expect_not_said addressed/index.html 'https://lists.example.org'
}

# A second run writes nothing.
idle() {
	list_stamps site >before
	publish site lamps
	list_stamps site | diff -u before - >&2 || fail 'a second run writes files'
}

# One more mail of a work rewrites the pages of that work, of that week and of what lists them.
one_more() {
	post 12 c-tom 'Re: [PATCH] oil: Fill up at night' 'Tom Tester <tom@example.org>' \
		'In-Reply-To: <c1@example.org>' <<<'Reviewed-by: Tom Tester <tom@example.org>'
	rm -rf lamps
	make_archive_of mails lamps --epoch --step 86400
	list_stamps site >before
	publish site lamps
	expect_changed site ./index.html ./open.html ./people.html ./series.atom ./updates.atom \
		./works.js ./updates/2026-03-16.html "./$(page_of c1)" "./$(person_of kim)" "./$(person_of tom)"
	# Asking again changes no state, and yet what lists say of it.
	post 13 c-again 'Re: [PATCH] oil: Fill up at night' 'Kim Keeper <kim@example.org>' \
		'In-Reply-To: <c1@example.org>' <<<'Gentle ping.'
	rm -rf lamps
	make_archive_of mails lamps --epoch --step 86400
	publish site lamps
	expect_said "site/$(person_of kim)" 'pinged'
	publish fresh lamps
	expect_same_site site fresh
}

# Who gets a page later is led to by the pages that named them before.
newcomer() {
	[ ! -e "site/$(person_of marc)" ] || fail 'the maintainer has a page before he has sent a patch'
	patch_text damp dry | post 14 e1 '[PATCH] box: Keep it dry' 'Marc Maintainer <marc@example.org>'
	rm -rf lamps
	make_archive_of mails lamps --epoch --step 86400
	publish site lamps
	expect_said "site/$(page_of d1)" "$(person_of marc)"
	rm -rf fresh fresh.db
	publish fresh lamps
	expect_same_site site fresh
}

# What somebody spoils comes back: pages, their folders, the manifest.
spoilt() {
	rm -r site/people "site/$(page_of a0)" site/style.css
	publish site lamps
	expect_same_site site fresh
	for spoil in 'tidings-site' "$(printf 'file\tx\t../../victim\n')" "$(head -c 300 /dev/urandom | base64)" ''; do
		printf '%s\n' "$spoil" >site/.tidings-site
		echo gone >"site/$(page_of a0)"
		publish site lamps
		expect_same_site site fresh
	done
	# What a manifest names that cannot be of a site is let alone.
	echo precious >victim
	printf 'file\t0000000000000000\t../victim\nfile\t0000000000000000\t.tidings-site\n' >>site/.tidings-site
	printf 'file\t0000000000000000\t%s/victim\n' "$PWD" >>site/.tidings-site
	publish site lamps
	[ "$(cat victim)" = precious ] || fail 'a file outside the site was removed'
	expect_same_site site fresh
	# What is there beside the site stays.
	echo mine >site/robots.txt
	publish site lamps
	[ "$(cat site/robots.txt)" = mine ] || fail 'a file beside the site was touched'
	rm site/robots.txt
}

# A folder that is somebody's is refused, and untouched.
somebodys() {
	mkdir other
	echo precious >other/index.html
	refuse 2 '^tidings: other: not empty, and no site of tidings' other lamps
	[ "$(ls -A other) $(cat other/index.html)" = 'index.html precious' ] || fail "$called: other was touched"
	echo file >plain
	refuse 1 'plain' plain lamps
	[ "$(cat plain)" = file ] || fail "$called: plain was touched"
}

# While another run publishes there, a second one fails at once.
locked() {
	list_stamps site >before
	flock -x site "$program" --db site.db publish site lamps >stdout 2>stderr </dev/null && status=0 || status=$?
	called='flock site tidings publish site'
	expect_error 1 '^tidings: site: another run publishes to it; try again when it is done$'
	list_stamps site | diff -u before - >&2 || fail "$called: files were written"
	publish site lamps
}

# A link where a page belongs becomes the page, and what it led to stays.
links() {
	echo precious >victim
	for page in index.html style.css "$(page_of a0)" updates/2026-03-09.html series.atom; do
		ln -sf "$PWD/victim" "site/$page"
	done
	ln -sf "$PWD/victim" site/open.html.new
	echo spoilt >site/open.html
	publish site lamps
	[ "$(cat victim)" = precious ] || fail 'what a link leads to was written'
	[ -z "$(find site -type l ! -name '*.new')" ] || fail 'a link stands for a page'
}

periods() {
	publish by-day lamps --period day
	[ "$(list_files by-day | grep -c ./updates/)" = 14 ] || fail "$called: not an update a day"
	publish by-day lamps --period month
	list_files by-day | grep ./updates/ >updates
	[ "$(cat updates)" = ./updates/2026-03-01.html ] || fail "$called: not an update a month: $(cat updates)"
	publish by-month lamps --period month
	expect_same_site by-day by-month
}

# All kinds of archives make a site; of the same mails the same series.
kinds() {
	local series kind
	series=$(list_files fresh | grep ./series/)
	for kind in v2 mbox maildir; do
		make_archive_of mails "lamps-$kind" "--$kind" --step 86400 --epoch-size 5
		publish "site-$kind" "lamps-$kind"
		[ "$(list_files "site-$kind" | grep ./series/)" = "$series" ] || fail "$called: other series"
		list_stamps "site-$kind" >before
		publish "site-$kind" "lamps-$kind"
		list_stamps "site-$kind" | diff -u before - >&2 || fail "$called: a second run writes files"
	done
	[ -d lamps-v2/git/2.git ] || fail 'the v2 inbox has not as many epochs as the test wants'
	diff -r -x .tidings-site -x '*.atom' fresh site-v2 >differs || true
	! grep '^Only in' differs >&2 || fail 'an inbox of several epochs has other pages'
}

# A work of its own that is found to be a part of another leads there.
merged() {
	local ann='Ann Author <ann@example.org>'
	mkdir mails-m
	patch_text dark light | mail mails-m/1 m1@example.org '[PATCH] lamp: Trim it' "From: $ann"
	patch_text soot clear | mail mails-m/2 m2@example.org '[PATCH] shade: Clean it' "From: $ann"
	make_archive_of mails-m merge --epoch
	publish merge-site merge
	cp "merge-site/$(page_of m2)" alone
	expect_not_said alone 'http-equiv="refresh"'
	mail mails-m/3 m30@example.org '[PATCH v2 0/2] lamp, shade' "From: $ann" <<<'Both.'
	patch_text dark light | mail mails-m/4 m31@example.org '[PATCH v2 1/2] lamp: Trim it' "From: $ann" 'In-Reply-To: <m30@example.org>'
	patch_text soot clear | mail mails-m/5 m32@example.org '[PATCH v2 2/2] shade: Clean it' "From: $ann" 'In-Reply-To: <m30@example.org>'
	rm -rf merge
	make_archive_of mails-m merge --epoch
	publish merge-site merge
	for id in m1 m2 m30; do
		[ -f "merge-site/$(page_of "$id")" ] || fail "the address of $id is gone"
	done
	grep -q 'http-equiv="refresh"' merge-site/series/*.html || fail 'no page leads to that of the work'
	publish merge-fresh merge
	expect_same_site merge-site merge-fresh
}

# A letter that comes days after its patches: what led to the patch that stood for it still does.
late_letter() {
	local ann='Ann Author <ann@example.org>'
	mkdir mails-l
	patch_text one two | mail mails-l/1 l2@example.org '[PATCH 2/3] lamp: Second' "From: $ann" 'In-Reply-To: <l0@example.org>'
	patch_text two one | mail mails-l/2 l1@example.org '[PATCH 1/3] lamp: First' "From: $ann" 'In-Reply-To: <l0@example.org>'
	patch_text three four | mail mails-l/3 l3@example.org '[PATCH 3/3] lamp: Third' "From: $ann" 'In-Reply-To: <l0@example.org>'
	mail mails-l/4 l4@example.org 'A question' "From: $ann" <<<'Who has oil?'
	make_archive_of mails-l late --epoch --step 40000
	publish late-site late --period day
	mail mails-l/5 l0@example.org '[PATCH 0/3] lamp: Three' "From: $ann" <<<'All.'
	rm -rf late
	make_archive_of mails-l late --epoch --step 40000
	publish late-site late --period day
	publish late-fresh late --period day
	expect_same_site late-site late-fresh
	grep -ho 'series/[0-9a-f]*\.html' late-site/updates/*.html | sort -u >linked
	[ -s linked ] || fail 'no update leads to a series'
	while read -r page; do
		[ -f "late-site/$page" ] || fail "an update leads to $page, which is gone"
	done <linked
}

# A run with other settings that does not end leaves nothing that the next one takes for its own.
unfinished() {
	publish settled lamps --title Good
	rm settled/index.html
	mkdir settled/index.html
	tidings --db settled.db publish --title Evil settled lamps
	expect_error 1 'settled/index.html'
	rmdir settled/index.html
	publish settled lamps --title Good
	! grep -rl Evil settled --include='*.html' >&2 || fail 'pages of the run that failed are left'
}

# The pages of mails that were deleted go.
deleted() {
	cp -R lamps purged
	publish gone purged
	delete_mail purged "$(git -C purged log --format=%H --grep='shade: Clean it' --reverse | head -n 1)"
	delete_mail purged "$(git -C purged log --format=%H --grep='^Re: \[PATCH\] shade' --reverse | head -n 1)"
	publish gone purged
	[ ! -e "gone/$(page_of d1)" ] || fail 'the page of a mail that was deleted is there'
	# An update says what its range held, as tidings update does.
	for page in index.html open.html people.html works.js "$(person_of ann)"; do
		expect_not_said "gone/$page" 'shade: Clean it|Clean it'
	done
	! grep -rl "$(basename "$(page_of d1)")" gone --include='*.html' >&2 || fail 'a page leads to one that went'
	publish gone-fresh purged
	expect_same_site gone gone-fresh
}

wrong_usage() {
	tidings publish
	expect_usage_error 'no DIR given'
	tidings publish site
	expect_usage_error 'no ARCHIVE given'
	tidings publish site lamps more
	expect_usage_error 'too many arguments.*more'
	tidings publish --period year site lamps
	expect_usage_error '--period takes day, week or month.*year'
	tidings publish --url ftp://example.org site lamps
	expect_usage_error '--url takes an address of the web.*ftp'
	tidings publish --mbox-quoting x site lamps
	expect_usage_error 'mbox-quoting'
	tidings publish --format html site lamps
	expect_usage_error 'format'
	refuse 1 'nothing-there' new nothing-there
	[ ! -e new ] || fail "$called: a folder was made for an archive that is none"
}

# What cannot be written is named, and what was there stays.
unwritable() {
	cp -R site full
	echo spoilt >full/open.html
	# A sanitizer wants to be the first library.
	DISK_FULL_FILES=$PWD/full DISK_FULL_ROOM=100 LD_PRELOAD=$DISK_FULL \
		ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0 \
		"$program" --db site.db publish full lamps >stdout 2>stderr </dev/null && status=0 || status=$?
	called='tidings publish, the disk full'
	expect_error 1 '^tidings: cannot write to full/open.html: No space left on device$'
	[ "$(cat full/open.html)" = spoilt ] || fail "$called: a half file"
	[ -z "$(find full -name '*.new')" ] || fail "$called: what could not be written lies about"
	publish full lamps
	expect_same_site site full
	[ "$(id -u)" != 0 ] || return 0
	echo spoilt >full/open.html
	chmod a-w full
	refuse 1 '^tidings: cannot write to full/open.html: Permission denied$' full lamps
	refuse 1 'full/new' full/new lamps
	chmod u+w full
}

make_lamps
promised
addressed
idle
one_more
newcomer
spoilt
somebodys
locked
links
periods
kinds
merged
late_letter
unfinished
deleted
wrong_usage
unwritable
