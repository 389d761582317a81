"""The questions of the FAQ pages: real headings in native disclosures that stand open, and lose nothing."""

import pytest

SHOWN = """details => [...details.querySelectorAll("summary ~ *")].every(
    one => one.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}) && one.offsetHeight > 0)"""
both_pages = pytest.mark.parametrize("address", ["/faqs/", "/faqs-archive/"])


def closed(visit, site_url, address="/faqs/", **options):
    """An FAQ page on which a reader has closed the first question, with the keyboard."""
    page = visit(site_url, address, java_script_enabled=False, **options).page
    page.locator(".faq summary").first.focus()
    page.keyboard.press("Enter")
    return page


@both_pages
def test_every_question_stands_open_without_scripts(visit, site_url, address):
    page = visit(site_url, address, java_script_enabled=False).page
    questions = page.locator("details.faq")
    assert questions.count() == page.locator("main h2[id^=question-]").count() > 3
    assert [questions.nth(number).evaluate(SHOWN) for number in range(questions.count())] == [True] * questions.count()


@both_pages
def test_screen_readers_get_each_question_as_a_heading_and_as_a_control(visit, site_url, address):
    page = visit(site_url, address).page
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [
        (node["role"]["value"], node["name"]["value"])
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in ("heading", "DisclosureTriangle")
    ]
    questions = page.locator("main h2[id^=question-]").all_inner_texts()
    assert len(questions) > 3
    assert [name for role, name in told if role == "heading" and name in questions] == questions
    assert [name for role, name in told if role == "DisclosureTriangle" and name in questions] == questions


def test_a_reader_closes_a_question_and_opens_it_again(visit, site_url):
    page = closed(visit, site_url)
    first = page.locator("details.faq").first
    assert first.evaluate(SHOWN) is False
    assert page.locator("#question-1").is_visible()
    first.locator("summary").click()
    assert first.evaluate(SHOWN) is True


def test_print_shows_what_a_reader_closed(visit, site_url):
    page = closed(visit, site_url)
    page.emulate_media(media="print")
    assert page.locator("details.faq").first.evaluate(SHOWN) is True


@pytest.mark.parametrize("width", [1280, 375])
def test_a_link_to_a_question_lands_on_its_heading_with_the_answer_open(visit, site_url, width):
    page = visit(site_url, "/faqs/#question-3", width).page
    heading = page.locator("#question-3")
    assert heading.evaluate("one => one.tagName") == "H2"
    assert 0 <= heading.bounding_box()["y"] < 300
    assert page.locator("details:has(#question-3)").evaluate(SHOWN) is True


def test_the_list_of_the_page_names_every_question(visit, site_url):
    page = visit(site_url, "/faqs/").page
    listed = page.get_by_role("navigation", name="On this page").get_by_role("link").all_inner_texts()
    assert listed == page.locator("main h2[id^=question-]").all_inner_texts()


@pytest.mark.parametrize("width", [1280, 320])
def test_a_question_is_large_enough_to_touch(visit, site_url, width):
    page = visit(site_url, "/faqs/", width).page
    heights = [box["height"] for box in (one.bounding_box() for one in page.locator(".faq summary").all())]
    assert min(heights) >= 44
