import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.archive.bag import write_bag
from review_site.archive.verify.bag import verify_bag
from review_site.problems import Problems


def _validate(bag: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", bag], capture_output=True, text=True, check=False
    )


def test_bagit_finds_it_valid(sound: Path) -> None:
    verdict = _validate(sound)
    assert verdict.returncode == 0, verdict.stderr
    assert "is valid" in verdict.stderr


def test_it_says_whose_it_is_and_how_much(sound: Path) -> None:
    payload = [path for path in (sound / "data").rglob("*") if path.is_file()]
    assert (sound / "bag-info.txt").read_text().splitlines() == [
        "Source-Organization: review.example.org",
        "External-Description: The website review.example.org, https://review.example.org/: 11 addresses as WARC, "
        "WACZ and inventory. Captured from the finished folder of the site on the machine that built it, not from the "
        "public host. Dates are those of the state of the site, so that the same site gives the same bytes.",
        "External-Identifier: review-example-org-2023-05-01",
        "Bagging-Date: 2023-05-01",
        "Bag-Software-Agent: review-site 0.1.0",
        f"Payload-Oxum: {sum(path.stat().st_size for path in payload)}.{len(payload)}",
    ]


def test_odd_names_are_encoded_as_the_standard_says(tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    (bag / "data").mkdir(parents=True)
    for name in ("100%.txt", "a\nb", "a\rb", "%0A", "Łódź.txt"):
        (bag / "data" / name).write_text(name)
    labels = ("Source-Organization", "External-Description", "Bag-Software-Agent")
    write_bag(bag, {**dict.fromkeys(labels, "one\n two"), "Bagging-Date": "2023-05-01"})
    manifest = (bag / "manifest-sha256.txt").read_text()
    assert [line[66:] for line in manifest.splitlines()] == [
        "data/%250A",
        "data/100%25.txt",
        "data/a%0Ab",
        "data/a%0Db",
        "data/Łódź.txt",
    ]
    assert "Source-Organization: one two\n" in (bag / "bag-info.txt").read_text()
    told = Problems()
    verify_bag(bag, told)
    # They are written as the standard says, and told all the same: no bundle has a line break in a name.
    assert {problem.path for problem in told if problem.field == "file"} == {"data/a\\nb", "data/a\\rb"}
    for name in ("a\nb", "a\rb"):
        (bag / "data" / name).unlink()
    for tag in bag.glob("*.txt"):
        tag.unlink()
    write_bag(bag, {**dict.fromkeys(labels, "one two"), "Bagging-Date": "2023-05-01"})
    problems = Problems()
    verify_bag(bag, problems)
    assert list(problems) == []


def _told(bag: Path, change: Callable[[bytes], bytes]) -> list[str]:
    manifest = bag / "manifest-sha256.txt"
    manifest.write_bytes(change(manifest.read_bytes()))
    problems = Problems()
    verify_bag(bag, problems)
    # That the tag manifests hold another digest of it is true as well, and tested elsewhere.
    return [str(problem) for problem in problems if "tagmanifest" not in problem.what]


FORM = "write sha256 in lower-case hex, two spaces, the path"
EACH = f", on each of its 2 lines ({FORM})"
AGAIN = "make the bundle again, or fetch a whole copy"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda lines: lines.replace(b"  ", b" *"),
            f"sha256: has a star before its path, on each of its 2 lines ({FORM})",
        ),
        (
            lambda lines: re.sub(rb"^\S+", lambda one: one[0].upper(), lines, flags=re.MULTILINE),
            f"sha256: has capital letters in its hash{EACH}",
        ),
        (
            lambda lines: lines.replace(b"  ", b"\t"),
            f"sha256: has no two spaces before its path, on each of its 2 lines ({FORM})",
        ),
        (lambda lines: lines.replace(b"  ", b" *", 1), f"1: sha256: has a star before its path ({FORM})"),
        (
            lambda lines: lines.replace(b"\n", b"\r\n"),
            "lines: has carriage returns where lines end with a line feed alone: 2, the first on line 1 ("
            + AGAIN
            + ")",
        ),
        (lambda lines: b"\xef\xbb\xbf" + lines, f"lines: has a byte-order mark before its first line ({AGAIN})"),
        (lambda lines: lines[:-1], f"lines: has no line end after its last line ({AGAIN})"),
        (lambda lines: lines.replace(b"  ", b""), f"sha256: is not a line of a manifest{EACH}"),
        (lambda _: b"", f"lines: is empty ({AGAIN})"),
    ],
)
def test_a_fault_of_form_is_told_once_and_nothing_untrue_beside_it(
    tmp_path: Path, change: Callable[[bytes], bytes], said: str
) -> None:
    bag = tmp_path / "bag"
    (bag / "data").mkdir(parents=True)
    for name in ("a", "b"):
        (bag / "data" / name).write_text(name)
    labels = ("Source-Organization", "External-Description", "Bag-Software-Agent")
    write_bag(bag, {**dict.fromkeys(labels, "one"), "Bagging-Date": "2023-05-01"})
    (found,) = _told(bag, change)
    assert found in (f"manifest-sha256.txt: {said}", f"manifest-sha256.txt:{said}")
