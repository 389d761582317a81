"""Files that are not what they should be: each is told with its path and line, and none is followed out of content/."""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from review_site.content.library import read_library
from review_site.content.text_files import MAX_BYTES
from review_site.problems import Problem

POST = "content/blogs/2021-04-01-fog-bells.md"
LEADS_OUT = "is a link that leads out of its folder or nowhere (put the file itself here)"
Tell = Callable[[Path], list[Problem]]


def told(problems: list[Problem], path: str) -> list[str]:
    """What is told, without the path where it is that of one file."""
    return [str(problem).removeprefix(f"{path}:") for problem in problems]


def recode(encoding: str) -> Callable[[Path], None]:
    """Save a file again in another encoding, with a letter that is not of ASCII in its text."""

    def save(file: Path) -> None:
        text = file.read_text(encoding="utf-8").replace("rung in fog", "rung at the café")
        file.write_bytes(text.encode(encoding))

    return save


def write(data: bytes) -> Callable[[Path], None]:
    return lambda file: file.write_bytes(data) and None


def put(line: int, data: bytes) -> Callable[[Path], None]:
    """Put bytes at the beginning of a line, counted from 1."""

    def insert(file: Path) -> None:
        rows = file.read_bytes().split(b"\n")
        rows[line - 1] = data + rows[line - 1]
        file.write_bytes(b"\n".join(rows))

    return insert


def make_huge(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(50_000_000)


def make_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def make_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def make_loop(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


def nest(marks: str) -> Callable[[Path], None]:
    return lambda file: file.write_text(f"{file.read_text(encoding='utf-8')}\n{marks}\n", encoding="utf-8") and None


WORD = "(write the text in a text editor, and save it as plain text)"
UTF8 = "(save it again as UTF-8)"
RETYPE = "(delete it, or type the line again)"
DEEP = "stands too deep for a page to be made of it (keep lists, quotations and HTML within 20 levels of one another)"
AWAY = "content/blogs/2021-04-05-old-horns.md:13: withdrawn: /fog-bells/ leads nowhere (did you mean /fog/?)"

WRONG: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "saved as UTF-16": (recode("utf-16"), [f"1: file: is not UTF-8 text {UTF8}"]),
    "saved as UTF-16 without its mark": (recode("utf-16-le"), [f"1: file: is not UTF-8 text {UTF8}"]),
    "saved as UTF-32": (recode("utf-32"), [f"1: file: is not UTF-8 text {UTF8}"]),
    "saved as Latin-1": (recode("latin-1"), [f"38: file: is not UTF-8 text {UTF8}"]),
    "saved by an old Windows program": (put(40, b"\x93"), [f"40: file: is not UTF-8 text {UTF8}"]),
    "saved with a byte order mark": (recode("utf-8-sig"), []),
    "saved with the line ends of Windows": (lambda file: file.write_text(file.read_text(), newline="\r\n"), []),
    "saved with the line ends of an old Macintosh": (lambda file: file.write_text(file.read_text(), newline="\r"), []),
    "a zero byte": (put(42, b"\0"), [f"42: file: holds a character that nobody sees, U+0000 {RETYPE}"]),
    "two zero bytes": (
        lambda file: (put(42, b"\0")(file), put(52, b"\0\0")(file)),
        [
            f"42: file: holds a character that nobody sees, U+0000 {RETYPE}",
            f"52: file: holds a character that nobody sees, U+0000 {RETYPE}",
        ],
    ),
    "a byte order mark within": (
        put(42, b"\xef\xbb\xbf"),
        [f"42: file: holds a character that nobody sees, U+FEFF {RETYPE}"],
    ),
    "a mark that turns words round": (
        put(42, b"\xe2\x80\xae"),
        [f"42: file: holds a character that nobody sees, U+202E {RETYPE}"],
    ),
    "nothing in it": (
        write(b""),
        ["1: front matter: is missing (start the file with a line of three hyphens: ---)"],
    ),
    "white space alone": (
        write(b"\n \n"),
        ["1: front matter: is missing (start the file with a line of three hyphens: ---)"],
    ),
    "a Word document": (
        write(b"PK\x03\x04\0\0"),
        [f"1: file: is a Word document or a ZIP file, and not a text {WORD}"],
    ),
    "an old Word document": (
        write(b"\xd0\xcf\x11\xe0\xa1\xb1"),
        [f"1: file: is an old Word document, and not a text {WORD}"],
    ),
    "a document in Rich Text": (
        write(b"{\\rtf1 Fog}"),
        [f"1: file: is a document in Rich Text, and not a text {WORD}"],
    ),
    "a PDF document": (write(b"%PDF-1.7"), [f"1: file: is a PDF document, and not a text {WORD}"]),
    "a picture": (write(b"\x89PNG\r\n\x1a\n"), [f"1: file: is a picture, and not a text {WORD}"]),
    "a program": (write(b"\x7fELF" + bytes(range(256)) * 9), [f"1: file: is not a text {WORD}"]),
    "control characters on every line": (write(b"---\n" + b"\x01\n" * 30), [f"1: file: is not a text {WORD}"]),
    "fifty megabytes": (make_huge, ["1: file: is 50.0 MB long (keep a text under 2 MB)"]),
    "a folder of its name": (
        make_folder,
        [
            "1: file: is not read (give it a name that ends in .md, or take it out of blogs/)",
            AWAY,
            "content/addresses.txt:5: address: /bells/ was published and nothing stands there any more",
            "content/addresses.txt:13: address: /fog-bells/ was published and nothing stands there any more",
        ],
    ),
    "a pipe": (make_pipe, ["1: file: is not a file (put a file of text in its place, or take it away)"]),
    "a link to itself": (make_loop, [f"1: file: {LEADS_OUT}"]),
    "quotations in quotations without end": (nest("> " * 2000 + "deep"), [f"58: text: {DEEP}"]),
    "lists in lists without end": (
        nest("\n".join(f"{'    ' * depth}- deep" for depth in range(400))),
        [f"78: text: {DEEP}"],
    ),
    "boxes in boxes without end": (
        nest("<div markdown>\n" * 500 + "deep\n" + "</div>\n" * 500),
        [f"37: text: {DEEP}"],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_tells_what_is_wrong_with_a_file(name: str, good: Path, problems_of: Tell) -> None:
    change, lines = WRONG[name]
    change(good / POST)
    found = (line.partition(" (bring the page back")[0] for line in told(problems_of(good), POST))
    assert sorted(found) == sorted(lines)


def test_a_file_of_fifty_megabytes_is_not_read(good: Path, problems_of: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    make_huge(good / POST)
    opened: list[str] = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda file: opened.append(file.name) or read(file))
    assert len(problems_of(good)) == 1
    assert len(opened) > 10
    assert Path(POST).name not in opened


def test_a_file_that_may_not_be_read_is_told(good: Path, problems_of: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file.name == Path(POST).name:
            raise PermissionError(13, "Permission denied")
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told(problems_of(good), POST) == [
        "1: file: cannot be opened: Permission denied (ask for the right to read it)"
    ]


ROWS = 10_000


def test_a_front_matter_of_ten_thousand_lines_is_read_and_told(good: Path, problems_of: Tell) -> None:
    text = (good / POST).read_text(encoding="utf-8")
    topics = "".join(f"  - lump-{number}\n" for number in range(ROWS))
    (good / POST).write_text(text.replace("topics: [lamps, rocks]\n", f"topics:\n{topics}"), encoding="utf-8")
    found = problems_of(good)
    assert [problem.line for problem in found] == list(range(14, 14 + ROWS))
    assert {problem.what for problem in found} >= {"there is no topic “lump-7”"}


NAME = "has a name that does not make a plain address (use lower-case letters, digits and hyphens: {})"
PICTURES_BELONG = "; pictures belong in content/pictures/, other files in content/attachments/"
STRAYS: dict[str, tuple[str, str]] = {
    "another ending": (
        "content/blogs/notes.docx",
        f"is not read (give it a name that ends in .md, or take it out of blogs/{PICTURES_BELONG})",
    ),
    "an ending in capitals": (
        "content/blogs/2021-04-09-fog.MD",
        f"is not read (give it a name that ends in .md, or take it out of blogs/{PICTURES_BELONG})",
    ),
    "a longer ending": (
        "content/calls/fog.markdown",
        f"is not read (give it a name that ends in .md, or take it out of calls/{PICTURES_BELONG})",
    ),
    "an ending too many": (
        "docs/fog-2.md.txt",
        f"is not read (give it a name that ends in .md, or take it out of docs/{PICTURES_BELONG})",
    ),
    "an ending of publications": (
        "content/publications/terms.yaml",
        "is not read (give it a name that ends in .yml, or take it out of publications/)",
    ),
    "a picture among pages": (
        "docs/fog.png",
        f"is not read (give it a name that ends in .md, or take it out of docs/{PICTURES_BELONG})",
    ),
    "a folder misspelt": ("content/blog/2021-04-09-fog.md", "is not read (did you mean blogs?)"),
    "a register misspelt": ("content/recomendations.yml", "is not read (did you mean recommendations.yml?)"),
    "a post beside the folders": (
        "content/2021-04-09-fog.md",
        "is not read (move it to the folder that it belongs in: "
        "attachments, blogs, calls, events, pictures, publications, reports, schemas, submissions, told)",
    ),
    "a picture of another kind": (
        "content/pictures/Fog.gif",
        "is not read (take it out of content/pictures/: only pictures in .jpg, .jpeg, .png, .webp belong there)",
    ),
    "an attachment of another kind": (
        "content/attachments/fog.exe",
        "is of a kind that is not published (.exe) (use one of: csv, docx, epub, json, mp3, mp4, odp, ods, odt, pdf, "
        "pptx, srt, txt, vtt, xlsx)",
    ),
    "an attachment with capitals": ("content/attachments/Fog Plan.pdf", NAME.format("fog-plan.pdf")),
}


@pytest.mark.parametrize("name", STRAYS)
def test_tells_what_lies_where_nothing_would_read_it(name: str, good: Path, problems_of: Tell) -> None:
    path, line = STRAYS[name]
    (good / path).parent.mkdir(exist_ok=True)
    (good / path).write_text("Fog\n", encoding="utf-8")
    (problem,) = problems_of(good)
    top = path if (good / path).parent.name != "blog" else "content/blog"
    assert str(problem).partition(": ")[0] == f"{top}:1"
    assert str(problem).split(": ", 2)[2] == line


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        (POST, "content/blogs/2021-04-01 Fog bells.md", "2021-04-01-fog-bells.md"),
        (POST, "content/blogs/2021-04-01_fog_bells.md", "2021-04-01-fog-bells.md"),
        ("content/events/open-tower-day.md", "content/events/Open-Tower-Day.md", "open-tower-day.md"),
    ],
)
def test_a_name_with_capitals_or_spaces_is_told_and_the_file_is_read(
    old: str, new: str, right: str, good: Path, problems_of: Tell
) -> None:
    (good / old).rename(good / new)
    assert [str(problem) for problem in problems_of(good)] == [f"{new}:1: file: {NAME.format(right)}"]


def test_a_name_that_cannot_be_printed_is_told_on_one_line(good: Path, problems_of: Tell) -> None:
    for name in (b"fog\nbells.md", b"fog-\xff.md", "fog-\u202ebells.md".encode()):
        (good / "content/events" / os.fsdecode(name)).write_bytes(
            (good / "content/events/open-tower-day.md").read_bytes()
        )
    found = [str(problem) for problem in problems_of(good)]
    assert [line for line in found if "plain address" in line] == [
        f"content/events/{name}.md:1: file: {NAME.format(right + '.md')}"
        for name, right in (("fog-?", "fog"), ("fog-?bells", "fog-bells"), ("fog?bells", "fog-bells"))
    ]
    assert all(line.isprintable() for line in found)


def test_a_file_that_must_be_there_is_told(good: Path, problems_of: Tell) -> None:
    for name in ("review.yml", "recommendations.yml", "addresses.txt"):
        (good / "content" / name).unlink()
    assert [str(problem).partition(" (")[0] for problem in problems_of(good)] == [
        "content/addresses.txt:1: file: is missing",
        "content/review.yml:1: file: is missing",
        "docs/final-report.md:5: show: missions has no data",
        "docs/final-report.md:5: show: recommendations has no data",
    ]


def picture(size: tuple[int, int], kind: str = "PNG") -> bytes:
    stream = BytesIO()
    Image.new("RGB", size).save(stream, kind)
    return stream.getvalue()


PICTURES: dict[str, tuple[bytes, str]] = {
    "too small": (picture((100, 80)), "is 100 pixels wide (give a larger one: 320 at least, 1280 or more is best)"),
    "a mere strip": (picture((4000, 10)), "is 4000 × 10 pixels, a mere strip (cut it to what should be seen)"),
    "of another kind than its ending": (
        picture((640, 480), "JPEG"),
        "is really a JPEG picture (rename it bell.jpg, here and where it is shown)",
    ),
    "a GIF": (
        picture((640, 480), "GIF"),
        "is a GIF picture, which is not taken here (save it as JPEG, or as PNG when it is a drawing or a chart)",
    ),
    "no picture": (b"Fog", "is not a picture (copy it here again from where it came, or take it away)"),
    "empty": (b"", "is not a picture but an empty file (copy it here again from where it came, or take it away)"),
    "a web page": (
        b"<!doctype html><title>Not found</title>",
        "is not a picture but a web page (copy it here again from where it came, or take it away)",
    ),
    "cut short": (
        picture((640, 480))[:900],
        "cannot be read: it is broken or cut short (copy it here again from where it came)",
    ),
    "too large": (
        picture((640, 480)) + bytes(26_000_000),
        "has 26.0 MB (save it smaller: at most 25 MB and 60 megapixels)",
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_cannot_be_shown_is_told_once(name: str, good: Path, problems_of: Tell) -> None:
    data, line = PICTURES[name]
    (good / "content/pictures/bell.png").write_bytes(data)
    assert [str(problem) for problem in problems_of(good)] == [f"content/pictures/bell.png:1: picture: {line}"]


@pytest.mark.parametrize(
    ("data", "line"), [(b"", "is empty (save the document again, or delete the file)"), (None, "plan.pdf is not in")]
)
def test_an_attachment_that_cannot_be_kept_is_told_once(
    data: bytes | None, line: str, good: Path, problems_of: Tell
) -> None:
    file = good / "content/attachments/plan.pdf"
    file.unlink()
    if data is not None:
        file.write_bytes(data)
    told = [str(problem) for problem in problems_of(good)]
    path, field = (f"{POST}:48", "link") if data is None else ("content/attachments/plan.pdf:1", "attachment")
    assert told[0].startswith(f"{path}: {field}: {line}")
    elsewhere = ["docs/foghorns.md:9: other_forms.2.page: there is no file plan.pdf (put it into content/attachments/)"]
    assert told[1:] == (elsewhere if data is None else [])


SECRET = "The word of this file is Kelpie."
LINKED = [
    *(POST, "content/calls/call-for-sightings.md", "content/events/open-tower-day.md", "docs/fog.md"),
    *("content/publications/final-report.yml", "content/review.yml", "content/recommendations.yml"),
    *("content/house-style.yml", "content/addresses.txt", "content/record.csv"),
]


@pytest.mark.parametrize("path", LINKED)
@pytest.mark.parametrize("way", ["absolute", "relative", "nowhere"])
def test_no_text_is_read_through_a_link_that_leads_out(path: str, way: str, good: Path, problems_of: Tell) -> None:
    outside = good.parent / "outside"
    (good / path).rename(outside)
    outside.write_text(f"{outside.read_text(encoding='utf-8')}\n{SECRET}: {SECRET}\n", encoding="utf-8")
    if way == "nowhere" and not path.endswith("house-style.yml"):  # without which there is a plain one
        outside.unlink()
    (good / path).symlink_to(os.path.relpath(outside, (good / path).parent) if way == "relative" else outside)
    found = [str(problem) for problem in problems_of(good)]
    assert f"{path}:1: file: {LEADS_OUT}" in found
    assert not any("Kelpie" in line for line in found)


@pytest.mark.parametrize(
    ("path", "field", "what"),
    [
        ("content/pictures/bell.png", "picture", "is a link that leads out of this folder or nowhere"),
        ("content/attachments/plan.pdf", "attachment", "is a link that leads out of the folder or nowhere"),
    ],
)
def test_no_picture_and_no_attachment_is_read_through_a_link_that_leads_out(
    path: str, field: str, what: str, good: Path, problems_of: Tell
) -> None:
    outside = good.parent / "outside"
    (good / path).rename(outside)
    (good / path).symlink_to(outside)
    assert [str(problem).partition(" (")[0] for problem in problems_of(good)] == [f"{path}:1: {field}: {what}"]
    (good / path).unlink()
    (good / path).symlink_to(path.rpartition("/")[2])
    assert [str(problem).partition(" (")[0] for problem in problems_of(good)] == [f"{path}:1: {field}: {what}"]


@pytest.mark.parametrize("target", ["..", "/etc", "/etc/passwd", "nowhere"])
def test_a_link_that_leads_out_is_a_problem_where_nothing_uses_it(target: str, good: Path, problems_of: Tell) -> None:
    for folder, field in (("pictures", "picture"), ("attachments", "attachment")):
        (good / "content" / folder / "etc").symlink_to(target)
        (told,) = (problem for problem in problems_of(good) if problem.field == field)
        assert (told.path, told.level) == (f"content/{folder}/etc", "problem")
        assert "is a link that leads out of" in told.what


@pytest.mark.parametrize("name", ["blogs", "calls", "events", "publications", "pictures", "attachments"])
def test_no_folder_is_read_through_a_link_that_leads_out(name: str, good: Path, problems_of: Tell) -> None:
    outside = good.parent / "outside"
    (good / "content" / name).rename(outside)
    (good / "content" / name).symlink_to(outside)
    found = [str(problem) for problem in problems_of(good)]
    mend = LEADS_OUT.replace("the file", "the folder")
    assert f"content/{name}:1: file: {mend}" in found
    assert not any(line.startswith(f"content/{name}/") for line in found)


def test_a_folder_of_pages_that_is_a_link_is_told(good: Path, problems_of: Tell) -> None:
    (good.parent / "outside").mkdir()
    (good.parent / "outside/secret.md").write_text(SECRET, encoding="utf-8")
    (good / "docs/more").symlink_to(good.parent / "outside")
    (good / "docs/loop").symlink_to(good / "docs")
    assert [str(problem).partition(" (")[0] for problem in problems_of(good)] == [
        "docs/loop:1: file: is a link to a folder, and is not read",
        "docs/more:1: file: is a link to a folder, and is not read",
    ]


def test_a_link_within_content_and_a_content_folder_that_is_a_link_are_read(good: Path, problems_of: Tell) -> None:
    (good / "content/blogs/shared.txt").write_text("x", encoding="utf-8")
    (good / "content/blogs/shared.txt").unlink()
    post = good / "content/blogs/2021-02-03-first-light.md"
    post.rename(good / "content/calls/.first-light.md")
    post.symlink_to("../calls/.first-light.md")
    (good / "content").rename(good.parent / "elsewhere")
    (good / "content").symlink_to(good.parent / "elsewhere")
    assert problems_of(good) == []
    library = read_library(good / "content", good / "docs")
    assert "/first-light/" in {entry.entry.address for entry in library.posts}


def test_a_text_of_the_greatest_size_is_read_to_its_end(good: Path, problems_of: Tell) -> None:
    with (good / "docs/fog.md").open("a", encoding="utf-8") as stream:
        stream.write("\n" + "Fog. " * ((MAX_BYTES - 2000) // 5) + "[here](/about/)\n")
    assert [str(problem).partition(" (")[0] for problem in problems_of(good)] == [
        "docs/fog.md:28: link: “here” does not say where it leads"
    ]


def test_a_name_with_a_letter_of_another_alphabet_is_told_in_plain_letters(good: Path, problems_of: Tell) -> None:
    (good / "docs/fog.md").rename(good / "docs/f\u043eg.md")
    what = "has a name that holds a letter that is not what it looks like: “\u043e”, cyrillic small letter o"
    told = f"docs/f\u043eg.md:1: file: {what} (type it again in plain letters: fog.md)"
    assert told in [str(problem) for problem in problems_of(good)]
