"""What stands in a copy, and that it is the same whenever and wherever it is made."""

import csv
import html.parser
import os
import re
import shutil
from pathlib import Path

import pytest
from tests.archive.reading_copy.sites import INSTANT, SITE, URL, Bag, lay

from review_site.archive.inventory import read_inventory
from review_site.archive.page_words import read_words
from review_site.archive.reading_copy import write_reading_copy
from review_site.archive.reading_copy.phrases import phrases_of
from review_site.problems import ProblemsError

ADDED = re.compile(
    r'<(div|span|p|style) data-reading-copy="[a-z]+".*?</\1> ?|<meta [^>]*data-reading-copy[^>]*>', re.DOTALL
)


def _text(bag: Bag, name: str) -> str:
    return (bag.copy / name).read_text(encoding="utf-8")


def _rows(bag: Bag) -> dict[str, dict[str, str]]:
    with (bag.copy / "reading-copy.csv").open(encoding="utf-8", newline="") as stream:
        return {row["address"]: row for row in csv.DictReader(stream)}


def test_every_address_has_a_row_and_every_file_but_what_only_scripts_use(bag: Bag):
    rows = _rows(bag)
    assert {row["recorded_file"] for row in rows.values()} == set(SITE)
    assert {row["recorded_file"] for row in rows.values() if not row["file"]} == {
        "site.js",
        "pagefind/pagefind.js",
        "pagefind/a.pf_index",
    }
    found = {path.relative_to(bag.copy).as_posix() for path in bag.copy.rglob("*") if path.is_file()}
    assert found == {row["file"] for row in rows.values() if row["file"]} | {"README.txt", "reading-copy.csv"}


def test_names_that_some_system_refuses_are_others_and_listed(bag: Bag):
    files = {row["recorded_file"]: row["file"] for row in _rows(bag).values()}
    assert re.fullmatch(r"files/_CON-[0-9a-f]{8}\.txt", files["files/CON.txt"])
    assert {files["files/Plan.txt"].casefold(), files["files/plan.txt"].casefold()} > {"files/plan.txt"}
    assert files["README.txt"] != "README.txt"
    assert (bag.copy / files["README.txt"]).read_bytes() == SITE["README.txt"]
    readme = _text(bag, "README.txt")
    for old in ("files/CON.txt", "README.txt", "sniffed", "active.xml"):
        assert f"- {old} is {files[old]}\n" in readme
    assert f'<a href="{files["files/CON.txt"]}">A file</a>' in _text(bag, "index.html")


def test_what_a_browser_would_run_from_a_folder_is_a_text(bag: Bag):
    for name in ("active.xml", "sniffed"):
        assert (bag.copy / f"{name}.txt").read_bytes() == SITE[name]


def test_files_that_are_not_rewritten_are_the_same_bytes(bag: Bag):
    for name in ("dot.png", "f.woff2", "feed.atom", "more.css", "files/Plan.txt"):
        assert (bag.copy / name).read_bytes() == SITE[name]


@pytest.mark.parametrize(
    "part",
    [
        '<a href="about/index.html#who">About</a>',
        '<a href="about/index.html?a=1&amp;copy=2">About again</a>',
        '<a href="https://cdn.example/plan" data-leads-out="">Plan</a>',
        '<a href="mailto:keeper@example.org">Mail</a>',
        f'<a data-not-here="{URL}gone/" title="Not in this copy: {URL}gone/">Gone</a>',
        '<a data-not-here="" title="Not in this copy">Start</a>',
        '<a href="#top">Top</a>',
        f'<link rel="canonical" href="{URL}">',
        '<link rel="stylesheet" href="site.css?v=3">',
        '<link rel="alternate" type="application/atom+xml" href="feed.atom">',
        "<p>What we heard: fog &ndash; and bells, at 5 &lt; 6.</p>",
        '<img src="dot.png" srcset="dot.png 1x" alt="A dot">',
        'Not in this copy: a picture from https://cdn.example/lamp.jpg.</span> <img alt="A lamp">',
        f'Not in this copy: a picture from {URL}not-there.png.</span> <img alt="None">',
        '<picture><img src="dot.png" alt=""></picture>',
        'Not in this copy: a film from https://film.example/a.mp4.</span> <video controls poster="dot.png"></video>',
        "Not in this copy: what was shown here from https://film.example/embed.</span>",
        '<iframe src="about/index.html"></iframe>',
        "&lt;a href=&quot;about/index.html&quot;&gt;a frame&lt;/a&gt;",
        "<p>For readers without scripts.</p>",
        '<a xlink:href="about/index.html"><text>t</text></a>',
        '<p style="background:url(&quot;dot.png&quot;);color:teal">Styled</p><!-- kept -->',
        '.x{background:url("data:,")}',
        'The search does not work in this copy.</span> <input type="search" name="q" disabled="disabled">',
        'This form does not work in this copy.</span> <input name="n" disabled="disabled">',
        "<title>Review of &lt;b>Lighthouses&lt;/b></title>",
    ],
)
def test_a_page_says_and_leads_to_what_it_did(bag: Bag, part: str):
    assert part in _text(bag, "index.html")


@pytest.mark.parametrize(
    "part",
    [
        "<script",
        "onload",
        "onerror",
        "start()",
        "noscript>",
        "manifest",
        "preload",
        "preconnect",
        "crossorigin",
        "integrity",
        "action=",
        "[if IE]",
        "No frames",
        "default-src",
        'count.example/p.gif"',
        'src="https:',
    ],
)
def test_a_page_runs_nothing_and_asks_for_nothing(bag: Bag, part: str):
    assert part not in _text(bag, "index.html")


def test_a_page_tells_that_it_is_a_copy_and_what_it_lacks_at_its_very_top(bag: Bag):
    told = re.search(r"<body><div data-reading-copy=\"notice\"[^>]*>(.*?)</div>", _text(bag, "index.html"))
    assert told
    dated = "Copy for reading, as at 1 May 2023. Telephone numbers may have changed since"
    assert told[1].startswith(f"{dated} &#183; {URL} &#183; Not in this copy: ")
    assert "a stylesheet from https://fonts.example/css; a picture from https://count.example/p.gif" in told[1]


def test_a_welsh_page_speaks_welsh_and_one_in_french_english():
    assert [
        phrases_of(*one).language for one in [("cy-GB", "en"), (None, "cy"), ("fr", "cy"), (None,), ("", "cy")]
    ] == [
        "cy",
        "cy",
        "en",
        "en",
        "cy",
    ]


def test_a_page_that_sent_its_reader_on_has_a_link(bag: Bag):
    text = _text(bag, "moved/index.html")
    assert "refresh" not in text
    assert (
        '<p data-reading-copy="moved" lang="en" dir="ltr">This page leads on to '
        f'<a href="../about/index.html">{URL}about/</a></p>' in text
    )
    assert "<h1>This page has moved</h1>" in text


@pytest.mark.parametrize(
    ("part", "is_there"),
    [
        ('@import "more.css";', True),
        ("fonts.example", False),
        ("@namespace svg url(http://www.w3.org/2000/svg);", True),
        ('src: local("not in this copy"), url("f.woff2") format("woff2")', True),
        ("url( 'dot.png' )", True),
        ('image-set("dot.png" 1x, "data:," 2x)', True),
        ("behavior", False),
        ('mask: url("data:image/svg+xml;base64,', True),
        ('content: "url(not this)"', True),
        ("/* url(https://comment.example/) */", True),
        ('@charset "utf-8";', True),
    ],
)
def test_a_stylesheet_loads_files_of_the_copy_alone(bag: Bag, part: str, is_there: bool):
    assert (part in _text(bag, "site.css")) is is_there


def test_a_drawing_runs_nothing_whatever_its_entities_hid(bag: Bag):
    lamp, evil = _text(bag, "lamp.svg"), _text(bag, "evil.svg")
    assert "<image/>" in lamp.replace(" />", "/>")
    assert '<a href="about/index.html"><text>Keepers</text></a>' in lamp
    for text in (lamp, evil):
        assert "script" not in text
        assert "onload" not in text
    assert "<text>t</text>" in evil


def test_a_sign_of_a_drawing_stands_in_the_page_that_uses_it_once_with_what_it_uses(bag: Bag):
    text = _text(bag, "index.html")
    key = re.search(r'<symbol xmlns="[^"]*" id="(copied-[0-9a-f]{12})" viewBox="0 0 9 9">', text)
    assert key
    assert text.count('data-reading-copy="symbol"') == 1
    assert text.count(f'href="#{key[1]}"') == 2
    assert "<title>Bell &amp; horn</title>" in text
    assert 'id="shine"><stop stop-color="teal"/></linearGradient></svg><svg class=sign>' in text
    assert "M1 1" not in text
    assert text.count("<use") == 4


def test_encodings_that_a_server_told_are_told_by_the_page(bag: Bag):
    assert '<meta charset="utf-8" />' in _text(bag, "about/index.html")
    latin = (bag.copy / "latin.html").read_bytes()
    assert b'<meta charset="windows-1252" />' in latin
    assert "café à Zoë".encode("latin-1") in latin
    wide = (bag.copy / "wide.html").read_bytes()
    assert '灯台 <a href="about/index.html">' in wide.decode("utf-16")


def test_frames_stay_frames(bag: Bag):
    text = _text(bag, "frames.html")
    assert '<frameset><frame src="about/index.html"><frame></html>' in text
    assert "notice" not in text


def test_the_same_site_gives_the_same_bytes_in_any_order_and_with_any_times(tmp_path: Path):
    first = lay(tmp_path / "one")
    second = lay(tmp_path / "deeper/two", dict(reversed(SITE.items())))
    for path in second.rglob("*"):
        os.utime(path, (1, 1))
    copies = []
    for number, site in enumerate((first, second)):
        folder = tmp_path / f"copy{number}"
        write_reading_copy(read_inventory(site, URL), folder, instant=INSTANT)
        copies.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert copies[0] == copies[1]


def test_a_file_that_changes_meanwhile_is_named(tmp_path: Path):
    site = lay(tmp_path / "site")
    inventory = read_inventory(site, URL)
    (site / "about/index.html").write_bytes(b"<p>Other words")
    with pytest.raises(ProblemsError, match=r"about/index\.html: content: changed while it was being archived"):
        write_reading_copy(inventory, tmp_path / "copy")


def test_without_a_day_a_page_tells_none(tmp_path: Path):
    write_reading_copy(read_inventory(lay(tmp_path / "site"), URL), tmp_path / "copy")
    assert f">Copy for reading &#183; {URL}about/</div>" in (tmp_path / "copy/about/index.html").read_text("utf-8")


def test_a_site_below_a_path_leads_out_to_the_rest_of_its_host(tmp_path: Path):
    page = b"<a href='/review/about/'>in</a><a href='/other/'>out</a><a href='about/'>in too</a>"
    site = lay(tmp_path / "site", {"index.html": page, "about/index.html": b"<p>x"})
    write_reading_copy(read_inventory(site, "https://example.org/review/"), tmp_path / "copy")
    text = (tmp_path / "copy/index.html").read_text("utf-8")
    assert text.endswith(
        '<a href="about/index.html">in</a><a href="https://example.org/other/" data-leads-out="">out</a>'
        '<a href="about/index.html">in too</a>'
    )


def test_a_search_leads_to_the_list_of_every_page(tmp_path: Path):
    form = b"<form role=search action=/s><input name=q></form>"
    site = lay(tmp_path / "site", {"index.html": form, "a-z/index.html": b"<p>A", "deep/er/index.html": form})
    write_reading_copy(read_inventory(site, URL), tmp_path / "copy")
    assert '<a href="../../a-z/index.html">Every page from A to Z</a>' in (
        tmp_path / "copy/deep/er/index.html"
    ).read_text("utf-8")


def test_switches_that_only_a_stylesheet_reads_keep_working(tmp_path: Path):
    page = "<form class=tabs><input type=radio name=t><input type=checkbox></form>"
    write_reading_copy(read_inventory(lay(tmp_path / "site", {"index.html": page.encode()}), URL), tmp_path / "copy")
    assert (tmp_path / "copy/index.html").read_text("utf-8").endswith(page)


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag, attrs):
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self._hidden:
            self.words += data.split()


def _words(text: str) -> list[str]:
    reader = _Words()
    reader.feed(text)
    reader.close()
    return reader.words


def test_the_words_of_every_page_of_the_real_site_are_unchanged(real: Bag, built_site: Path, tmp_path: Path):
    pages = sorted(path.relative_to(built_site) for path in built_site.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        text = (real.copy / page).read_text(encoding="utf-8")
        bare = ADDED.sub("", text)
        plain = tmp_path / "plain.html"
        plain.write_text(bare, encoding="utf-8")
        assert read_words(plain) == read_words(built_site / page), page
        assert _words(bare) == _words((built_site / page).read_text(encoding="utf-8")), page


def test_lines_of_the_real_site_that_lead_nowhere_are_the_same_bytes(real: Bag, built_site: Path):
    same = changed = 0
    for path in built_site.rglob("*.html"):
        before = path.read_bytes().splitlines()
        after = (real.copy / path.relative_to(built_site)).read_bytes().splitlines()
        assert len(before) == len(after), path
        for old, new in zip(before, after, strict=True):
            plain = not re.search(rb"<(a|link|script|meta|form|input|button|select|body)\b", old)
            assert old == new or not plain, (path, old)
            same, changed = same + (old == new), changed + (old != new)
    assert same > 1000 < changed


def test_a_copy_is_not_written_over_another(tmp_path: Path):
    inventory = read_inventory(lay(tmp_path / "site"), URL)
    write_reading_copy(inventory, tmp_path / "copy")
    with pytest.raises(FileExistsError):
        write_reading_copy(inventory, tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy")
