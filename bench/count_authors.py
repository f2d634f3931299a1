#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""count_authors.py EPOCH [RANGE]: counts the authors of a public-inbox epoch.

What one writes in ten minutes, and what `tidings update` is measured against.
"""

import collections
import email
import email.policy
import email.utils
import subprocess
import sys


def mails(epoch, revisions):
    """The bytes of each mail of @revisions, newest first."""
    git = ["git", "-C", epoch]
    commits = subprocess.run([*git, "rev-list", revisions], check=True, capture_output=True).stdout
    with subprocess.Popen(
        [*git, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as batch:
        for commit in commits.split():
            batch.stdin.write(commit + b":m\n")
            batch.stdin.flush()
            answer = batch.stdout.readline().split()
            if answer[-1] == b"missing":
                continue
            yield batch.stdout.read(int(answer[2]))
            batch.stdout.read(1)
        batch.stdin.close()


def main():
    revisions = sys.argv[2] if len(sys.argv) > 2 else "HEAD"
    authors = collections.Counter()
    for raw in mails(sys.argv[1], revisions):
        message = email.message_from_bytes(raw, policy=email.policy.default)
        authors[str(message["From"])] += 1
    for author, count in authors.most_common(15):
        print(f"{count:7} {author}")


if __name__ == "__main__":
    main()
