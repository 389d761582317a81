"""An in-process web server over a finished folder, for the capture alone.

It answers what the inventory names and nothing else; the instant of the capture stands where a server tells the time.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BufferedIOBase
from threading import Thread
from typing import BinaryIO
from urllib.parse import urlsplit

from review_site.archive.inventory import NOT_FOUND_PAGE, PLAIN_ANSWER, PLAIN_TYPE, Inventory, Resource

SERVER = "review-site"
Headers = Callable[[Resource], Sequence[tuple[str, str]]]
"""What the site's own host sends with a resource beside its type and length."""
_CHUNK = 1 << 20


def no_headers(resource: Resource) -> Sequence[tuple[str, str]]:  # noqa: ARG001 - one of the kind `Headers`
    """Return no headers: of a folder from elsewhere nobody knows how its host answers."""
    return ()


@contextmanager
def serve(inventory: Inventory, instant: datetime, headers: Headers = no_headers) -> Iterator[tuple[str, int]]:
    """Serve an inventory on a free port of this machine while the block runs; give host and port.

    A request's path is looked up among the addresses of the inventory and never joined to a folder: no path leaves it.

    Args:
        inventory: what to serve.
        instant: the instant that `Date` and `Last-Modified` tell.
        headers: what else is sent with a resource.
    """
    server = _Server(inventory, instant, headers)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(HTTPServer):
    def __init__(self, inventory: Inventory, instant: datetime, headers: Headers) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.inventory = inventory
        self.headers = headers
        self.date = format_datetime(instant.astimezone(UTC), usegmt=True)
        prefix = urlsplit(inventory.url).path.rstrip("/")
        self.resources = {prefix + resource.address: resource for resource in inventory.resources}
        self.not_found = next((r for r in inventory.resources if r.file == NOT_FOUND_PAGE), None)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a file that went away: the connection closes, and the capture names the file."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 60
    # Head and body leave together: else the two wait for each other on a kept connection, 40 ms an address.
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        resource = self.server.resources.get(self.path)
        resource = resource or self.server.not_found
        if resource and resource.file:
            self._send(resource)
        else:
            self._send_head(404, PLAIN_TYPE, len(PLAIN_ANSWER), ())
            self.wfile.write(PLAIN_ANSWER)

    def _send(self, resource: Resource) -> None:
        with self.server.inventory.file_of(resource).open("rb") as stream:
            headers = self.server.headers(resource)
            location = [("Location", resource.location)] if resource.location else []
            self._send_head(resource.status, resource.media_type, resource.size, [*location, *headers])
            if not _copy(stream, self.wfile, resource.size):
                self.close_connection = True

    def _send_head(self, status: int, media_type: str, size: int, headers: Sequence[tuple[str, str]]) -> None:
        self.send_response_only(status)
        self.send_header("Server", SERVER)
        self.send_header("Date", self.server.date)
        self.send_header("Last-Modified", self.server.date)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(size))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing: the capture tells what went wrong."""


def _copy(source: BinaryIO, target: BufferedIOBase, size: int) -> bool:
    """Copy exactly `size` bytes; tell whether there were as many."""
    while size and (chunk := source.read(min(size, _CHUNK))):
        target.write(chunk)
        size -= len(chunk)
    return size == 0
