"""A small server on the loopback that gives an engine its files, in ranges, and takes back what the engine gives."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

_CHUNK = 1 << 20
_LARGEST = 1 << 26  # bytes of one piece of an answer
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_ANSWER = re.compile(r"/answers/(\d{1,9})")


@dataclass(slots=True)
class Received:
    """What came back for one address so far: its size in bytes, and a SHA-256 that goes on."""

    size: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server: its origin without a last slash, and what came back by number."""

    origin: str
    received: dict[int, Received]


@contextmanager
def serve_files(files: Mapping[str, tuple[Path, str]]) -> Iterator[Served]:
    """Serve files, each by its path with its media type, on a free port while the block runs.

    Ranges are given as RFC 9110 §14 has them. What is sent to `/answers/<number>` is added to that number's answer and
    not kept.
    """
    server = _Server(files)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Served(origin=f"http://127.0.0.1:{server.server_port}", received=server.received)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, files: Mapping[str, tuple[Path, str]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = files
        self.received: dict[int, Received] = {}

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away: its answer is then missing, and told as that."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 120
    disable_nagle_algorithm = True

    def do_HEAD(self) -> None:
        self._send(body=False)

    def do_GET(self) -> None:
        self._send(body=True)

    def do_POST(self) -> None:
        match = _ANSWER.fullmatch(self.path)
        size = self.headers.get("Content-Length", "")
        if not match or not size.isdigit() or int(size) > _LARGEST:
            self.close_connection = True
            self._send_head(400, {"Content-Length": "0"})
            return
        received = self.server.received.setdefault(int(match[1]), Received())
        left = int(size)
        while left and (chunk := self.rfile.read(min(left, _CHUNK))):
            received.digest.update(chunk)
            received.size += len(chunk)
            left -= len(chunk)
        self._send_head(204, {})

    def _send(self, *, body: bool) -> None:
        if self.path not in self.server.files:
            self._send_head(404, {"Content-Length": "0"})
            return
        file, media_type = self.server.files[self.path]
        size = file.stat().st_size
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        first, last = _range(asked[1], asked[2], size) if asked else (0, size - 1)
        if asked and first > last:
            self._send_head(416, {"Content-Range": f"bytes */{size}", "Content-Length": "0"})
            return
        fields = {"Content-Type": media_type, "Content-Length": str(last - first + 1), "Accept-Ranges": "bytes"}
        if asked:
            fields["Content-Range"] = f"bytes {first}-{last}/{size}"
        self._send_head(206 if asked else 200, fields | {"Cache-Control": "no-store"})
        if body:
            self._copy(file, first, last - first + 1)

    def _send_head(self, status: int, fields: Mapping[str, str]) -> None:
        self.send_response_only(status)
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()

    def _copy(self, file: Path, first: int, left: int) -> None:
        with file.open("rb") as stream:
            stream.seek(first)
            while left and (chunk := stream.read(min(left, _CHUNK))):
                self.wfile.write(chunk)
                left -= len(chunk)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing: what went wrong is told as a difference."""


def _range(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the first and last byte of a range, the last before the first where there is none (RFC 9110 §14.1.2)."""
    if first:
        return int(first), min(int(last), size - 1) if last else size - 1
    return (max(size - int(last), 0), size - 1) if last else (0, -1)
