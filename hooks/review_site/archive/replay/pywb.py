"""pywb, which plays the WARC from an index that it makes itself, as a web archive does."""

import hashlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory

from review_site.archive.replay.asked import Asked
from review_site.archive.replay.browser import Shower
from review_site.archive.replay.result import Answer, Played, counted
from review_site.archive.replay.showing import show_pages
from review_site.archive.replay.watching import Look
from review_site.problems import Problem, ProblemsError

_COLLECTION = "c"
# Without frames a page stands at the top of its window; without the banner nothing is added to it that is seen.
_CONFIG = "framed_replay: false\nenable_banner: false\n"
_STARTING, _ENDING = 60, 10  # seconds
_TIMEOUT = 60
_CHUNK = 1 << 20


def play_in_pywb(program: Path, warc: Path, asked: Asked, looks: Mapping[str, Look], shower: Shower | str) -> Played:
    """Play a WARC in pywb and compare all that it gives.

    Args:
        program: pywb's `wayback`; `wb-manager` stands beside it.
        warc: the WARC, of which pywb makes an index of its own in a temporary collection.
        asked: every address.
        looks: the pages to be shown, each as it looks by itself.
        shower: what shows them, or why nothing can.

    Raises:
        ProblemsError: when pywb cannot be started.
        OSError: when a file cannot be read.
    """
    version = _version(program)
    with TemporaryDirectory(prefix="replay-") as place:
        folder = Path(place)
        _lay_collection(program, folder, warc)
        with _running(program, folder) as port:
            found = _ask_all(port, asked)
            origin = f"http://127.0.0.1:{port}"
            if isinstance(shower, str):
                return counted("pywb", version, asked.answers, found, unshown=shower)
            places = {url: f"{origin}/{_COLLECTION}/{asked.time_of(url)}mp_/{url}" for url in looks}
            with shower.window() as page:
                shown = show_pages(
                    page, lambda place: page.goto(place, wait_until="commit"), places, looks, asked, origin
                )
    return counted(
        "pywb", version, asked.answers, found, more=shown.differences, pages=tuple(looks), missing=shown.missing
    )


def _version(program: Path) -> str:
    told = _run([program, "--version"], program.parent)
    return told.removeprefix("pywb ").strip()


def _lay_collection(program: Path, folder: Path, warc: Path) -> None:
    """Make a collection that links to the WARC, since pywb's own `wb-manager add` copies what may be a large file."""
    collection = folder / "collections" / _COLLECTION
    for name in ("archive", "indexes"):
        (collection / name).mkdir(parents=True)
    (collection / "archive" / warc.name).symlink_to(warc.resolve())
    _run([program.with_name("wb-manager"), "reindex", _COLLECTION], folder)
    (folder / "config.yaml").write_text(_CONFIG, encoding="ascii")


def _run(command: list[Path | str], folder: Path) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - what the user named
            command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise _absent(f"{Path(command[0]).name} cannot be run: {error.strerror}") from None
    if done.returncode:
        raise _absent(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr.strip()[-200:]}")
    return done.stdout


def _environment() -> dict[str, str]:
    """Return what pywb needs of the environment, and nothing by which it would read another's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return kept | {"LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}


@contextmanager
def _running(program: Path, folder: Path) -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    command = [str(program), "-p", str(port), "-b", "127.0.0.1", "-d", str(folder)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - what the user named
            command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            _wait_for(process, port, folder / "log")
            yield port
        finally:
            process.terminate()
            try:
                process.wait(_ENDING)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + _STARTING
    while time.monotonic() < until:
        if process.poll() is not None:
            raise _absent(f"wayback ended at once: {log.read_text(errors='replace').strip()[-200:]}")
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise _absent(f"wayback did not answer within {_STARTING} seconds")


def _ask_all(port: int, asked: Asked) -> dict[str, Answer | str]:
    found: dict[str, Answer | str] = {}
    for url in asked.answers:
        # Each on a connection of its own: on a kept one both sides wait for each other, 40 ms an address.
        connection = HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)
        try:
            found[url] = _ask(connection, asked.time_of(url), url)
        except (OSError, HTTPException) as error:
            found[url] = f"no answer that can be read: {error!r}"
        finally:
            connection.close()
    return found


def _ask(connection: HTTPConnection, timestamp: str, url: str) -> Answer | str:
    """Ask for the raw record of an address (`id_`), as it was captured and not as it is shown."""
    connection.request("GET", f"/{_COLLECTION}/{timestamp}id_/{url}", headers={"Accept-Encoding": "identity"})
    size, digest = 0, hashlib.sha256()
    with connection.getresponse() as response:
        while chunk := response.read(_CHUNK):
            size += len(chunk)
            digest.update(chunk)
    if response.getheader("Memento-Datetime") is None:
        return f"an answer of pywb itself, with status {response.status}: it does not find the address"
    location = response.getheader("Location")
    return Answer(status=response.status, location=location, size=size, sha256=digest.hexdigest())


def _absent(what: str) -> ProblemsError:
    mend = "name pywb’s program wayback, which stands beside wb-manager where pywb is installed"
    return ProblemsError([Problem(path="machine", field="pywb", what=what, mend=mend)])
