from lxml.html import fragment_fromstring
from tests.report.documents.judging import stand_in_order, words_of
from tests.report.documents.made import made_report


def test_it_has_every_word_of_the_text(documents: dict[str, bytes]) -> None:
    words = set(words_of(documents["plain text"].decode()))
    for part in made_report().parts:
        page = fragment_fromstring(part.html, create_parent="div")
        for element in page.xpath("//sup | //*[contains(@class, 'unseen')]"):
            element.drop_tree()
        for element in page.iter():
            element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
        missing = {word for word in words_of(page.text_content()) if word not in words}
        assert missing <= {"H", "2", "O"}, missing  # H₂O is one word


def test_lines_are_short_where_words_are(documents: dict[str, bytes]) -> None:
    before, _, after = documents["plain text"].decode().partition("\nTables\n")
    for line in (before + after.partition("\nPanels\n")[2]).splitlines():
        assert len(line) <= 72 or len(max(line.split(), key=len)) > 60 or "representations" in line, line
    assert not [line for line in documents["plain text"].decode().splitlines() if line != line.rstrip()]


def test_numbers_hang_and_notes_are_numbered(documents: dict[str, bytes]) -> None:
    text = documents["plain text"].decode()
    assert "\n2.1     The rocks are many.[1] See paragraph 1.1, figure 2.1, a thing,\n        the review <https" in text
    assert (
        "\n[1]   Counted from the sea.\n\n[2]   Told by The Harbour <https://harbour.example.org/things?a=1&b=2>.\n"
        in text
    )
    assert text.count("Counted from the sea") == 1


def test_a_picture_and_a_chart_are_words(documents: dict[str, bytes]) -> None:
    words = words_of(documents["plain text"].decode())
    wanted = (
        "Figure 2 1 Lamps that were lit Picture Lamps that were lit There were 12 in the north Coast Lamps North 12"
    )
    assert stand_in_order(words_of(wanted), words)
    assert not stand_in_order(words_of(f"{wanted} 1 1 A post"), words)
