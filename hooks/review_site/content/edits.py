"""Changes that a command makes in a writer's file: one field's line at a time, and nothing else in it."""

import re
from collections.abc import Mapping

_FENCE = re.compile(r"(?:\A\ufeff|^)---[ \t]*\r?\n", re.MULTILINE)


def set_fields(text: str, fields: Mapping[str, str], *, register: bool = False) -> str:
    """Return a text with fields of its front matter set to plain values; each stands on a line of its own.

    A `register` is all front matter.

    A field that is there keeps its place, one that is not comes last. Comments and line ends stay as they are.

    Raises:
        ValueError: when the text has no front matter, or a field's value goes over several lines.
    """
    fences = list(_FENCE.finditer(text))
    if not register and (len(fences) < 2 or fences[0].start() > 0):
        raise ValueError("the file has no front matter between two lines of ---")
    start, end = (0, len(text)) if register else (fences[0].end(), fences[1].start())
    front = text[start:end]
    newline = "\r\n" if "\r\n" in front else "\n"
    for name, value in fields.items():
        line = re.compile(rf"^{re.escape(name)}:.*?(\r?)$", re.MULTILINE)
        found = line.search(front)
        if found is None:
            front += f"{name}: {value}{newline}"
        elif re.match(r"\r?\n[ \t]+\S", front[found.end() :]):
            raise ValueError(f"{name} goes over several lines (write it on one line)")
        else:
            front = front[: found.start()] + f"{name}: {value}{found[1]}" + front[found.end() :]
    return text[:start] + front + text[end:]
