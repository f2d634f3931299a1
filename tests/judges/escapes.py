#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What is escaped is read back as the text that it shows, by expat and by cmark.

escapes.py ESCAPE-TEXTS: each code point, each byte, and many texts of signs that mean
something to one of them, as the text of an element and as Markdown behind a word.
"""

import codecs
import html.parser
import random
import re
import shutil
import subprocess
import sys
import xml.parsers.expat

ESCAPE = sys.argv[1]
BLOCK = 256  # code points of one text

# What steers a display, and what is no character (Unicode 23.7).
CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
NONE = "\ufdd0-\ufdef" + "".join(chr(p << 16 | low) for p in range(17) for low in (0xFFFE, 0xFFFF))

SIGNS = """* ** _ __ ` ``` [ ] ( ) ! ![ < > <b> </b> <!-- --> & &amp; &#60; # ## | ~ ~~~ \\ \\\\ {
    } $
    : :: :// http://a.example https://a.example/?b=c&d ftp://a.example www.a.example WWW. www
    a@b.example mailto:a@b.example @ann #1 - -- --- + 1. 2) = === ' " ^ ; / % é 茶 🫖 a b
    [a](b) [a]: [^a] <a@b.example> {=a} \x00 \x07 \x1b[31m \x7f \x85 \u202e \u2066 \u2028""".split()
SIGNS = [sign.encode() for sign in SIGNS] + [
    b" ", b"  ", b"\t", b"\n", b"\r", b"\r\n", b"\xff", b"\xc3", b"\xe2\x80", b"\xc0\xaf",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "\u00a0".encode()]


def one_byte(error):
    """Of bytes that are no character the first one, and then on behind it."""
    return f"<{error.object[error.start]:02X}>", error.start + 1


codecs.register_error("visible", one_byte)


def shown(text, none):
    """The text that a reader sees of these bytes."""
    def visible(match):
        number = ord(match[0])
        return f"<{number:02X}>" if number < 0x80 else f"<U+{number:04X}>"

    # A byte that is none shows no sign that a control could be.
    decoded = re.sub("\r(?=\n|\\Z)", "", text.decode("utf-8", "visible"))
    return re.sub(f"[{CONTROLS}{none}]", visible, decoded)


def escape(form, texts):
    lines = "".join(text.hex() + "\n" for text in texts)
    done = subprocess.run([ESCAPE, form], input=lines, capture_output=True, text=True, check=True)
    return [bytes.fromhex(line) for line in done.stdout.splitlines()]


def points():
    """All that are in UTF-8, many in a text."""
    numbers = [n for n in range(0x110000) if not 0xD800 <= n <= 0xDFFF]
    for begin in range(0, len(numbers), BLOCK):
        # A letter behind each: a carriage return is at the end of a line only where it is.
        yield "".join(chr(n) + "x" for n in numbers[begin:begin + BLOCK]).encode()


def texts():
    chosen = random.Random(1)
    yield from (bytes([byte]) for byte in range(256))
    yield from (bytes([byte]) + b"x" for byte in range(256))
    for _ in range(20000):
        yield b"".join(chosen.choices(SIGNS, k=chosen.randint(1, 8)))


class Elements:
    """The texts of elements, as expat reads them."""

    def __init__(self, document):
        self.texts = []
        parser = xml.parsers.expat.ParserCreate("utf-8")
        parser.StartElementHandler = lambda name, attributes: self.texts.append("")
        parser.CharacterDataHandler = self.take
        parser.Parse(document, True)

    def take(self, data):
        self.texts[-1] += data


class Paragraphs(html.parser.HTMLParser):
    """The texts of paragraphs, and what other elements there are."""

    def __init__(self, document):
        super().__init__()
        self.texts = []
        self.others = set()
        self.is_open = False
        self.feed(document)
        self.close()

    def handle_starttag(self, tag, attrs):
        # GitHub's parser links an address of mail whatever is before its @.
        if tag == "a" and "@" in dict(attrs)["href"] and "://" not in dict(attrs)["href"]:
            return
        if tag != "p":
            self.others.add(tag)
            return
        self.texts.append("")
        self.is_open = True

    def handle_endtag(self, tag):
        self.is_open = self.is_open and tag != "p"

    def handle_data(self, data):
        if self.is_open:
            self.texts[-1] += data


def compare(name, sources, got, expected):
    if len(got) != len(expected):
        sys.exit(f"{name}: {len(got)} texts of {len(expected)}")
    for source, one, other in zip(sources, got, expected):
        if one != other:
            sys.exit(f"{name}: of {source!r}\n  {one!r}, not\n  {other!r}")


def judge_markup(sources):
    escaped = escape("markup", sources)
    document = b"<all><t>" + b"</t><t>".join(escaped) + b"</t></all>"
    compare("expat", sources, Elements(document).texts[1:],
            [shown(source, NONE) for source in sources])


def judge_markdown(sources, command):
    escaped = escape("markdown", sources)
    document = b"".join(b"word " + line + b"\n\n" for line in escaped)
    done = subprocess.run(command, input=document, capture_output=True, check=True)
    page = Paragraphs(done.stdout.decode("utf-8"))
    expected = [re.sub("[\n\t]", " ", "word " + shown(source, "")).rstrip(" ")
                for source in sources]
    if page.others:
        sys.exit(f"{command[0]}: elements {page.others}")
    compare(command[0], sources, page.texts, expected)


def main():
    sources = [*points(), *texts()]
    judge_markup(sources)
    for command in (["cmark", "--unsafe"],
                    ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e",
                     "tagfilter", "-e", "autolink"]):
        if shutil.which(command[0]):
            judge_markdown(sources, command)


main()
