#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""judge_inert.py --format FORMAT [--words JSON] [--shown TEXT] [--places P,P] [--mails FOLDER]
OUTPUT: fails where what hostile_mails.py has put into mails is more than text in OUTPUT.

text, classic  no character that a terminal obeys
json           a document that Python reads, without keys that stand twice
html, site     what inert-html.mjs asks of a page, or of a folder of them
atom           XML, and what stands in it as HTML is inert
markdown       what judge_markdown.py asks; no heading that a body has made
mail           what judge_mail.py asks of the message, and inert parts
mbox           Python finds the mails of FOLDER in it, with their bytes

TEXT is what the text format says of the same archive: each sentinel in it, of the places P
(sub,nam unless told), must be in OUTPUT as well. JSON is what hostile_mails.py has written:
behind each sentinel in OUTPUT stands its attack, as text.
"""

import argparse
import json
import mailbox
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

import judge_mail
import judge_markdown

HERE = pathlib.Path(__file__).resolve().parent
ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "http://www.w3.org/1999/xhtml"

SENTINEL = re.compile(r"zq[a-z]{3}\d{4}")
# Text of a mail that no heading is made of.
OF_BODIES = re.compile(r"zq(bod|dif|log|cov|tra|rev|quo|pul)\d{4}")
# C0 but tab and newline, DEL, C1, and what turns the direction of writing.
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# As much of an attack as any format shows of a long title.
SHOWN_OF_ATTACK = 24


class Judge:
    def __init__(self, given):
        self.given = given
        self.failures = 0

    def fail(self, text):
        self.failures += 1
        if self.failures <= 40:
            print(f"FAILED {self.given.format}: {text}"[:500])

    def browse(self, kind, paths):
        """What a reader sees of the documents, which inert-html.mjs has judged."""
        with tempfile.NamedTemporaryFile(suffix=".json") as texts:
            command = ["node", str(HERE / "inert-html.mjs"), "--kind", kind, "--texts", texts.name, *map(str, paths)]
            if subprocess.run(command, check=False).returncode != 0:
                self.fail("inert-html.mjs fails")
            return "\n".join(json.load(texts).values()) if texts.seek(0, 2) and not texts.seek(0) else ""


def check_terminal(judge, text):
    for found in list(OBEYED.finditer(text))[:5]:
        start = max(found.start() - 30, 0)
        judge.fail(f"a character that is obeyed: {text[start:found.end() + 10]!r}")


def decode(judge, data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        judge.fail(f"no UTF-8: {error}")
        return data.decode("utf-8", "replace")


def read_text(judge, path):
    text = decode(judge, path.read_bytes())
    check_terminal(judge, text)
    return text


def no_twins(pairs):
    if len(dict(pairs)) != len(pairs):
        raise ValueError(f"a key stands twice: {pairs}")
    return dict(pairs)


def strings_of(value):
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            waiting += reversed(value.values())


def read_json(judge, path):
    try:
        value = json.loads(decode(judge, path.read_bytes()), object_pairs_hook=no_twins,
                           parse_constant=lambda name: judge.fail(f"{name} is no JSON"))
    except ValueError as error:
        judge.fail(str(error)[:200])
        return ""
    return "\n".join(strings_of(value))


def read_html(judge, path):
    decode(judge, path.read_bytes())
    return judge.browse("page", [path])


def read_site(judge, path):
    return judge.browse("site", [path])


def write_fragments(folder, feed):
    """What of a feed is HTML and XHTML, as two documents at most: each takes its time to open."""
    parts = {"html": [b'<!DOCTYPE html><meta charset="utf-8"><title>x</title>'],
             "xhtml": [f'<html xmlns="{XHTML}"><head><title>x</title></head><body>'.encode()]}
    for element in feed.iter():
        if element.get("type") == "html":
            parts["html"].append(b"<div>%s</div>" % "".join(element.itertext()).encode("utf-8"))
        elif element.get("type") == "xhtml":
            parts["xhtml"] += [ET.tostring(child, "utf-8", xml_declaration=False) for child in element]
    parts["xhtml"].append(b"</body></html>")
    paths = []
    for ending, pieces in parts.items():
        if len(pieces) > (2 if ending == "xhtml" else 1):
            paths.append(folder / f"fragments.{ending}")
            paths[-1].write_bytes(b"\n".join(pieces))
    return paths


def read_atom(judge, path):
    data = path.read_bytes()
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--huge", path], capture_output=True, check=False)
    if done.returncode != 0:
        judge.fail(f"xmllint: {done.stderr.decode('utf-8', 'replace')[:300]}")
    try:
        feed = ET.fromstring(data)
    except ET.ParseError as error:
        judge.fail(f"expat: {error}")
        return ""
    ET.register_namespace("", XHTML)
    texts = [element.text or "" for element in feed.iter() if element.tag.startswith(ATOM) and
             element.get("type", "text") == "text"]
    with tempfile.TemporaryDirectory() as folder:
        fragments = write_fragments(pathlib.Path(folder), feed)
        if fragments:
            texts.append(judge.browse("fragment", fragments))
    text = "\n".join(texts)
    check_terminal(judge, text)
    return text


def read_markdown(judge, path):
    for failure in judge_markdown.judge(path):
        judge.fail(failure)
    texts = []
    for command in judge_markdown.PARSERS.values():
        try:
            document = judge_markdown.tree_of(command, path)
        except ET.ParseError:
            continue
        for node in document.iter():
            if judge_markdown.local(node) == "heading" and OF_BODIES.search(judge_markdown.text_of(node)):
                judge.fail(f"a body has made a heading: {judge_markdown.text_of(node)[:80]}")
        texts.append(judge_markdown.text_of(document))
    check_terminal(judge, texts[-1] if texts else "")
    # What GitHub shows, where tables drop the cells that are too many.
    return texts[-1] if texts else ""


def read_mail(judge, path):
    failures, contents = judge_mail.judge(path.read_bytes())
    for failure in failures:
        judge.fail(failure)
    if len(contents) != 2:
        return ""
    check_terminal(judge, contents[0])
    with tempfile.TemporaryDirectory() as folder:
        part = pathlib.Path(folder) / "part.html"
        part.write_text(contents[1], "utf-8")
        shown = judge.browse("mail", [part])
    for word in sorted(set(SENTINEL.findall(contents[0])) - set(SENTINEL.findall(shown))):
        judge.fail(f"{word} is in the text, but not in the HTML")
    return contents[0]


def without_end(mail):
    """An mbox cannot tell whether a mail ended in a newline."""
    return mail.removesuffix(b"\n")


def read_mbox(judge, path):
    if not judge.given.mails:
        judge.fail("--mails is needed")
        return ""
    wanted = [file.read_bytes() for file in sorted(pathlib.Path(judge.given.mails).glob("*.eml"))]
    box = mailbox.mbox(path, create=False)
    found = [re.sub(rb"^>(>*From )", rb"\1", box.get_bytes(key), flags=re.MULTILINE) for key in box.keys()]
    if len(found) != len(wanted):
        judge.fail(f"{len(found)} mails, not {len(wanted)}")
    for number, (ours, theirs) in enumerate(zip(found, wanted)):
        if without_end(ours) != without_end(theirs):
            judge.fail(f"mail {number + 1} has other bytes: {ours[:60]!r}, not {theirs[:60]!r}")
    return "\n".join(mail.decode("utf-8", "replace") for mail in found)


READERS = {
    "text": read_text, "classic": read_text, "json": read_json, "html": read_html, "site": read_site,
    "atom": read_atom, "markdown": read_markdown, "mail": read_mail, "mbox": read_mbox,
}


def squeeze(text):
    return re.sub(r"\s+", " ", text)


def check_shown(judge, text):
    """That what the text format shows is shown here, too."""
    wanted = set(SENTINEL.findall(pathlib.Path(judge.given.shown).read_text("utf-8", "replace")))
    wanted = {word for word in wanted if word[2:5] in judge.given.places.split(",")}
    if len(wanted) < 100:
        judge.fail(f"only {len(wanted)} sentinels in {judge.given.shown}: is it of this archive?")
    missing = sorted(wanted - set(SENTINEL.findall(text)))
    if missing:
        judge.fail(f"{len(missing)} sentinels are not shown: {' '.join(missing[:20])}")


def check_attacks(judge, text):
    """That an attack stands behind its sentinel as it was sent, at one place at least."""
    attacks = json.loads(pathlib.Path(judge.given.words).read_text("utf-8"))
    text = squeeze(text)
    seen = 0
    for word in sorted(set(SENTINEL.findall(text)) & set(attacks)):
        # Of these places alone the words are shown, and not what a reader makes of them.
        if word[2:5] != "sub":
            continue
        seen += 1
        if f"{word} {attacks[word]}"[:9 + 1 + SHOWN_OF_ATTACK] not in text:
            where = text.index(word)
            judge.fail(f"not shown as text: {attacks[word]!r}, but {text[where:where + 80]!r}")
    if seen == 0:
        judge.fail("no attack is shown")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--format", required=True, choices=sorted(READERS))
    parser.add_argument("--words")
    parser.add_argument("--shown")
    parser.add_argument("--places", default="sub,nam")
    parser.add_argument("--mails")
    parser.add_argument("output", type=pathlib.Path)
    judge = Judge(parser.parse_args())
    text = READERS[judge.given.format](judge, judge.given.output)
    if judge.given.shown:
        check_shown(judge, text)
    if judge.given.words:
        check_attacks(judge, text)
    print(f"{judge.given.output} as {judge.given.format}: {judge.failures} failures")
    return 1 if judge.failures else 0


if __name__ == "__main__":
    sys.exit(main())
