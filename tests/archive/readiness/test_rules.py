"""Each rule on a site of which it is met, and on sites of which it is not."""

from pathlib import Path

import pytest
from tests.archive.readiness.lighthouse import (
    ARCHIVING,
    FIGURE,
    FILM,
    GOOD,
    PAGES,
    URL,
    Files,
    agreed,
    assessed,
    finding,
    index,
    page,
    sitemap,
    with_pdf,
)

from review_site.archive.readiness import RULES, Place, Scripted
from review_site.archive.readiness.reach import MOST_HOPS

DOCUMENT = "https://docs.google.com/document/d/1/edit"


def about(body: str, head: str = "") -> Files:
    return {"about/index.html": page("About", body, head)}


def mapped(part: str, *addresses: str) -> Files:
    """A sitemap that names one part of it alone, and that part, which leads to some addresses."""
    links = "".join(f'<a href="{address}">{address}</a>' for address in addresses)
    return {
        "sitemap/index.html": page("Sitemap", f'<a href="/">Home</a> <a href="{part}">Part</a>'),
        f"{part.strip('/')}/index.html": page("Part of the sitemap", links),
    }


def chain(length: int) -> Files:
    """Pages that only lead from one to the next."""
    names = [f"/deep-{number}/" for number in range(length)]
    files: Files = {
        f"{name.strip('/')}/index.html": page(name, f'<a href="{further}">On</a>')
        for name, further in zip(names, [*names[1:], "/"], strict=True)
    }
    return {**files, "index.html": page("Home", f'<a href="/about/">About</a><a href="{names[0]}">On</a>')}


# What is changed of the good site, and one place that must be named for it: file, line where there is one, words.
FAILING: list[tuple[str, Files, tuple[str, int | None, str]]] = [
    ("A1", about('<a href="ftp://files.example.org/x">x</a>'), ("about/index.html", 6, "ftp://files.example.org/x")),
    ("A1", about('<img alt="" src="file:///c:/x.png">'), ("about/index.html", 6, "file:///c:/x.png")),
    ("A2", {"robots.txt": None}, ("robots.txt", None, "is not there")),
    ("A2", {"robots.txt": "User-agent: *\nAllow: /\n"}, ("robots.txt", None, "names no sitemap")),
    (
        "A2",
        {"robots.txt": f"Sitemap: {URL}sitemap.xml\nUser-agent: bot\nUser-agent: *\nDisallow: /a*t/$\nAllow: /b\n"},
        ("robots.txt", 4, "keeps bot, * from 1 address, such as /about/"),
    ),
    (
        "A2",
        {"robots.txt": f"User-agent: *\nCrawl-delay: 10\nSitemap: {URL}sitemap.xml\n"},
        ("robots.txt", 2, "slows * to one request in 10 seconds"),
    ),
    ("A2", about("", '<meta name="Robots" content="index, NOFOLLOW">'), ("about/index.html", 2, "index, NOFOLLOW")),
    ("A3", about('<video src="/files/fog.m3u8"></video>'), ("about/index.html", 6, "is streamed")),
    ("A3", about('<video src="/files/gone.mp4"></video>'), ("about/index.html", 6, "is not there")),
    (
        "A3",
        about('<audio><source src="https://cdn.example.com/a.mp3"></audio>'),
        ("about/index.html", 6, "another host"),
    ),
    ("A3", about('<iframe src="https://player.vimeo.com/video/1"></iframe>'), ("about/index.html", 6, "another host")),
    ("A3", about("<video></video>"), ("about/index.html", 6, "names no file")),
    ("A4", about('<video src="/files/fog.mp4"></video>'), ("about/index.html", 6, "has no transcript")),
    (
        "A4",
        about('<figure><video src="/files/fog.mp4"></video><a href="/gone/">Transcript</a></figure>'),
        ("about/index.html", 6, "has no transcript"),
    ),
    (
        "A4",
        about('<p>Film: <iframe src="https://youtube.com/embed/1"></iframe>'),
        ("about/index.html", 6, "no transcript"),
    ),
    ("A4", about('<img src="/files/rocks.png">'), ("about/index.html", 6, "has no text in its place")),
    ("A5", about('<iframe src="https://maps.example.com/"></iframe>'), ("about/index.html", 6, "in a frame")),
    ("A5", about('<object data="https://maps.example.com/x"></object>'), ("about/index.html", 6, "in a frame")),
    ("A6", about(f'<a href="{DOCUMENT}">The plan</a>'), ("about/index.html", 6, DOCUMENT)),
    ("A6", with_pdf("https://review.sharepoint.com/x"), ("files/terms.pdf", 1, "sharepoint.com")),
    ("A7", about('<img alt="" src="https://cdn.example.com/x.png">'), ("about/index.html", 6, "cdn.example.com")),
    (
        "A7",
        about("", '<link rel="canonical" href="https://other.example.org/">'),
        ("about/index.html", 2, "own address"),
    ),
    (
        "A7",
        {
            "site.css": "@import url(//fonts.example.com/a.css);",
            **about("", '<link rel="stylesheet" href="/site.css">'),
        },
        ("site.css", 1, "fonts.example.com"),
    ),
    ("A8", {"sitemap/index.html": None}, ("index.html", None, "no page is named or titled sitemap")),
    ("A8", {"menu/more/index.html": page("More")}, ("menu/more/index.html", None, "is not on /sitemap/")),
    ("A8", {"sitemap/index.html": page("S", '<a href="/gone/">Gone</a>')}, ("sitemap/index.html", 6, "/gone/")),
    (
        "A8",
        mapped("/sitemap/pages/", "/about/"),
        ("transcript/index.html", None, "/transcript/ is not on /sitemap/ and its 1 part"),
    ),
    (
        "A8",
        mapped("/sitemap/pages/", "/about/", "/transcript/", "/gone/"),
        ("sitemap/pages/index.html", 6, "leads to /gone/"),
    ),
    ("A8", mapped("/map-pages/", "/about/", "/transcript/"), ("about/index.html", None, "is not on /sitemap/")),
    ("A9", {"sitemap.xml": None, "robots.txt": None}, ("sitemap.xml", None, "is not there")),
    ("A9", {"sitemap.xml": None}, ("robots.txt", 4, "is not there")),
    ("A9", {"sitemap.xml": sitemap(*PAGES[1:])}, ("index.html", None, "is not in /sitemap.xml")),
    ("A9", {"sitemap.xml": sitemap(*PAGES, "/gone/")}, ("sitemap.xml", 9, "/gone/")),
    ("A9", {"sitemap.xml": "<urlset><url>"}, ("sitemap.xml", 1, "is not XML")),
    ("A10", {"files/secret.csv": "a\n"}, ("files/secret.csv", None, "no link leads to")),
    ("A10", {"alone/index.html": page("Alone")}, ("alone/index.html", None, "no link leads to")),
    ("A11", chain(MOST_HOPS + 1), (f"deep-{MOST_HOPS}/index.html", None, f"{MOST_HOPS + 1} hops")),
    ("A11", {"index.html": None}, ("404.html", None, "no page can be reached")),
    ("A12", with_pdf(f"{URL}gone/"), ("files/terms.pdf", 1, "gone")),
    ("A13", {"files/Terms of 2021.txt": "x"}, ("files/Terms of 2021.txt", None, "Terms%20of%202021")),
    ("A13", about('<a href="/about/?page=2">2</a>'), ("about/index.html", 6, "has a query")),
    ("A13", about('<a href="/about/;jsessionid=1">2</a>'), ("about/index.html", 6, "has a session")),
    ("A13", about('<a href="/#!about">2</a>'), ("about/index.html", 6, "only a script reads")),
    (
        "A15",
        about('<figure class="chart"><canvas></canvas></figure>'),
        ("about/index.html", 6, "no still image and no table"),
    ),
    ("A15", about(FIGURE.replace(".csv", ".xlsx")), ("about/index.html", 6, "no link to its data as CSV")),
    ("A15", about(FIGURE.replace("<table>", "<div>")), ("about/index.html", 6, "a chart has no table")),
    ("A15", about('<div data-map="coast"></div>'), ("about/index.html", 6, "a map has no still image")),
    ("A15", about("<canvas></canvas>"), ("about/index.html", 6, "what a script draws")),
    ("A16", {"sitemap/index.html": page("Sitemap")}, ("menu/index.html", None, "only a menu")),
    ("A16", about('<a href="javascript:open(1)">x</a>'), ("about/index.html", 6, "by a script alone")),
    ("A17", about('<form method="POST" action="/send"></form>'), ("about/index.html", 6, "by POST")),
    ("A17", about('<form><button formmethod="post">x</button></form>'), ("about/index.html", 6, "by POST")),
    (
        "A19",
        {"menu/index.html": "<!doctype html><title>M</title><p>copyright</p>"},
        ("menu/index.html", None, "no licence"),
    ),
    ("A19", agreed(third_party_listed_at="/copyright/#gone"), ("site-index.json", None, "is not there")),
    ("A20", agreed(notice_given="2022-01-04"), ("site-index.json", None, "notice of 8 weeks before the closing")),
    ("A20", agreed(notice_given="2022-03-03"), ("site-index.json", None, "2 days after")),
    (
        "A20",
        agreed(capture_from="2022-01-25"),
        ("site-index.json", None, "notice of 7 weeks and 6 days before the copy"),
    ),
    ("A20", agreed(last_major_change="2022-02-01"), ("site-index.json", None, "4 weeks before 1 March 2022")),
    ("A20", agreed(frozen_from="2022-01-05"), ("site-index.json", None, "the freeze begins on 5 January 2022")),
    ("A20", agreed(contacts_kept_until="2022-02-28"), ("site-index.json", None, "until 28 February 2022")),
    ("A21", agreed(domain_kept_until="2022-03-01"), ("site-index.json", None, "paid until 1 March 2022")),
    ("A22", about('<input type="Password">'), ("about/index.html", 6, "asks for a password")),
    ("A22", about('<a href="http://intranet/x">x</a>'), ("about/index.html", 6, "inner network")),
    ("A22", about('<a href="http://10.0.0.1/">x</a>'), ("about/index.html", 6, "inner network")),
    ("A22", about('<a href="/wp-login.php">x</a>'), ("about/index.html", 6, "a log-in")),
    ("A22", about('<a href="https://me@example.com/">x</a>'), ("about/index.html", 6, "a user's name")),
]


def test_every_rule_of_the_good_site_is_met(tmp_path: Path) -> None:
    results = {
        one.rule.id: (one.finding.result, one.finding.places)
        for one in assessed(tmp_path, with_pdf(f"{URL}about/", "https://elsewhere.example.com/")).assessed
    }
    assert results == {f"A{number}": ("pass", ()) for number in range(1, 23)}


@pytest.mark.parametrize(("rule", "changes", "place"), FAILING)
def test_a_rule_that_is_not_met_names_the_place(
    rule: str, changes: Files, place: tuple[str, int | None, str], tmp_path: Path
) -> None:
    found = finding(assessed(tmp_path, changes), rule)
    assert found.result == "fail"
    file, line, words = place
    assert [one for one in found.places if one.file == file and one.line == line and words in one.what], found.places


def test_every_rule_has_a_site_of_which_it_is_not_met() -> None:
    by_tools = {"A14", "A18"}
    assert {rule for rule, _, _ in FAILING} | by_tools == {rule.id for rule in RULES}


def test_what_a_browser_and_a_checker_found_is_told(tmp_path: Path) -> None:
    words = tuple(f"word{number}" for number in range(13))
    scripted = (
        Scripted(address="/about/", words=words, fetched=(f"{URL}data.json",)),
        Scripted(address="/menu/", error="Timeout"),
        Scripted(address="/"),
    )
    readiness = assessed(tmp_path, scripted=scripted, markup=(Place(file="index.html", line=3, what="No."),))
    by_script = finding(readiness, "A14")
    assert [(one.file, one.what) for one in by_script.places] == [
        ("about/index.html", f"only a script brings the words: {' '.join(words[:12])} and 1 more"),
        ("menu/index.html", "cannot be read in a browser: Timeout"),
    ]
    assert [one.what for one in finding(readiness, "A17").places] == [
        f"a script fetches {URL}data.json as the page opens"
    ]
    assert finding(readiness, "A18").places == (Place(file="index.html", line=3, what="No."),)


def test_what_no_tool_was_given_for_is_not_checked(tmp_path: Path) -> None:
    script = about('<script>fetch("/data.json")</script><div hx-get="/x"></div>')
    script["code.js"] = "\n" * (1 << 20) + "new XMLHttpRequest()"
    readiness = assessed(tmp_path, script, scripted=None, markup=None)
    assert {finding(readiness, rule).result for rule in ("A14", "A17", "A18")} == {"not checked here"}
    assert [(one.file, one.line, one.what) for one in finding(readiness, "A17").notes] == [
        ("about/index.html", 6, "a script of the page uses fetch("),
        ("about/index.html", 6, "hx-get=“/x”"),
        ("code.js", None, "uses XMLHttpRequest"),
    ]
    assert readiness.counts()["not checked here"] == 3


def test_without_a_script_that_can_fetch_no_browser_is_needed(tmp_path: Path) -> None:
    data = about('<script type="application/ld+json">{"a": "fetch("}</script>')
    assert finding(assessed(tmp_path, data, scripted=None), "A17").result == "pass"


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("A2", "crawlers_let_in"),
        ("A19", "third_party_listed_at"),
        ("A20", "notice_given"),
        ("A20", "contacts_kept_until"),
        ("A21", "domain_kept_until"),
        ("A21", "redirects_in_place"),
    ],
)
def test_what_only_people_know_and_nobody_said_is_not_told(rule: str, name: str, tmp_path: Path) -> None:
    found = finding(assessed(tmp_path, agreed(**{name: None})), rule)
    assert (found.result, found.places) == ("not told", ())
    assert "Nobody has said" in found.evidence


def test_of_a_folder_without_a_record_only_people_could_tell(tmp_path: Path) -> None:
    readiness = assessed(tmp_path, {"site-index.json": None})
    assert {finding(readiness, rule).result for rule in ("A2", "A19", "A20", "A21")} == {"not told"}
    assert readiness.recorded is False


def test_dates_are_told_of_a_site_that_does_not_close_yet(tmp_path: Path) -> None:
    facts = {name: ARCHIVING[name] for name in ("notice_given", "last_major_change", "contacts_kept_until")}
    open_site: Files = {"site-index.json": index(facts, stage="listening")}
    readiness = assessed(tmp_path, open_site)
    assert finding(readiness, "A21").result == "does not apply"
    notice = finding(readiness, "A20")
    assert (notice.result, "when the archive begins" in notice.evidence) == ("not told", True)
    begins: Files = {"site-index.json": index({**facts, "capture_from": "2022-02-01"}, stage="listening")}
    assert finding(assessed(tmp_path, begins), "A20").result == "pass"


def test_a_contact_that_nobody_answers_is_none_to_keep(tmp_path: Path) -> None:
    facts = agreed(contacts_kept_until=None, contact_live=False)
    assert finding(assessed(tmp_path, facts), "A20").result == "pass"


def test_an_exception_to_the_freeze_is_told_with_its_reason(tmp_path: Path) -> None:
    facts = agreed(freeze_exceptions={"/a-last-word/": "It was asked for."})
    assert "except /a-last-word/ (It was asked for.)." in finding(assessed(tmp_path, facts), "A20").evidence


def test_a_document_that_the_register_says_to_be_of_others_is_a_note(tmp_path: Path) -> None:
    held = agreed(held_elsewhere={DOCUMENT: "The keepers publish it."})
    found = finding(assessed(tmp_path, {**about(f'<a href="{DOCUMENT}">x</a>'), **held}), "A6")
    assert (found.result, [note.file for note in found.notes]) == ("pass", ["about/index.html"])
    assert "The keepers publish it." in found.notes[0].what


def test_forms_on_a_service_for_files_are_no_documents(tmp_path: Path) -> None:
    form = about('<a href="https://docs.google.com/forms/d/1">Answer</a>')
    assert finding(assessed(tmp_path, form), "A6").result == "pass"


def test_a_link_to_a_film_elsewhere_is_a_note(tmp_path: Path) -> None:
    found = finding(assessed(tmp_path, about('<a href="https://youtu.be/1">Film</a>')), "A3")
    assert (found.result, len(found.notes)) == ("does not apply", 1)


def test_a_hint_loads_nothing(tmp_path: Path) -> None:
    hint = about("", '<link rel="preconnect" href="https://cdn.example.com">')
    assert finding(assessed(tmp_path, hint), "A7").result == "pass"
    real = about("", '<link rel="preconnect stylesheet" href="https://cdn.example.com">')
    assert finding(assessed(tmp_path, real), "A7").result == "fail"


@pytest.mark.parametrize(
    "words",
    [
        "<details><summary>Transcript</summary><p>A bell.</p></details>",
        '<a href="#said">Text version</a><p id="said">A bell.</p>',
    ],
)
def test_a_transcript_may_stand_in_the_figure(words: str, tmp_path: Path) -> None:
    film = about(f'<figure><audio src="/files/fog.mp4"></audio>{words}</figure>')
    assert finding(assessed(tmp_path, film), "A4").result == "pass"


def test_a_transcript_may_be_named_by_the_film(tmp_path: Path) -> None:
    film = '<video src="/files/fog.mp4" aria-details="said"></video><p id="said">A bell.</p>'
    assert finding(assessed(tmp_path, about(film)), "A4").result == "pass"
    assert finding(assessed(tmp_path, about(film.replace("A bell.", ""))), "A4").result == "fail"


def test_what_a_site_does_not_have_does_not_apply(tmp_path: Path) -> None:
    plain: Files = {"about/index.html": page("About")}
    plain |= {"files/fog.mp4": None, "files/rocks.png": None, "files/rocks.csv": None}
    readiness = assessed(tmp_path, plain)
    without = {one.rule.id for one in readiness.assessed if one.finding.result == "does not apply"}
    assert without == {"A3", "A4", "A12", "A15"}


def test_files_for_programs_are_notes(tmp_path: Path) -> None:
    card = '<meta property="og:image" content="/card.png">'
    programs: Files = {
        **about(FILM + FIGURE, card),
        "card.png": b"\x89PNG\r\n\x1a\n",
        "search/1.pf": b"x",
        "data.json": "{}",
    }
    found = finding(assessed(tmp_path, programs), "A10")
    assert found.result == "pass"
    assert [note.file for note in found.notes] == [
        "card.png",
        "data.json",
        "robots.txt",
        "search/1.pf",
        "site-index.json",
        "sitemap.xml",
    ]


def test_deep_pages_are_named_as_seeds(tmp_path: Path) -> None:
    found = finding(assessed(tmp_path, chain(5)), "A11")
    assert (found.result, [note.file for note in found.notes]) == ("pass", ["deep-3/index.html", "deep-4/index.html"])


def test_a_page_that_sends_its_readers_on_is_no_page(tmp_path: Path) -> None:
    old = page("Moved", head='<meta http-equiv="refresh" content="0; url=/about/">')
    linked: Files = {"old/index.html": old, "menu/index.html": page("Menu", '<a href="/old/">Old</a>')}
    readiness = assessed(tmp_path, linked)
    assert {finding(readiness, rule).result for rule in ("A8", "A9")} == {"pass"}
    assert readiness.pages == len(PAGES)


def test_the_parts_of_a_sitemap_are_it_as_well(tmp_path: Path) -> None:
    parts = mapped("/sitemap/pages/", "/about/", "/sitemap/pages/page/2/")
    parts["sitemap/pages/page/2/index.html"] = page("More", '<a href="/transcript/">What the film says</a>')
    found = finding(assessed(tmp_path, parts), "A8")
    assert (found.result, found.evidence) == (
        "pass",
        "/sitemap/ and its 2 parts link to all of the 8 pages, and each of their links leads somewhere.",
    )


def test_the_parts_of_a_sitemap_that_is_a_file_stand_in_a_folder_of_its_name(tmp_path: Path) -> None:
    site: Files = GOOD | mapped("/sitemap/pages/", "/about/", "/transcript/")
    site |= {"sitemap.html": site["sitemap/index.html"], "sitemap/index.html": None}
    links = {
        name: text.replace('"/sitemap/"', '"/sitemap.html"') for name, text in site.items() if isinstance(text, str)
    }
    found = finding(assessed(tmp_path, site | links), "A8")
    assert found.places == ()
    assert found.evidence.startswith("/sitemap.html and its 1 part link to all of the 7 pages")


def test_a_home_page_that_is_the_sitemap_has_no_parts(tmp_path: Path) -> None:
    home: Files = {"sitemap/index.html": None, "index.html": page("Site map", '<a href="/menu/">Menu</a>')}
    linked = {"menu/index.html": page("Menu", '<a href="/about/">About</a>')}
    found = finding(assessed(tmp_path, home | linked), "A8")
    assert ("about/index.html", "/about/ is not on /") in [(one.file, one.what) for one in found.places]


def test_an_index_of_sitemaps_is_read(tmp_path: Path) -> None:
    names = "<sitemapindex><sitemap><loc>https://lights.example.org/a.xml</loc></sitemap></sitemapindex>"
    assert finding(assessed(tmp_path, {"sitemap.xml": names, "a.xml": sitemap(*PAGES)}), "A9").result == "pass"
    looped = names.replace("a.xml", "sitemap.xml")
    assert finding(assessed(tmp_path, {"sitemap.xml": looped}), "A9").result == "fail"


def test_a_sitemap_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    evil = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>{sitemap(*PAGES)[21:]}'
    (tmp_path / "secret").write_text(f"{URL}about/")
    taken = evil.replace(f"{URL}about/", "&e;")
    assert finding(assessed(tmp_path / "site", {"sitemap.xml": taken}), "A9").result == "fail"


def test_a_site_below_a_path_has_its_hosts_robots(tmp_path: Path) -> None:
    found = finding(assessed(tmp_path, {"robots.txt": "User-agent: *\nDisallow: /\n"}, url=f"{URL}docs/"), "A2")
    assert found.result == "not told"


def test_broken_and_foreign_pages_are_read(tmp_path: Path) -> None:
    broken: Files = {
        "a.html": b"",
        "b.html": b"<video\0><nav><nav></main></footer><a href='//[' href=x>\xff\xfe<form method=post>",
        "c.html": "<p>Käse".encode("utf-16"),
        "d.html": b"<div>" * 20_000 + b"<input type=password>",
        "e.html": b"<title>\xe9</title><footer>Copyright</footer>",
    }
    readiness = assessed(tmp_path, broken)
    assert [one.file for one in finding(readiness, "A17").places] == ["b.html"]
    assert [one.file for one in finding(readiness, "A22").places] == ["d.html"]
    assert "e.html" not in {one.file for one in finding(readiness, "A19").places}


def test_a_place_is_told_on_one_line_of_bounded_length(tmp_path: Path) -> None:
    readiness = assessed(tmp_path, about(f'<form method="post" action="a\n\u202eb{"c" * 5000}"></form>'))
    (place,) = finding(readiness, "A17").places
    assert "a ?b" in place.what
    assert len(place.what) < 450


def test_what_blocks_is_told_as_problems(tmp_path: Path) -> None:
    readiness = assessed(tmp_path, about('<iframe src="https://maps.example.com/"></iframe><canvas></canvas>'))
    (problem,) = readiness.blocking()
    assert (problem.path, problem.line, problem.field) == ("about/index.html", 6, "A5")
    assert problem.mend == "put what it shows on the page, or link to it"
    assert GOOD["robots.txt"] is not None
    assert assessed(tmp_path / "good").blocking() == []
