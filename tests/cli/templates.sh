#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Templates of one's own stand for those that are built in, their mistakes are told by name and
# line, and doc/templates.md names all files and values that there are, and no others.
. "$(dirname "$0")/lib.sh"

# page OPTION...: the page of the archive.
page() {
	tidings update --format html --no-index "$@" archive
}

# wrong NAME CONTENT PATTERN: that template is an error of one line, and no page is written.
wrong() {
	rm -rf own
	mkdir own
	printf '%s' "$2" >"own/$1"
	page --templates own
	expect_error 1 "$3"
}

replaced() {
	page
	expect_success
	mv stdout plain
	mkdir own
	page --templates own
	expect_success
	cmp -s plain stdout || fail 'an empty folder of templates changes the page'

	# One file of one's own, and all others stay.
	printf '<i>{{name}}</i>\n' >own/person.html
	page --templates own
	expect_success
	expect_said stdout '<i>Tomasz'
	expect_not_said plain '<i>Tomasz'
	sed 's,<i>\([^<]*\)</i>,<bdi>\1</bdi>,' stdout | tr -d '\n' >ours
	tr -d '\n' <plain | cmp -s - ours || fail 'more was replaced than the one template'

	# A template that no page has does nothing, whatever it holds.
	printf '{{{broken}}} {{#' >own/unknown.html
	cp stdout before
	page --templates own
	expect_success
	cmp -s before stdout || fail 'a template that no page has changes the page'

	# Unless another one has it for a part.
	printf '{{! mine }}\n{{>mine.html}}' >own/person.html
	printf '<u>{{name}}</u>' >own/mine.html
	page --templates own
	expect_success
	expect_said stdout '<u>Tomasz'

	# Whatever a template does, a value is escaped: the address stands between < and >.
	printf '<u title="{{page_title}}">&lt;{{name}}' >own/person.html
	page --templates own --title '<b>"&' 
	expect_said stdout '<u title="&lt;b&gt;&quot;&amp; mailing'
}

configured() {
	local folder=$HOME/.config/tidings/templates
	mkdir -p "$folder"
	printf '<s>{{name}}</s>' >"$folder/person.html"
	page
	expect_success
	expect_said stdout '<s>Tomasz'
	mkdir -p xdg/tidings/templates
	printf '<q>{{name}}</q>' >xdg/tidings/templates/person.html
	XDG_CONFIG_HOME=$PWD/xdg page
	expect_said stdout '<q>Tomasz'
	expect_not_said stdout '<s>Tomasz'
	# What is named goes before what is configured.
	mkdir -p named
	page --templates named
	expect_success
	cmp -s plain stdout || fail 'with --templates the configured ones still count'
	tidings --db site.db publish site archive
	expect_status 0
	grep -rq '<s>Tomasz' site || fail 'publish does not heed the configured templates'
	# A site is made again when they change.
	rm -r "$HOME/.config"
	tidings --db site.db publish site archive
	expect_status 0
	! grep -rl '<s>Tomasz' site || fail 'a site keeps pages of templates that are gone'
}

mistakes() {
	wrong person.html $'<p>\n{{nobody}}</p>' '^tidings: template person.html, line 2: there is no value called nobody here$'
	wrong person.html $'\n\n{{{name}}}' '^tidings: .*template person.html, line 3: nothing is shown unescaped'
	wrong person.html '{{&name}}' 'person.html, line 1: nothing is shown unescaped'
	wrong person.html $'{{#name}}\n' 'person.html.* a section does not end: name$'
	wrong person.html $'{{/name}}\n' 'person.html, line 1: a section ends that did not begin: name$'
	wrong person.html $'\n{{name' 'person.html, line 2: a tag does not end$'
	wrong person.html '{{>person.html}}' 'template person.html holds itself$'
	wrong person.html '{{>none.html}}' 'person.html, line 1: there is no template none.html$'
	wrong person.html '{{>../own/person.html}}' 'there is no template ../own/person.html$'
	wrong style.css 'p { } </STYLE>' 'style.css: </style would end it$'
	rm -rf own
	mkdir -p own/person.html
	page --templates own
	expect_error 1 'own/person.html'
	rm -r own
	head -c 5000000 /dev/zero | tr '\0' x | install -D /dev/stdin own/person.html
	page --templates own
	expect_error 1 'own/person.html: a template has [0-9]+ bytes at most$'
	page --templates plain
	expect_error 1 '^tidings: plain: there is no such folder of templates$'
	page --templates nothing
	expect_error 1 '^tidings: nothing: there is no such folder of templates$'
	# A mistake stops a site, too.
	rm -r own
	mkdir own
	printf '{{nobody}}' >own/work.html
	tidings --db site.db publish --templates own site archive
	expect_error 1 'work.html, line 1: there is no value called nobody here$'
}

make_archive archive --epoch
replaced
configured
mistakes
"$here/template_values.py" "$top" >names 2>&1 || fail "doc/templates.md: $(cat names)"
