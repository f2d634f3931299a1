#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""No update is mailed twice, and none is lost, whatever becomes of who sends it and of the server.

Updates go to a server with STARTTLS and a password. Runs are killed 30 times with SIGKILL, most of
them while the server has the mail and has not answered, and then at each step of a delivery, and of
what follows one of which nobody knows how it ended.
"""

import email
import email.policy
import random
import re
import signal
import time

from inbox_server import World, Writer, expect, expect_same, ids_of, subscribe
from mail_server import MailServer

SEED = 11
KILLS = 30
STEPS = 100  # more than a delivery has
FOLLOW = ("follow", "--no-fetch")


class Follower:
    """A user who follows an mbox that grows, each mail of it a work of its own."""

    def __init__(self, world, server, more=""):
        self.server = server
        self.writer = Writer(SEED)
        self.user = world.user()
        self.mails = []
        self.mbox = self.user.home / "lamps.mbox"
        self.said = []  # lines on standard error, of all runs
        self.n_received = len(server.taken)
        self.before = server.configuration() + more
        self.configure(self.before)

    def configure(self, text):
        keys = {"every": "run", "mail": "ann@example.org; Bo <bo@example.net>"}
        self.user.configure(text + f"[list lamps]\npath = {self.mbox}\n" + subscribe(**keys))

    def come(self, n=1):
        with self.mbox.open("ab") as file:
            for _ in range(n):
                number = len(self.mails)
                [mail] = self.writer.series(1, f"part{number}", f"part{number}.c", said=f"It is number {number}.")
                self.mails.append(mail)
                file.write(b"From mboxrd@z Thu Jan  1 00:00:00 1970\n" + mail.bytes + b"\n")

    def hear(self):
        self.said += self.user.stderr.splitlines()

    def follow(self, status=0):
        self.user.run(*FOLLOW, status=status)
        self.hear()

    def try_to_follow(self):
        """What nobody knows is told, and is no success."""
        self.user.end(self.user.begin(*FOLLOW))
        self.hear()

    def unsure(self):
        return sorted(self.user.state_of().glob("unsure-*.eml"))

    def received(self):
        return [email.message_from_bytes(mail, policy=email.policy.default) for mail in self.server.taken[self.n_received :]]

    def expect_received(self, n, what):
        """So many updates in all, none of them twice, and all that came is told in them."""
        received = self.received()
        expect(len(received) == n, f"{what}: {len(received)} mails were received, not {n}")
        self.expect_all(what)

    def expect_all(self, what):
        """No mail was received twice; each that was not is kept; together they tell all that came."""
        received = {mail["Message-ID"]: mail for mail in self.received()}
        expect(len(received) == len(self.received()), f"{what}: a mail was received twice")
        told = [id for mail in received.values() for id in ids_told(mail)]
        for path in self.unsure():
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            expect(any(str(path) in line for line in self.said), f"{what}: nobody said that there is {path}")
            told += [] if mail["Message-ID"] in received else ids_told(mail)
        expect_same(f"{what}: told", told, ids_of(self.mails))


def ids_told(mail):
    text = mail.get_body(("plain",)).get_content()
    return re.findall(r"^Message-ID: <(.*)>\r?$", text, re.MULTILINE)


def each_is_sent_once(world, server):
    """What is new is sent to all who are to get it, once, and what is not new is not."""
    follower = Follower(world, server)
    for n in range(1, 4):
        follower.come(n)
        follower.follow()
        follower.follow()
        follower.expect_received(n, f"{n} updates")
    expect(server.recipients[-1] == ["ann@example.org", "bo@example.net"], f"it went to {server.recipients[-1]}")
    expect(not follower.unsure() and not follower.said, f"it says {follower.said}")


def refused_for_now(world, server):
    """What a server refuses, or cannot be asked for, is one error, and is sent when it can be."""
    follower = Follower(world, server)

    def fails(expected, n):
        follower.come()
        follower.follow(status=1)
        lines = follower.user.stderr.splitlines()
        expect(len(lines) == 1 and re.search(expected, lines[0]), f"it says {lines}, not {expected}")
        expect(not follower.unsure(), f"{expected}: it is not unsure")
        expect(len(follower.received()) == n, f"{expected}: it was sent")

    def recovers(n):
        follower.follow()
        # What nobody has yet is one update with what came since.
        follower.follow()
        follower.expect_received(n, "after an error")

    for answer in ("554 5.7.1 this is not wanted here", "451 4.3.0 not now"):
        n = len(follower.received())
        server.answer = answer
        fails(answer, n)
        fails(answer, n)
        server.answer = "250 2.0.0 taken"
        recovers(n + 1)
    n = len(follower.received())
    server.stop()
    fails(r"localhost:\d+ .*server and its port", n)
    server.start()
    recovers(n + 1)
    wrong = follower.user.home / "wrong"
    wrong.write_text("wr0ng\n")
    wrong.chmod(0o600)
    follower.configure(follower.before.replace(str(server.password_file), str(wrong)))
    fails(r"\(it said: 535\).*user and the password", n + 1)
    expect("wr0ng" not in "".join(follower.said), f"it says {follower.said}")
    follower.configure(follower.before)
    recovers(n + 2)


def nobody_knows(world, server):
    """A mail that a server has, and of which it says nothing, is kept and told of, and not sent again."""
    follower = Follower(world, server, "timeout = 1\n")
    for n, (answer, delay) in enumerate([(None, 0), ("250 2.0.0 taken", 60)], 1):
        server.answer, server.delay, server.is_certain = answer, delay, False
        follower.come()
        begin = time.monotonic()
        follower.follow(status=1)
        expect(time.monotonic() - begin < 30, f"it waited {time.monotonic() - begin} seconds, not 1")
        server.answer, server.delay, server.is_certain = "250 2.0.0 taken", 0, True
        expect(len(follower.unsure()) == n, f"there are {follower.unsure()}")
        expect(len(follower.user.stderr.splitlines()) == 1, f"it says {follower.user.stderr}")
        follower.follow()
        expect(not follower.user.stderr, f"it says {follower.user.stderr}")
    follower.expect_received(0, "without an answer")
    follower.come()
    follower.follow()
    follower.expect_received(1, "the update after those")


def asked_to_stop(world, server):
    """Who is asked to stop while the server has the mail waits for its answer: nobody is unsure."""
    follower = Follower(world, server)
    for n, number in enumerate((signal.SIGTERM, signal.SIGINT, signal.SIGHUP), 1):
        server.delay, server.is_certain = 0.5, False
        server.forget_arrivals()
        follower.come()
        process = follower.user.begin(*FOLLOW)
        server.arrived.get(timeout=60)
        process.send_signal(number)
        follower.user.end(process)
        expect(not follower.user.stderr, f"it says {follower.user.stderr}")
        server.delay, server.is_certain = 0, True
        follower.follow()
        expect(not follower.unsure(), f"{number.name}: there are {follower.unsure()}")
        follower.expect_received(n, number.name)


def killed(world, server):
    """Runs that are killed at random moments, most of them while the server has the mail."""
    chance = random.Random(SEED)
    follower = Follower(world, server)
    follower.come()
    begin = time.monotonic()
    follower.follow()
    whole = time.monotonic() - begin
    n_cut = 0
    for kill in range(KILLS):
        server.delay, server.is_certain = 0.1, chance.random() < 0.5
        server.forget_arrivals()
        follower.come()
        process = follower.user.begin(*FOLLOW)
        after = chance.random() * whole
        if kill % 3:
            # Else an update that waited is taken note of, and there is no other.
            while server.arrived.empty() and process.poll() is None:
                time.sleep(0.001)
            after = chance.random() * 0.15
        n_cut += follower.user.kill(process, after)
        follower.hear()
    server.delay, server.is_certain = 0, True
    follower.try_to_follow()
    follower.follow()
    follower.expect_all("after kills")
    expect(n_cut >= KILLS // 2, f"only {n_cut} of {KILLS} runs were killed before their end")
    expect(follower.unsure(), "no kill was while the server had the mail")


def cut_at_each_step(world, server):
    """Runs that are killed at each step of a delivery, and then once more at the same one."""
    follower = Follower(world, server)
    follower.come()
    follower.follow()
    for step in range(1, STEPS):
        follower.come()
        was_cut = follower.user.run_until(step, [follower.user.state], *FOLLOW)
        follower.hear()
        if not was_cut:
            break
        follower.come()
        follower.user.run_until(step, [follower.user.state], *FOLLOW)
        follower.hear()
        follower.try_to_follow()
        follower.follow()
        follower.expect_all(f"step {step}")
    expect(20 < step < STEPS - 1, f"a delivery has {step} steps")
    follower.expect_all("after all steps")


def cut_while_telling(world, server):
    """Runs that are killed at each step of keeping and telling what nobody knows of."""
    follower = Follower(world, server)
    for step in range(1, STEPS):
        server.delay, server.is_certain = 60, step % 2
        server.forget_arrivals()
        follower.come()
        process = follower.user.begin(*FOLLOW)
        server.arrived.get(timeout=60)
        follower.user.kill(process, 0)
        server.delay, server.is_certain = 0, True
        was_cut = follower.user.run_until(step, [follower.user.state], *FOLLOW)
        follower.hear()
        if not was_cut:
            break
        follower.try_to_follow()
        follower.follow()
        follower.expect_all(f"step {step}")
    expect(5 < step < STEPS - 1, f"to keep and tell has {step} steps")


STORIES = [each_is_sent_once, refused_for_now, nobody_knows, asked_to_stop, killed, cut_at_each_step, cut_while_telling]


def main():
    with World() as world:
        server = MailServer(world.folder / "mail")
        for story in STORIES:
            story(world, server)


if __name__ == "__main__":
    main()
