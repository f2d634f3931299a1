#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bench/accuracy_landing.py BUILD ARCHIVE REPOSITORY: are landings found without links?

Many maintainers leave a link to the mail in the commit. That is the truth: the last link
of a commit that names a patch of the archive. It is read here by git and a regular
expression, not by tidings. Then the index forgets all that commits link to, and matches
again; each commit with a truth is right if it is found to be a patch of the same work,
wrong if of another one, and missed if it is found to be none.

What mails alone say ("applied, thanks") is held against the same truth: of a patch that
a commit links to, they should say that its posting landed; and a posting of which they say
so should have landed, as far as any of its work did in this repository.

Lists each commit that is missed or wrong, then prints a table. Fails where precision is
below 0.995 or recall below 0.95.
"""

import collections
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.parse

LEAST_PRECISION = 0.995
LEAST_RECALL = 0.95
LINK = re.compile(
    r"^(?:(?:Link|Closes|Patchwork|Message-I[Dd])\s*:\s*)"
    r"(?:<?https?://\S+?/(?P<url>[^/\s<>]+@[^/\s<>#?]+)|<?(?P<id>[^/\s<>]+@[^\s<>]+)>?\s*$)",
    re.MULTILINE,
)
STATES_LANDED = (5, 6)  # OUTCOME_PARTLY_LANDED, OUTCOME_LANDED
LANDED = 6
CLOSED_BY_NEWER = 4  # OUTCOME_SUPERSEDED


def run(build, index, *arguments):
    subprocess.run(
        [os.path.join(build, "tidings"), "--db", index, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def commits_of(repository):
    """Each commit of a branch or tag: its id, title and message."""
    log = subprocess.run(
        ["git", "-C", repository, "log", "HEAD", "--branches", "--remotes", "--tags", "--no-merges", "-z", "--format=%H%n%s%n%B"],
        check=True,
        capture_output=True,
    ).stdout.decode("utf-8", "replace")
    for entry in log.split("\0"):
        if entry:
            commit, title, message = entry.split("\n", 2)
            yield commit, title, message


def links_of(message):
    for match in LINK.finditer(message):
        yield urllib.parse.unquote(match["url"] or match["id"])


def truth_of(repository, query):
    """Commit to (message, title), where a link of the commit names a patch."""
    truth = {}
    for commit, title, message in commits_of(repository):
        for link in links_of(message):
            found = query(
                "SELECT message.id FROM message JOIN member ON member.message = message.id"
                " WHERE message_id = ? AND kind = 1 ORDER BY 1 LIMIT 1",
                (link,),
            ).fetchone()
            if found:
                truth[commit] = (found[0], title)
    return truth


def landings_of(query):
    return {
        row[0].hex(): (row[1], row[2], row[3])
        for row in query(
            "SELECT object, message, reasons, sureness FROM landing"
            " JOIN changeset ON changeset.id = changeset"
        )
    }


def share(part, whole):
    return part / whole if whole else 1.0


def judge_commits(truth, found, topic_of, name_of):
    """Counts of verdicts; prints what is not right."""
    verdicts = collections.Counter()
    for commit, (message, title) in sorted(truth.items()):
        if commit not in found:
            verdict = "missed"
        elif topic_of[found[commit][0]] == topic_of[message]:
            verdict = "right"
            verdicts["same mail"] += found[commit][0] == message
        else:
            verdict = "wrong"
        verdicts[verdict] += 1
        if verdict != "right":
            print(f"{verdict}: {commit[:12]} {title}")
            print(f"    links to {name_of(message)}")
            if verdict == "wrong":
                print(f"    taken for {name_of(found[commit][0])}")
    return verdicts


def judge_mails(truth, told, said, posting_of, topic_of):
    """What mails say of the postings, by the commits that link to their patches."""
    verdicts = collections.Counter()
    for message, _ in truth.values():
        state = said.get(posting_of[message])
        verdicts["found" if state in STATES_LANDED else "not said"] += 1
    landed_messages = {message for message, _, _ in told.values()}
    landed_topics = {topic_of[message] for message in landed_messages}
    members = collections.defaultdict(list)
    for message, posting in posting_of.items():
        members[posting].append(message)
    for posting, state in said.items():
        if state != LANDED or topic_of.get(posting) not in landed_topics:
            continue
        is_true = any(message in landed_messages for message in members[posting])
        verdicts["true" if is_true else "untrue"] += 1
    return verdicts


def main(build, archive, repository):
    with tempfile.TemporaryDirectory() as folder:
        index = os.path.join(folder, "index.db")
        run(build, index, "index", "--no-progress", archive)
        query = sqlite3.connect(index).execute
        said = dict(query("SELECT posting, state FROM outcome"))
        run(build, index, "repo", "add", "--no-progress", repository, "project")
        truth = truth_of(repository, query)
        told = landings_of(query)
        posting_of = dict(query("SELECT message, posting FROM member"))
        topics = dict(query("SELECT id, topic FROM posting"))
        topic_of = {message: topics[posting] for message, posting in posting_of.items()}

        hide = sqlite3.connect(index)
        hide.executescript(
            "DELETE FROM cited; DELETE FROM landing;"
            "UPDATE repository SET considered = 0, matched = 0;"
        )
        hide.close()
        run(build, index, "repo", "update", "--no-progress")

        def name_of(message):
            return query("SELECT message_id || ' ' || subject FROM message WHERE id = ?", (message,)).fetchone()[0]

        commits = judge_commits(truth, landings_of(query), topic_of, name_of)
        mails = judge_mails(truth, told, said, posting_of, topic_of)

    precision = share(commits["right"], commits["right"] + commits["wrong"])
    recall = share(commits["right"], len(truth))
    print()
    print(f"{'landings':24}{'truth':>8}{'right':>8}{'wrong':>8}{'missed':>8}{'precision':>11}{'recall':>8}")
    print(
        f"{'commits, links hidden':24}{len(truth):8}{commits['right']:8}{commits['wrong']:8}"
        f"{commits['missed']:8}{precision:11.3f}{recall:8.3f}"
    )
    print(
        f"{'from mails alone':24}{len(truth):8}{mails['found']:8}{mails['untrue']:8}{mails['not said']:8}"
        f"{share(mails['true'], mails['true'] + mails['untrue']):11.3f}{share(mails['found'], len(truth)):8.3f}"
    )
    print(f"the very mail: {commits['same mail']} of {commits['right']} that are right")
    return 0 if precision >= LEAST_PRECISION and recall >= LEAST_RECALL else 1


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: bench/accuracy_landing.py BUILD ARCHIVE REPOSITORY")
    sys.exit(main(*sys.argv[1:]))
