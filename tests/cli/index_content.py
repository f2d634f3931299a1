#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What an index says, whatever numbers its rows have: index_content.py INDEX prints it.

Mails are named by Message-ID and text. Two indexes that were made of the same archives in
other ways, at other times or after a kill, print the same.
"""

import sqlite3
import sys

PLAIN = [
    "SELECT path, epoch, tip FROM point JOIN archive ON id = archive",
    "SELECT path, has_forgotten FROM archive",
]
MESSAGE = """id, kind, traits, subject, title, prefixes, author_name, author_address, sender_name,
 sender_address, sent_at, arrived_at, bytes, parents, mentions, older_ids, patch_id, change_id,
 fingerprint, quality"""
POSTING = """id, head, cover, completes, topic, major, minor, letter, total, n_patches, n_missing,
 traits, arrived_at, sent_at, title, n_replies, n_repliers, replied_at, state, is_latest"""


def groups(rows):
    """The second columns of rows that have the same first one."""
    found = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return [tuple(sorted(map(repr, values))) for values in found.values()]


def content(path):
    query = sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute
    name = {}
    for number, message_id, text in query("SELECT id, message_id, subject FROM message ORDER BY id"):
        known = (message_id, text)
        name[number] = known
    name[None] = None
    lines = [("message", name[row[0]], *row[1:]) for row in query(f"SELECT {MESSAGE} FROM message")]
    for sql in PLAIN:
        lines += [("plain", *row) for row in query(sql)]
    for row in query("SELECT path, number, message, epoch, object, commit_id, position, length, place.arrived_at, quality FROM place JOIN archive ON id = archive"):
        lines.append(("place", row[0], row[1], name[row[2]], *row[3:]))
    for row in query("SELECT message, number, name, old_blob, new_blob, insertions, deletions FROM file JOIN path ON path.id = path"):
        lines.append(("file", name[row[0]], *row[1:]))
    for row in query(f"SELECT {POSTING} FROM posting"):
        lines.append(("posting", *(name.get(number) for number in row[:5]), *row[5:]))
    for row in query("SELECT message, posting FROM member"):
        lines.append(("member", name[row[0]], name[row[1]]))
    for row in query("SELECT newer, older, reasons, sureness, common, is_main FROM link"):
        lines.append(("link", name[row[0]], name[row[1]], *row[2:]))
    for table, sql in {
        "thread": "SELECT thread, id FROM message",
        "clue": "SELECT hash, posting FROM clue",
        "meeting": "SELECT hash, message FROM meeting",
    }.items():
        lines += [(table, *group) for group in groups((key, name.get(value)) for key, value in query(sql))]
    return sorted(map(repr, lines))


if __name__ == "__main__":
    print("\n".join(content(sys.argv[1])))
