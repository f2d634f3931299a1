#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A publishing that is killed at any moment leaves whole files, and the next run makes the site of
one that was not.

Kills 20 runs of `tidings publish` with SIGKILL after a random part of the time that a whole run
takes: half of them begin a site, the others bring one up to date.
"""

import importlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))
from site_story import Story  # noqa: E402

grown = importlib.import_module("publish-grown")
KILLS = 20
# How a whole file of each kind ends.
ENDS = {".html": b"</html>\n", ".atom": b"</feed>\n", ".js": b";\n", ".css": b"}\n"}


def expect_whole_files(kill, site):
    """None of a half; what is not in its place yet has a name of its own."""
    for name, content in grown.files_of(site).items():
        end = ENDS.get(pathlib.Path(name).suffix)
        if not name.endswith(".new") and (not end or not content.endswith(end)):
            sys.exit(f"kill {kill}: {name} is no whole file: it ends with {content[-40:]!r}")


def main():
    chance = random.Random(5)
    story = Story(5, 10, 30)
    n_cut = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        archive = folder / "list.git"
        story.write(archive, len(story.told) // 2)
        grown.publish(folder / "half.db", folder / "half", archive)
        shutil.rmtree(archive)
        story.write(archive)
        begin = time.monotonic()
        grown.publish(folder / "whole.db", folder / "whole", archive)
        whole = time.monotonic() - begin
        for kill in range(KILLS):
            site, index = folder / "site", folder / "site.db"
            for path in folder.glob("site*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            if kill % 2:
                shutil.copytree(folder / "half", site)
                shutil.copy(folder / "half.db", index)
            else:
                shutil.copy(folder / "whole.db", index)
            command = [grown.PROGRAM, "--db", index, "publish", site, archive]
            cut = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * whole)
            cut.send_signal(signal.SIGKILL)
            n_cut += cut.wait() == -signal.SIGKILL
            if site.exists():
                expect_whole_files(kill, site)
            grown.publish(index, site, archive)
            for path in site.rglob("*.new"):
                path.unlink()
            grown.expect_same(f"kill {kill}", site, folder / "whole")
    if n_cut < KILLS // 4:
        sys.exit(f"only {n_cut} of {KILLS} runs were killed before their end")


if __name__ == "__main__":
    main()
