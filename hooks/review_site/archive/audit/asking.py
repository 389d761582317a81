"""One connection to an archive, over which one request after the other is asked."""

import hashlib
import http.client
import re
import socket
import ssl
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from tempfile import SpooledTemporaryFile
from threading import Event, Timer
from typing import IO

from review_site.archive.audit.base import Base

_CHUNK = 1 << 16
_UNSAID = re.compile(r"[^ -~]|[()\\]")  # what may not stand in a comment of a header
_IN_MEMORY = 1 << 22  # a larger answer waits on disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it came: `headers` have names in lower case; `body` is open at its start and holds `size` bytes.

    `is_whole` is false where the body goes on past the limit, at which its reading stopped.
    """

    status: int
    headers: Mapping[str, str]
    body: IO[bytes]
    size: int
    sha256: str
    is_whole: bool

    @property
    def retry_after(self) -> float | None:
        """The seconds for which the archive asks to be left alone (RFC 9110 §10.2.3), counted from its own clock."""
        told = self.headers.get("retry-after", "").strip()
        if re.fullmatch(r"\d{1,9}", told, re.ASCII):
            return float(told)
        until, now = (parse_date(self.headers.get(name, "")) for name in ("retry-after", "date"))
        return max(0.0, until - now) if until is not None and now is not None else None


class NoAnswerError(Exception):
    """Nothing that can be called an answer came; `is_final` where asking again cannot help."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


class Connection:
    """A connection to one archive, opened when it is needed and kept while the archive keeps it."""

    def __init__(self, base: Base, user_agent: str, *, timeout: float, patience: float) -> None:
        """Note where to connect to.

        Args:
            base: the archive; no other host is ever spoken to.
            user_agent: who asks.
            timeout: the seconds after which a silence ends the wait.
            patience: the seconds that an answer may take as a whole.
        """
        self._timeout, self._patience = timeout, patience
        self._headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        self._socket: socket.socket | None = None
        self._connection: http.client.HTTPConnection
        if base.scheme == "https":
            context = ssl.create_default_context()
            self._connection = http.client.HTTPSConnection(base.host, base.port, timeout=timeout, context=context)
        else:
            self._connection = http.client.HTTPConnection(base.host, base.port, timeout=timeout)

    def close(self) -> None:
        """Close the connection, if one is open."""
        self._connection.close()

    @contextmanager
    def get(self, path: str, limit: int) -> Iterator[Answer]:
        """Ask for a path and give the answer, whose body is kept while the block runs.

        Args:
            path: what to ask for.
            limit: the most bytes of the body that are read.

        Raises:
            NoAnswerError: when the archive does not answer in time, or not in HTTP, or breaks off.
        """
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
            try:
                answer = self._ask(path, limit, body)
            except BaseException:
                self.close()
                raise
            if not answer.is_whole:
                self.close()
            yield answer

    def _ask(self, path: str, limit: int, body: IO[bytes]) -> Answer:
        late = Event()
        try:
            with self._cut_off(late):
                answer = self._exchange(path, limit, body)
        except TimeoutError:
            raise NoAnswerError(f"was silent for {self._timeout:g} seconds") from None
        except ssl.SSLCertVerificationError as error:
            what = f"has a certificate that cannot be trusted: {error.verify_message}"
            raise NoAnswerError(what, is_final=True) from None
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswerError(self._late() if late.is_set() else _reason(error)) from None
        if late.is_set():
            raise NoAnswerError(self._late())
        return answer

    def _late(self) -> str:
        return f"took longer than {self._patience:g} seconds for one answer"

    def _exchange(self, path: str, limit: int, body: IO[bytes]) -> Answer:
        size, digest = 0, hashlib.sha256()
        with self._respond(path) as response:
            while size <= limit and (piece := response.read(min(_CHUNK, limit + 1 - size))):
                size += len(piece)
                digest.update(piece)
                body.write(piece)
            left = response.length or 0
        if size <= limit and left:
            raise http.client.IncompleteRead(b"", left)
        body.seek(0)
        return Answer(
            status=response.status,
            headers={name.lower(): value for name, value in reversed(response.getheaders())},
            body=body,
            size=size,
            sha256=digest.hexdigest(),
            is_whole=size <= limit,
        )

    def _respond(self, path: str) -> http.client.HTTPResponse:
        """Send a request and return the response at its body."""
        if self._connection.sock is not None:
            try:
                return self._send(path)
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                # The archive closed a connection that nothing was asked over: that is its right, and no failure.
                self._connection.close()
        self._connection.connect()
        self._socket = self._connection.sock
        return self._send(path)

    def _send(self, path: str) -> http.client.HTTPResponse:
        self._connection.putrequest("GET", path, skip_accept_encoding=True)
        for name, value in self._headers.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()
        if sys.platform == "linux":
            # An archive that sends head and body apart holds the body back until the head is acknowledged: 40 ms.
            self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        return self._connection.getresponse()

    @contextmanager
    def _cut_off(self, late: Event) -> Iterator[None]:
        """Shut the socket down when the block takes too long, so that an archive that drips cannot hold the audit."""

        def cut() -> None:
            late.set()
            if self._socket is not None:
                with suppress(OSError):  # it may be closed already
                    # Not the TLS socket's own: that forgets its state while another thread reads.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

        timer = Timer(self._patience, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def render_user_agent(software: str, *about: str) -> str:
    """Return who asks, in ASCII: the software, and in brackets for whom, as far as it is known (RFC 9110 §10.1.5)."""
    words = "; ".join(filter(None, ("audit of a bundle after accession", *about)))
    return f"{software} ({_UNSAID.sub('?', words)})"


def parse_date(text: str) -> float | None:
    """Return an HTTP date as seconds since 1970, or None for anything else."""
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError, TypeError):
        return None


def _reason(error: OSError | http.client.HTTPException) -> str:
    if isinstance(error, http.client.RemoteDisconnected):
        return "closed the connection without an answer"
    if isinstance(error, http.client.IncompleteRead):
        return "broke off in the middle of an answer"
    if isinstance(error, OSError):
        return f"cannot be reached: {error.strerror or error}"
    return f"answered what is not HTTP: {type(error).__name__}"
