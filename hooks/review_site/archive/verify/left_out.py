"""Whether what is left out of a transfer is left out for a true reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.tdr_rules import TdrRules, read_tdr_rules
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_COLUMNS = ("file", "url", "reason", "why")
_STATUSES = {"200", "410"}
_TWINS = (".gz", ".br")
_LONGEST_ADDRESS = 1000
_AGAIN = "make the bundle again"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that is left out; `url` is empty for a compressed form."""

    file: str
    url: str
    reason: str


def verify_left_out(
    path: Path, name: str, recorded: Mapping[str, Response], largest: int, problems: Problems
) -> list[LeftOut]:
    """Hold `left-out.csv` against what was recorded, and return its rows.

    Reasons that a file's format decides are only read here: `verify_identified` holds them against the formats.

    Args:
        path: the table.
        name: its name in the bundle.
        recorded: the responses of the WARC by address.
        largest: the bytes of the largest file that is transferred.
        problems: gathers what is wrong.
    """
    rules = read_tdr_rules()
    left: list[LeftOut] = []
    seen: set[str] = set()
    for line, row in read_rows(path, name, _COLUMNS, problems):
        file, url, reason = row["file"], row["url"], row["reason"]
        left.append(LeftOut(file=file, url=url, reason=reason))
        if not url:
            if reason != "compressed form" or not file.endswith(_TWINS):
                problems.add(name, "url", f"is missing for {file[:200]}", _AGAIN, line=line)
            continue
        if url in seen:
            problems.add(name, "url", f"{url[:200]} stands twice", "give one reason", line=line)
        seen.add(url)
        response = recorded.get(url)
        if response is None:
            problems.add(name, "url", f"{url[:200]} is not recorded", _AGAIN, line=line)
            continue
        if not _is_true(reason, file, response, rules, largest):
            what = f"is “{reason[:40]}” for {url[:200]}"
            mend = f"it answered {response.status} with {response.size} bytes"
            problems.add(name, "reason", what, mend, line=line)
        if response.status != "404" and not _answers_at(url, file):
            problems.add(name, "file", f"{file[:200]} is not what answers at {url[:200]}", _AGAIN, line=line)
    return left


def _is_true(reason: str, file: str, response: Response, rules: TdrRules, largest: int) -> bool:
    own = response.status in _STATUSES
    true = {
        "redirect": not own and response.status != "404",
        "not found": response.status == "404",
        "empty": own and (response.size == 0 or response.sha256 in rules.empty_sha256),
        "system file": own and file.rpartition("/")[2].lower() in rules.ignored_names,
        "too large": own and response.size > largest,
        "address too long": own and len(response.url) > _LONGEST_ADDRESS,
        "unidentified": own,
        "not in PRONOM": own,
        "refused format": own,
    }
    return true.get(reason, False)


def _answers_at(url: str, file: str) -> bool:
    folder, _, name = f"/{file}".rpartition("/")
    return url.endswith(quote(f"{folder}/{'' if name == 'index.html' else name}", safe="/~!$&'()*+,;=:@"))
