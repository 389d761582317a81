"""A lock is read as pip reads it, and all that is wrong in it is told at once."""

from pathlib import Path

import pytest

from review_site.archive.provenance.lock import LOCK, Locked, lock_of, read_lock
from review_site.problems import ProblemsError

ONE, TWO = "1" * 64, "2" * 64


def test_what_applies_here_is_read_with_all_its_hashes() -> None:
    lock = f"""\
# made by a tool
zebra==2.0 \\
    --hash=sha256:{TWO} \\
    --hash=sha256:{ONE}
    # via -r build.in
Lamp_Oil==1!1.0+local ; python_version >= '3.0' --hash=sha256:{ONE}  # on one line
elsewhere==9 ; python_version < '3.0' \\
    --hash=sha256:{ONE}
last==3 \\
    --hash=sha256:{ONE}"""
    assert read_lock(lock) == (
        Locked(name="lamp-oil", version="1!1.0+local", sha256=(ONE,)),
        Locked(name="last", version="3", sha256=(ONE,)),
        Locked(name="zebra", version="2.0", sha256=(ONE, TWO)),
    )


def test_every_fault_is_told_with_its_line() -> None:
    lock = f"""\
-r others.txt
loose>=1 --hash=sha256:{ONE}
bare==1
weak==1 --hash=md5:abc
odd==1 ; on tuesdays --hash=sha256:{ONE}

same==1 --hash=sha256:{ONE}
same==2 \\
    --hash=sha256:{ONE}
"""
    with pytest.raises(ProblemsError) as caught:
        read_lock(lock)
    assert [(one.line, one.field, one.what) for one in caught.value.problems] == [
        (1, "requirement", "“-r others.txt” is not one exact version"),
        (2, "requirement", "“loose>=1” is not one exact version"),
        (3, "hash", "bare has no hash"),
        (4, "hash", "weak has a hash that is no SHA-256, “md5:abc”"),
        (5, "marker", "“on tuesdays” is no condition of PEP 508"),
        (8, "requirement", "same is named twice for this Python"),
    ]
    assert {one.path for one in caught.value.problems} == {LOCK}


def test_a_list_without_hashes_is_no_lock(tmp_path: Path) -> None:
    lock = tmp_path / LOCK
    assert (lock_of(None), lock_of(tmp_path)) == (None, None)
    lock.parent.mkdir()
    lock.write_text("mkdocs\n", encoding="utf-8")
    assert lock_of(tmp_path) is None
    lock.write_text(f"mkdocs==1.6.1 --hash=sha256:{ONE}\n", encoding="utf-8")
    assert lock_of(tmp_path) == lock
