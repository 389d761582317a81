"""The readiness report against the tables of `data/crawl/`, which are themselves held against what was recorded."""

from collections.abc import Iterable, Set
from pathlib import Path
from urllib.parse import urlsplit

from review_site.archive.verify.readiness_values import Told
from review_site.archive.verify.table import read_table
from review_site.problems import Problems

_CRAWL = "data/crawl/"
_JSON = "data/reports/readiness.json"
_MOST_HOPS = 10
_AGAIN = "make the bundle again"
_HTML = ("text/html", "application/xhtml+xml")


def verify_against_tables(bag: Path, files: Set[str], told: Told, problems: Problems) -> frozenset[str] | None:
    """Hold rules on other hosts, hops and PDFs against the tables; return the files that the inventory names.

    Args:
        bag: the bag's folder.
        files: the names of all files in it.
        told: the report.
        problems: gathers what is wrong.

    Raises:
        FaultError: when a table cannot be read.
        OSError: when a file cannot be read.
    """
    if f"{_CRAWL}urls.csv" not in files:
        return None
    rows = _rows(bag, "urls.csv", ("address", "file", "media_type", "status"))
    file_of = {row["address"]: row["file"] for row in rows}
    types = {
        row["address"]: row["media_type"].partition(";")[0].strip().lower() for row in rows if row["status"] == "200"
    }
    if f"{_CRAWL}third-party.csv" in files:
        _verify_hosts(bag, told, file_of, types, problems)
    if f"{_CRAWL}hops.csv" in files:
        _verify_hops(bag, told, file_of, rows, problems)
    if f"{_CRAWL}pdf-links.csv" in files:
        _verify_pdfs(bag, told, file_of, types, problems)
    return frozenset(file_of.values())


def _rows(bag: Path, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    # What is wrong with single rows is told by whatever verifies the table itself.
    return [row for _, row in read_table(bag / _CRAWL / name, _CRAWL + name, columns, Problems(), exactly=False)]


def _verify_hosts(bag: Path, told: Told, file_of: dict[str, str], types: dict[str, str], problems: Problems) -> None:
    rows = _rows(bag, "third-party.csv", ("kind", "url", "page"))
    kinds: dict[str, set[str]] = {"requisite": set(), "frame": set(), "media": set()}
    hinted: set[str] = set()  # what may be no more than the name of a host to be asked
    for row in rows:
        file, kind = file_of.get(row["page"], ""), row["kind"]
        if kind == "frame" and types.get(row["page"]) not in (*_HTML, "application/pdf"):
            continue
        if kind == "requisite" and urlsplit(row["url"]).path in ("", "/"):
            hinted.add(file)
        elif kind in kinds:
            kinds[kind].add(file)
    _hold(told, "A5", kinds["frame"], kinds["frame"], "frames of other hosts", problems)
    needs = [place.file for place in told.rule("A7").places if place.what.startswith("needs ")]
    _hold_files(needs, "A7", kinds["requisite"], kinds["requisite"] | hinted, "things from other hosts", problems)
    played = [place.file for place in told.rule("A3").places if place.what.endswith("is played from another host")]
    _hold_files(played, "A3", set(), kinds["media"], "film or sound of other hosts", problems)
    told_of = {place.file for place in told.rule("A3").places}
    for file in sorted(kinds["media"] - told_of):
        problems.add(_JSON, "A3", f"does not name {file}, which plays from another host", _AGAIN)


def _verify_hops(
    bag: Path, told: Told, file_of: dict[str, str], rows: list[dict[str, str]], problems: Problems
) -> None:
    hops = {row["address"]: row["hops"] for row in _rows(bag, "hops.csv", ("address", "hops"))}
    status = {row["address"]: row["status"] for row in rows}
    unreached = {file_of.get(one, "") for one, count in hops.items() if count == "" and status.get(one) != "404"}
    named = [place.file for place in (*told.rule("A10").places, *told.rule("A10").notes)]
    _hold_files(named, "A10", unreached, unreached, "files that no link leads to", problems)
    deep = {file_of.get(one, "") for one, count in hops.items() if count.isdecimal() and int(count) > _MOST_HOPS}
    # An inventory in which the root itself is not there has no way in, and says so of another file.
    if any(hops.values()):
        _hold(told, "A11", set(), deep, "pages that lie deep", problems)


def _verify_pdfs(bag: Path, told: Told, file_of: dict[str, str], types: dict[str, str], problems: Problems) -> None:
    pdfs = {file_of[address] for address, media_type in types.items() if media_type == "application/pdf"}
    if (told.rule("A12").result == "does not apply") != (not pdfs):
        result = told.rule("A12").result
        problems.add(_JSON, "A12", f"has the result “{result}”", f"the site has {len(pdfs)} PDFs")
    broken = {
        file_of.get(row["pdf"], "")
        for row in _rows(bag, "pdf-links.csv", ("pdf", "in_scope", "captured"))
        if row["in_scope"] == "yes" and row["captured"] == "no"
    }
    named = [place.file for place in told.rule("A12").places if place.what.startswith("page ")]
    _hold_files(named, "A12", set(), broken, "links of PDFs that lead nowhere", problems)


def _hold(told: Told, rule: str, least: set[str], most: set[str], what: str, problems: Problems) -> None:
    _hold_files([place.file for place in told.rule(rule).places], rule, least, most, what, problems)


def _hold_files(
    named: Iterable[str], rule: str, least: set[str], most: set[str], what: str, problems: Problems
) -> None:
    """Tell where a rule names files that the tables do not, or leaves out files that it must name."""
    found = set(named)
    for file in sorted(least - found):
        problems.add(_JSON, rule, f"does not name {file[:200]}, which {_CRAWL} lists among {what}", _AGAIN)
    for file in sorted(found - most):
        problems.add(_JSON, rule, f"names {file[:200]}, which {_CRAWL} does not list among {what}", _AGAIN)
