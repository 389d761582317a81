"""Whether the hops from the root, and the seeds for what is too far from it, are those of the recorded files."""

import re
from pathlib import Path

from review_site.archive.verify.findings import Findings, Site
from review_site.archive.verify.tables import Row, rows_of
from review_site.archive.verify.text import read_text
from review_site.problems import Problems

_COLUMNS = ("address", "hops", "found_on")
_REACH = 3  # hops, past which a bundle names an address as a seed
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}|")
_AGAIN = "make the bundle again"


def verify_hops(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `hops.csv` against the recorded files: every address stands in it, as far from the root as it is.

    Raises:
        FaultError: when the table cannot be read.
    """
    hops = _hops(site, findings)
    listed = set()
    for line, row in rows_of(path, name, _COLUMNS, problems, order=lambda row: row[0]):
        listed.add(row[0])
        fault = _fault(row, site, findings, hops)
        if fault:
            problems.add(name, *fault, line=line)
    for address in sorted(site.responses.keys() - listed):
        problems.add(name, "address", f"{address} is recorded and not listed", "list every address")


def verify_seeds(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `seeds.txt` against the recorded files: the root, then all that is too far from it or that nothing leads to.

    Raises:
        FaultError: when it cannot be read.
    """
    hops = _hops(site, findings)
    far = [
        address
        for address, response in site.responses.items()
        if response.status != "404" and hops.get(address, _REACH + 1) > _REACH and address != "/"
    ]
    expected = [site.url, *(f"{site.url}{address[1:]}" for address in sorted(far))]
    told = read_text(path).splitlines()
    for seed in sorted(set(expected) - set(told)):
        problems.add(name, "seed", f"{seed} is not listed", f"list what is more than {_REACH} hops from the root")
    for seed in sorted(set(told) - set(expected)):
        problems.add(name, "seed", f"{seed[:200]} is listed", "list the root, and what a crawler does not come to")
    if set(told) == set(expected) and told != expected:
        problems.add(name, "order", "is not the root's and then that of the addresses, each once", _AGAIN)


def _hops(site: Site, findings: Findings) -> dict[str, int]:
    hops = {"/": 0} if "/" in site.responses else {}
    reached = list(hops)
    for address in reached:  # grows while it is gone through
        for target in findings.followed.get(address, ()):
            if target not in hops:
                hops[target] = hops[address] + 1
                reached.append(target)
    return hops


def _fault(row: Row, site: Site, findings: Findings, hops: dict[str, int]) -> tuple[str, str, str] | None:
    address, count, source = row
    if address not in site.responses:
        return "address", f"{address[:200]} is not recorded", "list addresses that are recorded"
    expected = str(hops.get(address, ""))
    if not _COUNT.fullmatch(count) or count != expected:
        return "hops", f"of {address} are “{count[:20]}”", f"the recorded files give “{expected}”"
    nearer = expected not in ("", "0")
    if not nearer and not source:
        return None
    if nearer and hops.get(source) == hops[address] - 1 and address in findings.followed.get(source, ()):
        return None
    return (
        "found_on",
        f"of {address} is “{source[:200]}”",
        "name a page one hop nearer that leads there, if there is one",
    )
