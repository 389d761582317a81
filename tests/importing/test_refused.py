"""What may not be parsed, or cannot become posts, is refused in plain words, and nothing is written."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from review_site.content.library import read_library
from review_site.importing.posts import Imported, import_posts
from review_site.importing.writing import write_all
from review_site.problems import Problem, ProblemsError

CASES = Path(__file__).parents[1] / "cases/importing"
EXAMPLE = Path(__file__).parents[1] / "example"
Bring = Callable[..., Imported]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_hostile_files_are_refused(project: Path, bring: Bring) -> None:
    before = bytes_of(project)
    told = []
    for file in sorted((CASES / "hostile").glob("*.xml")):
        with pytest.raises(ProblemsError) as refused:
            bring(file)
        told.append(f"{refused.value}\n")
    assert "".join(told) == (CASES / "hostile/expected.txt").read_text(encoding="utf-8")
    assert bytes_of(project) == before


def test_a_file_that_is_too_large_is_refused(bring: Bring, tmp_path: Path) -> None:
    file = tmp_path / "large.xml"
    with file.open("wb") as opened:
        opened.truncate(50_000_001)
    with pytest.raises(ProblemsError, match=r"large\.xml:1: file: is 50,000,001 bytes long"):
        bring(file)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<author>" + "a@" * 200_000 + "</author>", "holds a name or date of more than 1,000 characters"),
        ("<pubDate>" + "1 " * 200_000 + "</pubDate>", "holds a name or date of more than 1,000 characters"),
        (
            "".join(f"<category>{number}</category>" for number in range(50_000)),
            "holds too many of one sort (category)",
        ),
        ("<a " + " ".join(f"b{number}='c'" for number in range(50_000)) + "/>", "holds an element beyond all measure"),
        ("<a/>" * 1_100_000, "holds too many of one sort (a)"),
        ("".join(f"<w:a{number % 2_000}/>" for number in range(1_000_000)), "holds more than 1,000,000 elements"),
    ],
)
def test_what_would_choke_a_parser_is_refused(
    inside: str, what: str, bring: Bring, feed_of: Callable[..., Path], item: Callable[..., str]
) -> None:
    feed = feed_of(f"<item xmlns:w='http://wordpress.org/export/1.2/'>{inside}</item>")
    with pytest.raises(ProblemsError) as refused:
        bring(feed)
    assert [problem.what for problem in refused.value.problems] == [what]


def test_all_problems_are_told_at_once_and_nothing_is_written(
    project: Path, bring: Bring, feed_of: Callable[..., Path], item: Callable[..., str]
) -> None:
    before = bytes_of(project)
    undated = (
        "<item><title>Undated</title><link>https://x.example/u</link><author>a@x.example (Stranger)</author></item>"
    )
    feed = feed_of(item(), undated, item(link="https://x.example/l", text="x" * 1_000_001))
    with pytest.raises(ProblemsError) as told:
        bring(feed, kind="blogg")
    assert [str(problem) for problem in told.value.problems] == [
        "feed.xml:1: kind: there is no kind “blogg” (did you mean blog?)",
        "feed.xml:2: authors: “Title” names no author (give --author)",
        "feed.xml:3: authors: “Stranger” is not in the register, and wrote 1 post (add them to content/review.yml, or "
        "give --author)",
        "feed.xml:3: published: “Undated” has no date (give it one in the file)",
        "feed.xml:4: authors: “Title” names no author (give --author)",
        "feed.xml:4: text: “Title” is 1,000,001 characters long (keep it under 1,000,000)",
    ]
    with pytest.raises(ProblemsError, match="there is no person or group “ada-lamb” \\(did you mean ada-lamp\\?\\)"):
        bring(feed_of(item()), author="ada-lamb")
    assert bytes_of(project) == before


def test_what_was_written_is_taken_back_when_the_disk_refuses(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "blogs").mkdir(parents=True)
    (content / "blogs/second.md").write_text("mine", encoding="utf-8")
    Image.new("RGB", (400, 300)).save(tmp_path / "lamp.png")
    before = bytes_of(tmp_path)
    with pytest.raises(FileExistsError):
        write_all({"first.md": "1", "second.md": "2", "third.md": "3"}, {"lamp.png": tmp_path / "lamp.png"}, content)
    assert bytes_of(tmp_path) == before
    assert not (content / "pictures").exists()


LIBRARY = read_library(EXAMPLE / "content", EXAMPLE / "docs")
PIECES = st.sampled_from(
    [
        '<?xml version="1.0"?>',
        '<rss version="2.0">',
        "<channel>",
        "<item>",
        "</item>",
        "</channel></rss>",
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        "<entry>",
        "</entry>",
        "</feed>",
        "<title>Lamp &amp;lt;b&amp;gt;</title>",
        "<link>https://x.example/</link>",
        "<guid>1</guid>",
        "<pubDate>Thu, 01 Jul 2021 11:00:00 GMT</pubDate>",
        "<pubDate>31 June 0000</pubDate>",
        "<updated>9999-12-31T23:59:59-12:00</updated>",
        "<author>a (Ada Lamp)</author>",
        "<description>&lt;p&gt;Words&lt;/p&gt;</description>",
        "<!DOCTYPE rss>",
        "&nbsp;",
        "&#1;",
        "<![CDATA[",
        "]]>",
        "\x00",
        "\udcff",
    ]
)


@given(raw=st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=12).map("".join)))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_bytes_there_is_no_trace(raw: bytes | str, tmp_path: Path) -> None:
    file = tmp_path / "any.xml"
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogateescape"))
    content = tmp_path / "content"
    shutil.rmtree(content, ignore_errors=True)
    (content / "blogs").mkdir(parents=True)
    told: tuple[Problem, ...] = ()
    written: tuple[Path, ...] = ()
    try:
        written = import_posts(file, LIBRARY, content, author="ada-lamp", kind="blog", pictures=None).written
    except ProblemsError as error:
        told = error.problems
    assert bool(written) != bool(told)
    assert all(problem.line and problem.mend for problem in told)
    assert sorted(written) == sorted(content.rglob("*.md"))
