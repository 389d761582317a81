"""The transfer folder holds each record as a loose file, and says why anything else is not there."""

import csv
import hashlib
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from tests.archive.loose import INSTANT, TROUBLE, URL, write_loose_bag, write_trouble

from review_site.archive.formats import identify
from review_site.archive.inventory import Inventory, read_inventory
from review_site.archive.transfer import Facts, Limits, Transfer, write_transfer
from review_site.problems import ProblemsError

Rows = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Inventory:
    return read_inventory(write_trouble(tmp_path_factory.mktemp("trouble") / "site"), URL)


@pytest.fixture(scope="module")
def made(inventory: Inventory, tmp_path_factory: pytest.TempPathFactory) -> tuple[Transfer, Path]:
    folder = tmp_path_factory.mktemp("made") / "bag"
    return write_loose_bag(inventory.root, folder)[0], folder


def _rows(path: Path, key: str) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row[key]: row for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def rows(made: tuple[Transfer, Path]) -> Rows:
    return _rows(made[1] / "data/transfer/metadata.csv", "filepath")


def test_what_is_left_out_is_told_with_its_reason(made: tuple[Transfer, Path]) -> None:
    told = {(one.file, one.reason) for one in made[0].left_out}
    assert told == {
        ("old/index.html", "redirect"),
        ("404.html", "not found"),
        ("files/empty.txt", "empty"),
        ("files/mark-only.txt", "empty"),
        ("files/all.zip", "refused format"),
        ("files/log.txt.gz", "refused format"),
        ("files/Thumbs.db", "system file"),
        ("files/thing.weird", "unidentified"),
        ("manifest.webmanifest", "not in PRONOM"),
        ("feed.atom", "not in PRONOM"),
        ("assets/site.css.gz", "compressed form"),
    }
    assert all(one.why for one in made[0].left_out)
    files = _rows(made[1] / "data/transfer/left-out.csv", "file")
    assert set(files) == {file for file, _ in told}


def test_every_other_file_is_there_byte_for_byte(made: tuple[Transfer, Path], inventory: Inventory) -> None:
    transfer, bag = made
    left = {one.file for one in transfer.left_out}
    assert {record.file for record in transfer.records} == {*TROUBLE, "site-index.json"} - left
    for record in transfer.records:
        copied = bag / "data/transfer" / record.path
        assert copied.read_bytes() == (inventory.root / record.file).read_bytes()
        assert hashlib.sha256(copied.read_bytes()).hexdigest() == record.sha256
        assert copied.stat().st_mtime == INSTANT.timestamp()
    on_disk = {path for path in (bag / "data/transfer/content").rglob("*") if path.is_file()}
    assert len(on_disk) == len(transfer.records)


def test_a_withdrawn_page_is_a_record_that_says_so(rows: Rows) -> None:
    assert rows["content/withdrawn/index.html"]["description"] == "Foghorns (withdrawn: the page that says so)"


def test_a_row_says_what_is_known_and_no_more(rows: Rows) -> None:
    row = rows["content/news/index.html"]
    told = {column: value for column, value in row.items() if value}
    assert told == {
        "filepath": "content/news/index.html",
        "filename": "index.html",
        "date last modified": "2023-05-01",
        "date of the record": "2023-04-02",
        "description": "News",
        "former reference": "https://lighthouses.example.org/news/",
        "closure status": "Open",
        "is filename closed": "No",
        "is description closed": "No",
        "language": "English",
        "copyright": "Unknown",
    }
    assert rows["content/images/lamp.png"]["description"] == (
        "Portable Network Graphics: a file of the website Review of Lighthouses"
    )


def test_a_date_that_is_still_to_come_is_not_told(rows: Rows) -> None:
    by_address = {row["former reference"]: row for row in rows.values()}
    assert by_address[f"{URL}about/"]["date of the record"] == ""


def test_a_title_cannot_be_run_as_a_formula(rows: Rows) -> None:
    by_address = {row["former reference"]: row for row in rows.values()}
    assert by_address[f"{URL}about/"]["description"] == "“=SUM(A1:A9)”"


def test_a_name_that_was_changed_is_kept_in_the_note(rows: Rows, made: tuple[Transfer, Path]) -> None:
    changed = [record for record in made[0].records if record.path != f"content/{record.file}"]
    assert len(changed) == 8
    for record in changed:
        assert rows[record.path]["note"].endswith(f"Original name: {record.file}")
    note = rows["content/files/a;b.txt"]
    assert note["former reference"] == ""
    assert note["note"] == "Address: https://lighthouses.example.org/files/a;b.txt"


def test_the_tables_of_the_export_name_paths_in_the_bag(made: tuple[Transfer, Path]) -> None:
    transfer, bag = made
    ffid = _rows(bag / "file-ffid.csv", "Filepath")
    assert set(ffid) == {f"data/transfer/{record.path}" for record in transfer.records}
    assert all((bag / path).is_file() for path in ffid)
    assert ffid["data/transfer/content/files/report.odt"] == {
        "Filepath": "data/transfer/content/files/report.odt",
        "Extension": "odt",
        "PUID": "fmt/1756",
        "FormatName": "OpenDocument Text 1.3",
        "ExtensionMismatch": "false",
        "FFID-Software": "fido",
        "FFID-SoftwareVersion": "1.6.1",
        "FFID-BinarySignatureFileVersion": "109",
        "FFID-ContainerSignatureFileVersion": "",
    }
    metadata = _rows(bag / "file-metadata.csv", "clientside_original_filepath")
    files = {path for path, row in metadata.items() if row["file_type"] == "File"}
    assert files == set(ffid)
    folders = {path for path, row in metadata.items() if row["file_type"] == "Folder"}
    assert all((bag / path).is_dir() for path in folders)
    assert metadata["data/transfer/content/news/index.html"]["date_last_modified"] == "2023-05-01T23:30:00"


def test_the_day_is_that_of_the_capture_in_utc_wherever_the_instant_was_written(
    inventory: Inventory, tmp_path: Path
) -> None:
    instant = INSTANT.astimezone(timezone(timedelta(hours=13)))
    made = write_transfer(inventory, identify(inventory), tmp_path / "a", Limits(), instant=instant, facts=Facts())
    assert {record.metadata["date last modified"] for record in made.records} == {"2023-05-01"}


def test_two_transfers_are_identical(inventory: Inventory, made: tuple[Transfer, Path], tmp_path: Path) -> None:
    write_loose_bag(inventory.root, tmp_path / "again")
    names = ["file-ffid.csv", "file-metadata.csv", "data/transfer/metadata.csv", "data/transfer/left-out.csv"]
    for name in [*names, "data/crawl/formats.csv"]:
        assert (tmp_path / "again" / name).read_bytes() == (made[1] / name).read_bytes()


def test_facts_are_said_of_every_file_in_the_archives_words(inventory: Inventory, tmp_path: Path) -> None:
    facts = Facts(
        copyright=("Crown", "Third party"),
        copyright_details="Keepers of the Light",
        language="Welsh",
        descriptions={"News": "What the review made known"},
    )
    made = write_transfer(inventory, identify(inventory), tmp_path / "a", Limits(), instant=INSTANT, facts=facts)
    told = {(one.metadata["copyright"], one.metadata["copyright details"]) for one in made.records}
    assert told == {("Crown;Third party", "Keepers of the Light")}
    assert {one.metadata["language"] for one in made.records} == {"Welsh"}
    assert "What the review made known" in {one.metadata["description"] for one in made.records}
    assert made.told == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"copyright": ("Crown copyright",)}, "no copyright of TDR's"),
        ({"copyright": ("Crown", "Unknown")}, "alone"),
        ({"copyright": ()}, "alone"),
        ({"copyright_details": "Keepers of the Light"}, "only where its holder is known"),
        ({"copyright": ("Third party",), "copyright_details": "a\nb"}, "one line"),
        ({"copyright": ("Third party",), "copyright_details": "a" * 256}, "255 characters"),
        ({"language": "en"}, "no language of TDR's"),
    ],
)
def test_facts_that_the_archive_would_refuse_are_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Facts(**wrong)


@pytest.mark.parametrize(("code", "name"), [("cy", "Welsh"), ("en_GB", "English"), ("fr", ""), (None, "")])
def test_the_language_is_the_sites_own_or_unknown(
    code: str | None, name: str, inventory: Inventory, tmp_path: Path
) -> None:
    made = write_transfer(
        replace(inventory, language=code),
        identify(inventory),
        tmp_path / "a",
        Limits(),
        instant=INSTANT,
        facts=Facts(),
    )
    assert {one.metadata["language"] for one in made.records} == {name}
    fields = [(problem.field, problem.level) for problem in made.told]
    assert fields == ([] if name else [("language", "to do")]) + [("copyright", "advice")]


def test_past_the_limits_there_is_a_plan_and_a_table_for_each_part(inventory: Inventory, tmp_path: Path) -> None:
    limits = Limits(records=8, file_bytes=10_000, transfer_bytes=3_000)
    made, _ = write_loose_bag(inventory.root, tmp_path / "bag", limits)
    folder = tmp_path / "bag/data/transfer"
    assert len(made.parts) > 2
    assert all(part.records <= 8 and part.bytes <= 3_000 for part in made.parts)
    tables = [_rows(folder / f"metadata-{part.number:02}.csv", "filepath") for part in made.parts]
    assert [len(table) for table in tables] == [part.records for part in made.parts]
    assert sorted(path for table in tables for path in table) == [record.path for record in made.records]
    said = next(problem for problem in made.told if problem.field == "limits")
    assert said.level == "to do"
    assert f"make {len(made.parts)} transfers, as data/transfer/splits.csv says" in said.mend


def test_a_file_past_its_limit_is_left_out_and_told(inventory: Inventory, tmp_path: Path) -> None:
    largest = max(inventory.resources, key=lambda resource: resource.size)
    limits = Limits(file_bytes=largest.size - 1)
    made, _ = write_loose_bag(inventory.root, tmp_path / "bag", limits)
    assert [one.file for one in made.left_out if one.reason == "too large"] == [largest.file]
    assert [problem.path for problem in made.told if problem.field == "limits"] == [largest.file]


def test_a_file_that_no_transfer_could_hold_is_left_out(inventory: Inventory, tmp_path: Path) -> None:
    largest = max(inventory.resources, key=lambda resource: resource.size)
    limits = Limits(transfer_bytes=largest.size - 1)
    made, _ = write_loose_bag(inventory.root, tmp_path / "bag", limits)
    assert [one.file for one in made.left_out if one.reason == "too large"] == [largest.file]
    assert all(part.bytes <= limits.transfer_bytes for part in made.parts)


def test_an_address_that_no_column_can_hold_is_left_out(tmp_path: Path) -> None:
    site = write_trouble(tmp_path / "site")
    deep = site.joinpath(*[f"{'é' * 60}{number}" for number in range(4)])
    deep.mkdir(parents=True)
    (deep / "note.txt").write_text("deep\n")
    made, _ = write_loose_bag(site, tmp_path / "bag")
    assert [one.reason for one in made.left_out if one.file.endswith("note.txt")] == ["address too long"]


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path) -> None:
    inventory = read_inventory(write_trouble(tmp_path / "site"), URL)
    identified = identify(inventory)
    (inventory.root / "news/index.html").write_text("<!doctype html><title>Newer</title>")
    with pytest.raises(ProblemsError, match=r"news/index\.html: sha256: changed while"):
        write_transfer(inventory, identified, tmp_path / "a", Limits(), instant=INSTANT, facts=Facts())


def test_a_folder_of_any_generator_needs_no_record_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "site/blog").mkdir(parents=True)
    (tmp_path / "site/index.html").write_text("<html><body>No title, no language</body></html>")
    (tmp_path / "site/blog/first.html").write_text("<title>First</title><p>Words")
    made, _ = write_loose_bag(tmp_path / "site", tmp_path / "bag")
    assert [record.metadata["description"] for record in made.records] == [
        "First",
        "Hypertext Markup Language: a file of the website lighthouses.example.org",
    ]


def test_a_table_is_what_a_spreadsheet_reads(made: tuple[Transfer, Path]) -> None:
    content = (made[1] / "data/transfer/metadata.csv").read_bytes()
    assert content.count(b"\r\n") == len(made[0].records) + 1
    assert content.startswith(b"filepath,filename,date last modified,date of the record,description,")
