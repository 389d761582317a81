"""Why a block of front matter is no YAML, in the words of somebody who has never heard of YAML."""

import re

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})")
_NO_SPACE = re.compile(r"^\s*[A-Za-z_]+:[^\s/]")
_NO_COLON = re.compile(r"^[a-z_]+ [^:]*$")
_QUOTES = {'"': "a double quotation mark", "'": "a single quotation mark"}
_GENERAL = ("cannot be read from here on", "check the indentation, and put a text with a colon in quotation marks")


def explain_yaml(text: str, line: int) -> tuple[int, str, str]:
    """Return the line (from 0), what is wrong and what would be right, for a text that failed at a line (from 0)."""
    for number, row in enumerate(text.splitlines()):
        if _CONFLICT.match(row):
            return number, "holds marks of an unsolved merge", "keep one side, and delete the lines of < = >"
        if "\t" in row:
            return number, "holds a tab", "use spaces in place of the tab"
        if "\u00a0" in row and re.match(r"^\s*[A-Za-z_]+:\u00a0", row):
            return number, "has a no-break space after the colon", "type an ordinary space"
        if _NO_SPACE.match(row):
            return number, "has no space after the colon", "write `field: value`"
        if _NO_COLON.match(row):
            return number, "has no colon after the field", "write `field: value`"
        value = row.partition(":")[2].strip()
        if (hint := _open_mark(value)) is not None:
            return number, *hint
        if re.match(r"[^\"'\[{|>#][^#]*: ", value):
            return number, "has a colon inside its text", "put the whole text in quotation marks"
    return line, *_GENERAL


def _open_mark(value: str) -> tuple[str, str] | None:
    """Return what is wrong with a value that opens a quotation or a list and does not close it well."""
    if value[:1] in _QUOTES and not re.fullmatch(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", value):
        name = _QUOTES[value[0]]
        return (
            f"opens with {name} that is not closed well",
            "close it with the same mark, and use the other kind inside",
        )
    if value.startswith("[") and not value.endswith("]"):
        return "opens a list that is not closed", "end it with ]"
    return None
