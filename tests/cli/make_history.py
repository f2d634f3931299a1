#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes an epoch of invented mails: series, their revisions, replies to them.

make_history.py REPOSITORY N [SEED] makes about N mails, the same ones each time.
Prints the number of commits. Mails arrive in nearly their order: a cover letter may come
after its patches, and a patch may be resent later.
"""

import random
import subprocess
import sys

PEOPLE = [
    ("Ann Author", "ann@example.org"),
    ("Jörg Müller", "joerg@example.com"),
    ("Bo Nilsson", "bo@example.net"),
    ("Eve Editor", "eve@example.org"),
    ("Kim Keeper", "kim@example.com"),
]
WORDS = "lamp dim glow wick oil shade brass hinge spark ember flame match base stem cord plug".split()


def diff_of(chance, path, depth):
    lines = [f" {chance.choice(WORDS)}_{n}();" for n in range(3)]
    changed = [f"-{chance.choice(WORDS)}({depth});", f"+{chance.choice(WORDS)}({depth + 1});"]
    body = "\n".join(lines + changed + lines)
    old, new = (f"{chance.getrandbits(48):012x}" for _ in range(2))
    return (
        f" {path} | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n"
        f"diff --git a/{path} b/{path}\nindex {old}..{new} 100644\n--- a/{path}\n+++ b/{path}\n"
        f"@@ -1,7 +1,7 @@ int {chance.choice(WORDS)}(void)\n{body}\n-- \n2.43.0\n"
    )


class History:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.mails = []
        self.now = 1772866800

    def mail(self, person, message_id, subject, text, parents=()):
        name, address = person
        self.now += self.chance.randrange(1, 400)
        head = [
            f"From: {name} <{address}>",
            "To: lamps@example.org",
            f"Subject: {subject}",
            f"Date: @{self.now}",
            f"Message-ID: <{message_id}>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: 8bit",
            "List-Id: <lamps.example.org>",
        ]
        if parents:
            head.append(f"In-Reply-To: <{parents[-1]}>")
            head.append("References: " + " ".join(f"<{parent}>" for parent in parents))
        return "\n".join(head) + "\n\n" + text

    def series(self, number):
        chance = self.chance
        person = chance.choice(PEOPLE)
        total = chance.randrange(1, 5)
        title = " ".join(chance.sample(WORDS, 3)) + f" {number}"
        patches = [f"{chance.choice(WORDS)}: {' '.join(chance.sample(WORDS, 3))} {number}.{n}" for n in range(total)]
        for revision in range(1, chance.choice([2, 2, 3, 4])):
            yield from self.posting(person, number, revision, title, patches)

    def posting(self, person, number, revision, title, patches):
        chance = self.chance
        batch = f"2026{number:06d}.{revision}"
        tag = "PATCH" if revision == 1 else f"PATCH v{revision}"
        total = len(patches)
        cover = f"{batch}-0-lamps@example.org"
        mails = []
        if total > 1:
            mails.append(self.mail(person, cover, f"[{tag} 0/{total}] {title}", f"Some work on it.\n\nChanges in v{revision}:\n - more {chance.choice(WORDS)}\n"))
        for n, patch in enumerate(patches, 1):
            place = f" {n}/{total}" if total > 1 else ""
            text = f"It should {chance.choice(WORDS)}.\n\nSigned-off-by: {person[0]} <{person[1]}>\n---\n" + diff_of(chance, f"{chance.choice(WORDS)}.c", n)
            mails.append(self.mail(person, f"{batch}-{n}-lamps@example.org", f"[{tag}{place}] {patch}", text, [cover] if total > 1 else []))
        if chance.random() < 0.2:
            mails.append(mails.pop(0))
        for _ in range(chance.randrange(0, 3)):
            n = chance.randrange(1, total + 1)
            to = f"{batch}-{n}-lamps@example.org"
            who = chance.choice(PEOPLE)
            text = f"> It should {chance.choice(WORDS)}.\n\nIt does.\n\nReviewed-by: {who[0]} <{who[1]}>\n"
            parents = [cover, to] if total > 1 else [to]
            mails.append(self.mail(who, f"reply.{chance.getrandbits(64):016x}@example.org", f"Re: [{tag}] {patches[n - 1]}", text, parents))
        return mails


def main():
    repository, wanted = sys.argv[1], int(sys.argv[2])
    history = History(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    mails, number, at = [], 0, 1772866800
    while len(mails) < wanted:
        number += 1
        for mail in history.series(number):
            mails.append(mail)
    subprocess.run(["git", "init", "-q", "--bare", "-b", "master", repository], check=True)
    stream = []
    for mail in mails:
        data = mail.encode()
        at += 60
        stream.append(
            b"commit refs/heads/master\ncommitter L <l@example.org> %d +0000\ndata 1\nm\nM 100644 inline m\ndata %d\n%s\n"
            % (at, len(data), data)
        )
    subprocess.run(["git", "-C", repository, "fast-import", "--quiet"], input=b"".join(stream), check=True)
    print(len(mails))


if __name__ == "__main__":
    main()
