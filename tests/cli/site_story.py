# SPDX-License-Identifier: GPL-2.0-or-later
"""A list of invented works for the tests of sites: over weeks and side by side they get revisions
and answers, change their titles, and turn out to be one; people come later than they are named."""

import subprocess

import make_history

DAY = 86400
BEGIN = 1772409600  # Monday, 2026-03-02
LATER = [("Lou Late", "lou@example.org"), ("Nia New", "Nia@Example.com"), ("Max More", "max@example.net")]


class Story(make_history.History):
    def __init__(self, seed, n_works, days):
        super().__init__(seed)
        self.days = days
        self.told = []  # (when it came, bytes)
        for number in range(1, n_works + 1):
            self.work(number, BEGIN + self.days * DAY * number // (n_works + 1))
        self.told.sort(key=lambda mail: mail[0])

    def mail(self, person, message_id, subject, text, parents=()):
        self.now += self.chance.randrange(300, 20000)
        mail = super().mail(person, message_id, subject, text, parents)
        self.told.append((self.now, mail.encode()))
        return mail

    def people(self):
        """Who is there by then: one more each week."""
        week = (self.now - BEGIN) // (7 * DAY)
        return make_history.PEOPLE[:3] + LATER[: max(0, week)]

    def work(self, number, begin):
        chance = self.chance
        self.now = begin
        person = chance.choice(self.people())
        words = lambda: " ".join(chance.sample(make_history.WORDS, 3))
        title, patches = f"{words()} {number}", [f"lamp: {words()} {number}.{n}" for n in range(chance.randrange(1, 4))]
        for revision in range(1, chance.choice([2, 3, 4])):
            if chance.random() < 0.3:
                # Under another name, and yet the same work by its threads or its patches.
                title = f"{words()} {number}"
            self.posting(person, number, revision, title, patches)
            self.answers(number, revision, patches)
            if chance.random() < 0.3:
                self.resent(person, number, revision, patches)
            self.now += chance.randrange(1, 9) * DAY

    def posting(self, person, number, revision, title, patches):
        """As that of History, by who is there by then; and named in it are some who are not yet."""
        named, make_history.PEOPLE = make_history.PEOPLE, self.people()
        try:
            mails = super().posting(person, number, revision, title, patches)
        finally:
            make_history.PEOPLE = named
        first = len(self.told) - len(mails)
        if self.chance.random() < 0.2:
            # The letter comes last.
            times, texts = zip(*self.told[first:])
            self.told[first:] = zip(times, [*texts[1:], texts[0]])
        if self.chance.random() < 0.4:
            who = self.chance.choice(LATER)
            tested = f"Tested-by: {who[0]} <{who[1]}>\nSigned-off-by:".encode()
            at, mail = self.told[-len(mails)]
            self.told[-len(mails)] = at, mail.replace(b"Signed-off-by:", tested)
        return mails

    def answers(self, number, revision, patches):
        """Of some who have not sent a patch yet, and of one who never does."""
        said = ["Thanks, I will look.", "Why?", "Reviewed-by: {0} <{1}>", "Applied, thanks.", "Acked-by: {0} <{1}>", "Please send a v2."]
        for who in self.chance.sample([*LATER, ("Ola Onlooker", "ola@example.org")], self.chance.randrange(0, 3)):
            n = self.chance.randrange(1, len(patches) + 1)
            to = f"2026{number:06d}.{revision}-{n}-lamps@example.org"
            text = f"> It should do.\n\n{self.chance.choice(said).format(*who)}\n"
            self.mail(who, f"answer.{self.chance.getrandbits(64):016x}@example.org", f"Re: [PATCH] {patches[n - 1]}", text, [to])

    def resent(self, person, number, revision, patches):
        """A patch of it as a work of its own, which the next revision unites with the others."""
        text = f"Alone.\n\nSigned-off-by: {person[0]} <{person[1]}>\n---\n" + make_history.diff_of(self.chance, "lamp.c", number)
        self.mail(person, f"alone.{number}.{revision}@example.org", f"[PATCH] {patches[0]}", text)

    def write(self, path, n=None):
        """An epoch of the first @n mails; of more it is the same one, grown."""
        stream = []
        for at, mail in self.told[:n]:
            stream.append(b"commit refs/heads/master\ncommitter L <l@example.org> %d +0000\ndata 1\nm\n" % at)
            stream.append(b"M 100644 inline m\ndata %d\n%s\n" % (len(mail), mail))
        subprocess.run(["git", "init", "-q", "--bare", "-b", "master", path], check=True)
        subprocess.run(["git", "-C", path, "fast-import", "--quiet", "--force"], input=b"".join(stream), check=True)
