"""Whether the Dublin Core has the terms that it must have, and says what the bundle shows (DCMI Metadata Terms)."""

import re
from pathlib import Path

from review_site.archive.verify.bundle_facts import BundleFacts
from review_site.archive.verify.xml_document import read_children
from review_site.problems import Problems

_DCTERMS = "{http://purl.org/dc/terms/}"
_MANDATORY = ("title", "identifier", "description", "type", "created", "format", "extent", "rights")
_COMMIT = re.compile(r"commit ([0-9a-f]{40,64})\b")
_EXTENT = re.compile(r"(\d+) addresses, \d+ bytes")
_AGAIN = "make the bundle again"


def verify_dublin_core(path: Path, name: str, facts: BundleFacts, problems: Problems) -> None:
    """Hold `dublin-core.xml` against the bundle.

    Checks that every mandatory term has a value and that no element is anything but a term; and that identifiers, date,
    extent and commit are those of the bundle.

    Args:
        path: the document.
        name: its name in the bundle.
        facts: what the bundle was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when it is not well formed, or has a document type.
        OSError: when the file cannot be read.
    """
    terms: dict[str, list[str]] = {}
    for element, _ in read_children(path, "metadata"):
        if not element.name.startswith(_DCTERMS) or element.children:
            problems.add(name, element.name[:80], "is not a plain term of the Dublin Core", _AGAIN)
            continue
        terms.setdefault(element.name.removeprefix(_DCTERMS), []).append(element.text)
    for term in _MANDATORY:
        if not any(value.strip() for value in terms.get(term, [])):
            problems.add(name, term, "is missing", "give it a value")
    expected = {
        "identifier": [facts.site, facts.bag],
        "type": ["Collection"],
        "created": [date for date in terms.get("created", []) if date in facts.dates][:1],
    }
    for term, values in expected.items():
        if term in terms and terms[term] != values:
            problems.add(name, term, f"is {', '.join(terms[term])[:200]}", "write what the bundle shows")
    match = _EXTENT.fullmatch(next(iter(terms.get("extent", [])), ""))
    if "extent" in terms and (not match or int(match[1]) != facts.addresses):
        problems.add(name, "extent", f"is {terms['extent'][0][:80]}", f"the WARC has {facts.addresses} addresses")
    told = {commit for text in terms.get("provenance", []) for commit in _COMMIT.findall(text)}
    if facts.sources and told != {facts.sources.commit()}:
        problems.add(name, "provenance", "does not name the commit of the sources", f"it is {facts.sources.commit()}")
