#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A composed mail is read back to what it was composed of, by Python and by GMime.

message.py COMPOSE-MESSAGE READ-MESSAGE: each text of the table below as a subject, as a name
and as a body, with LF and with CRLF between the lines, and a body of a long line.
"""

import base64
import email
import email.header
import email.policy
import email.utils
import pathlib
import subprocess
import sys
import tempfile

COMPOSE, READ = sys.argv[1:3]

TEXTS = [
    "An update of kvm",
    "Zoë",
    "佐藤 美咲",
    "茶" * 100,
    "🫖" * 60 + "a",
    "a" * 500,
    "word " * 60 + "end",
    "wörd " * 60 + "end",
    "Author, Ann",
    'Ann "A" \\ Author.',
    "Ann (A) <eve@example.com>; eve@example.org,",
    "@",
    "a@b.org <c@d.org>",
    "=?utf-8?q?a?=",
    "=?utf-8?q?a?= =?utf-8?q?b?=",
    "=",
    "=20",
    "two  blanks",
    " a blank at each end ",
    "\\",
    '"',
    '"quoted"',
    "'",
    "a\u00a0b\u200db",
    "group: a@b.org;",
]
# Of these a field is not the same, but harmless.
CHANGED = [
    ("a\r\nBcc: eve@example.org", "a Bcc: eve@example.org"),
    ("a\nb\tc", "a b c"),
    ("\x1b[31m", "<1B>[31m"),
    ("\u202e\u2028", "<U+202E><U+2028>"),
]
BODIES = [
    b"",
    b"\n",
    b"\n\n\n",
    b"no newline",
    b"bare\rreturn\r\n",
    b"\r",
    b"From here\n>From there\n From\n",
    b".\n..\n.a\n",
    b"blank \ntab\t\n \n",
    b"--=_\n--=_0123\n=\n==\n=3D\n",
    b"a" * 1000000,
    b" " * 100000,
    ("ë" * 100000).encode(),
    ("茶" * 100000).encode(),
    ("茶\n" * 1000).encode(),
    b"\x01\x1b\x7f and more text\n",
    b"\xef\xbb\xbfbom, and more text\n",
]
MENDED = [
    (b"a\0b, and more text\n", "a\ufffdb, and more text\n".encode()),
    (b"\xff\xfe, and more text\n", "\ufffd\ufffd, and more text\n".encode()),
]


def compose(folder, subject, text, html, *mailboxes):
    (folder / "text").write_bytes(text)
    (folder / "html").write_bytes(html)
    arguments = [word for mailbox in mailboxes for word in mailbox]
    command = [COMPOSE, subject, folder / "text", folder / "html", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def lines_of(text, mail):
    """The line breaks of mails, as base64 always has them, are those of a text."""
    has_mail_breaks = b"\r\n" in mail or b"Encoding: base64" in mail
    return text.replace(b"\r\n", b"\n") if has_mail_breaks else text


def decode(words):
    return str(email.header.make_header(email.header.decode_header(words)))


def read_mailboxes(mail):
    """By the older functions: the policies keep the blanks between encoded words of a name."""
    message = email.message_from_bytes(mail)
    fields = [message["From"], message["To"]]
    return [(decode(name), address) for name, address in email.utils.getaddresses(fields)]


def read_by_python(mail):
    message = email.message_from_bytes(mail, policy=email.policy.default)
    parts = list(message.iter_parts())
    assert not message.defects and not any(part.defects for part in parts), "defects"
    assert not any(field.defects for field in message.values()), "defects of a field"
    return (
        str(message["Subject"]),
        read_mailboxes(mail),
        [(part.get_content_type(), lines_of(part.get_payload(decode=True), mail)) for part in parts],
    )


def read_by_gmime(mail):
    said = subprocess.run([READ], input=mail, check=True, stdout=subprocess.PIPE).stdout.decode().split("\n")
    text = [base64.b64decode(line) if at != 1 else b"" for at, line in enumerate(said[:2])][0].decode()
    n = 2 * int(said[1])
    names, rest = said[2 : 2 + n], said[2 + n : -1]
    mailboxes = [(base64.b64decode(name).decode(), address) for name, address in zip(names[::2], names[1::2])]
    parts = [(kind, lines_of(base64.b64decode(line), mail)) for kind, line in zip(rest[::2], rest[1::2])]
    return text, mailboxes, parts


def check(folder, given, expected):
    subject, name, text, html = given
    # GMime drops the blanks around a name.
    ann = (name.strip(" "), "ann@example.org")
    mailboxes = [ann, ("", "team@example.org"), ann, ("Bob", "bob.b+c@example.org")]
    mail = compose(folder, subject, text, html, *mailboxes)
    want = (
        expected[0],
        [(expected[1].strip(" ") if box is ann else box[0], box[1]) for box in mailboxes],
        [("text/plain", expected[2]), ("text/html", expected[3])],
    )
    for lines in (mail, mail.replace(b"\n", b"\r\n")):
        for reader in (read_by_python, read_by_gmime):
            got = reader(lines)
            if got != want:
                sys.exit(f"{reader.__name__}: {str(got)[:500]}\ninstead of {str(want)[:500]}\n{mail[:800]!r}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        plain = ("s", "n", b"t\n", b"h\n")
        for text, expected in [(text, text) for text in TEXTS] + CHANGED:
            body = text.encode()
            check(folder, (text, text, body, body), (expected, expected, body, body))
        for body, expected in [(body, body) for body in BODIES] + MENDED:
            check(folder, (*plain[:2], body, body), (*plain[:2], expected, expected))


main()
