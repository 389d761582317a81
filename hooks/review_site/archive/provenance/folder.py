"""Everything of a bundle that tells where it comes from: `data/provenance/` and the crate's own document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from review_site.archive.inventory import Inventory
from review_site.archive.provenance.commit_table import render_urls_to_commits
from review_site.archive.provenance.dublin_core import render_dublin_core
from review_site.archive.provenance.environment import render_environment
from review_site.archive.provenance.events import SOURCES, Event, list_events
from review_site.archive.provenance.origins import Origin, Origins, read_origins
from review_site.archive.provenance.payload import Format, read_payload, read_payload_file
from review_site.archive.provenance.premis import write_premis
from review_site.archive.provenance.rights import Rights
from review_site.archive.provenance.ro_crate import RO_CRATE, write_ro_crate
from review_site.archive.provenance.sources import Sources, write_sources

_NOBODY_SAID = "the folder that the site was built from was not named"
_PREMIS = "data/provenance/premis.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a site comes from: the commit of each source, what became of the sources, and the terms of use."""

    origins: Origins
    sources: Sources
    rights: Rights | None = None


def read_provenance(inventory: Inventory, repository: Path | None) -> Origins:
    """Return the commit of each source that an inventory names; `repository` is the folder that it was built from.

    Raises:
        ProblemsError: when the repository is damaged.
    """
    sources = {one.source for one in inventory.resources if one.source}
    if repository is None:
        nothing = {source: Origin(path=source, state="not known") for source in sorted(sources)}
        return Origins(by_source=nothing, unknown=_NOBODY_SAID)
    return read_origins(repository, sources)


def write_provenance(
    inventory: Inventory,
    origins: Origins,
    repository: Path | None,
    bag: Path,
    instant: datetime,
    *,
    withheld: frozenset[str] = frozenset(),
    history: bool = True,
    rights: Rights | None = None,
) -> Provenance:
    """Write `urls-to-commits.csv`, `sources.bundle`, `environment.txt` and `dublin-core.xml` of a bag.

    Args:
        inventory: the captured site.
        origins: the commit of each source.
        repository: the folder that the site was built from; None where nobody says.
        bag: the bag, whose name stands.
        instant: the instant of the capture.
        withheld: paths of sources that are not public yet, of which nothing comes into the bag.
        history: whether the history of the sources is wanted.
        rights: the terms of use, where they are known.

    Raises:
        ProblemsError: when the repository is damaged.
        OSError: when a file cannot be written.
    """
    folder = bag / "data" / "provenance"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "urls-to-commits.csv").write_bytes(render_urls_to_commits(inventory, origins))
    if repository is None:
        sources = Sources(form="none", why=_NOBODY_SAID)
    else:
        sources = write_sources(repository, bag / SOURCES, withheld=withheld, history=history)
    (folder / "environment.txt").write_bytes(render_environment())
    core = render_dublin_core(inventory, bag.name, instant, sources, rights=rights)
    (folder / "dublin-core.xml").write_bytes(core)
    return Provenance(origins=origins, sources=sources, rights=rights)


def write_metadata(
    inventory: Inventory,
    provenance: Provenance,
    bag: Path,
    instant: datetime,
    formats: Mapping[str, Format],
    *,
    checks: Sequence[Event] = (),
) -> None:
    """Write `premis.xml` and then `ro-crate-metadata.json`, once every other file of the payload stands.

    Args:
        inventory: the captured site.
        provenance: where it comes from.
        bag: the bag.
        instant: the instant of the capture.
        formats: how files were identified, by name in the bag (`data/transfer/content/x.pdf`).
        checks: what was checked of the bundle, as a replay, and what came of it.

    Raises:
        OSError: when a file cannot be read or written.
    """
    for last in (bag / _PREMIS, bag / "data" / RO_CRATE):
        last.unlink(missing_ok=True)
    files = list(read_payload(bag, formats))
    events = [*list_events(inventory, files, provenance.sources), *checks]
    write_premis(inventory, bag.name, instant, files, events, bag / _PREMIS)
    files = sorted([*files, read_payload_file(bag, _PREMIS, formats)], key=lambda file: file.name)
    crate = bag / "data" / RO_CRATE
    write_ro_crate(inventory, bag.name, instant, files, crate, rights=provenance.rights)
