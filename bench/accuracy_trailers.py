#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bench/accuracy_trailers.py BUILD ARCHIVE [COUNT]: the trailers that 'tidings am' adds, held
against those of 'b4 am --apply-cover-trailers'.

Of COUNT series of the archive (300), drawn with a fixed seed from the latest revisions of all
works, and of each of their patches that both write, the trailers are compared that stand in the
message and not in the mail. Two are the same if name and address are, without regard to case.
Lists each difference with its reason, as far as the replies tell it, then a table. Fails where
the reason of a difference is not known.
"""

import collections
import email
import email.header
import email.policy
import json
import os
import pathlib
import re
import sqlite3
import sys
import tempfile

sys.dont_write_bytecode = True
from accuracy_am import by_b4, draw_series, index_archive, mbox_of_thread, run

TRAILER = re.compile(r"^\s*(\w[\w-]*\w):\s+(\S.*)$")
SIGNATURE = re.compile(r"^--\s*$", re.MULTILINE)
NOTE = re.compile(r"^tidings: \d+/\d+: not added: ([^:]+): ([^<>]*<[^>]*>[^:]*|[^<>]*\))(?:: (.*))?$")
ROBOT = re.compile(r"(?i)kindly add following tag|if you fix the issue")
REVIEWS = ("reviewed-by", "acked-by", "tested-by", "reviewed-and-tested-by", "tested-and-reviewed-by")
UNKNOWN = "?"


class Mail:
    """A mail of an mbox: its text as lines, and what it answers."""

    def __init__(self, data):
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        self.id = re.sub(r"\s", "", str(message["Message-ID"] or "")).strip("<>")
        parents = f"{message['In-Reply-To'] or ''} {message['References'] or ''}"
        self.parent = (re.findall(r"<([^<>\s]+)>", parents) or [""])[0]
        subject = decoded(str(message["Subject"] or ""))
        self.is_reply = bool(message["In-Reply-To"] and re.search(r"(?i)(^|\W)re:", subject))
        self.text = text_of(message)
        self.lines = self.text.splitlines()

    def has_diff(self):
        return any(line.startswith(("diff --git ", "--- a/", "@@ -")) for line in self.lines)

    def own_lines(self):
        """What is neither quoted nor below the signature."""
        text = SIGNATURE.split(self.text)[0]
        return [line for line in text.splitlines() if not line.startswith((">", "|"))]


def decoded(value):
    try:
        return str(email.header.make_header(email.header.decode_header(value)))
    except (LookupError, ValueError):
        return value


def text_of(message):
    texts = []
    for part in message.walk():
        if part.get_content_type() not in ("text/plain", "text/x-patch", "text/x-diff"):
            continue
        data = part.get_payload(decode=True) or b""
        try:
            texts.append(data.decode(part.get_content_charset() or "utf-8"))
        except (LookupError, UnicodeDecodeError):
            texts.append(data.decode("utf-8", errors="replace"))
    return "\n".join(texts).replace("\r", "")


def mails_of(mbox):
    parts = re.split(rb"^From [^\n]*\d\d:\d\d:\d\d \d{4}\n", mbox, flags=re.MULTILINE)[1:]
    mails = [Mail(re.sub(rb"^>(>*From )", rb"\1", part, flags=re.MULTILINE)) for part in parts]
    return {mail.id: mail for mail in mails}


def key_of(name, value):
    """What a trailer is known by: its address, or else its whole value."""
    found = re.search(r"[\w.+=%!#$&'*/?^{}~-]+@[\w.-]+", value)
    return name.lower(), (found.group() if found else " ".join(value.split())).lower()


def added_trailers(written, mail):
    """{key: line} of the trailers above the `---` of @written that @mail does not have."""
    had = {" ".join(line.split()) for line in mail.lines}
    added = {}
    for line in written.lines:
        if line == "---":
            break
        found = TRAILER.match(line)
        if found and " ".join(line.split()) not in had:
            added.setdefault(key_of(*found.groups()), line.strip())
    return added


def trailers_in(lines):
    return {key_of(*found.groups()): line for line in lines if (found := TRAILER.match(line))}


def answers(thread, mail, tops):
    """True if @mail answers one of @tops, or what answers it, with nothing but replies between."""
    for _ in range(100):
        mail = thread.get(mail.parent)
        if not mail:
            return False
        if mail.id in tops:
            return True
        if not mail.is_reply:
            return False
    return False


class Series:
    """What both say of a series."""

    def __init__(self, tidings, folder, query, archive, head):
        self.mbox = mbox_of_thread(query, archive, head)
        self.thread = mails_of(self.mbox)
        done = run([*tidings, "am", head])
        self.ours = mails_of(done.stdout)
        self.told = [NOTE.match(note) for note in done.stderr.decode(errors="replace").splitlines()]
        self.told = {key_of(*found.groups()[:2]): found[3] for found in self.told if found}
        self.patches = json.loads(run([*tidings, "am", "--json", head]).stdout or '{"patches": []}')["patches"]
        self.options = ["--apply-cover-trailers"]
        self.ask_b4(folder, head, self.mbox)
        if self.ours.keys() != self.theirs.keys():
            self.options.append("--no-parent")
            self.ask_b4(folder, head, self.mbox)
        # b4 is given the thread alone, tidings knows the older revisions in other threads.
        others = [other for other in heads_of_work(query, head) if other != head]
        whole = self.mbox + b"".join(tied_to(head, mbox_of_thread(query, archive, other)) for other in others)
        self.from_all = self.theirs
        if len(whole) > len(self.mbox):
            self.from_all = mails_of(by_b4(folder, head, whole, *self.options)[0])

    def ask_b4(self, folder, head, mbox):
        written, self.said = by_b4(folder, head, mbox, *self.options)
        self.theirs = mails_of(written)

    def sources_of(self, key):
        return [mail for mail in self.thread.values() if mail.is_reply and key in trailers_in(mail.own_lines())]


def tied_to(head, mbox):
    """@mbox, whose first mails count as of @head's thread: b4 leaves out what is not."""
    mails = re.split(rb"^(?=From mboxrd@z )", mbox, flags=re.MULTILINE)[1:]
    return b"".join(
        mail
        if re.search(rb"^(References|In-Reply-To):", mail.partition(b"\n\n")[0], re.MULTILINE | re.IGNORECASE)
        else mail.replace(b"\n", f"\nReferences: <{head}>\n".encode(), 1)
        for mail in mails
    )


def heads_of_work(query, head):
    """The first mails of all revisions of the work, one a thread."""
    found = query(
        "SELECT message_id FROM posting JOIN message ON message.id = posting.head WHERE topic ="
        " (SELECT topic FROM posting JOIN message ON message.id = posting.head WHERE message_id = ?)"
        " GROUP BY thread ORDER BY posting.id",
        (head,),
    ).fetchall()
    return [one for (one,) in found]


def why_b4_alone(series, key, patch):
    name, _ = key
    sources = series.sources_of(key)
    if name in ("nacked-by", "nack", "nak"):
        return "a Nacked-by is told, not added"
    if key in series.told:
        return f"tidings tells it: {series.told[key] or 'refused'}"
    if key in trailers_in(series.thread[patch].lines):
        return "the mail has it, written otherwise"
    if sources and all(mail.has_diff() for mail in sources):
        return "of a diff in a reply"
    tops = (patch, series.thread[patch].parent)
    if name not in REVIEWS and not any(answers(series.thread, mail, tops) for mail in sources):
        return "proposed for an older message"
    if sources and all(ROBOT.search(mail.text) for mail in sources):
        return "a robot wants it in another patch"
    return UNKNOWN


def why_tidings_alone(series, key, patch, source):
    reply = series.thread.get(source)
    if not reply:
        again = series.from_all.get(patch)
        found = again and key in added_trailers(again, series.thread[patch])
        return "b4 too, if it has the older thread" if found else UNKNOWN
    if "--no-parent" in series.options and not answers(series.thread, reply, (patch,)):
        return "given above, which --no-parent hides"
    if not any(key[1] in line.lower() for line in reply.own_lines()):
        return "no address in the trailer"
    if key not in trailers_in(reply.own_lines()):
        return "written otherwise: short, wrapped, misspelt"
    if key in mismatches_of(series.said):
        return "b4 tells it: another address"
    return UNKNOWN


def scope_of(line):
    return " ".join(re.sub(r"^.*?(>|$)", "", line).split())


def compare_patch(series, patch, sources):
    """(kind, reason, line) of each trailer that either adds."""
    had = series.thread[patch]
    ours = added_trailers(series.ours[patch], had)
    theirs = added_trailers(series.theirs[patch], had)
    both = [key for key in ours if key in theirs]
    for key in both:
        is_same = scope_of(ours[key]) == scope_of(theirs[key])
        yield ("agree", "", ours[key]) if is_same else ("agree", "but not in the scope", f"{ours[key]} / {theirs[key]}")
    for key in sorted(theirs.keys() - ours.keys()):
        yield "only b4", why_b4_alone(series, key, patch), theirs[key]
    if patch in series.from_all:
        older = added_trailers(series.from_all[patch], had)
        for key in sorted(older.keys() - theirs.keys() - ours.keys()):
            yield "only b4", UNKNOWN if key[0] in REVIEWS else "proposed for an older message", older[key]
    for key in sorted(ours.keys() - theirs.keys()):
        yield "only tidings", why_tidings_alone(series, key, patch, sources.get(key, "")), ours[key]
    if both != [key for key in theirs if key in ours]:
        yield "other order", why_other_order(both, theirs), " / ".join(" ".join(key) for key in both)


def why_other_order(ours, theirs):
    reviews = [key for key in ours if key[0] in REVIEWS]
    same = reviews == [key for key in theirs if key in ours and key[0] in REVIEWS]
    return "tidings puts reviews first" if same and len(reviews) < len(ours) else UNKNOWN


def mismatches_of(said):
    """{key: line} of what b4 sets aside, as another sent it."""
    found = re.findall(r"^\s*! Trailer: ([^:]+): (.*)$", said, re.MULTILINE)
    return {key_of(*one): ": ".join(one) for one in found}


def compare_set_aside(series):
    """What either says that it did not add, as it was not the sender's own."""
    tops = set(series.ours)
    tops.update(series.thread[patch].parent for patch in series.ours if patch in series.thread)
    aside = mismatches_of(series.said)
    for key, line in aside.items():
        if key in series.told:
            yield "both tell", "", line
        elif any(key in trailers_in(mail.lines) for mail in series.ours.values()):
            yield "only b4 tells", "the message has it", line
        elif not any(answers(series.thread, mail, tops) for mail in series.sources_of(key)):
            yield "only b4 tells", "given to another revision or series", line
        elif all(mail.has_diff() for mail in series.sources_of(key)):
            yield "only b4 tells", "of a diff in a reply", line
        elif all(ROBOT.search(mail.text) for mail in series.sources_of(key)):
            yield "only b4 tells", "a robot wants it in another patch", line
        else:
            yield "only b4 tells", UNKNOWN, line
    for key, why in series.told.items():
        if (why or "").startswith("sent by") and key not in aside:
            yield "only tidings tells", "", ": ".join(key)


def compare_series(series):
    for patch in series.patches:
        found = patch["message_id"]
        if any(found not in mails for mails in (series.ours, series.theirs, series.thread)):
            one = "tidings" if found not in series.ours else "b4"
            yield "not compared", f"{one} does not write the patch", found
            continue
        sources = {key_of(one["name"], one["value"]): one["message_id"] for one in patch["trailers_added"]}
        for kind, reason, line in compare_patch(series, found, sources):
            yield kind, reason, f"{line} of {found}"
    yield from compare_set_aside(series)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: bench/accuracy_trailers.py BUILD ARCHIVE [COUNT]")
    archive = os.path.realpath(sys.argv[2])
    kinds = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        tidings = [os.path.realpath(pathlib.Path(sys.argv[1], "tidings")), "--db", str(folder / "index.db")]
        index_archive(tidings, archive)
        query = sqlite3.connect(folder / "index.db").execute
        heads = draw_series(tidings, int(sys.argv[3]) if len(sys.argv) > 3 else 300)
        for head in heads:
            for kind, reason, line in compare_series(Series(tidings, folder, query, archive, head)):
                kinds[kind, reason] += 1
                if kind not in ("agree", "both tell") or reason:
                    print(f"{kind}: {reason}: {line}", flush=True)
    for (kind, reason), number in sorted(kinds.items()):
        print(f"{kind:20} {reason:45} {number:6}")
    sys.exit(1 if any(reason == UNKNOWN for _, reason in kinds) else 0)


if __name__ == "__main__":
    main()
