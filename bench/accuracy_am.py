#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bench/accuracy_am.py BUILD ARCHIVE [COUNT]: 'tidings am' held against 'b4 am'.

Of COUNT series of the archive (500), drawn with a fixed seed from the latest revisions of
all works, both make an mbox: tidings from its index, b4 (Debian's) from the mails of the
series' thread; where they differ, once more with --no-parent, as somebody must ask b4 for
a series that was sent as a reply into another one's thread. Compared are the Message-IDs of the
patches, in order. Lists each difference, then a table. ARCHIVE is a git repository of a public-inbox.
"""

import collections
import email
import email.policy
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile

LEAST = 0.99
# b4 asks for a name and address even where it adds none.
SETTINGS = {"b4.attestation-policy": "off", "user.name": "Ann", "user.email": "ann@example.org"}
FOLD = re.compile(rb"\r?\n(?=[ \t])")


def run(command, **options):
    return subprocess.run(command, check=False, capture_output=True, **options)


def index_archive(tidings, archive):
    done = run([*tidings, "index", archive], text=True)
    if done.returncode != 0:
        sys.exit(f"bench/accuracy_am.py: {done.stderr}")


def draw_series(tidings, count):
    """Message-IDs of heads: the latest revisions of works that have patches."""
    listed = json.loads(run([*tidings, "series", "--json", "-n", "1000000"]).stdout)
    heads = [one["message_id"] for one in listed["series"] if one["latest"] and one["patches"] and not one["pull"]]
    heads.sort()
    random.Random(1).shuffle(heads)
    return heads[:count]


def unfolded(mail):
    """b4 0.12 stumbles over a Subject that is folded, which says the same on one line."""
    head, separator, body = mail.partition(b"\n\n")
    lines = FOLD.sub(b"\0", head).split(b"\n")
    lines = [
        line.replace(b"\0", b"") if line.lower().startswith((b"subject:", b"from:")) else line.replace(b"\0", b"\n")
        for line in lines
    ]
    return b"\n".join(lines) + separator + body


def mbox_of_thread(query, archive, head):
    """The mails of the thread that the series stands in, as an mbox that is quoted as mboxrd."""
    commits = query(
        "SELECT lower(hex(commit_id)) FROM message JOIN place ON place.message = message.id WHERE thread ="
        " (SELECT thread FROM message WHERE message_id = ? ORDER BY id LIMIT 1) ORDER BY message.id",
        (head,),
    ).fetchall()
    names = "".join(f"{commit}:m\n" for (commit,) in commits).encode()
    answer = run(["git", "-C", archive, "cat-file", "--batch"], input=names).stdout
    mbox = []
    while answer:
        line, _, answer = answer.partition(b"\n")
        size = int(line.split()[2])
        mail = re.sub(rb"^(>*From )", rb">\1", unfolded(answer[:size]), flags=re.MULTILINE)
        mbox.append(b"From mboxrd@z Thu Jan  1 00:00:00 1970\n" + mail + b"\n")
        answer = answer[size + 1 :]
    return b"".join(mbox)


def patches_of(mbox):
    """The Message-IDs of the mails of an mbox, in order."""
    found = []
    for mail in re.split(rb"^From [^\n]*\d\d:\d\d:\d\d \d{4}\n", mbox, flags=re.MULTILINE)[1:]:
        message = email.message_from_bytes(mail, policy=email.policy.compat32)
        found.append(re.sub(r"\s", "", str(message["Message-ID"] or "")).strip("<>"))
    return found


def by_b4(folder, head, mbox, *options):
    path = folder / "thread.mbox"
    path.write_bytes(mbox)
    surroundings = {
        **os.environ,
        "HOME": str(folder),
        "GIT_CONFIG_COUNT": str(len(SETTINGS)),
        **{f"GIT_CONFIG_KEY_{number}": key for number, key in enumerate(SETTINGS)},
        **{f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(SETTINGS.values())},
    }
    results = folder / "b4"
    results.mkdir(exist_ok=True)
    for left in results.iterdir():
        left.unlink()
    # Where it is to write to standard output, b4 0.12 ends without a word.
    command = ["b4", "--offline-mode", "am", "-m", str(path), "-o", str(results), "--no-cover", *options, head]
    said = run(command, env=surroundings).stderr.decode(errors="replace")
    return b"".join(found.read_bytes() for found in results.glob("*.mbx")), said


def describe(ours, theirs):
    if sorted(ours) == sorted(theirs):
        return "order"
    if not theirs:
        return "b4 gives nothing"
    if not ours:
        return "tidings gives nothing"
    if set(ours) > set(theirs):
        return "tidings has more"
    return "b4 has more" if set(ours) < set(theirs) else "others"


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: bench/accuracy_am.py BUILD ARCHIVE [COUNT]")
    archive = os.path.realpath(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    kinds = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        tidings = [os.path.realpath(pathlib.Path(sys.argv[1], "tidings")), "--db", str(folder / "index.db")]
        index_archive(tidings, archive)
        query = sqlite3.connect(folder / "index.db").execute
        heads = draw_series(tidings, count)
        for head in heads:
            mbox, said = by_b4(folder, head, mbox_of_thread(query, archive, head))
            ours = patches_of(run([*tidings, "am", head]).stdout)
            theirs = patches_of(mbox)
            kind = "same" if ours == theirs else describe(ours, theirs)
            if kind != "same":
                # b4 takes the highest revision of a thread, whosever it is, unless it is told
                # that the series begins at its head.
                mbox, said = by_b4(folder, head, mbox_of_thread(query, archive, head), "--no-parent")
                if ours == patches_of(mbox):
                    kind = "same, by --no-parent"
            kinds[kind] += 1
            if kind == "same":
                continue
            last = said.strip().splitlines()
            print(f"{kind}: {head}\n  tidings: {' '.join(ours)}\n  b4:      {' '.join(theirs)}")
            print(f"  b4 said: {last[-1] if last else ''}", flush=True)
    for kind, number in kinds.most_common():
        print(f"{kind:24} {number:6}")
    share = (kinds["same"] + kinds["same, by --no-parent"]) / max(1, len(heads))
    print(f"{'the same patches in order':24} {share:.4f} of {len(heads)}")
    sys.exit(0 if share >= LEAST else 1)


if __name__ == "__main__":
    main()
