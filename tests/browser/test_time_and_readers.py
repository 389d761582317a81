"""Events, timeline, notices and routes, judged in the light and in the dark, read without styles and on paper."""


def test_the_timeline_reads_as_a_list_without_styles(visit, site_url):
    page = visit(site_url, "/timeline/", java_script_enabled=True).page
    page.evaluate("() => document.querySelectorAll('link[rel=stylesheet]').forEach(link => link.remove())")
    lines = page.locator("main").inner_text().split("\n")
    words = [line for line in lines if line.strip()]
    place = words.index("23 May 2022")
    assert words[place + 1].startswith("The final report was published")
    assert words[place + 2].startswith("Source: ")
    assert words.index("2022") < place < words.index("2023")


def test_phases_stand_beside_one_another_where_there_is_room(visit, site_url):
    def rows(width):
        phases = visit(site_url, "/timeline/", width).page.locator(".phases > li")
        return len({round(phases.nth(index).bounding_box()["y"]) for index in range(phases.count())})

    assert (rows(1280), rows(375)) == (2, 4)


def test_a_notice_leads_to_earlier_ones(visit, site_url):
    page = visit(site_url, "/about/", java_script_enabled=False).page
    region = page.get_by_role("region", name="This review has ended")
    assert region.locator("time").inner_text() == "11 March 2023"
    region.get_by_role("link", name="Earlier notices").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Notices on this site"
    assert page.locator("main article").count() == 3


def test_a_reader_finds_a_route_from_the_menu_on_a_phone(visit, site_url):
    page = visit(site_url, "/", 375, java_script_enabled=False).page
    menu = page.get_by_role("navigation", name="Main")
    menu.get_by_text("Menu").click()
    menu.get_by_role("link", name="For you").click()
    page.get_by_role("link", name="For carers").click()
    assert page.get_by_role("heading", level=1).inner_text() == "For carers"
    assert page.get_by_role("link", name="Support for adults").first.is_visible()
