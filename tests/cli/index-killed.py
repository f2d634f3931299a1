#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""An indexing that is killed at any moment ends, run again, with the content of one that was not.

Kills 200 runs with SIGKILL after a random part of the time that a whole run takes.
"""

import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))
from index_content import content  # noqa: E402

KILLS = 200
PROGRAM = os.environ["TIDINGS"]


def index(database, archive):
    return [PROGRAM, "--db", str(database), "index", "--batch", "20", str(archive)]


def main():
    chance = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        archive = folder / "lamps.git"
        subprocess.run([here / "make_history.py", archive, "150"], check=True, stdout=subprocess.DEVNULL)
        begin = time.monotonic()
        subprocess.run(index(folder / "whole.db", archive), check=True, stdout=subprocess.DEVNULL)
        whole = time.monotonic() - begin
        expected = content(folder / "whole.db")
        n_cut = 0
        for kill in range(KILLS):
            database = folder / f"{kill}.db"
            run = subprocess.Popen(index(database, archive), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * whole)
            run.send_signal(signal.SIGKILL)
            n_cut += run.wait() == -signal.SIGKILL
            again = subprocess.run(index(database, archive), capture_output=True, text=True)
            if again.returncode != 0:
                sys.exit(f"kill {kill}: the next run failed: {again.stderr}")
            if content(database) != expected:
                sys.exit(f"kill {kill}: another content than that of an undisturbed run")
            for left in folder.glob(f"{kill}.db*"):
                left.unlink()
    if n_cut < KILLS // 4:
        sys.exit(f"only {n_cut} of {KILLS} runs were killed before their end")


if __name__ == "__main__":
    main()
