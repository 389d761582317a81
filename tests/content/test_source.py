import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review_site.content.source import MAX_BYTES, MAX_DEPTH, Source, read_register, read_source, read_text
from review_site.problems import Problems


def read(raw: str | bytes, folder: Path, name: str = "post.md") -> tuple[Source | None, list[str]]:
    file = folder / name
    file.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    problems = Problems()
    source = (read_source if name.endswith(".md") else read_register)(file, name, problems)
    return source, [str(problem) for problem in problems]


POST = """---
title: Fog bells
authors:
  - ada-lamp
  - keepers-panel
first_published:
  in: The Beacon
  on: 2021-02-05

summary: >-
  A bell can be heard
  where no lamp is seen.
topics: [lamps,
  rocks]
---

The body
of the post.
"""


def test_reads_values_their_lines_and_the_body(tmp_path: Path) -> None:
    source, problems = read(POST, tmp_path)
    assert problems == []
    assert source is not None
    assert source.data == {
        "title": "Fog bells",
        "authors": ["ada-lamp", "keepers-panel"],
        "first_published": {"in": "The Beacon", "on": "2021-02-05"},
        "summary": "A bell can be heard where no lamp is seen.",
        "topics": ["lamps", "rocks"],
    }
    assert source.lines == {
        ("title",): 2,
        ("authors",): 3,
        ("authors", 0): 4,
        ("authors", 1): 5,
        ("first_published",): 6,
        ("first_published", "in"): 7,
        ("first_published", "on"): 8,
        ("summary",): 10,
        ("topics",): 13,
        ("topics", 0): 13,
        ("topics", 1): 14,
    }
    assert (source.body, source.body_line) == ("\nThe body\nof the post.\n", 16)


def test_a_key_without_a_line_has_that_of_what_is_around_it(tmp_path: Path) -> None:
    source, _ = read(POST, tmp_path)
    assert source is not None
    assert source.line(("authors", 1, "name")) == 5
    assert source.line(("authors", 7)) == 3
    assert source.line(("status",)) == 1
    assert source.line(()) == 1


def test_a_register_counts_its_lines_from_the_first(tmp_path: Path) -> None:
    source, problems = read("# comment\nname: Lights\ntag:\n  date: 2021-01-04\n", tmp_path, "review.yml")
    assert problems == []
    assert source is not None
    assert source.data == {"name": "Lights", "tag": {"date": "2021-01-04"}}
    assert source.lines == {("name",): 2, ("tag",): 3, ("tag", "date"): 4}


@pytest.mark.parametrize(
    "written",
    ["No", "yes", "12:30", "1_000", "0x1F", "2021-02-05", "1e3", "null", "~", "true", "007", "=", "0800 233311"],
)
def test_no_type_is_guessed(written: str, tmp_path: Path) -> None:
    source, problems = read(f"---\nvalue: {written}\nlist: [{written}]\n---\n", tmp_path)
    assert problems == []
    assert source is not None
    assert source.data == {"value": written, "list": [written]}


@pytest.mark.parametrize(
    "raw",
    [
        POST.encode(),
        b"\xef\xbb\xbf" + POST.encode(),
        POST.replace("\n", "\r\n").encode(),
        POST.replace("\n", "\r").encode(),
    ],
)
def test_a_byte_order_mark_and_any_line_end_make_no_difference(raw: bytes, tmp_path: Path) -> None:
    assert read(raw, tmp_path) == read(POST, tmp_path)


def test_front_matter_may_be_empty_and_end_the_file(tmp_path: Path) -> None:
    source, problems = read("---\n---", tmp_path)
    assert problems == []
    assert source == Source("post.md", {}, {}, body="", body_line=2)


def test_a_line_of_hyphens_in_the_body_ends_nothing(tmp_path: Path) -> None:
    source, _ = read("---\ntitle: A\n---\none\n\n---\n\ntwo\n", tmp_path)
    assert source is not None
    assert source.body == "one\n\n---\n\ntwo\n"


NO_TEXT = ", which is not read as text (put the whole text in quotation marks)"
NO_END = "has no end (close it with a line of three hyphens below its last field: ---)"
HYPHENS = "three hyphens (write --- alone on the line)"
RETYPE = " (delete it, or type the line again)"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("", "post.md:1: front matter: is missing (start the file with a line of three hyphens: ---)"),
        ("# Fog\n", "post.md:1: front matter: is missing (start the file with a line of three hyphens: ---)"),
        (
            "\n---\na: b\n---\n",
            "post.md:1: front matter: does not begin on the first line (delete the empty lines above it)",
        ),
        ("---\na: b\n", f"post.md:1: front matter: {NO_END}"),
        ("---", f"post.md:1: front matter: {NO_END}"),
        ("---\na: b\n\nWords.\n", f"post.md:3: front matter: {NO_END}"),
        ("---\na: b\n\nWords.\n\n---\n\nMore.\n", f"post.md:3: front matter: {NO_END}"),
        ("---\na: b\n ---\n", f"post.md:3: front matter: does not end with {HYPHENS}"),
        ("---\na: b\n—\n", f"post.md:3: front matter: does not end with {HYPHENS}"),
        ("----\na: b\n---\n", f"post.md:1: front matter: does not begin with {HYPHENS}"),
        ("---\n- a\n---\n", "post.md:2: front matter: is not a list of fields (write one `field: value` a line)"),
        (
            "---\njust words\n---\n",
            "post.md:2: front matter: is not a list of fields (write one `field: value` a line)",
        ),
        (
            "---\na: b\ntitle: One: two\n---\n",
            "post.md:3: front matter: has a colon inside its text (put the whole text in quotation marks)",
        ),
        ("---\na: b\nc: d\na: e\n---\n", "post.md:4: a: stands twice, first on line 2 (keep one of them)"),
        ("---\na:\n  x: 1\n  x: 2\n---\n", "post.md:4: x: stands twice, first on line 3 (keep one of them)"),
        ("---\na: &one b\n---\n", f"post.md:2: a: begins with &{NO_TEXT}"),
        ("---\na: b\nc: *one\n---\n", f"post.md:3: c: begins with *{NO_TEXT}"),
        ("---\na: [*one, *one, *one]\n---\n", f"post.md:2: a: begins with *{NO_TEXT}"),
        ("---\na: b\nc: !!int 5\n---\n", f"post.md:3: c: begins with !{NO_TEXT}"),
        ("---\na: !python/name:os.system x\n---\n", f"post.md:2: a: begins with !{NO_TEXT}"),
        (
            "---\n? [a, b]\n: c\n---\n",
            "post.md:2: front matter: has a field whose name is not a word (write `field: value`)",
        ),
        ("---\na: b\n---\n\nword\x00\n", f"post.md:5: file: holds a character that nobody sees, U+0000{RETYPE}"),
        ("---\na: \x0bb\n---\n", f"post.md:2: file: holds a character that nobody sees, U+000B{RETYPE}"),
        ("---\na: b\n---\n\u2028", f"post.md:4: file: holds a character that nobody sees, U+2028{RETYPE}"),
        ("---\na: b\n---\n\x92", f"post.md:4: file: holds a character that nobody sees, U+0092{RETYPE}"),
        (b"---\na: b\n---\ncaf\xe9\n", "post.md:4: file: is not UTF-8 text (save it again as UTF-8)"),
        ("---\na: b\n---\n".encode("utf-16"), "post.md:1: file: is not UTF-8 text (save it again as UTF-8)"),
        (b"x" * 10_000_000, "post.md:1: file: is 10.0 MB long (keep a text under 2 MB)"),
    ],
)
def test_tells_the_line_and_the_mend_of_a_mistake(raw: str | bytes, told: str, tmp_path: Path) -> None:
    _, problems = read(raw, tmp_path)
    assert problems == [told]


def test_a_text_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * MAX_BYTES)
    problems = Problems()
    assert len(read_text(file, "a.txt", problems) or "") == MAX_BYTES
    assert len(problems) == 0


@pytest.mark.parametrize(
    ("nested", "line"),
    [
        ("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, 2),
        ("a: " + "[" * 900_000, 2),
        ("- " * 900_000, 2),
        ("".join(f"{' ' * depth}a:\n" for depth in range(1500)), 2 + MAX_DEPTH),
    ],
    ids=["just too deep", "brackets", "hyphens", "indents"],
)
def test_nesting_without_end_is_a_problem_and_not_a_crash(nested: str, line: int, tmp_path: Path) -> None:
    source, problems = read(f"---\n{nested}\n---\n", tmp_path)
    assert source is None
    assert problems == [f"post.md:{line}: front matter: is nested too deeply (keep it flat)"]


def test_nesting_to_the_greatest_depth_is_read(tmp_path: Path) -> None:
    depth = MAX_DEPTH - 1
    source, problems = read("---\na: " + "[" * depth + "]" * depth + "\n---\n", tmp_path)
    assert problems == []
    assert source is not None


SCRAPS = ["---\n", "...\n", ": ", "- ", "<<: ", "!<%FF>", "%YAML 9.9\n", "%TAG ! x\n", "\\x"]
YAML_SCRAPS = st.lists(st.sampled_from([*"ab:- \n[]{},&*!|>'\"#%@`?\t~=é", *SCRAPS]), max_size=40).map("".join)


@given(st.one_of(st.binary(), YAML_SCRAPS.map(str.encode)), st.booleans())
@example(b"a: !<%FF> b", True)
@settings(deadline=None, max_examples=600)
def test_any_bytes_give_a_source_or_problems(raw: bytes, fenced: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("post.md", "review.yml"):
            source, problems = read(b"---\n" + raw + b"\n---\n" if fenced else raw, Path(folder), name)
            assert source is not None or problems
            lines = raw.count(b"\n") + raw.count(b"\r") + 4
            assert all(1 <= int(problem.split(":")[1]) <= lines for problem in problems)
            if source is not None:
                assert all(1 <= line <= lines for line in source.lines.values())


PLAIN = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,10}", fullmatch=True), PLAIN, min_size=1), PLAIN)
@settings(deadline=None)
def test_what_was_written_is_read(fields: dict[str, str], body: str) -> None:
    quoted = {key: "'{}'".format(value.replace("'", "''")) for key, value in fields.items()}
    front = "".join(f"{key}: {value}\n" for key, value in quoted.items())
    with tempfile.TemporaryDirectory() as folder:
        source, problems = read(f"---\n{front}---\n{body}", Path(folder))
    assert problems == []
    assert source is not None
    assert source.data == fields
    assert source.body == body
    assert [source.line((key,)) for key in fields] == list(range(2, len(fields) + 2))


def test_every_row_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    rows = ["title: A: b", "slug: fog", "\tkind: news", 'note: "A "b" c"', "authors: [ada", "id:1", "words", "on: x"]
    source, problems = read("\n".join(["---", *rows, "---", "Text."]), tmp_path)
    assert [problem.partition(" (")[0] for problem in sorted(problems)] == [
        "post.md:2: front matter: has a colon inside its text",
        "post.md:4: front matter: holds a tab",
        "post.md:5: front matter: opens with a double quotation mark that is not closed well",
        "post.md:6: front matter: opens a list that is not closed",
        "post.md:7: front matter: has no space after the colon",
        "post.md:8: front matter: has no colon after the field",
    ]
    assert source is not None
    assert source.data == {"slug": "fog", "on": "x"}
    assert (source.line(("slug",)), source.line(("on",)), source.body) == (3, 9, "Text.")
    assert all(source.is_lost(name) for name in ("title", "kind", "note", "authors", "id"))
    assert not source.is_lost("slug")


def test_rows_without_end_that_cannot_be_read_are_told_up_to_a_number(tmp_path: Path) -> None:
    source, problems = read("---\n" + "\ta\n" * 20_000 + "---\n", tmp_path)
    assert source is None
    assert len(problems) < 50


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["a: b", "status:ready", "c: d"], ":3: front matter: has no space after the colon"),
        (["a: b", "status ready", "c: d"], ":3: front matter: has no colon after the field"),
        (['a: "What we heard', "c: d"], ":2: front matter: opens with a double quotation mark that is not closed well"),
        (
            ["a: 'Quokka's news'", "c: d"],
            ":2: front matter: opens with a single quotation mark that is not closed well",
        ),
        (["a: b", "\tc: d"], ":3: front matter: holds a tab"),
        (["a: [one", "c: d"], ":2: front matter: opens a list that is not closed"),
        (["a: b", "<<<<<<< HEAD", "c: d"], ":3: file: holds marks of an unsolved merge"),
        (["a:\u00a0b", "c: d"], ":2: front matter: has a no-break space after the colon"),
    ],
)
def test_says_in_plain_words_why_front_matter_cannot_be_read(rows: list[str], told: str, tmp_path: Path) -> None:
    file = tmp_path / "post.md"
    file.write_text("\n".join(["---", *rows, "---", ""]), encoding="utf-8")
    problems = Problems()
    read_source(file, "post.md", problems)
    assert [str(problem).partition(" (")[0] for problem in problems] == [f"post.md{told}"]
