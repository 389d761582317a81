"""The first use of a term on a page is a link; the list of terms is whole, in order and escaped."""

import lxml.html
import pytest

from review_site.content.report_glossary import Term, index_terms
from review_site.report.glossary import glossary_html, link_terms
from review_site.report.uses import Use

INDEX = index_terms([("keeper", "keepers"), ("lighthouse keeper",), ("wick",)])


def link(html: str) -> str:
    return link_terms(html, INDEX, lambda number: f"/r/glossary/#term-{number}")


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        (
            "<p>A keeper. Two keepers.</p>",
            '<p>A <a class="term" href="/r/glossary/#term-0">keeper</a>. Two keepers.</p>',
        ),
        (
            "<p>A lighthouse keeper is a keeper.</p>",
            '<p>A <a class="term" href="/r/glossary/#term-1">lighthouse keeper</a> is a '
            '<a class="term" href="/r/glossary/#term-0">keeper</a>.</p>',
        ),
        (
            "<h2>The keeper</h2><p><code>keeper</code> <a href='/x/'>keeper</a> keeper</p>",
            '<h2>The keeper</h2><p><code>keeper</code> <a href="/x/">keeper</a> '
            '<a class="term" href="/r/glossary/#term-0">keeper</a></p>',
        ),
        (
            "<blockquote><p>A wick.</p><p><cite>The keeper</cite></p></blockquote>",
            '<blockquote><p>A <a class="term" href="/r/glossary/#term-2">wick</a>.</p>'
            "<p><cite>The keeper</cite></p></blockquote>",
        ),
        (
            "<figure><figcaption>A wick</figcaption></figure><details><summary>A keeper</summary></details>",
            "<figure><figcaption>A wick</figcaption></figure><details><summary>A keeper</summary></details>",
        ),
        ('<div class="footnote"><p>A keeper.</p></div>', '<div class="footnote"><p>A keeper.</p></div>'),
        ("<p>No such word &amp; nothing</p>", "<p>No such word &amp; nothing</p>"),
    ],
)
def test_the_first_use_is_a_link(html: str, linked: str) -> None:
    assert link(html) == linked


def test_without_terms_a_page_stays_as_it_is() -> None:
    assert link_terms("<p>A keeper<br></p>", {}, str) == "<p>A keeper<br></p>"


def term(name: str, **fields: object) -> Term:
    return Term.model_validate({"term": name, "means": f"What {name} means.", **fields})


def test_the_list_is_in_order_and_leads_back() -> None:
    uses = {"term-wick": (Use("1.2", "/r/one/#p-1-2", is_number=True), Use("Summary", "/r/summary/", is_number=False))}
    html = glossary_html([term("wick"), term("Écluse"), term("beam", also=["beams"])], uses, lambda _: [])
    root = lxml.html.fromstring(html)
    assert [one.text_content() for one in root.iter("dt")] == ["beam also: beams", "Écluse", "wick"]
    assert [(one.get("href"), one.text_content()) for one in root.iter("a")] == [
        ("/r/one/#p-1-2", "paragraph 1.2"),
        ("/r/summary/", "Summary"),
    ]
    assert [one.get("id") for one in root.iter("dt")] == ["term-beam", "term-ecluse", "term-wick"]


def test_a_term_keeps_its_place_when_its_word_changes() -> None:
    assert 'id="term-beam"' in glossary_html([term("ray", id="beam")], {}, lambda _: [])


def test_what_writers_write_is_escaped() -> None:
    bad = "<script>alert(1)</script>"
    html = glossary_html([term(bad, id="bad", also=[bad])], {}, lambda _: [(bad, 'https://x/"><b>'), (bad, "")])
    assert "<script" not in html
    assert "<b>" not in html
    assert html.count("&lt;script&gt;") == 5
