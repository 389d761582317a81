"""The commands of those who write, as they type them: what is printed, what is left, how it exits."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from click.testing import CliRunner, Result
from tests.drawings import draw_post, drawn

from review_site.cli import main

CASES = Path(__file__).parent / "cases/importing"
POST = "content/blogs/2021-05-01-fog-bells.md"
Run = Callable[..., Result]


def draw(status: str = "ready", published: str = "2021-05-01", body: str = "Words.") -> str:
    post = draw_post(body=body, status=status, published=published)
    return post + drawn("content/house-style.yml", "sentence_words: 5")


@pytest.fixture
def run(lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Run]:
    """Lay the example, changed by a drawing, and run the command in its folder at noon of 1 July 2021."""

    def laid(drawing: str = "") -> Run:
        monkeypatch.chdir(lay(drawing))
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1625137200")
        return lambda *words: CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return laid


def test_problems_are_grouped_by_file_and_counted(run: Callable[[str], Run]) -> None:
    broken = draw(body="See [here](/nowhere/).") + "docs/about.md\n    ---\n    titel: About\n    ---\n"
    told = run(broken)("check")
    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        f"{POST}:12",
        f"{POST}:12",
        "",
        "docs/about.md:1",
        "docs/about.md:2",
    ]
    assert told.stderr == "4 problems in 2 files.\n"


def test_problems_as_annotations_and_as_json(run: Callable[[str], Run]) -> None:
    check = run(draw(body="See [here](/about/)."))
    github = check("check", "--format", "github")
    assert github.exit_code == 1
    assert re.match(rf"::error file={POST},line=12,title=link::“here” does not say where it leads", github.stdout)
    told = check("check", "--format", "json")
    assert told.exit_code == 1
    (problem,) = (one for one in json.loads(told.stdout) if one["level"] == "problem")
    assert (problem["path"], problem["line"], problem["field"]) == (POST, 12, "link")


def test_good_content_gives_an_empty_list_or_advice_alone(run: Callable[[str], Run]) -> None:
    check = run(draw(body="This sentence has far more than five words."))
    told = check("check", "--format", "json", POST)
    assert told.exit_code == 0
    assert [(one["level"], one["field"], one["line"]) for one in json.loads(told.stdout)] == [
        ("advice", "sentence", 12)
    ]
    assert check("check", "--format", "github", POST).stdout.startswith(f"::warning file={POST},line=12,title=sentence")


def test_advice_is_counted_shown_when_asked_and_stops_when_asked(run: Callable[[str], Run]) -> None:
    check = run(draw(body="This sentence has far more than five words."))
    quiet = check("check")
    assert quiet.exit_code == 0
    assert re.search(r"There are \d+ pieces of advice, which stop nothing: review-site check --advice", quiet.stdout)
    shown = check("check", "--advice")
    assert (shown.exit_code, f"{POST}:12: sentence: " in shown.stdout) == (0, True)
    assert f"{POST}:12: sentence: " in check("check", POST).stdout
    strict = check("check", "--strict")
    assert (strict.exit_code, f"{POST}:12: sentence: " in strict.stdout) == (1, True)


def test_advice_is_as_at_the_instant_of_the_run(run: Callable[[str], Run], monkeypatch: pytest.MonkeyPatch) -> None:
    page = "docs/fog.md\n    ---\n    title: Fog\n    description: Fog.\n    ---\n\n    It will lift by 2 July 2021.\n"
    check = run(page + "content/house-style.yml (gone)\n")
    assert "docs/fog.md:6: outdated" not in check("check", "--advice").stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1625266800")  # midnight after 2 July
    assert "docs/fog.md:6: outdated: “will” speaks of 2 July 2021 as still to come" in check("check", "--advice").stdout


def test_mistakes_in_the_house_style_are_told(run: Callable[[str], Run]) -> None:
    told = run(draw().replace("sentence_words: 5", "sentence_wrods: 5"))("check")
    assert told.exit_code == 1
    assert (
        "content/house-style.yml:1: sentence_wrods: there is no such field (did you mean sentence_words?)"
        in told.output
    )


def test_a_contact_of_a_person_stops_check_and_publish_as_it_would_a_build(run: Callable[[str], Run]) -> None:
    body = "Ring 07700 900123, write to dee@foam.example.org, or read [the plan](plan.pdf)."
    command = run(draw(body=body))
    Path("content/attachments/plan.pdf").write_bytes(typst.compile(b"Ring 07700 900124."))
    mend = "(take it out, or name it under public_contacts in content/review.yml and say why it may be published)"
    post = [
        f"{POST}:12: contact: has a mail address that may be a person’s (d…@foam.example.org) {mend}",
        f"{POST}:12: contact: has a telephone number that may be a person’s (077…23) {mend}",
    ]
    plan = f"content/attachments/plan.pdf: contact: has a telephone number that may be a person’s (077…24) {mend}"
    for words in ((), (POST,), (POST, "--advice"), ("content/blogs", "docs")):
        told = command("check", *words)
        assert (told.exit_code, [line for line in told.stdout.splitlines() if ": contact: " in line]) == (
            1,
            [plan, *post],
        )
    assert command("check", "docs").exit_code == 0
    built = command("build")
    assert (built.exit_code, [line for line in built.stdout.splitlines() if line]) == (1, [plan, *post])

    draft = Path(POST).read_text(encoding="utf-8").replace("status: ready", "status: draft")
    Path(POST).write_text(draft, encoding="utf-8")
    to_do = command("check", POST)
    assert to_do.exit_code == 0
    assert [line for line in to_do.stdout.splitlines() if ": contact: " in line] == [plan, *post]
    refused = command("publish", POST)
    assert (refused.exit_code, [line for line in refused.stdout.splitlines() if line]) == (1, [plan, *post])
    assert Path(POST).read_text(encoding="utf-8") == draft
    assert "/fog-bells/" not in Path("content/addresses.txt").read_text(encoding="utf-8")


def test_a_contact_is_told_in_one_run_with_all_else_that_is_wrong(run: Callable[[str], Run]) -> None:
    command = run(draw(body="Ring 07700 900123.") + draw_post("lamps", published="someday"))
    for words in (("check",), ("build",), ("publish", POST)):
        told = command(*words)
        fields = [line.split(": ")[1] for line in told.stdout.splitlines() if ": " in line]
        assert (told.exit_code, fields) == (1, ["contact", "published"])


def test_checking_a_table_of_submissions_checks_the_files_that_it_names(run: Callable[[str], Run]) -> None:
    command = run()
    table, plan = Path("content/submissions/sightings.csv"), Path("content/attachments/plan.pdf")
    rows = table.read_text(encoding="utf-8")
    table.write_text(rows + "0009,Cy Foam,Individual,Rocks,2021-02-03,,,plan.pdf,,,named,,\n", encoding="utf-8")
    plan.write_bytes(b"No document.")
    told = command("check", table)
    assert (told.exit_code, [line.split(": ")[0] for line in told.stdout.splitlines() if ": " in line]) == (
        1,
        [f"{plan}:1"],
    )
    assert command("check", "content/blogs").exit_code == 0


def test_publish_now(run: Callable[[str], Run]) -> None:
    publish = run(draw(status="draft"))
    done = publish("publish", POST)
    assert (done.exit_code, done.stdout.splitlines()[:2]) == (
        0,
        [
            f"{POST} is ready, dated 1 July 2021.",
            "/fog-bells/ is recorded, and comes out with the next build.",
        ],
    )
    assert "/fog-bells/\n" in Path("content/addresses.txt").read_text(encoding="utf-8")
    assert publish("build").exit_code == 0
    assert Path("site/fog-bells/index.html").is_file()


def test_publish_later_then_due_then_out(run: Callable[[str], Run], monkeypatch: pytest.MonkeyPatch) -> None:
    command = run(draw(status="draft"))
    done = command("publish", POST, "--on", "2021-07-02T00:01")
    assert "dated 12:01am on Friday 2 July 2021" in done.stdout
    assert "comes out with the first build from then on" in done.stdout
    assert command("build").exit_code == 0
    assert not Path("site/fog-bells").exists()
    ahead = command("due")
    assert "Nothing is due that is not in it." in ahead.stdout
    assert f"  12:01am on Friday 2 July 2021: news “Fog bells” comes out ({POST})" in ahead.stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1625180460")  # 2 July 2021, 00:01 in London
    late = command("due").stdout
    assert "Due, and not yet in it (build again: make site):" in late
    assert f"12:01am on Friday 2 July 2021: news “Fog bells” comes out ({POST})" in late.split("Next:")[0]
    assert command("build").exit_code == 0
    assert Path("site/fog-bells/index.html").is_file()
    assert "Nothing is due that is not in it." in command("due").stdout


def test_publish_of_an_unfinished_draft_tells_what_is_missing(run: Callable[[str], Run]) -> None:
    command = run("")
    file = command("new", "blog", "Fog").stdout.splitlines()[0]
    before = Path(file).read_bytes()
    told = command("publish", file)
    assert told.exit_code == 1
    assert [line.split(": ")[1] for line in told.stdout.splitlines() if line] == ["authors", "summary", "text"]
    assert told.stdout.endswith("text: still says TODO (write it; then publish again)\n")
    assert Path(file).read_bytes() == before


def test_due_without_a_site(run: Callable[[str], Run]) -> None:
    told = run("")("due")
    assert told.exit_code == 0
    assert "There is no site in site to compare with: build it first (make site)." in told.stdout
    assert "Friday 1 January 2099: " not in told.stdout
    assert "Thursday 1 January 2099: " in told.stdout


def test_what_was_built_and_is_out_is_recorded(run: Callable[[str], Run]) -> None:
    command = run(draw())
    assert "Out, and not yet recorded: /fog-bells/ (run: review-site record)" in command("check").stdout
    assert "The record was brought up to date" in command("record").stdout
    assert command("record").stdout == "The record is up to date.\n"
    assert "not yet recorded" not in command("check").stdout


def test_a_silent_change_is_told(run: Callable[[str], Run]) -> None:
    command = run(draw())
    command("record")
    post = Path(POST)
    post.write_text(post.read_text(encoding="utf-8").replace("Words.", "Others."), encoding="utf-8")
    assert "the text has changed since it was recorded, and no note says so" in command("check", POST).stdout
    assert "the text has changed since it was recorded" in command("record").stdout


def test_a_published_post_that_is_deleted_stops_the_build(run: Callable[[str], Run]) -> None:
    command = run(draw(status="draft"))
    command("publish", POST)
    first = Path(POST).rename("kept.md")
    assert command("build").stderr.startswith("The site was not built.\n")
    first.rename(POST)
    assert command("build").exit_code == 0
    Path(POST).unlink()
    built = command("build")
    assert built.exit_code == 1
    assert "/fog-bells/ was published and nothing stands there any more" in built.stdout
    assert "The last one stands as it was." in built.stderr


def test_a_preview_goes_into_its_own_folder(run: Callable[[str], Run]) -> None:
    command = run(draw(status="draft"))
    done = command("build", "--preview")
    assert (done.exit_code, done.stdout.startswith("Preview: preview (")) == (0, True)
    assert Path("preview/fog-bells/index.html").is_file()
    assert not Path("site").exists()
    refused = command("archive", "preview")
    assert (refused.exit_code, "this is a preview" in refused.output) == (1, True)


@pytest.mark.parametrize("kind", ["call", "event", "publication", "page", "Open-Letter", "reprint"])
def test_new_of_every_sort_stops_nothing(run: Callable[[str], Run], kind: str) -> None:
    command = run("")
    file = command("new", kind, "A thing").stdout.splitlines()[0]
    assert Path(file).is_file()
    checked = command("check", file)
    assert checked.exit_code == 0
    assert "Still to do in drafts, before they can be published:" in checked.stdout
    assert command("build").exit_code == 0


@pytest.mark.parametrize("feed", ["wordpress.xml", "atom.xml", "rss.xml"])
def test_posts_from_elsewhere_pass_the_check_and_come_once(run: Callable[[str], Run], feed: str) -> None:
    command = run("")
    words = ("import", CASES / feed, "--author", "keepers-panel")
    first = command(*words)
    assert first.exit_code == 0
    count = re.search(r"^(\d+) brought in as drafts, 0 were here already\.$", first.stdout, re.MULTILINE)
    assert count is not None
    assert int(count[1]) >= 1
    assert command("check").exit_code == 0
    before = {file: file.read_bytes() for file in Path("content").rglob("*") if file.is_file()}
    again = command(*words)
    assert f"0 brought in as drafts, {count[1]} were here already." in again.stdout
    assert {file: file.read_bytes() for file in Path("content").rglob("*") if file.is_file()} == before
    assert command("build", "--preview").exit_code == 0


def test_an_export_that_cannot_be_read_is_told(run: Callable[[str], Run]) -> None:
    command = run("")
    Path("x.xml").write_bytes(b"\x00\xff not xml")
    told = command("import", "x.xml")
    assert (told.exit_code, told.stdout.startswith("x.xml")) == (1, True)


def test_publish_of_a_day_to_come_says_so_and_may_be_overruled(run: Callable[[str], Run]) -> None:
    command = run(draw(status="draft", published="2021-08-01"))
    kept = command("publish", POST)
    assert "dated 1 August 2021" in kept.stdout
    assert "To let it go today, run it again with --now." in kept.stdout
    assert "dated 1 July 2021" in command("publish", POST, "--now").stdout
    assert command("publish", POST, "--now", "--keep-date").exit_code == 2


def test_a_day_gone_by_is_no_day_to_publish_on(run: Callable[[str], Run]) -> None:
    refused = run(draw(status="draft"))("publish", POST, "--on", "2021-06-30")
    assert refused.exit_code == 1
    assert "30 June 2021 has gone by (leave --on out to let it go today" in refused.stdout
    assert "status: draft" in Path(POST).read_text(encoding="utf-8")


def test_a_publication_can_be_let_go(run: Callable[[str], Run]) -> None:
    command = run("")
    file = Path(command("new", "publication", "A plan").stdout.splitlines()[0])
    text = file.read_text(encoding="utf-8").replace("TODO: where this is known from, https://…", "https://example.org/")
    file.write_text(text.replace("TODO: ", ""), encoding="utf-8")
    done = command("publish", file)
    assert (done.exit_code, "/publications/a-plan/ is recorded" in done.stdout) == (0, True)
    assert "status: ready" in file.read_text(encoding="utf-8")
    assert "/publications/a-plan/" in Path("content/addresses.txt").read_text(encoding="utf-8").splitlines()


def test_a_withdrawn_post_needs_no_text(run: Callable[[str], Run]) -> None:
    command = run(draw())
    post = Path(POST)
    text = post.read_text(encoding="utf-8").replace("Words.", "")
    withdrawn = "summary: A sentence.\nwithdrawn: {on: 2021-06-01, reason: A mistake.}"
    post.write_text(text.replace("summary: A sentence.", withdrawn), encoding="utf-8")
    assert command("check").exit_code == 0


def test_a_served_site_that_cannot_be_built_says_what_to_do(run: Callable[[str], Run]) -> None:
    told = run(draw(body="See [here](/nowhere/)."))("serve")
    assert (told.exit_code, "There is no preview yet: mend this, and start again." in told.output) == (1, True)


def test_the_record_is_not_renewed_while_a_changed_date_takes_a_version_away(run: Callable[[str], Run]) -> None:
    review_site = run()
    assert review_site("record").exit_code == 0
    call, ledger = Path("content/calls/call-for-sightings.md"), Path("content/addresses.txt")
    before = ledger.read_text(encoding="utf-8")
    assert "/about/as-at/2021-02-01/" in before
    call.write_text(
        call.read_text(encoding="utf-8").replace("opens: 2021-02-01", "opens: 2021-02-02"), encoding="utf-8"
    )
    done = review_site("record")
    assert done.exit_code == 1
    assert "write /about/as-at/2021-02-01/: /about/" in done.output
    assert ledger.read_text(encoding="utf-8") == before


def test_copies_for_the_feeds_that_went_are_brought_back_and_not_made_anew(run: Callable[[str], Run]) -> None:
    command = run("")
    assert command("record").exit_code == 0
    copies = sorted(Path("content/told").rglob("*.md"))
    assert "for the feeds" not in command("check").stdout
    copies[0].unlink()
    assert f"Not yet copied for the feeds: content/{copies[0].relative_to('content/told')}" in command("check").stdout
    shutil.rmtree("content/told")
    told = command("check").stdout
    assert (
        "No copy for the feeds is in content/told/, which keeps what subscribers were told (bring it back: git" in told
    )
    assert "Not yet copied" not in told
