#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A disk that is full is a clear error, wherever it happens; and the index is whole after it.

The disk runs full at 50 places, spread evenly over all that a whole run writes. At the last
of them all is in the journal already, and only its transfer to the index is cut off.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))
from index_content import content  # noqa: E402

PLACES = 50
PROGRAM = os.environ["TIDINGS"]


def run(database, archive, room=None, told=None):
    surroundings = dict(os.environ)
    if room is not None or told:
        surroundings["LD_PRELOAD"] = os.environ["DISK_FULL"]
        # The library stands before the sanitizer's, which says so.
        surroundings["ASAN_OPTIONS"] = surroundings.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        surroundings["DISK_FULL_FILES"] = str(database)
    if room is not None:
        surroundings["DISK_FULL_ROOM"] = str(room)
    if told:
        surroundings["DISK_FULL_TELL"] = str(told)
    command = [PROGRAM, "--db", str(database), "index", "--batch", "20", str(archive)]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        archive = folder / "lamps.git"
        subprocess.run([here / "make_history.py", archive, "150"], check=True, stdout=subprocess.DEVNULL)
        if run(folder / "whole.db", archive, told=folder / "written").returncode != 0:
            sys.exit("a run on a disk with room failed")
        expected = content(folder / "whole.db")
        written = int((folder / "written").read_text())
        n_errors = 0
        for place in range(PLACES):
            database = folder / f"{place}.db"
            full = run(database, archive, room=written * place // PLACES)
            lines = full.stderr.splitlines()
            if full.returncode == 0 and content(database) != expected:
                sys.exit(f"place {place}: a success that lost something")
            if full.returncode != 0 and (full.returncode != 1 or len(lines) != 1 or "disk is full" not in lines[0]):
                sys.exit(f"place {place}: no clear error: status {full.returncode}, {full.stderr!r}")
            n_errors += full.returncode != 0
            again = run(database, archive)
            if again.returncode != 0:
                sys.exit(f"place {place}: the run after it failed: {again.stderr}")
            if content(database) != expected:
                sys.exit(f"place {place}: another content than on a disk with room")
            for left in folder.glob(f"{place}.db*"):
                left.unlink()
        if n_errors < PLACES // 2:
            sys.exit(f"only {n_errors} of {PLACES} runs met a full disk")


if __name__ == "__main__":
    main()
