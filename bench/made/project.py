"""Made-up posts as a project of review-site: the example review of the tests, with all kinds of entries, grown large.

It stands on its own: content, pages, configuration, and a copy of the theme. Every file is the same in each run, and
those of 100 posts are among those of 1,000.
"""

import datetime
import random
import shutil
from pathlib import Path

from bench.made import words
from bench.made.layout import Layout
from bench.made.posts import AUDIENCES, AUTHORS, TOPICS, Post

ROOT = Path(__file__).parent.parent.parent
_EXAMPLE = ROOT / "tests/example"
_TAG = "tag:lighthouses.example.org,2021-01-04"
_CHAPTERS = 8
_POSTS_PER_CALL = 250
_POSTS_PER_EVENT = 100
_LEFT_OUT = shutil.ignore_patterns(".cache", "site", "dist", "__pycache__")


def _lay(folder: Path, posts: list[Post]) -> None:
    shutil.copytree(_EXAMPLE, folder, ignore=_LEFT_OUT)
    shutil.copytree(ROOT / "theme", folder / "theme", ignore=_LEFT_OUT)
    _write_register(folder / "content/review.yml")
    _write_configuration(folder / "mkdocs.yml")
    for number in range(len(posts) // _POSTS_PER_CALL + 2):
        _write_call(folder, number)
    for number in range(len(posts) // _POSTS_PER_EVENT + 2):
        _write_event(folder, number)
    _write_report(folder)


def _file(post: Post) -> str:
    return f"content/blogs/{post.published}-{post.slug}.md"


def _text(post: Post, posts: list[Post]) -> str:
    fields = {
        "title": post.title,
        "slug": post.slug,
        "id": f"{_TAG}:posts/{post.slug}",
        "status": "ready",
        "kind": post.kind,
        "published": str(post.published),
        "authors": _listed(post.authors),
        "summary": post.summary,
        "topics": _listed(post.topics),
        "audiences": _listed(post.audiences),
    }
    if post.number % 25 == 0:
        fields["calls"] = "[call-0]"
    if post.number % 40 == 0:
        fields |= {"sensitive": "true", "content_note": "It tells of a wreck.", "support": "[adults]"}
    text = post.text(lambda number: f"/{posts[number].slug}/", "")
    return _front_matter(fields) + text


def _front_matter(fields: dict[str, str]) -> str:
    return "\n".join(["---", *(f"{name}: {value}" for name, value in fields.items()), "---", "", ""])


def _listed(names: tuple[str, ...]) -> str:
    return f"[{', '.join(names)}]"


def _write_register(file: Path) -> None:
    """Let the register of the example know all authors, topics and audiences, and end in no closure."""
    text, _, _ = file.read_text("utf-8").partition("archiving:\n")
    text = _without(text, "  - stage: closed\n    from: 2022-03-01\n")
    notice, _, _ = text.partition("people:\n")
    text = _without(text, notice[notice.index("  - id: ended\n") :])
    text = text.replace("people:\n", "\n" + "people:\n" + "".join(_person(name) for name in AUTHORS[1:-1]), 1)
    text = text.replace("topics:\n", "topics:\n" + _named(TOPICS[2:], "What was said of it."), 1)
    text = text.replace("audiences:\n", "audiences:\n" + _named(AUDIENCES[2:], "Pages for them."), 1)
    file.write_text(text, encoding="utf-8")


def _without(text: str, part: str) -> str:
    if part not in text:
        raise ValueError(f"the example review no longer holds {part!r}")
    return text.replace(part, "", 1)


def _person(name: str) -> str:
    spoken = name.replace("-", " ").title()
    about = "    role: Keeper\n    about: Keeps a light.\n    team: false\n    source: review:/about/\n"
    return f"  {name}:\n    name: {spoken}\n{about}"


def _named(names: tuple[str, ...], about: str) -> str:
    return "".join(f"  {name}:\n    name: {name.capitalize()}\n    about: {about}\n" for name in names)


def _write_configuration(file: Path) -> None:
    pages = "".join(f"      - coast/chapter-{number}.md\n" for number in range(1, _CHAPTERS + 1))
    text = file.read_text("utf-8").replace("../../theme", "theme")
    menu = "  - News and blogs: news/index.md\n"
    file.write_text(text.replace(menu, f"  - The coast:\n      - coast/index.md\n{pages}{menu}", 1), encoding="utf-8")


def _write_call(folder: Path, number: int) -> None:
    """Write a call for evidence and the page that tells of it, whose words change as it opens, closes and reports."""
    chance = random.Random(f"call {number}")
    name, title = f"call-{number}", f"Call for {words.phrase(chance, 2, 3).lower()}"
    opens = datetime.date(2021, 2, 1) + datetime.timedelta(days=number % 90)
    fields = {
        "title": title,
        "id": f"{_TAG}:calls/{name}",
        "kind": "evidence",
        "announced": str(opens - datetime.timedelta(days=7)),
        "opens": str(opens),
        "closes": f"{opens + datetime.timedelta(days=42)}T17:00",
        "audiences": f"[{AUDIENCES[number % len(AUDIENCES)]}]",
        "page": f"/{name}/",
        "asked": words.sentence(chance),
        "results": f"[{{on: 2021-09-01, text: {words.phrase(chance, 6, 12)}.}}]",
        "source": f"review:/{name}/",
    }
    blocks = (
        f"/// call | {name}: upcoming, open\n{words.paragraph(chance, 40)}\n///",
        f"/// call | {name}: from closed\n{words.paragraph(chance, 40)}\n///",
    )
    text = _front_matter(fields) + "\n".join(blocks) + "\n"
    (folder / f"content/calls/{name}.md").write_text(text, encoding="utf-8")
    page = {"title": title, "description": words.sentence(chance, 6, 12)}
    (folder / f"docs/{name}.md").write_text(_front_matter(page) + words.paragraph(chance, 120) + "\n", encoding="utf-8")


def _write_event(folder: Path, number: int) -> None:
    chance = random.Random(f"event {number}")
    fields = {
        "title": words.phrase(chance, 3, 5),
        "id": f"{_TAG}:events/event-{number}",
        "on": f"2021-{number % 8 + 1:02}-{number % 28 + 1:02}T10:00",
        "format": ("online", "in person")[number % 2],
        "audiences": f"[{AUDIENCES[number % len(AUDIENCES)]}]",
        "page": "/about/",
        "source": "review:/about/",
    }
    text = _front_matter(fields) + words.paragraph(chance, 30) + "\n"
    (folder / f"content/events/event-{number}.md").write_text(text, encoding="utf-8")


def _write_report(folder: Path) -> None:
    """Write a report of some chapters. It has no documents: they take the same time whatever the size of the site."""
    chapters = folder / "docs/coast"
    chapters.mkdir()
    first = {"title": "The coast", "description": "A report on the coast.", "show": "[contents]"}
    (chapters / "index.md").write_text(_front_matter(first) + "The report has eight chapters.\n", encoding="utf-8")
    for number in range(1, _CHAPTERS + 1):
        chance = random.Random(f"chapter {number}")
        head = {"title": words.phrase(chance, 3, 6), "description": f"{words.sentence(chance, 6, 12)}"}
        blocks = []
        for part in range(1, 8):
            blocks += [f"## {words.phrase(chance, 2, 5)} {part}", *(words.paragraph(chance, 70) for _ in range(5))]
        text = _front_matter(head | {"chapter": str(number)}) + "\n\n".join(blocks) + "\n"
        (chapters / f"chapter-{number}.md").write_text(text, encoding="utf-8")
    (folder / "content/reports/coast.yml").write_text("cover: What the coast is\nformats: []\n", encoding="utf-8")


PROJECT = Layout(
    lay=_lay, post_file=_file, post_text=_text, pictures="content/pictures", template="theme/parts/footer.html"
)
