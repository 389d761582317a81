"""Character references of HTML (HTML Standard §13.2.5.72 to 80) as the characters that they stand for."""

import html
import re

_LONG = re.compile(r"&#(?=[0-9])0*([0-9]*)")
_DIGITS = 7  # of the last character that there is: 1114111


def unescape(text: str) -> str:
    """Return a text with its character references resolved, as `html.unescape` does, whatever their length.

    That one stops at a number of more than 4,300 digits, which Python will not read.
    """
    return html.unescape(_LONG.sub(_shortened, text)) if "&" in text else text


def _shortened(match: re.Match[str]) -> str:
    return f"&#{(match[1] or '0') if len(match[1]) <= _DIGITS else '9' * _DIGITS}"
