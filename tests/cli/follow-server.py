#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever comes to lists, or becomes of their server, what is new is told once, and all of it.

Each story below has lists of its own on one server of public-inbox, and states one sentence.
"""

import json

from inbox_server import START, World, Writer, expect, expect_same, git, ids_in, ids_of, subscribe

FOOTER = f"{'_' * 47}\nwicks mailing list\nwicks@lists.example.org\nhttps://lists.example.org/listinfo/wicks\n"
MAINTAINERS = """Maintainers of the lamps.

Descriptions of section entries:

	F: *Files* and directories

Maintainers List
----------------

BRASS LAMPS
M:	Kim Keeper <kim@example.com>
S:	Maintained
F:	brass/
X:	brass/doc/
F:	include/brass.h

OIL
S:	Maintained
N:	oil
"""


def expect_news(user, mails, what, fetches=True, subscription="mine"):
    """A dry run counts them, and forgets nothing; then each is told, and after that none."""
    if fetches:
        user.run("fetch")
    told = user.run("update", "--new", subscription, "-f", "json", "--dry-run")
    document = json.loads(told) if told else {"mails": 0, "series": []}
    expect(document["mails"] == len(mails), f"{what}: {document['mails']} mails in JSON, not {len(mails)}")
    known = set(ids_of(mails))
    for series in document["series"]:
        for patch in [*series["patches"], *filter(None, [series["cover"]])]:
            expect(patch["message_id"] in known or patch["came_before"], f"{what}: {patch['message_id']} in JSON is not new")
    expect_same(what, user.news(subscription, fetches=False), known)
    expect_same(f"{what}, and again", user.news(subscription, fetches=False), [])


def follow(world, *names, options=()):
    """A user who has cloned the lists, and was told what is in them."""
    user = world.user()
    user.clone(world.server, *names, options=options)
    user.configure(user.config.read_text() + subscribe(*names))
    return user


def delete_index(user):
    for path in user.data.glob("index*"):
        path.unlink()


def arrivals(world, writer):
    """What came since the last time is told, in the order in which it came, and nothing else."""
    lamps = world.list("arrivals")
    lamps.add(*writer.some(30))
    user = follow(world, "arrivals")
    user.run("update", "--new", "mine", "-f", "mbox", "-o", "first")
    expect(ids_in((user.home / "first").read_text()) == ids_of(lamps.mails()), "the first update is another order")
    for n in (1, 7, 25):
        mails = writer.some(n)
        lamps.add(*mails)
        expect_news(user, mails, f"{n} mails that arrived")
    expect_news(user, [], "after no mail")


def new_epoch(world, writer):
    """A list goes on in a new epoch."""
    lamps = world.list("epochs")
    lamps.add(*writer.some(12))
    user = follow(world, "epochs")
    user.news()
    last = writer.some(3)
    lamps.add(*last)
    lamps.begin_epoch()
    first = writer.some(3)
    lamps.add(*first)
    expect_news(user, last + first, "the end of an epoch and the next one")
    expect(user.epoch("epochs", 1).is_dir(), "epoch 1 is not there")
    lamps.begin_epoch()
    lamps.begin_epoch()
    mails = writer.some(3)
    lamps.add(*mails)
    expect_news(user, mails, "behind an epoch without a mail")


def epoch_that_fails(world, writer):
    """Mails at the end of an epoch that could not be fetched are told when it can."""
    lamps = world.list("failing")
    lamps.add(*writer.some(5))
    user = follow(world, "failing")
    user.news()
    last, first = writer.some(3), writer.some(3)
    lamps.add(*last)
    lamps.begin_epoch()
    lamps.add(*first)
    git(lamps.epoch(0), "config", "http.uploadpack", "false")
    user.run("fetch", status=1)
    expect("epoch 0" in user.stderr, f"it says {user.stderr}")
    before = user.news(fetches=False)
    git(lamps.epoch(0), "config", "http.uploadpack", "true")
    expect_same("an epoch that failed, and one behind it", before + user.news(), ids_of(last + first))


def crossed_lists(world, writer):
    """A mail that goes to several lists is told once, in whichever of them it is first, and when."""
    lamps, wicks, oils = (world.list(name) for name in ("cross-a", "cross-b", "cross-c"))
    both = writer.some(4)
    lamps.add(*writer.some(6), *both)
    wicks.add(*both, *writer.some(6))
    oils.add(*writer.some(6), both[0])
    user = follow(world, "cross-a", "cross-b", "cross-c")
    all = {mail.id: mail for each in (lamps, wicks, oils) for mail in each.mails()}
    expect_news(user, list(all.values()), "lists with mails in common")
    at_once, late, own = writer.some(3), writer.some(3), writer.some(3)
    lamps.add(*late, *at_once)
    wicks.add(*at_once)
    oils.add(*own)
    expect_news(user, at_once + late + own, "at two lists at once")
    oils.add(*late)
    # As such a list leaves it.
    late[0].bytes += FOOTER.encode()
    wicks.add(*late[:1])
    expect_news(user, [], "later at a second list, and at a third")
    mails = writer.series(1)
    wicks.add(*late[1:], *mails, *both[:1])
    expect_news(user, mails, "later at a second list, among new ones")


def history(world, writer):
    """A history that was rewritten brings what is new behind it, and nothing of it again."""
    lamps = world.list("history")
    lamps.add(*writer.some(20))
    user = follow(world, "history")
    user.news()
    for place, what in ((3, "an old one"), (-1, "the last one")):
        lamps.purge(lamps.mails()[place])
        expect_news(user, [], f"{what} was purged")
        lamps.purge(lamps.mails()[place])
        mails = writer.some(2)
        lamps.add(*mails)
        expect_news(user, mails, f"{what} was purged, and mails came")
    for mail in lamps.mails()[-20:]:
        lamps.purge(mail)
    mails = writer.some(2)
    lamps.add(*mails)
    expect_news(user, mails, "all the last ones were purged, and mails came")
    lamps.purge(lamps.mails()[-1])
    mails = writer.some(2)
    # By a clock that goes behind, and an index that knows nothing of what was before.
    lamps.add(*mails, at=START)
    user.run("fetch")
    delete_index(user)
    expect_news(user, mails, "the last one was purged, mails came, and the index is new", fetches=False)
    shown = user.run("update", "--format", "mbox", "--since", "2000-01-01", "history")
    expect_same("after purges", ids_in(shown), ids_of(lamps.mails()))


def newest_epochs(world, writer):
    """Of a list of which one epoch is wanted the newest is there, and those that follow it."""
    lamps = world.list("newest")
    for _ in range(3):
        lamps.add(*writer.some(5))
        lamps.begin_epoch()
    lamps.add(*writer.some(5))
    user = follow(world, "newest", options=["--epochs", "1"])
    epochs = lambda: sorted(path.name for path in user.epoch("newest").parent.iterdir())
    expect(epochs() == ["3.git"], f"there are {epochs()}")
    expect_news(user, lamps.epochs[3], "the newest epoch")
    lamps.begin_epoch()
    mails = writer.some(5)
    lamps.add(*mails)
    expect_news(user, mails, "the epoch that follows the newest one")
    expect(epochs() == ["3.git", "4.git"], f"there are {epochs()}")
    user.configure(user.config.read_text().replace("epochs = 1\n", ""))
    mails = writer.some(2)
    lamps.add(*mails)
    expect_news(user, mails, "with the old epochs")
    expect(len(epochs()) == 5, f"there are {epochs()}")
    shown = user.run("update", "--format", "mbox", "--since", "2000-01-01", "newest")
    expect_same("all epochs", ids_in(shown), ids_of(lamps.mails()))


def two_at_once(world, writer):
    """One fetch brings all lists up to date, or those that are named; who fails keeps no other."""
    names = ["two-a", "two-b"]
    for name in names:
        world.list(name).add(*writer.some(5))
    user = follow(world, *names)
    expect_same("two lists", user.news(), [mail.id for name in names for mail in world.list(name).mails()])
    mails = {name: writer.some(4) for name in names}
    for name in names:
        world.list(name).add(*mails[name])
    user.run("fetch")
    expect(user.stdout == "two-a: brought up to date\ntwo-b: brought up to date\n", f"it says {user.stdout}")
    expect_news(user, mails["two-a"] + mails["two-b"], "two lists at once", fetches=False)
    mails = {name: writer.some(4) for name in names}
    for name in names:
        world.list(name).add(*mails[name])
    user.run("fetch", "two-b")
    expect_news(user, mails["two-b"], "the one that was named", fetches=False)
    before = user.config.read_text()
    user.configure(before.replace("/two-a/", "/two-x/"))
    mails["two-b"] = writer.some(4)
    world.list("two-b").add(*mails["two-b"])
    user.run("fetch", status=1)
    expect(user.stdout == "two-b: brought up to date\n", f"it says {user.stdout}")
    expect(user.stderr.count("\n") == 1 and "/two-x/" in user.stderr, f"it says {user.stderr}")
    expect_news(user, mails["two-b"], "beside a list that is gone", fetches=False)
    user.configure(before)
    expect_news(user, mails["two-a"], "the list that was gone")


def server_gone(world, writer):
    """A server that is gone is one error; what is here stays whole, and the next round catches up."""
    lamps = world.list("gone")
    lamps.add(*writer.some(10))
    user = follow(world, "gone")
    user.configure("[fetch]\ntries = 1\n" + user.config.read_text() + "file = told\nformat = mbox\nevery = run\n")
    user.run("follow")
    expect_same("before it is gone", told(user), ids_of(lamps.mails()))
    late = writer.some(3)
    lamps.add(*late)
    world.server.stop()
    for command in ("fetch", "follow"):
        user.run(command, status=1)
        good = user.stderr.startswith("tidings: ") and user.stderr.count("\n") == 1 and world.server.url("gone") in user.stderr
        expect(good, f"{command} says {user.stderr}")
    told_file(user).unlink()
    shown = user.run("update", "--format", "mbox", "--since", "2000-01-01", "gone")
    expect_same("while it is gone", ids_in(shown), ids_of(lamps.mails()[: -len(late)]))
    world.server.start()
    user.run("follow")
    expect_same("when it is back", told(user), ids_of(late))


def told(user):
    """In the file, of the last update."""
    return ids_in(told_file(user).read_text())


def told_file(user):
    """A path in the configuration is one below its folder."""
    return user.config.parent / "told"


def list_added(world, writer):
    """Of a list that is added to a subscription what comes then is told, not what it had."""
    lamps, wicks = world.list("added-a"), world.list("added-b")
    wicks.add(*writer.some(6))
    lamps.add(*writer.some(6))
    user = follow(world, "added-a")
    expect_news(user, lamps.mails(), "one list")
    user.clone(world.server, "added-b")
    user.configure(user.config.read_text().replace("lists = added-a", "lists = added-a; added-b"))
    here, there = writer.some(2), writer.some(2)
    lamps.add(*here)
    wicks.add(*there)
    expect_news(user, here + there, "a list that was added, with what came since")
    mails = writer.some(2)
    wicks.add(*mails)
    expect_news(user, mails, "the list that was added")


def index_made_anew(world, writer):
    """An index that is made anew tells nothing twice, and misses nothing."""
    lamps, wicks = world.list("anew-a"), world.list("anew-b")
    user = world.user()
    both = writer.some(3)
    lamps.add(*writer.some(9), *both)
    wicks.add(*writer.some(9), *both)
    lamps.begin_epoch()
    lamps.add(*writer.some(9))
    user = follow(world, "anew-a", "anew-b")
    user.news()

    def rebuild(user):
        user.run("index", "--rebuild", str(user.data / "lists/anew-a"), str(user.data / "lists/anew-b"))

    for make_anew in (delete_index, rebuild):
        make_anew(user)
        expect_news(user, [], f"{make_anew.__name__}, and no mail")
        make_anew(user)
        mails, others = writer.some(3), writer.some(3)
        lamps.add(*mails)
        wicks.add(*others)
        expect_news(user, mails + others, f"{make_anew.__name__}, and mails")
        mails = writer.some(3)
        wicks.add(*mails)
        user.run("fetch")
        make_anew(user)
        expect_news(user, mails, f"{make_anew.__name__} after mails came", fetches=False)


def files_that_grow(world, writer):
    """Of an mbox and a Maildir that grow what is new is told, wherever it stands in them, and however
    old its date is."""
    user = world.user()
    mbox, maildir = user.home / "lamps.mbox", user.home / "wicks"
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True)

    def grow_mbox(mails):
        with mbox.open("ab") as file:
            for mail in mails:
                file.write(b"From mboxrd@z Thu Jan  1 00:00:00 1970\n" + mail.bytes + b"\n")

    def grow_maildir(mails, begin):
        for n, mail in enumerate(mails):
            (maildir / f"new/{begin}.M{n:03}.lamp").write_bytes(mail.bytes)

    user.configure(f"[list lamps]\npath = {mbox}\n[list wicks]\npath = {maildir}\n" + subscribe())
    mails, delayed, others = writer.some(6), writer.some(9), writer.some(6)
    grow_mbox(mails)
    grow_maildir(others, START + 500)
    expect_news(user, mails + others, "files", fetches=False)
    mails, others = writer.some(3), writer.some(3)
    grow_mbox(mails)
    grow_maildir(others, START + 900)
    expect_news(user, mails + others, "files that grew", fetches=False)
    grow_maildir(delayed[:3], START + 700)
    expect_news(user, delayed[:3], "a Maildir that grew in the middle", fetches=False)
    grow_maildir(delayed[3:6], START + 1)
    grow_mbox([*delayed[3:4], *delayed[6:]])
    expect_news(user, delayed[3:], "an mbox and a Maildir that got older mails", fetches=False)
    (maildir / "new").rename(maildir / "moved")
    (maildir / "new").mkdir()
    for path in (maildir / "moved").iterdir():
        path.rename(maildir / f"cur/{path.name}:2,S")
    expect_news(user, [], "a Maildir whose mails were read", fetches=False)
    delete_index(user)
    mails = writer.some(2)
    grow_mbox(mails)
    expect_news(user, mails, "an mbox that grew, and another index", fetches=False)
    others = writer.some(2)
    grow_maildir(others, START + 600)
    expect_news(user, others, "a Maildir that grew, and another index", fetches=False)


def filters(world, writer):
    """A subscription that narrows gets the works that it asks for, whole, with the replies to them."""
    ann, bo, kim = ("Ann Author", "ann@example.org"), ("Bo Nilsson", "bo@example.net"), ("Kim Keeper", "kim@example.com")
    lamps = world.list("filters")
    brass = writer.series(2, "brass", "brass/lamp.c", bo)
    manual = writer.series(1, "brass", "brass/doc/lamp.txt", bo)
    header = writer.series(1, "include", "include/brass.h", bo, "It glows like a whale.")
    oil = writer.series(2, "oil: lamp", "fuel/oil_lamp.c", bo)
    hinge = writer.series(3, "hinge", "hinge/hinge.c", ann)
    whale = writer.talk("How a whale glows")
    wanted = {  # of each subscription its keys, and the works or mails that it is to get
        "paths": ({"paths": "brass/; hinge/*.c"}, [brass, manual, hinge]),
        "areas": ({"areas": "oil; hinge"}, [oil, hinge]),
        "authors": ({"authors": "ann@example.org"}, [hinge]),
        "words": ({"words": "whale"}, [header, [whale]]),
        "states": ({"states": "reviewed"}, [oil]),
        "query": ({"query": "f:bo AND s:brass"}, [brass, manual]),
        "sections": ({"maintainers": "MAINTAINERS", "sections": "Brass Lamps"}, [brass, header]),
        "expression": ({"maintainers": "MAINTAINERS", "sections": "oil; BRASS LAMPS"}, [brass, header, oil]),
        "all-of-it": ({"authors": "Bo Nilsson", "words": "whale", "paths": "include/"}, [header]),
        "nothing": ({"authors": "Bo Nilsson", "paths": "hinge/"}, []),
    }
    works = [brass, manual, header, oil, hinge, [whale]]
    replies = [[writer.reply(work[-1], kim)] for work in works]
    reviews = [writer.reply(mail, kim, f"Reviewed-by: {kim[0]} <{kim[1]}>\n") for mail in oil[1:]]
    replies[works.index(oil)] += reviews
    for work in works:
        lamps.add(*work)
    for reply in replies:
        lamps.add(*reply)
    user = world.user()
    user.clone(world.server, "filters")
    (user.config.parent / "MAINTAINERS").write_text(MAINTAINERS)
    sections = [subscribe("filters", name=name, **keys) for name, (keys, _) in wanted.items()]
    user.configure(user.config.read_text() + "".join(sections))

    def expect_works(what, parts):
        user.run("fetch")
        for name, (_, asked) in wanted.items():
            mails = [mail for work, part in zip(works, parts) if work in asked for mail in part]
            expect_news(user, mails, f"{what}, of {name}", fetches=False, subscription=name)

    expect_works("works and the replies to them", [work + reply for work, reply in zip(works, replies)])
    replies = [[writer.reply(reply[-1], bo)] for reply in replies]
    for reply in reversed(replies):
        lamps.add(*reply)
    expect_works("replies alone", replies)


STORIES = {
    arrivals: ["arrivals"],
    new_epoch: ["epochs"],
    epoch_that_fails: ["failing"],
    crossed_lists: ["cross-a", "cross-b", "cross-c"],
    history: ["history"],
    newest_epochs: ["newest"],
    two_at_once: ["two-a", "two-b"],
    server_gone: ["gone"],
    list_added: ["added-a", "added-b"],
    index_made_anew: ["anew-a", "anew-b"],
    files_that_grow: [],
    filters: ["filters"],
}


def main():
    with World(*(name for names in STORIES.values() for name in names)) as world:
        for story in STORIES:
            story(world, Writer())


if __name__ == "__main__":
    main()
