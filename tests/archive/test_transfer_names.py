"""Names of loose files hold everywhere, and no two of them are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.archive.transfer.names import safe_paths
from review_site.archive.verify.loose_names import fault_of, verify_loose_names
from review_site.problems import Problems


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("about/index.html", "about/index.html"),
        (".well-known/security.txt", ".well-known/security.txt"),
        ("aux", "aux_"),
        ("CON.html", "CON_.html"),
        ("com1.tar.gz", "com1_.tar.gz"),
        ("com¹.txt", "com¹_.txt"),
        ("nul .txt", "nul_ .txt"),
        ("console.txt", "console.txt"),
        ("lpt10.txt", "lpt10.txt"),
        ("aux/nul/x.txt", "aux_/nul_/x.txt"),
        ("a:b?.txt", "a_b_.txt"),
        ("a\tb\u202ec.txt", "a_b_c.txt"),
        ("stop.", "stop_"),
        ("stop. .", "stop___"),
        (" space.txt", "_space.txt"),
        ("no\u00a0break.txt", "no break.txt"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("-rf.txt", "_-rf.txt"),
        ("=1+1.csv", "_=1+1.csv"),
        ("plan_R.pdf", "plan_R_.pdf"),
        ("plan_Redacted12.pdf", "plan_Redacted12_.pdf"),
        ("plan_redacted", "plan_redacted_"),
        ("plan_Red.pdf", "plan_Red.pdf"),
        ("_R.pdf", "_R.pdf"),
    ],
)
def test_a_name_changes_as_little_as_it_can(file: str, path: str) -> None:
    assert safe_paths([file]) == {file: f"content/{path}"}


@pytest.mark.parametrize(
    "files",
    [
        ["About/a.txt", "about/b.txt"],
        ["A.txt", "a.txt"],
        ["caf\u00e9.txt", "cafe\u0301.txt"],
        ["\ufb01le.txt", "file.txt"],
        ["stra\u00dfe.txt", "strasse.txt"],
        ["a?.txt", "a_.txt"],
        ["a/b", "A"],
        ["long-names/x.txt", "y" * 160 + "/" + "z" * 140 + ".txt"],
        ["x" * 200 + ".txt", "x" * 200 + "y.txt"],
    ],
)
def test_names_that_some_system_takes_for_one_are_told_apart(files: list[str]) -> None:
    paths = safe_paths(files)
    folded = {path.casefold() for path in paths.values()}
    assert len(folded) == len(files)
    assert safe_paths(reversed(files)) == paths
    assert _problems(paths) == []


def test_what_is_safe_keeps_its_name_beside_what_is_not() -> None:
    assert safe_paths(["a?.txt", "a_.txt"])["a_.txt"] == "content/a_.txt"


def test_a_path_that_is_too_long_goes_where_long_names_are() -> None:
    file = "/".join(["deep" * 10] * 12) + "/note.txt"
    path = safe_paths([file])[file]
    assert path.startswith("content/long-names/note-")
    assert path.endswith(".txt")


def test_a_deep_folder_is_no_trouble() -> None:
    assert len(safe_paths(["a/" * 2000 + "b.txt"])) == 1


steps = st.text(
    st.sampled_from("aAbB._ -R\u00e9e\u0301:?*\u00df\u0130\u0131\ufb01\u1e9e\u2126\u03a9\t1"), min_size=1, max_size=6
).filter(lambda step: step not in (".", ".."))
words = st.sampled_from(["aux", "CON", "a_R", "nul.", "x" * 180, "é" * 130, "long-names", "b_Redacted3"])
names = st.lists(steps | words, min_size=1, max_size=4).map("/".join)


@given(st.sets(names, max_size=12))
def test_every_name_is_safe_and_every_file_has_its_own(files: set[str]) -> None:
    # A file cannot be a folder, too.
    files = {file for file in files if not any(other.startswith(f"{file}/") for other in files)}
    paths = safe_paths(files)
    assert paths.keys() == files
    assert _problems(paths) == []
    assert safe_paths(sorted(files)) == paths


def _problems(paths: dict[str, str]) -> list[str]:
    problems = Problems()
    placed = [f"data/transfer/{path}" for path in paths.values()]
    assert len(set(placed)) == len(placed)
    verify_loose_names(placed, problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "step",
    [
        *("aux", "Com1.txt", "nul .txt", "conin$", "lpt³.x"),
        *("a:b", "a\\b", "a\x00b", "a\u200bb", " a", "a ", "a.", "e\u0301", "y" * 151, "é" * 130),
        *("=a", "+a", "-a", "@a", "plan_R.pdf", "plan_redacted7.txt"),
    ],
)
def test_the_verifier_refuses_what_is_not_safe(step: str) -> None:
    assert fault_of(step)


@pytest.mark.parametrize(
    "step", ["about", "index.html", ".htaccess", "caf\u00e9.txt", "com10.txt", "a b.txt", "_R.pdf"]
)
def test_the_verifier_lets_pass_what_is(step: str) -> None:
    assert fault_of(step) is None
