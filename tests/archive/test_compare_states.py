from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.states import URL, compared, lay, page

from review_site.archive.compare import comparison
from review_site.archive.compare.changes import Changes, Item
from review_site.archive.compare.comparison import compare
from review_site.archive.compare.places import Root
from review_site.archive.compare.reading import read_snapshot
from review_site.archive.compare.snapshot import Body, Capture, Snapshot, kind_of
from review_site.problems import ProblemsError

LONG = "The keeper lights the lamp at dusk each day, and puts it out again when the sun stands over the northern cape."
MOVED = page("Moved", f"<p>{LONG}</p>")

Answers = Mapping[str, tuple[int, str | None]]
Files = Mapping[str, str | bytes]


@pytest.fixture
def changes(tmp_path: Path):
    """Lay two states and compare them."""

    def between(old: Files, new: Files, was: Answers | None = None, now: Answers | None = None) -> Changes:
        return compared(lay(tmp_path / "old", old, was), lay(tmp_path / "new", new, now))

    return between


def natures(found: Changes) -> dict[str, str]:
    return {one.new.address: one.nature for one in found.changed if one.new.address != "/site-index.json"}


@pytest.mark.parametrize(
    ("file", "old", "new", "nature"),
    [
        ("a/index.html", page("A", "<p>One.</p>"), page("A", "<p>Two.</p>"), "words"),
        ("a/index.html", page("A", "<p>One.</p>"), page("A", "<p class=x>One.</p>"), "code"),
        ("a/index.html", page("A", "One"), page("A", "One").replace("· Review", "- Review"), "words"),
        ("a/index.html", page("A", "<a href=/b/>B</a>"), page("A", "<a href=/c/>B</a>"), "words"),
        ("a/index.html", page("A", "<img src=/b.png>"), page("A", "<img src=/c.png>"), "words"),
        ("a/index.html", page("A", "<img src=/b.1a2b3c4d.png>"), page("A", "<img src=/b.5e6f7a8b.png>"), "code"),
        ("a/index.html", page("A", "<a href=/b/>B</a>"), page("A", "", "<a href=/b/>B</a>"), "words"),
        ("a.txt", "One\nTwo\n", "One\nThree\n", "words"),
        ("a.txt", "One\nTwo\n", "One\r\nTwo\r\n", "code"),
        ("a.css", "p {}", "p{}", "bytes"),
        ("a.pdf", b"%PDF-1.7 a", b"%PDF-1.7 b", "bytes"),
        ("feed.atom", "<feed><updated>1</updated>a</feed>", "<feed><updated>2</updated>a</feed>", "dates"),
        ("feed.atom", "<feed><updated>1</updated>a</feed>", "<feed><updated>2</updated>b</feed>", "bytes"),
        ("feed.rss", "<lastBuildDate>1</lastBuildDate>", "<lastBuildDate>2</lastBuildDate>", "dates"),
        ("feed.json", '{"date_modified": "1"}', '{"date_modified": "2"}', "dates"),
        ("all.ics", "DTSTAMP:1\r\nSUMMARY:a\r\n", "DTSTAMP:2\r\nSUMMARY:a\r\n", "dates"),
        ("all.ics", "DTSTAMP:1\r\nSUMMARY:a\r\n", "DTSTAMP:2\r\nSUMMARY:b\r\n", "bytes"),
        ("sitemap.xml", "<lastmod>1</lastmod>", "<lastmod>2</lastmod>", "dates"),
        ("a.js", "<lastmod>1</lastmod>", "<lastmod>2</lastmod>", "bytes"),
        ("report", b"%PDF-1.7 a", b"GIF89a", "type"),
    ],
)
def test_a_change_is_told_by_what_a_reader_meets(
    changes, file: str, old: str | bytes, new: str | bytes, nature: str
) -> None:
    found = changes({file: old, "same.txt": "x"}, {file: new, "same.txt": "x"})
    (one,) = found.changed
    assert one.nature == nature
    assert (one.text is not None) == (nature == "words")
    assert (found.added, found.removed, found.unchanged) == ((), (), 1)


def test_what_an_address_answers_goes_before_its_words(changes) -> None:
    old = {"a/index.html": page("A", "x"), "b/index.html": page("B", "x"), "c/index.html": page("C", "x")}
    new = {name: content.replace("x", "y") for name, content in old.items()}
    found = changes(
        old, new, {"c/index.html": (301, "/a/")}, {"a/index.html": (410, None), "c/index.html": (301, "/b/")}
    )
    assert natures(found) == {"/a/": "status", "/b/": "words", "/c/": "location"}
    status = found.changed[0]
    assert (status.old.status, status.new.status) == (200, 410)
    assert (found.changed[2].old.location, found.changed[2].new.location) == ("/a/", "/b/")


def test_an_address_that_redirects_to_a_new_one_has_moved_there(changes) -> None:
    found = changes(
        {"old/index.html": MOVED, "stays/index.html": page("Stays", "")},
        {
            "old/index.html": page("Gone there", ""),
            "between/index.html": "",
            "new/index.html": MOVED.replace("dusk", "dawn"),
            "stays/index.html": page("Stays", ""),
        },
        {},
        {"old/index.html": (301, "/between/"), "between/index.html": (301, f"{URL}new/#there")},
    )
    (move,) = found.moved
    assert (move.old.address, move.new.address, move.reason) == ("/old/", "/new/", "redirect")
    assert move.text
    assert move.text.edits[0].pieces[1:3] == (("-", "dusk "), ("+", "dawn "))
    assert natures(found) == {"/old/": "status"}
    assert [item.address for item in found.added] == ["/between/", "/new/"]


@pytest.mark.parametrize("target", ["/stays/", "/old/", "/away/", "https://other.example/"])
def test_a_redirect_to_what_was_there_or_to_nothing_is_no_move(changes, target: str) -> None:
    found = changes(
        {"old/index.html": MOVED, "stays/index.html": "s"},
        {"old/index.html": "", "stays/index.html": "s"},
        {},
        {"old/index.html": (301, target)},
    )
    assert found.moved == ()
    assert natures(found) == {"/old/": "status"}


def test_the_same_bytes_at_another_address_have_moved(changes) -> None:
    found = changes(
        {"files/plan.pdf": b"%PDF- plan", "a.txt": "same", "kept.txt": "copy", "empty.txt": ""},
        {"papers/plan.pdf": b"%PDF- plan", "b.txt": "same", "kept.txt": "copy", "new.txt": "copy", "void.txt": ""},
    )
    told = [(one.old.address, one.new.address, one.reason) for one in found.moved]
    assert told == [("/a.txt", "/b.txt", "bytes"), ("/files/plan.pdf", "/papers/plan.pdf", "bytes")]
    assert [item.address for item in found.added] == ["/b.txt", "/new.txt", "/papers/plan.pdf", "/void.txt"]


def test_of_several_copies_those_that_keep_their_name_are_paired_first(changes) -> None:
    found = changes(
        {"a/x.png": b"p", "b/y.png": b"p", "c/z.png": b"p"}, {"d/z.png": b"p", "e/q.png": b"p", "f/x.png": b"p"}
    )
    told = [(one.old.address, one.new.address) for one in found.moved]
    assert told == [("/a/x.png", "/f/x.png"), ("/b/y.png", "/e/q.png"), ("/c/z.png", "/d/z.png")]


def test_a_page_with_the_same_words_has_moved_and_a_short_one_need_not(changes) -> None:
    short = page("Short", "<p>Yes.</p>")
    found = changes(
        {"a/index.html": MOVED, "s/index.html": short},
        {"b/index.html": MOVED.replace("<p>", "<p id=there>"), "t/index.html": short.replace("<p>", "<p id=x>")},
    )
    assert [(one.old.address, one.new.address, one.reason) for one in found.moved] == [("/a/", "/b/", "words")]


def test_new_fingerprints_are_no_moves_and_no_news(changes) -> None:
    old = {"assets/site.1a2b3c4d.css": "a", "p/f_1a2b3c4.x": "1", "p/f_2a2b3c4.x": "2", "p/f_1234567.x": "3"}
    new = {"assets/site.5e6f7a8b.css": "b", "p/f_3a2b3c4.x": "1", "p/f_7654321.x": "9", "only.1a2b3c4d.css": "c"}
    found = changes(old, new)
    assert [(one.pattern, len(one.old), len(one.new)) for one in found.renewed] == [
        ("/assets/site.*.css", 1, 1),
        ("/p/f_*.x", 3, 2),
    ]
    assert found.moved == ()
    assert len(found.added) == 4


def test_what_stands_around_many_pages_is_told_once(changes) -> None:
    names = [f"{letter}/index.html" for letter in "abcd"]
    old = {name: page(name, "<p>Main.</p>") for name in names}
    new = {name: page(name, "<p>Main.</p>", "<p>To close.</p><a href=/z/>Z</a>") for name in names}
    new["a/index.html"] = page("a/index.html", "<p>Mine.</p>", "<p>To close.</p><a href=/z/>Z</a>")
    found = changes(old, new)
    (alike,) = found.alike
    assert (alike.number, alike.addresses) == (1, ("/a/", "/b/", "/c/", "/d/"))
    assert [edit.new for edit in alike.edits] == ["To close.", "Z"]
    assert [one.target for one in alike.references] == ["/z/"]
    texts = {one.new.address: one.text for one in found.changed}
    assert all(text and text.alike == (1,) for text in texts.values())
    own = {address: [edit.new for edit in text.edits] for address, text in texts.items() if text}
    assert own == {"/a/": ["Mine."], "/b/": [], "/c/": [], "/d/": []}
    assert [(text.removed, text.added) for text in texts.values() if text] == [(1, 1), (0, 0), (0, 0), (0, 0)]


def test_what_a_few_pages_share_in_their_main_text_is_their_own(changes) -> None:
    names = [f"{number}/index.html" for number in range(10)]
    old = {name: page(name, f"<p>{name}</p>") for name in names}
    new = {name: page(name, f"<p>{name} now</p>{'<p>Also.</p>' if name < '3' else ''}") for name in names}
    assert changes(old, new).alike == ()


def test_a_change_on_two_pages_is_told_on_both(changes) -> None:
    old = {f"{letter}/index.html": page(letter, "") for letter in "ab"}
    new = {f"{letter}/index.html": page(letter, "", "<p>To close.</p>") for letter in "ab"}
    found = changes(old, new)
    assert found.alike == ()
    assert [one.text.edits[0].new for one in found.changed if one.text] == ["To close.", "To close."]


def test_a_copy_at_another_address_is_the_same_site(tmp_path: Path) -> None:
    old = lay(tmp_path / "old", {"a/index.html": page("A", "<a href=/b/>B</a>"), "b.txt": "b"})
    new = lay(tmp_path / "new", {"a/index.html": page("A", "<a href=/review/b/>B</a>"), "b.txt": "b"})
    found = compare(read_snapshot(old, URL), read_snapshot(new, "http://127.0.0.1:8000/review/"))
    assert natures(found) == {"/a/": "code"}
    assert found.unchanged == 1


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path) -> None:
    old, new = lay(tmp_path / "old", {"a.txt": "one"}), lay(tmp_path / "new", {"a.txt": "two"})
    states = read_snapshot(old, URL), read_snapshot(new, URL)
    (new / "a.txt").write_text("six")
    with pytest.raises(ProblemsError, match=r"a\.txt: sha256: the bytes for /a\.txt are not those of its digest"):
        compare(*states)


def test_what_is_too_large_or_too_much_is_told_and_not_compared(changes, monkeypatch: pytest.MonkeyPatch) -> None:
    large = b"<p>" + b"x " * (1 << 21)
    found = changes({"a/index.html": large, "b.txt": large}, {"a/index.html": large + b"y", "b.txt": large + b"y"})
    assert [(one.nature, one.cut, one.text) for one in found.changed] == [("bytes", "large", None)] * 2
    many, deep = "<p>x" * 50_001, "<div>" * 3000
    found = changes({"a/index.html": many, "b.html": deep}, {"a/index.html": f"{many}y", "b.html": f"{deep}y"})
    cuts = {one.new.address: (one.nature, one.cut) for one in found.changed}
    assert (cuts["/a/"], cuts["/b.html"]) == (("bytes", "large"), ("bytes", "large"))
    monkeypatch.setattr(comparison, "_ROOM", 20)
    old = {name: page(name, f"<p>{LONG}</p>") for name in ("c.html", "d.html")}
    new = {name: page(name, "<p>A few words.</p>") for name in ("c.html", "d.html")}
    found = changes(old, new)
    cuts = {one.new.address: (one.cut, one.text.cut, one.text.edits) for one in found.changed if one.text}
    assert cuts == {"/c.html": ("full", "full", ()), "/d.html": ("full", "full", ())}
    monkeypatch.setattr(comparison, "_ROOM", 10_000)
    monkeypatch.setattr(comparison, "_RUN_STEPS", 3)
    found = changes(old, new)
    assert [(one.nature, one.cut) for one in found.changed if one.text] == [("words", "long")] * 2
    assert all(one.text.edits for one in found.changed if one.text)


# Properties: states are made of a few contents, at a few addresses.

CONTENTS = {
    "one.html": page("One", f"<p>{LONG}</p>"),
    "two.html": page("Two", f"<p>{LONG} Fog.</p><a href=/a/>A</a>"),
    "three.html": page("One", f"<p class=x>{LONG}</p>"),
    "a.txt": "One\nTwo\n",
    "b.txt": "One\n",
    "lamp.png": b"\x89PNG",
    "empty.css": b"",
}
TYPES = {"html": "text/html; charset=utf-8", "txt": "text/plain", "png": "image/png", "css": "text/css"}
ADDRESSES = ["/", "/a/", "/b/", "/c/a/", "/d.1a2b3c4d.x", "/d.2a2b3c4d.x", "/d.1234567.x"]
STATES = st.dictionaries(
    st.sampled_from(ADDRESSES),
    st.tuples(
        st.sampled_from(sorted(CONTENTS)), st.sampled_from([(200, None), (301, "/a/"), (301, "/b/"), (410, None)])
    ),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A state that holds each content, at the address of its name."""
    return read_snapshot(lay(tmp_path_factory.mktemp("contents"), CONTENTS), URL)


def state(chosen: Mapping[str, tuple[str, tuple[int, str | None]]], kept: Snapshot) -> Snapshot:
    captures = {}
    for address in sorted(chosen):
        content, (status, location) = chosen[address]
        one = kept.captures[f"/{content}"]
        captures[address] = Capture(
            address=address,
            url=URL[:-1] + address,
            status=status,
            media_type=TYPES[content.rpartition(".")[2]],
            size=one.size,
            sha256=one.sha256,
            location=location,
            body=one.body,
        )
    return Snapshot(name="Review of Lighthouses", root=Root(URL), instant=None, record=None, captures=captures)


@given(STATES)
def test_a_state_does_not_differ_from_itself(kept: Snapshot, chosen: dict) -> None:
    found = compare(state(chosen, kept), state(chosen, kept))
    assert (found.added, found.removed, found.changed, found.moved, found.renewed, found.alike) == ((),) * 6
    assert found.unchanged == len(chosen)


@given(STATES, STATES)
def test_the_changes_turn_the_old_addresses_into_the_new(kept: Snapshot, old: dict, new: dict) -> None:
    was, now = state(old, kept), state(new, kept)
    found = compare(was, now)
    digests = {address: (one.status, one.sha256) for address, one in was.captures.items()}
    for item in found.removed:
        assert digests.pop(item.address) == (item.status, item.sha256)
    for one in found.changed:
        assert digests[one.old.address] == (one.old.status, one.old.sha256)
        digests[one.new.address] = (one.new.status, one.new.sha256)
    for item in found.added:
        assert item.address not in digests
        digests[item.address] = (item.status, item.sha256)
    assert digests == {address: (one.status, one.sha256) for address, one in now.captures.items()}
    assert found.unchanged + len(found.changed) + len(found.added) == len(now.captures)


def _bare(item: Item) -> tuple[object, ...]:
    """Return an item without its name: what a page was called may come from the page that follows it."""
    return (item.address, item.url, item.kind, item.status, item.media_type, item.size, item.sha256, item.location)


@given(STATES, STATES)
def test_turned_round_what_was_added_is_what_was_removed(kept: Snapshot, old: dict, new: dict) -> None:
    was, now = state(old, kept), state(new, kept)
    there, back = compare(was, now), compare(now, was)
    assert there.added == back.removed
    assert there.removed == back.added
    assert [(_bare(one.old), _bare(one.new), one.nature) for one in there.changed] == [
        (_bare(one.new), _bare(one.old), one.nature) for one in back.changed
    ]
    assert [(one.pattern, one.old, one.new) for one in there.renewed] == [
        (one.pattern, one.new, one.old) for one in back.renewed
    ]


@given(STATES, STATES)
def test_a_move_leads_from_what_was_to_what_is_new_and_nothing_succeeds_twice(
    kept: Snapshot, old: dict, new: dict
) -> None:
    found = compare(state(old, kept), state(new, kept))
    added, removed = {item.address for item in found.added}, {item.address for item in found.removed}
    redirected = {one.old.address for one in found.changed if one.new.location}
    assert all(one.new.address in added for one in found.moved)
    assert all(one.old.address in (redirected if one.reason == "redirect" else removed) for one in found.moved)
    left = [one.old.address for one in found.moved] + [item.address for one in found.renewed for item in one.old]
    came = [one.new.address for one in found.moved if one.reason != "redirect"]
    came += [item.address for one in found.renewed for item in one.new]
    assert len(left) == len(set(left))
    assert len(came) == len(set(came))


def test_kinds_are_what_files_are_to_a_reader() -> None:
    told = {
        "text/html; charset=utf-8": "page",
        "application/xhtml+xml": "page",
        "application/pdf": "document",
        "text/csv": "document",
        "text/calendar; charset=utf-8": "feed",
        "image/svg+xml": "picture",
        "video/mp4": "media",
        "font/woff2": "part",
        "text/css": "part",
        "application/octet-stream": "part",
    }
    assert {media_type: kind_of(media_type) for media_type in told} == told


def test_a_body_that_is_nowhere_is_told(kept: Snapshot) -> None:
    old, new = state({"/": ("one.html", (200, None))}, kept), state({"/": ("two.html", (200, None))}, kept)
    one = old.captures["/"]
    nowhere = Capture(
        address="/", url=one.url, status=200, media_type=one.media_type, size=-1, sha256=one.sha256, body=None
    )
    lost = Snapshot(name="", root=Root(URL), instant=None, record=None, captures={"/": nowhere})
    (found,) = compare(lost, new).changed
    assert (found.nature, found.cut, found.text) == ("bytes", "absent", None)
    assert isinstance(new.captures["/"].body, Body)
