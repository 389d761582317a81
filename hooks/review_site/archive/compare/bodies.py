"""The bytes that answered at an address, read once they are needed and held against their digest."""

import hashlib
from collections.abc import Iterator

from review_site.archive.compare.record import payload_pieces
from review_site.archive.compare.snapshot import Body, Capture
from review_site.problems import Problem, ProblemsError

_CHUNK = 1 << 20


def read_body(capture: Capture, limit: int) -> bytes | None:
    """Return a payload, None where it is not at hand or larger than `limit` bytes.

    Raises:
        ProblemsError: when it is damaged, or not what its digest says.
        OSError: when the file cannot be read.
    """
    if capture.body is None or capture.size > limit:
        return None
    content = bytearray()
    for piece in payload_pieces(capture.body) if capture.body.recorded else _pieces(capture.body):
        content += piece
        if len(content) > limit:
            break
    if hashlib.sha256(content).hexdigest() != capture.sha256:
        what = f"the bytes for {capture.address} are not those of its digest"
        mend = "run review-site verify; for a folder, let its build finish"
        raise ProblemsError([Problem(path=capture.body.name, field="sha256", what=what, mend=mend)])
    return bytes(content)


def _pieces(body: Body) -> Iterator[bytes]:
    with body.file.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            yield piece
