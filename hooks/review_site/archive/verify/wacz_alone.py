"""A WACZ on its own, away from its bag: its WARC and index are taken out and held against each other and its pages."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from review_site.archive.verify.cdxj import verify_cdxj
from review_site.archive.verify.fault import stop
from review_site.archive.verify.tree import Fixity, chunks_of, read_fixity
from review_site.archive.verify.wacz import verify_wacz
from review_site.archive.verify.warc import Recorded, verify_warc
from review_site.archive.verify.zip_file import Entry, read_entries
from review_site.problems import Problems

_INDEX = "indexes/index.cdx"


def verify_wacz_alone(path: Path, problems: Problems) -> tuple[Recorded, int]:
    """Read every byte of a WACZ and return what its WARC holds and how many pages it lists.

    What a bag says beside it (inventory, manifests, signature) is not there to be compared: a WACZ alone shows that it
    is whole, and not whose it is.

    Args:
        path: the file.
        problems: gathers what is wrong.

    Raises:
        FaultError: when the ZIP cannot be trusted, or does not hold one WARC and one index.
        OSError: when the file cannot be read, or there is no room to take the WARC out of it.
    """
    with TemporaryDirectory(prefix="wacz-") as place:
        with path.open("rb") as stream:
            entries = read_entries(stream, path.stat().st_size)
            archives = sorted(name for name in entries if name.startswith("archive/"))
            if len(archives) != 1 or _INDEX not in entries:
                stop("archive/", f"holds {', '.join(archives) or 'nothing'}", f"a WACZ holds one WARC and {_INDEX}")
            taken = {name: _take_out(stream, entries[name], Path(place)) for name in (archives[0], _INDEX)}
        warc, index = taken[archives[0]], taken[_INDEX]
        recorded = verify_warc(warc, f"{path.name}/{archives[0]}", problems)
        verify_cdxj(index, f"{path.name}/{_INDEX}", warc.name, recorded.responses, problems)
        beside: Mapping[str, Fixity] = {name: read_fixity(file) for name, file in taken.items()}
        return recorded, verify_wacz(path, path.name, beside, recorded.responses, problems)


def _take_out(stream: BinaryIO, entry: Entry, place: Path) -> Path:
    """Copy an entry into a folder under the last step of its name, which a ZIP of ours has made sure is a plain one."""
    target = place / entry.name.rpartition("/")[2]
    stream.seek(entry.offset)
    with target.open("wb") as out:
        for piece in chunks_of(stream, entry.size):
            out.write(piece)
    return target
