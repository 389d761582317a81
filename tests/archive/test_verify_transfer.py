"""Whatever is changed in the transfer folder, or in a table that speaks of it, the verifier says so."""

import csv
import gzip
import io
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.archive.loose import URL, epub, packed, picture, write_loose_bag, write_trouble

from review_site.archive.transfer import Limits
from review_site.archive.verify.identified import verify_identified
from review_site.archive.verify.magic import fault_of_content
from review_site.archive.verify.transfer import verify_transfer
from review_site.archive.verify.tree import read_tree
from review_site.archive.verify.warc import Response, verify_warc
from review_site.problems import Problems

Change = Callable[[Path], object]
zipped = partial(gzip.compress, mtime=0)  # two processes must collect tests of the same names
CONTENT = "data/transfer/content"
METADATA, LEFT_OUT = "data/transfer/metadata.csv", "data/transfer/left-out.csv"
FFID, EXPORT, FORMATS = "file-ffid.csv", "file-metadata.csv", "data/crawl/formats.csv"
SPLITS, PART = "data/transfer/splits.csv", "data/transfer/metadata-01.csv"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Response]]:
    return _make(tmp_path_factory.mktemp("whole"), Limits())


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Response]]:
    return _make(tmp_path_factory.mktemp("parted"), Limits(records=8))


def _make(folder: Path, limits: Limits) -> tuple[Path, list[Response]]:
    _, warc = write_loose_bag(write_trouble(folder / "site"), folder / "bag", limits)
    problems = Problems()
    responses = verify_warc(warc, warc.name, problems).responses
    assert list(problems) == []
    return folder / "bag", responses


def _found(bag: Path, responses: list[Response]) -> list[str]:
    problems = Problems()
    files = read_tree(bag, problems)
    transferred = verify_transfer(bag, files, responses, problems)
    verify_identified(bag, files, transferred, problems)
    return [str(problem) for problem in problems]


def test_what_was_written_is_sound(whole: tuple[Path, list[Response]], parted: tuple[Path, list[Response]]) -> None:
    assert _found(*whole) == []
    assert _found(*parted) == []


@pytest.mark.parametrize("page", [True, False], ids=["its own page", "no page"])
def test_addresses_that_went_are_no_records(page: bool, tmp_path: Path) -> None:
    site = write_trouble(tmp_path / "site")
    if not page:
        (site / "404.html").unlink()
    transfer, warc = write_loose_bag(site, tmp_path / "bag", gone=("/foghorns/", "/gone.pdf"))
    responses = verify_warc(warc, warc.name, Problems()).responses
    assert _found(tmp_path / "bag", responses) == []
    told = {one.url: (one.file, one.reason) for one in transfer.left_out}
    assert told[f"{URL}gone.pdf"] == ("404.html" if page else "", "not found")


def _set(table: str, key: str, column: str, value: str) -> Change:
    """Give the one row whose first field that holds it is `key` another value in a column."""

    def change(bag: Path) -> None:
        rows = _read(bag / table)
        at = rows[0].index(column)
        row = next(row for row in rows[1:] if key in row)
        assert row[at] != value
        row[at] = value
        _write(bag / table, rows)

    return change


def _head(table: str, column: str, name: str) -> Change:
    def change(bag: Path) -> None:
        head, *rows = _read(bag / table)
        _write(bag / table, [[name if each == column else each for each in head], *rows])

    return change


def _drop(table: str, key: str) -> Change:
    def change(bag: Path) -> None:
        rows = _read(bag / table)
        kept = [row for row in rows if key not in row]
        assert len(kept) == len(rows) - 1
        _write(bag / table, kept)

    return change


def _repeat(table: str, key: str) -> Change:
    def change(bag: Path) -> None:
        rows = _read(bag / table)
        at = next(number for number, row in enumerate(rows) if key in row)
        _write(bag / table, [*rows[: at + 1], *rows[at:]])

    return change


def _turn(table: str) -> Change:
    return lambda bag: _write(bag / table, [_read(bag / table)[0], *_read(bag / table)[:0:-1]])


def _add(table: str, *row: str) -> Change:
    return lambda bag: _write(bag / table, [*_read(bag / table), list(row)])


def _put(name: str, content: bytes) -> Change:
    def change(bag: Path) -> None:
        (bag / name).parent.mkdir(parents=True, exist_ok=True)
        (bag / name).write_bytes(content)

    return change


def _remove(name: str) -> Change:
    return lambda bag: (bag / name).unlink()


def _rename(name: str, new: str) -> Change:
    """Rename a loose file, and mend the tables: only its name is wrong then."""

    def change(bag: Path) -> None:
        (bag / CONTENT / new).parent.mkdir(parents=True, exist_ok=True)
        (bag / CONTENT / name).rename(bag / CONTENT / new)
        for table, path in ((METADATA, 0), (FFID, 0), (EXPORT, 4)):
            rows = _read(bag / table)
            for row in rows:
                if row[path].endswith(f"content/{name}"):
                    row[path] = row[path].removesuffix(name) + new
                    if table != FFID:
                        row[1] = new.rpartition("/")[2]
            _write(bag / table, [rows[0], *sorted(rows[1:], key=lambda row: row[path])])

    return change


def _replace_everywhere(content: bytes) -> Change:
    """Put other bytes in a loose file's place and tell their size, as a forger would."""

    def change(bag: Path) -> None:
        (bag / CONTENT / "news/index.html").write_bytes(content)
        _set(EXPORT, f"{CONTENT}/news/index.html", "file_size", str(len(content)))(bag)

    return change


def _both(*changes: Change) -> Change:
    return lambda bag: [change(bag) for change in changes]


def _all_in_one(splits: list[list[str]]) -> list[list[str]]:
    at = splits[0].index("transfer")
    return [splits[0], *([*row[:at], "1", *row[at + 1 :]] for row in splits[1:])]


def _read(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))


def _write(path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode())


NEWS, LAMP = "content/news/index.html", "content/images/lamp.png"
LOOSE_NEWS = f"{CONTENT}/news/index.html"
WIDE = "https://lighthouses.example.org/"
MUTATIONS: list[tuple[str, Change, str]] = [
    # Loose files against what was recorded.
    ("byte flipped", _put(LOOSE_NEWS, b"<!doctype html><title>Mews</title>"), f"{LOOSE_NEWS}: sha256: is"),
    ("other file's bytes", _replace_everywhere(picture("PNG")), f"{LOOSE_NEWS}: sha256: is"),
    ("file dropped", _remove(LOOSE_NEWS), f"{METADATA}: filepath: {LOOSE_NEWS} is not there"),
    ("file emptied", _replace_everywhere(b""), f"{LOOSE_NEWS}: content: is empty"),
    ("file added", _put(f"{CONTENT}/new.txt", b"new"), f"{CONTENT}/new.txt: metadata.csv: has no row for it"),
    ("twin added", _put(f"{CONTENT}/new.txt", b"new"), f"{FFID}: Filepath: {CONTENT}/new.txt is not listed"),
    ("stray table", _put("data/transfer/notes.csv", b"x"), "notes.csv: file: has no place in a transfer folder"),
    ("part without plan", _put(PART, b"x"), f"{PART}: file: belongs to a plan that is not there"),
    # Names.
    ("device", _rename("news/index.html", "news/aux.html"), "“aux.html” is the name of a device"),
    ("device folder", _rename("news/index.html", "nul/index.html"), "“nul” is the name of a device"),
    ("colon", _rename("news/index.html", "news/a:b.html"), "“a:b.html” has a character that Windows refuses"),
    ("stop", _rename("news/index.html", "news/index."), "ends with a full stop"),
    ("accent", _rename("news/index.html", "news/e\u0301.html"), "is not in the composed form"),
    ("formula", _rename("news/index.html", "news/=a.html"), "begins as a formula"),
    ("redacted", _rename("news/index.html", "news/index_R1.html"), "names a redacted copy"),
    ("long", _rename("news/index.html", f"news/{'x' * 160}.html"), "is longer than 150 characters"),
    ("deep", _rename("news/index.html", "/".join(["deeper"] * 33) + ".html"), "is longer than 200 characters"),
    ("case", _rename("news/index.html", "FILES/index.html"), "“files” is one name with “FILES” on some systems"),
    ("unsaid name", _rename("news/index.html", "new/index.html"), "metadata.csv: note: does not tell that"),
    # metadata.csv.
    ("no metadata", _remove(METADATA), f"{METADATA}: file: is missing"),
    ("row dropped", _drop(METADATA, NEWS), f"{LOOSE_NEWS}: metadata.csv: has no row for it"),
    ("row dropped, unsaid", _drop(METADATA, NEWS), f"{WIDE}news/ is recorded, but neither transferred nor left out"),
    ("row twice", _repeat(METADATA, NEWS), f"{METADATA}:"),
    ("rows turned", _turn(METADATA), "filepath: is not after the one above it"),
    ("columns", _head(METADATA, "note", "notes"), f"{METADATA}:1: columns: are not those"),
    ("short row", _add(METADATA, "content/zzz"), "row: has 1 fields (write 23)"),
    ("unknown file", _add(METADATA, "content/zzz", *[""] * 22), "data/transfer/content/zzz is not there"),
    ("out of folder", _add(METADATA, "content/../../../x", *[""] * 22), "../x is not there"),
    ("filename", _set(METADATA, NEWS, "filename", "other.html"), "filename: is other.html"),
    ("modified", _set(METADATA, NEWS, "date last modified", "2023-05-02"), "write the day of the capture, 2023-05-01"),
    ("modified form", _set(METADATA, NEWS, "date last modified", "1 May"), "write a date as YYYY-MM-DD"),
    ("record date form", _set(METADATA, NEWS, "date of the record", "2023-4-2"), "write a date as YYYY-MM-DD"),
    ("record to come", _set(METADATA, NEWS, "date of the record", "2024-04-02"), "which was still to come"),
    ("record date", _set(METADATA, NEWS, "date of the record", "2023-04-01"), "end_date: is “2023-04-02T00:00:00”"),
    ("description", _set(METADATA, NEWS, "description", "Olds"), f"{EXPORT}:"),
    ("long text", _set(METADATA, NEWS, "description", "x" * 8001), "write 8000 characters at most"),
    ("closed", _set(METADATA, NEWS, "closure status", "Closed"), "closure status: is “Closed” (write Open)"),
    ("closure", _set(METADATA, NEWS, "closure period", "10"), "closure period: is “10” (write nothing)"),
    ("closed name", _set(METADATA, NEWS, "is filename closed", "Yes"), "is filename closed: is “Yes” (write No)"),
    ("language", _set(METADATA, NEWS, "language", "Klingon"), "language: is “Klingon”"),
    ("languages", _set(METADATA, NEWS, "language", "English, Welsh"), "language: is “English, Welsh”"),
    ("language agrees", _set(METADATA, NEWS, "language", "Welsh"), f"{EXPORT}:"),
    ("copyright", _set(METADATA, NEWS, "copyright", "Crown copyright"), "copyright: is “Crown copyright”"),
    ("copyright agrees", _set(METADATA, NEWS, "copyright", "Crown"), "rights_copyright: is “Unknown”"),
    ("copyright twice", _set(METADATA, NEWS, "copyright", "Crown;Unknown"), "and Unknown alone"),
    ("details", _set(METADATA, NEWS, "copyright details", "Keepers"), "leave it empty: the copyright is Unknown"),
    ("lines", _set(METADATA, NEWS, "former reference", "a\nb"), "write one line"),
    ("address", _set(METADATA, NEWS, "former reference", f"{WIDE}olds/"), "is not recorded"),
    ("other address", _set(METADATA, NEWS, "former reference", f"{WIDE}about/"), f"{LOOSE_NEWS}: sha256: is"),
    ("address twice", _set(METADATA, NEWS, "former reference", f"{WIDE}about/"), "is told of"),
    ("redirect's address", _set(METADATA, NEWS, "former reference", f"{WIDE}old/"), "answers with 301"),
    ("note", _set(METADATA, NEWS, "note", "Original name: old.html"), "note: does not tell that"),
    ("long note", _set(METADATA, NEWS, "note", "x" * 1001), "write 1000 characters at most"),
    ("address in note", _set(METADATA, "a;b.txt", "note", f"Address: {WIDE}x"), "is not recorded"),
    ("not UTF-8", _put(METADATA, b"\xff\xfe"), f"{METADATA}: encoding: is not UTF-8"),
    ("not CSV", _put(METADATA, b'"a"b\r\n'), f"{METADATA}: csv: cannot be read"),
    # left-out.csv.
    ("no list", _remove(LEFT_OUT), f"{LEFT_OUT}: file: is missing"),
    ("unsaid", _drop(LEFT_OUT, "old/index.html"), f"{WIDE}old/ is recorded, but neither transferred nor left out"),
    ("said twice", _repeat(LEFT_OUT, "old/index.html"), "stands twice"),
    ("both", _add(LEFT_OUT, "news/index.html", f"{WIDE}news/", "empty", "x"), f"{WIDE}news/ is transferred, too"),
    ("no such address", _add(LEFT_OUT, "x", f"{WIDE}x", "empty", "x"), f"{WIDE}x is not recorded"),
    ("no address", _add(LEFT_OUT, "x", "", "empty", "x"), "url: is missing for x"),
    ("other file", _set(LEFT_OUT, "files/all.zip", "file", "files/any.zip"), "is not what answers at"),
    ("no reason", _set(LEFT_OUT, "files/all.zip", "reason", ""), "reason: is “” for"),
    ("untrue redirect", _set(LEFT_OUT, "files/all.zip", "reason", "redirect"), "reason: is “redirect” for"),
    ("untrue empty", _set(LEFT_OUT, "files/all.zip", "reason", "empty"), "reason: is “empty” for"),
    ("untrue absence", _set(LEFT_OUT, "files/all.zip", "reason", "not found"), "reason: is “not found” for"),
    ("untrue size", _set(LEFT_OUT, "files/thing.weird", "reason", "too large"), "reason: is “too large” for"),
    ("untrue name", _set(LEFT_OUT, "files/all.zip", "reason", "system file"), "reason: is “system file” for"),
    ("untrue length", _set(LEFT_OUT, "files/all.zip", "reason", "address too long"), "is “address too long” for"),
    ("known all the same", _set(LEFT_OUT, "files/all.zip", "reason", "unidentified"), "says that it is x-fmt/263"),
    ("not refused", _set(LEFT_OUT, "files/thing.weird", "reason", "refused format"), "it is not identified"),
    ("page hidden", _both(
        _drop(METADATA, NEWS), _drop(FFID, LOOSE_NEWS), _remove(LOOSE_NEWS), _drop(EXPORT, LOOSE_NEWS),
        _drop(EXPORT, f"{CONTENT}/news"), _add(LEFT_OUT, "news/index.html", f"{WIDE}news/", "unidentified", "x")
    ), "is “unidentified” for news/index.html"),
    # file-metadata.csv.
    ("no export", _remove(EXPORT), f"{EXPORT}: file: is missing"),
    ("export drops", _drop(EXPORT, LOOSE_NEWS), f"{EXPORT}: clientside_original_filepath: {LOOSE_NEWS} is not listed"),
    ("export's folder", _drop(EXPORT, f"{CONTENT}/news"), f"{CONTENT}/news is not listed"),
    ("export adds", _add(EXPORT, *["x"] * 31), "x is no file or folder of the transfer"),
    ("export twice", _repeat(EXPORT, LOOSE_NEWS), "is not after the one above it"),
    ("size", _set(EXPORT, LOOSE_NEWS, "file_size", "1"), "file_size: is “1”"),
    ("time", _set(EXPORT, LOOSE_NEWS, "date_last_modified", "2023-05-01T00:00:00"), "date_last_modified: is"),
    ("status", _set(EXPORT, LOOSE_NEWS, "legal_status", "Public Record(s)"), "legal_status: is “Public Record(s)”"),
    ("holder", _set(EXPORT, LOOSE_NEWS, "held_by", "The National Archives, Kew"), "held_by: is “The National"),
    ("rights", _set(EXPORT, LOOSE_NEWS, "rights_copyright", "Crown"), "rights_copyright: is “Crown”"),
    ("closing", _set(EXPORT, LOOSE_NEWS, "title_closed", "true"), "title_closed: is “true”"),
    ("type", _set(EXPORT, LOOSE_NEWS, "file_type", "Folder"), "file_type: is “Folder”"),
    # file-ffid.csv and formats.csv.
    ("no ffid", _remove(FFID), f"{FFID}: file: is missing"),
    ("no formats", _remove(FORMATS), f"{FORMATS}: file: is missing"),
    ("ffid drops", _drop(FFID, LOOSE_NEWS), f"{FFID}: Filepath: {LOOSE_NEWS} is not listed"),
    ("ffid twice", _repeat(FFID, LOOSE_NEWS), f"{LOOSE_NEWS} is listed twice"),
    ("ffid adds", _add(FFID, *["x"] * 9), "x is no loose file"),
    ("ffid columns", _head(FFID, "PUID", "Puid"), f"{FFID}:1: columns: are not those"),
    ("other format", _set(FFID, LOOSE_NEWS, "PUID", "fmt/100"), "PUID: is fmt/100"),
    ("no format", _set(FFID, LOOSE_NEWS, "PUID", ""), f"{LOOSE_NEWS}: PUID: is not told"),
    ("refused format", _set(FFID, LOOSE_NEWS, "PUID", "fmt/289"), "PUID: is fmt/289, refused as “Zip”"),
    ("other name", _set(FFID, LOOSE_NEWS, "FormatName", "HTML"), "FormatName: is HTML"),
    ("ending", _set(FFID, LOOSE_NEWS, "Extension", "htm"), "Extension: is htm"),
    ("mismatch", _set(FFID, LOOSE_NEWS, "ExtensionMismatch", "true"), "ExtensionMismatch: is true"),
    ("software", _set(FFID, LOOSE_NEWS, "FFID-SoftwareVersion", "9"), "FFID-Software: is"),
    ("file unformatted", _drop(FORMATS, "news/index.html"), "news/index.html has no format"),
    ("format of nothing", _add(FORMATS, "zzz", *["fmt/1", "x", "", "table", "false", "true", ""]), "zzz is no file of"),
    ("format twice", _repeat(FORMATS, "news/index.html"), "is not after the one above it"),
    ("no puid", _set(FORMATS, "news/index.html", "puid", ""), "basis: is signature for “”"),
    ("bad puid", _set(FORMATS, "news/index.html", "puid", "fmt/html"), "“fmt/html” is none"),
    ("bad basis", _set(FORMATS, "news/index.html", "basis", "guess"), "basis: is guess"),
    ("bad word", _set(FORMATS, "news/index.html", "mismatch", "no"), "mismatch: is no"),
    ("doubt", _set(FORMATS, "news/index.html", "in_pronom", "false"), "says “not in PRONOM” of it"),
    ("other puid", _set(FORMATS, "news/index.html", "puid", "fmt/289"), "says “refused format” of it"),
    ("name differs", _set(FORMATS, "news/index.html", "name", "HTML"), "name: is “"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), [row[1:] for row in MUTATIONS], ids=[row[0] for row in MUTATIONS])
def test_each_change_is_told(change: Change, said: str, whole: tuple[Path, list[Response]], tmp_path: Path) -> None:
    bag = Path(shutil.copytree(whole[0], tmp_path / "bag"))
    change(bag)
    found = _found(bag, whole[1])
    assert any(said in problem for problem in found), found


PARTS: list[tuple[str, Change, str]] = [
    ("no plan", _remove(SPLITS), f"{PART}: file: belongs to a plan that is not there"),
    ("no part", _remove(PART), f"{PART}: file: is missing"),
    ("part too many", _put("data/transfer/metadata-99.csv", b"x"), "is of a transfer that splits.csv does not plan"),
    ("part's row", _set(PART, "content/about-a4262e1c9bcbc172/index.html", "note", "x"), f"{PART}: rows: are not"),
    ("share gone", lambda bag: _write(bag / SPLITS, _read(bag / SPLITS)[:-1]), "goes into no transfer"),
    ("share twice", lambda bag: _write(bag / SPLITS, [*_read(bag / SPLITS), _read(bag / SPLITS)[-1]]), "two transfers"),
    ("count", _set(SPLITS, "content/About/", "records", "7"), "records and bytes: are 7 and"),
    ("number", _set(SPLITS, "content/About/", "transfer", "9"), "does not count from 1"),
    ("no number", _set(SPLITS, "content/About/", "transfer", "one"), "does not count from 1"),
    ("one transfer", lambda bag: _write(bag / SPLITS, _all_in_one(_read(bag / SPLITS))), "to two or more"),
    ("unknown", _add(SPLITS, "1", "content/zzz/", "0", "0"), "are 0 and 0 for content/zzz/"),
]


@pytest.mark.parametrize(("change", "said"), [row[1:] for row in PARTS], ids=[row[0] for row in PARTS])
def test_each_change_of_a_split_plan_is_told(
    change: Change, said: str, parted: tuple[Path, list[Response]], tmp_path: Path
) -> None:
    bag = Path(shutil.copytree(parted[0], tmp_path / "bag"))
    change(bag)
    found = _found(bag, parted[1])
    assert any(said in problem for problem in found), found


@pytest.mark.parametrize(
    ("content", "puid", "said"),
    [
        (packed({"a": b"a"}), "fmt/471", "is a ZIP by its first bytes"),
        (packed({"a": b"a"}), "fmt/412", "is a ZIP by its first bytes"),
        (epub(), "x-fmt/111", "is a ZIP by its first bytes"),
        (zipped(b"x"), "fmt/471", "is packed with gzip"),
        (b"BZh91AY&SY\0", "fmt/471", "is packed with bzip2"),
        (b"\xfd7zXZ\0\0", "fmt/471", "is packed with xz"),
        (b"Rar!\x1a\7\0", "fmt/471", "is a RAR"),
        (b"WARC/1.1\r\n", "x-fmt/111", "is a web archive"),
        (b"MZ\x90\0", "x-fmt/111", "is a program"),
        (b"a" * 257 + b"ustar\0", "x-fmt/111", "is a tar"),
        (picture("PNG"), "fmt/471", "its first bytes say otherwise"),
        (b"plain", "fmt/11", "its first bytes say otherwise"),
        (b"a\0b", "x-fmt/18", "is no text"),
    ],
)
def test_bytes_speak_for_themselves_whatever_the_tables_say(
    content: bytes, puid: str, said: str, whole: tuple[Path, list[Response]], tmp_path: Path
) -> None:
    bag = Path(shutil.copytree(whole[0], tmp_path / "bag"))
    _replace_everywhere(content)(bag)
    _set(FORMATS, "news/index.html", "note", "forged")(bag)
    for table, key, column in ((FFID, LOOSE_NEWS, "PUID"), (FORMATS, "news/index.html", "puid")):
        if puid != "fmt/471":
            _set(table, key, column, puid)(bag)
    found = _found(bag, whole[1])
    assert any(said in problem for problem in found), found


@pytest.mark.parametrize(
    ("content", "puid"), [(b"MZ is short for Mark Zbikowski", "x-fmt/111"), (b"BZh is how it begins", "x-fmt/18")]
)
def test_text_may_begin_as_it_likes(content: bytes, puid: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    assert fault_of_content(tmp_path / "x", puid) is None


def test_the_addresses_of_two_sites_do_not_mix(whole: tuple[Path, list[Response]], tmp_path: Path) -> None:
    bag = Path(shutil.copytree(whole[0], tmp_path / "bag"))
    _set(METADATA, NEWS, "former reference", "https://lamps.example.org/news/")(bag)
    moved = [
        Response(**{**_fields(one), "url": one.url.replace(f"{URL}news/", "https://lamps.example.org/news/")})
        for one in whole[1]
    ]
    assert any("belong to several sites" in problem for problem in _found(bag, moved))


def _fields(response: Response) -> dict[str, object]:
    return {name: getattr(response, name) for name in Response.__slots__}


FREE = {(FORMATS, "note"), (FORMATS, "name"), (FORMATS, "version"), (LEFT_OUT, "why")}


@pytest.mark.parametrize("table", [METADATA, LEFT_OUT, FFID, EXPORT, FORMATS, SPLITS, PART])
def test_no_cell_can_change_unseen_but_free_text(
    table: str, parted: tuple[Path, list[Response]], tmp_path: Path
) -> None:
    bag = Path(shutil.copytree(parted[0], tmp_path / "bag"))
    head, *rows = _read(bag / table)
    cells = [(row, column) for row in range(len(rows)) for column in range(len(head))]
    unseen = []
    for row, column in cells[:: max(1, len(cells) // 20)]:
        if (table, head[column]) in FREE:
            continue
        changed = [list(each) for each in rows]
        changed[row][column] += "x"
        _write(bag / table, [head, *changed])
        if not _found(bag, parted[1]):
            unseen.append((row, head[column]))
    assert unseen == []
