"""A written feed judged: what is right is passed, and each thing that is broken is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from review_site.feed.forms import RENDERERS
from review_site.feed.history import cut_history
from review_site.feed.model import FORMS, Category, DeletedEntry, Enclosure, Feed, FeedEntry, Form, Walk
from review_site.feed.readback import READERS, verify_feed
from review_site.problems import Problems

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]

SITE = "https://lighthouses.example.org"
ONE, TWO = (f"tag:lighthouses.example.org,2021-01-04:posts/{number}" for number in (1, 2))
LIST_MEND = "the entries read back are not those that were written (each entry needs an id of its own)"


def render(feed: Feed, form: Form) -> bytes:
    return RENDERERS[form].feed(feed, RENDERERS[form].entry)


def told(data: bytes, feed: Feed, form: Form = "atom", *, deep: bool = True) -> list[str]:
    return [str(problem) for problem in verify_feed(data, feed, form, f"feed.{form}", deep=deep)]


@pytest.fixture(scope="module")
def rich(entry: Entries, feed: Feeds) -> Feed:
    """A feed that says everything that the model can."""
    files = (
        Enclosure(address=f"{SITE}/a.pdf", length=9, media_type="application/pdf", title="The plan"),
        Enclosure(address=f"{SITE}/b.mp3", length=12, media_type="audio/mpeg", title="The talk"),
    )
    return feed(
        entry(2, updated=datetime(2021, 2, 9, tzinfo=UTC), authors=("Ada Lamp", "The Panel"), language="cy"),
        entry(1, enclosures=files, rights="© Lamp Trust", title="Rocks & lamps: “a < b”", summary="Where is <it>?"),
        deleted=(
            DeletedEntry(
                id="tag:lighthouses.example.org,2021-01-04:posts/9",
                address=f"{SITE}/post-9/",
                when=datetime(2021, 3, 1, tzinfo=UTC),
                reason="It named the wrong rock.",
            ),
        ),
        guide=f"{SITE}/feeds/",
        stylesheet="feed.css",
        hub="https://hub.example.org/",
        complete=True,
        walk=Walk(current=f"{SITE}/feed.atom", previous=f"{SITE}/feed/1.atom"),
    )


@pytest.fixture(scope="module")
def archive(entry: Entries, feed: Feeds) -> Feed:
    """A document of earlier entries."""
    return feed(
        entry(1),
        addresses={form: f"{SITE}/feed/2.{form}" for form in FORMS},
        walk=Walk(
            current=f"{SITE}/feed.atom", previous=f"{SITE}/feed/1.atom", following=f"{SITE}/feed/3.atom", archive=True
        ),
    )


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_a_feed_that_reads_back_as_meant_is_passed(
    form: Form, deep: bool, rich: Feed, archive: Feed, entry: Entries, feed: Feeds
) -> None:
    for whole in (rich, archive, feed(entry(1), entry(2)), feed(), feed(subtitle="", rights="")):
        assert told(render(whole, form), whole, form, deep=deep) == []


def test_every_document_of_a_history_is_passed(entry: Entries, feed: Feeds) -> None:
    day = datetime(2021, 2, 3, tzinfo=UTC)
    entries = [entry(n, published=day + timedelta(n), updated=day + timedelta(n * 7 % 45 + 45)) for n in range(45)]
    history = cut_history(feed(*entries, stylesheet="feed.css"), 10, lambda number: f"{SITE}/feed/{number}.atom")
    assert len(history.archives) > 2
    for document in (history.current, *history.archives.values()):
        assert told(render(document, "atom"), document) == []
        assert told(render(document, "atom"), replace(document, walk=None)) != []


def test_the_forms_of_a_feed_read_alike(rich: Feed) -> None:
    read = {form: READERS[form](render(rich, form), "feed", Problems()) for form in FORMS}
    atom = read["atom"]
    assert atom is not None
    assert len(atom.entries) == 2
    for form in FORMS:
        other = read[form]
        assert other is not None
        assert other.deleted == atom.deleted
        for one, seen in zip(atom.entries, other.entries, strict=True):
            # RSS 2.0 has no place for the title of its one enclosure.
            files = tuple(
                replace(file, title=seen.enclosures[place].title) for place, file in enumerate(one.enclosures)
            )
            assert seen == replace(one, enclosures=files)


@pytest.mark.parametrize("form", FORMS)
def test_an_id_that_stands_twice_is_told(form: Form, entry: Entries, feed: Feeds) -> None:
    twice = feed(entry(1), entry(2, id=entry(1).id))
    assert told(render(twice, form), twice, form) == [
        f"feed.{form}: id: {ONE} stands twice (give each entry an id of its own)"
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", ["/post-1/", "post-1/", "//lighthouses.example.org/post-1/", "https:/post-1/"])
def test_an_address_that_is_not_full_is_told(address: str, form: Form, entry: Entries, feed: Feeds) -> None:
    relative = feed(entry(1, address=address))
    (problem,) = told(render(relative, form), relative, form)
    assert problem == (
        f"feed.{form}: {ONE}: its address reads back as {address} (it should begin with https:// and a host)"
    )


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_without_an_address_is_told(form: Form, entry: Entries, feed: Feeds) -> None:
    nowhere = feed(entry(1, address=""))
    assert told(render(nowhere, form), nowhere, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("content", ["", " \n"])
def test_an_entry_without_words_is_told(content: str, form: Form, entry: Entries, feed: Feeds) -> None:
    empty = feed(entry(1, content=content))
    assert told(render(empty, form), empty, form) == [
        f"feed.{form}: {ONE}: has no content (write the body of the page)"
    ]


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_an_entry_that_is_lost_or_out_of_place_is_told(form: Form, deep: bool, entry: Entries, feed: Feeds) -> None:
    meant = feed(entry(1), entry(2))
    mend = f"feed.{form}: id: {LIST_MEND}"
    assert told(render(feed(entry(1)), form), meant, form, deep=deep) == [mend]
    assert mend in told(render(feed(entry(2), entry(1)), form), meant, form, deep=deep)
    assert mend in told(render(feed(entry(1), entry(2), entry(3)), form), meant, form, deep=deep)


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_a_document_that_cannot_be_read_is_told(form: Form, deep: bool, entry: Entries, feed: Feeds) -> None:
    whole = feed(entry(1))
    written = render(whole, form)
    for data in (written[:-10], b"", b"\xff" + written, written.replace(b"few", b"f\xe9w"), b"null", b"<html/>", b"[]"):
        (first, *_) = told(data, whole, form, deep=deep)
        assert first.startswith(f"feed.{form}: feed: ")


CHANGES = [
    ("title", "Another", "its title reads back as Another (it should be Post 1)"),
    ("address", f"{SITE}/other/", f"its address reads back as {SITE}/other/ (it should be {SITE}/post-1/)"),
    (
        "published",
        datetime(2021, 2, 3, 9, 31, tzinfo=UTC),
        "its date of publication reads back as 2021-02-03T09:31:00+00:00 (it should be 2021-02-03T09:30:00+00:00)",
    ),
    (
        "updated",
        datetime(2021, 2, 4, 11, 0, tzinfo=UTC),
        "its date of update reads back as 2021-02-04T11:00:00+00:00 (it should be 2021-02-04T10:00:00+00:00)",
    ),
    ("summary", "Two.", "its summary reads back as Two. (it should be One sentence.)"),
    ("summary", "", "its summary reads back as nothing (it should be One sentence.)"),
    ("content", "<p>No.</p>", "its content reads back as <p>No.</p> (it should be <p>The lamps are few.</p>)"),
    ("authors", ("Ada Lamp", "Bo"), "its list of authors reads back as Ada Lamp; Bo (it should be Ada Lamp)"),
    (
        "categories",
        (Category("Lamps"), Category("Blog")),
        f"its list of categories reads back as Lamps; Blog (it should be Blog; Lamps ({SITE}/news/topic/))",
    ),
    ("rights", "None", "its note of rights reads back as None (it should be nothing)"),
    ("language", "cy", "its language reads back as cy (it should be en-GB)"),
    (
        "enclosures",
        (Enclosure(address=f"{SITE}/a.pdf", length=9, media_type="application/pdf"),),
        f"its list of files reads back as {SITE}/a.pdf (application/pdf, 9 bytes, nothing) (it should be nothing)",
    ),
]


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "value", "words"), CHANGES, ids=[change[0] for change in CHANGES])
def test_each_part_of_an_entry_that_reads_back_otherwise_is_told(
    name: str, value: object, words: str, form: Form, deep: bool, entry: Entries, feed: Feeds
) -> None:
    meant = feed(entry(1))
    problems = told(render(feed(entry(1, **{name: value})), form), meant, form, deep=deep)
    assert f"feed.{form}: {ONE}: {words}" in problems
    also = {f"feed.{form}: feed: its date of the last change"} if name == "updated" else set()
    assert {problem.partition(" reads")[0] for problem in problems[1:]} <= also | {
        f"feed.{form}: {ONE}: {words.partition(' reads')[0]}"
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("address", f"{SITE}/b.pdf"),
        ("length", 10),
        ("media_type", "text/plain"),
        ("title", "Other"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_each_part_of_a_file_that_reads_back_otherwise_is_told(
    name: str, value: object, form: Form, rich: Feed
) -> None:
    newest, last = rich.entries
    files = (last.enclosures[0], replace(last.enclosures[1], **{name: value}))  # type: ignore[arg-type]
    other = replace(rich, entries=(newest, replace(last, enclosures=files)))
    problems = told(render(other, form), rich, form)
    assert problems[0].startswith(f"feed.{form}: {ONE}: its list of files reads back as ")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("id", "tag:other.example.org,2021:feed", "id"),
        ("title", "Other", "title"),
        ("subtitle", "Other", "description"),
        ("site", f"{SITE}/other/", "page"),
        ("language", "cy", "language"),
        ("author", "Other", "author"),
        ("rights", "Other", "note of rights"),
        ("rights", "", "note of rights"),
        ("hub", "https://other.example.org/", "hub"),
        ("hub", "", "hub"),
        ("stylesheet", "other.css", "stylesheet"),
        ("stylesheet", "", "stylesheet"),
        ("complete", False, "being complete"),
        ("deleted", (), "list of what was withdrawn"),
        ("walk", None, "way to the other documents"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_each_part_of_a_feed_that_reads_back_otherwise_is_told(
    name: str, value: object, words: str, form: Form, rich: Feed
) -> None:
    unsaid = {"atom": {"complete"}, "rss": {"id", "complete"}, "json": {"stylesheet"}}
    other = replace(rich, **{name: value})  # type: ignore[arg-type]
    problems = told(render(other, form), rich, form)
    assert any(f": feed: its {words} reads back as " in one for one in problems) is (name not in unsaid[form])


def test_a_document_that_gives_another_address_for_its_own_is_told(rich: Feed) -> None:
    for form in FORMS:
        other = replace(rich, addresses={form: f"{SITE}/other.{form}" for form in FORMS})
        (problem,) = told(render(other, form), rich, form)
        assert f"its address reads back as {SITE}/other.{form} (it should be {SITE}/feed.{form})" in problem


def test_an_archive_that_passes_for_the_feed_is_told(archive: Feed) -> None:
    walk = replace(archive.walk, archive=False)  # type: ignore[type-var]
    for form in FORMS:
        problems = told(render(replace(archive, walk=walk), form), archive, form)
        assert any("its being an archive reads back as False (it should be True)" in one for one in problems)


def test_a_long_text_is_quoted_from_where_it_parts(entry: Entries, feed: Feeds) -> None:
    words = "<p>" + "The lamps are few. " * 400
    meant = feed(entry(1, content=f"{words}They burn oil.</p>"))
    (problem,) = told(render(feed(entry(1, content=f"{words}They burn gas.</p>")), "json"), meant, "json")
    assert "few. They burn gas.</p>” from character 7614 on (it should be “…" in problem
    assert len(problem) < 400


def test_one_fault_is_told_once(entry: Entries, feed: Feeds) -> None:
    meant = feed(entry(1))
    assert told(render(feed(entry(1, title="Another")), "atom"), meant) == [
        f"feed.atom: {ONE}: its title reads back as Another (it should be Post 1)"
    ]


def test_an_instant_of_another_zone_is_the_same(entry: Entries, feed: Feeds) -> None:
    meant = feed(entry(1))
    other = render(meant, "atom").replace(b"2021-02-04T10:00:00+00:00", b"2021-02-04T09:00:00-01:00")
    assert told(other, meant) == []
