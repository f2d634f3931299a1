# SPDX-License-Identifier: GPL-2.0-or-later
"""A server that takes mails on loopback by STARTTLS, from zoe who knows a password."""

import asyncio
import contextlib
import logging
import queue
import socket
import ssl
import subprocess
import threading
import warnings

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

TCP_ESTABLISHED = 1  # of tcpi_state; see tcp(7)

# Of those who leave in the middle of a word, and of itself.
logging.getLogger("mail.log").disabled = True
warnings.filterwarnings("ignore", module="aiosmtpd")


def authenticator(password):
    def authenticate(server, session, envelope, mechanism, login):
        good = isinstance(login, LoginPassword) and (login.login, login.password) == (b"zoe", password)
        session.auth_data = login if good else None
        # As careless as servers are that repeat what they were told.
        words = "" if good else f"535 5.7.8 {login.login.decode()}, {login.password.decode()}: wrong"
        return AuthResult(success=good, handled=False, message=words, auth_data=login)

    return authenticate


def make_certificate(folder):
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    command += " -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out certificate.pem"
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)


def is_connected(transport):
    """Who was killed hangs up without a word of TLS."""
    state = transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)
    return state[0] == TCP_ESTABLISHED


class MailServer:
    """On a thread of its own. What it is to do with mails is said by these:

    answer      of the mail that it has: it takes those only to which it says 250; None hangs up
    delay       seconds before it answers
    is_certain  it takes a mail when it has it; else when it answers, if somebody is there still
    """

    def __init__(self, folder):
        self.answer = "250 2.0.0 taken"
        self.delay = 0
        self.is_certain = True
        self.taken = []  # bytes of the mails
        self.recipients = []  # of each
        self.arrived = queue.Queue()  # something for each that it has, taken or not
        folder.mkdir()
        make_certificate(folder)
        self.certificate = folder / "certificate.pem"
        (folder / "password").write_text("s3cret of zoe\n")
        (folder / "password").chmod(0o600)
        self.password_file = folder / "password"
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, folder / "key.pem")
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.listener = None
        self.port = 0
        self.start()

    def start(self):
        self.listener = asyncio.run_coroutine_threadsafe(self.listen(), self.loop).result()
        self.port = self.listener.sockets[0].getsockname()[1]

    def stop(self):
        """Who calls now is refused; start() has the same port."""
        self.loop.call_soon_threadsafe(self.listener.close)
        asyncio.run_coroutine_threadsafe(self.listener.wait_closed(), self.loop).result()

    async def listen(self):
        return await self.loop.create_server(self.talk, "127.0.0.1", self.port, reuse_address=True)

    def talk(self):
        return SMTP(
            self,
            tls_context=self.context,
            require_starttls=True,
            auth_required=True,
            authenticator=authenticator(b"s3cret of zoe"),
            loop=self.loop,
        )

    async def handle_DATA(self, server, session, envelope):
        take = lambda: (self.taken.append(envelope.content), self.recipients.append(envelope.rcpt_tos))
        answer = self.answer
        is_wanted = answer and answer.startswith("250")
        if is_wanted and self.is_certain:
            take()
        self.arrived.put(None)
        await asyncio.sleep(self.delay)
        if is_wanted and not self.is_certain and is_connected(server.transport):
            take()
        if not answer:
            server.transport.abort()
        return answer or "421 gone"

    def forget_arrivals(self):
        with contextlib.suppress(queue.Empty):
            while True:
                self.arrived.get_nowait()

    def configuration(self):
        return (
            "[mail]\nfrom = tidings@example.org\n"
            f"[smtp]\nserver = localhost:{self.port}\nuser = zoe\n"
            f"password-file = {self.password_file}\nca-file = {self.certificate}\n"
        )
