"""What must hold between the legal block of the register, the results of the last tests and the four legal pages.

The checks read the plain data of sources, so that they speak even where a file has other mistakes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from review_site.content.fields import groups_in
from review_site.content.source import Source
from review_site.problems import Problems

LEGAL_PAGES: Mapping[str, str] = {
    "/accessibility/": "accessibility",
    "/privacy/": "privacy",
    "/cookies/": "cookies",
    "/copyright/": "copyright",
}
"""The pages that the foot of every page leads to, each with the part of the register that it has to show."""

LISTS = ("known_issues", "disproportionate_burden", "out_of_scope")
_STATUS = ("legal", "accessibility", "status")


def check_legal_pages(
    pages: Iterable[tuple[str, Source]], unread: Iterable[str], docs: str, problems: Problems
) -> None:
    """Tell each legal page that is missing, kept back or does not show what it is for.

    `pages` are those that could be read, by address; `unread` the addresses of the others, which have been told.
    """
    there, told = dict(pages), set(unread)
    for address, section in LEGAL_PAGES.items():
        source = there.get(address)
        if source is None and address not in told:
            mend = f"bring it back, with `show: [{section}]`: every page has a link to {address}"
            problems.add(f"{docs}{address.rstrip('/')}.md", "file", "is missing", mend, line=1)
        elif source is not None:
            _check_page(source, section, problems)


def _check_page(source: Source, section: str, problems: Problems) -> None:
    shown = source.data.get("show")
    if not source.is_unread(("show",)) and not source.is_lost("show") and section not in (shown or ()):
        what, mend = f"does not show {section}, which has to stand there", f"write show: [{section}]"
        problems.add(source.path, "show", what, mend, line=source.line(("show",)))
    for field, kept_back in (
        ("status", source.is_draft),
        ("withdrawn", "withdrawn" in source.data),
    ):
        if kept_back:
            what = "the law has this page stand, and every page has a link to it"
            problems.add(source.path, field, what, "take this line out", line=source.line((field,)))


def check_legal(register: Source, results: Source | None, problems: Problems) -> None:
    """Tell a status that what is listed contradicts, and what the tests found stored or asked for elsewhere."""
    if results is not None:
        for field, done in (
            ("stored", "leaves “{}” in the browser of its readers"),
            ("asked", "asks {} for something"),
        ):
            for index, name in enumerate(_list_in(results.data, field)):
                what = f"the site {done.format(name)}, and the page on cookies says that it does not"
                mend = "take it out of the site, and run `make accessibility`"
                problems.add(results.path, field, what, mend, line=results.line((field, index)))
    status = _statement(register).get("status")
    if not isinstance(status, str) or register.is_unread(_STATUS):
        return
    listed = [*_listed(register), *(_failures(results) if results else ())]
    if status == "fully compliant" and listed:
        what = f"“fully compliant” is contradicted by {listed[0]}"
        mend = "write partially compliant, or mend what is listed and run `make accessibility`"
        problems.add(register.path, ".".join(_STATUS), what, mend, line=register.line(_STATUS))
    if status in ("partially compliant", "not compliant") and not listed and _is_whole(register, results):
        what = f"“{status}” is said, and nothing is listed that is not accessible"
        mend = f"list it under {', '.join(LISTS[:-1])} or {LISTS[-1]}"
        problems.add(register.path, ".".join(_STATUS), what, mend, line=register.line(_STATUS))


def _listed(register: Source) -> Iterator[str]:
    """Give what the statement lists itself, in words."""
    statement = _statement(register)
    for name in LISTS:
        for index, _ in groups_in(statement, name):
            yield f"{name} (line {register.line(('legal', 'accessibility', name, index))})"


def _failures(results: Source) -> Iterator[str]:
    """Give each finding of the tests that fails a criterion, in words."""
    for index, finding in groups_in(results.data, "findings"):
        criteria = _list_in(finding, "criteria")
        if criteria:
            yield f"what the tests found of {criteria[0]} ({results.path}, line {results.line(('findings', index))})"


def _is_whole(register: Source, results: Source | None) -> bool:
    """Tell whether all that could be listed was read."""
    lists = (("legal", "accessibility", name) for name in LISTS)
    unread = any(map(register.is_unread, lists)) or any(map(register.is_lost, LISTS))
    return results is not None and not unread and not results.is_unread(("findings",))


def _statement(register: Source) -> Mapping[str, Any]:
    legal = register.data.get("legal")
    statement = legal.get("accessibility") if isinstance(legal, Mapping) else None
    return statement if isinstance(statement, Mapping) else {}


def _list_in(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    return value if isinstance(value, list) else []
