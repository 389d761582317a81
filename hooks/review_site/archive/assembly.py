"""The parts of a bundle, written one after the other into a bag that is not sealed yet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from review_site.archive.cdxj import render_cdxj
from review_site.archive.compare.comparison import compare
from review_site.archive.compare.interim import earlier_of, plan_interim
from review_site.archive.compare.snapshot import Snapshot, snapshot_of
from review_site.archive.compare.writing import write_changes
from review_site.archive.crawl import write_crawl
from review_site.archive.formats import Identified, identify, render_formats
from review_site.archive.inventory import Inventory, with_gone
from review_site.archive.links import LinkGraph, read_links
from review_site.archive.options import Options
from review_site.archive.pages import write_pages
from review_site.archive.provenance.events import Event
from review_site.archive.provenance.folder import read_provenance, write_metadata, write_provenance
from review_site.archive.provenance.origins import Origins
from review_site.archive.provenance.record import origin_records
from review_site.archive.readiness import Readiness, assess
from review_site.archive.readiness.writing import write_readiness
from review_site.archive.reading_copy import write_reading_copy
from review_site.archive.redirects.folder import write_redirects
from review_site.archive.redirects.target import Target
from review_site.archive.replay import replay, write_replay
from review_site.archive.transfer import Facts, render_ffid, render_file_metadata, write_transfer
from review_site.archive.urls import render_urls
from review_site.archive.wacz import write_wacz
from review_site.archive.warc import Earlier, write_warc
from review_site.problems import Problem, ProblemsError

Say = Callable[[str], object]
"""Called with what is done next, in words for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """All that is known of a site before the first byte of its bundle is written."""

    inventory: Inventory
    instant: datetime
    graph: LinkGraph
    readiness: Readiness
    identified: dict[str, Identified]
    origins: Origins
    previous: Snapshot | None
    earlier: dict[str, Earlier] | None


def survey(inventory: Inventory, instant: datetime, previous: Snapshot | None, options: Options, say: Say) -> Surveyed:
    """Find out what a bundle of a site will tell.

    Raises:
        ProblemsError: when a rule that blocks does not hold, the snapshot before cannot be read, or the repository is
            damaged.
    """
    say("Reading links")
    graph = read_links(inventory)
    readiness = assess(inventory, graph)
    if readiness.recorded and (problems := readiness.blocking()):
        raise ProblemsError(problems)
    earlier = None
    if options.interim and previous is not None:
        plan = plan_interim(previous, inventory)
        earlier = earlier_of(plan)
        inventory = with_gone(inventory, (one.address for one in plan.gone))
    say("Identifying formats")
    return Surveyed(
        inventory=inventory,
        instant=instant,
        graph=graph,
        readiness=readiness,
        identified=identify(inventory),
        origins=read_provenance(inventory, options.repository),
        previous=previous,
        earlier=earlier,
    )


def write_parts(
    known: Surveyed,
    bag: Path,
    site: str,
    options: Options,
    progress: Callable[[int, int], None] | None,
    say: Say,
) -> tuple[Problem, ...]:
    """Write the whole payload of a bag and its tables beside it; only the manifests are missing then.

    Returns what people should know or do, which stops nothing.

    Args:
        known: what is known of the site.
        bag: the folder, which is not there yet.
        site: what the files of the web archive are called.
        options: what else was asked for.
        progress: called after each captured address with how many are done and how many there are.
        say: told what is done next.

    Raises:
        ProblemsError: when the folder changed meanwhile, or a replay shows a difference.
        OSError: when reading or writing fails.
    """
    inventory, instant, data = known.inventory, known.instant, bag / "data"
    say("Capturing")
    _write_web(known, data / "web", site, options, progress)
    say("Writing copies of files")
    write_crawl(inventory, known.graph, data / "crawl")
    (data / "crawl/urls.csv").write_bytes(_urls(known))
    (data / "crawl/formats.csv").write_bytes(render_formats(known.identified))
    transfer = write_transfer(
        inventory, known.identified, data / "transfer", options.limits, instant=instant, facts=Facts()
    )
    (bag / "file-ffid.csv").write_bytes(render_ffid(transfer.records))
    (bag / "file-metadata.csv").write_bytes(render_file_metadata(transfer.records, instant))
    write_reading_copy(inventory, data / "reading-copy", instant=instant)
    target = Target(url=inventory.url, base=options.archive, timestamp=options.timestamp)
    write_redirects(target, inventory.name, (one.address for one in inventory.resources), data / "redirects")
    say("Writing reports")
    check = _write_reports(known, data, site, options, say)
    say("Writing where it comes from")
    provenance = write_provenance(
        inventory,
        known.origins,
        options.repository,
        bag,
        instant,
        withheld=options.withheld,
        history=options.history,
        rights=options.rights,
    )
    formats = {f"data/transfer/{record.path}": record.identified for record in transfer.records}
    write_metadata(inventory, provenance, bag, instant, formats, checks=[check])
    return (*(one for one in transfer.told if one.level == "to do"), *_uncommitted(known))


def _uncommitted(known: Surveyed) -> list[Problem]:
    """Tell of pages whose source is not what the bundle's sources hold."""
    by_source = known.origins.by_source
    found = sorted(source for source, one in by_source.items() if one.state in ("changed", "not committed"))
    mend = "commit them, build the site again, and make the bundle again"
    what = f"are not committed as they stand, and the bundle has them as they were: {', '.join(found)}"
    return [Problem(path="git", field="sources", what=what, mend=mend, level="to do")] if found else []


def _write_web(
    known: Surveyed, web: Path, site: str, options: Options, progress: Callable[[int, int], None] | None
) -> None:
    inventory, instant = known.inventory, known.instant
    web.mkdir(parents=True)
    warc, index, wacz, pages = (web / name for name in (f"{site}.warc.gz", "index.cdxj", f"{site}.wacz", "pages.jsonl"))
    located = write_warc(
        inventory,
        instant,
        warc,
        headers=options.headers,
        about=origin_records(inventory, known.origins),
        earlier=known.earlier,
        progress=progress,
    )
    index.write_bytes(render_cdxj(located, instant, warc.name))
    write_pages(inventory, instant, pages)
    members = {f"archive/{warc.name}": warc, "indexes/index.cdx": index, "pages/pages.jsonl": pages}
    write_wacz(inventory, instant, members, wacz)
    pages.unlink()  # the WACZ alone carries it


def _urls(known: Surveyed) -> bytes:
    formats = {file: (one.puid, one.basis) for file, one in known.identified.items()}
    return render_urls(known.inventory, formats, known.origins.commits())


def _write_reports(known: Surveyed, data: Path, site: str, options: Options, say: Say) -> Event:
    """Write readiness, replay and changes, and return the replay as an event of the bundle."""
    reports, web = data / "reports", data / "web"
    write_readiness(known.readiness, reports)
    if known.previous is not None:
        write_changes(compare(known.previous, snapshot_of(known.inventory, known.instant)), reports)
    warc, wacz = web / f"{site}.warc.gz", web / f"{site}.wacz"
    played = replay(warc, web / "index.cdxj", wacz, known.inventory, options.engines, told=say)
    if problems := played.problems(warc.name):
        raise ProblemsError(problems)
    write_replay(played, reports / "replay.json")
    ran = [one for one in played.played if not one.reason]
    note = "; ".join(f"{one.engine}: {one.identical} of {one.addresses} addresses identical" for one in ran)
    names = tuple(f"data/web/{name}" for name in sorted(path.name for path in web.iterdir()))
    return Event(kind="validation", detail="The capture was played back and compared.", note=note, files=names)
