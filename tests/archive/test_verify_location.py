"""Where references lead, in one form for all that a server takes for the same (URL Standard §4.4)."""

import pytest

from review_site.archive.verify.location import Location, locate, locate_full, locate_written

BASE = Location("https", "a.example", "", "/about/team/index.html", "?q=1")


def spelt(place: Location | None) -> str | None:
    return place and f"{place.scheme}://{place.authority}{place.path}{place.query}"


@pytest.mark.parametrize(
    ("reference", "leads"),
    [
        ("", "https://a.example/about/team/index.html?q=1"),
        ("#part", "https://a.example/about/team/index.html?q=1"),
        ("?", "https://a.example/about/team/index.html?"),
        ("?p=2#part", "https://a.example/about/team/index.html?p%3D2"),
        ("plan.pdf", "https://a.example/about/team/plan.pdf"),
        ("./plan.pdf", "https://a.example/about/team/plan.pdf"),
        ("../plan.pdf", "https://a.example/about/plan.pdf"),
        ("../../../plan.pdf", "https://a.example/plan.pdf"),
        ("..", "https://a.example/about/"),
        (".", "https://a.example/about/team/"),
        ("%2e%2E/x", "https://a.example/about/x"),
        ("/a/./b/../c", "https://a.example/a/c"),
        ("/a\\b?c\\d", "https://a.example/a/b?c%5Cd"),
        ("/caf\u00e9?q=\u00e9", "https://a.example/caf%C3%A9?q%3D%C3%A9"),
        ("/a%41%2f%20b", "https://a.example/aA%2F%20b"),
        (" \n/a\tb ", "https://a.example/ab"),
        ("//B.Example./x", "https://b.example/x"),
        ("//b.example", "https://b.example/"),
        ("https:x", "https://a.example/about/team/x"),
        ("http:x/y", "http://x/y"),
        ("HTTP://U:P@B.example:080/x", "http://b.example/x"),
        ("http://b.example:443/x", "http://b.example:443/x"),
        ("https://b.example:443/x", "https://b.example/x"),
        ("https://b.example:65535/", "https://b.example:65535/"),
        ("https://b.example:65536/", None),
        ("https://b.example:x/", None),
        ("https://b%2Eexample/", "https://b.example/"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/"),
        (f"https://{'b' * 64}\u00fc.example/", None),
        (f"https://{'b' * 250}.ex/", "https://" + "b" * 250 + ".ex/"),
        (f"https://{'b' * 251}.ex/", None),
        ("https://b c.example/", None),
        ("https://[2001:DB8::0001]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("https://[2001:db8::x]/", None),
        ("https:///", None),
        ("https://", None),
    ],
)
def test_a_reference_leads_where_browsers_go(reference: str, leads: str | None) -> None:
    assert spelt(locate(BASE, reference)) == leads


def test_a_scheme_without_hosts_has_all_behind_it_as_its_path() -> None:
    assert locate(BASE, "mailto:a%40b.example?x#y") == Location("mailto", "", "", "a%40b.example%3Fx", "")


def test_the_letters_of_a_query_are_those_of_the_file() -> None:
    assert spelt(locate(BASE, "/\u00e9?\u00e9\u0416", "cp1252")) == "https://a.example/%C3%A9?%E9%26%231046%3B"


@pytest.mark.parametrize(
    ("url", "full", "written"),
    [
        ("https://b.example/x y", True, False),
        ("https://b.example/x", True, True),
        ("https://b.example/\u00e9", True, False),
        ("mailto:a b", True, True),
        (" https://b.example/", False, False),
        ("/x", False, False),
        ("", False, False),
    ],
)
def test_a_full_address_is_one_and_may_be_as_a_bundle_writes_it(url: str, full: bool, written: bool) -> None:
    assert (locate_full(url) is not None, locate_written(url) is not None) == (full, written)
