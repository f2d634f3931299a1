#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""hostile_mails.py FOLDER [WORDS]: writes mails that try to be more than text, *.eml, always
the same.

Each attack stands in each place of a mail where a sender can write. Before it stands a word
that is found nowhere else, a sentinel: zq, the place, a number (zqsub0007). So a judge can
ask of each output whether the attack is shown as the text that it is. WORDS is a JSON object
of the sentinels whose attack is plain on one line, each with that text.
"""

import base64
import json
import pathlib
import re
import sys

# What a browser, an XML parser, a template, Markdown, a terminal or a mailer would obey.
MARKUP = [
    "<script>alert(1)</script>",
    "</title></style></textarea></script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "<svg/onload=alert(4)><animate onbegin=alert(4) attributeName=x dur=1s>",
    "<iframe src=https://evil.example/></iframe>",
    "<style>*{display:none}</style><link rel=stylesheet href=//evil.example/a.css>",
    '"><a href="javascript:alert(5)" style="position:fixed;inset:0">x</a>',
    "' onmouseover='alert(6)' autofocus onfocus='alert(6)' x='",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=https://evil.example/><input name=a autofocus><button>x</button></form>",
    "<object data=data:text/html,x></object><embed src=//evil.example/>",
    "</pre></code></details></summary></table></div></body></html>",
    "<details open ontoggle=alert(7)><summary>x</summary>",
    "<!-- a comment", "--> not one", "<!--><script>alert(8)</script>-->", "<![CDATA[ x", "]]>", "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "&lt;b&gt; &#60;script&#62; &#x3c;i&#x3E; &amp;amp; &nosuch; &#0; &#xD800; &#xFFFE; &copy",
    "<" * 60, "<b><i><u>" * 25 + "deep", "<plaintext>", "<noscript><p title='</noscript><img src=x onerror=alert(9)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(10)&gt;'>",
    "<template><script>alert(11)</script></template>", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(12)</x:script>",
]
TEMPLATES = [
    "{{x}} {{{x}}} {{#x}} {{/x}} {{>x}}", "<%= 7*7 %> <% } %>", "${7*7} $(id) `id` #{7*7}", "{% raw %}{{ 7*7 }}{% endraw %}",
    "%s%s%n %d %1$s %%", "@@title@@ __TITLE__ [[title]]", "\\u003cscript\\u003e \\x3c \\n \\0",
    "$&$1\\1\\g<0>", "*/alert(13)/* //", "';alert(14);//", "\u2028alert(15)\u2029",
]
MARKDOWN = [
    "[click](javascript:alert(1))", "![seen](https://evil.example/pixel.png)", "<https://evil.example/auto>",
    "<javascript:alert(1)>", "# heading", "heading\n=======", "heading\n-------", "| a | b |\n|---|---|\n| c | d |", "a|b|c \\| d",
    "`code` ``co`de`` ```` x", "````", "```", "```js\nalert(1)\n```", "~~~", "~~~~~~\nx\n~~~", "1. one\n2. two", "* item\n  + item", "> quote\n> > deeper",
    "***bold*** __bold__ _it_ ~~gone~~", "[ref]: javascript:alert(1) 'x'\n[ref]", "[x][zq] [zq]", "\\`\\*\\<b\\>\\", "***", "- - -",
    "<div>\n\n*x*\n\n</div>", "www.evil.example/path mailto:a@evil.example", "&#91;x&#93;&lpar;y)", "- [x] task", "[^1] [^1]: note", "line  \nbreak\\\nbreak",
    "    four spaces", "\ttab", "$$x$$ :smile: @someone #1", "[a](data:text/html,x) [b](<vbscript:x>)", "]( https://evil.example )", "*" * 70 + "_" * 70,
]
CONTROLS = [
    "\x1b[31mred\x1b[0m\x1b[2J\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "\x1bP+q\x1b\\\x1b[6n\x1bc", "a\x00b\x00", "\x01\x02\x07\x08\x08\x0b\x0c\x0e\x1f\x7f",
    "\u009b31m\u0090q\u009c\u0085\u0080", "one\rtwo\rthree", "\u202egnidliub\u202c \u2066x\u2069 \u200f\u061c\u200e", "\u202d\u202e\u2067\u2068" * 20 + "never closed",
    "\u200b\u200c\u200d\u2060\ufeffzero\u00adwidth\u180e", "\ufffe\uffff\ufdd0\U0001fffe\U0010ffff", "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 (abc) 123", "e" + "\u0301" * 3000 + " Z\u0351\u0369",
    "\U000e0001\U000e0041\U000e007f tags", "w" * 5000, "\ufff9a\ufffab\ufffb", "\u3000\u00a0\u2003spaces\u115f\u3164", "i\u0307\u0130\u0131\u1e9e\ufb03", "\U0001f469\u200d\U0001f4bb\U0001f3f4\U000e0067\U000e007f",
    "\ud7ff\ue000\uf8ff",
]
# Bytes that are no UTF-8: cut, overlong, surrogates, beyond the last, Latin 1.
BYTES = [
    b"\xff\xfe\x80\xbf", b"\xc0\xaf\xe0\x80\xbc\xf0\x80\x80\xbcscript\xc0\xbe", b"\xed\xa0\x80\xed\xbf\xbf", b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80", b"cut \xe2\x82", b"caf\xe9 \xabx\xbb",
]
MAILERS = [
    "From evil@example.net Thu Jan  1 00:00:00 1970", ">From evil", ">>>From evil", ".", "..", ". \n.\n.", "--=_boundary--\nContent-Type: text/html", "--\nsignature",
    "Subject: second\nBcc: x@evil.example", "=?utf-8?Q?=3Cb=3E?= =?utf-8?B?PGI+?=", "begin 644 x\n#0V%T\n`\nend", "-----BEGIN PGP SIGNED MESSAGE-----",
]
LINKS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "https://evil.example/\"onclick=alert(1)//", "https://evil.example/<script>", "//evil.example/x",
    "https://user:pw@evil.example:80/#a b", "mailto:a@evil.example?bcc=b@evil.example&body=<b>", "https://evil.example/%0d%0aBcc:%20x", "https://ev\u0456l.example/\u202ex", "blob:https://x/y", "https://[::1/", "https://evil.example/)](javascript:x)",
]

ATTACKS = [text.encode("utf-8", "surrogatepass") for text in
           MARKUP + TEMPLATES + MARKDOWN + CONTROLS + MAILERS + LINKS]
ATTACKS += BYTES

PEOPLE = [("Ada Quill", "ada@quill.example"), ("Bo Lind", "bo@lind.example"), ("Cyn Marsh", "cyn@marsh.example")]


class Writer:
    """Hands out names of files, sentinels, ids and dates in order."""

    def __init__(self, folder):
        self.folder = folder
        self.n_mails = 0
        self.n_words = 0
        self.plain = {}

    def word(self, place):
        self.n_words += 1
        return b"zq%s%04d" % (place.encode(), self.n_words)

    def hide(self, place, attack):
        """The attack behind a sentinel."""
        word = self.word(place)
        # Encoded words are decoded, and of spaces one stays.
        if re.fullmatch(rb"[!-~]+( [!-~]+)*", attack) and b"=?" not in attack:
            self.plain[word.decode()] = attack.decode()
        return word + b" " + attack

    def message_id(self):
        return b"<%d.hostile@quill.example>" % (self.n_mails + 1)

    def mail(self, subject, body, sender=None, fields=(), message_id=None):
        """Writes one; the fields are bytes, as they stand."""
        minute = self.n_mails % 60
        hour = self.n_mails // 60 % 24
        name, address = PEOPLE[self.n_mails % len(PEOPLE)]
        message_id = message_id or self.message_id()
        head = [
            b"From: " + (sender or f"{name} <{address}>".encode()),
            b"To: list@quill.example",
            b"Subject: " + subject,
            b"Date: Tue, 3 Mar 2026 %02d:%02d:00 +0000" % (hour, minute),
            b"Message-ID: " + message_id,
            *fields,
            b"Content-Type: text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: 8bit",
        ]
        self.n_mails += 1
        path = self.folder / f"{self.n_mails:04d}.eml"
        path.write_bytes(b"\n".join(head) + b"\n\n" + body)
        return message_id


def encoded(text):
    """An encoded word, in which a line end is text to every sane reader."""
    return b"=?utf-8?B?" + base64.b64encode(text) + b"?="


def raw_field(text):
    """As a sender writes it who does not encode: on one line, as a field must be."""
    return text.replace(b"\n", b" ").replace(b"\x00", b"")


def diff(path=b"src/wick.c", line=b"trimmed = 1;"):
    """One hunk; a line end in @line would end the hunk, and is left to encoded words."""
    added = b"".join(b"+" + part + b"\n" for part in line.split(b"\n"))
    n = line.count(b"\n") + 2
    return (b"---\n " + path.replace(b"\n", b" ") + b" | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n"
            b"diff --git a/" + path + b" b/" + path + b"\nindex 1234567..89abcde 100644\n--- a/" + path +
            b"\n+++ b/" + path + b"\n@@ -1,2 +1,%d @@ int light(void)\n int lit;\n-trimmed = 0;\n" % n + added + b"-- \n2.43.0\n")


def sign(body):
    return body + b"\n\nSigned-off-by: Ada Quill <ada@quill.example>\n"


def in_subject(writer, attack, number):
    text = writer.hide("sub", attack)
    subject = encoded(text) if number % 2 else raw_field(text)
    writer.mail(b"[PATCH] wick: " + subject, sign(b"Trim it.") + diff())


def in_name(writer, attack, number):
    text = writer.hide("nam", attack)
    if number % 3 == 0:
        sender = encoded(text)
    elif number % 3 == 1:
        sender = b'"' + raw_field(text).replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    else:
        sender = raw_field(text)
    writer.mail(b"[PATCH] oil: " + writer.word("sub") + b" Fill", sign(b"Fill it.") + diff(),
                sender=sender + b" <%s@quill.example>" % writer.word("adr"))


def in_body(writer, attack, _number):
    changelog = b"---\nv2:\n- " + writer.hide("log", attack) + b"\n"
    body = writer.hide("bod", attack) + b"\n\n" + attack + b"\n"
    writer.mail(b"[PATCH v2] glass: " + writer.word("sub") + b" Wipe", sign(body) + changelog + diff())


def in_diff(writer, attack, number):
    path = b"src/" + writer.word("pth") + b"/" + attack.replace(b"\n", b"") if number % 2 else b"src/wick.c"
    writer.mail(b"[PATCH] lamp: " + writer.word("sub") + b" Hang", sign(b"Hang it.") +
                diff(path, writer.hide("dif", attack)))


def in_trailers(writer, attack, number):
    text = writer.hide("tra", raw_field(attack))
    trailers = [b"Link: " + raw_field(attack), b"Reviewed-by: " + text + b" <bo@lind.example>",
                b"Fixes: 123456789abc (\"" + text + b"\")", b"Closes: " + raw_field(attack), b"change-id: " + text,
                b"X-" + text + b": x", b"base-commit: " + text]
    writer.mail(b"[PATCH] flame: " + writer.word("sub") + b" Guard", b"Guard it.\n\n" + b"\n".join(trailers[number % 3:]) +
                b"\nSigned-off-by: Ada Quill <ada@quill.example>\n" + diff())


def in_thread(writer, attack, number):
    """A series whose cover is hostile, and an answer to it."""
    topic = writer.word("sub")
    cover = writer.mail(b"[PATCH 0/1] " + topic + b" " + encoded(attack), writer.hide("cov", attack) +
                        b"\n\nAda Quill (1):\n  " + topic + b" one\n\n src/wick.c | 2 +-\n 1 file changed\n")
    fields = [b"In-Reply-To: " + cover, b"References: " + cover]
    patch = writer.mail(b"[PATCH 1/1] wick: " + writer.word("sub"), sign(writer.hide("bod", attack)) + diff(), fields=fields)
    answer = b"On Tue, " + writer.hide("quo", raw_field(attack)) + b" wrote:\n> Trim it.\n> +" + raw_field(attack)
    answer += b"\n\nReviewed-by: " + writer.hide("rev", raw_field(attack)) + b" <cyn@marsh.example>\n" + attack + b"\n"
    odd = [b"In-Reply-To: " + patch + b" <" + raw_field(attack) + b">", b"References: " + cover + b" " + patch]
    writer.mail(b"Re: [PATCH 1/1] wick: " + encoded(writer.hide("sub", attack)), answer, fields=odd if number % 2 else fields)


def in_message_id(writer, attack, _number):
    inner = attack.replace(b"\n", b"").replace(b"\x00", b"")
    writer.mail(b"[PATCH] id: " + writer.word("sub") + b" Name", sign(b"Name it.") + diff(),
                message_id=b"<" + writer.word("mid") + b"." + inner + b"@quill.example>")


def in_pull_request(writer, attack, _number):
    text = writer.hide("pul", attack)
    body = (b"The following changes since commit 0123456789abcdef0123456789abcdef01234567:\n\n  " + raw_field(text) +
            b"\n\nare available in the Git repository at:\n\n  https://git.example/x.git tags/" + raw_field(text) +
            b"\n\nfor you to fetch changes up to 89abcdef0123456789abcdef0123456789abcdef:\n\n  " + raw_field(text) +
            b"\n\n----------------------------------------------------------------\n" + text +
            b"\n\n----------------------------------------------------------------\nAda Quill (1):\n      " + raw_field(text) +
            b"\n\n src/wick.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n")
    writer.mail(b"[GIT PULL] " + writer.word("sub") + b" " + encoded(attack), body)


def injected(writer):
    """Line ends in encoded words, which a careless writer of headers would obey."""
    for end in (b"=0D=0A", b"=0A", b"=0D", b"=0D=0A=0D=0A", b"=00", b"=0B=0C", b"=C2=85", b"=E2=80=A8"):
        word = writer.word("sub")
        writer.mail(b"[PATCH] =?utf-8?Q?" + word + b"_a" + end + b"Bcc:_x@evil.example?=", sign(b"Send it.") + diff(),
                    sender=b"=?utf-8?Q?" + writer.word("nam") + end + b"Cc:_y@evil.example?= <ada@quill.example>")


def huge(writer):
    """Lines of a megabyte, where something may be quadratic or hold a buffer."""
    long = b"<b>&\"'`|*_" * 100_000
    folded = b"\n ".join(long[at:at + 10_000] for at in range(0, 1_000_000, 10_000))
    writer.mail(b"[PATCH] " + writer.word("sub") + b" " + folded, sign(b"Long.") + diff())
    writer.mail(b"[PATCH] body: " + writer.word("sub"), sign(writer.word("bod") + b" " + long) + diff())
    writer.mail(b"[PATCH] diff: " + writer.word("sub"), sign(b"Long.") + diff(line=writer.word("dif") + b" " + long))
    writer.mail(b"[PATCH] path: " + writer.word("sub"), sign(b"Long.") + diff(path=b"src/" + b"a<b>/" * 2000 + b"c"))
    writer.mail(b"[PATCH] prefix", sign(b"No sentinel in the title.") + diff(), sender=b"<>")
    writer.mail(b"[<script>alert(1)</script> PATCH " + writer.word("sub") + b" v3 1/1] " + writer.word("sub"), sign(b"Bracket.") + diff())


def all_of(folder):
    """Each attack stands in a title and in three other places, by turns."""
    writer = Writer(folder)
    places = [in_name, in_body, in_diff, in_trailers, in_thread, in_message_id, in_pull_request]
    for number, attack in enumerate(ATTACKS):
        in_subject(writer, attack, number)
        for turn in range(3):
            places[(number + turn * 3) % len(places)](writer, attack, number + turn)
    injected(writer)
    huge(writer)
    return writer.plain


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    plain = all_of(folder)
    if len(sys.argv) > 2:
        pathlib.Path(sys.argv[2]).write_text(json.dumps(plain, indent=0), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
