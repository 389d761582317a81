"""Whether what is told of a replay is what the WARC holds: every address, status and byte, with no difference."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeGuard

from review_site.archive.verify.fault import FaultError, stop
from review_site.archive.verify.pages import is_html
from review_site.archive.verify.text import as_written, parse_json_object, read_text
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_ENGINES = ("index", "pywb", "wabac")
_EARLIER = "in_the_snapshot_before"
_KEYS = {"version", "about", "compared_with", _EARLIER, "engines"}
_RAN = {
    "engine",
    "ran",
    "version",
    "addresses",
    "identical",
    "bytes",
    "statuses",
    "pages_shown",
    "asked_for_and_not_captured",
    "differences",
}
_UNSHOWN = "pages_not_shown_because"
_AGAIN = "replay the bundle again"


def verify_replay(path: Path, name: str, responses: Sequence[Response], problems: Problems) -> None:
    """Hold `replay.json` against the responses of the WARC.

    Checks that our own reading ran, and that each engine that ran found as many addresses, of each status, and as many
    bytes as are held, all of them rightly, and showed pages that are held.

    Args:
        path: the file.
        name: its name in the bundle.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when it is not JSON of its form.
        OSError: when it cannot be read.
    """
    told = parse_json_object(read_text(path).encode(), "json")
    if told.keys() != _KEYS or told["version"] != 1 or not isinstance(told["about"], str):
        stop("keys", f"are not those of a replay: {', '.join(sorted(_KEYS))}", _AGAIN)
    if told["compared_with"] not in ("site", "warc"):
        problems.add(name, "compared_with", f"is {as_written(told['compared_with'])}", "write site or warc")
    held = [response for response in responses if not response.revisit]
    if type(told[_EARLIER]) is not int or told[_EARLIER] != len(responses) - len(held):
        problems.add(
            name, _EARLIER, f"is {as_written(told[_EARLIER])}", f"the WARC has {len(responses) - len(held)} revisits"
        )
    engines = told["engines"]
    if not isinstance(engines, list) or [_name(one) for one in engines] != list(_ENGINES):
        stop("engines", f"are not {', '.join(_ENGINES)}, in this order", _AGAIN)
    if engines[0].get("ran") is not True:
        problems.add(name, "index", "did not run", _AGAIN)
    for one in engines:
        try:
            _verify_engine(one, name, held, problems)
        except FaultError as fault:
            problems.add(name, fault.field, fault.what, fault.mend)


def _name(engine: object) -> object:
    return engine.get("engine") if isinstance(engine, dict) else None


def _verify_engine(one: Mapping[str, object], name: str, responses: Sequence[Response], problems: Problems) -> None:
    engine = str(one["engine"])
    if one.get("ran") is False:
        if one.keys() != {"engine", "ran", "reason"} or not _is_text(one["reason"]):
            stop(engine, "did not run, and does not say why and nothing else", _AGAIN)
        return
    if one.get("ran") is not True or one.keys() - {_UNSHOWN} != _RAN or not _is_text(one["version"]):
        stop(engine, "does not have the keys of an engine that ran", _AGAIN)
    expected: dict[str, object] = {
        "addresses": len(responses),
        "identical": len(responses),
        "bytes": sum(response.size for response in responses),
        "statuses": dict(Counter(response.status for response in responses)),
        "differences": [],
    }
    for key, value in expected.items():
        if type(one[key]) is not type(value) or one[key] != value:
            problems.add(
                name, f"{key} of {engine}", f"is {as_written(one[key])}", f"the WARC gives {as_written(value)}"
            )
    _verify_addresses(one, engine, name, responses, problems)


def _verify_addresses(
    one: Mapping[str, object], engine: str, name: str, responses: Sequence[Response], problems: Problems
) -> None:
    recorded = {response.url for response in responses}
    pages = {response.url for response in responses if response.status == "200" and is_html(response.media_type)}
    shown, missing = one["pages_shown"], one["asked_for_and_not_captured"]
    if not _are_texts(shown) or not _are_texts(missing) or not _is_text(one.get(_UNSHOWN, "none")):
        stop(engine, "lists its addresses in another way than as texts", _AGAIN)
    for url in sorted(set(shown) - pages):
        problems.add(name, f"pages_shown of {engine}", f"{url[:200]} is not a page that is recorded", _AGAIN)
    for url in sorted(set(missing) & recorded):
        problems.add(name, f"asked_for_and_not_captured of {engine}", f"{url[:200]} is recorded", _AGAIN)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
