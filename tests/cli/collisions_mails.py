#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Invented series that meet in every way that tidings collisions tells, and some that do not.

collisions_mails.py make FOLDER      writes them there, a file a mail, in order of arrival
collisions_mails.py check FILE [ID]  what `tidings collisions --json` said is what they must give
"""

import json
import pathlib
import subprocess
import sys

BASE_1 = "1111111aaaaa"
BASE_2 = "2222222bbbbb"
NO_BLOB = "000000000000"


def hunk(line, word="wick"):
    """Replaces one line between three of context; @word makes it like no other's."""
    above = "".join(f" {word}_above_{n}();\n" for n in range(3))
    below = "".join(f" {word}_below_{n}();\n" for n in range(3))
    return f"@@ -{line - 3},7 +{line - 3},7 @@\n{above}-dim_{word}();\n+bright_{word}();\n{below}"


def change(path, base, *hunks):
    return (
        f"diff --git a/{path} b/{path}\nindex {base}..3333333ccccc 100644\n"
        f"--- a/{path}\n+++ b/{path}\n" + "".join(hunks)
    )


def addition(path, word):
    return (
        f"diff --git a/{path} b/{path}\nnew file mode 100644\nindex {NO_BLOB}..4444444ddddd\n"
        f"--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,2 @@\n+{word}();\n+glow();\n"
    )


def patch_id(diff):
    run = subprocess.run(["git", "patch-id", "--stable"], input=diff, capture_output=True, text=True, check=True)
    return run.stdout.split()[0]


WICK = change("wick.c", BASE_1, hunk(40))

# Message-ID, subject, text above the `---`, text below it, diff.
MAILS = [
    ("hunk1", "[PATCH] lamp: Burn brighter", "Text.", "", change("lamp.c", BASE_1, hunk(100, "hunk1"))),
    ("hunk2", "[PATCH] lamp: Burn longer", "Text.", "", change("lamp.c", BASE_1, hunk(102, "hunk2"))),
    ("blob", "[PATCH] lamp: Smell better", "Text.", "", change("lamp.c", BASE_1, hunk(300, "blob"))),
    ("file", "[PATCH] lamp: Hang higher", "Text.", "", change("lamp.c", BASE_2, hunk(500, "file"))),
    ("add1", "[PATCH] hook: Add a hook", "Text.", "", addition("hook.c", "hang")),
    ("add2", "[PATCH] hook: Introduce a hook", "Text.", "", addition("hook.c", "hook")),
    ("wick", "[PATCH] wick: Make it longer than before", "Text.", "change-id: 20240131-wick-0123456789ab", WICK),
    (
        "line",
        "[PATCH] oil: Depend by a line",
        "Text.\n\nDepends-on: <wick@example.org>",
        "",
        change("oil1.c", BASE_1, hunk(10, "oil1")),
    ),
    (
        "link",
        "[PATCH] oil: Depend by a link",
        "Text.",
        "This applies on top of Ann's wick[1].\n\n[1] https://lists.example.org/r/wick@example.org",
        change("oil2.c", BASE_1, hunk(10, "oil2")),
    ),
    (
        "title",
        "[PATCH] oil: Depend by a title",
        "Text.",
        'This is based on "wick: Make it longer than before".',
        change("oil3.c", BASE_1, hunk(10, "oil3")),
    ),
    (
        "patch-id",
        "[PATCH] oil: Depend by a patch id",
        "Text.",
        f"prerequisite-patch-id: {patch_id(WICK)}",
        change("oil4.c", BASE_1, hunk(10, "oil4")),
    ),
    (
        "change-id",
        "[PATCH] oil: Depend by a change-id",
        "Text.",
        "prerequisite-change-id: 20240131-wick-0123456789ab:v1",
        change("oil5.c", BASE_1, hunk(10, "oil5")),
    ),
    (
        "denied",
        "[PATCH] oil: Depend on nothing",
        "Text.",
        "This does not depend on https://lists.example.org/r/wick@example.org any more.",
        change("oil6.c", BASE_1, hunk(10, "oil6")),
    ),
    (
        "both",
        "[PATCH] wick: Meet what it depends on",
        "Text.\n\nDepends-on: <wick@example.org>",
        "",
        change("wick.c", BASE_2, hunk(41, "both")),
    ),
]
# A file that all change says nothing, unless they come near.
MAILS += [
    (
        f"busy{n}",
        f"[PATCH] part{n}: Build it",
        "Text.",
        "",
        change("Makefile", f"{n + 0x5000000:07x}", hunk(100 * n if n < 20 else 1001, f"part{n}")),
    )
    for n in range(1, 21)
]

# The older one, the newer one, what they share.
EXPECTED = {
    ("hunk1", "hunk2"): ["lamp.c hunk 101-102"],
    ("hunk1", "blob"): ["lamp.c blob"],
    ("hunk1", "file"): ["lamp.c file"],
    ("hunk2", "blob"): ["lamp.c blob"],
    ("hunk2", "file"): ["lamp.c file"],
    ("blob", "file"): ["lamp.c file"],
    ("add1", "add2"): ["hook.c hunk 1-1"],
    ("wick", "line"): ["wick before line: depends-on"],
    ("wick", "link"): ["wick before link: link"],
    ("wick", "title"): ["wick before title: title"],
    ("wick", "patch-id"): ["wick before patch-id: prerequisite-patch-id"],
    ("wick", "change-id"): ["wick before change-id: prerequisite-change-id"],
    ("wick", "both"): ["wick.c hunk 41-41", "wick before both: depends-on"],
    ("busy10", "busy20"): ["Makefile hunk 1001-1001"],
}


def make(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, subject, message, notes, diff) in enumerate(MAILS, 1):
        text = (
            f"From: Author of {name} <{name}@example.com>\nTo: lamps@example.net\n"
            f"Subject: {subject}\nMessage-ID: <{name}@example.org>\n"
            f"Date: Sat, 7 Mar 2026 {number // 60:02}:{number % 60:02}:00 +0000\n"
            f"Content-Type: text/plain; charset=utf-8\n\n"
            f"{message}\n\nSigned-off-by: Author of {name} <{name}@example.com>\n---\n{notes}\n\n{diff}-- \n2.43.0\n"
        )
        (folder / f"{number:03}").write_text(text)


def said(document):
    names = [series["message_id"].removesuffix("@example.org") for series in document["series"]]
    pairs = {}
    for collision in document["collisions"]:
        shared = []
        for file in collision["files"]:
            lines = file["lines"]
            span = f" {lines['begin']}-{lines['end']}" if lines else ""
            shared.append(f"{file['path']} {file['kind']}{span}")
        for order in collision["orders"]:
            shared.append(f"{names[order['earlier']]} before {names[order['later']]}: {order['reason']}")
        pairs[(names[collision["first"]], names[collision["second"]])] = shared
    return pairs


def check(path, name):
    found = said(json.loads(pathlib.Path(path).read_text()))
    expected = {pair: shared for pair, shared in EXPECTED.items() if name is None or name in pair}
    for pair in sorted(found.keys() | expected.keys()):
        if found.get(pair) != expected.get(pair):
            print(f"{pair[0]}, {pair[1]}: {found.get(pair)}, not {expected.get(pair)}", file=sys.stderr)
    return found != expected


def main():
    if sys.argv[1:2] == ["make"]:
        make(pathlib.Path(sys.argv[2]))
        return 0
    return int(check(sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None))


if __name__ == "__main__":
    sys.exit(main())
