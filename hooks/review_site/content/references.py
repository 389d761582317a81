"""What must hold between files: names that exist, addresses that are unique and never lost.

The checks read the plain data of sources, so that they speak even where a file has other mistakes.
"""

from collections.abc import Iterable, Mapping

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
BUILT = ("/news/", "/sitemap/")
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


def check_addresses(
    posts: Iterable[Source],
    pages: Iterable[tuple[str, Source]],
    ledger: Mapping[str, int],
    ledger_path: str,
    problems: Problems,
) -> None:
    """Tell addresses that two files claim, `id`s that stand twice, and addresses of the ledger that nothing serves."""
    taken: dict[str, str] = dict.fromkeys(BUILT, _BY_ITSELF)
    for address, source in pages:
        holder = _BY_ITSELF if address.startswith(_BUILT_BELOW) else taken.get(address)
        if holder:
            problems.add(source.path, "file", f"{address} is already used by {holder}", "rename the file", line=1)
        taken.setdefault(address, source.path)
    ids: dict[str, str] = {}
    for source in posts:
        for field, value, seen in (
            ("slug", f"/{source.data.get('slug')}/", taken),
            ("id", str(source.data.get("id")), ids),
        ):
            if field in source.data and value in seen:
                what = f"“{source.data[field]}” is already used by {seen[value]}"
                problems.add(source.path, field, what, f"give one of them another {field}", line=source.line((field,)))
            seen.setdefault(value, source.path)
    served = {*taken, *(address for address in ledger if address.startswith(_BUILT_BELOW))}
    for address in lost_addresses(ledger, served):
        what = f"{address} was published and nothing stands there any more"
        problems.add(ledger_path, "address", what, "bring the page back under this address", line=ledger[address])
