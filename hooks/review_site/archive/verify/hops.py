"""Whether the hops from the root, and the seeds for what is too far from it, are those of the recorded files."""

import re
from collections.abc import Mapping
from pathlib import Path

from review_site.archive.verify.findings import Findings, Site
from review_site.archive.verify.ordered_table import read_ordered
from review_site.archive.verify.text import read_text
from review_site.problems import Problems

_COLUMNS = ("address", "hops", "found_on")
_REACH = 3  # hops, past which a bundle names an address as a seed
_COUNT = re.compile(r"(?:0|[1-9][0-9]{0,8})?")
_AGAIN = "make the bundle again"

_Fault = tuple[str, str, str]


def verify_hops(path: Path, name: str, site: Site, findings: Findings, problems: Problems) -> None:
    """Hold `hops.csv` against the recorded files: every address stands in it, as far from the root as it is.

    Each address is one hop from one that is nearer and leads there, and no more than one hop from any that leads there:
    so the hops are right, whoever counts them.

    Raises:
        FaultError: when the table cannot be read.
    """
    listed: dict[str, tuple[int | None, str, int]] = {}
    for line, (address, told, source) in read_ordered(path, name, _COLUMNS, problems, order=lambda row: row[:1]):
        if address not in site.responses:
            what = f"{address[:200]} is not recorded"
            problems.add(name, "address", what, "list addresses that are recorded", line=line)
        elif not _COUNT.fullmatch(told):
            problems.add(name, "hops", f"are “{told[:20]}”", "write a number, or nothing", line=line)
        else:
            listed[address] = (int(told) if told else None, source, line)
    hops = {address: count for address, (count, _, _) in listed.items()}
    for address, (count, source, line) in listed.items():
        fault = _fault_of_source(address, count, source, hops, findings) or _fault_of_targets(address, hops, findings)
        if fault:
            problems.add(name, *fault, line=line)
    for address in sorted(site.responses.keys() - listed.keys()):
        problems.add(name, "address", f"{address} is recorded and not listed", "list every address")


def _fault_of_source(
    address: str, count: int | None, source: str, hops: Mapping[str, int | None], findings: Findings
) -> _Fault | None:
    """Tell what is wrong with where an address is found first: the root on nothing, as what nothing leads to."""
    if (count == 0) != (address == "/"):
        return "hops", f"of {address} are “{count}”", "the root has 0, and nothing else"
    if not count:
        return ("found_on", f"of {address} is “{source[:200]}”", "write nothing") if source else None
    if source not in hops or hops[source] != count - 1:
        return "found_on", f"of {address} is “{source[:200]}”", "name an address that is one hop nearer"
    if source not in findings.absent and address not in findings.followed.get(source, ()):
        return "found_on", f"of {address} is {source}, which does not lead there", "name an address that does"
    return None


def _fault_of_targets(address: str, hops: Mapping[str, int | None], findings: Findings) -> _Fault | None:
    """Tell which address is said to be further than one hop from an address that leads there."""
    count = hops[address]
    if count is None:
        return None
    for target in findings.followed.get(address, ()):
        further = hops.get(target, 0)
        if further is None or further > count + 1:
            return "hops", f"of {target} are “{further}”, and {address} leads there", f"write {count + 1} or fewer"
    return None


def verify_seeds(path: Path, name: str, site: Site, problems: Problems) -> None:
    """Hold `seeds.txt` against `hops.csv` beside it: the root, then all that is too far or that nothing leads to.

    Raises:
        FaultError: when one of the two cannot be read.
    """
    beside = path.with_name("hops.csv")
    rows = [row for _, row in read_ordered(beside, beside.name, _COLUMNS, Problems())] if beside.is_file() else []
    near = {address for address, count, _ in rows if _COUNT.fullmatch(count) and count and int(count) <= _REACH}
    far = sorted(one for one, found in site.responses.items() if found.status != "404" and one not in near | {"/"})
    expected = [site.url, *(f"{site.url}{address[1:]}" for address in far)]
    told = read_text(path).splitlines()
    for seed in sorted(set(expected) - set(told)):
        problems.add(name, "seed", f"{seed} is not listed", f"list what is more than {_REACH} hops from the root")
    for seed in sorted(set(told) - set(expected)):
        problems.add(name, "seed", f"{seed[:200]} is listed", "list the root, and what a crawler does not come to")
    if set(told) == set(expected) and told != expected:
        problems.add(name, "order", "is not the root's and then that of the addresses, each once", _AGAIN)
