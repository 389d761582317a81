"""Where the head of a page ends and its body begins, also where no tag says so (HTML §13.2.6.4.3 to 7)."""

from collections.abc import Sequence
from dataclasses import dataclass

from review_site.archive.reading_copy.tokens import Token

_OF_HEAD_WORDS = "html head title base basefont bgsound link meta noframes noscript script style template"
_OF_HEAD = frozenset(_OF_HEAD_WORDS.split())
_ENDS_IN_BODY = frozenset({"body", "html", "br"})
_PARTS_OF_NOSCRIPT = frozenset({"img", "iframe"})  # of other hosts, to count readers: no body begins with them


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a page may be added to.

    `head` is the place right after the tag that opens the head, or where one may be thought; `body` that of the first
    thing in the body, None where there is none (a set of frames); `first` the number of the first token of the body.
    """

    head: int
    body: int | None
    first: int


def find_beginning(tokens: Sequence[Token], text: str) -> Beginning:
    """Return where head and body of a page of HTML begin."""
    head = 0
    hidden = in_noscript = 0
    counting: int | None = None
    for number, token in enumerate(tokens):
        if hidden or token.name == "template":
            step = {"start": 1, "end": -1}.get(token.kind, 0) if token.name == "template" else 0
            hidden = max(0, hidden + step)
        elif token.kind == "start" and token.name == "body":
            return Beginning(head, token.end, number + 1)
        elif token.kind == "start" and token.name == "frameset":
            return Beginning(head, None, number)
        elif in_noscript and token.name in _PARTS_OF_NOSCRIPT:
            counting = number if counting is None else counting
        elif _begins_body(token, text):
            return Beginning(head, token.start, number)
        elif token.kind == "doctype" or (token.kind == "start" and token.name in ("html", "head")):
            head = token.end
        elif token.name == "noscript":
            in_noscript = token.kind == "start"
    # In a title or template that never ends, nothing is shown, and nothing can be added.
    if counting is not None:
        return Beginning(head, tokens[counting].start, counting)
    last = tokens[-1] if tokens else None
    is_open = hidden > 0 or (last is not None and last.kind != "end" and last.name in ("title", "style"))
    return Beginning(head, None if is_open else len(text), len(tokens))


def find_xml_beginning(tokens: Sequence[Token]) -> Beginning | None:
    """Return where head and body of a page of XHTML begin, None where one of them is not there."""
    head = next((token.end for token in tokens if token.kind == "start" and token.name == "head"), None)
    bodies = (number for number, token in enumerate(tokens) if token.kind == "start" and token.name == "body")
    body = next(bodies, None)
    return None if head is None or body is None else Beginning(head, tokens[body].end, body + 1)


def _begins_body(token: Token, text: str) -> bool:
    if token.kind == "start":
        return token.name not in _OF_HEAD
    if token.kind == "end":
        return token.name in _ENDS_IN_BODY
    if token.kind == "text":
        return bool(text[token.start : token.end].strip("\t\n\f\r "))
    return token.kind in ("cut", "cdata")
