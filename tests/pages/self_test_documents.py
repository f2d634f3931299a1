#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""That the judges of Atom, Markdown and mail pass what is good, and see each wrong thing."""

import email.message
import email.policy
import pathlib
import sys
import tempfile

from self_test import SelfTest

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Lantern &lt;b&gt; &amp; wick</title>
<id>tag:example.org,2026:lantern</id>
<updated>2026-03-03T01:05:02Z</updated>
<link rel="self" href="https://example.org/l.atom" type="application/atom+xml"/>
<author><name>tidings</name></author>
<entry>
<title>wick: Trim &lt;script&gt; &amp;amp; it</title>
<id>mid:1@example.org</id>
<updated>2026-03-03T01:05:02Z</updated>
<published>2026-03-02T01:05:02+01:00</published>
<author><name>Zo\u00eb &lt;i&gt;</name><email>zoe@example.org</email></author>
<link href="https://example.org/r/1%20"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text</p></div></content>
</entry>
<entry>
<title>oil: Fill</title>
<id>mid:2@example.org</id>
<updated>2026-03-03T01:05:02Z</updated>
<link rel="alternate" href="https://example.org/r/2"/>
<content type="html">&lt;p&gt;a &amp;lt; b&lt;/p&gt;</content>
</entry>
</feed>
"""

# What is replaced by what, and the complaint.
BAD_FEEDS = [
    ("</feed>", "", "xmllint"),
    ("Fill", "Fill \x1b[0m", "expat"),
    ("<feed", "<!DOCTYPE x [<!ENTITY y 'z'>]><feed", "2: a document type"),
    ("2026-03-02T01:05:02+01:00", "2026-03-02 01:05:02", "3.3"),
    ("2026-03-02T01:05:02+01:00", "2026-02-30T01:05:02Z", "3.3"),
    ("2026-03-02T01:05:02+01:00", "2026-03-09T01:05:02Z", "4.2.15"),
    ("<id>mid:2@example.org</id>", "", "4.1.2: 0 <id>"),
    ("mid:2@", "mid:1@", "4.1.1: the id mid:1@example.org stands twice"),
    ("mid:2@example.org", "2@example.org", "4.2.6"),
    ("mid:2@example.org", "mid:a b", "4.2.6"),
    ("<name>Zo\u00eb &lt;i&gt;</name>", "", "3.2: 0 <name>"),
    ("<author><name>tidings</name></author>\n", "", "4.1.1: no author of entry mid:2@example.org"),
    ("<title>oil: Fill</title>", "<title>oil</title><title>Fill</title>", "4.1.2: 2 <title>"),
    ("<title>oil: Fill</title>", "<title>oil: <b>Fill</b></title>", "3.1.1.1"),
    ('<div xmlns="http://www.w3.org/1999/xhtml"><p>Text</p></div>', "<p>Text</p>", "3.1.1.3"),
    ("&lt;/p&gt;", "", "3.1.1.2"),
    ("https://example.org/r/2", "javascript:alert(1)", "8.1"),
    ("https://example.org/r/1%20", "https://example.org/r/<1>".replace("<", "&lt;"), "4.2.7.1"),
    ("https://example.org/r/1%20", "https://example.org/r/%zz", "4.2.7.1"),
    ('<content type="html">&lt;p&gt;a &amp;lt; b&lt;/p&gt;</content>\n', '<content src="x"/>', "4.1.3.2"),
    ("<entry>", "<entry>stray", "text 'stray' in <entry>"),
    ("<entry>", "<entry><script>x</script>", "4.1.2: <script> in <entry>"),
    ('encoding="utf-8"', 'encoding="utf-16"', "expat"),
]

DOCUMENT = """# Lantern

Text \\<b\\> [link](https://example.org/x) <mailto:a@example.org>

| a | b |
|---|---|
| x \\| y | z |

~~~~
<script>
# none
~~~~
"""

BAD_DOCUMENTS = [
    ("\\<b\\>", "<b>", "cmark: markup of its own"),
    ("\\<b\\>", "<!-- x -->", "raw HTML omitted"),
    ("https://example.org/x", "javascript:alert", "a link to javascript:alert"),
    ("https://example.org/x", "//example.org", "a link to //example.org"),
    ("[link]", "![link]", "an image"),
    ("\\| y", "| y", "1 headings, not 2"),
    ("|---|---|", "|---|", "a row outside of a table"),
    ("|---|---|", "|---|", "0 tables, not 1"),
    ("# none\n~~~~", "~~~~\n# some\n~~~~", "2 headings, not 1"),
    ("~~~~\n<script>", "~~~~\n~~~~\n<script>", "markup of its own: <script>"),
    ("Text", "Te\x1bxt", "a control character"),
    ("Text", "[x]: data:text/html,x\n\n[x]", "a link to data:"),
]


def message(**fields):
    made = email.message.EmailMessage(policy=email.policy.SMTP.clone(linesep="\n"))
    fields = {"From": "tidings <t@example.org>", "To": "l@example.org", "Subject": "Lantern \u00e9",
              "Date": "Tue, 03 Mar 2026 01:05:02 +0000", "Message-ID": "<x.1@example.org>", **fields}
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    made.set_content("Text \u00e9\n", cte="quoted-printable")
    made.add_alternative("<p>Text</p>\n", subtype="html", cte="quoted-printable")
    return made.as_bytes()


BAD_MESSAGES = [
    (b"To: l@", b"Bcc: x@evil.example\nTo: l@", "header bcc is not expected"),
    (b"To: l@", b"Subject: second\nTo: l@", "header subject stands 2 times"),
    (b"Subject: ", b"Subject: =?utf-8?Q?a=0D=0ABcc:_x?= ", "decodes to a control character"),
    (b"Date: Tue", b"X: Tue", "no header date"),
    (b"<x.1@example.org>", b"<x 1>", "Message-ID"),
    (b"Text =C3=A9", b"Text \xc3\xa9", "not printable ASCII"),
    (b"Text =C3=A9", b"x" * 999, "a line of 999 bytes"),
    (b"Text =C3=A9", b"Text =C3=A9 more", "is not"),
    (b"Text =C3=A9", b"Text =C3", "is no UTF-8"),
    (b"multipart/alternative", b"multipart/mixed", "it is multipart/mixed"),
    (b"text/html", b"text/plain", "its parts are"),
    (b"--\n", b"\n", "defects"),
    (b"Content-Type: text/html", b"X-Odd: 1\nContent-Type: text/html", "header X-Odd of a part"),
]


def test_feeds(test, folder):
    path = folder / "feed.atom"
    path.write_text(FEED, encoding="utf-8")
    test.expect_good("judge_feed.py", path)
    for old, new, complaint in BAD_FEEDS:
        path.write_text(FEED.replace(old, new), encoding="utf-8")
        test.expect_bad([complaint], "judge_feed.py", path)


def test_documents(test, folder):
    path = folder / "document.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    test.expect_good("judge_markdown.py", "--headings", 1, "--tables", 1, path)
    for old, new, complaint in BAD_DOCUMENTS:
        path.write_text(DOCUMENT.replace(old, new), encoding="utf-8")
        headings = 2 if "not 2" in complaint else 1
        test.expect_bad([complaint], "judge_markdown.py", "--headings", headings, "--tables", 1, path)


def test_messages(test, folder):
    path, text = folder / "message.eml", folder / "text"
    text.write_text("Text \u00e9\n", encoding="utf-8")
    path.write_bytes(message())
    test.expect_good("judge_mail.py", "--text", text, "--header", "Subject=Lantern \u00e9", path)
    for old, new, complaint in BAD_MESSAGES:
        path.write_bytes(message().replace(old, new))
        test.expect_bad([complaint], "judge_mail.py", "--text", text, path)
    path.write_bytes(message())
    test.expect_bad(["Subject is"], "judge_mail.py", "--header", "Subject=Lantern", path)


def main():
    test = SelfTest()
    with tempfile.TemporaryDirectory() as folder:
        test_feeds(test, pathlib.Path(folder))
        test_documents(test, pathlib.Path(folder))
        test_messages(test, pathlib.Path(folder))
    return test.status()


if __name__ == "__main__":
    sys.exit(main())
