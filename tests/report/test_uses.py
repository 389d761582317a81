"""A list leads back to the numbered paragraph that uses an entry, else to the page."""

from review_site.report.uses import Use, anchored, gather_uses

LIST = "/r/glossary/"
LAMP = '<a class="term" href="/r/glossary/#term-lamp">lamp</a>'


def numbered(number: str, html: str) -> str:
    anchor = f"p-{number.replace('.', '-').lower()}"
    link = f'<a class="para" href="#{anchor}"><span class="unseen">Paragraph </span>{number}</a>'
    return f'<p class="numbered" id="{anchor}">{link} {html}</p>'


def uses(*pages: tuple[str, str, str]) -> list[tuple[str, str]]:
    found = gather_uses(pages, (LIST,)).get("/r/glossary/#term-lamp", ())
    return [(use.words, use.address) for use in found]


def test_a_use_in_a_paragraph_is_its_number() -> None:
    html = numbered("1.1", "x") + numbered("1.12A", LAMP)
    assert uses(("/r/one/", "chapter 1", html)) == [("1.12A", "/r/one/#p-1-12a")]


def test_a_use_in_a_list_belongs_to_the_paragraph_before_it() -> None:
    html = numbered("1.1", "x") + f"<ul><li>{LAMP}</li></ul>"
    assert uses(("/r/one/", "chapter 1", html)) == [("1.1", "/r/one/#p-1-1")]


def test_a_use_below_a_heading_is_that_of_the_page() -> None:
    html = numbered("1.1", "x") + f'<h2 id="oil">Oil</h2><ul><li>{LAMP}</li></ul>'
    assert uses(("/r/one/", "chapter 1", html)) == [("chapter 1", "/r/one/#oil")]
    assert uses(("/r/summary/", "Summary", f"<p>{LAMP}</p>")) == [("Summary", "/r/summary/")]


def test_a_use_in_a_note_counts_where_its_mark_stands() -> None:
    mark = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    html = (
        numbered("1.1", f"x{mark}")
        + numbered("1.2", "y")
        + f'<div class="footnote"><ol><li id="fn:1"><p>{LAMP}</p></li></ol></div>'
    )
    assert uses(("/r/one/", "chapter 1", html)) == [("1.1", "/r/one/#p-1-1")]


def test_each_place_counts_once_and_pages_stand_in_their_order() -> None:
    one = ("/r/one/", "chapter 1", numbered("1.1", LAMP + LAMP))
    two = ("/r/two/", "chapter 2", numbered("2.1", LAMP))
    assert uses(one, two) == [("1.1", "/r/one/#p-1-1"), ("2.1", "/r/two/#p-2-1")]


def test_the_uses_of_one_list_are_given_by_anchor() -> None:
    use = (Use("1.1", "/r/one/#p-1-1", is_number=True),)
    found = anchored({"/r/glossary/#term-lamp": use, "/r/bibliography/#work-a": use}, LIST)
    assert found == {"term-lamp": use}
