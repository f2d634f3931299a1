#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A reading of a repository that is killed at any moment ends, run again, with the content of
one that was not.

Kills 20 runs of `tidings repo update` with SIGKILL after a random part of the time that a whole
run takes. A part of the commits was read before: of these some are gone by then.
"""

import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))
from index_content import content  # noqa: E402

KILLS = 20
PROGRAM = os.environ["TIDINGS"]
DAY = 86400


def patches(archive):
    """Message-ID, title, author and time of each patch, in order of arrival."""
    mails = subprocess.run(
        ["git", "-C", archive, "log", "--reverse", "--format=%H:m"], check=True, capture_output=True, text=True
    ).stdout
    texts = subprocess.run(
        ["git", "-C", archive, "cat-file", "--batch"], input=mails, check=True, capture_output=True, text=True
    ).stdout
    for mail in re.findall(r"^From: .*?(?=^[0-9a-f]{40} blob |\Z)", texts, re.M | re.S):
        field = dict(line.split(": ", 1) for line in mail.split("\n\n")[0].split("\n"))
        title = re.match(r"\[PATCH[^]]*\] (.*)", field["Subject"])
        if title and "\ndiff --git " in mail:
            yield field["Message-ID"], title[1], field["From"], int(field["Date"][1:])


def stream(found, branch, links):
    """Commits for git-fast-import(1): those of patches, and as many that are none."""
    for n, (message_id, title, author, at) in enumerate(found):
        link = f"\n\nLink: https://lore.kernel.org/r/{message_id[1:-1]}" if links else ""
        for message in (title + link, f"Some work {n}"):
            text = message.encode()
            yield b"commit refs/heads/%s\nauthor %s %d +0000\n" % (branch, author.encode(), at)
            yield b"committer Marc <marc@example.org> %d +0000\ndata %d\n%s\n" % (at + DAY, len(text), text)
            yield b"M 100644 inline lamp.c\ndata %d\n%s\n" % (len(text), text)


def make_repository(path, found, links):
    if not path.exists():
        subprocess.run(["git", "init", "-q", "--bare", "-b", "master", path], check=True)
    data = b"".join(stream(found, b"master", links))
    subprocess.run(["git", "-C", path, "fast-import", "--quiet", "--force"], input=data, check=True)
    subprocess.run(["git", "-C", path, "tag", "-f", "v1", "master~20"], check=True, stdout=subprocess.DEVNULL)


def tidings(database, *arguments):
    return [PROGRAM, "--db", str(database), *map(str, arguments)]


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main():
    chance = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        archive, project = folder / "lamps.git", folder / "project.git"
        run(here / "make_history.py", archive, "300")
        found = list(patches(archive))
        make_repository(project, found[: len(found) // 2], False)
        run(*tidings(folder / "before.db", "index", archive))
        run(*tidings(folder / "before.db", "repo", "add", project))
        make_repository(project, found, True)

        shutil.copy(folder / "before.db", folder / "whole.db")
        begin = time.monotonic()
        run(*tidings(folder / "whole.db", "repo", "update"))
        whole = time.monotonic() - begin
        expected = content(folder / "whole.db")
        n_landed = sum(line.startswith("('landing'") for line in expected)
        if n_landed < len(found) // 2:
            sys.exit(f"{n_landed} landings of {len(found)} patches")
        n_cut = 0
        for kill in range(KILLS):
            database = folder / f"{kill}.db"
            shutil.copy(folder / "before.db", database)
            cut = subprocess.Popen(tidings(database, "repo", "update"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * whole)
            cut.send_signal(signal.SIGKILL)
            n_cut += cut.wait() == -signal.SIGKILL
            again = subprocess.run(tidings(database, "repo", "update"), capture_output=True, text=True)
            if again.returncode != 0:
                sys.exit(f"kill {kill}: the next run failed: {again.stderr}")
            if content(database) != expected:
                sys.exit(f"kill {kill}: another content than that of an undisturbed run")
    if n_cut < KILLS // 4:
        sys.exit(f"only {n_cut} of {KILLS} runs were killed before their end")


if __name__ == "__main__":
    main()
