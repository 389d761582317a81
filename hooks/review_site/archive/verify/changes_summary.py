"""The sentences that a page of changes begins with, made again from its data."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

_Told = Mapping[str, Any]


def expected_summary(told: _Told) -> list[str]:
    """Return the sentences that the data of a report calls for."""
    same = (
        f"{told['unchanged']:,} {'address is' if told['unchanged'] == 1 else 'addresses are'} the same, byte for byte"
    )
    if not (told["added"] or told["removed"] or told["changed"]):
        return [f"Nothing changed: {same}."]
    return [*_sentences(told), f"{same}."]


def _sentences(told: _Told) -> Iterator[str]:
    belong = {
        "added": {one["new"]["address"] for one in told["moved"]}
        | {address for one in told["renewed"] for address in one["new"]},
        "removed": {one["old"]["address"] for one in told["moved"]}
        | {address for one in told["renewed"] for address in one["old"]},
    }
    alone = {
        key: [item for item in told[key] if item["address"] not in known and item["status"] not in (404, 410)]
        for key, known in belong.items()
    }

    def number(key: str, is_one: Callable[[str], bool]) -> int:
        return sum(is_one(item["kind"]) for item in alone[key])

    pages = [number(key, lambda kind: kind == "page") for key in ("added", "removed")]
    yield f"Pages: {_listed((*pages, len(told['moved'])), ('added', 'removed', 'moved'))}."
    yield from _changed(told["changed"])
    files = [number(key, lambda kind: kind != "page") for key in ("added", "removed")]
    changed = sum(one["nature"] == "bytes" and one["new"]["kind"] != "page" for one in told["changed"])
    yield f"Other files: {_listed((*files, changed), ('added', 'removed', 'changed'))}."


def _changed(changed: Iterable[_Told]) -> Iterator[str]:
    found = list(changed)
    words = [one for one in found if one["nature"] == "words"]
    if words:
        texts = sum(one["new"]["kind"] != "page" for one in words)
        pages = f"{len(words) - texts:,} {'page' if len(words) - texts == 1 else 'pages'}"
        also = f" and {texts:,} {'text' if texts == 1 else 'texts'}" if texts else ""
        shared = sum(is_shared(one["text"]) for one in words)
        alike = f"; {shared:,} of them only in what many pages share" if shared else ""
        yield f"{pages}{also} changed in their words, links or pictures{alike}."
    outer, code, dates = (
        sum(one["nature"] in natures for one in found)
        for natures in (("status", "location", "type"), ("code",), ("dates",))
    )
    if outer:
        answer = "address answers" if outer == 1 else "addresses answer"
        yield f"{outer:,} {answer} otherwise: withdrawn, redirected or of another type."
    if code:
        yield f"{code:,} {'page' if code == 1 else 'pages'} changed in code only: what a reader meets is the same."
    if dates:
        feeds = "feed or list" if dates == 1 else "feeds or lists"
        yield f"{dates:,} {feeds} changed only in when they were updated."


def is_shared(text: _Told | None) -> bool:
    """Tell whether all that changed on a page is told once for many pages."""
    if not text or not text["alike"]:
        return False
    return not any(text[key] for key in ("edits", "references", "title", "cut"))


def _listed(numbers: Iterable[int], names: Iterable[str]) -> str:
    told = (f"{number:,}" if number else "none" for number in numbers)
    return ", ".join(f"{number} {name}" for number, name in zip(told, names, strict=True))
