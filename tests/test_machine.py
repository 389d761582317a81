"""Each refusal of the machine is told as a problem of a place, with the mend that fits it."""

import errno
import os
import tempfile

import pytest

from review_site.machine import problem_of
from review_site.workers import LostProcessError


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        (errno.EACCES, "give the right to write there"),
        (errno.EROFS, "let the disk be written to"),
        (errno.ENOSPC, "make room where the result goes, and for work in "),
        (errno.EDQUOT, "make room where the result goes, and for work in "),
        (errno.EMFILE, "ulimit -n"),
        (errno.ENOMEM, "REVIEW_SITE_CORES=1"),
        (errno.ENOENT, "run it again"),
        (errno.ELOOP, "make room or give the right to write"),
    ],
)
def test_it_names_the_file_and_the_mend(code: int, mend: str) -> None:
    problem = problem_of(OSError(code, os.strerror(code), "site/a\nb.html"))
    assert (problem.path, problem.field, problem.what) == ("site/a?b.html", "file", os.strerror(code))
    assert mend in problem.mend


def test_without_a_file_the_machine_is_named() -> None:
    assert problem_of(OSError(errno.ENOSPC, "full")).path == "machine"
    assert problem_of(OSError("strange")).what == "strange"
    assert str(problem_of(LostProcessError("it ended"))).startswith("machine: process: it ended (run it again")


def test_a_machine_without_a_folder_for_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr(tempfile, "gettempdir", refuse)
    monkeypatch.setenv("TMPDIR", "nowhere")
    with pytest.raises(FileNotFoundError) as caught:
        tempfile.gettempdir()
    assert "TMPDIR names it" in problem_of(caught.value).mend
    assert "for work in nowhere (" in problem_of(OSError(errno.ENOSPC, "full")).mend
