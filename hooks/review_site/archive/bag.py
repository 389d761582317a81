"""The bag: a folder with fixity (BagIt 1.0, RFC 8493).

The bagit package writes version 0.97, with the machine's date in it; here it is a judge.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from review_site.workers import spread

_ALGORITHMS = ("sha256", "sha512")
_CHUNK = 1 << 20
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write_bag(bag: Path, info: Mapping[str, str]) -> None:
    """Make a bag of a folder that already holds its payload in `data/` and may hold tag files beside it.

    Writes `bagit.txt` (RFC 8493 §2.1.1), `bag-info.txt` with `Payload-Oxum` (§2.2.2), payload manifests (§2.1.3) and
    tag manifests (§2.2.1) for SHA-256 and SHA-512.

    Args:
        bag: the folder.
        info: labels and values of `bag-info.txt`, in order; line breaks in a value become spaces.
    """
    payload = {file: file.stat().st_size for file in _files(bag / "data")}
    _write(bag / "bagit.txt", _DECLARATION)
    labels = {**info, "Payload-Oxum": f"{sum(payload.values())}.{len(payload)}"}
    _write(bag / "bag-info.txt", "".join(f"{label}: {' '.join(labels[label].split())}\n" for label in labels))
    _write_manifests(bag, "manifest", list(payload))
    tags = [file for file in _files(bag) if not file.is_relative_to(bag / "data")]
    _write_manifests(bag, "tagmanifest", tags)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _write_manifests(bag: Path, kind: str, files: list[Path]) -> None:
    names = {_manifest_path(file.relative_to(bag).as_posix()): file for file in files}
    ordered = sorted(names)
    digests = dict(zip(ordered, spread([names[name] for name in ordered], _digests), strict=True))
    for number, algorithm in enumerate(_ALGORITHMS):
        lines = "".join(f"{hexes[number]}  {name}\n" for name, hexes in digests.items())
        _write(bag / f"{kind}-{algorithm}.txt", lines)


def _manifest_path(name: str) -> str:
    """Return a path as a manifest writes it, which has no other way to hold a line break (RFC 8493 §2.1.3)."""
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _digests(file: Path) -> list[str]:
    hashes = [hashlib.new(algorithm) for algorithm in _ALGORITHMS]
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            for one in hashes:
                one.update(chunk)
    return [one.hexdigest() for one in hashes]


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
