"""The signature beside a bag: a short text that names the bag and its tag manifests, signed with Ed25519 (RFC 8032).

The tag manifests give the digest of every tag file, among them the payload manifests, and so of every byte of the bag.
"""

import base64
import hashlib
import os
import stat
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from review_site.problems import Problem, ProblemsError

FORM = "review-site bag signature, version 1"
TAG_MANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
_LARGEST = 1 << 24  # bytes of a tag manifest or key
_MAKE_ONE = "make one with: review-site key FILE"


def sign(bag: str, tags: Mapping[str, bytes], key: Ed25519PrivateKey) -> bytes:
    """Return the signature of a bag as the bytes of its `.sig` file: always the same for the same bag and key.

    The last line is the signature of all bytes before it. The lines of digests are of the form that `sha256sum --check`
    and `sha512sum --check` read in the folder that holds the bag.

    Args:
        bag: the name of the bag's folder.
        tags: the content of both tag manifests by name (RFC 8493 §2.2.1).
        key: the private key.

    Raises:
        ValueError: when the bag's name cannot stand in a line.
    """
    if not bag.isprintable() or "\\" in bag or not bag.isascii():
        raise ValueError(f"“{bag}” is not a name of printable ASCII that can be signed")
    digests = [
        f"{algorithm} ({bag}/{name}) = {hashlib.new(algorithm, tags[name]).hexdigest()}"
        for name in TAG_MANIFESTS
        for algorithm in ("SHA256", "SHA512")
    ]
    public = _public_der(key)
    lines = [
        f"Form: {FORM}",
        f"Bag: {bag}",
        *digests,
        "Algorithm: Ed25519",
        f"Public-Key: {base64.b64encode(public).decode()}",
        f"Fingerprint: {fingerprint_of(key)}",
    ]
    statement = "".join(f"{line}\n" for line in lines).encode()
    return statement + b"Signature: " + base64.b64encode(key.sign(statement)) + b"\n"


def write_signature(bundle: Path, key: Ed25519PrivateKey) -> Path:
    """Sign a bundle and write `<name>.sig` beside it; return its path.

    Args:
        bundle: the bag's folder, or its `.tar`.
        key: the private key.

    Raises:
        ProblemsError: when the bag has no tag manifests or a name that cannot be signed, or
            a time stamp lies there that stamps another signature.
        OSError: when reading or writing fails.
    """
    bag, tags = read_tag_manifests(bundle)
    path, stamp = bundle.with_name(f"{bag}.sig"), bundle.with_name(f"{bag}.tsr")
    try:
        signature = sign(bag, tags, key)
    except ValueError as error:
        raise _refusal(bundle, "name", str(error), "give the bag the name that it was made with") from None
    if stamp.exists() and not (path.is_file() and path.read_bytes() == signature):
        raise _refusal(
            stamp, "time stamp", "is that of another signature", "move it away, sign, then get a new time stamp"
        )
    _write_whole(path, signature)
    return path


def add_time_stamp(file: Path, stamp: Path) -> None:
    """Put a time stamp, which was found to fit, in its place beside a signature.

    Raises:
        OSError: when reading or writing fails.
    """
    if not (stamp.exists() and stamp.samefile(file)):
        _write_whole(stamp, file.read_bytes())


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable for everybody."""
    half = path.with_name(f".{path.name}.half")
    half.write_bytes(content)
    half.chmod(0o644)
    half.replace(path)


def read_tag_manifests(bundle: Path) -> tuple[str, dict[str, bytes]]:
    """Return a bag's name and the content of both its tag manifests, from its folder or its tar.

    Raises:
        ProblemsError: when one is missing or far larger than ours are.
        OSError: when the bundle cannot be read.
    """
    bag = bundle.name if bundle.is_dir() else bundle.name.removesuffix(".tar")
    tags = _tags_of_folder(bundle) if bundle.is_dir() else _tags_of_tar(bundle, bag)
    for name in TAG_MANIFESTS:
        if len(tags.get(name, b"")) not in range(1, _LARGEST):
            raise _refusal(bundle, name, "is missing, empty or too large", "make the bundle again")
    return bag, tags


def _tags_of_folder(bag: Path) -> dict[str, bytes]:
    tags = {}
    for name in TAG_MANIFESTS:
        if (bag / name).is_file():
            with (bag / name).open("rb") as stream:
                tags[name] = stream.read(_LARGEST)
    return tags


def _tags_of_tar(path: Path, bag: str) -> dict[str, bytes]:
    tags = {}
    try:
        with tarfile.open(path, "r:") as archive:
            for entry in archive:
                name = entry.name.removeprefix(f"{bag}/")
                if name in TAG_MANIFESTS and entry.name != name and (stream := archive.extractfile(entry)):
                    tags[name] = stream.read(_LARGEST)
    except tarfile.TarError as error:
        raise _refusal(path, "tar", f"cannot be read: {error}", "fetch a whole copy") from None
    return tags


def read_key(path: Path, passphrase: Callable[[], bytes]) -> Ed25519PrivateKey:
    """Return the Ed25519 key of a PEM file (PKCS #8, RFC 8410).

    Args:
        path: the file, which nobody but its owner may read.
        passphrase: asked for the passphrase when the key is encrypted, and only then.

    Raises:
        ProblemsError: when the file is open to others, or does not give such a key.
        OSError: when it cannot be read.
    """
    with path.open("rb") as stream:
        mode = stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
        if os.name == "posix" and mode & 0o077:
            mend = f"chmod 600 {path.name}, or make a new key if somebody may have read it"
            raise _refusal(path, "key", f"may be read or changed by others (mode {mode:03o})", mend)
        content = stream.read(_LARGEST)
    is_encrypted = b"ENCRYPTED" in content
    try:
        key = load_pem_private_key(content, passphrase() if is_encrypted else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        what = "the passphrase is wrong, or the file is damaged" if is_encrypted else "is not a private key in PEM"
        mend = "try again" if is_encrypted else _MAKE_ONE
        raise _refusal(path, "key", what, mend) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _refusal(path, "key", "is not an Ed25519 key", _MAKE_ONE)
    return key


def write_new_key(path: Path, passphrase: bytes | None) -> Ed25519PrivateKey:
    """Make a new key and write it, for its owner alone, with its public key in `<path>.pub`; return it.

    Args:
        path: where the private key goes, as PEM (PKCS #8).
        passphrase: encrypts it; None leaves it as it is.

    Raises:
        ProblemsError: when one of the two files is there: a key is never replaced.
        OSError: when writing fails.
    """
    public = path.with_name(f"{path.name}.pub")
    for file in (path, public):
        if file.exists():
            raise _refusal(file, "key", "is there already", "name another file: a key is never replaced")
    key = Ed25519PrivateKey.generate()
    encryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    private_pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(private_pem)
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return key


def fingerprint_of(key: Ed25519PrivateKey) -> str:
    """Return `sha256:` and the digest, in hex, of the public key as DER (SubjectPublicKeyInfo, RFC 8410 §4)."""
    return f"sha256:{hashlib.sha256(_public_der(key)).hexdigest()}"


def _public_der(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _refusal(path: Path, field: str, what: str, mend: str) -> ProblemsError:
    return ProblemsError([Problem(path=path.name, field=field, what=what, mend=mend)])
