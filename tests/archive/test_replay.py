"""What replay tells of a capture that is whole, and of each that is not."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from click.testing import CliRunner
from tests.archive.replaying import CHROMIUM, OUTSIDE, PYWB, WABAC, Web, by_engine, inventory_of, told, verified, web_of

from review_site.archive.bundle import write_bundle
from review_site.archive.inventory import with_gone
from review_site.archive.options import Options
from review_site.archive.replay import Engines, Replay, render_replay, replay_bundle
from review_site.archive.verify.warc import verify_warc
from review_site.cli import main
from review_site.problems import Problems, ProblemsError

ENGINES = ("index", "pywb", "wabac")


@pytest.fixture
def web(sound: Path, tmp_path: Path) -> Web:
    """A capture of the small site that a test may change."""
    return web_of(Path(shutil.copytree(sound, tmp_path / sound.name)))


@pytest.fixture(scope="session")
def small(sound: Path) -> Path:
    return sound.parent.parent / "site"


@pytest.fixture(scope="module")
def changed(
    tmp_path_factory: pytest.TempPathFactory, write_site: Callable[[Path], Path], url: str, instant: datetime
) -> Web:
    """A capture of another state of the small site: a byte is other, a file gone, one new, a script fails."""
    folder = tmp_path_factory.mktemp("changed")
    site = write_site(folder / "site")
    page = site / "about/index.html"
    script = b"<script>document.title = 'Other'; throw new Error('oh')</script></body>"
    page.write_bytes(page.read_bytes().replace(b"</body>", script))
    (site / "assets/site.css").write_bytes(b"body { color: #112 }\n")
    (site / "feed.atom").unlink()
    (site / "new.txt").write_bytes(b"new")
    return web_of(write_bundle(site, url, folder / "out", instant))


@pytest.fixture(scope="module")
def played(sound: Path, small: Path) -> Replay:
    """The small site as every engine plays it."""
    return web_of(sound).replay(inventory_of(small), OUTSIDE)


def test_every_engine_gives_every_address_of_the_small_site(played: Replay, small: Path) -> None:
    assert played.problems("x") == []
    size = sum(one.size for one in inventory_of(small).resources)
    for engine in ENGINES:
        one = by_engine(played)[engine]
        assert (one.addresses, one.identical, one.statuses, one.bytes) == (11, 11, {200: 9, 404: 2}, size)
        assert len(one.pages) == (0 if engine == "index" else 2)


def test_every_engine_tells_what_is_other_than_the_site(changed: Web, small: Path) -> None:
    played = by_engine(changed.replay(inventory_of(small), OUTSIDE))
    other = {("/about/", "bytes"), ("/assets/site.css", "bytes"), ("/feed.atom", "answer")}
    assert told(played["index"]) == other | {("/new.txt", "index")}
    assert told(played["pywb"]) == other
    # wabac hands on its own page for an address that it lacks.
    other = other - {("/feed.atom", "answer")} | {("/feed.atom", "bytes"), ("/feed.atom", "status")}
    assert told(played["wabac"]) == other
    assert {one.identical for one in played.values()} == {8}


def test_a_page_that_comes_out_otherwise_than_by_itself_is_told(sound: Path, small: Path, changed: Web) -> None:
    mixed = Web(web_of(sound).warc, web_of(sound).index, changed.wacz)
    found = by_engine(mixed.replay(inventory_of(small), Engines(wabac=WABAC, chromium=CHROMIUM)))["wabac"].differences
    assert [(one.field, one.expected, one.found) for one in found if one.url.endswith("/about/")][1:] == [
        ("script", "no such error", "oh"),
        ("title", "“Café Zoë – Łódź”", "“Other”"),
    ]


def test_hostile_pages_hold_nothing_up(
    tmp_path: Path, url: str, instant: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review_site.archive.replay.watching._LOADING", 6)
    scripts = {
        "index.html": "console.debug('replay-title [1'); console.debug('replay-load 1'); alert(1)",
        "loop/index.html": f"for (;;); // {'x' * 9999}",
        "there/index.html": "open('https://example.com/'); new Image().src = '//example.com/x.png'",
    }
    for name, script in scripts.items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True)
        file.write_text(f"<!doctype html><title>Hostile</title><script>{script}</script>", encoding="utf-8")
    web = web_of(write_bundle(tmp_path / "site", url, tmp_path / "out", instant))
    result = web.replay(inventory_of(tmp_path / "site"), OUTSIDE)
    assert result.problems("x") == []
    for engine in ("pywb", "wabac"):
        one = by_engine(result)[engine]
        assert (one.identical, [page.removeprefix(url) for page in one.pages]) == (3, ["", "there/"])
        assert one.missing == ("https://example.com/x.png",)


def test_of_an_interim_capture_each_engine_gives_what_it_holds(
    sound: Path, small: Path, url: str, tmp_path: Path
) -> None:
    site = Path(shutil.copytree(small, tmp_path / "site"))
    (site / "feed.atom").unlink()
    page = site / "about/index.html"
    page.write_bytes(page.read_bytes().replace(b"strong", b"em"))
    options = Options(previous=sound, interim=True)
    bag = write_bundle(site, url, tmp_path / "out", datetime(2023, 6, 1, tzinfo=UTC), options)
    web, inventory = web_of(bag), with_gone(inventory_of(site), ["/feed.atom"])
    result = web.replay(inventory, OUTSIDE)
    assert (result.problems("x"), result.earlier) == ([], 8)
    for engine, one in by_engine(result).items():
        # The page that changed, the file that is gone, and the empty one; a picture of the page lies in the one before.
        assert (one.identical, one.statuses) == (3, {200: 2, 404: 1})
        assert (one.pages, one.missing) == (() if engine == "index" else (f"{url}about/",), ())
    value = json.loads((bag / "data/reports/replay.json").read_bytes())
    told_by_warc = verify_warc(web.warc, "x", Problems()).responses
    assert verified(value, told_by_warc, tmp_path / "x") == []
    assert verified(value | {"in_the_snapshot_before": 9}, told_by_warc, tmp_path / "x") == [
        "replay.json: in_the_snapshot_before: is 9 (the WARC has 8 revisits)"
    ]
    # What a revisit tells is held against the site too.
    (site / "images/dot.png").write_bytes(b"other")
    found = by_engine(web.replay(with_gone(inventory_of(site), ["/feed.atom"])))["index"]
    assert (told(found), found.identical) == ({("/images/dot.png", "bytes")}, 3)


def test_without_the_site_a_capture_is_held_against_its_own_records(changed: Web) -> None:
    result = changed.replay()
    assert result.against == "warc"
    assert [one.identical for one in result.played] == [11, 0, 0]
    assert result.problems("x") == []


@pytest.mark.parametrize(
    ("change", "path", "said"),
    [
        (lambda lines: lines[1:], "/", "has no line for it where a player looks"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "/404-not-found/", "has no line for it where"),
        (lambda lines: [lines[0].replace('"offset": "', '"offset": "99999'), *lines[1:]], "/", "lies past the end"),
        (lambda lines: [lines[0].replace('"length": "', '"length": "9'), *lines[1:]], "/", "is not that of the member"),
        (
            lambda lines: [*lines[:1], lines[1].replace('/404-not-found/"', '/404/"'), *lines[2:]],
            "/404-not-found/",
            "no line",
        ),
    ],
)
def test_an_index_by_which_a_player_would_not_find_is_told(
    web: Web, small: Path, change: Callable[[list[str]], list[str]], path: str, said: str
) -> None:
    lines = web.index.read_text().splitlines(keepends=True)
    web.index.write_text("".join(change(lines)))
    played = by_engine(web.replay(inventory_of(small)))["index"]
    found = {one.url: one.found for one in played.differences if one.field == "answer"}
    assert said in found[f"https://review.example.org{path}"]
    assert played.identical < 11


def test_a_line_that_points_at_another_record_is_told(web: Web, small: Path) -> None:
    lines = [json.loads(line.split(" ", 2)[2]) for line in web.index.read_text().splitlines()]
    text = web.index.read_text()
    for key in ("offset", "length"):
        text = text.replace(f'"{key}": "{lines[0][key]}"', f'"{key}": "{lines[1][key]}"', 1)
    web.index.write_text(text)
    played = by_engine(web.replay(inventory_of(small)))["index"]
    assert "is that of a response for https://review.example.org/404-not-found/" in played.differences[0].found
    assert by_engine(web.replay())["index"].differences[0].expected == "a record that can be read"


def test_an_index_that_is_none_stops_the_replay(web: Web) -> None:
    web.index.write_text("nonsense\n")
    with pytest.raises(ProblemsError, match=r"index\.cdxj: line 1: has no timestamp"):
        web.replay()


def test_a_flipped_byte_of_the_warc_is_told(web: Web, small: Path) -> None:
    place = json.loads(web.index.read_text().splitlines()[0].split(" ", 2)[2])
    content = bytearray(web.warc.read_bytes())
    content[int(place["offset"]) + int(place["length"]) // 2] ^= 1
    web.warc.write_bytes(content)
    played = by_engine(web.replay(inventory_of(small), Engines(pywb=PYWB, chromium=CHROMIUM)))
    assert played["index"].identical == 10
    assert played["pywb"].identical < 11


def test_a_deflated_package_passes_its_validator_and_plays_nothing(
    web: Web, small: Path, judge: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    _rewrite(web.wacz, lambda files: None, ZIP_DEFLATED)
    assert judge("wacz", "validate", "-f", web.wacz).returncode == 0
    played = by_engine(web.replay(inventory_of(small), Engines(wabac=WABAC, chromium=CHROMIUM)))["wabac"]
    assert played.identical == 0
    assert played.differences


def test_a_package_that_is_none_plays_nothing(web: Web, small: Path) -> None:
    _rewrite(web.wacz, lambda files: files.pop("indexes/index.cdx"))
    played = by_engine(web.replay(inventory_of(small), Engines(wabac=WABAC, chromium=CHROMIUM)))["wabac"]
    assert (played.addresses, played.identical) == (11, 0)
    web.wacz.write_bytes(b"PK")
    with pytest.raises(ProblemsError, match=r"pages\.jsonl: cannot be read"):
        web.replay(inventory_of(small), Engines(wabac=WABAC, chromium=CHROMIUM))


def _rewrite(wacz: Path, change: Callable[[dict[str, bytes]], object], method: int = ZIP_STORED) -> None:
    with ZipFile(wacz) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with ZipFile(wacz, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def test_engines_that_are_not_there_are_told(web: Web, tmp_path: Path) -> None:
    not_one = tmp_path / "wayback"
    with pytest.raises(ProblemsError, match="wayback cannot be run: No such file"):
        web.replay(engines=Engines(pywb=not_one, chromium=CHROMIUM))
    not_one.write_text("#!/bin/sh\necho no >&2\nexit 3\n")
    not_one.chmod(0o755)
    with pytest.raises(ProblemsError, match="wayback ended with 3: no"):
        web.replay(engines=Engines(pywb=not_one, chromium=CHROMIUM))
    with pytest.raises(ProblemsError, match=r"is not wabac’s sw\.js"):
        web.replay(engines=Engines(wabac=not_one, chromium=CHROMIUM))
    with pytest.raises(ProblemsError, match="wabac: Chromium cannot be started"):
        web.replay(engines=Engines(wabac=WABAC, chromium=tmp_path / "chromium"))


def test_pywb_needs_no_browser_to_be_compared(web: Web, tmp_path: Path) -> None:
    played = by_engine(web.replay(engines=Engines(pywb=PYWB, chromium=tmp_path / "chromium")))["pywb"]
    assert (played.identical, played.pages) == (11, ())
    assert played.unshown.startswith("Chromium cannot be started")


def test_the_command_says_what_each_engine_gave(sound: Path, small: Path, tmp_path: Path, played: Replay) -> None:
    output = tmp_path / "replay.json"
    words = ["--site", str(small), "--pywb", str(PYWB), "--wabac", str(WABAC), "--output", str(output)]
    runner = CliRunner(env={"CHROME": str(CHROMIUM)})
    done = runner.invoke(main, ["replay", f"{sound}.tar", *words], catch_exceptions=False)
    assert done.exit_code == 0
    index, *others = done.stdout.splitlines()
    assert index == "index (review-site 0.1.0): 11 of 11 addresses identical (9 with 200, 2 with 404)"
    assert [line.split(" ", 1)[0] for line in others] == ["pywb", "wabac"]
    for line in others:
        assert line.endswith("): 11 of 11 addresses identical (9 with 200, 2 with 404); 2 pages shown")
    assert output.read_bytes() == render_replay(played)


def test_the_command_says_which_engine_did_not_run(sound: Path) -> None:
    done = CliRunner().invoke(main, ["replay", str(sound)], catch_exceptions=False)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1:] == [
        "pywb: not run (it was not asked for: it needs pywb, the program wayback, on the machine)",
        "wabac: not run (it was not asked for: it needs wabac (its sw.js), playwright and Chromium on the machine)",
    ]


def test_the_command_fails_where_something_differs(sound: Path, small: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(small, tmp_path / "site"))
    (site / "feed.atom").write_bytes(b"<feed/>")
    done = CliRunner().invoke(main, ["replay", str(sound), "--site", str(site)], catch_exceptions=False)
    assert done.exit_code == 1
    assert "index, bytes: https://review.example.org/feed.atom gives 43 bytes of SHA-256" in done.stdout
    assert "it should be 7 bytes of SHA-256" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["{bag}", "--pywb", "no-such-program"], 2, "no-such-program is no program of this machine"),
        (["{bag}/bagit.txt"], 1, "bagit.txt: bundle: is not a bundle (name a bag's folder or its .tar)"),
        (["{bag}/data"], 1, "data/web/*.warc.gz: file: there should be one file, and there are 0"),
    ],
)
def test_the_command_says_what_it_needs(sound: Path, words: list[str], code: int, said: str) -> None:
    done = CliRunner().invoke(main, ["replay", *(word.format(bag=sound) for word in words)], catch_exceptions=False)
    assert (done.exit_code, said in done.output) == (code, True)


def test_a_list_of_urls_that_is_none_is_told(sound: Path, small: Path, tmp_path: Path) -> None:
    bag = Path(shutil.copytree(sound, tmp_path / "bag"))
    for text, said in (("", "cannot be read"), ("address,url\r\n/,https://x.org/a\r\n", "does not end with “/”")):
        (bag / "data/crawl/urls.csv").write_text(text)
        with pytest.raises(ProblemsError, match=said):
            replay_bundle(bag, small, Engines())
