"""The bundle: a finished folder as a bag with WARC, WACZ, index and inventory, and the bag as one tar.

It is made in a hidden folder beside its place and moved there when it is whole: nobody ever finds half a bundle.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from review_site.addresses import slugify
from review_site.archive.bag import write_bag
from review_site.archive.cdxj import render_cdxj
from review_site.archive.inventory import Inventory, read_inventory
from review_site.archive.pages import write_pages
from review_site.archive.placing import building_place, place
from review_site.archive.software import SOFTWARE
from review_site.archive.tar import write_sha256, write_tar
from review_site.archive.urls import render_urls
from review_site.archive.wacz import write_wacz
from review_site.archive.warc import write_warc
from review_site.clock import LONDON


def write_bundle(
    folder: Path, url: str, output: Path, instant: datetime, *, progress: Callable[[int, int], None] | None = None
) -> Path:
    """Make the bundle of a finished folder and return the bag: `<output>/<site>[-<stage>]-<date>/`.

    Beside the bag stand `<name>.tar` and `<name>.tar.sha256`. A bundle of the same name is replaced once the new one is
    whole. The same folder, address and instant give the same bytes.

    Args:
        folder: the finished site.
        url: the public address of its root.
        output: where bundles are kept; made if it is not there. Not inside `folder`.
        instant: the instant of the capture, with its time zone; the name tells its London date.
        progress: called after each captured address with how many are done and how many there are.

    Raises:
        ValueError: when `url` or `instant` is not of its form, or the output lies inside the folder.
        ProblemsError: naming every file that cannot be archived.
        OSError: when reading or writing fails.
    """
    if instant.tzinfo is None:
        raise ValueError("the instant of the capture has no time zone")
    if output.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"“{output}” lies inside the folder that is archived: choose a place outside it")
    inventory = read_inventory(folder, url)
    site = slugify(inventory.url.partition("//")[2].replace("/", " ").replace(".", " ").replace(":", " "))
    date = instant.astimezone(LONDON).date().isoformat()
    name = "-".join(filter(None, (site, slugify(inventory.stage or ""), date)))
    with building_place(output) as building:
        bag = building / "whole" / name
        _write_web(inventory, instant, bag / "data" / "web", site, progress)
        _write_crawl(inventory, bag / "data" / "crawl")
        write_bag(bag, _bag_info(inventory, name, date))
        _set_modes(bag)
        tar = bag.with_name(f"{name}.tar")
        write_tar(bag, tar, instant)
        for file in (tar, write_sha256(tar)):
            file.chmod(0o644)
        place(bag.parent, output)
    return output / name


def _write_web(
    inventory: Inventory, instant: datetime, web: Path, site: str, progress: Callable[[int, int], None] | None
) -> None:
    web.mkdir(parents=True)
    warc, index, wacz, pages = (web / name for name in (f"{site}.warc.gz", "index.cdxj", f"{site}.wacz", "pages.jsonl"))
    located = write_warc(inventory, instant, warc, progress=progress)
    index.write_bytes(render_cdxj(located, instant, warc.name))
    write_pages(inventory, instant, pages)
    members = {f"archive/{warc.name}": warc, "indexes/index.cdx": index, "pages/pages.jsonl": pages}
    write_wacz(inventory, instant, members, wacz)
    pages.unlink()  # the WACZ alone carries it


def _write_crawl(inventory: Inventory, crawl: Path) -> None:
    crawl.mkdir()
    (crawl / "urls.csv").write_bytes(render_urls(inventory, {}, {}))


def _bag_info(inventory: Inventory, name: str, date: str) -> dict[str, str]:
    stage = f", at the stage “{inventory.stage}”" if inventory.stage else ""
    count = len(inventory.resources)
    what = f"The website {inventory.name}, {inventory.url}{stage}: {count} addresses as WARC, WACZ and inventory."
    how = "Captured from the finished folder of the site on the machine that built it, not from the public host."
    dates = "Dates are those of the state of the site, so that the same site gives the same bytes."
    return {
        "Source-Organization": inventory.maintainer or inventory.name,
        "External-Description": " ".join(filter(None, (what, inventory.statement, how, dates))),
        "External-Identifier": name,
        "Bagging-Date": date,
        "Bag-Software-Agent": SOFTWARE,
    }


def _set_modes(folder: Path) -> None:
    """Give every file and folder its mode, whatever the machine's umask made of it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
