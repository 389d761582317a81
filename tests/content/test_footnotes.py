"""Notes stand in the order of their marks, whatever these stand in."""

import lxml.html
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

PARTS = (
    "Lamp {}.\n\n",
    "- Lamp {}\n\n",
    "| a | b |\n|---|---|\n| Lamp | {} |\n\n",
    "> Lamp *lit {}*\n\n",
    "# Lamp {}\n\n",
)
NAMES = ("a", "b", "c", "d")


def shown(text: str) -> lxml.html.HtmlElement:
    names = ["footnotes", "tables", "review_site.content.footnotes"]
    options = {"footnotes": {"BACKLINK_TITLE": "Back to note {}"}}
    return lxml.html.fromstring(f"<main>{Markdown(extensions=names, extension_configs=options).convert(text)}</main>")


def check(root: lxml.html.HtmlElement) -> None:
    """Hold marks and notes of a text against what a reader expects."""
    notes = [note.get("id") for note in root.xpath("//div[@class='footnote']/ol/li")]
    marks = root.xpath("//sup/a[@class='footnote-ref']")
    assert [mark.text for mark in marks] == [f"[{notes.index(mark.get('href')[1:]) + 1}]" for mark in marks]
    before = [mark.get("href")[1:] for mark in marks if not mark.xpath("ancestor::div[@class='footnote']")]
    assert notes[: len(set(before))] == list(dict.fromkeys(before))
    holders = {mark.getparent().get("id"): mark.get("href")[1:] for mark in marks}
    assert len(holders) == len(marks)
    for place, note in enumerate(root.xpath("//div[@class='footnote']/ol/li"), 1):
        links = note.xpath(".//a[@class='footnote-backref']")
        leads_back = [holders.get(link.get("href")[1:]) for link in links]
        assert {link.get("title") for link in links} == {f"Back to note {place}"}
        names = [link.get("aria-label") for link in links]
        several = [f"Back to note {place}, mark {number}" for number in range(1, len(links) + 1)]
        assert names == (several if len(links) > 1 else [f"Back to note {place}"])
        if note.get("id") in holders.values():
            assert leads_back == [note.get("id")] * list(holders.values()).count(note.get("id"))


@given(
    st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(NAMES)), min_size=1, max_size=9), st.permutations(NAMES)
)
def test_marks_are_numbered_as_they_are_read(parts: list[tuple[str, str]], defined: list[str]) -> None:
    text = "".join(part.format(f"[^{name}]") for part, name in parts)
    text += "\n\n".join(f"[^{name}]: About {name}." for name in defined)
    check(shown(text))


def test_a_mark_within_a_note_comes_after_those_of_the_text() -> None:
    root = shown("One.[^a]\n\n- Two[^b]\n\n[^a]: See.[^c]\n[^b]: B.\n[^c]: C.\n")
    check(root)
    assert [note.get("id") for note in root.xpath("//li[@id]")] == ["fn:a", "fn:b", "fn:c"]


def test_a_text_without_notes_is_left_alone() -> None:
    assert not shown("Lamp 7.\n").xpath("//sup")
