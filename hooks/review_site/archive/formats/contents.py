"""What a file's first bytes show where PRONOM has no signature: text, JSON, the root of a document."""

import re

_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BEFORE_ROOT = re.compile(
    rb"\s*+(?:<\?.*?\?>\s*+|<!--.*?-->\s*+|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?+[^>]*+>\s*+)*+", re.DOTALL
)
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_VALUE = re.compile(rb"[ \t\r\n]*+(?:[{\[\"]|-?\d|(?:true|false|null)\b)")
_TAG = re.compile(rb"<[A-Za-z][^<>]*>")


def is_text(head: bytes) -> bool:
    """Tell whether bytes may be text in any of the encodings that the web uses."""
    return head.startswith(_UTF16) or not _NOT_TEXT.search(head)


def is_json(head: bytes) -> bool:
    """Tell whether bytes are text that begins as a value of JSON does (RFC 8259 §3)."""
    return is_text(head) and _VALUE.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def has_tags(head: bytes) -> bool:
    """Tell whether bytes are text with at least one tag in it."""
    return is_text(head) and _TAG.search(head) is not None


def root_of(head: bytes) -> str:
    """Return the name, without prefix, of the element that XML begins with; empty where bytes begin otherwise."""
    content = head.removeprefix(b"\xef\xbb\xbf")
    before = _BEFORE_ROOT.match(content)
    root = _ROOT.match(content, before.end() if before else 0)
    return root[1].decode() if root else ""
