import subprocess
import sys
from pathlib import Path

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
