"""Names of files that every system can hold."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.archive.reading_copy.naming import LONG_NAMES, PATH_LIMIT, STEP_LIMIT, safe_names

RESERVED = {"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10))}
STEPS = st.one_of(
    st.sampled_from(
        ["a", "A", "é", "e\u0301", "CON", "con.txt", "aux", "x.", "x ", "a:b", "q?", "index.html", "İ", "ß", "ss"]
    ),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="/\\\0"), min_size=1, max_size=130),
).filter(lambda step: step not in (".", ".."))
PATHS = st.lists(STEPS, min_size=1, max_size=4).map("/".join)


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "about/index.html",
        "files/terms of reference.pdf",
        "ünï.html",
        "a..b/x.tar.gz",
        "#1.html",
        "console.txt",
    ],
)
def test_a_name_that_all_can_hold_stays(name: str):
    assert safe_names([name]) == {name: name}


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("CON.txt", r"_CON-[0-9a-f]{8}\.txt"),
        ("100%.txt", r"100_-[0-9a-f]{8}\.txt"),
        ("aux/x.html", r"_aux-[0-9a-f]{8}/x\.html"),
        ("lpt¹", r"_lpt¹-[0-9a-f]{8}"),
        ("a:b?.html", r"a_b_-[0-9a-f]{8}\.html"),
        ("end./x", r"end_-[0-9a-f]{8}/x"),
        ("tar.tar.gz ", r"tar\.tar\.gz_-[0-9a-f]{8}"),
        ("e\u0301.html", r"é-[0-9a-f]{8}\.html"),
        ("x" * 125 + ".html", r"x{80}-[0-9a-f]{8}\.html"),
        ("/".join(["folder"] * 30) + "/x.html", rf"{LONG_NAMES}/[0-9a-f]{{24}}\.html"),
        ("right\u202eto.html", r"right_to-[0-9a-f]{8}\.html"),
    ],
)
def test_any_other_is_made_so(name: str, pattern: str):
    assert re.fullmatch(pattern, safe_names([name])[name])


def test_names_of_one_spelling_are_two():
    names = safe_names(["Plan.txt", "plan.txt", "PLAN.TXT", "A/x", "a/x", "a/X"])
    assert names["PLAN.TXT"] == "PLAN.TXT"
    assert len({name.casefold() for name in names.values()}) == 6


def test_names_that_are_taken_are_given_to_no_file():
    assert safe_names(["readme.TXT", "in/readme.txt"], taken=["README.txt"])["in/readme.txt"] == "in/readme.txt"
    assert safe_names(["readme.TXT"], taken=["README.txt"])["readme.TXT"].casefold() != "readme.txt"


@given(st.lists(PATHS, unique=True, max_size=12))
def test_every_name_is_safe_and_no_other_s(paths: list[str]):
    # A path cannot be a file and a folder.
    files = [path for path in paths if not any(other.startswith(f"{path}/") for other in paths)]
    names = safe_names(files)
    assert names == safe_names(reversed(files))
    assert set(names) == set(files)
    for name in names.values():
        assert len(name.encode("utf-16-le")) // 2 <= PATH_LIMIT
        for step in name.split("/"):
            assert step
            assert not re.search(r'[<>:"\\|?*\x00-\x1f]', step)
            assert step == step.rstrip(". ")
            assert step.partition(".")[0].casefold() not in RESERVED
            assert len(step) <= STEP_LIMIT
    folded = [unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()) for name in names.values()]
    assert len(set(folded)) == len(folded)
    folders = {"/".join(name.split("/")[:end]) for name in folded for end in range(1, name.count("/") + 1)}
    assert not folders & set(folded)
