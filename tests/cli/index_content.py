#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What an index says, whatever numbers its rows have: index_content.py INDEX prints it.

Mails are named by Message-ID and text. Two indexes that were made of the same archives in
other ways, at other times or after a kill, print the same.
"""

import sqlite3
import struct
import sys

PLAIN = [
    "SELECT path, epoch, tip FROM point JOIN archive ON id = archive",
    "SELECT path, has_forgotten FROM archive",
    "SELECT path, name, since FROM repository",
    "SELECT path, tip.name, object FROM tip JOIN repository ON id = repository",
    "SELECT path, tag.name, object, tagged_at FROM tag JOIN repository ON repository.id = repository",
]
MESSAGE = """id, kind, traits, subject, title, prefixes, author_name, author_address, sender_name,
 sender_address, sent_at, arrived_at, bytes, parents, mentions, older_ids, patch_id, change_id,
 fingerprint, quality, remarks, depends, paths, new_blobs, title_hash"""
POSTING = """id, head, cover, completes, topic, major, minor, letter, total, n_patches, n_missing,
 traits, arrived_at, sent_at, title, n_replies, n_repliers, replied_at, state, is_latest"""
OUTCOME = """posting, state, turn, turn_since, active_at, answered_at, landed_at, pinged, n_patches,
 n_reviewed, n_landed, evidence"""
CHANGESET = """changeset.id, changeset.object, parents, author_name, author_address, authored_at,
 committed_at, title, title_hash, picked_from, paths, new_blobs, tag.name, changeset.tag IS NULL"""


def groups(rows):
    """The second columns of rows that have the same first one."""
    found = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return [tuple(sorted(map(repr, values))) for values in found.values()]


def commits(query, name):
    """What is said of the commits of project repositories, and which patches they are."""
    commit = {}
    for number, *known in query("SELECT changeset.id, path, object FROM changeset JOIN repository ON repository.id = repository"):
        commit[number] = tuple(known)
    lines = []
    for row in query(f"SELECT {CHANGESET} FROM changeset LEFT JOIN tag ON tag.id = tag"):
        parents = [commit.get(number) for (number,) in struct.iter_unpack("<q", row[2] or b"")]
        lines.append(("changeset", commit[row[0]], parents, *row[3:]))
    for row in query("SELECT message, changeset, reasons, sureness, change FROM landing"):
        lines.append(("landing", name.get(row[0]), commit.get(row[1]), *row[2:]))
    # Hashes of ids have a secret key: which commits name the same one, and whose thread that is.
    cited = groups((key, commit.get(value)) for key, value in query("SELECT hash, changeset FROM cited"))
    lines += [("cited", *group) for group in cited]
    for row in query("SELECT changeset, message.id FROM cited JOIN identifier USING (hash) JOIN message USING (thread)"):
        lines.append(("cited thread", commit.get(row[0]), name[row[1]]))
    return lines


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
    # Those of what stood there once are no matter of what the archives hold now.
    for row in query("SELECT path, message FROM sighting JOIN archive ON id = archive WHERE EXISTS (SELECT 1 FROM place WHERE place.message = sighting.message AND place.archive = id)"):
        lines.append(("sighting", row[0], name[row[1]]))
    for row in query("SELECT message, number, name, old_blob, new_blob, insertions, deletions, hunks FROM file JOIN path ON path.id = path"):
        lines.append(("file", name[row[0]], *row[1:]))
    for row in query(f"SELECT {POSTING} FROM posting"):
        lines.append(("posting", *(name.get(number) for number in row[:5]), *row[5:]))
    for row in query("SELECT message, posting FROM member"):
        lines.append(("member", name[row[0]], name[row[1]]))
    for row in query("SELECT newer, older, reasons, sureness, common, is_main FROM link"):
        lines.append(("link", name[row[0]], name[row[1]], *row[2:]))
    for row in query(f"SELECT {OUTCOME} FROM outcome"):
        lines.append(("outcome", name.get(row[0]), *row[1:]))
    lines += commits(query, name)
    for row in query("SELECT hash, message, author FROM carried"):
        lines.append(("carried", row[0], name.get(row[1]), row[2]))
    for table, sql in {
        "thread": "SELECT thread, id FROM message",
        "clue": "SELECT hash, posting FROM clue",
        "meeting": "SELECT hash, message FROM meeting",
    }.items():
        lines += [(table, *group) for group in groups((key, name.get(value)) for key, value in query(sql))]
    return sorted(map(repr, lines))


if __name__ == "__main__":
    print("\n".join(content(sys.argv[1])))
