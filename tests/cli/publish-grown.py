#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A site that is published step by step, of an archive that grows, has byte for byte the files of
one that is published once in the end, of a fresh index.

And what is published in between is at each step a site: what leads to its pages leads to a page
that is there, and the address of a series or an update that was published once is one for ever.
"""

import argparse
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))
from site_story import Story  # noqa: E402

PROGRAM = os.environ["TIDINGS"]


def publish(index, site, archive, *options):
    command = [PROGRAM, "--db", str(index), "publish", *options, str(site), str(archive)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode or run.stdout or run.stderr:
        sys.exit(f"{' '.join(command)}: {run.returncode} {run.stdout}{run.stderr}")


def files_of(site):
    found = {}
    for path in site.rglob("*"):
        if path.is_file() and path.name != ".tidings-site":
            found[str(path.relative_to(site))] = path.read_bytes()
    return found


def expect_same(step, one, other):
    ours, theirs = files_of(one), files_of(other)
    differ = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    if differ:
        for name in differ[:3]:
            subprocess.run(["diff", "-u", one / name, other / name], check=False)
        sys.exit(f"{step}: {len(differ)} of {len(ours)} files differ: {' '.join(differ[:8])}")


def expect_whole(step, files):
    """All links within the site lead to a file of it."""
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        for link in re.findall(rb'(?:href|src)="([^"#]*)|content="0; url=([^"#]*)', content):
            target = (link[0] or link[1]).decode()
            if not target or target.startswith("http"):
                continue
            if os.path.normpath(os.path.join(os.path.dirname(name), target)) not in files:
                sys.exit(f"{step}: {name} leads to {target}, which is not there")


def grow(folder, seed, n_works, n_steps, options):
    chance = random.Random(seed)
    story = Story(seed, n_works, 50)
    steps = sorted(chance.sample(range(len(story.told) // 8, len(story.told)), n_steps - 1))
    addresses = set()
    for n in [*steps, len(story.told)]:
        archive = folder / "list.git"
        shutil.rmtree(archive, ignore_errors=True)
        story.write(archive, n)
        publish(folder / "grown.db", folder / "grown", archive, *options)
        step = f"seed {seed}, {n} of {len(story.told)} mails"
        files = files_of(folder / "grown")
        expect_whole(step, files)
        gone = addresses - files.keys()
        if gone:
            sys.exit(f"{step}: addresses are gone: {' '.join(sorted(gone)[:8])}")
        # Who looked at an older revision alone has a page until there is a newer one.
        addresses |= {name for name in files if not name.startswith("people/")}
    publish(folder / "once.db", folder / "once", archive, *options)
    expect_same(step, folder / "grown", folder / "once")
    moved = sum(b'http-equiv="refresh"' in content for content in files.values())
    if moved < 3 or len(files) < 30:
        sys.exit(f"{step}: a story of {moved} pages that moved and {len(files)} files says little")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first", type=int, default=2)
    parser.add_argument("--works", type=int, default=24)
    parser.add_argument("--steps", type=int, default=6)
    arguments = parser.parse_args()
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        with tempfile.TemporaryDirectory() as folder:
            options = ["--period", random.Random(seed).choice(["day", "week", "month"])]
            grow(pathlib.Path(folder), seed, arguments.works, arguments.steps, options)


if __name__ == "__main__":
    main()
