"""The command as its three users type it: what it prints, what it leaves, how it exits."""

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from review_site.cli import main
from review_site.clock import LONDON, start_of_day
from review_site.plugins import last_build
from review_site.plugins.last_build import Asked, Ground, begin_reading, look_around, note_build
from review_site.stamps import Stamp

SUBCOMMANDS = (
    *("new", "check", "publish", "record", "due", "figures", "digest", "import"),
    *("build", "serve", "hosting", "intact", "readiness", "archive", "verify"),
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


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_the_list_of_subcommands_tells_of_each_what_its_own_help_does(name: str) -> None:
    stand_in, command = main.commands[name], main.load(name)
    assert (stand_in.name, command.name) == (name, name)
    assert stand_in.get_short_help_str(1000) == command.get_short_help_str(1000)


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("build",)])
def test_what_is_quick_imports_neither_the_site_generator_nor_the_models(
    lay: Callable[[str], Path], words: tuple[str, ...]
) -> None:
    project = lay("")
    script = """
import runpy, sys
try:
    runpy.run_module("review_site.cli", run_name="__main__")
except SystemExit as end:
    print(end.code, sorted({"mkdocs", "pydantic", "lxml", "rich", "PIL", "jinja2"} & sys.modules.keys()))
"""
    if words == ("build",):
        asked = Asked(project.resolve(), project.resolve() / "site", None)
        (project / "site").mkdir()
        midnight = start_of_day(datetime.now(LONDON).date())
        span = (midnight, midnight + timedelta(days=2))
        note_build(asked, settled(asked), begin_reading(project, [project / "content"]), span, 7)
    run = subprocess.run([sys.executable, "-c", script, *words], cwd=project, capture_output=True, text=True)
    assert run.stdout.splitlines()[-1] == "0 []", run.stdout + run.stderr


def settled(asked: Asked) -> Ground:
    """Return what a build stands on, as if no file of the program had just been saved."""
    ground = look_around(asked)
    assert ground is not None
    return replace(ground, program=Stamp(ground.program.digest))


def test_a_word_that_is_no_subcommand_is_told_with_the_nearest(run: Callable[..., Result]) -> None:
    result = run("biuld")
    assert (result.exit_code, "No such command 'biuld'" in result.output) == (2, True)


def test_a_second_build_finds_nothing_to_do(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_build, "_IMPORTED", 0)
    first, second, whole = (run("build", "--today", "2022-01-01", *more) for more in ((), (), ("--whole",)))
    assert (first.exit_code, second.exit_code, whole.exit_code) == (0, 0, 0)
    assert second.output == f"Nothing has changed. {first.output}"
    assert whole.output == first.output


def test_a_second_hosting_finds_nothing_to_do(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_build, "_IMPORTED", 0)
    assert run("build", "--today", "2022-01-01").exit_code == 0
    first, second, whole = (run("hosting", "site", *more) for more in ((), (), ("--whole",)))
    assert second.output == f"Nothing has changed. {first.output}"
    assert whole.output == first.output
    Path("hosting/public/index.html").write_text("Somebody else's.", encoding="utf-8")
    before = Path("hosting/public/feed.atom").stat()
    assert run("hosting", "site").output == first.output
    after = Path("hosting/public/feed.atom").stat()
    assert Path("hosting/public/index.html").read_bytes() == Path("site/index.html").read_bytes()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    Path("site/index.html").write_text("Another.", encoding="utf-8")
    assert run("hosting", "site").output == first.output
    assert Path("hosting/public/index.html").read_text(encoding="utf-8") == "Another."


def test_a_build_tells_the_files_that_changed(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_build, "_IMPORTED", 0)
    first = run("build", "--today", "2022-01-01", "--changed")
    lines = first.stdout.splitlines()
    assert "added\tindex.html" in lines
    assert {line.split("\t")[0] for line in lines} == {"added"}
    assert sorted(line.split("\t")[1] for line in lines) == sorted(
        path.relative_to("site").as_posix() for path in Path("site").rglob("*") if path.is_file()
    )
    assert run("build", "--today", "2022-01-01", "--changed").stdout == ""
    about = Path("docs/about.md")
    about.write_text(about.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    told = json.loads(run("build", "--today", "2022-01-01", "--changed", "--format", "json").stdout)
    assert "about/index.html" in told["changed"]
    assert {path.partition("/")[0] for path in told["added"]} == {"pagefind"}


def test_a_build_tells_how_long_its_parts_took(run: Callable[..., Result]) -> None:
    result = run("build", "--today", "2022-01-01", "--profile", "bundle")
    parts = [line.rpartition(" s ")[0].rpartition("  ")[0].strip() for line in result.output.splitlines()[1:]]
    assert result.exit_code == 0
    assert {"content", "conversion", "rendering", "cards", "feeds", "links", "records", "search", "swap"} <= {*parts}
    assert parts[-3:] == ["bundle", "verify", "all"]
    assert not Path("dist").exists()
    assert run("build", "--preview", "--profile", "bundle").exit_code == 2


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
    assert (checked.exit_code, len(problems)) == (0, 3)
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
    assert (built.exit_code, built.output.startswith("Site as at 2022-03-04: site (")) == (0, True)
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


def test_a_folder_that_is_served_is_held_against_its_manifest(run: Callable[..., Result]) -> None:
    assert run("build", "--today", "2022-01-01").exit_code == 0
    whole = run("intact", "site")
    assert re.fullmatch(r"Intact: site/ \(\d+ files, each as site-manifest\.txt says\)\n", whole.output)
    Path("site/about/index.html").write_text("Somebody else's.", encoding="utf-8")
    Path("site/feed.atom").unlink()
    Path("site/more.html").touch()
    told = run("intact", "site", "--format", "json")
    paths = [(problem["path"], problem["field"]) for problem in json.loads(told.stdout)]
    assert told.exit_code == 1
    assert paths == [("about/index.html", "sha256"), ("feed.atom", "file"), ("more.html", "file")]
    missing = run("intact", "docs")
    assert (missing.exit_code, "docs: site-manifest.txt: is missing (build it again" in missing.output) == (1, True)


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
    assert "There is no preview yet" not in result.output
