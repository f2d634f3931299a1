#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""judge_markdown.py [--headings N] [--tables N] FILE: fails where a document is not what
its writer meant, as CommonMark's reference (cmark) and GitHub's parser (cmark-gfm with its
extensions) read it: markup of its own, links and images to anything but the web, tables
that are none. With N, that many headings or tables must be there."""

import argparse
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ET

SCHEMES = {"http", "https", "mailto"}
GITHUB = ["cmark-gfm", *(word for name in ("table", "autolink", "strikethrough", "tagfilter")
                         for word in ("-e", name))]
PARSERS = {"cmark": ["cmark"], "cmark-gfm": GITHUB}

# What a browser would obey in text that neither parser took for markup.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def run(command, path):
    done = subprocess.run([*command, path], capture_output=True, check=True)
    # Of &#xFFFE; cmark-gfm makes a byte that is no UTF-8.
    return done.stdout.decode("utf-8", "replace")


def local(node):
    return node.tag.rpartition("}")[2]


def tree_of(command, path):
    """The document's nodes, without the name of a document type that nobody has here."""
    text = run([*command, "-t", "xml", "--unsafe"], path)
    # Markdown may hold these, XML may not, and the tree is XML only for our sake.
    text = re.sub("[\ufffe\uffff]", "\ufffd", text)
    return ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", text, count=1))


def text_of(node):
    """What a reader sees of @node; lines and spaces as they stand."""
    parts = []
    for inner in node.iter():
        if local(inner) in ("softbreak", "linebreak"):
            parts.append("\n")
        elif inner.text and local(inner) in ("text", "code", "code_block"):
            parts.append(inner.text)
    return "".join(parts)


def check_link(node, fail):
    kind = local(node)
    destination = node.get("destination", "")
    if kind == "image":
        fail(f"an image: {destination}")
    scheme = urllib.parse.urlsplit(destination).scheme
    if scheme not in SCHEMES and not (scheme == "" and destination.startswith("#")):
        fail(f"a link to {destination}")


def check_nodes(document, fail):
    for node in document.iter():
        kind = local(node)
        if kind in ("html_block", "html_inline"):
            fail(f"markup of its own: {(node.text or '')[:80]}")
        elif kind in ("link", "image"):
            check_link(node, fail)


def check_tables(document, path, fail):
    """A table whose title row and rule do not fit is a paragraph full of bars."""
    for node in document.iter():
        if local(node) != "paragraph":
            continue
        for line in text_of(node).split("\n"):
            if re.match(r"\s*\|.*\|\s*$", line):
                fail(f"a row outside of a table: {line[:80]}")
    for table in (node for node in document.iter() if local(node) == "table"):
        rows = [[cell for cell in row if local(cell) == "table_cell"] for row in table]
        if len({len(row) for row in rows}) != 1:
            fail("a table whose rows differ in their cells")
    return sum(local(node) == "table" for node in document.iter())


def check_renderings(command, path, fail):
    """Safe and unsafe mode differ where something was left out."""
    safe = run(command, path)
    if "<!-- raw HTML omitted -->" in safe:
        fail("raw HTML omitted in safe mode")
    if safe != run([*command, "--unsafe"], path):
        fail("safe and unsafe renderings differ")


def judge(path, headings=None, tables=None):
    """What is wrong with @path, a sentence each."""
    failures = []
    data = open(path, "rb").read()
    try:
        if CONTROLS.search(data.decode("utf-8")):
            failures.append("a control character")
    except UnicodeDecodeError as error:
        return [f"no UTF-8: {error}"]
    for name, command in PARSERS.items():
        def fail(text, name=name):
            failures.append(f"{name}: {text}")
        check_renderings(command, path, fail)
        try:
            document = tree_of(command, path)
        except ET.ParseError as error:
            fail(f"its tree is no XML: {error}")
            continue
        check_nodes(document, fail)
        found = sum(local(node) == "heading" for node in document.iter())
        if headings is not None and found != headings:
            fail(f"{found} headings, not {headings}")
        if name == "cmark-gfm":
            found = check_tables(document, path, fail)
            if tables is not None and found != tables:
                fail(f"{found} tables, not {tables}")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--headings", type=int)
    parser.add_argument("--tables", type=int)
    parser.add_argument("file")
    given = parser.parse_args()
    failures = judge(given.file, given.headings, given.tables)
    for failure in failures:
        print(f"FAILED {given.file}: {failure}")
    print(f"{given.file}: {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
