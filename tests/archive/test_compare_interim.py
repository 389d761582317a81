from dataclasses import replace
from pathlib import Path

import pytest
from tests.archive.states import URL, bag_of, lay, page

from review_site.archive.compare.interim import Interim, plan_interim
from review_site.archive.compare.reading import read_snapshot
from review_site.archive.compare.snapshot import Original, Snapshot
from review_site.archive.inventory import read_inventory

SITE = {"index.html": page("Welcome", ""), "lamp.png": b"lamp", "moved/index.html": "m", "gone/index.html": "g"}
ANSWERS = {"moved/index.html": (301, "/")}


@pytest.fixture
def previous(tmp_path: Path) -> Snapshot:
    return read_snapshot(bag_of(lay(tmp_path / "site", SITE, ANSWERS), tmp_path / "bag", "2030-02-01"))


def states(plan: Interim) -> dict[str, str]:
    return {one.resource.address: one.state for one in plan.planned if one.resource.address != "/site-index.json"}


def test_what_is_as_it_was_refers_to_its_record(previous: Snapshot, tmp_path: Path) -> None:
    plan = plan_interim(previous, read_inventory(lay(tmp_path / "next", SITE, ANSWERS), URL))
    assert states(plan) == {"/": "unchanged", "/gone/": "unchanged", "/lamp.png": "unchanged", "/moved/": "unchanged"}
    originals = {one.resource.address: one.original for one in plan.planned}
    assert originals == {address: one.original for address, one in previous.captures.items()}
    lamp = originals["/lamp.png"]
    assert isinstance(lamp, Original)
    assert (lamp.url, lamp.date) == (f"{URL}lamp.png", "2030-02-01T00:00:00Z")
    assert lamp.record.startswith("<urn:uuid:")
    assert plan.gone == ()


@pytest.mark.parametrize(
    ("files", "answers", "address", "state"),
    [
        ({"lamp.png": b"Lamp"}, ANSWERS, "/lamp.png", "changed"),
        ({"bell.png": b"lamp"}, ANSWERS, "/bell.png", "new"),
        ({}, ANSWERS | {"gone/index.html": (410, None)}, "/gone/", "changed"),
        ({}, {"moved/index.html": (301, "/gone/")}, "/moved/", "changed"),
        ({}, {}, "/moved/", "changed"),
    ],
)
def test_what_is_new_or_answers_otherwise_is_recorded(
    previous: Snapshot, tmp_path: Path, files: dict, answers: dict, address: str, state: str
) -> None:
    plan = plan_interim(previous, read_inventory(lay(tmp_path / "next", SITE | files, answers), URL))
    (one,) = [one for one in plan.planned if one.resource.address == address]
    assert (one.state, one.original) == (state, None)
    assert sum(told != "unchanged" for told in states(plan).values()) == 1


def test_another_type_for_the_same_bytes_is_another_answer(previous: Snapshot, tmp_path: Path) -> None:
    inventory = read_inventory(lay(tmp_path / "next", SITE, ANSWERS), URL)
    resources = tuple(replace(one, media_type=f"{one.media_type}; x=y") for one in inventory.resources)
    assert set(states(plan_interim(previous, replace(inventory, resources=resources))).values()) == {"changed"}


def test_what_went_is_told_once(previous: Snapshot, tmp_path: Path) -> None:
    files = {name: content for name, content in SITE.items() if name not in ("gone/index.html", "moved/index.html")}
    site = lay(tmp_path / "next", files)
    plan = plan_interim(previous, read_inventory(site, URL))
    told = [(one.address, one.url, one.was.status) for one in plan.gone]
    assert told == [
        ("/gone/", f"{URL}gone/", 200),
        ("/moved/", f"{URL}moved/", 301),
        ("/site-index.json", f"{URL}site-index.json", 200),
    ]
    after = read_snapshot(bag_of(site, tmp_path / "second", "2030-03-01", previous))
    assert {after.captures[address].status for address, _, _ in told} == {404}
    assert plan_interim(after, read_inventory(site, URL)).gone == ()


def test_of_a_folder_nothing_can_be_referred_to(tmp_path: Path) -> None:
    folder = lay(tmp_path / "next", SITE)
    plan = plan_interim(read_snapshot(folder, URL), read_inventory(folder, URL))
    assert set(states(plan).values()) == {"changed"}
