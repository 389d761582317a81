"""A web archive on loopback for tests of the audit: it holds what it is given, and behaves as badly as it is told."""

import socketserver
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from threading import Event, Lock, Thread

from warcio.archiveiterator import ArchiveIterator

OWN_404 = b"<h1>We hold no such capture</h1>"


@dataclass(slots=True)
class Held:
    """A capture: what the live site answered, and when (14 digits, UTC)."""

    status: int
    headers: dict[str, str]
    body: bytes
    captured: str


Step = Callable[["Visitor", str], bool]


@dataclass(slots=True)
class WebArchive:
    """What it holds by address; what it does before it answers for an address, once for each step; who asked for what.

    A step tells whether it has answered; the archive answers as usual otherwise.
    """

    held: dict[str, Held]
    steps: dict[str, list[Step]] = field(default_factory=dict)
    always: dict[str, Step] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0
    most_open: int = 0
    tells_when: bool = True
    base: str = ""
    lock: Lock = field(default_factory=Lock)
    over: Event = field(default_factory=Event)


class Visitor(socketserver.StreamRequestHandler):
    """One connection to the archive."""

    server: "_Server"
    timeout = 20

    def handle(self) -> None:
        archive = self.server.archive
        with archive.lock:
            archive.connections += 1
            archive.open_now += 1
            archive.most_open = max(archive.most_open, archive.open_now)
        try:
            while not self.server.archive.over.is_set() and self._answer_one():
                pass
        except (OSError, ValueError):
            pass  # whoever asked has gone
        finally:
            with archive.lock:
                archive.open_now -= 1

    def _answer_one(self) -> bool:
        line = self.rfile.readline().decode()
        if not line:
            return False
        head = {}
        while (field_line := self.rfile.readline().decode().strip()) != "":
            name, _, value = field_line.partition(":")
            head[name.lower()] = value.strip()
        archive, path = self.server.archive, line.split(" ")[1]
        _, _, url = path.removeprefix("/web/").partition("/")
        with archive.lock:
            archive.times.append(time.monotonic())
            archive.asked.append(url)
            archive.paths.append(path)
            archive.heads.append(head)
            waiting = archive.steps.get(url)
            step = waiting.pop(0) if waiting else archive.always.get(url)
        if step and step(self, url):
            return False
        held = archive.held.get(url) or archive.held.get(url.replace("http:", "https:", 1))
        if held is None:
            self.send(404, {"Content-Type": "text/html"}, OWN_404)
        else:
            self.send(held.status, held.headers | when(held.captured if archive.tells_when else None), held.body)
        return True

    def send(self, status: int, headers: dict[str, str], body: bytes = b"", length: int | None = None) -> None:
        """Send an answer; `length` is what it says of its size, where that is to be a lie."""
        told = {"Content-Length": str(len(body) if length is None else length)} | headers
        lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in told.items()), "", ""]
        self.wfile.write("\r\n".join(lines).encode() + body)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    archive: WebArchive

    def handle_error(self, request: object, client_address: object) -> None:
        raise AssertionError


def when(captured: str | None) -> dict[str, str]:
    """Return the field that tells when a capture was made."""
    if captured is None:
        return {}
    instant = datetime.strptime(captured, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return {"Memento-Datetime": format_datetime(instant, usegmt=True)}


@contextmanager
def serving(archive: WebArchive, context: ssl.SSLContext | None = None) -> Iterator[WebArchive]:
    """Serve an archive on a free port of this machine while the block runs; with a context, over TLS."""
    server = _Server(("127.0.0.1", 0), Visitor)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.archive = archive
    archive.base = f"{'https' if context else 'http'}://127.0.0.1:{server.server_address[1]}/web/"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield archive
    finally:
        archive.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def held_of(warc: Path) -> dict[str, Held]:
    """Return what a WARC holds, as warcio reads it: an archive that took in everything."""
    held = {}
    with warc.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                head = record.http_headers
                kept = {name: value for name, value in head.headers if name in ("Content-Type", "Location")}
                captured = "".join(filter(str.isdigit, record.rec_headers.get_header("WARC-Date")))
                url = record.rec_headers.get_header("WARC-Target-URI")
                body = record.content_stream().read()
                held[url] = Held(int(head.get_statuscode()), kept, body, captured)
    return held


class StoppedTime:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds


def answer(status: int, headers: dict[str, str] | None = None, body: bytes = b"", length: int | None = None) -> Step:
    """Answer so, once, and close the connection."""

    def step(visitor: Visitor, _: str) -> bool:
        visitor.send(status, {"Connection": "close"} | (headers or {}), body, length)
        return True

    return step


def say(raw: bytes) -> Step:
    """Send bytes that need not be HTTP, and close the connection."""

    def step(visitor: Visitor, _: str) -> bool:
        visitor.wfile.write(raw)
        return True

    return step


def keep_silent(visitor: Visitor, _: str) -> bool:
    """Say nothing until the asker has gone."""
    visitor.server.archive.over.wait(15)
    return True


def drip(raw: bytes) -> Step:
    """Send the same bytes again and again, one piece every 50 ms, until the asker has gone."""

    def step(visitor: Visitor, _: str) -> bool:
        visitor.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not visitor.server.archive.over.wait(0.05):
            visitor.wfile.write(raw)
        return True

    return step


def pour(visitor: Visitor, _: str) -> bool:
    """Send a body without an end, as fast as it is taken."""
    visitor.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not visitor.server.archive.over.is_set():
        visitor.wfile.write(b"x" * (1 << 16))
    return True
