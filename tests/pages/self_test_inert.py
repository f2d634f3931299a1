#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""That judge_inert.py passes outputs that escape, and sees those that forget it.

The outputs are lists of the hostile titles: one that is escaped as its format wants it, and
others that are not, or only half, or that drop what is hostile.
"""

import email.message
import email.policy
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from self_test import HERE, SelfTest

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Lantern</title><style>body { color: #000 }</style></head>
<body><main><h1>Lantern</h1>
<ul>
%s
</ul></main></body></html>
"""

SEARCH = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Search</title></head>
<body><main><label for="query">Words</label><input type="search" id="query">
<p role="status" id="status"></p><ol id="results"></ol></main><script src="search.js"></script></body></html>
"""
SEARCH_SCRIPT = """const TITLES = %s;
document.getElementById('query').addEventListener('input', (event) => {
	const results = document.getElementById('results');
	results.replaceChildren(...TITLES.filter((title) => title.includes(event.target.value)).map((title) => {
		const item = document.createElement('li');
		item.%s = title;
		return item;
	}));
});
"""

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title><id>tag:x.example,2026:x</id>
<updated>2026-03-03T01:05:02Z</updated><author><name>x</name></author>
%s</feed>
"""
ENTRY = "<entry><title>%s</title><content type='html'>%s</content></entry>\n"


def page_of(titles, escape=html.escape):
    return PAGE % "\n".join(f"<li>{escape(title)}</li>" for title in titles)


def document_of(titles, escape):
    return "# Lantern\n\n" + "".join(f"- {escape(title)}\n" for title in titles)


def escape_markdown(title):
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", title)


def feed_of(titles, content):
    return FEED % "".join(ENTRY % (html.escape(title), content(title)) for title in titles)


def twice(title):
    return html.escape(html.escape(title))


def message_of(titles, escape=html.escape, subject="Lantern"):
    made = email.message.EmailMessage(policy=email.policy.SMTP.clone(linesep="\n"))
    for name, value in (("From", "t@example.org"), ("Subject", subject), ("Message-ID", "<x@example.org>"),
                        ("Date", "Tue, 03 Mar 2026 01:05:02 +0000")):
        made[name] = value
    made.set_content("\n".join(titles) + "\n", cte="quoted-printable")
    made.add_alternative(page_of(titles, escape), subtype="html", cte="quoted-printable")
    return made.as_bytes()


def mbox_of(mails, quote=True):
    out = b""
    for mail in mails:
        data = mail.read_bytes()
        if quote:
            data = re.sub(rb"^(>*From )", rb">\1", data, flags=re.MULTILINE)
        out += b"From mboxrd@z Thu Jan  1 00:00:00 1970\n" + data + (b"" if data.endswith(b"\n") else b"\n") + b"\n"
    return out


def drop_angle(title):
    return html.escape(title.replace("<", ""))


def forget(title):
    """Escapes the text, but neither an attribute nor where a link leads."""
    attack = title.split(" ", 1)[1]
    return f'<a title="{attack}">{html.escape(title)}</a><a href="{html.escape(attack)}">x</a>'


def drop_most(title):
    return title if "<img" in title else ""


def cases(titles, mails):
    """Format, output, and the complaints where it is bad."""
    text = "\n".join(titles)
    yield "text", text, None
    yield "text", text + "\x1b[2J", "a character that is obeyed"
    yield "classic", text + "\u202e", "a character that is obeyed"
    yield "text", text.replace(titles[0], ""), "sentinels are not shown"
    yield "json", json.dumps(titles), None
    yield "json", '{"a": 1, "a": %s}' % json.dumps(titles), "a key stands twice"
    yield "json", json.dumps([titles, float("nan")]), "NaN is no JSON"
    yield "json", json.dumps(titles).replace("<", "\\u003c&lt;"), "not shown as text"
    yield "html", page_of(titles), None
    yield "html", page_of(titles, forget), "inert-html.mjs fails", "link: <a href", "attribute: <a on"
    yield "html", page_of(titles, drop_angle), "not shown as text"
    yield "markdown", document_of(titles, escape_markdown), None
    yield "markdown", document_of(titles, str), "markup of its own"
    yield "markdown", document_of(titles, html.escape), "a link to javascript:"
    yield "markdown", document_of(titles, escape_markdown) + "\n# zqbod0001\n", "a body has made a heading"
    yield "atom", feed_of(titles, twice), None
    yield "atom", feed_of(titles, html.escape), "inert-html.mjs fails"
    yield "atom", feed_of(titles, str), "xmllint"
    yield "mail", message_of(titles), None
    yield ("mail", message_of(titles, drop_most).replace(b"Subject:", b"Cc: x@evil.example\nSubject:"),
           "header cc", "is in the text, but not in the HTML", "inert-html.mjs fails")
    yield "mbox", mbox_of(mails), None
    yield "mbox", mbox_of(mails, quote=False), f"mails, not {len(mails)}"
    yield "mbox", mbox_of(mails).replace(b">>From", b">From"), "has other bytes"


def write(path, output):
    path.write_bytes(output if isinstance(output, bytes) else output.encode("utf-8"))


def test_formats(test, folder, titles):
    shown = folder / "shown"
    write(shown, "\n".join(titles))
    for kind, output, *complaints in cases(titles, sorted((folder / "mails").glob("*.eml"))):
        path = folder / f"output.{kind}"
        write(path, output)
        args = ["--shown", shown, "--places", "sub", "--words", folder / "words"]
        if kind == "mbox":
            args = ["--mails", folder / "mails"]
        args = ["--format", kind, *args, path]
        if complaints == [None]:
            test.expect_good("judge_inert.py", *args)
        else:
            test.expect_bad(complaints, "judge_inert.py", *args)


def test_search(test, folder, titles):
    for setter, good in (("textContent", True), ("innerHTML", False)):
        site = folder / setter
        site.mkdir()
        write(site / "index.html", page_of(titles))
        write(site / "search.html", SEARCH)
        write(site / "search.js", SEARCH_SCRIPT % (json.dumps(titles), setter))
        args = ["--format", "site", "--words", folder / "words", site]
        if good:
            test.expect_good("judge_inert.py", *args)
        else:
            test.expect_bad(["inert-html.mjs fails", "dialog"], "judge_inert.py", *args)


def main():
    test = SelfTest()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([HERE / "hostile_mails.py", folder / "mails", folder / "words"], check=True)
        attacks = json.loads((folder / "words").read_text("utf-8"))
        titles = [f"{word} {attack}" for word, attack in attacks.items() if word.startswith("zqsub")]
        test_formats(test, folder, titles)
        test_search(test, folder, titles)
    return test.status()


if __name__ == "__main__":
    sys.exit(main())
