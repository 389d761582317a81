"""Every kind of page on paper: no chrome, addresses of links, title and author first, every disclosure opened."""

import io
import re

import pypdf
import pytest
from tests.browser.printing import on_paper


def test_every_kind_of_page_is_whole_on_paper(reader, judged):
    window = reader()
    found = []
    for name, address in judged:
        found += [f"{name} {address}: {one}" for one in on_paper(window.open(name, address))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("name", "address"),
    [("showcase", "/every-form/"), ("showcase", "/case-for-change/chapter-3/"), ("today", "/faqs/")],
)
def test_the_words_of_closed_disclosures_are_in_the_pdf(reader, name, address):
    page = reader(java_script_enabled=False).open(name, address)
    page.evaluate("() => document.querySelectorAll('main details').forEach(one => one.removeAttribute('open'))")
    closed = page.locator("main details").all_text_contents()
    assert closed
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    printed = _letters("".join(sheet.extract_text() for sheet in pdf.pages))
    missing = [words for text in closed for words in text.split("\n") if _letters(words) not in printed]
    assert missing == []


def _letters(words: str) -> str:
    """Only letters and digits: lines and hyphens fall otherwise on paper."""
    return re.sub(r"[\W_]+", "", words)
