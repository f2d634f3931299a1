#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""However often what fetches and follows is killed, each mail of its lists is told, and told once.

50 runs of `tidings fetch` and `tidings follow` are killed with SIGKILL at random moments of the time
that such a run takes, more of them near its end. All the while mails come to two lists of a server
of public-inbox, some to both; lists go on in new epochs, and their histories are rewritten. What
takes no time at all, to deliver an update, is cut off at each of its steps.
"""

import random
import re
import time

from inbox_server import World, Writer, expect, expect_same, git, ids_in, ids_of, subscribe

SEED = 7
KILLS = 50
STEPS = 100  # more than a delivery has
FIRST = 6  # of these, at the first fetch
RUNS = (["fetch"], ["follow"], ["follow"], ["follow", "--no-fetch"])
NAMES = ("lamps", "wicks")


class Traffic:
    """Mails that come to one of the lists, to both, or later to the other one."""

    def __init__(self, world, chance):
        self.lists = [world.list(name) for name in NAMES]
        self.writer = Writer(SEED)
        self.chance = chance
        self.mails = []
        self.late = [[], []]  # of each list what comes to it some time

    def come(self, n):
        now, self.late = self.late, [[], []]
        for mail in self.writer.some(n):
            self.mails.append(mail)
            first = self.chance.randrange(2)
            now[first].append(mail)
            second = self.chance.choice([None, None, now, self.late])
            if second:
                second[1 - first].append(mail)
        for each, mails in zip(self.lists, now):
            if self.chance.random() < 0.02:
                each.begin_epoch()
            each.add(*mails)

    def rewrite(self, told):
        """Takes a mail that was told, and is of one list alone, out of the history of that."""
        here, there = self.chance.sample([0, 1], 2)
        each, others = self.lists[here], [*self.lists[there].mails(), *self.late[there]]
        known = [mail for mail in each.epochs[-1] if mail.id in told and mail not in others]
        if known:
            each.purge(self.chance.choice(known))


def told(user):
    return [id for path in sorted(user.home.glob("updates/*.mbox")) for id in ids_in(path.read_text())]


def run_to_end(user, *arguments):
    """A git that outlives its tidings, which was killed, holds a list for a moment."""
    for _ in range(20):
        if user.end(user.begin(*arguments)) == 0:
            return
        expect("another run" in user.stderr, f"tidings {' '.join(arguments)}: {user.stderr}")
        time.sleep(0.2)
    expect(False, f"tidings {' '.join(arguments)}: {user.stderr}")


def seconds_of(user, arguments):
    begin = time.monotonic()
    run_to_end(user, *arguments)
    return time.monotonic() - begin


def expect_no_harm(run, user):
    """What a run that was not killed says is that another one is not over yet."""
    for line in user.stderr.splitlines():
        expect("another run" in line, f"{run}: {line}")


def kill_runs(user, traffic, chance):
    """Returns how many were killed before their end."""
    longest = {}
    n_cut = 0
    for kill in range(2 * KILLS):
        if n_cut == KILLS:
            break
        arguments = ["fetch"] if kill < FIRST else chance.choice(RUNS)
        kind = " ".join(arguments)
        if kill == FIRST:
            run_to_end(user, "fetch")
        if kind not in longest:
            traffic.come(20)
            if "--no-fetch" in arguments:
                run_to_end(user, "fetch")
            longest[kind] = 0.3 if kill < FIRST else seconds_of(user, arguments)
        traffic.come(4)
        if kill % 10 == 9:
            traffic.rewrite(told(user))
        after = chance.triangular(0, 1.15, 0.9) * longest[kind]
        n_cut += user.kill(user.begin(*arguments), after, with_children=kill % 2)
        expect_no_harm(f"kill {kill}", user)
    return n_cut


def cut_deliveries(user, traffic, between):
    """Cuts one off at each step that it has, and does then what is to be done @between."""
    folders = [user.state, user.home / "updates"]
    for step in range(1, STEPS):
        traffic.come(2)
        run_to_end(user, "fetch")
        if not user.run_until(step, folders, "follow", "--no-fetch"):
            expect(not user.stderr, f"step {step}: {user.stderr}")
            return step - 1
        between()
    expect(False, f"a delivery has more than {STEPS} steps")


def expect_whole_mirrors(world, user):
    for name in NAMES:
        each = world.list(name)
        for number in range(len(each.epochs)):
            mirror = user.epoch(name, number)
            git(mirror, "fsck", "--connectivity-only", "--no-dangling")
            refs = [git(path, "for-each-ref") for path in (mirror, each.epoch(number))]
            expect(refs[0] == refs[1], f"{mirror}: it has {refs[0]}, the server {refs[1]}")


def main():
    chance = random.Random(SEED)
    with World(*NAMES) as world:
        user = world.user()
        keys = {"every": "run", "format": "mbox", "file": user.home / "updates/{number}.mbox"}
        lists = "".join(f"[list {name}]\nurl = {world.server.url(name)}\n" for name in NAMES)
        user.configure(lists + subscribe(*NAMES, **keys))
        traffic = Traffic(world, chance)
        traffic.come(200)
        n_cut = kill_runs(user, traffic, chance)
        run_to_end(user, "follow")
        n_steps = cut_deliveries(user, traffic, lambda: run_to_end(user, "follow", "--no-fetch"))
        # Nobody finishes what was begun before mails come, and the next kill.
        cut_deliveries(user, traffic, lambda: None)
        run_to_end(user, "follow")
        expect_same("told, of all that came", told(user), ids_of(traffic.mails))
        numbers = sorted(int(re.sub(r"\.mbox$", "", path.name)) for path in user.home.glob("updates/*.mbox"))
        expect(numbers == list(range(1, len(numbers) + 1)), f"the updates have the numbers {numbers}")
        expect_whole_mirrors(world, user)
        user.run("index", "--check")
        expect(n_cut >= KILLS // 2, f"only {n_cut} of {2 * KILLS} runs were killed before their end")
        expect(n_steps > 10, f"a delivery has only {n_steps} steps")


if __name__ == "__main__":
    main()
