#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether two indexes say the same: compare_index.py INDEX INDEX [--without KIND]... [--places]

KIND is what index_content.py begins a line with. The number of a place counts by its order
alone: mails that were deleted leave gaps. With --places the order does not count either.
Prints what only one of them says.
"""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from index_content import content  # noqa: E402


def lines_of(path, without, unordered):
    lines = [eval(line) for line in content(path)]
    numbers = {}
    for line in lines:
        if line[0] == "place":
            numbers.setdefault(line[1], []).append(line[2])
    ranks = {archive: {n: i for i, n in enumerate(sorted(all))} for archive, all in numbers.items()}
    for i, line in enumerate(lines):
        if line[0] == "place":
            rank = 0 if unordered else ranks[line[1]][line[2]]
            lines[i] = (line[0], line[1], rank, *line[3:])
    return sorted(map(repr, (line for line in lines if line[0] not in without)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("index", nargs=2)
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--places", action="store_true")
    asked = parser.parse_args()
    left, right = (lines_of(path, asked.without, asked.places) for path in asked.index)
    if not left or left == right:
        sys.exit(0 if left else f"{asked.index[0]}: empty")
    for sign, lines, others in (("-", left, set(right)), ("+", right, set(left))):
        for line in lines:
            if line not in others:
                print(sign, line)
    sys.exit(1)


if __name__ == "__main__":
    main()
