#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Web servers as they should not be, on loopback: bad_server.py [FOLDER]

Prints its port, and answers until its standard input ends. The first part of a path says what
becomes of a request; a manifest that is answered after all names epoch 0:

    /good       a manifest; the repositories FOLDER/git/N.git behind it, as files
    /old        the same with manifests of a v1 inbox, of each repository
    /recovers   503 twice, then good
    /busy       429 with `Retry-After: 1`, then good
    /broken     500, always
    /gone       410, always
    /forbidden  403, always
    /page       a page of HTML, as a proof of work is asked for
    /cut        half of the manifest's gzip
    /short      a connection that ends before all that it announced came
    /mute       takes the request, and never sends a byte
    /endless    a body without an end
    /file       sends on to file:///etc/passwd
    /loop       sends on to itself
    /moved      sends on to /good
    /count/X    how many requests of /X there were so far; X may be `manifests`
    all else    404
"""

import collections
import gzip
import http.server
import json
import pathlib
import sys
import threading

MANIFEST = gzip.compress(
    json.dumps({"/good/git/0.git": {"fingerprint": None, "description": "Good things [epoch 0]"}}).encode()
)
OLD_MANIFEST = gzip.compress(json.dumps({"/0.git": {"description": "Old things"}}).encode())
PAGE = b"<!doctype html>\n<title>Making sure you are not a bot</title>\n"
CHUNK = b"[" * 65536

counts = collections.Counter()
over = threading.Event()


class Server(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def good(self, n):
        path = pathlib.Path(FOLDER, *self.path.split("?")[0].split("/")[2:]) if FOLDER else None
        if self.path.endswith("/manifest.js.gz") and self.path.count("/") == 2:
            self.answer(200, MANIFEST)
        elif path and path.is_file():
            self.answer(200, path.read_bytes())
        else:
            self.answer(404)

    def old(self, n):
        if self.path.endswith("/manifest.js.gz"):
            self.answer(200, OLD_MANIFEST)
        else:
            self.good(n)

    def recovers(self, n):
        if n <= 2:
            self.answer(503)
        else:
            self.good(n)

    def busy(self, n):
        if n <= 1:
            self.answer(429, Retry_After="1")
        else:
            self.good(n)

    def broken(self, n):
        self.answer(500)

    def gone(self, n):
        self.answer(410)

    def forbidden(self, n):
        self.answer(403)

    def page(self, n):
        self.answer(200, PAGE)

    def cut(self, n):
        self.answer(200, MANIFEST[: len(MANIFEST) // 2])

    def short(self, n):
        self.send_response(200)
        self.send_header("Content-Length", str(len(MANIFEST)))
        self.end_headers()
        self.wfile.write(MANIFEST[:10])

    def mute(self, n):
        over.wait()

    def endless(self, n):
        self.send_response(200)
        self.end_headers()
        while not over.is_set():
            self.wfile.write(CHUNK)

    def file(self, n):
        self.answer(302, Location="file:///etc/passwd")

    def loop(self, n):
        self.answer(302, Location=self.path)

    def moved(self, n):
        self.answer(301, Location=self.path.replace("/moved", "/good", 1))

    def count(self, n):
        self.answer(200, str(counts[self.path.split("/")[2]]).encode())

    def do_GET(self):
        name = self.path.split("/")[1]
        counts[name] += 1
        counts["manifests"] += self.path.endswith("/manifest.js.gz")
        kinds = "good old recovers busy broken gone forbidden page cut short mute endless file loop moved count"
        try:
            if name in kinds.split():
                getattr(self, name)(counts[name])
            else:
                self.answer(404)
        except (BrokenPipeError, ConnectionResetError):
            pass


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    over.set()
    server.shutdown()


FOLDER = sys.argv[1] if len(sys.argv) > 1 else None
main()
