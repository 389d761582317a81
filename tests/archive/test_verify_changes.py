"""Whatever is altered in a report of changes, and contradicts the capture or the other form of it, is told."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.archive.states import ANSWERS, NEW, OLD, bag_of, lay

from review_site.archive.compare.comparison import compare
from review_site.archive.compare.reading import read_snapshot
from review_site.archive.compare.writing import write_changes
from review_site.archive.verify.changes import DATA, PAGE, verify_changes
from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.warc import Response, verify_warc
from review_site.problems import Problems

WARC = "data/web/site.warc.gz"
Told = dict[str, Any]


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bag with a report of what changed since another: read it, or leave it as it was found."""
    folder = tmp_path_factory.mktemp("reported")
    old = read_snapshot(bag_of(lay(folder / "old", OLD, {}, "2030-02-01"), folder / "first", "2030-02-01"))
    bag = bag_of(lay(folder / "new", NEW, ANSWERS, "2030-03-01"), folder / "second", "2030-03-01")
    write_changes(compare(old, read_snapshot(bag)), bag / "data/reports")
    return bag


@pytest.fixture(scope="module")
def responses(reported: Path) -> list[Response]:
    problems = Problems()
    found = verify_warc(reported / WARC, WARC, problems).responses
    assert list(problems) == []
    return found


@pytest.fixture
def bag(reported: Path, tmp_path: Path) -> Path:
    shutil.copytree(reported / "data", tmp_path / "data")
    return tmp_path


def found(bag: Path, responses: list[Response]) -> list[str]:
    problems = Problems()
    files = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    try:
        verify_changes(bag, WARC, files, responses, problems)
    except FaultError as fault:
        return [str(fault)]
    return list(map(str, problems))


def test_a_report_of_ours_is_sound(reported: Path, responses: list[Response]) -> None:
    assert found(reported, responses) == []


def test_a_bundle_without_one_before_it_needs_none(bag: Path, responses: list[Response]) -> None:
    shutil.rmtree(bag / "data/reports")
    assert found(bag, responses) == []


ODD = [
    ("<img src=/b.1a2b3c4d.png>", "<img src=/b.20300201.png><img src=/b.other.png>"),
    ("<a href=/x*y>x</a>", "<a href=/x*z>x</a><a href='/x*1a2b3c4d*.y'>x</a>"),
    ("<p>One.<sup>1</sup><p hidden>no</p>", "<p>One.<sup>12</sup> \u202e&#1;<img alt='a  lamp'><script>x</script> two"),
    ("<title>t</title>one", f"<title>{'long ' * 200}</title><b>two<table>three<td>four"),
    ("<a href=mailto:a@example.org>a</a>", "<a href='http://[bad'>a</a><base href=/q/><a href=' y\n'>b</a>"),
]


@pytest.mark.parametrize(("old", "new"), ODD)
def test_odd_pages_are_no_forgeries(tmp_path: Path, old: str, new: str) -> None:
    was = bag_of(lay(tmp_path / "old", {"p.html": old}), tmp_path / "first", "2030-02-01")
    bag = bag_of(lay(tmp_path / "new", {"p.html": new}), tmp_path / "second", "2030-03-01")
    for states in ((was, bag), (bag, was)):
        first, last = map(read_snapshot, states)
        write_changes(compare(first, last), states[1] / "data/reports")
        problems = Problems()
        assert found(states[1], verify_warc(states[1] / WARC, WARC, problems).responses) == []
        assert json.loads((states[1] / DATA).read_bytes())["changed"][0]["nature"] == "words"


@pytest.mark.parametrize("name", [PAGE, DATA])
def test_one_form_without_the_other_is_told(bag: Path, responses: list[Response], name: str) -> None:
    (bag / name).unlink()
    assert found(bag, responses)[0].startswith(f"{name}: file: is missing, and the other form of it is there")


def at(told: Told, key: str, address: str) -> Told:
    (one,) = [one for one in told[key] if one["address"] == address]
    return one


def put(key: str, value: object) -> Callable[[Told], None]:
    """Put a value at a place: `changed / new bytes`."""

    def change(told: Told) -> None:
        *steps, last = key.split()
        here: Any = told
        for step in steps:
            here = _step(here, step)
        assert here[int(last) if isinstance(here, list) else last] != value
        here[int(last) if isinstance(here, list) else last] = value

    return change


def _step(here: Any, step: str) -> Any:
    if isinstance(here, list):
        return here[int(step)] if step.isdigit() else next(one for one in here if one["address"] == step)
    return here[step]


def drop(key: str, number: int = 0) -> Callable[[Told], None]:
    return lambda told: told[key].pop(number)


def double(key: str) -> Callable[[Told], None]:
    return lambda told: told[key].append(told[key][0])


FORGED: list[tuple[Callable[[Told], object], str]] = [
    (put("version", 2), "version: is 2"),
    (put("unchanged", True), "unchanged: is “true”"),
    (put("unchanged", 1), "new.addresses: is 14"),
    (put("new addresses", 15), "new.addresses: is 15"),
    (put("old addresses", 15), "old.addresses: is 15"),
    (put("new url", "https://other.example/"), "is not recorded"),
    (put("new name", "Review of Bells"), "site: is “Review of Lighthouses”"),
    (put("new as_at", "2030-03-02T00:00:00+00:00"), "new.as_at: is 2030-03-02T00:00:00+00:00"),
    (put("new as_at", "2030-03-01T00:00:00.000+00:00"), "new.as_at: is 2030-03-01T00:00:00.000+00:00"),
    (put("old as_at", "2030-02-02T00:00:00+00:00"), "days: are “From 1 February 2030"),
    (put("old as_at", "yesterday"), "old.as_at: is yesterday"),
    (lambda told: told.pop("alike"), "does not have the keys"),
    (lambda told: told.update(more=1), "does not have the keys"),
    (drop("added"), "new.addresses: is 14"),
    (drop("removed"), "old.addresses: is 12"),
    (drop("changed", 2), "new.addresses: is 14"),
    (double("added"), "added: is not sorted by address, or names one twice"),
    (double("removed"), "removed: is not sorted by address, or names one twice"),
    (lambda told: told["removed"].append(told["added"][0]), "/lamp.png is told in two ways"),
    (lambda told: told["added"].reverse(), "added: is not sorted by address"),
    (put("removed /gone/ address", "/there/"), "/there/ is recorded"),
    (put("added /new/ address", "/none/"), "/none/ is not recorded"),
    (put("added /new/ bytes", 1), "bytes: of /new/ is 1"),
    (put("added /new/ sha256", "0" * 64), "sha256: of /new/ is 0000"),
    (put("added /new/ sha256", "0" * 63), "added.1.sha256: is 0000"),
    (put("added /new/ status", 404), "status: of /new/ is 404"),
    (put("added /new/ media_type", "text/plain"), "media_type: of /new/ is text/plain"),
    (put("added /new/ url", "https://other.example/new/"), "url: of /new/ is https://other.example/new/"),
    (put("added /new/ name", "Old"), "name: “Old” stands in the data alone"),
    (put("added /new/ kind", "book"), "added.1.kind: is book"),
    (put("changed /here/ new location", "/gone/"), "location: of /here/ is /gone/"),
    (put("changed /here/ old address", "/gone/"), "is another on one side"),
    (put("changed /away/ nature", "words"), "nature: of /away/ is words (its two sides say status)"),
    (put("changed /plan.pdf nature", "type"), "nature: of /plan.pdf is type (its two sides say bytes)"),
    (put("changed /code/ nature", "words"), "text: of /code/ does not go with “words”"),
    (put("changed /notes.txt old media_type", "text/zzz"), "nature: of /notes.txt is words (its two sides say type)"),
    (put("changed /notes.txt old media_type", "text/aaa"), "nature: of /notes.txt is words (its two sides say type)"),
    (put("changed /notes.txt text", None), "text: of /notes.txt does not go with “words”"),
    (
        lambda told: at(told, "changed", "/plan.pdf").update(old=at(told, "changed", "/plan.pdf")["new"]),
        "its two sides",
    ),
    (put("changed / text edits 1 pieces 2 1", "were"), "words of /: tell “word0"),
    (put("changed / text edits 1 pieces 1 1", "was "), "changed paragraph"),
    (put("changed / text edits 1 pieces 0", ["?", "x"]), 'changed.0.text.edits.1.pieces.0: is ["?", "x"]'),
    (put("changed / text added_words", 9), "added_words of /: is 9"),
    (put("changed / text removed_words", 9), "removed_words of /: is 9"),
    (put("changed / text title new", "Farewell"), "title of /: is “Farewell”"),
    (put("changed / text alike", []), "alike: 1 and / do not name each other"),
    (put("alike 0 addresses 1", "/code/"), "do not name each other"),
    (put("alike 0 number", 2), "alike: is not numbered from 1 on"),
    (put("alike 0 edits 0 pieces 0 1", "To open."), "words of /: tell “To open.”"),
    (put("alike 0 references 0 target", "/y/"), "words of /: tell /y/ as added"),
    (put("alike 0 references 0 change", "removed"), "words of /: tell /z/ as removed"),
    (put("moved 0 new address", "/new/"), "moved: /new/ is not told the same elsewhere"),
    (put("moved 0 old address", "/gone/"), "moved: /there/ is not told the same elsewhere"),
    (put("moved 0 reason", "bytes"), "moved: /there/ is not told the same elsewhere"),
    (put("renewed 0 old 0", "/site.css"), "renewed: /site.*.css is not told the same elsewhere"),
    (put("renewed 0 new", []), "renewed: /site.*.css is not told the same elsewhere"),
]


@pytest.mark.parametrize(("change", "said"), FORGED, ids=[said[:40] for _, said in FORGED])
def test_data_that_contradicts_the_capture_or_itself_is_told(
    bag: Path, responses: list[Response], change: Callable[[Told], object], said: str
) -> None:
    told = json.loads((bag / DATA).read_bytes())
    change(told)
    (bag / DATA).write_text(json.dumps(told, ensure_ascii=False) + "\n")
    problems = found(bag, responses)
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1 added, 1 removed", "9 added, 1 removed", "summary: says “Pages: 9 added"),
        ("<li>0 addresses", "<li>All addresses", "summary: says “All addresses"),
        ("<del>were</del>", "<del>where</del>", "changed paragraph"),
        ("<ins>are</ins>", "<ins>shine</ins>", "changed paragraph"),
        ("<ins>are</ins>", "are", "changed paragraph"),
        ("48 words the same", "47 words the same", "changed paragraph"),
        ("word49 word50", "word49 word51", "changed paragraph"),
        ("<ins>To close.</ins>", "<ins>To open.</ins>", "changed paragraph"),
        ("<code>/gone/</code>", "<code>/lost/</code>", "address: /lost/ is not in the data"),
        ("<code>/gone/</code>", "/gone/", "address: /gone/ is in the data alone"),
        (">Gone<", ">Lost<", "name: “Lost” stands in the page alone"),
        ("</main>", "<script>x</script></main>", "script: stands there"),
        ("</main>", '<img src="x"></main>', "img: stands there"),
        ("</main>", '<div class="run"><p><ins>x</ins></p></div></main>', "changed paragraph"),
    ],
)
def test_a_page_that_contradicts_its_data_is_told(
    bag: Path, responses: list[Response], old: str, new: str, said: str
) -> None:
    page = (bag / PAGE).read_text()
    assert old in page
    (bag / PAGE).write_text(page.replace(old, new))
    problems = found(bag, responses)
    assert any(said in problem for problem in problems), problems


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.sampled_from(list('0123456789aAzZ"{}[],:/ ')))
def test_no_altered_character_of_the_data_stays_untold(
    reported: Path, responses: list[Response], tmp_path: Path, where: float, letter: str
) -> None:
    """But for what only the snapshot before knows, and what is for the eye alone: tags, headings, distances."""
    text = (reported / DATA).read_text()
    place = int(where * len(text))
    altered = text[:place] + letter + text[place + 1 :]
    for name in (PAGE, WARC):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(reported / name, target)
    (tmp_path / DATA).write_text(altered)
    try:
        free = _bound(json.loads(altered)) == _bound(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        free = False
    assert free or found(tmp_path, responses)


FREE = {
    "under",
    "tag",
    "language",
    "unchanged_before",
    "same_words",
    "cut",
    "kind",
    "place",
    "pattern",
    "as_at",
    "record",
}


def _bound(told: Any, within: str = "") -> Any:
    """A report without what no other file of its bundle can contradict."""
    if isinstance(told, list):
        return [_bound(one, within) for one in told]
    if not isinstance(told, dict):
        return told
    if within in ("removed", "old"):
        return told.get("address", told.get("as_at"))
    return {key: _bound(value, key) for key, value in told.items() if key not in FREE}
