#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""judge_mail.py [--text FILE] [--html FILE] [--header NAME=VALUE]... MESSAGE: fails where
MESSAGE is not the mail that tidings means to write, as Python's email package reads it:

multipart/alternative of text/plain and text/html, in this order; no defect anywhere; only
headers that are known here, each once; ASCII, lines of at most 998 bytes (RFC 5322, 2.1.1).
With FILE, the part decodes to its bytes; with NAME=VALUE, the header says that.
"""

import argparse
import email
import email.policy
import email.utils
import pathlib
import re
import sys

NEEDED = {"from", "subject", "date", "message-id", "mime-version", "content-type"}
ALLOWED = NEEDED | {
    "to", "auto-submitted", "precedence", "content-transfer-encoding", "content-language", "list-id",
    "x-mailer", "user-agent", "x-tidings-version", "archived-at", "x-auto-response-suppress",
}
OF_PARTS = {"mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-language"}
LONGEST_LINE = 998
MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.\[\]:-]+>")


def check_bytes(data, fail):
    if re.search(rb"[^\t\r\n\x20-\x7e]", data):
        fail("a byte that is not printable ASCII")
    if re.search(rb"\r(?!\n)", data):
        fail("a CR without LF")
    lines = data.replace(b"\r\n", b"\n").split(b"\n")
    if max(map(len, lines)) > LONGEST_LINE:
        fail(f"a line of {max(map(len, lines))} bytes")
    # One kind of line ends, or a mailer will make two of one.
    if 0 < data.count(b"\r\n") < data.count(b"\n"):
        fail("LF and CRLF are mixed")
    if data.startswith(b"From "):
        fail("it begins with an mbox line")


def check_names(message, fail):
    names = [name.lower() for name in message.keys()]
    for name in sorted(set(names)):
        if name not in ALLOWED:
            fail(f"header {name} is not expected")
        if names.count(name) > 1:
            fail(f"header {name} stands {names.count(name)} times")
    for name in sorted(NEEDED - set(names)):
        fail(f"no header {name}")


def check_values(message, wanted, fail):
    for name, value in message.items():
        if value.defects:
            fail(f"header {name}: {value.defects}")
        # A header that decodes to a line end was an injection that waits for its mailer.
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", str(value)):
            fail(f"header {name} decodes to a control character: {str(value)!r:.200}")
    if not MESSAGE_ID.fullmatch(str(message.get("message-id", "")).strip()):
        fail(f"Message-ID {message.get('message-id')}")
    try:
        email.utils.parsedate_to_datetime(str(message.get("date")))
    except (TypeError, ValueError):
        fail(f"Date {message.get('date')}")
    for name in ("from", "to"):
        if name in message and not all(one.domain for one in message[name].addresses):
            fail(f"{name}: {message[name]}")
    for pair in wanted:
        name, _, value = pair.partition("=")
        if str(message.get(name)) != value:
            fail(f"{name} is {message.get(name)!r}, not {value!r}")


def check_structure(message, fail):
    """The text and the HTML part, or None."""
    if message.get_content_type() != "multipart/alternative":
        fail(f"it is {message.get_content_type()}")
        return None
    kinds = [part.get_content_type() for part in message.iter_parts()]
    if kinds != ["text/plain", "text/html"]:
        fail(f"its parts are {kinds}")
        return None
    if (message.preamble or "").strip() or (message.epilogue or "").strip():
        fail("text outside of the parts")
    parts = list(message.iter_parts())
    for part in parts:
        for name in part.keys():
            if name.lower() not in OF_PARTS:
                fail(f"header {name} of a part is not expected")
        if str(part.get_content_charset()).lower() != "utf-8":
            fail(f"a part in {part.get_content_charset()}")
    return parts


def content_of(part, fail):
    """The text of a part, with the line ends of this machine."""
    try:
        return part.get_payload(decode=True).replace(b"\r\n", b"\n").decode("utf-8")
    except UnicodeDecodeError as error:
        fail(f"{part.get_content_type()} is no UTF-8: {error}")
        return ""


def read(data):
    return email.message_from_bytes(data, policy=email.policy.default)


def judge(data, text=None, html=None, headers=()):
    """What is wrong with the message, a sentence each, and its two texts."""
    failures = []
    fail = failures.append
    check_bytes(data, fail)
    message = read(data)
    for part in message.walk():
        if part.defects:
            fail(f"defects: {part.defects}")
    check_names(message, fail)
    check_values(message, headers, fail)
    parts = check_structure(message, fail)
    contents = [content_of(part, fail) for part in parts or []]
    for content, path in zip(contents, (text, html)):
        if path is not None and content != pathlib.Path(path).read_bytes().decode("utf-8"):
            fail(f"a part is not {path}, byte for byte")
    return failures, contents


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text")
    parser.add_argument("--html")
    parser.add_argument("--header", action="append", default=[])
    parser.add_argument("message")
    given = parser.parse_args()
    data = pathlib.Path(given.message).read_bytes()
    failures, _ = judge(data, given.text, given.html, given.header)
    for failure in failures:
        print(f"FAILED {given.message}: {failure}")
    print(f"{given.message}: {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
