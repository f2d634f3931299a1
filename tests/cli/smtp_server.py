#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Servers that take mails on loopback, for send.sh: smtp_server.py FOLDER

One of each kind below, all in this process, until it is killed or ten minutes have gone. FOLDER has
certificate.pem and key.pem. When all are there, FOLDER/ports says `KIND PORT` of each. A mail
that was taken stands in FOLDER/message, its envelope in FOLDER/envelope: KIND, whether TLS was
spoken, who logged in, and the addresses. Where a password is seen in the arguments or the
environment of a sending program, FOLDER/leak says so.

zoe's password is FOLDER/password; refused@example.org is no recipient, and a mail for
unwanted@example.org is refused when it is there.
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP

from mail_server import authenticator

SECONDS = 600
FOLDER = pathlib.Path(sys.argv[1])
PASSWORD = (FOLDER / "password").read_bytes().splitlines()[0]


def look_for_leaks():
    for process in pathlib.Path("/proc").iterdir():
        try:
            if process.name.isdigit() and "tidings-network" in (process / "exe").readlink().name:
                for name in ("cmdline", "environ"):
                    if PASSWORD in (process / name).read_bytes():
                        (FOLDER / "leak").write_text(name)
        except OSError:
            continue


class Taking:
    def __init__(self, kind):
        self.kind = kind

    async def handle_RCPT(self, server, session, envelope, address, options):
        look_for_leaks()
        if address == "refused@example.org":
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server, session, envelope):
        if "unwanted@example.org" in envelope.rcpt_tos:
            return "554 5.7.1 this is not wanted here"
        tls = "TLS" if server.transport.get_extra_info("ssl_object") else "plain"
        login = session.auth_data.login.decode() if session.auth_data else "nobody"
        words = [self.kind, tls, login, envelope.mail_from, *envelope.rcpt_tos]
        (FOLDER / "message").write_bytes(envelope.content)
        (FOLDER / "envelope").write_text(" ".join(words) + "\n")
        return "250 2.0.0 taken"


class Mute(asyncio.Protocol):
    """Takes connections, and says nothing."""


def factories():
    protected = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    protected.load_cert_chain(FOLDER / "certificate.pem", FOLDER / "key.pem")
    login = {"authenticator": authenticator(PASSWORD)}
    return {
        "starttls": (
            lambda: SMTP(Taking("starttls"), tls_context=protected, require_starttls=True, auth_required=True, **login),
            None,
        ),
        "tls": (lambda: SMTP(Taking("tls"), auth_required=True, auth_require_tls=False, **login), protected),
        "plain": (lambda: SMTP(Taking("plain")), None),
        "mute": (Mute, None),
    }


async def main():
    loop = asyncio.get_running_loop()
    ports = []
    for kind, (factory, context) in factories().items():
        server = await loop.create_server(factory, "127.0.0.1", 0, ssl=context)
        ports.append(f"{kind} {server.sockets[0].getsockname()[1]}\n")
    (FOLDER / "ports.new").write_text("".join(ports))
    (FOLDER / "ports.new").rename(FOLDER / "ports")
    await asyncio.sleep(SECONDS)


asyncio.run(main())
