# SPDX-License-Identifier: GPL-2.0-or-later
"""Lists on a server of public-inbox that is really there, and somebody who follows them.

A test makes a World: a folder that vanishes with it, and with all that runs in it. In it are
lists that the server serves, whose mails the test invents and sends when it likes, and a user
with a home of their own who runs tidings.
"""

import contextlib
import email.utils
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import make_history

PROGRAM = os.path.realpath(os.environ["TIDINGS"])
START = 1772866800  # 2026-03-07: when the first mail comes
SECONDS = 300  # after which a run of the program counts as stuck

GIT = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
for name in ("GIT_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "SOURCE_DATE_EPOCH"):
    GIT.pop(name, None)


def expect(good, what):
    if not good:
        sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {what}")


def expect_same(what, found, expected):
    """Of two collections whose order says nothing; each thing counts as often as it is there."""
    found, expected = sorted(found), sorted(expected)
    missing, surplus = list(expected), []
    for item in found:
        missing.remove(item) if item in missing else surplus.append(item)
    expect(not missing and not surplus, f"{what}: missing {missing}, surplus {surplus}")


def git(repository, *arguments, data=None):
    done = subprocess.run(["git", "-C", repository, *arguments], env=GIT, input=data, capture_output=True)
    expect(done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}")
    return done.stdout


class Mail:
    """One mail, whole, and when it came to a list at the earliest."""

    def __init__(self, id, head, text, at):
        self.id = id
        self.subject = head["Subject"]
        self.parents = head.get("References", "").replace("<", "").replace(">", "").split()
        self.at = at
        lines = [f"{name}: {value}" for name, value in head.items()]
        self.bytes = ("\n".join(lines) + "\n\n" + text).encode()


class Writer:
    """Invents mails, no two with one id; each comes a minute after the one before."""

    def __init__(self, seed=1):
        self.chance = random.Random(seed)
        self.now = START
        self.number = 0

    def mail(self, subject, text, person=None, parent=None):
        name, address = person or self.chance.choice(make_history.PEOPLE)
        self.number += 1
        self.now += 60
        id = f"{self.number}.{self.chance.getrandbits(32):08x}@example.org"
        head = {
            "From": email.utils.formataddr((name, address)),
            "To": "lamps@example.org",
            "Subject": subject,
            "Date": email.utils.formatdate(self.now),
            "Message-ID": f"<{id}>",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
        }
        if parent:
            head["In-Reply-To"] = f"<{parent.id}>"
            head["References"] = " ".join(f"<{each}>" for each in [*parent.parents, parent.id])
        return Mail(id, head, text, self.now)

    def words(self, n=3):
        return " ".join(self.chance.sample(make_history.WORDS, n))

    def series(self, n=2, area="lamp", path="lamp.c", person=None, said="It should do."):
        """A letter, if there is more than one patch, and the patches."""
        person = person or self.chance.choice(make_history.PEOPLE)
        mails = []
        if n > 1:
            mails.append(self.mail(f"[PATCH 0/{n}] {area}: {self.words()} {self.number}", f"{said}\n", person))
        for patch in range(1, n + 1):
            place = f" {patch}/{n}" if n > 1 else ""
            text = f"{said}\n\nSigned-off-by: {person[0]} <{person[1]}>\n---\n"
            text += make_history.diff_of(self.chance, path, self.number)
            subject = f"[PATCH{place}] {area}: {self.words()} {self.number}"
            mails.append(self.mail(subject, text, person, mails[0] if n > 1 else None))
        return mails

    def reply(self, parent, person=None, text="Thanks, I will look.\n"):
        subject = parent.subject if parent.subject.startswith("Re: ") else f"Re: {parent.subject}"
        return self.mail(subject, text, person, parent)

    def talk(self, subject=None):
        return self.mail(subject or f"About {self.words()} {self.number}", "What do you think of it?\n")

    def some(self, n):
        """About @n mails of all kinds."""
        mails = []
        while len(mails) < n:
            mails += self.series(self.chance.randrange(1, 4))
            mails.append(self.reply(self.chance.choice(mails)))
            if self.chance.random() < 0.3:
                mails.append(self.talk())
        return mails


def ids_of(mails):
    return [mail.id for mail in mails]


class List:
    """An inbox of public-inbox (public-inbox-v2-format(5)), and what is in it."""

    def __init__(self, path):
        self.path = path
        self.epochs = []  # of each the mails
        self.clock = START
        path.mkdir(parents=True)
        (path / "inbox.lock").touch()
        (path / "description").write_text(f"About {path.name}\n")
        subprocess.run(["git", "init", "-q", "--bare", path / "all.git"], env=GIT, check=True)
        self.begin_epoch()

    def epoch(self, number=-1):
        return self.path / "git" / f"{range(len(self.epochs))[number]}.git"

    def begin_epoch(self):
        self.epochs.append([])
        subprocess.run(["git", "init", "-q", "--bare", "-b", "master", self.epoch()], env=GIT, check=True)
        # By this the server sees that there is one more.
        lines = [f"../../git/{number}.git/objects\n" for number in reversed(range(len(self.epochs)))]
        (self.path / "all.git/objects/info/alternates").write_text("".join(lines))

    def mails(self):
        return [mail for epoch in self.epochs for mail in epoch]

    def add(self, *mails, at=None):
        """They arrive now, in this order, or as a clock says that shows that time."""
        self.clock = at or self.clock
        self.commit(mails, "from refs/heads/master^0\n" if self.epochs[-1] else "", at)
        self.epochs[-1] += mails

    def commit(self, mails, first, at=None):
        stream = []
        for mail in mails:
            self.clock = self.clock + 1 if at else max(self.clock + 1, mail.at)
            stream.append(b"commit refs/heads/master\ncommitter L <l@example.org> %d +0000\ndata 1\nm\n" % self.clock)
            stream.append(b"%sM 100644 inline m\ndata %d\n%s\n" % (first.encode(), len(mail.bytes), mail.bytes))
            first = ""
        git(self.epoch(), "fast-import", "--quiet", "--force", data=b"".join(stream))

    def purge(self, mail):
        """Without it, all that came behind it in the newest epoch is another history."""
        self.epochs[-1].remove(mail)
        git(self.epoch(), "update-ref", "-d", "refs/heads/master")
        self.clock = START
        self.commit(self.epochs[-1], "")


class Server:
    """public-inbox-httpd on loopback, with lists of these names. Its port stays its own when it is
    stopped and started again."""

    def __init__(self, folder, names):
        self.folder = folder
        self.port = 0
        self.process = None
        folder.mkdir()
        self.lists = {name: List(folder / name) for name in names}
        self.start()

    def url(self, name):
        return f"http://127.0.0.1:{self.port}/{name}/"

    def configure(self):
        lines = [
            f'[publicinbox "{name}"]\n\tinboxdir = {each.path}\n\taddress = {name}@example.org\n\turl = {self.url(name)}\n'
            for name, each in self.lists.items()
        ]
        (self.folder / "config").write_text("".join(lines))

    def start(self):
        """The socket is made here, as systemd does it: who calls is answered as soon as the server can."""
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self.port))
            listener.listen(64)
            self.port = listener.getsockname()[1]
            self.configure()
            os.set_inheritable(listener.fileno(), True)
            self.process = subprocess.Popen(
                ["bash", "-c", 'exec 3<&"$0" && LISTEN_PID=$$ LISTEN_FDS=1 exec public-inbox-httpd -W0', str(listener.fileno())],
                env={**GIT, "PI_CONFIG": str(self.folder / "config"), "HOME": str(self.folder)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=(self.folder / "log").open("ab"),
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )

    def stop(self):
        if self.process:
            end_group(self.process)
        self.process = None


def end_group(process):
    """Ends it with all that it started, unless that made a group of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def children_of(number):
    """The processes that this one has started, and those that they have."""
    found = []
    with contextlib.suppress(OSError):
        for thread in pathlib.Path(f"/proc/{number}/task").iterdir():
            found += map(int, (thread / "children").read_text().split())
    return found + [below for child in found for below in children_of(child)]


class User:
    """Somebody with a home, where nothing of the real one is seen."""

    def __init__(self, home):
        self.home = home
        self.config = home / ".config/tidings/config"
        self.data = home / ".local/share/tidings"
        self.state = home / ".local/state/tidings"
        self.environment = {**GIT, "HOME": str(home)}
        self.running = []
        self.stdout = self.stderr = ""
        home.mkdir()

    def configure(self, text):
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(text)

    def begin(self, *arguments, **environment):
        """Runs tidings; whoever calls this waits for it."""
        process = subprocess.Popen(
            [PROGRAM, *arguments],
            cwd=self.home,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.running.append(process)
        return process

    def end(self, process):
        """Waits for it, and takes what it said; the exit status."""
        try:
            self.stdout, self.stderr = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            sys.exit(f"{process.args}: is stuck")
        self.running.remove(process)
        return process.returncode

    def run(self, *arguments, status=0, **environment):
        got = self.end(self.begin(*arguments, **environment))
        expect(got == status, f"tidings {' '.join(map(str, arguments))}: exit status {got}, not {status}: {self.stderr}")
        return self.stdout

    def kill(self, process, after, with_children=False):
        """With SIGKILL, so many seconds later, or with all that it started, as systemd does; whether
        it had not ended before."""
        time.sleep(after)
        process.send_signal(signal.SIGSTOP)
        killed = [process.pid] + (children_of(process.pid) if with_children else [])
        for number in killed:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        return self.end(process) == -signal.SIGKILL

    def run_until(self, call, folders, *arguments):
        """Runs tidings until that call of those that change a file in @folders (killed-at.c), at which
        it is killed; whether it was, and did not come to its end before."""
        surroundings = {
            "LD_PRELOAD": os.environ["KILLED_AT"],
            # The library stands before the sanitizer's, which says so.
            "ASAN_OPTIONS": GIT.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0",
            "KILLED_AT_FILES": ":".join(map(str, folders)),
            "KILLED_AT_CALL": str(call),
        }
        return self.end(self.begin(*arguments, **surroundings)) == -signal.SIGKILL

    def clone(self, server, *names, options=()):
        for name in names:
            self.run("clone", *options, server.url(name))

    def news(self, subscription="mine", fetches=True):
        """The Message-IDs of what is new, told and so old from then on."""
        if fetches:
            self.run("fetch")
        return ids_in(self.run("update", "--new", subscription, "-f", "mbox"))

    def state_of(self, subscription="mine"):
        return self.state / "subscriptions" / subscription

    def epoch(self, name, number=0):
        return self.data / "lists" / name / "git" / f"{number}.git"


def ids_in(mbox):
    return re.findall(r"^Message-ID: <(.*)>$", mbox, re.MULTILINE)


class World:
    def __init__(self, *names):
        self.names = names
        self.users = []

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("it was asked to stop"))
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tidings-"))
        try:
            self.server = Server(self.folder / "server", self.names) if self.names else None
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        return self

    def __exit__(self, *_):
        for user in self.users:
            for process in user.running:
                end_group(process)
        if self.server:
            self.server.stop()
        # A git whose tidings was killed ends by itself.
        for _ in range(50):
            with contextlib.suppress(OSError):
                shutil.rmtree(self.folder)
                break
            time.sleep(0.1)

    def user(self, text=""):
        user = User(self.folder / f"user{len(self.users)}")
        self.users.append(user)
        if text:
            user.configure(text)
        return user

    def list(self, name):
        return self.server.lists[name]


def subscribe(*lists, name="mine", **keys):
    """The section of a subscription that reports all there ever was."""
    keys = {"since": "2000-01-01", **({"lists": "; ".join(lists)} if lists else {}), **keys}
    lines = [f"{key.replace('_', '-')} = {value}\n" for key, value in keys.items()]
    return f"[subscription {name}]\n" + "".join(lines)
