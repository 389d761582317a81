"""The command as its three users type it: what it prints, what it leaves, how it exits."""

import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from review_site.cli import main

SUBCOMMANDS = (
    *("new", "check", "publish", "record", "due", "figures", "digest", "import"),
    *("build", "serve", "hosting", "readiness", "archive", "verify"),
    *("replay", "compare", "key", "sign", "redirects", "audit"),
)
ROOT = Path(__file__).parent.parent


@pytest.fixture
def run(lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command in the example's folder."""
    monkeypatch.chdir(lay(""))
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def test_help_names_every_subcommand(run: Callable[..., Result]) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert re.findall(r"^  ([a-z]+)  ", result.output, re.MULTILINE) == sorted(SUBCOMMANDS)


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_each_subcommand_has_help_and_stands_in_the_readme(run: Callable[..., Result], name: str) -> None:
    assert run(name, "--help").exit_code == 0
    assert f"review-site {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_check_of_good_content(run: Callable[..., Result]) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.output.startswith("No problems: ")


def test_check_tells_what_is_wrong_only_where_it_was_asked(run: Callable[..., Result]) -> None:
    post = next(Path("content/blogs").glob("2021*.md"))
    post.write_text("no front matter\n", encoding="utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert f"{post}:1: front matter: is missing (start the file with" in result.output
    assert run("check", post).exit_code == 1
    assert run("check", "content/blogs").exit_code == 1
    assert run("check", "docs").exit_code == 0


def test_check_of_a_path_that_is_not_there(run: Callable[..., Result]) -> None:
    result = run("check", "content/blogs/nothing.md")
    assert (result.exit_code, "nothing.md is not there" in result.output) == (2, True)


def test_new_starts_a_post_whose_only_problems_are_its_todo_fields(run: Callable[..., Result]) -> None:
    result = run("new", "guest-blog", "What we heard: a week's news")
    assert result.exit_code == 0
    file = Path(result.output.splitlines()[0])
    assert file.name.endswith("-what-we-heard-a-weeks-news.md")
    lines = file.read_text(encoding="utf-8").splitlines()
    checked = run("check")
    problems = [line.strip() for line in checked.output.splitlines() if line.strip().startswith(str(file))]
    assert (checked.exit_code, len(problems)) == (0, 2)
    assert all("TODO" in lines[int(problem.split(":")[1]) - 1] for problem in problems)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new", "blgo", "Title"), "did you mean blog?"),
        (("new", "blog", "!!!"), "no letters or digits"),
        (("build", "--today", "2021-13-01"), "does not exist in the calendar"),
        (("build", "--today", "tomorrow"), "is not a date"),
        (("archive", "docs"), "add --url https://example.org/"),
        (("archive", "docs", "--url", "example.org"), "is not the plain full address"),
        (("archive", "docs", "--url", "https://example.org/?a=b"), "is not the plain full address"),
        (("archive", "docs", "--url", "https://me:word@example.org/"), "is not the plain full address"),
        (("archive", "docs", "--url", "https://example.org:99999/"), "is not the plain full address"),
        (("archive", "docs", "--url", "https://example.org/a/../b/"), "is not the plain full address"),
        (("archive", "docs", "--url", "https://exämple.org/"), "is not the plain full address"),
        (("archive", "docs", "--url", "https://example.org/", "--output", "docs/dist"), "lies inside docs"),
        (("archive", "nowhere", "--url", "https://example.org/"), "does not exist"),
        (("verify", "nowhere"), "is not there"),
        (("publsh",), "No such command"),
        (("publish", "nothing.md"), "does not exist"),
        (("publish", "content/review.yml", "--on", "soon"), "is not a date"),
        (("import", "nothing.xml"), "does not exist"),
        (("import", "content/review.yml", "--kind", "blgo"), "'blgo' is not one of"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("build", "--preview", "--output", "mkdocs.yml"), "is a file"),
        (("-C", "nowhere", "check"), "does not exist"),
    ],
)
def test_wrong_usage_is_told_and_exits_with_2(run: Callable[..., Result], words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.output


def test_a_second_post_of_one_title_is_refused(run: Callable[..., Result]) -> None:
    assert run("new", "news", "Twice").exit_code == 0
    assert "is there already" in run("new", "news", "Twice").output


def test_build_archive_verify(run: Callable[..., Result]) -> None:
    built = run("build", "--today", "2022-03-04")
    assert (built.exit_code, built.output.startswith("Site: site (")) == (0, True)
    archived = run("archive", "site", "--output", "dist")
    assert archived.exit_code == 0
    bundle = archived.stdout.strip()
    assert re.fullmatch(r"dist/lighthouses-example-org-[a-z]+-2022-03-04", bundle)
    verified = run("verify", bundle)
    assert (verified.exit_code, verified.output.startswith("Sound, ")) == (0, True)
    assert run("verify", f"{bundle}.tar").exit_code == 0
    urls = Path(bundle, "data/crawl/urls.csv")
    urls.write_bytes(urls.read_bytes().replace(b"e", b"f", 1))
    altered = run("verify", bundle)
    assert (altered.exit_code, "data/crawl/urls.csv" in altered.output) == (1, True)


def test_a_site_before_the_review_was_announced_can_be_archived(run: Callable[..., Result]) -> None:
    assert run("build", "--today", "2020-12-01").exit_code == 0
    assert run("archive", "site").stdout.strip() == "dist/lighthouses-example-org-2020-12-01"


def test_a_failed_build_says_that_the_last_site_stands(run: Callable[..., Result]) -> None:
    assert run("build").exit_code == 0
    shutil.rmtree("content/blogs")
    Path("content/review.yml").unlink()
    result = run("build")
    assert result.exit_code == 1
    assert "The last one stands as it was." in result.output
    assert Path("site/index.html").is_file()


def test_what_the_machine_refuses_is_told_without_a_trace(run: Callable[..., Result]) -> None:
    Path("inside").write_text("a file in the way", encoding="utf-8")
    result = run("build", "--output", "inside/site")
    assert (result.exit_code, "inside/" in result.output, "Not a directory" in result.output) == (1, True, True)


def test_a_source_date_epoch_that_is_none_is_told(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    result = run("build")
    assert (result.exit_code, "SOURCE_DATE_EPOCH is “yesterday”" in result.output) == (1, True)


def test_debug_shows_the_trace(run: Callable[..., Result]) -> None:
    Path("content/review.yml").unlink()
    with pytest.raises(Exception, match=r"content/review\.yml"):
        run("--debug", "check")


def test_serving_twice_is_told_plainly(run: Callable[..., Result]) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 8000))
        taken.listen()
        result = run("serve")
    assert result.exit_code == 1
    assert "127.0.0.1:8000: serve: something is being served there already (stop the other one first" in result.output
