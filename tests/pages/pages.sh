#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What a browser shows: the page of an update, the HTML in feeds and mails, and a site.
. "$(dirname "$0")/pages_lib.sh"

judge_html() {
	mkdir html
	render html archive html/sample.html
	folders+=(html)
	# Of hostile mails those of a week: a page of all takes minutes.
	render html eve html/eve.html --since 2026-03-10 --until 2026-03-17
	render html eve eve.html
	judge judge_inert.py --format html --shown eve.text --words words eve.html
}

judge_inside() {
	render "$1" eve "eve.$1"
	judge judge_inert.py --format "$1" --shown eve.text --words words "eve.$1"
}

# publish DIR ARGUMENT...: the site, its feeds read at once.
publish() {
	tidings publish "$@"
	expect_status 0
	judge judge_feed.py "$1"/*.atom
}

judge_site() {
	publish site archive
	judge judge-search.mjs --word wick site
	publish hostile-site --period day eve
	folders+=(site)
	judge judge_inert.py --format site --shown eve.text --words words hostile-site
}

make_archive archive --epoch
make_hostile_archive
render text eve eve.text
judged=
folders=()
if has_format html; then
	judge_html
	judged=1
fi
for format in atom mail; do
	if has_format "$format"; then
		judge_inside "$format"
		judged=1
	fi
done
if has_command publish; then
	judge_site
	judged=1
fi
# One browser and one JVM for all of them: both start slowly.
[ ${#folders[@]} = 0 ] || judge judge-pages.mjs --sample 4 "${folders[@]}"
# Meson's word for a test that has nothing to test.
[ -n "$judged" ] || exit 77
