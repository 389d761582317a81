"""What an entry takes of a page's HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.feed.article import Picture, plain, read_article, shortened

PAGE = "https://lighthouses.example.org/posts/bells/"


def test_a_heading_that_repeats_the_title_is_left_out_with_its_permalink() -> None:
    html = '<h1 id="t">Bells &amp; <em>fog</em><a class="x headerlink" href="#t">¶</a></h1>\n<p>Words.</p>'
    article = read_article(html, "Bells & fog", PAGE)
    assert (article.html, article.opening) == ("<p>Words.</p>", "Words.")


@pytest.mark.parametrize("html", ["<h1>Other</h1><p>A</p>", "<h2>Bells</h2><p>A</p>", "<h1>Other</h1><h1>Bells</h1>"])
def test_another_heading_stays(html: str) -> None:
    assert read_article(html, "Bells", PAGE).html == html


def test_a_picture_in_a_heading_counts_by_its_alternative() -> None:
    assert read_article('<h1>A <img src="a.png" alt="lamp"> lit</h1>', "A lamp lit", PAGE).html == ""


def test_permalinks_are_left_out_everywhere_and_other_links_stay() -> None:
    html = '<h2>A<a class="headerlink" href="#a">¶</a></h2><p><a class="not-headerlink" href="#a">A</a></p>'
    assert read_article(html, "T", PAGE).html == '<h2>A</h2><p><a class="not-headerlink" href="#a">A</a></p>'


def test_line_numbers_beside_a_program_are_left_out() -> None:
    numbers = '<td class="linenos"><pre>1\n2</pre></td>'
    html = f'<table class="t"><tr>{numbers}<td class="code"><pre>a\nb</pre></td></tr></table>'
    assert read_article(html, "T", PAGE).html == html.replace(numbers, "")


def test_the_opening_is_the_first_paragraph_with_words() -> None:
    html = (
        '<p hidden>Not shown.</p><p> <img src="a.png" alt=""></p><div class="admonition"><p class="admonition-title">'
        'Note</p><p>In<br>a <sup id="fnref:1"><a href="#fn:1">1</a></sup>box<!-- c -->es.</p></div><p>After.</p>'
    )
    assert read_article(html, "T", PAGE).opening == "In a boxes."


def test_a_paragraph_that_shows_a_character_reference_is_no_opening() -> None:
    assert read_article("<p>Write &amp;amp; or &amp;#38; for it.</p><p>AT&amp;T; not so.</p>", "T", PAGE).opening == ""
    assert read_article("<p>Write &amp;lt;.</p><p>This &amp; that; so.</p>", "T", PAGE).opening == "This & that; so."


def test_pictures_have_full_addresses_and_stand_in_their_order() -> None:
    html = '<p><img src="../a.png#x" alt=" A \n lamp "><img src="/b.png"><img src="http://["></p>'
    assert read_article(html, "T", PAGE).pictures == (
        Picture("https://lighthouses.example.org/posts/a.png", "A lamp"),
        Picture("https://lighthouses.example.org/b.png", ""),
    )


def test_what_lies_deep_is_read_whole() -> None:
    article = read_article("<div>" * 1500 + "<p>Deep.</p>" + "</div>" * 1500 + "<p>After.</p>", "T", PAGE)
    assert article.opening == "Deep."
    assert article.html.endswith("<p>After.</p>")


def test_a_character_that_cannot_be_written_ends_nothing() -> None:
    assert read_article("<p>A\x00B</p><p>C</p>", "T", PAGE).html == "<p>A\ufffdB</p><p>C</p>"


def test_a_page_without_text_gives_nothing() -> None:
    article = read_article("", "T", PAGE)
    assert (article.html, article.opening, article.pictures) == ("", "", ())


def test_a_copyright_line_is_told_in_words() -> None:
    assert plain('Copyright &copy; 2020 <a href="/x">Ada &amp; Bo</a><br>All') == "Copyright © 2020 Ada & Bo All"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        (
            "A sentence of some length that may stand for a page! " * 7,
            ("A sentence of some length that may stand for a page! " * 5).strip(),
        ),
        ("It is. " + "word " * 100, "It is. " + "word " * 57 + "word…"),
        ("x" * 400, "x" * 299 + "…"),
        (
            "“It is lit, and burns as brightly as it ever did in a gale.” " * 6,
            ("“It is lit, and burns as brightly as it ever did in a gale.” " * 4).strip(),
        ),
        ("word, " * 60, "word, " * 49 + "word…"),
    ],
)
def test_a_long_text_ends_with_a_sentence_or_a_word(text: str, expected: str) -> None:
    assert shortened(text.strip()) == expected


@given(st.text(alphabet="ab.,! ”\u2028é", max_size=700))
def test_a_shortened_text_is_the_beginning_of_it_and_never_longer_than_300_characters(text: str) -> None:
    short = shortened(text)
    assert len(short) <= 300
    assert text.startswith(short.removesuffix("…"))
    assert short == text or len(text) > 300
