"""Every change to a bundle makes the verifier speak, and name the file."""

import ast
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.archive import verify
from review_site.archive.verify import Counts, verify_and_count, verify_bundle
from review_site.archive.verify.bag import verify_bag
from review_site.archive.verify.transport import verify_sha256, verify_tar_of
from review_site.archive.verify.tree import read_tree
from review_site.problems import Problem, Problems

NAME = "review-example-org-2023-05-01"
TAGS = [
    "bag-info.txt",
    "bagit.txt",
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha512.txt",
]
PAYLOAD = [
    "data/crawl/urls.csv",
    "data/web/index.cdxj",
    "data/web/review-example-org.wacz",
    "data/web/review-example-org.warc.gz",
]
IN_BAG = [*TAGS, *PAYLOAD]
BESIDE = [f"{NAME}.tar", f"{NAME}.tar.sha256"]


def _place(sound: Path, name: str) -> Path:
    return (sound.parent if name in BESIDE else sound) / name


@contextmanager
def _changed(path: Path, content: bytes) -> Iterator[None]:
    """Give a file another content for a while."""
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(before)


def _flipped(content: bytes, position: int, bits: int) -> bytes:
    return content[:position] + bytes([content[position] ^ bits]) + content[position + 1 :]


def _names(problems: list[Problem], name: str) -> bool:
    return any(name in str(problem) for problem in problems)


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    """The bag alone, to be changed."""
    return Path(shutil.copytree(sound, tmp_path / NAME))


def test_the_verifier_shares_no_code_of_ours_with_the_writers() -> None:
    plain = {"review_site.problems", "review_site.workers", *sys.stdlib_module_names}
    parsing = {name: {"lxml"} for name in ("changes_page.py", "changes_words.py", "reading_copy.py", "titles.py")}
    borrowed = {"signature.py": {"cryptography"}, "time_stamp.py": {"cryptography", "rfc3161_client"}, **parsing}
    for module in Path(verify.__file__).parent.glob("*.py"):
        allowed = plain | borrowed.get(module.name, set())
        for node in ast.walk(ast.parse(module.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                inside = f"{name}.".startswith("review_site.archive.verify.")
                assert inside or name in allowed or name.partition(".")[0] in allowed, f"{module.name}: {name}"


def test_a_sound_bundle_has_no_problem(sound: Path) -> None:
    size = sum(path.stat().st_size for path in sound.rglob("*") if path.is_file())
    expected: tuple[list[Problem], Counts] = ([], Counts(files=59, bytes=size, records=23, addresses=11, pages=2))
    assert verify_and_count(sound) == expected
    assert verify_and_count(sound.parent / f"{NAME}.tar") == expected


def test_a_bag_without_its_tar_is_sound(copy: Path) -> None:
    assert verify_bundle(copy) == []


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_any_flipped_bit_is_told(sound: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*IN_BAG, *BESIDE]))
    path = _place(sound, name)
    content = path.read_bytes()
    position = data.draw(st.integers(0, len(content) - 1))
    bits = data.draw(st.integers(1, 255))
    with _changed(path, _flipped(content, position, bits)):
        assert _names(verify_bundle(sound), name)


@pytest.mark.parametrize("name", TAGS)
def test_bytes_of_a_tag_file_count(copy: Path, name: str) -> None:
    content = (copy / name).read_bytes()
    for position in range(0, len(content), max(1, len(content) // 600)):
        with _changed(copy / name, _flipped(content, position, 1 << position % 8)):
            problems = Problems()
            verify_bag(copy, problems)
            assert _names(list(problems), name), f"byte {position}"


@pytest.mark.parametrize("name", PAYLOAD)
def test_bytes_of_the_payload_count(copy: Path, name: str) -> None:
    content = (copy / name).read_bytes()
    for position in range(0, len(content), 41):
        with _changed(copy / name, _flipped(content, position, 1 << position % 8)):
            problems = Problems()
            verify_bag(copy, problems)
            assert _names(list(problems), name), f"byte {position}"


def test_bytes_of_the_tar_count(sound: Path) -> None:
    tar = sound.parent / f"{NAME}.tar"
    files = read_tree(sound, Problems())
    content = tar.read_bytes()
    # All of the first header, and then here and there: contents, padding, headers, end.
    for position in (*range(512), *range(512, len(content), 211), len(content) - 1):
        with _changed(tar, _flipped(content, position, 1 << position % 8)):
            problems = Problems()
            verify_tar_of(tar, NAME, files, problems)
            assert _names(list(problems), tar.name), f"byte {position}"


def test_every_byte_of_the_sha256_counts(sound: Path) -> None:
    path = sound.parent / f"{NAME}.tar.sha256"
    content = path.read_bytes()
    for position in range(len(content)):
        with _changed(path, _flipped(content, position, 1 << position % 8)):
            problems = Problems()
            verify_sha256(sound.parent / f"{NAME}.tar", problems)
            assert _names(list(problems), path.name), f"byte {position}"


@pytest.mark.parametrize("name", [*IN_BAG, *BESIDE])
@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda _: b"",
        lambda content: content + b"\n",
        lambda content: content + b"\0" * 10240,
        lambda content: b"\n" + content,
        lambda content: content * 2,
    ],
    ids=["last byte gone", "cut in half", "emptied", "line added", "zeros added", "line before", "doubled"],
)
def test_a_file_cut_or_grown_is_told(sound: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    path = _place(sound, name)
    with _changed(path, change(path.read_bytes())):
        assert _names(verify_bundle(sound), name)


@pytest.mark.parametrize("name", IN_BAG)
def test_a_dropped_file_is_told(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert _names(verify_bundle(copy), name)


@pytest.mark.parametrize("name", BESIDE)
def test_half_of_the_pair_beside_the_bag_is_told(sound: Path, tmp_path: Path, name: str) -> None:
    output = Path(shutil.copytree(sound.parent, tmp_path / "out"))
    (output / name).unlink()
    assert _names(verify_bundle(output / NAME), name)


def test_a_tar_without_its_sha256_is_told(sound: Path, tmp_path: Path) -> None:
    shutil.copy(sound.parent / f"{NAME}.tar", tmp_path)
    assert [problem.path for problem in verify_bundle(tmp_path / f"{NAME}.tar")] == [f"{NAME}.tar.sha256"]


@pytest.mark.parametrize("name", ["stray.txt", "data/stray.txt", "data/web/stray.warc.gz", "data/new/x", "fetch.txt"])
def test_an_added_file_is_told(copy: Path, name: str) -> None:
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_bytes(b"x")
    assert _names(verify_bundle(copy), name)


@pytest.mark.parametrize(
    "name", ["tagmanifest-run-me.exe", "tagmanifest-md5.txt", "manifest-md5.txt", "fetch.txt", "new/extra.txt"]
)
def test_a_tag_file_that_no_bundle_has_is_told_once(copy: Path, name: str) -> None:
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_bytes(b"x")
    said = f"{name}: file: has no place in a bundle (take it away, or make the bundle again)"
    assert [str(problem) for problem in verify_bundle(copy)] == [said]


def test_a_name_with_a_control_character_is_told(copy: Path) -> None:
    (copy / "tagmanifest-z\nb\x1b[31m.txt").write_bytes(b"x")
    said = r"tagmanifest-z\nb\x1b[31m.txt: file: has a name that is not safe (make the bundle again)"
    assert [str(problem) for problem in verify_bundle(copy)] == [said]


def test_two_swapped_files_are_told(copy: Path) -> None:
    first, second = copy / "data/crawl/urls.csv", copy / "data/web/index.cdxj"
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(held)
    problems = verify_bundle(copy)
    assert _names(problems, "data/crawl/urls.csv")
    assert _names(problems, "data/web/index.cdxj")


def test_a_link_in_the_bag_is_told_and_not_followed(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "same.txt").write_bytes((copy / "bagit.txt").read_bytes())
    (copy / "bagit.txt").unlink()
    (copy / "bagit.txt").symlink_to(tmp_path / "same.txt")
    assert _names(verify_bundle(copy), "bagit.txt: file: is a link")


def test_an_unreadable_thing_is_a_problem_and_never_a_crash(tmp_path: Path, sound: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "noise.tar").write_bytes(bytes(range(256)) * 100)
    (tmp_path / "noise.tar.sha256").write_bytes(b"\xff")
    (tmp_path / "plain.txt").write_text("x")
    (tmp_path / "link").symlink_to("link")
    for name in ("empty", "noise.tar", "plain.txt", "link", "none", "x" * 300, "none/none"):
        assert verify_bundle(tmp_path / name), name
    (tmp_path / "latest").symlink_to(sound)
    assert verify_bundle(tmp_path / "latest") == []


def test_a_bag_under_another_name_and_an_empty_folder_are_told(sound: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(sound, other)
    assert [problem.field for problem in verify_bundle(other)] == ["External-Identifier"]
    (other / "data/empty").mkdir()
    assert "data/empty" in [problem.path for problem in verify_bundle(other)]


def test_a_folder_of_bags_is_told_apart_from_a_bag(sound: Path) -> None:
    (problem,) = verify_bundle(sound.parent)
    assert (problem.field, sound.name in problem.mend) == ("bundle", True)
