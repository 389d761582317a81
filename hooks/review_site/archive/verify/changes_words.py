"""Whether words and links that are told as new stand in the page that was recorded, and those told as gone do not."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from review_site.archive.verify.changes_address import address_below, texts_of
from review_site.archive.verify.payload import payload_at
from review_site.archive.verify.warc import Response
from review_site.problems import Problems, printable

_LIMIT = 1 << 22
_SILENT = {"title", "script", "style", "template", "noscript", "svg", "math"}
_LEADS = {"a": "href", "area": "href", "img": "src", "audio": "src", "video": "src", "source": "src"}
_LEADS |= {"embed": "src", "iframe": "src", "object": "data"}
# A star is one, or stands for a fingerprint: six digits and more in base 16, of both kinds, or twelve figures.
_STANDS_FOR = r"(?:\*|(?=[0-9a-f]*(?:[0-9][a-f]|[a-f][0-9])|[0-9]{12})[0-9a-f]{6,64})"
_AGAIN = "the page that was recorded does not say so"
_Told = Mapping[str, Any]


def verify_words(warc: Path, name: str, told: _Told, recorded: Mapping[str, Response], problems: Problems) -> None:
    """Hold the words, titles and links of a report of changes against the pages that were recorded.

    Args:
        warc: the WARC.
        name: the report's name in the bundle.
        told: the report, whose form is right.
        recorded: the responses by the addresses that the report uses.
        problems: gathers what is wrong.

    Raises:
        FaultError: when a record cannot be read.
        OSError: when the WARC cannot be read.
    """
    shared = {one["number"]: one for one in told["alike"]}
    with warc.open("rb") as stream:
        for address, text in texts_of(told):
            response = recorded.get(address)
            if response is None or response.revisit or response.size > _LIMIT:
                continue  # told elsewhere, or not at hand
            content = payload_at(stream, response).read()
            words, title, leads = _read(content, response, told["new"]["url"])
            parts = [text, *(shared[number] for number in text["alike"] if number in shared)]
            for part in parts:
                for fault in _faults(part, words, leads):
                    problems.add(name, f"words of {address}", fault, _AGAIN)
            if text["title"] and _bare(text["title"]["new"]) not in _bare(title):
                problems.add(name, f"title of {address}", f"is “{text['title']['new']}”", _AGAIN)
            for sign, key in (("-", "removed_words"), ("+", "added_words")):
                pieces = [piece[1] for edit in text["edits"] for piece in edit["pieces"] if piece[0] == sign]
                if text[key] != sum(len(piece.split()) for piece in pieces) and text["cut"] != "full":
                    problems.add(name, f"{key} of {address}", f"is {text[key]}", "count its words")


def _faults(part: _Told, words: str, leads: set[str]) -> Iterator[str]:
    for edit in part["edits"]:
        now = "".join(piece[1] for piece in edit["pieces"] if piece[0] != "-")
        if _bare(now) not in words:
            yield f"tell “{now[:100]}”"
    for one in part["references"]:
        pattern = re.compile(_STANDS_FOR.join(map(re.escape, one["target"].split("*"))))
        if any(map(pattern.fullmatch, leads)) != (one["change"] == "added"):
            yield f"tell {one['target'][:100]} as {one['change']}"


def _read(content: bytes, response: Response, root: str) -> tuple[str, str, set[str]]:
    """Return all words of a page without the spaces between them, its title, and where it leads."""
    if "html" not in response.media_type:
        return _bare(content.decode("utf-8-sig", "replace")), "", set()
    tree = etree.HTML(content, etree.HTMLParser(encoding=_encoding(content, response), huge_tree=True))
    if tree is None:
        return "", "", set()
    bases = tree.xpath("//base/@href")
    here = _joined(response.url, str(bases[0])) if isinstance(bases, list) and bases else response.url
    words, titles, leads, hidden = [], [], set(), 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        silent = tag in _SILENT or (tag and "hidden" in element.attrib)
        if tag == "title" and event == "start":
            titles.append("".join(map(str, element.itertext())))
        hidden += (1 if event == "start" else -1) if silent else 0
        if hidden:
            continue
        if event == "start" and tag == "img" and element.get("alt"):
            words.append(f"[picture: {element.get('alt')}]")
        if event == "start" and (value := element.get(_LEADS.get(tag, "-"))):
            leads.add(address_below(_joined(here, " ".join(value.split())), root))
        words.append((element.text if event == "start" else element.tail) or "")
    return _bare("".join(words)), titles[0] if titles else "", leads


def _encoding(content: bytes, response: Response) -> str | None:
    try:
        content.decode()
    except UnicodeDecodeError:
        match = re.search(r"charset=\"?([\w.:-]+)", response.media_type, re.IGNORECASE)
        try:
            return "".encode(match[1]).decode() or match[1] if match else None
        except LookupError:
            return None
    return "utf-8"


def _joined(base: str, written: str) -> str:
    try:
        return urljoin(base, written)
    except ValueError:
        return written


def _bare(text: str) -> str:
    """Return a text without spaces, with raised digits as plain ones."""
    return unicodedata.normalize("NFKC", printable("".join(text.split())))
