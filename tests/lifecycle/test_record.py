"""The public record: what was published stays, what is promised may move, what changes is noted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post
from tests.lifecycle.recording import record_all

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.content.record import PublicRecord, read_record, render_ledger, render_record, write_record
from review_site.lifecycle.record import brought_up, changed_without_note, taken_back, unrecorded
from review_site.problems import Problems, ProblemsError

ATTACHED = "Read [the plan (PDF)](plan.pdf)."
BEFORE, AFTER = parse_instant("2021-04-30T23:59"), parse_instant("2021-05-02T09:00")


def draw(
    status: str = "ready", published: str = "2021-05-01", body: str = "Words.", more: str = "topics: [rocks]"
) -> str:
    return draw_post(body=body, status=status, published=published, more=f"aliases: [/bells/]\n{more}")


@pytest.fixture
def read(lay: Callable[[str], Path]) -> Callable[..., tuple[Path, Library]]:
    def read_drawing(drawing: str) -> tuple[Path, Library]:
        project = lay("")
        (project / "content/attachments").mkdir(exist_ok=True)
        (project / "content/attachments/plan.pdf").write_bytes(b"%PDF-1.7")
        return project, rewrite(project, drawing)

    return read_drawing


def rewrite(project: Path, drawing: str) -> Library:
    path, _, text = drawing.partition("\n")
    (project / path).write_text("\n".join(line.removeprefix("    ") for line in text.splitlines()) + "\n", "utf-8")
    return read_library(project / "content", project / "docs")


def record(project: Path, instant: str) -> Library:
    library = read_library(project / "content", project / "docs")
    record_all(project, library, parse_instant(instant))
    return read_library(project / "content", project / "docs")


def told(library: Library, instant: str) -> list[str]:
    return [str(problem) for problem in taken_back(library, parse_instant(instant))]


def test_all_that_is_out_is_recorded_and_nothing_that_is_not(read: Callable[..., tuple[Path, Library]]) -> None:
    project, library = read(draw(body=ATTACHED))
    early = set(unrecorded(library, BEFORE))
    late = set(unrecorded(library, AFTER))
    assert not any("bells" in address for address in early)
    assert late - early >= {"/fog-bells/", "/bells/", "/attachments/plan.pdf", "/news/topic/rocks/"}
    after = record(project, "2021-05-02T09:00")
    assert unrecorded(after, AFTER) == []
    assert after.record.recorded["/fog-bells/"].published is not None
    assert not after.record.recorded["/fog-bells/"].promised


def test_the_record_is_written_once(read: Callable[..., tuple[Path, Library]]) -> None:
    project, library = read(draw())
    assert record_all(project, library, AFTER)
    again = read_library(project / "content", project / "docs")
    assert not record_all(project, again, AFTER)


def test_a_post_that_is_out_is_not_lost(read: Callable[..., tuple[Path, Library]]) -> None:
    project, _ = read(draw(body=ATTACHED))
    record(project, "2021-05-02")
    (project / "content/blogs/2021-05-01-fog-bells.md").unlink()
    with pytest.raises(ProblemsError) as lost:
        read_library(project / "content", project / "docs")
    assert [problem.what.split()[0] for problem in lost.value.problems] == ["/bells/", "/fog-bells/"]


def test_a_post_may_have_another_file_title_and_date(read: Callable[..., tuple[Path, Library]]) -> None:
    project, _ = read(draw())
    record(project, "2021-05-02")
    old = project / "content/blogs/2021-05-01-fog-bells.md"
    text = old.read_text(encoding="utf-8").replace("Fog bells", "Bells in fog").replace("2021-05-01", "2021-04-28")
    old.unlink()
    (project / "content/blogs/2021-04-28-bells-in-fog.md").write_text(text, encoding="utf-8")
    library = read_library(project / "content", project / "docs")
    assert told(library, "2021-05-02") == []
    (post,) = (post.entry for post in library.posts if post.entry.title == "Bells in fog")
    assert (post.address, post.id) == ("/fog-bells/", "tag:lighthouses.example.org,2021-01-04:posts/fog-bells")


@pytest.mark.parametrize(
    ("drawing", "field"), [(draw(status="draft"), "status"), (draw(published="2021-06-01"), "published")]
)
def test_a_post_that_is_out_is_not_taken_back(
    read: Callable[..., tuple[Path, Library]], drawing: str, field: str
) -> None:
    project, _ = read(draw())
    record(project, "2021-05-02")
    library = rewrite(project, drawing)
    assert told(library, "2021-05-03")[0].split(" ")[1] == f"{field}:"
    assert "/fog-bells/ was published" in told(library, "2021-05-03")[0]


def test_a_withdrawn_post_keeps_its_address_and_those_of_its_files(
    read: Callable[..., tuple[Path, Library]],
) -> None:
    project, _ = read(draw(body=ATTACHED))
    record(project, "2021-05-02")
    withdrawn = "topics: [rocks]\nwithdrawn: {on: 2021-05-03, reason: A mistake.}"
    library = rewrite(project, draw(body=ATTACHED, more=withdrawn))
    assert told(library, "2021-05-03") == []
    assert changed_without_note(library, parse_instant("2021-05-03")) == []


def test_an_attachment_that_no_page_links_to_any_more_is_told(read: Callable[..., tuple[Path, Library]]) -> None:
    project, _ = read(draw(body=ATTACHED))
    record(project, "2021-05-02")
    library = rewrite(project, draw())
    assert ["/attachments/plan.pdf was published" in line for line in told(library, "2021-05-03")] == [True]


def test_a_list_that_lost_its_last_post_is_told_until_it_is_redirected(
    read: Callable[..., tuple[Path, Library]],
) -> None:
    project, _ = read(draw(more="topics: [rocks]"))
    record(project, "2021-05-02")
    for file in (project / "content/blogs").glob("*.md"):
        text = file.read_text(encoding="utf-8").replace("topics: [rocks]", "topics: []")
        file.write_text(text, encoding="utf-8")
    library = read_library(project / "content", project / "docs")
    assert ["/news/topic/rocks/ was published" in line for line in told(library, "2021-05-03")] == [True]
    register = project / "content/review.yml"
    register.write_text(f"{register.read_text('utf-8')}\nredirects:\n  /news/topic/rocks/: /news/\n", encoding="utf-8")
    assert told(read_library(project / "content", project / "docs"), "2021-05-03") == []


def promise(project: Path, library: Library, drawing_date: str) -> Library:
    """Write what `publish` writes for a post that is still to come."""
    before = library.record
    ledger = {**before.ledger, "/fog-bells/": 0}
    text = render_record(before.recorded) + f"/fog-bells/,{drawing_date},,0\n"
    (project / "content/record.csv").write_text(text, encoding="utf-8")
    file = project / "content/addresses.txt"
    file.write_text(render_ledger(ledger, file.read_text("utf-8")), encoding="utf-8")
    return read_library(project / "content", project / "docs")


def test_what_is_promised_may_wait_for_its_day(read: Callable[..., tuple[Path, Library]]) -> None:
    project, library = read(draw(published="2021-05-10"))
    library = promise(project, library, "2021-05-10")
    assert told(library, "2021-05-09") == []
    assert told(library, "2021-05-10") == []


@pytest.mark.parametrize(
    ("drawing", "what"),
    [
        (draw(published="2021-05-20"), "promises it for 10 May 2021, and this makes it 20 May 2021"),
        (draw(status="draft", published="2021-05-10"), "promises it for 10 May 2021, and this makes it a draft"),
    ],
)
def test_what_is_promised_may_be_put_off_when_the_record_is_told(
    read: Callable[..., tuple[Path, Library]], drawing: str, what: str
) -> None:
    project, library = read(draw(published="2021-05-10"))
    promise(project, library, "2021-05-10")
    library = rewrite(project, drawing)
    (line,) = told(library, "2021-05-02")
    assert what in line
    assert "run `review-site record`" in line
    after = record(project, "2021-05-02")
    assert told(after, "2021-05-02") == []
    assert told(after, "2021-05-12") == []
    row = after.record.recorded.get("/fog-bells/")
    assert (row.spoken if row else None) == (None if "a draft" in what else "20 May 2021")


def test_a_promise_whose_file_is_gone_is_told_and_may_be_taken_back_before_its_day(
    read: Callable[..., tuple[Path, Library]],
) -> None:
    project, library = read(draw(published="2021-05-10"))
    promise(project, library, "2021-05-10")
    (project / "content/blogs/2021-05-01-fog-bells.md").unlink()
    library = read_library(project / "content", project / "docs")
    assert "run `review-site record`" in told(library, "2021-05-02")[0]
    assert "add `withdrawn:`" in told(library, "2021-05-11")[0]
    after = record(project, "2021-05-02")
    assert told(after, "2021-05-11") == []
    assert "/fog-bells/" not in after.record.ledger


def test_a_change_without_a_note_is_told_until_there_is_one(read: Callable[..., tuple[Path, Library]]) -> None:
    project, _ = read(draw())
    record(project, "2021-05-02")
    library = rewrite(project, draw(body="Other words."))
    (advice,) = changed_without_note(library, AFTER)
    assert (advice.level, advice.field, advice.path) == ("advice", "updates", "content/blogs/2021-05-01-fog-bells.md")
    library = record(project, "2021-05-02T10:00")
    assert len(changed_without_note(library, AFTER)) == 1
    noted = draw(body="Other words.", more="updates: [{on: 2021-05-02, note: Other words., minor: true}]")
    library = rewrite(project, noted)
    assert changed_without_note(library, AFTER) == []
    library = record(project, "2021-05-02T10:00")
    assert library.record.recorded["/fog-bells/"].notes == 1
    assert changed_without_note(rewrite(project, noted.replace("Other words.\n", "Others.\n")), AFTER) != []
    assert changed_without_note(rewrite(project, draw(body="Others.")), AFTER) != []


def test_white_space_at_the_ends_of_lines_is_no_change(read: Callable[..., tuple[Path, Library]]) -> None:
    project, _ = read(draw())
    record(project, "2021-05-02")
    assert changed_without_note(rewrite(project, draw(body="Words.   \n\n")), AFTER) == []


def test_what_is_written_reads_back(tmp_path: Path, example: Library) -> None:
    record = brought_up(example, parse_instant("2022-01-01"))
    write_record(tmp_path, record)
    problems = Problems()
    back = read_record(tmp_path, problems)
    assert list(problems) == []
    assert (back.ledger.keys(), back.recorded) == (record.ledger.keys(), record.recorded)


def test_the_real_record_is_up_to_date(real: Library) -> None:
    instant = parse_instant("2026-11-29")
    assert unrecorded(real, instant) == []
    assert changed_without_note(real, instant) == []
    assert taken_back(real, instant) == []
    assert brought_up(real, instant).recorded == real.record.recorded


def test_an_empty_record_gives_the_heading_alone(tmp_path: Path) -> None:
    write_record(tmp_path, PublicRecord({}, {}))
    assert (tmp_path / "addresses.txt").read_text("utf-8").startswith("# Every address ever published")
    assert (tmp_path / "record.csv").read_text("utf-8") == "address,published,text,notes\n"
