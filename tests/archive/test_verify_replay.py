"""What verify tells of a `replay.json` that is not in step with the WARC."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.archive.replaying import CHROMIUM, PYWB, verified, web_of

from review_site.archive.replay import Engines, render_replay, write_replay
from review_site.archive.verify.warc import Response, verify_warc
from review_site.problems import Problems

UNPLAYED: dict[str, object] = {"engine": "wabac", "ran": False, "reason": "no browser"}


def _edit(*path: str | int, to: object) -> Callable[[dict[str, object]], None]:
    """Return a change of one value, which stands at a path in the JSON."""

    def change(value: object) -> None:
        for step in path[:-1]:
            value = value[step]  # type: ignore[index]
        value[path[-1]] = to  # type: ignore[index]

    return change


@pytest.fixture(scope="module")
def responses(sound: Path) -> list[Response]:
    return verify_warc(web_of(sound).warc, "x", Problems()).responses


@pytest.fixture(scope="module")
def written(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    file = tmp_path_factory.mktemp("written") / "replay.json"
    write_replay(web_of(sound).replay(engines=Engines(pywb=PYWB, chromium=CHROMIUM)), file)
    value: dict[str, object] = json.loads(file.read_bytes())
    return value


def test_a_written_replay_is_in_step_with_the_warc(
    written: dict[str, object], responses: list[Response], tmp_path: Path
) -> None:
    assert verified(written, responses, tmp_path / "x") == []
    assert [one["ran"] for one in written["engines"]] == [True, True, False]  # type: ignore[attr-defined]


def test_a_written_replay_of_our_own_reading_alone_is_in_step_with_the_warc(
    sound: Path, responses: list[Response], tmp_path: Path
) -> None:
    value = json.loads(render_replay(web_of(sound).replay()))
    assert verified(value, responses, tmp_path / "x") == []
    assert [one["ran"] for one in value["engines"]] == [True, False, False]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_edit("version", to=2), "keys: are not"),
        (_edit("more", to=2), "keys: are not"),
        (_edit("in_the_snapshot_before", to=False), "in_the_snapshot_before: is “false”"),
        (_edit("compared_with", to="hope"), "compared_with: is hope"),
        (_edit("engines", to=[]), "engines: are not"),
        (_edit("engines", 0, "engine", to="pywb"), "engines: are not"),
        (_edit("engines", 0, to={"engine": "index", "ran": False, "reason": "no"}), "index: did not run"),
        (_edit("engines", 0, "addresses", to=12), "addresses of index: is 12 (the WARC gives 11)"),
        (_edit("engines", 0, "identical", to=10), "identical of index: is 10"),
        (_edit("engines", 1, "identical", to=True), "identical of pywb: is “true”"),
        (_edit("engines", 1, "bytes", to=1), "bytes of pywb: is 1"),
        (_edit("engines", 1, "statuses", "200", to=8), "statuses of pywb: is"),
        (_edit("engines", 1, "differences", to=[{}]), "differences of pywb: is"),
        (_edit("engines", 1, "version", to=""), "pywb: does not have the keys"),
        (_edit("engines", 1, "extra", to=""), "pywb: does not have the keys"),
        (_edit("engines", 1, "ran", to="yes"), "pywb: does not have the keys"),
        (_edit("engines", 1, "pages_shown", to="all"), "pywb: lists its addresses"),
        (_edit("engines", 1, "pages_shown", 0, to="https://review.example.org/feed.atom"), "is not a page that is"),
        (_edit("engines", 1, "pages_not_shown_because", to=3), "pywb: lists its addresses"),
        (
            _edit("engines", 1, "asked_for_and_not_captured", to=["https://review.example.org/feed.atom"]),
            "https://review.example.org/feed.atom is recorded",
        ),
        (_edit("engines", 2, to=UNPLAYED | {"reason": " "}), "wabac: did not run, and does not say why"),
        (_edit("engines", 2, to=UNPLAYED | {"addresses": 11}), "wabac: did not run, and does not say why"),
    ],
)
def test_a_forged_replay_is_told(
    written: dict[str, object],
    responses: list[Response],
    tmp_path: Path,
    change: Callable[[dict[str, object]], None],
    said: str,
) -> None:
    forged = json.loads(json.dumps(written))
    change(forged)
    assert any(said in problem for problem in verified(forged, responses, tmp_path / "x"))


def test_a_replay_that_is_no_json_is_told(responses: list[Response], tmp_path: Path) -> None:
    assert verified([], responses, tmp_path / "x") == [
        "replay.json: json: is not a JSON object (make the bundle again, or fetch a whole copy)"
    ]
