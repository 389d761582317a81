"""What must hold between files: names that exist, addresses that are unique and never lost.

The checks read the plain data of sources, so that they speak even where a file has other mistakes.
"""

from collections.abc import Iterable, Mapping, Set

from review_site.addresses import lost_addresses
from review_site.content.source import Source
from review_site.problems import Problems, did_you_mean

_NAMED_IN: dict[str, tuple[str, ...]] = {
    "authors": ("people", "groups"),
    "topics": ("topics",),
    "audiences": ("audiences",),
    "calls": ("calls",),
    "publications": ("publications",),
}
_SINGULAR = {
    "authors": "person or group",
    "topics": "topic",
    "audiences": "audience",
    "calls": "call",
    "publications": "publication",
}
BUILT = ("/", "/news/", "/sitemap/")
_RESERVED = ("/assets/", "/author/", "/search/", "/feed/", "/404/", "/index/")
_BUILT_BELOW = ("/news/", "/author/")
_BY_ITSELF = "a page that is built by itself"


def check_references(sources: Iterable[Source], ids: Mapping[str, set[str]], problems: Problems) -> None:
    """Tell every name that the register or a folder of content does not know."""
    for source in sources:
        for field, shelves in _NAMED_IN.items():
            allowed = set().union(*(ids[shelf] for shelf in shelves))
            names = source.data.get(field) or ()
            for index, name in enumerate(names if isinstance(names, list) else ()):
                if isinstance(name, str) and name not in allowed:
                    what = f"there is no {_SINGULAR[field]} “{name}”"
                    problems.add(
                        source.path, field, what, did_you_mean(name, allowed), line=source.line((field, index))
                    )


def check_ids(sources: Iterable[Source], problems: Problems) -> None:
    """Tell each `id` that stands in two files."""
    seen: dict[str, str] = {}
    for source in sources:
        name = source.data.get("id")
        if isinstance(name, str):
            _tell_taken(source, "id", seen.get(name), problems)
            seen.setdefault(name, source.path)


def check_sections(pages: Iterable[Source], absent: Set[str], problems: Problems) -> None:
    """Tell each section that a page shows and no file feeds."""
    for source in pages:
        shown = source.data.get("show") or ()
        for index, name in enumerate(shown if isinstance(shown, list) else ()):
            if name in absent:
                mend = "bring back content/recommendations.yml, or take the section off the page"
                problems.add(source.path, "show", f"{name} has no data", mend, line=source.line(("show", index)))


def check_bodies(posts: Iterable[Source], problems: Problems) -> None:
    """Tell a summary that still says TODO, and a post that is ready and has no text or still says TODO."""
    for source in posts:
        if str(source.data.get("summary", "")).startswith("TODO"):
            line = source.line(("summary",))
            problems.add(source.path, "summary", "still says TODO", "write the sentence", line=line)
        if source.data.get("status") != "ready":
            continue
        lines = enumerate(source.body.splitlines(), source.body_line)
        todo = next((number for number, line in lines if line.startswith("TODO")), None)
        if todo or not source.body.strip():
            what = "still says TODO" if todo else "is empty"
            problems.add(source.path, "text", what, "write it, or set status: draft", line=todo or source.body_line)


def check_addresses(
    posts: Iterable[Source],
    pages: Iterable[tuple[str, Source]],
    ledger: Mapping[str, int],
    ledger_path: str,
    problems: Problems,
) -> Set[str]:
    """Tell addresses that two files claim or that nothing serves any more, and return those that are served."""
    taken: dict[str, str] = dict.fromkeys((*BUILT[1:], *_RESERVED), _BY_ITSELF)
    for address, source in pages:
        holder = _BY_ITSELF if address.startswith(_BUILT_BELOW) else taken.get(address)
        if holder:
            problems.add(source.path, "file", f"{address} is already used by {holder}", "rename the file", line=1)
        taken.setdefault(address, source.path)
    for source in posts:
        address = f"/{source.data.get('slug')}/"
        if "slug" in source.data:
            _tell_taken(source, "slug", taken.get(address), problems)
        taken.setdefault(address, source.path)
    served = {*taken, *(address for address in ledger if address.startswith(_BUILT_BELOW))}
    for address in lost_addresses(ledger, served):
        what = f"{address} was published and nothing stands there any more"
        problems.add(ledger_path, "address", what, "bring the page back under this address", line=ledger[address])
    return taken.keys()


def _tell_taken(source: Source, field: str, holder: str | None, problems: Problems) -> None:
    if holder:
        what = f"“{source.data[field]}” is already used by {holder}"
        problems.add(source.path, field, what, f"give one of them another {field}", line=source.line((field,)))
