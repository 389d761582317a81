"""Whether the readiness report is whole, and says nothing that the rest of the bundle contradicts."""

from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from review_site.archive.verify.fault import of_file
from review_site.archive.verify.names import is_safe
from review_site.archive.verify.pages import is_html
from review_site.archive.verify.readiness_page import verify_page
from review_site.archive.verify.readiness_records import verify_against_records
from review_site.archive.verify.readiness_tables import verify_against_tables
from review_site.archive.verify.readiness_values import Told, read_report
from review_site.archive.verify.text import parse_json_object, read_text
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

JSON, PAGE = "data/reports/readiness.json", "data/reports/readiness.html"
_INDEX, _CHANGES = "site-index.json", "data/reports/changes-since-previous.json"
_AGAIN = "make the bundle again"
_MISSABLE = frozenset({"robots.txt", "sitemap.xml", _INDEX})


def verify_readiness(
    bag: Path,
    files: Set[str],
    warc: Path,
    responses: Iterable[Response],
    problems: Problems,
) -> None:
    """Hold the report for programs against the bundle, and the page for people against it.

    A rule that stops the bundle of a site with a record of its own, and is not met, is a problem too.

    Args:
        bag: the bag's folder.
        files: the names of all files in it.
        warc: the WARC, which is read for what the site says of itself.
        responses: what it was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when a file is not text, not JSON, or lacks what everything else is held against.
        OSError: when a file cannot be read.
    """
    for name in (JSON, PAGE):
        if name not in files:
            problems.add(name, "file", "is missing", _AGAIN)
    if JSON not in files:
        return
    with of_file(JSON):
        told = read_report(parse_json_object(read_text(bag / JSON).encode(), "json"), JSON, problems)
    recorded = {response.url: response for response in responses}
    _verify_site(told, recorded, problems, compared=_CHANGES in files)
    named = verify_against_tables(bag, files, told, problems)
    _verify_places(told, named, problems)
    verify_against_records(warc, told, recorded, problems)
    for rule in told.stopping if told.recorded else ():
        for place in rule.places[:1]:
            what = f"is not met, and stops a bundle: {place.file}: {place.what}; {len(rule.places)} such places in all"
            problems.add(JSON, rule.id, what, "mend the site, and make the bundle again")
    if PAGE in files:
        with of_file(PAGE):
            verify_page(read_text(bag / PAGE), PAGE, told, problems)


def _verify_site(told: Told, recorded: Mapping[str, Response], problems: Problems, *, compared: bool) -> None:
    # Beside what the report read, a snapshot that follows another may record what went since, answered with 404.
    went = sum(one.status == "404" for one in recorded.values()) if compared else 0
    outside = [url for url in recorded if not url.startswith(told.url)]
    if outside or not told.url.endswith("/") or not recorded:
        problems.add(JSON, "site.url", f"is {told.url[:200]}, and not all that is recorded is below it", _AGAIN)
    if not len(recorded) - went <= told.addresses <= len(recorded):
        problems.add(JSON, "read.addresses", f"is {told.addresses}", f"the WARC has {len(recorded)}")
    pages = sum(one.status == "200" and is_html(one.media_type) for one in recorded.values())
    if told.pages > pages or (told.pages == 0) != (pages == 0):
        problems.add(JSON, "read.pages", f"is {told.pages}", f"the WARC has {pages} pages of HTML")
    has_index = told.url + _INDEX in recorded
    if told.recorded != has_index:
        what = "is not recorded" if told.recorded else "is recorded"
        problems.add(JSON, "recorded", f"is {str(told.recorded).lower()}, and {_INDEX} {what}", _AGAIN)


def _verify_places(told: Told, named: Set[str] | None, problems: Problems) -> None:
    if named is None:
        return
    for rule in told.rules:
        for place in (*rule.places, *rule.notes):
            known = place.file in named or place.file in _MISSABLE
            if not known or not is_safe(f"site/{place.file}"):
                what = f"names {place.file[:200]}, which is no file of the site"
                problems.add(JSON, rule.id, what, "name files that urls.csv names")
                break
