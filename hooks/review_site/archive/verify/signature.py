"""Whether the signature beside a bag is that of a key over this bag (Ed25519, RFC 8032), and by which key."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
    load_pem_public_key,
)

from review_site.archive.verify.fault import FaultError, stop
from review_site.archive.verify.time_stamp import Stamp, read_beside, verify_time_stamp
from review_site.archive.verify.tree import Fixity
from review_site.problems import Problems

_TAGS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
_LINES = (
    ("Form", re.compile(r"Form: (review-site bag signature, version 1)")),
    ("Bag", re.compile(r"Bag: ([\x20-\x7e]+)")),
    *(
        (f"{algorithm} of {tag}", re.compile(rf"{algorithm} \([\x20-\x7e]+/{re.escape(tag)}\) = ([0-9a-f]{{{size}}})"))
        for tag in _TAGS
        for algorithm, size in (("SHA256", 64), ("SHA512", 128))
    ),
    ("Algorithm", re.compile(r"Algorithm: (Ed25519)")),
    ("Public-Key", re.compile(r"Public-Key: ([A-Za-z0-9+/]+=*)")),
    ("Fingerprint", re.compile(r"Fingerprint: (sha256:[0-9a-f]{64})")),
    ("Signature", re.compile(r"Signature: ([A-Za-z0-9+/]+=*)")),
)
_KEY_LIMIT = 1 << 16
_AGAIN = "ask whoever signed the bundle for its signature, or sign it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature that holds: by which key, whether that is the key that was asked for, and its time stamp.

    `fingerprint` is `sha256:` and the hex digest of the public key as DER; `is_vouched` is false where no key was given
    to compare it with.
    """

    fingerprint: str
    is_vouched: bool
    stamp: Stamp | None = None

    def __str__(self) -> str:
        if self.is_vouched:
            words = f"Signed with the key that was given ({self.fingerprint})."
        else:
            words = (
                f"Signed with the key {self.fingerprint}. Nobody has vouched for that key: "
                "name the signer's own with --public-key FILE."
            )
        return f"{words}\n{self.stamp}" if self.stamp else words


def verify_signature(
    place: Path,
    bag: str,
    files: Mapping[str, Fixity],
    problems: Problems,
    *,
    public_key: Path | None = None,
    tsa_roots: Sequence[Path] = (),
) -> Signed | None:
    """Hold `<bag>.sig` and `<bag>.tsr`, where they are, against a bag; return what holds, or None.

    A bundle need not be signed: no signature is a problem only when a key is given, or when a time stamp is there.

    Args:
        place: the folder that holds the bag or its tar, and the signature.
        bag: the bag's name.
        files: the bag's files with their fixity, as they were read.
        problems: gathers what is wrong.
        public_key: a PEM file with the key that must have signed.
        tsa_roots: PEM files with the certificates of time-stamping authorities that are trusted.
    """
    before = len(problems)
    name = f"{bag}.sig"
    wanted = _read_public_key(public_key, problems) if public_key else None
    try:
        content = read_beside(place / name)
    except FaultError as fault:
        problems.add(name, fault.field, fault.what, fault.mend)
        return None
    stamp_name = f"{bag}.tsr"
    stamp = verify_time_stamp(place / stamp_name, content, problems, roots=tsa_roots)
    if content is None:
        if public_key:
            problems.add(name, "signature", "is not there, and a key was given", "put it beside the bundle")
        return None
    try:
        told = _parse(content, name, problems)
    except FaultError as fault:
        problems.add(name, fault.field, fault.what, fault.mend)
        return None
    fingerprint = _verify_key(told, content, name, wanted, problems)
    _verify_bag(told, bag, files, name, problems)
    if len(problems) > before:
        return None
    return Signed(fingerprint=fingerprint, is_vouched=wanted is not None, stamp=stamp)


def _parse(content: bytes, name: str, problems: Problems) -> dict[str, str]:
    """Return the value of each line by what it tells.

    Raises:
        FaultError: when a line is not of its form, after which nothing that stands there can be believed.
    """
    *lines, rest = content.decode("utf-8", "backslashreplace").split("\n")
    if rest or len(lines) != len(_LINES):
        stop("lines", f"are {len(lines)}, and a signature has {len(_LINES)}, each with its end", _AGAIN)
    told = {}
    for number, (line, (label, pattern)) in enumerate(zip(lines, _LINES, strict=True), 1):
        if match := pattern.fullmatch(line):
            told[label] = match[1]
        else:
            problems.add(name, label, f"is not a line of a signature: “{line[:80]}”", _AGAIN, line=number)
    if len(told) != len(_LINES):
        stop("signature", "cannot be read", _AGAIN)
    bags = {line[: line.rindex("/")].partition("(")[2] for line in lines[2:6]}
    if bags != {told["Bag"]}:
        stop("Bag", f"is {told['Bag']}, and the lines of digests name another", _AGAIN)
    return told


def _verify_key(told: Mapping[str, str], content: bytes, name: str, wanted: bytes | None, problems: Problems) -> str:
    """Hold the signature against the key that the file names, and that key against the one that is wanted."""
    der = _base64(told["Public-Key"], "Public-Key", name, problems)
    signature = _base64(told["Signature"], "Signature", name, problems)
    fingerprint = f"sha256:{hashlib.sha256(der).hexdigest()}"
    if told["Fingerprint"] != fingerprint:
        problems.add(name, "Fingerprint", f"is {told['Fingerprint']}", f"the key gives {fingerprint}")
    try:
        key = load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey) or _der(key) != der:
        problems.add(name, "Public-Key", "is not an Ed25519 key", _AGAIN)
        return fingerprint
    try:
        key.verify(signature, content[: content.rindex(b"Signature: ")])
    except InvalidSignature:
        problems.add(name, "Signature", "is not that of the key over the lines above it", _AGAIN)
    if wanted is not None and wanted != der:
        other = f"sha256:{hashlib.sha256(wanted).hexdigest()}"
        what = f"is {fingerprint}, and the key that was given is {other}"
        problems.add(name, "Public-Key", what, "somebody else signed it: ask the one who gave you the key")
    return fingerprint


def _verify_bag(told: Mapping[str, str], bag: str, files: Mapping[str, Fixity], name: str, problems: Problems) -> None:
    if told["Bag"] != bag:
        problems.add(name, "Bag", f"is {told['Bag']}", f"the bag beside it is {bag}: each has its own signature")
    for tag in _TAGS:
        for algorithm in ("SHA256", "SHA512"):
            label = f"{algorithm} of {tag}"
            found = getattr(files[tag], algorithm.lower()) if tag in files else "missing"
            if told[label] != found:
                what = f"is {told[label]}, and the file is {found}"
                problems.add(name, label, what, "the bag changed after it was signed: fetch the one that was signed")


def _base64(text: str, field: str, name: str, problems: Problems) -> bytes:
    """Return the bytes of a text in base64, which may be written in one way alone."""
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        content = b""
    if base64.b64encode(content).decode() != text:
        problems.add(name, field, "is not base64 as it should be", _AGAIN)
    return content


def _read_public_key(path: Path, problems: Problems) -> bytes | None:
    """Return the key of a PEM file as DER, or None where it gives none."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_KEY_LIMIT)
        key = load_pem_public_key(content)
    except OSError as error:
        problems.add(path.name, "public key", f"cannot be read: {error.strerror}", "name the signer's public key")
        return None
    except (ValueError, UnsupportedAlgorithm):
        key = None
        if b"PRIVATE KEY" in content:
            what, mend = "is a private key, which stays with the signer", "ask the signer for the public one"
            problems.add(path.name, "public key", what, mend)
            return None
    if not isinstance(key, Ed25519PublicKey):
        problems.add(path.name, "public key", "is not an Ed25519 public key in PEM", "ask the signer for it")
        return None
    return _der(key)


def _der(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
