import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.archive.compare.page import PageText, Reference, read_lines, read_page
from review_site.archive.compare.places import Root, without_fingerprint

ROOT = Root("https://lighthouses.example.org/review/")
HERE = "https://lighthouses.example.org/review/bells/"


def read(html: str | bytes, media_type: str = "text/html") -> PageText:
    page = read_page(html if isinstance(html, bytes) else html.encode(), media_type, HERE, ROOT)
    assert page is not None
    return page


def texts(page: PageText, place: str = "main") -> list[str]:
    return [block.text for block in page.blocks["frame" if place == "frame" else "main"]]


def test_blocks_are_what_a_reader_sees_each_under_its_heading() -> None:
    page = read(
        "<title> Bells\n · Review </title><style>p{}</style><header>Menu</header>"
        "<main><h1>Fog <em>bells</em></h1><p>They ring<!-- not said --> at night.</p><script>x()</script>"
        "<h2>Where</h2><ul><li>North<ul><li>Cape</li></ul></li><li hidden>Secret</li></ul><template>no</template>"
        "<p hidden>Not <b>this</b></p> but this</main><footer><h2>Us</h2>Call</footer>"
    )
    assert (page.title, page.name) == ("Bells · Review", "Fog bells")
    assert [(block.text, block.tag, block.under) for block in page.blocks["main"]] == [
        ("Fog bells", "h1", ""),
        ("They ring at night.", "p", "Fog bells"),
        ("Where", "h2", "Fog bells"),
        ("North", "li", "Where"),
        ("Cape", "li", "Where"),
        ("but this", "p", "Where"),
    ]
    assert texts(page, "frame") == ["Menu", "Us", "Call"]


def test_a_page_that_marks_no_main_is_all_main() -> None:
    page = read("<p>One<br>two<p>Three")
    assert texts(page) == ["One", "two", "Three"]
    assert texts(page, "frame") == []
    assert page.name == ""


def test_what_is_hidden_hides_what_is_in_it_and_no_more() -> None:
    page = read(
        "<div hidden><main>a<sup>1</sup><p hidden>b</p>c</main>d</div><sup hidden>2</sup><p>m<sup>2</sup>e<sub>0</sub>"
    )
    assert texts(page, "frame") == ["m²e₀"]


def test_the_words_for_a_picture_are_words() -> None:
    page = read('<p>See <img src="a.png" alt="a  lamp"> and <img src="b.png" alt="">.')
    assert texts(page) == ["See [picture: a lamp] and ."]


def test_links_pictures_and_media_are_told_from_the_root_without_fingerprints() -> None:
    page = read(
        '<nav><a href="../">Home</a></nav><main><a href="#here">in</a><a href="?">this</a><a href="">none</a>'
        '<a href="../lamps/#top">lamps</a><a href="HTTP://Lighthouses.example.org:80/review/x?y=1">x</a>'
        '<a href="https://other.example/">other</a><a href="mailto:a@example.org">mail</a><a href="http://[bad">bad</a>'
        '<img src="../assets/lamp.3f9a1c2b.png"><video src="film.mp4"></video>'
        '<iframe src="//frames.example/f"></iframe>'
    )
    assert sorted(page.references) == [
        Reference("frame", "link", "/"),
        Reference("main", "link", "/lamps/#top"),
        Reference("main", "link", "/x?y=1"),
        Reference("main", "link", "http://[bad"),
        Reference("main", "link", "https://other.example/"),
        Reference("main", "link", "mailto:a@example.org"),
        Reference("main", "media", "/bells/film.mp4"),
        Reference("main", "media", "https://frames.example/f"),
        Reference("main", "picture", "/assets/lamp.*.png"),
    ]


def test_a_base_is_where_links_are_read_from() -> None:
    page = read('<base href="/review/other/"><a href="x">x</a>')
    assert page.references == {Reference("main", "link", "/other/x")}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("<p>Łódź – naïve".encode(), "text/html; charset=iso-8859-1"),
        ("<p>Łódź – naïve".encode("iso-8859-16", "xmlcharrefreplace"), "text/html; charset=ISO-8859-16"),
        (b'<meta charset="iso-8859-2"><p>' + "Łódź &ndash; na&iuml;ve".encode("iso-8859-2"), "text/html"),
        (b'<meta charset="iso-8859-2"><p>' + "Łódź &ndash; na&iuml;ve".encode("iso-8859-2"), "text/html; charset=none"),
    ],
)
def test_the_encoding_is_found(content: bytes, media_type: str) -> None:
    assert texts(read(content, media_type)) == ["Łódź – naïve"]


@pytest.mark.parametrize("content", [b"", b" \n", b"<!-- -->", b"<?xml version='1.0'?>"])
def test_no_html_is_no_words(content: bytes) -> None:
    page = read(content)
    assert (page.title, page.blocks["main"]) == ("", ())


def test_depth_and_marks_that_turn_text_round_do_no_harm() -> None:
    assert texts(read("<div>" * 1000 + "deep")) == ["deep"]
    assert read_page(b"<div>" * 50_000 + b"too deep", "text/html", HERE, ROOT) is None
    assert texts(read("<p>a\u202eb\x01c")) == ["a?b?c"]
    assert len(read(f"<title>{'x' * 5000}").title) == 300


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_at_all_can_be_read(content: bytes) -> None:
    for page in (read(b"<p>" + content), read_lines(content)):
        for block in page.blocks["main"]:
            assert block.text == " ".join(block.text.split())
            assert block.text.isprintable() or not block.text.isascii()


def test_lines_of_a_text_are_its_blocks() -> None:
    page = read_lines(b"\xef\xbb\xbfname , light\r\n\r\n  Cape,  yes \nna\xefve")
    assert texts(page) == ["name , light", "Cape, yes", "na�ve"]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://lighthouses.example.org/review/", "/"),
        ("https://lighthouses.example.org/review", "/"),
        ("http://LIGHTHOUSES.example.org:80/review/a%20b/?q", "/a%20b/?q"),
        ("https://lighthouses.example.org/reviews/", "https://lighthouses.example.org/reviews/"),
        ("https://lighthouses.example.org:444/review/", "https://lighthouses.example.org:444/review/"),
        ("lighthouses.example.org/review/x", "lighthouses.example.org/review/x"),
        ("ftp://lighthouses.example.org/review/x", "ftp://lighthouses.example.org/review/x"),
    ],
)
def test_an_address_is_seen_from_the_root(url: str, address: str) -> None:
    assert ROOT.address_of(url) == address


def test_a_root_ends_with_a_slash() -> None:
    with pytest.raises(ValueError, match="does not end with a slash"):
        Root("https://lighthouses.example.org")


@pytest.mark.parametrize(
    ("address", "shared"),
    [
        ("/assets/site.d565220b29.css", "/assets/site.*.css"),
        ("/pagefind/en-gb_1f945ac.pf_fragment", "/pagefind/en-gb_*.pf_fragment"),
        ("/a-123456789012.js", "/a-*.js"),
        ("/plan-20210601.pdf", "/plan-20210601.pdf"),
        ("/facade.txt", "/facade.txt"),
        ("/cards/a.defaced.png", "/cards/a.defaced.png"),
        ("/1f945ac2/page.html", "/1f945ac2/page.html"),
        ("/1f945ac2.html", "/1f945ac2.html"),
    ],
)
def test_a_fingerprint_is_told_from_dates_and_words(address: str, shared: str) -> None:
    assert without_fingerprint(address) == shared
