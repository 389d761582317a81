"""Whether the page of changes, which people read, says what its data says, and needs nothing but itself."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from lxml import etree

from review_site.archive.verify.changes_address import texts_of
from review_site.archive.verify.changes_summary import expected_summary, is_shared
from review_site.archive.verify.fault import stop
from review_site.problems import Problems, printable

_FOREIGN = ("script", "link", "img", "iframe", "object", "embed", "form", "base", "video", "audio", "source", "svg")
_AGAIN = "make the bundle again, beside the one before"
_SITE, _LEAD = './/p[@class="site"]', './/p[@class="lead"]'
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MARKS = {"del": "-", "ins": "+"}
_FOLD = re.compile(r"… ([0-9,]+) words? the same …")
_Told = Mapping[str, Any]
_Block = list[tuple[str, str]]
"""A paragraph as the page sets it: what stayed, went and came, by sign, and `…` with the words that are left out."""


def verify_page(page: str, name: str, told: _Told, problems: Problems) -> None:
    """Hold the page of changes against its data, both ways: its summary, each changed paragraph, each address.

    Args:
        page: the HTML.
        name: its name in the bundle.
        told: the data, whose form is right.
        problems: gathers what is wrong.

    Raises:
        FaultError: when it is no HTML.
    """
    tree = etree.HTML(page.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if tree is None:
        stop("html", "is empty", _AGAIN)
    for element in tree.iter(*_FOREIGN):
        problems.add(name, str(element.tag), "stands there, and the page needs nothing but itself", _AGAIN)
    _verify_head(tree, name, told, problems)
    _verify_summary(tree, name, told, problems)
    for number, (pieces, block) in enumerate(zip_longest(_told_blocks(told), _blocks(tree)), 1):
        if pieces is None or block is None or not _is_set(pieces, block):
            shown = "".join(text for _, text in block or pieces or ())
            problems.add(
                name, f"changed paragraph {number}", f"is “{printable(shown[:100])}”, and not in the data", _AGAIN
            )
            break  # every later one is then out of step
    named = Counter(_text(element) for element in tree.iter() if element.get("class") == "name")
    expected = Counter(filter(None, _names(told)))
    for words in sorted(((named - expected) + (expected - named)).keys()):
        where = "the page alone" if words in named - expected else "the data alone"
        problems.add(name, "name", f"“{words}” stands in {where}", _AGAIN)
    codes = {_text(element) for element in tree.iter("code")}
    for code in sorted(codes - set(_may_stand(told))):
        problems.add(name, "address", f"{code} is not in the data", _AGAIN)
    for address in sorted(set(_must_stand(told)) - codes):
        problems.add(name, "address", f"{address} is in the data alone", _AGAIN)


def _verify_head(tree: etree._Element, name: str, told: _Told, problems: Problems) -> None:
    """Check the name of the site and the two days, which stand above the page and in its title."""
    title, site, lead = (" ".join(map(_text, tree.iterfind(path))) for path in (".//title", _SITE, _LEAD))
    if site != _bare(told["new"]["name"]) or not title.endswith(site):
        problems.add(name, "site", f"is “{site}”", f"the data says “{told['new']['name']}”")
    for side in ("old", "new"):
        day = _spoken_day(told[side]["as_at"])
        if day not in title or day not in lead:
            problems.add(name, "days", f"are “{lead}”", f"the data says {day} for the {side} state")


def _spoken_day(written: str | None) -> str:
    """Return the day of an instant as it is written; nothing where it is none."""
    try:
        day = datetime.fromisoformat(written or "").date()
    except ValueError:
        return ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _verify_summary(tree: etree._Element, name: str, told: _Told, problems: Problems) -> None:
    shown = [_text(one) for one in tree.iterfind('.//ul[@class="summary"]/li')]
    for line, expected in zip_longest(shown, expected_summary(told)):
        if line != expected:
            problems.add(name, "summary", f"says “{line}”", f"the data says “{expected}”")


def _told_blocks(told: _Told) -> Iterator[Sequence[Sequence[str]]]:
    """Give the pieces of each changed paragraph in the order of the page."""
    texts = [one["text"] for one in told["moved"] if one["text"] is not None]
    texts += told["alike"]
    texts += [one["text"] for one in told["changed"] if one["text"] is not None]
    for text in texts:
        if text.get("title"):
            yield [piece for piece in (("-", text["title"]["old"]), ("+", text["title"]["new"])) if piece[1]]
        for place in ("main", "frame"):
            yield from (edit["pieces"] for edit in text["edits"] if edit["place"] == place)


def _blocks(tree: etree._Element) -> Iterator[_Block]:
    """Give each paragraph of words in a run of changes, which stands in it or in the part with the page's language."""
    for run in tree.iter("div"):
        if "run" in (run.get("class") or "").split():
            for element in (*run.iterfind("p"), *run.iterfind("div/p")):
                if element.get("class") not in ("label", "gap"):
                    yield list(_tokens(element))


def _tokens(block: etree._Element) -> Iterator[tuple[str, str]]:
    yield "=", block.text or ""
    for element in block:
        text = "".join(map(str, element.itertext()))
        fold = _FOLD.fullmatch(text) if element.tag == "span" else None
        yield ("…", fold[1].replace(",", "")) if fold else (_MARKS.get(str(element.tag), "?"), text)
        yield "=", element.tail or ""


def _is_set(pieces: Sequence[Sequence[str]], block: _Block) -> bool:
    """Tell whether a paragraph of the page is that of the data, but for the middle of what stayed."""
    left = [(sign, text) for sign, text in block if text.strip()]
    for sign, text in ((sign, text) for sign, text in pieces if text.strip()):
        if sign != "=":
            if not left or (left[0][0], left[0][1].split()) != (sign, text.split()):
                return False
            left = left[1:]
            continue
        length = next((number for number, token in enumerate(left) if token[0] not in "=…"), len(left))
        if not _stays(text.split(), left[:length]):
            return False
        left = left[length:]
    return not left


def _stays(words: list[str], tokens: _Block) -> bool:
    fold = next((number for number, token in enumerate(tokens) if token[0] == "…"), None)
    if fold is None:
        return words == " ".join(text for _, text in tokens).split()
    head, tail = (" ".join(text for _, text in part).split() for part in (tokens[:fold], tokens[fold + 1 :]))
    folded = len(words) - len(head) - len(tail)
    return words[: len(head)] == head and words[len(head) + folded :] == tail and str(folded) == tokens[fold][1]


def _may_stand(told: _Told) -> Iterator[str]:
    """Give whatever the page may set as an address."""
    yield "changes-since-previous.json"
    yield from _must_stand(told)
    for one in told["renewed"]:
        yield from map(_bare, (one["pattern"], *one["old"], *one["new"]))
    for part in (*(text for _, text in texts_of(told)), *told["alike"]):
        yield from (_bare(reference["target"]) for reference in part["references"])


def _names(told: _Told) -> Iterator[str]:
    """Give the name of each page as often as the page of changes says it."""
    moved = {one[side]["address"] for one in told["moved"] for side in ("old", "new")}
    for one in told["moved"]:
        yield _bare(one["new"]["name"] or one["new"]["address"])
    for key in ("added", "removed"):
        for item in told[key]:
            if item["address"] not in moved and item["kind"] == "page" and item["status"] not in (404, 410):
                yield _bare(item["name"])
    for one in told["changed"]:
        if one["nature"] == "words" and not is_shared(one["text"]):
            yield _bare(one["new"]["name"] or one["address"])
        elif one["nature"] in ("words", "code") or (one["nature"] == "bytes" and one["new"]["kind"] == "page"):
            yield _bare(one["new"]["name"])


def _must_stand(told: _Told) -> Iterator[str]:
    """Give each address that the page must set."""
    renewed = {address for one in told["renewed"] for address in (*one["old"], *one["new"])}
    items = [item for key in ("added", "removed") for item in told[key] if item["status"] not in (404, 410)]
    for item in (*items, *(one["new"] for one in told["changed"])):
        if item["address"] not in renewed:
            yield _bare(item["address"])
    for one in told["renewed"]:
        if len(one["old"]) > 1 or len(one["new"]) > 1:
            yield _bare(one["pattern"])


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _bare(text: str) -> str:
    return printable(" ".join(text.split()))
