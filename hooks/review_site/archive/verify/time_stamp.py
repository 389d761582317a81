"""Whether the time stamp beside a signature is one of that signature (RFC 3161), and whose."""

import hashlib
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.x509 import Certificate, ObjectIdentifier, load_pem_x509_certificates
from rfc3161_client import (
    PKIStatus,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from review_site.archive.verify.fault import FaultError, stop
from review_site.problems import Problems

_LIMIT = 1 << 20
_DIGESTS = {
    ObjectIdentifier("2.16.840.1.101.3.4.2.1"): "sha256",
    ObjectIdentifier("2.16.840.1.101.3.4.2.2"): "sha384",
    ObjectIdentifier("2.16.840.1.101.3.4.2.3"): "sha512",
}
_ANEW = "get a time stamp of the signature that is there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time stamp of the signature: the instant that it tells, in UTC, and whether its maker is trusted."""

    instant: datetime
    is_vouched: bool

    def __str__(self) -> str:
        words = f"Time stamp: {self.instant:%Y-%m-%d %H:%M:%S} UTC"
        if self.is_vouched:
            return f"{words}, from an authority whose certificate was given."
        return f"{words}. Nobody has vouched for its maker: name the authority's root with --tsa-root CERT."


def verify_time_stamp(
    path: Path, signature: bytes | None, problems: Problems, *, roots: Sequence[Path] = ()
) -> Stamp | None:
    """Hold a time stamp against the bytes of a signature file, and its own signature against trusted certificates.

    Without roots the imprint and the form alone are checked: anybody can make a stamp that passes.

    Args:
        path: the response of a time-stamping authority (`TimeStampResp`, RFC 3161 §2.4.2); it need not be there unless
            `roots` are given.
        signature: the bytes that it must stamp; None where there are none.
        problems: gathers what is wrong.
        roots: PEM files with certificates of authorities that are trusted.
    """
    name = path.name
    try:
        trusted = [one for root in roots for one in _read_certificates(root)]
        content = read_beside(path)
        if content is None and not roots:
            return None
        if content is None:
            stop("time stamp", "is not there, and an authority's certificate was given", "put it beside the bundle")
        if signature is None:
            stop("time stamp", "stands without a signature that it stamps", "put the .sig beside it, or remove it")
        response = _parse(content)
        _verify_imprint(response, signature)
        if roots:
            _verify_token(response, signature, trusted)
    except FaultError as fault:
        problems.add(name, fault.field, fault.what, fault.mend)
        return None
    return Stamp(instant=response.tst_info.gen_time, is_vouched=bool(roots))


def read_beside(path: Path) -> bytes | None:
    """Return the bytes of a small file beside a bundle, or None where it is not there.

    Raises:
        FaultError: when it is anything but a small plain file.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            stop("file", "is not a plain file", "put the file itself there")
        with path.open("rb") as stream:
            content = stream.read(_LIMIT + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        stop("file", f"cannot be read: {error.strerror}", "give the right to read it, or fetch it again")
    if len(content) > _LIMIT:
        stop("size", f"is larger than {_LIMIT} bytes", "fetch it again")
    return content


def _parse(content: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(content)
        if PKIStatus(response.status) != PKIStatus.GRANTED:
            words = "; ".join(response.status_string)[:200]
            stop("status", f"is {PKIStatus(response.status).name.lower()}, not granted {words}".rstrip(), _ANEW)
        # Raises where the response holds no token, or none that can be read.
        versions = (response.signed_data.version, *(one.version for one in response.signed_data.signer_infos))
        is_canonical = response.as_bytes() == content and response.tst_info.gen_time is not None
    except ValueError as error:
        stop("time stamp", f"is not a time-stamp response: {str(error)[:200]}", _ANEW)
    if not is_canonical or versions != (3, 1):
        stop("time stamp", "is not written as RFC 3161 §2.4.2 asks, or has bytes after its end", _ANEW)
    return response


def _verify_imprint(response: TimeStampResponse, signature: bytes) -> None:
    imprint = response.tst_info.message_imprint
    algorithm = _DIGESTS.get(imprint.hash_algorithm)
    if algorithm is None:
        stop("imprint", f"is made with {imprint.hash_algorithm.dotted_string}", "ask for SHA-256, SHA-384 or SHA-512")
    if imprint.message != hashlib.new(algorithm, signature).digest():
        stop("imprint", "is not that of the signature", "the signature changed after it was stamped: get another stamp")


def _verify_token(response: TimeStampResponse, signature: bytes, trusted: list[Certificate]) -> None:
    try:
        VerifierBuilder(roots=trusted).build().verify_message(response, signature)
    except (VerificationError, ValueError) as error:
        what = f"does not hold by the certificates that were given: {str(error)[:160]}"
        stop(
            "token", what, "name the root of the authority that made it; ask it to put its certificate into the answer"
        )


def _read_certificates(path: Path) -> list[Certificate]:
    try:
        with path.open("rb") as stream:
            return load_pem_x509_certificates(stream.read(_LIMIT))
    except OSError as error:
        stop("certificate", f"{path.name} cannot be read: {error.strerror}", "name the authority's root in PEM")
    except ValueError:
        stop("certificate", f"{path.name} holds no certificate in PEM", "name the authority's root in PEM")
