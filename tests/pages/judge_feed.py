#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""judge_feed.py FILE...: fails where a file is no valid Atom feed.

No validator of Atom is shipped by Debian 12. So there are three judges:

xmllint (libxml2)  that it is well-formed XML 1.0, without a document type;
this file          the rules of RFC 4287, each with its section, on the tree that Python's
                   expat reads; RFC 3339 for dates, RFC 3987 for what is an absolute IRI;
feedparser         as a reader that people use: it finds nothing odd ("bozo"), and reads the
                   same titles, ids, links and dates.
"""

import argparse
import datetime
import html.parser
import pathlib
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ET

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"

# Element: child, least, most. What is not named may not stand there (6.3, 6.4 would
# allow foreign markup; we write none).
ENTRY = {
    "author": (0, None), "category": (0, None), "content": (0, 1), "contributor": (0, None),
    "id": (1, 1), "link": (0, None), "published": (0, 1), "rights": (0, 1), "source": (0, 1),
    "summary": (0, 1), "title": (1, 1), "updated": (1, 1),
}  # 4.1.2
FEED = {
    "author": (0, None), "category": (0, None), "contributor": (0, None), "generator": (0, 1),
    "icon": (0, 1), "id": (1, 1), "link": (0, None), "logo": (0, 1), "rights": (0, 1),
    "subtitle": (0, 1), "title": (1, 1), "updated": (1, 1), "entry": (0, None),
}  # 4.1.1
SOURCE = {name: (0, most) for name, (_, most) in FEED.items() if name != "entry"}  # 4.2.11
PERSON = {"name": (1, 1), "uri": (0, 1), "email": (0, 1)}  # 3.2

TEXT = {"title", "subtitle", "summary", "rights"}
PEOPLE = {"author", "contributor"}
DATES = {"updated", "published"}
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "content": {"type", "src"},
    "generator": {"uri", "version"},
    **{name: {"type"} for name in TEXT},
}

DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
RELATIVE = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20\x7f]*")
MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(;.*)?")
EMAIL = re.compile(r".+@.+", re.DOTALL)


class Judge:
    def __init__(self, name):
        self.name = name
        self.failures = 0

    def fail(self, section, text):
        self.failures += 1
        print(f"FAILED {self.name}: {section}: {text}"[:600])


def short(element):
    return element.tag.replace(ATOM, "").replace(XHTML, "xhtml:")


def text_of(element):
    return "".join(element.itertext())


def is_absolute(iri):
    return IRI.fullmatch(iri) is not None and not re.search(r"%(?![0-9A-Fa-f]{2})", iri)


def parse_date(text):
    """The moment that an RFC 3339 date names, or None; T and Z must be capitals (3.3)."""
    if not DATE.fullmatch(text):
        return None
    try:
        return datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", text).replace("Z", "+00:00"))
    except ValueError:
        return None


class Markup(html.parser.HTMLParser):
    """Whether the elements of an HTML fragment are closed as they were opened."""

    VOID = {"br", "hr", "img", "wbr", "col"}

    def __init__(self):
        super().__init__()
        self.open = []
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def check_html(judge, section, element):
    """3.1.1.2, 4.1.3.3: escaped markup that would do inside a <div>."""
    if len(element):
        judge.fail(section, f"<{short(element)} type=html> has child elements")
    markup = Markup()
    markup.feed(text_of(element))
    markup.close()
    if markup.open or markup.wrong:
        judge.fail(section, f"<{short(element)}>: markup that is not closed: {markup.open + markup.wrong}")


def check_xhtml(judge, section, element):
    """3.1.1.3, 4.1.3.3: a single div and nothing beside it, all of it XHTML."""
    if len(element) != 1 or element[0].tag != XHTML + "div":
        judge.fail(section, f"<{short(element)} type=xhtml> is not a single xhtml:div")
        return
    if (element.text or "").strip() or (element[0].tail or "").strip():
        judge.fail(section, f"<{short(element)} type=xhtml> has text beside the div")
    for inner in element.iter():
        if inner is not element and not inner.tag.startswith(XHTML):
            judge.fail(section, f"<{short(inner)}> is no XHTML")


def check_text(judge, element):
    """3.1."""
    kind = element.get("type", "text")
    if kind == "text":
        if len(element):
            judge.fail("3.1.1.1", f"<{short(element)} type=text> has child elements")
    elif kind == "html":
        check_html(judge, "3.1.1.2", element)
    elif kind == "xhtml":
        check_xhtml(judge, "3.1.1.3", element)
    else:
        judge.fail("3.1.1", f"<{short(element)} type='{kind}'>")


def check_content(judge, element):
    """4.1.3."""
    kind = element.get("type", "text")
    if "src" in element.attrib:
        if not is_absolute(element.get("src")):
            judge.fail("4.1.3.2", "src is no absolute IRI")
        if text_of(element) or len(element):
            judge.fail("4.1.3.2", "content with src is not empty")
    elif kind in ("text", "html", "xhtml"):
        check_text(judge, element)
    elif not MEDIA_TYPE.fullmatch(kind) or kind.startswith("multipart/"):
        judge.fail("4.1.3.1", f"type '{kind}'")


def check_person(judge, element):
    """3.2."""
    check_children(judge, "3.2", element, PERSON)
    for child in element:
        text = text_of(child)
        if short(child) == "name" and not text.strip():
            judge.fail("3.2.1", "an empty name")
        if short(child) == "uri" and not is_absolute(text):
            judge.fail("3.2.2", f"'{text}' is no IRI")
        if short(child) == "email" and not EMAIL.fullmatch(text):
            judge.fail("3.2.3", f"'{text}' is no address")


def check_link(judge, element):
    """4.2.7."""
    href = element.get("href")
    if href is None:
        judge.fail("4.2.7.1", "a link without href")
    elif not is_absolute(href) and not (":" not in href.split("/")[0] and RELATIVE.fullmatch(href)):
        judge.fail("4.2.7.1", f"'{href}' is no IRI reference")
    elif urllib.parse.urlsplit(href).scheme not in ("", "http", "https", "mailto", "mid"):
        judge.fail("8.1", f"'{href}' is of no harmless scheme")
    rel = element.get("rel", "alternate")
    if not re.fullmatch(r"[a-z][a-z0-9.-]*", rel) and not is_absolute(rel):
        judge.fail("4.2.7.2", f"rel='{rel}'")
    if not MEDIA_TYPE.fullmatch(element.get("type", "a/b")):
        judge.fail("4.2.7.3", f"type='{element.get('type')}'")
    if not re.fullmatch(r"\d+", element.get("length", "0")):
        judge.fail("4.2.7.6", "length is no number")


def check_leaf(judge, element):
    name = short(element)
    text = text_of(element)
    if name in DATES and parse_date(text) is None:
        judge.fail("3.3", f"<{name}>'{text}' is no date of RFC 3339")
    elif name == "id" and not is_absolute(text):
        judge.fail("4.2.6", f"'{text}' is no absolute IRI")
    elif name in ("icon", "logo") and not is_absolute(text):
        judge.fail("4.2.5" if name == "icon" else "4.2.8", f"'{text}' is no absolute IRI")
    elif name == "category" and not element.get("term"):
        judge.fail("4.2.2.1", "a category without term")
    elif name == "category" and "scheme" in element.attrib and not is_absolute(element.get("scheme")):
        judge.fail("4.2.2.2", "scheme is no IRI")
    elif name == "generator" and not text:
        judge.fail("4.2.4", "an empty generator")


def check_child(judge, element):
    name = short(element)
    for attribute in element.attrib:
        if attribute not in ATTRIBUTES.get(name, set()) and not attribute.startswith(XML):
            judge.fail("2", f"<{name} {attribute}>")
    if name == "entry":
        check_entry(judge, element)
    elif name == "source":
        check_children(judge, "4.2.11", element, SOURCE)
    elif name == "content":
        check_content(judge, element)
    elif name == "link":
        check_link(judge, element)
    elif name in TEXT:
        check_text(judge, element)
    elif name in PEOPLE:
        check_person(judge, element)
    else:
        if len(element):
            judge.fail("2", f"<{name}> has child elements")
        check_leaf(judge, element)


def check_children(judge, section, element, allowed):
    counts = dict.fromkeys(allowed, 0)
    for child in element:
        name = short(child)
        if name not in allowed:
            judge.fail(section, f"<{name}> in <{short(element)}>")
            continue
        counts[name] += 1
        if allowed is not PERSON:
            check_child(judge, child)
        if (child.tail or "").strip():
            judge.fail(section, f"text '{child.tail.strip()[:40]}' in <{short(element)}>")
    for name, (least, most) in allowed.items():
        if counts[name] < least or (most is not None and counts[name] > most):
            judge.fail(section, f"{counts[name]} <{name}> in <{short(element)}>")
    if (element.text or "").strip():
        judge.fail(section, f"text '{element.text.strip()[:40]}' in <{short(element)}>")


def links_of(element, rel):
    return [link for link in element.findall(ATOM + "link") if link.get("rel", "alternate") == rel]


def check_alternates(judge, section, element):
    """No two alternates of the same type and language."""
    kinds = [(link.get("type"), link.get("hreflang")) for link in links_of(element, "alternate")]
    if len(set(kinds)) != len(kinds):
        judge.fail(section, "two alternate links of one type and language")


def check_entry(judge, entry):
    """4.1.2."""
    check_children(judge, "4.1.2", entry, ENTRY)
    check_alternates(judge, "4.1.2", entry)
    content = entry.find(ATOM + "content")
    if content is None and not links_of(entry, "alternate"):
        judge.fail("4.1.2", "an entry with neither content nor alternate link")
    if content is not None and "src" in content.attrib and entry.find(ATOM + "summary") is None:
        judge.fail("4.1.2", "an entry whose content is elsewhere has no summary")
    updated = parse_date(entry.findtext(ATOM + "updated") or "")
    published = parse_date(entry.findtext(ATOM + "published") or "")
    if updated and published and updated < published:
        judge.fail("4.2.15", "updated before it was published")


def check_authors(judge, feed):
    """4.1.1: each entry has an author, of its own, of its source, or the feed's."""
    if feed.find(ATOM + "author") is not None:
        return
    for entry in feed.findall(ATOM + "entry"):
        if entry.find(ATOM + "author") is None and entry.find(f"{ATOM}source/{ATOM}author") is None:
            judge.fail("4.1.1", f"no author of entry {entry.findtext(ATOM + 'id')}, nor of the feed")


def check_unique(judge, feed):
    """4.1.1: entries of one id differ in their time; ours are each there once."""
    ids = [entry.findtext(ATOM + "id") for entry in feed.findall(ATOM + "entry")]
    for one in sorted({one for one in ids if ids.count(one) > 1}, key=str):
        judge.fail("4.1.1", f"the id {one} stands twice")
    if feed.findtext(ATOM + "id") in ids:
        judge.fail("4.2.6", "an entry has the id of the feed")


def check_feed(judge, feed):
    if feed.tag != ATOM + "feed":
        judge.fail("4.1.1", f"the root is {feed.tag}")
        return
    check_children(judge, "4.1.1", feed, FEED)
    check_alternates(judge, "4.1.1", feed)
    check_authors(judge, feed)
    check_unique(judge, feed)
    # A SHOULD of 4.1.1, and the only way for a reader to know where a saved feed is from.
    if len(links_of(feed, "self")) > 1:
        judge.fail("4.1.1", "more than one link rel=self")
    if not links_of(feed, "self"):
        print(f"note {judge.name}: 4.1.1: there is no link rel=self")


def same_moment(text, parsed):
    moment = parse_date(text or "")
    return moment is None or (parsed is not None and moment.utctimetuple()[:6] == tuple(parsed)[:6])


def compare_entry(judge, entry, read):
    if entry.findtext(ATOM + "id") != read.get("id"):
        judge.fail("feedparser", f"reads the id {read.get('id')}, not {entry.findtext(ATOM + 'id')}")
    title = entry.find(ATOM + "title")
    if title is not None and title.get("type", "text") == "text":
        # It trims, and takes plain text for what it is.
        if text_of(title).strip() != read.get("title"):
            judge.fail("feedparser", f"reads the title {read.get('title')!r}, not {text_of(title)!r}")
    for name in sorted(DATES):
        if not same_moment(entry.findtext(ATOM + name), read.get(f"{name}_parsed")):
            judge.fail("feedparser", f"reads another <{name}>: {read.get(name)}")
    ours = sorted(link.get("href") for link in entry.findall(ATOM + "link"))
    theirs = sorted(link.get("href") for link in read.get("links", []))
    if not all(is_absolute(link) for link in ours):
        # It makes them absolute by the feed's own address, which only it knows.
        return
    if ours != theirs:
        judge.fail("feedparser", f"reads the links {theirs}, not {ours}")


def compare_with_reader(judge, feed, data):
    read = feedparser.parse(data, resolve_relative_uris=False, sanitize_html=False,
                            response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    if read.bozo:
        judge.fail("feedparser", f"finds it odd: {read.get('bozo_exception')!r}")
    if read.version != "atom10":
        judge.fail("feedparser", f"takes it for '{read.version}'")
    title = feed.find(ATOM + "title")
    if title is not None and title.get("type", "text") == "text" and text_of(title).strip() != read.feed.get("title"):
        judge.fail("feedparser", f"reads the title {read.feed.get('title')!r}")
    if feed.findtext(ATOM + "id") != read.feed.get("id"):
        judge.fail("feedparser", f"reads the id {read.feed.get('id')!r}")
    entries = feed.findall(ATOM + "entry")
    if len(entries) != len(read.entries):
        judge.fail("feedparser", f"reads {len(read.entries)} entries of {len(entries)}")
        return
    for entry, of_reader in zip(entries, read.entries):
        compare_entry(judge, entry, of_reader)


def check_bytes(judge, path, data):
    """2: well-formed; RFC 7303: UTF-8 that says no other name."""
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--huge", path],
                          capture_output=True, check=False)
    if done.returncode != 0 or done.stderr:
        judge.fail("xmllint", done.stderr.decode("utf-8", "replace")[:400])
    if re.search(rb"<!(DOCTYPE|ENTITY)", data):
        judge.fail("2", "a document type")
    if re.search(rb"<\?(?!xml )", data):
        judge.fail("2", "a processing instruction")


def judge_file(path):
    judge = Judge(path)
    data = pathlib.Path(path).read_bytes()
    check_bytes(judge, path, data)
    try:
        feed = ET.fromstring(data)
    except ET.ParseError as error:
        judge.fail("expat", str(error))
        return judge.failures
    check_feed(judge, feed)
    compare_with_reader(judge, feed, data)
    return judge.failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="+")
    files = parser.parse_args().file
    failures = sum(judge_file(path) for path in files)
    print(f"{len(files)} feeds: {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
