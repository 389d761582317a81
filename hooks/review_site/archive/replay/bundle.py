"""Replays a bundle as it lies there: finds its WARC, index and WACZ, and the address of the site."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from review_site.archive.inventory import read_inventory
from review_site.archive.replay.check import Engines, replay
from review_site.archive.replay.result import Replay
from review_site.archive.verify.transport import unpack
from review_site.problems import Problem, Problems, ProblemsError

_URLS = "data/crawl/urls.csv"


def replay_bundle(
    bag: Path, site: Path | None, engines: Engines, *, told: Callable[[str], object] | None = None
) -> Replay:
    """Replay the bag of a bundle, against the files of the site where its folder is given.

    Args:
        bag: the folder of the bag.
        site: the finished folder that the bundle was made of.
        engines: what runs beside our own reading.
        told: called with the name of each engine as it begins.

    Raises:
        ProblemsError: when the bag lacks a file that is played, or an engine cannot run.
        OSError: when a file cannot be read.
    """
    web = bag / "data/web"
    warc, wacz, index = _the_one(web, "*.warc.gz"), _the_one(web, "*.wacz"), _the_one(web, "index.cdxj")
    inventory = read_inventory(site, _root_url(bag)) if site else None
    return replay(warc, index, wacz, inventory, engines, told=told)


@contextmanager
def open_bag(bundle: Path) -> Iterator[Path]:
    """Give the bag of a bundle, which is its folder or its `.tar`; a tar is unpacked while the block runs.

    Raises:
        ProblemsError: when it is neither, or the tar cannot be unpacked safely.
        OSError: when it cannot be read.
    """
    if bundle.is_dir():
        yield bundle
        return
    problems = Problems()
    if bundle.suffix != ".tar":
        problems.add(bundle.name, "bundle", "is not a bundle", "name a bag's folder or its .tar")
        problems.raise_if_any()
    with TemporaryDirectory(prefix="bundle-") as place:
        bag = unpack(bundle, Path(place), problems)
        problems.raise_if_any()
        yield bag or Path(place)


def _the_one(folder: Path, pattern: str) -> Path:
    found = [path for path in folder.glob(pattern) if path.is_file() and not path.is_symlink()]
    if len(found) != 1:
        raise _missing(f"data/web/{pattern}", f"there should be one file, and there are {len(found)}")
    return found[0]


def _root_url(bag: Path) -> str:
    """Return the address of the site's root, which is what is left of any url without its address."""
    try:
        with (bag / _URLS).open(encoding="utf-8", newline="") as stream:
            row = next(csv.DictReader(stream, strict=True))
        url, address = row["url"], row["address"]
    except (StopIteration, KeyError, ValueError, csv.Error) as error:
        raise _missing(_URLS, f"cannot be read: {error}") from None
    if not address.startswith("/") or not url.endswith(address):
        raise _missing(_URLS, f"“{url}” does not end with “{address}”")
    return url.removesuffix(address) + "/"


def _missing(path: str, what: str) -> ProblemsError:
    return ProblemsError([Problem(path=path, field="file", what=what, mend="name a whole bundle: verify tells more")])
