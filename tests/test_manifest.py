"""The manifest of a finished folder: whole, readable by sha256sum, and no change of the folder goes unseen."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from review_site import manifest as manifest_module
from review_site.linux import exchange
from review_site.manifest import SERVED_MANIFEST, SITE_MANIFEST, manifest_of, verify_manifest, write_manifest
from review_site.problems import ProblemsError

# As `sha256sum` of GNU coreutils 9 writes them.
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
STRANGE = ("a b.txt", "a/é.html", "back\\slash", "line\nbreak", "return\r", "-n", "zed/.well-known/x")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("index.html", "about/index.html", "about.css"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(name)
    write_manifest(tmp_path / "site")
    return tmp_path / "site"


def told(folder: Path, name: str = SITE_MANIFEST) -> list[str]:
    return [str(problem) for problem in verify_manifest(folder, name)[1]]


def test_it_names_every_file_but_itself_in_order(folder: Path) -> None:
    lines = (folder / SITE_MANIFEST).read_text().splitlines()
    assert [line[64:] for line in lines] == ["  about.css", "  about/index.html", "  index.html"]
    before = (folder / SITE_MANIFEST).read_bytes()
    write_manifest(folder)
    assert (folder / SITE_MANIFEST).read_bytes() == before
    assert verify_manifest(folder, SITE_MANIFEST) == (3, [])


def test_sha256sum_reads_it_whatever_files_are_called(tmp_path: Path) -> None:
    for name in STRANGE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    write_manifest(tmp_path)
    text = (tmp_path / SITE_MANIFEST).read_bytes().decode()
    assert f"\\{EMPTY}  back\\\\slash\n" in text
    assert verify_manifest(tmp_path, SITE_MANIFEST) == (len(STRANGE), [])
    program = shutil.which("sha256sum")
    assert program is not None
    for content, code in ((b"", 0), (b"x", 1)):
        (tmp_path / "line\nbreak").write_bytes(content)
        run = subprocess.run([program, "--check", "--strict", SITE_MANIFEST], cwd=tmp_path, capture_output=True)
        assert run.returncode == code, run.stderr


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda site: (site / "about.css").unlink(), "about.css: file: is missing ("),
        (lambda site: (site / "about/new.html").touch(), "about/new.html: file: is not in site-manifest.txt ("),
        (lambda site: (site / ".hidden").touch(), ".hidden: file: is not in site-manifest.txt ("),
        (lambda site: (site / "index.html").write_text("index.htm"), "index.html: sha256: has the SHA-256 "),
        (lambda site: shutil.rmtree(site / "about"), "about/index.html: file: is missing ("),
        (lambda site: (site / "new/folder").mkdir(parents=True), "new/folder/: folder: is empty, and nothing that was"),
        (lambda site: (site / "about.css.gz").touch(), "served-manifest.txt: file: is missing, which would name 1 "),
        (lambda site: (site / "more").symlink_to("about"), "more: file: is not in site-manifest.txt ("),
        (
            lambda site: [(site / "about.css").unlink(), (site / "about.css").symlink_to("index.html")],
            "about.css: file: is not a plain file (",
        ),
    ],
)
def test_each_change_is_told(folder: Path, change: Callable[[Path], object], problem: str) -> None:
    change(folder)
    (found,) = told(folder)
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "site-manifest.txt:4: line: is no SHA-256, two spaces and a path ("),
        (f"{EMPTY} x", "site-manifest.txt:4: line: is no"),
        (f"{EMPTY.upper()}  x", "site-manifest.txt:4: line: has capital letters in its SHA-256 ("),
        (f"{EMPTY} *x", "site-manifest.txt:4: line: has a star before its path ("),
        (f"{EMPTY}  about.css", "site-manifest.txt:4: path: about.css stands twice ("),
        (f"{EMPTY}  a/../../x", "site-manifest.txt:4: path: a/../../x leads out of the folder ("),
        (f"{EMPTY}  /etc/passwd", "site-manifest.txt:4: path: /etc/passwd leads out"),
    ],
)
def test_a_manifest_that_is_none_is_told_by_line(folder: Path, line: str, problem: str) -> None:
    with (folder / SITE_MANIFEST).open("a") as manifest:
        manifest.write(f"{line}\n")
    with pytest.raises(ProblemsError) as caught:
        verify_manifest(folder, SITE_MANIFEST)
    assert [str(one).startswith(problem) for one in caught.value.problems] == [True]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines.replace(b"  ", b" *"), "line: has a star before its path, on each of its 3 lines ("),
        (
            lambda lines: lines.replace(b"  ", b""),
            "line: is no SHA-256, two spaces and a path, on each of its 3 lines (",
        ),
        (
            lambda lines: lines.replace(b"\n", b"\r\n"),
            "lines: have carriage returns where they end with a line feed alone: 3",
        ),
        (lambda lines: b"\xef\xbb\xbf" + lines, "1: line: has a byte-order mark before it ("),
        (lambda lines: lines[:-1], "lines: do not end: the last one has no line end, and may be cut short ("),
    ],
)
def test_a_fault_of_form_is_told_once(folder: Path, change: Callable[[bytes], bytes], said: str) -> None:
    manifest = folder / SITE_MANIFEST
    manifest.write_bytes(change(manifest.read_bytes()))
    with pytest.raises(ProblemsError) as caught:
        verify_manifest(folder, SITE_MANIFEST)
    (problem,) = map(str, caught.value.problems)
    assert problem.replace(f"{SITE_MANIFEST}: ", f"{SITE_MANIFEST}:").startswith(f"{SITE_MANIFEST}:{said}")


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (lambda path: path.symlink_to("/dev/zero"), "a symbolic link"),
        (lambda path: path.symlink_to("../aside.txt"), "a symbolic link"),
        (os.mkfifo, "a pipe"),
        (Path.mkdir, "a folder"),
    ],
)
def test_a_manifest_that_is_no_plain_file_is_told_and_not_read(
    folder: Path, put: Callable[[Path], object], said: str
) -> None:
    manifest = folder / SITE_MANIFEST
    shutil.copy(manifest, folder.parent / "aside.txt")
    manifest.unlink()
    put(manifest)
    assert manifest_of(folder) == SITE_MANIFEST
    with pytest.raises(ProblemsError, match=f"site-manifest.txt: file: is {said}, and no plain file"):
        verify_manifest(folder, SITE_MANIFEST)


def test_a_folder_for_web_servers_without_its_manifest_lists_no_smaller_form(folder: Path) -> None:
    for name in ("index.html.gz", "index.html.br", "_headers", "_redirects", "stray.txt"):
        (folder / name).touch()
    first, second = told(folder)
    assert first.startswith("served-manifest.txt: file: is missing, which would name 2 smaller forms of files")
    assert second.startswith("stray.txt: file: is not in site-manifest.txt (")


def test_a_folder_that_is_put_in_its_place_meanwhile_is_read_in_its_stead(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, digest = folder.with_name("new"), manifest_module._digest
    shutil.copytree(folder, new)
    (new / "about.css").write_text("x")
    (new / "new.css").write_text("x")
    write_manifest(new)

    def change_and_read(*words: str) -> str:
        if new.is_dir():
            assert exchange(new, folder)
            shutil.rmtree(new)
        return digest(*words)

    monkeypatch.setattr(manifest_module, "_digest", change_and_read)
    assert verify_manifest(folder, SITE_MANIFEST) == (4, [])


def test_all_cores_make_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = (folder / SITE_MANIFEST).read_bytes()
    monkeypatch.setenv("REVIEW_SITE_CORES", "2")
    monkeypatch.setattr(manifest_module, "_LEAST", 1)
    write_manifest(folder)
    assert (folder / SITE_MANIFEST).read_bytes() == alone
    (folder / "about.css").write_text("x")
    assert len(told(folder)) == 1


def test_that_of_a_folder_for_web_servers_names_that_of_the_site(folder: Path) -> None:
    assert manifest_of(folder) == SITE_MANIFEST
    (folder / "index.html.gz").write_bytes(b"smaller")
    write_manifest(folder, SERVED_MANIFEST)
    assert manifest_of(folder) == SERVED_MANIFEST
    assert f"  {SITE_MANIFEST}\n" in (folder / SERVED_MANIFEST).read_text()
    assert verify_manifest(folder, SERVED_MANIFEST) == (5, [])
    assert manifest_of(folder / "about") is None
