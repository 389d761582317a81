"""Feeds and exports become drafts that the library takes: once, whole, and never over another file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from review_site.content.library import Library, read_library
from review_site.content.models import Post
from review_site.content.shelf import Sourced
from review_site.importing.posts import Imported

CASES = Path(__file__).parents[1] / "cases/importing"
Bring = Callable[..., Imported]


def library_of(project: Path) -> Library:
    return read_library(project / "content", project / "docs")


def posts_of(project: Path) -> dict[str, Sourced[Post]]:
    return {Path(post.source.path).stem: post for post in library_of(project).posts}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_wordpress_export_becomes_drafts(project: Path, bring: Bring, uploads: Path) -> None:
    done = bring(CASES / "wordpress.xml", pictures=uploads)
    folder = CASES / "wordpress"
    assert [path.name for path in done.written] == [
        "2021-04-06-fog-bells.md",
        "2021-05-03-a-letter-from-the-tower.md",
        "2021-02-03-first-light-2.md",
    ]
    assert {path.name: path.read_text(encoding="utf-8") for path in done.written} == {
        path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")
    }
    assert "".join(f"{problem}\n" for problem in done.told) == (folder / "told.txt").read_text(encoding="utf-8")
    assert {problem.level for problem in done.told} == {"to do", "advice"}
    assert [path.name for path in done.pictures] == ["fog-bell.jpg", "tower.png"]
    assert done.pictures[0].read_bytes() == (uploads / "2021/04/Fog_Bell.jpg").read_bytes()
    assert posts_of(project)["2021-04-06-fog-bells"].entry.published.text == "2021-04-06T09:30"


def test_an_atom_feed_becomes_drafts(project: Path, bring: Bring) -> None:
    done = bring(CASES / "atom.xml", kind="guest blog")
    assert {path.name: path.read_text(encoding="utf-8") for path in done.written} == {
        path.name: path.read_text(encoding="utf-8") for path in (CASES / "atom").glob("*.md")
    }
    assert [str(problem) for problem in done.told] == [
        "atom.xml:28: entries: “Second, once more” has the id of an entry above, and was left out (see that the first "
        "is the right one)"
    ]
    assert {"2021-07-02-oil-and-wicks", "2021-12-01-second"} <= posts_of(project).keys()


def test_an_rss_feed_becomes_drafts(project: Path, bring: Bring) -> None:
    done = bring(CASES / "rss.xml", author="keepers-panel", kind="reprint")
    assert {path.name: path.read_text(encoding="utf-8") for path in done.written} == {
        path.name: path.read_text(encoding="utf-8") for path in (CASES / "rss").glob("*.md")
    }
    assert [str(problem) for problem in done.told] == [
        "rss.xml:8: authors: “Harbour Office” is not in the register, and wrote 2 posts: keepers-panel stands in their "
        "place (see that this is right)",
        "rss.xml:1: topics: “Tea” is no topic of the review, and was left off 1 post (add it to the topics of "
        "content/review.yml if readers need it)",
    ]
    assert len(posts_of(project)) == 5


@pytest.mark.parametrize("name", ["wordpress.xml", "atom.xml", "rss.xml"])
def test_a_second_import_changes_nothing(name: str, project: Path, bring: Bring, uploads: Path, tmp_path: Path) -> None:
    first = bring(CASES / name, author="ada-lamp", pictures=uploads)
    renamed = first.written[0].rename(first.written[0].with_name("2021-01-01-another-name.md"))
    before = bytes_of(project)
    copy = Path(shutil.copy(CASES / name, tmp_path / "the-same.xml"))
    second = bring(copy, author="ada-lamp", pictures=uploads)
    assert (second.written, second.pictures) == ((), ())
    assert len(second.skipped) == len(first.written)
    assert f"\nid: {second.skipped[0]}\n" in renamed.read_text(encoding="utf-8")
    assert bytes_of(project) == before


@pytest.mark.parametrize("name", ["wordpress.xml", "atom.xml", "rss.xml"])
def test_two_imports_give_the_same_bytes(
    name: str, project: Path, bring_elsewhere: Bring, uploads: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(project, other)
    for one in (project, other):
        bring_elsewhere(one, CASES / name, author="ada-lamp", pictures=uploads)
    assert bytes_of(project / "content") == bytes_of(other / "content")


@pytest.mark.parametrize(
    "title",
    [
        "It’s “here”: now",
        'She said "no" # then left',
        "C:\\lamps\\new",
        "- a list, [or one], {or another}",
        "@home & *abroad* !important %all",
        "👋🏽 light",
        "null",
        "a \u202eright to left\u202c b",
        "bell\x07\x0b\x1f\x7f rung\u2028twice",
        "x" * 300,
        "נר",
        "<b>Bold</b> &amp; <script>x</script>plain",
    ],
)
def test_nasty_titles(
    title: str, project: Path, bring: Bring, feed_of: Callable[..., Path], item: Callable[..., str]
) -> None:
    done = bring(feed_of(item(title, link="")), author="ada-lamp")
    post = posts_of(project)[done.written[0].stem].entry
    expected = title.replace("<b>Bold</b> &amp; <script>x</script>", "Bold & ")
    gone = str.maketrans({"\u202e": None, "\u202c": None, "\x07": None, "\x1f": None, "\x7f": None, "\x0b": None})
    assert post.title == expected.translate(gone).replace(" \u2028", " ").replace("\u2028", " ")
    assert len(done.written[0].name) <= 115


def test_slugs_are_unique(project: Path, bring: Bring, feed_of: Callable[..., Path], item: Callable[..., str]) -> None:
    links = ("about", "first-light/", "news.html", "2021/07/a%20b/index.html", "a-b", "?p=3", "feed/", "redirected/")
    items = [item("About", link=f"https://x.example/{link}") for link in links]
    review = project / "content/review.yml"
    text = review.read_text(encoding="utf-8")
    review.write_text(f"{text}\nredirects:\n  /redirected/: /about/\n", encoding="utf-8")
    bring(feed_of(*items), author="ada-lamp")
    slugs = [post.entry.slug for post in library_of(project).posts if ":imported/" in post.entry.id]
    assert sorted(slugs) == ["a-b", "a-b-2", "about-2", "about-3", "feed-2", "first-light-2", "news-2", "redirected-2"]


def test_no_file_is_written_over(
    project: Path, bring: Bring, feed_of: Callable[..., Path], item: Callable[..., str]
) -> None:
    name = "2021-07-01-a.md"
    text = (project / "content/blogs/2021-02-03-first-light.md").read_text(encoding="utf-8")
    mine = text.replace("slug: first-light", "slug: mine").replace("posts/first-light", "posts/mine")
    (project / "content/blogs" / name).write_text(mine, encoding="utf-8")
    done = bring(feed_of(item()), author="ada-lamp")
    assert [path.name for path in done.written] == ["2021-07-01-a-2.md"]
    assert (project / "content/blogs" / name).read_text(encoding="utf-8") == mine


def test_pictures_are_taken_from_the_folder_alone(
    project: Path, bring: Bring, feed_of: Callable[..., Path], item: Callable[..., str], tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    (folder / "a").mkdir(parents=True)
    (folder / "b").mkdir()
    Image.new("RGB", (400, 300), "red").save(folder / "a/same.jpg")
    Image.new("RGB", (400, 300), "blue").save(folder / "b/same.jpg")
    Image.new("RGB", (400, 300), "blue").save(folder / "Same_.jpg")
    Image.new("RGB", (400, 300), "green").save(folder / "same.webp")
    Image.new("RGB", (400, 300), "green").save(folder / "really.jpg", format="PNG")
    Image.new("RGB", (100, 100), "red").save(folder / "small.png")
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff broken")
    (folder / "notes.jpg").write_text("not a picture", encoding="utf-8")
    Image.new("RGB", (400, 300), "red").save(tmp_path / "secret.jpg")
    (folder / "linked.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "below").symlink_to(tmp_path)
    names = ("a/same.jpg", "b/same.jpg", "Same_.jpg", "same.webp", "really.jpg", "small.png", "broken.jpg", "notes.jpg")
    strangers = ("linked.jpg", "../secret.jpg", "%2e%2e/secret.jpg", "secret.jpg", "moving.gif", "drawn.svg")
    shown = "".join(f'<p><img src="https://x.example/up/{name}" alt="It"></p>' for name in (*names, *strangers))
    done = bring(feed_of(item(text=shown)), author="ada-lamp", pictures=folder)
    text = done.written[0].read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "![" in line] == [
        "![It](same.jpg)",
        "![It](same-2.jpg)",
        "![It](same-2.jpg)",
        "![It](same-3.webp)",
        "![It](really.png)",
    ]
    assert sorted(path.name for path in done.pictures) == ["really.png", "same-2.jpg", "same-3.webp", "same.jpg"]
    assert [problem.what for problem in done.told] == [
        "broken.jpg cannot be read: it is broken or cut short, and was left out",
        "drawn.svg was not found, and left out",
        "linked.jpg was not found, and left out",
        "moving.gif was not found, and left out",
        "notes.jpg is not a picture, and was left out",
        "secret.jpg was not found, and left out",
        "small.png is 100 pixels wide, and was left out",
    ]
    assert set(library_of(project).pictures) == {path.name for path in done.pictures}


@pytest.mark.parametrize(
    ("gmt", "local", "published"),
    [
        ("2021-06-01 23:30:59", "2021-06-02 00:30:59", "2021-06-02T00:30"),
        ("0000-00-00 00:00:00", "2021-06-02 00:30:00", "2021-06-02T00:30"),
        ("0000-00-00 00:00:00", "2021-03-28 01:30:00", "2021-03-28"),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", "2021-07-01T12:00"),
        ("9999-99-99 99:99:99", "noon", "2021-07-01T12:00"),
    ],
)
def test_dates_of_wordpress(
    gmt: str,
    local: str,
    published: str,
    project: Path,
    bring: Bring,
    feed_of: Callable[..., Path],
    item: Callable[..., str],
) -> None:
    dates = f"<wp:post_date_gmt>{gmt}</wp:post_date_gmt><wp:post_date>{local}</wp:post_date>"
    more = f"<wp:post_type>post</wp:post_type>{dates}"
    feed = feed_of(item(more=more), names='xmlns:wp="http://wordpress.org/export/1.2/"')
    done = bring(feed, author="ada-lamp")
    assert posts_of(project)[done.written[0].stem].entry.published.text == published


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("<h2>Head</h2><p>One. Two.</p>", "One. Two."),
        (f"<p>{'word ' * 20}end. {'more ' * 20}end.</p>", f"{'word ' * 20}end."),
        (f"<p>{'word ' * 50}end.</p>", f"{'word ' * 31}word…"),
        ("", "TODO: one sentence of at most 160 characters"),
    ],
)
def test_a_summary_is_made_of_the_first_sentences(
    text: str, summary: str, project: Path, bring: Bring, feed_of: Callable[..., Path], item: Callable[..., str]
) -> None:
    done = bring(feed_of(item(text=text)), author="ada-lamp")
    assert posts_of(project)[done.written[0].stem].entry.summary == summary


@pytest.mark.parametrize("again", ["Words of the text. More words […]", "Words of the text. More words of it."])
def test_a_summary_that_is_the_text_again_is_not_taken(
    again: str, project: Path, bring: Bring, feed_of: Callable[..., Path], item: Callable[..., str]
) -> None:
    more = "<c:encoded>Words of the text. More words of it.</c:encoded>"
    feed = feed_of(item(text=again, more=more), names='xmlns:c="http://purl.org/rss/1.0/modules/content/"')
    done = bring(feed, author="ada-lamp")
    assert posts_of(project)[done.written[0].stem].entry.summary == "Words of the text. More words of it."
