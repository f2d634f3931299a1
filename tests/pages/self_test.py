# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of the judges share: a judge must pass what is good and find what is bad."""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


class SelfTest:
    def __init__(self):
        self.failures = 0

    def fail(self, text):
        self.failures += 1
        print(f"{pathlib.Path(sys.argv[0]).name}: {text}", file=sys.stderr)

    def run(self, judge, *args):
        done = subprocess.run([HERE / judge, *map(str, args)], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        return done.returncode, done.stdout

    def expect_good(self, judge, *args):
        status, said = self.run(judge, *args)
        if status != 0:
            self.fail(f"{judge} finds fault with what is good:\n{said}")

    def expect_bad(self, complaints, judge, *args):
        """Each of @complaints, in order of nothing, must be part of a line that it says."""
        status, said = self.run(judge, *args)
        if status != 1:
            self.fail(f"{judge} {' '.join(map(str, args))}: status {status}, not 1:\n{said}")
        lines = [line for line in said.splitlines() if line.startswith("FAILED")]
        for complaint in complaints:
            if not any(complaint in line for line in lines):
                self.fail(f"{judge} does not say '{complaint}':\n{said}")
        return lines

    def status(self):
        return 1 if self.failures else 0
