# SPDX-License-Identifier: GPL-2.0-or-later
"""Series of patches that git makes, as mails in an archive, and what must come back of them.

	made_series.py make FOLDER              FOLDER/tree, FOLDER/archive and FOLDER/series.json
	made_series.py am FOLDER PROGRAM DB     what `tidings am` writes is what git am must make
	made_series.py diff FOLDER PROGRAM DB   `tidings diff` says what git range-diff says

All is made of a fixed seed: the same mails at each run.
"""

import base64
import codecs
import email.header
import json
import os
import pathlib
import quopri
import random
import re
import subprocess
import sys

N_SERIES = 210
N_FILES = 48
START = 1735689600  # 2025-01-01
PEOPLE = [
    ("Ann Author", "ann@example.org"),
    ("Åsa Öberg", "asa@example.com"),
    ("J. R. Hacker", "jr@example.net"),
    ("李雷", "lilei@example.org"),
    ("Łukasz Żółw", "lukasz@example.com"),
    ("Bob O'Neill, Jr", "bob@example.net"),
    ("Jürgen von der Straße-Mühlenbrück zu Übersee", "juergen.von.der.strasse@example.org"),
]
REVIEWERS = [
    ("Rita Reviewer", "rita@example.org"),
    ("Tomás Tester", "tomas@example.com"),
    ("Kim Keeper", "kim@example.net"),
]
VERBS = ["dim", "trim", "refill", "polish", "guard", "mend"]
FOOTER = "_______________________________________________\nlamps mailing list\nlamps@lists.example.org\nhttps://lists.example.org/listinfo/lamps\n"


def git(folder, *arguments, data=None):
    run = subprocess.run(["git", "-C", str(folder), *arguments], input=data, capture_output=True)
    if run.returncode:
        sys.exit(f"git {' '.join(arguments)}: {run.stderr.decode(errors='replace')}")
    return run.stdout


class Importer:
    """Commits for git fast-import."""

    def __init__(self):
        self.out = bytearray()
        self.mark = 0

    def data(self, content):
        self.out += b"data %d\n%s\n" % (len(content), content)

    def commit(self, ref, message, author, when, changes, parent=None):
        """@changes: (path, content or None, mode). The mark of the commit."""
        self.mark += 1
        name, address = author
        ident = f"{name} <{address}> {when} +0530".encode()
        self.out += b"commit refs/heads/%s\nmark :%d\n" % (ref.encode(), self.mark)
        self.out += b"author %s\ncommitter %s\n" % (ident, ident)
        self.data(message.encode())
        if parent:
            self.out += b"from :%d\n" % parent
        for path, content, mode in changes:
            if content is None:
                self.out += b"D %s\n" % path.encode()
            else:
                self.out += b"M %s inline %s\n" % (mode.encode(), path.encode())
                self.data(content)
        self.out += b"\n"
        return self.mark


def file_of(number):
    """A file of the base: of a kind that its number tells."""
    lines = [f"lamp {number} line {i}" for i in range(60)]
    if number % 12 == 5:
        return f"shelf/lamp{number}.txt", ("\r\n".join(lines) + "\r\n").encode()
    if number % 12 == 7:
        return f"shelf/lamp{number}.c", ("\n".join(lines) + "\n").encode() + b"caf\xe9 cr\xe8me\n"
    return f"shelf/lamp{number}.c", ("\n".join(lines) + "\n").encode()


def change_file(rng, number, word):
    """What a patch does to a file of its own: changes for Importer.commit()."""
    path, content = file_of(number)
    newline = b"\r\n" if b"\r\n" in content else b"\n"
    lines = content.split(newline)
    kind = rng.randrange(12)
    for at in sorted(rng.sample(range(5, 55), 3)):
        lines[at] = lines[at] + f" {word} {rng.randrange(1000)}".encode()
    if number % 12 == 7:
        lines[-2] += b" \xfc " + word.encode()
    changed = newline.join(lines)
    if kind == 0:
        return [(path, None, None)]
    if kind == 1:
        return [(path, None, None), (f"attic/{word}{number}.c", changed, "100644")]
    if kind == 2:
        return [(f"new/{word}{number}.txt", changed, "100755")]
    if kind == 3:
        return [(f"new/{word}{number}.bin", bytes(rng.randrange(256) for _ in range(900)), "100644")]
    if kind == 4:
        return [(path, changed.rstrip(newline), "100644")]
    if kind == 5:
        return [(path, changed, "100755")]
    if kind == 6:
        return [(path, changed, "100644"), (f"new/{word}{number}.h", b"From here on\n-- \n>From\n", "100644")]
    return [(path, changed, "100644")]


class Patch:
    def __init__(self, rng, title, body, author, when, changes):
        self.title, self.body, self.author, self.when, self.changes = title, body, author, when, changes

    def message(self):
        name, address = self.author
        return f"{self.title}\n\n{self.body}\n\nSigned-off-by: {name} <{address}>\n"


BODIES = [
    "It burns too bright.",
    "Das Öl läuft aus, wenn der Docht zu kurz ist – und das ist er oft.",
    "First this.\n\n  indented: text\n\nFrom the shelf it looks different.",
    "A lamp that is lit twice glows twice.\n\n- one\n- two\n\nFixes: 0123456789ab (\"lamp: light it\")",
]


def make_patches(rng, series, n_patches, when):
    word = f"wick{series}"
    patches = []
    for k in range(n_patches):
        title = f"lamp{series}: {rng.choice(VERBS)} the {word} of part {k + 1}"
        if rng.randrange(6) == 0:
            title += " für die größte Öllampe, die in der Werkstatt auf dem obersten Brett steht"
        if rng.randrange(9) == 0:
            title += ", which has a title that is so long that it is folded more than once in a mail"
        patches.append(Patch(rng, title, rng.choice(BODIES), rng.choice(PEOPLE), when + k,
                             change_file(rng, (series * 7 + k * 5) % N_FILES, f"{word}p{k}")))
    return patches


def revise(rng, series, patches, when):
    """The same patches a revision later: some reworded, some rewritten, one gone, one new."""
    revised = []
    for k, patch in enumerate(patches):
        kind = rng.randrange(5)
        body, changes = patch.body, patch.changes
        if kind == 1:
            body += "\n\nIt was said before that this needs a reason."
        if kind == 2:
            changes = [
                (path, content + b"one more line\n" if content else None, mode)
                for path, content, mode in changes
            ]
        revised.append(Patch(rng, patch.title, body, patch.author, when + k, changes))
    if len(revised) > 2 and rng.randrange(2):
        del revised[rng.randrange(len(revised))]
    if rng.randrange(3) == 0:
        revised.insert(rng.randrange(len(revised) + 1),
                       Patch(rng, f"lamp{series}: add a shade to wick{series}", "So that it dims.",
                             rng.choice(PEOPLE), when + 30,
                             change_file(rng, (series * 7 + 40) % N_FILES, f"wick{series}shade")))
    if len(revised) > 1 and rng.randrange(3) == 0:
        revised[0], revised[1] = revised[1], revised[0]
    return revised


def import_branch(importer, base, ref, patches):
    parent = base
    for patch in patches:
        parent = importer.commit(ref, patch.message(), patch.author, patch.when, patch.changes, parent)


# Mails.


def encoded(text):
    return str(email.header.Header(text, "utf-8", maxlinelen=70).encode())


def mailbox(person):
    name, address = person
    if not name.isascii():
        return f"{encoded(name)} <{address}>"
    return f'"{name}" <{address}>' if re.search(r'[.,]', name) else f"{name} <{address}>"


def split_patches(output):
    """The mails of git format-patch: (header fields, body)."""
    mails = re.split(rb"(?m)^From [0-9a-f]{40} Mon Sep 17 00:00:00 2001\n", output)[1:]
    parted = []
    for mail in mails:
        header, body = mail.split(b"\n\n", 1)
        fields = re.split(rb"\n(?![ \t])", header)
        parted.append((dict(field.split(b": ", 1) for field in fields), body))
    return parted


def dress(rng, fields, body, sender, has_footer):
    """The mail as one mailer or another sends it."""
    fields = dict(fields)
    kind = rng.randrange(8)
    if fields[b"From"] != mailbox(sender).encode():
        body = b"From: " + fields[b"From"] + b"\n\n" + body
        fields[b"From"] = mailbox(sender).encode()
    if has_footer:
        body += FOOTER.encode()
    is_8bit = any(byte > 127 for byte in body)
    fields[b"MIME-Version"] = b"1.0"
    fields[b"Content-Type"] = b"text/plain; charset=UTF-8"
    if b"\r" in body or kind == 0:
        fields[b"Content-Transfer-Encoding"] = b"base64"
        body = base64.encodebytes(body)
    elif kind == 1:
        fields[b"Content-Transfer-Encoding"] = b"quoted-printable"
        body = quopri.encodestring(body)
    else:
        fields[b"Content-Transfer-Encoding"] = b"8bit" if is_8bit else b"7bit"
    mail = b"".join(name + b": " + value + b"\n" for name, value in fields.items()) + b"\n" + body
    if kind == 2 and b"\r" not in body:
        mail = mail.replace(b"\n", b"\r\n")
    return mail


class Post:
    """The mails of one posting, and the replies to them."""

    def __init__(self, rng, series, revision):
        self.rng, self.series, self.revision = rng, series, revision
        self.sender = PEOPLE[series % len(PEOPLE)]
        self.mails = []

    def message_id(self, number):
        return f"2025.{self.series}.{self.revision}-{number}-lamps@example.org"

    def add(self, number, fields, body, parent, tag):
        fields = dict(fields)
        fields[b"Subject"] = tag.encode() + b" " + fields[b"Subject"]
        fields[b"Message-ID"] = b"<" + self.message_id(number).encode() + b">"
        if parent:
            fields[b"In-Reply-To"] = b"<" + parent.encode() + b">"
        footer = self.rng.randrange(4) == 0
        self.mails.append(dress(self.rng, fields, body, self.sender, footer))

    def tag(self, number, total):
        revision = "" if self.revision == 1 else f" v{self.revision}"
        return f"[PATCH{revision} {number}/{total}]" if total > 1 else f"[PATCH{revision}]"

    def add_cover(self, total, parent):
        fields = {
            b"From": mailbox(self.sender).encode(),
            b"Date": b"Wed, 1 Jan 2025 05:30:00 +0530",
            b"Subject": f"lamp{self.series}: mend the wick{self.series}".encode(),
        }
        self.add(0, fields, b"All lamps need care.\n\nAnn\n-- \n2.39.5\n", parent, self.tag(0, total))

    def add_reply(self, number, subject, reviewer, text):
        name, address = reviewer
        reply = self.message_id(number) + f".{len(self.mails)}.re"
        self.mails.append(
            f"From: {mailbox(reviewer)}\nDate: Thu, 2 Jan 2025 10:00:00 +0000\nSubject: Re: {subject}\n"
            f"Message-ID: <{reply}>\nIn-Reply-To: <{self.message_id(number)}>\n"
            f"MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n"
            f"On Wednesday, somebody wrote:\n> Quoted-by: Nobody <nobody@example.org>\n"
            f"> Reviewed-by: Nobody Else <else@example.org>\n\n{text}\n".encode())


def patch_ids(bodies):
    """Of each number what tells the change in its body from another one; empty where git finds none."""
    data = b"".join(b"From %040d Mon Sep 17 00:00:00 2001\n%s\n" % (number, body) for number, body in bodies.items())
    lines = git(".", "patch-id", "--stable", data=data).decode().splitlines()
    found = {int(number): change for change, number in map(str.split, lines)}
    return {number: found.get(number, "") for number in bodies}


def add_reviews(rng, post, numbers, total, expected, older):
    """
    Replies with trailers; @expected: of each number, what must be added. @older: of each number,
    what was given to an older patch with the same change. Returns what is given to each.
    """
    given = {}
    for number in numbers:
        for reviewer in REVIEWERS:
            if rng.randrange(4):
                continue
            name, address = reviewer
            trailer = f"{rng.choice(['Reviewed-by', 'Acked-by', 'Tested-by'])}: {name} <{address}>"
            again = trailer if rng.randrange(3) else trailer.replace(address, address.upper())
            subject = f"{post.tag(number, total)} lamp"
            post.add_reply(number, subject, reviewer, trailer)
            post.add_reply(number, subject, reviewer, f"Once more:\n\n{again}")
            given.setdefault(number, []).append(trailer)
    for number in expected:
        for trailer in given.get(number, []) + older.get(number, []) + given.get(0, []):
            if trailer not in expected[number]:
                expected[number].append(trailer)
    return given


def same_changes(ids, older):
    """Of each number what @older, of patch ids, holds of its change."""
    return {number: older[change] for number, change in ids.items() if change and change in older}


def post_series(rng, tree, ref, post, parent, older):
    """
    Posts the branch @ref whole. The trailers that must be added to each patch, and those that were
    given to each change; @older are those that were given to an older one.
    """
    mails = split_patches(git(tree, "format-patch", "--stdout", "-M", "--keep-subject", f"base..{ref}"))
    total = len(mails)
    has_cover = total > 1 and rng.randrange(4) > 0
    if has_cover:
        post.add_cover(total, parent)
    for number, (fields, body) in enumerate(mails, 1):
        above = post.message_id(0) if has_cover else post.message_id(1) if number > 1 else parent
        post.add(number, fields, body, above, post.tag(number, total))
    if rng.randrange(3) == 0:
        rng.shuffle(post.mails)
    expected = {number: [] for number in range(1, total + 1)}
    ids = patch_ids({number: body for number, (_, body) in enumerate(mails, 1)})
    given = add_reviews(rng, post, [0] * has_cover + list(expected), total, expected, same_changes(ids, older))
    return expected, {ids[number]: trailers for number, trailers in given.items() if number}


def reroll_patch(rng, tree, ref, post, number, total, expected, older):
    """Posts one patch of the branch @ref as an answer to the one that it replaces."""
    first = post.message_id(number)
    again = Post(rng, post.series, 2)
    fields, body = split_patches(git(tree, "format-patch", "--stdout", "-M", "--keep-subject", f"base..{ref}"))[number - 1]
    again.add(number, fields, body, first, again.tag(number, total))
    expected[number] = []
    add_reviews(rng, again, [number], total, expected, same_changes(patch_ids({number: body}), older))
    return again.mails


def write_archive(path, mails):
    """One epoch of public-inbox, a mail a commit, a minute apart."""
    out = bytearray()
    for i, mail in enumerate(mails):
        out += b"commit refs/heads/master\ncommitter archive <archive@example.org> %d +0000\n" % (
            START + 90 * 86400 + 60 * i)
        out += b"data 1\n.\nM 100644 inline m\ndata %d\n%s\n\n" % (len(mail), mail)
    path.mkdir()
    git(path, "init", "--quiet", "--bare", "--initial-branch=master")
    git(path, "fast-import", "--quiet", data=bytes(out))


def make(folder):
    rng = random.Random(20250101)
    tree = folder / "tree"
    tree.mkdir(parents=True)
    git(tree, "init", "--quiet", "--initial-branch=base")
    importer = Importer()
    files = [(*file_of(number), "100644") for number in range(N_FILES)]
    base = importer.commit("base", "base\n", PEOPLE[0], START, files)
    plans = []
    for series in range(N_SERIES):
        when = START + 3600 * series
        patches = make_patches(rng, series, 1 + series % 6, when)
        import_branch(importer, base, f"s{series}v1", patches)
        kind = "full" if series % 5 in (1, 3) else "partial" if series % 5 == 2 and len(patches) > 1 else "first"
        plan = {"series": series, "kind": kind, "number": 0}
        if kind == "full":
            import_branch(importer, base, f"s{series}v2", revise(rng, series, patches, when + 600))
        elif kind == "partial":
            plan["number"] = 1 + rng.randrange(len(patches))
            k = plan["number"] - 1
            old = patches[k]
            changes = [(path, content and content + b"again\n", mode) for path, content, mode in old.changes]
            patches[k] = Patch(rng, old.title, old.body + "\n\nOnce more.", old.author, when + 700, changes)
            import_branch(importer, base, f"s{series}v2", patches)
        plans.append(plan)
    git(tree, "fast-import", "--quiet", data=bytes(importer.out))

    first, later = [], []
    for plan in plans:
        series = plan["series"]
        post = Post(rng, series, 1)
        expected, given = post_series(rng, tree, f"s{series}v1", post, None, {})
        first += post.mails
        plan["id"] = post.message_id(1)
        plan["branch"] = f"s{series}v1"
        if plan["kind"] == "full":
            again = Post(rng, series, 2)
            parent = post.message_id(1) if rng.randrange(2) else None
            expected, _ = post_series(rng, tree, f"s{series}v2", again, parent, given)
            later += again.mails
            plan["branch"] = f"s{series}v2"
        elif plan["kind"] == "partial":
            later += reroll_patch(rng, tree, f"s{series}v2", post, plan["number"], len(expected), expected, given)
            plan["branch"] = f"s{series}v2"
        plan["trailers"] = [expected[number] for number in sorted(expected)]
    write_archive(folder / "archive", first + later)
    (folder / "series.json").write_text(json.dumps(plans))


# Checks.


def tidings(program, db, *arguments):
    run = subprocess.run([program, "--db", db, *arguments], capture_output=True)
    # That it takes the newest revision, and not the one named, and what was given to an older one.
    said = re.sub(rb"tidings: (taking v\d+ of the series, the newest, not the v\d+ that was named; see --exact"
                  rb"|\d+/\d+: [^:]+: [^:]+: given to v\d+, whose change is the same)\n", b"", run.stderr)
    if run.returncode or said:
        sys.exit(f"tidings {' '.join(arguments)}: {run.returncode} {run.stderr.decode(errors='replace')}")
    return run.stdout


def read_commits(tree, names):
    """Of each name the tree, the author and the message of the commit."""
    output = git(tree, "cat-file", "--batch", data="".join(f"{name}\n" for name in names).encode())
    commits = []
    while output:
        head, output = output.split(b"\n", 1)
        size = int(head.split()[-1])
        content, output = output[:size], output[size + 1:]
        header, message = content.split(b"\n\n", 1)
        fields = dict(line.split(b" ", 1) for line in header.split(b"\n"))
        commits.append((fields[b"tree"], fields[b"author"], message))
    return commits


def check_am(folder, program, db):
    tree = folder / "tree"
    plans = json.loads((folder / "series.json").read_text())
    names, wanted = [], []
    os.environ.update(GIT_COMMITTER_NAME="Test", GIT_COMMITTER_EMAIL="test@example.org")
    for plan in plans:
        mbox = tidings(program, db, "am", plan["id"])
        git(tree, "checkout", "--quiet", "-f", "-B", f"r{plan['series']}", "base")
        git(tree, "am", "--quiet", data=mbox)
        for k in range(len(plan["trailers"])):
            back = len(plan["trailers"]) - 1 - k
            names += [f"{plan['branch']}~{back}", f"r{plan['series']}~{back}"]
            wanted.append((plan, k))
    commits = read_commits(tree, names)
    if 2 * len(wanted) != len(commits):
        sys.exit("not as many commits as there are patches")
    for i, (plan, k) in enumerate(wanted):
        original, applied = commits[2 * i], commits[2 * i + 1]
        trailers = "".join(trailer + "\n" for trailer in plan["trailers"][k]).encode()
        for name, have, want in (("tree", applied[0], original[0]), ("author", applied[1], original[1]),
                                 ("message", applied[2], original[2] + trailers)):
            if have != want:
                sys.exit(f"series {plan['series']} ({plan['kind']}), patch {k + 1}: {name} is\n{have!r}, not\n{want!r}")
    print(f"{len(plans)} series, {len(wanted)} patches")


def show_bytes(error):
    """For str.decode(): bytes that are no character, as a terminal is shown them."""
    return "".join(f"<{byte:02X}>" for byte in error.object[error.start:error.end]), error.end


codecs.register_error("shown", show_bytes)


def as_shown(text):
    return text.replace(b"\r\n", b"\n").decode(errors="shown").encode()


def without_ids(text):
    """The lines of a range-diff; its commits have other ids than the mails' archive."""
    pair = re.compile(r"(?m)^ *([-0-9]+: ) +\S+ (.) +([-0-9]+: ) +\S+ ")
    return pair.sub(r"\1\2 \3", text.decode())


def check_diff(folder, program, db):
    tree = folder / "tree"
    plans = [plan for plan in json.loads((folder / "series.json").read_text()) if plan["kind"] != "first"]
    for plan in plans:
        series = plan["series"]
        ours = tidings(program, db, "diff", plan["id"], "v1..v2")
        gits = git(tree, "range-diff", "--no-color", f"base..s{series}v1", f"base..s{series}v2")
        ours, gits = without_ids(ours), without_ids(as_shown(gits))
        if ours != gits:
            sys.exit(f"series {series}:\n{ours}\nnot\n{gits}")
    print(f"{len(plans)} pairs of revisions")


def main():
    folder = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "make":
        make(folder)
    elif sys.argv[1] == "am":
        check_am(folder, sys.argv[3], sys.argv[4])
    else:
        check_diff(folder, sys.argv[3], sys.argv[4])
    return 0


if __name__ == "__main__":
    sys.exit(main())
