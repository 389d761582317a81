"""The four legal pages as they are built: the fixed words of the law, what is listed, and no day that has not come."""

import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from tests.conftest import EXAMPLE

Build = Callable[..., Path]
REGISTER = (EXAMPLE / "content/review.yml").read_text(encoding="utf-8")
RESULTS = (EXAMPLE / "content/accessibility-results.yml").read_text(encoding="utf-8")
REGULATIONS = "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
FIXED = (
    f"The keepers’ office is committed to making its website accessible, in accordance with the {REGULATIONS}.",
    "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, due to "
    "the non-compliances and exemptions listed below.",
    "The content listed below is non-accessible for the following reasons.",
    f"The Equality and Human Rights Commission (EHRC) is responsible for enforcing the {REGULATIONS} (the "
    "‘accessibility regulations’). If you’re not happy with how we respond to your complaint, contact the Equality "
    "Advisory and Support Service (EASS).",
    "This statement was prepared on 4 January 2021. It was last reviewed on 1 February 2021.",
    "This website was last tested on 20 January 2021 against the WCAG 2.2 AA standard.",
)
HEADINGS = [
    "What this statement covers",
    "Feedback and contact information",
    "Enforcement procedure",
    "Technical information about this website’s accessibility",
    "Compliance status",
    "Non-accessible content",
    "Non-compliance with the accessibility regulations",
    "Disproportionate burden",
    "Content that’s not within the scope of the accessibility regulations",
    "What we’re doing to improve accessibility",
    "Preparation of this accessibility statement",
]


def main_of(site: Path, page: str = "accessibility") -> lxml.html.HtmlElement:
    return lxml.html.parse(str(site / page / "index.html")).getroot().find(".//main")


def words_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def drawn(path: str, text: str) -> str:
    return path + "\n" + "".join(f"    {line}\n" for line in text.splitlines())


def register(*changes: tuple[str, str]) -> str:
    text = REGISTER
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return drawn("content/review.yml", text)


def without(text: str, first: str, after: str) -> str:
    """Return a text without the lines from one on, up to but without another."""
    start = text.index(first)
    return text[:start] + text[text.index(after, start) :]


def test_the_statement_has_the_words_and_the_order_of_the_model(site: Build) -> None:
    main = main_of(site())
    words = words_of(main)
    assert [sentence for sentence in FIXED if sentence not in words] == []
    found = [words_of(heading) for heading in main.xpath(".//h2 | .//h3")]
    assert [heading for heading in found if heading in HEADINGS] == HEADINGS


def test_a_finding_of_the_tests_stands_in_the_statement_with_its_criterion(site: Build) -> None:
    main = main_of(site())
    (item,) = main.xpath(".//li[contains(., '1.4.3')]")
    assert "This fails WCAG 2.2 success criterion 1.4.3 (Contrast (Minimum))." in words_of(item)
    assert words_of(item).startswith("Some words stand out too little")
    assert "axe-core: Elements must meet minimum color contrast ratio thresholds (color-contrast)." in words_of(item)
    assert "In these views: dark." in words_of(item)
    assert [link.get("href") for link in item.iter("a")] == ["../about/", "../final-report/"]
    others = words_of(main).partition("fails no success criterion")[2]
    assert "(region)" in others
    assert "color-contrast" not in others


def test_what_people_know_of_stands_there_with_its_criterion(site: Build) -> None:
    words = words_of(main_of(site()))
    assert "1.1.1 (Non-text Content). The keepers are to describe it." in words
    assert "1.2.5 (Audio Description (Prerecorded)). A description would cost more than the film." in words
    assert "The live sound of the fog bell. The regulations do not apply to live sound." in words


def test_full_compliance_lists_nothing(site: Build) -> None:
    plain = without(REGISTER, "    known_issues:", "    improving:").replace("partially compliant", "fully compliant")
    clean = re.sub(r"findings:.*", "findings: []", RESULTS, flags=re.DOTALL)
    drawing = drawn("content/review.yml", plain) + drawn("content/accessibility-results.yml", clean)
    words = words_of(main_of(site(drawing)))
    assert "This website is fully compliant with the Web Content Accessibility Guidelines version 2.2 AA stand" in words
    assert "Non-accessible content" not in words


def test_no_compliance_and_one_kind_of_reason_are_said_in_the_words_of_the_model(site: Build) -> None:
    text = without(REGISTER, "    disproportionate_burden:", "    improving:").replace("partially", "not")
    words = words_of(main_of(site(drawn("content/review.yml", text))))
    assert (
        "This website is not compliant with the Web Content Accessibility Guidelines version 2.2 AA standard. " in words
    )
    assert "The non-compliances are listed below." in words


def test_northern_ireland_has_its_own_commission(site: Build) -> None:
    line = "    improving: The keepers test each new page.\n"
    words = words_of(main_of(site(register((line, f"{line}    enforced_in: Northern Ireland\n")))))
    assert "The Equality Commission for Northern Ireland (ECNI) is responsible for enforcing" in words
    assert "EHRC" not in words


def test_ways_to_reach_the_site_are_links_and_their_absence_is_said(site: Build) -> None:
    built = site()
    for page in ("accessibility", "privacy"):
        assert main_of(built, page).xpath(".//a/@href[starts-with(., 'mailto:')]") == [
            "mailto:access@lighthouses.example.org"
        ]
        assert "You will have an answer within 10 working days." in words_of(main_of(built, page))


def test_a_site_without_an_address_or_a_public_body_says_so(site: Build) -> None:
    text = without(REGISTER, "    ways:\n      - by: email", "  accessibility:")
    text = text.replace("  feedback:\n", "  feedback:\n    none_because: Nobody reads <b>letters</b>.\n")
    built = site(drawn("content/review.yml", text.replace("public_body: true", "public_body: false")))
    words = words_of(main_of(built))
    assert "Nobody reads <b>letters</b>." in words
    assert "It is not run by a public sector body." in words
    assert "Nobody reads <b>letters</b>." in words_of(main_of(built, "privacy"))
    assert not main_of(built).xpath(".//a[starts-with(@href, 'mailto:')]")


@pytest.mark.parametrize("page", ["accessibility", "privacy", "cookies"])
def test_no_day_that_has_not_come_and_no_page_that_is_not_out_is_told(site: Build, page: str) -> None:
    built = site(today="2021-01-10")
    html = (built / page / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"20 January 2021|February 2021|2021-01-20|2021-02", html)
    main = main_of(built)
    assert "This statement was prepared on 4 January 2021." in words_of(main)
    assert "1.4.3" in words_of(main)
    assert "has been tested" not in words_of(main)


def test_the_pages_on_cookies_and_copyright_say_what_was_looked_for_and_who_owns_what(site: Build) -> None:
    built = site()
    cookies = words_of(main_of(built, "cookies"))
    assert "This website sets no cookies." in cookies
    assert "On 20 January 2021 an automated test opened 3 pages" in cookies
    rights = main_of(built, "copyright")
    assert "Owner: The keepers’ office. Anyone may use them." in words_of(rights)
    assert rights.xpath(".//a[@rel='license']/@href") == ["https://creativecommons.org/publicdomain/zero/1.0/"]


def test_every_page_has_a_link_to_the_four_at_its_foot(built_site: Path) -> None:
    pages = sorted(built_site.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        html = page.read_text(encoding="utf-8")
        foot = html.partition("<footer")[2]
        for name in ("accessibility", "privacy", "cookies", "copyright"):
            there = re.search(rf'href="[^"]*\b{name}/"', foot) or (page.parent.name == name and 'href="./"' in foot)
            assert there or 'http-equiv="refresh"' in html, (page, name)
