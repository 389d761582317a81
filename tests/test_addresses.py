import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.addresses import (
    absolute,
    address_of_file,
    file_of_address,
    host_of,
    is_address,
    is_slug,
    lost_addresses,
    read_ledger,
    slugify,
    without_look_alikes,
)

SLUGS = st.from_regex(re.compile(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}"), fullmatch=True)
ADDRESSES = st.lists(SLUGS, max_size=4).map(lambda steps: "/".join(["", *steps, ""]))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Bridge the gap", "bridge-the-gap"),
        ("Children's social care: the reviewers’ report", "childrens-social-care-the-reviewers-report"),
        ("  £23 billion – per year!  ", "23-billion-per-year"),
        ("Café Zoë, naïve", "cafe-zoe-naive"),
        ("12th May 2022", "12th-may-2022"),
        ("Łódź", "odz"),
        ("???", ""),
    ],
)
def test_makes_a_slug(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(st.text())
@settings(deadline=None)
def test_whatever_becomes_a_slug_is_one_and_stays_so(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or is_slug(slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "a b", "a/b", "a\n", "é", "a_b", "１"])
def test_refuses_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)


def test_a_slug_has_at_most_150_letters() -> None:
    assert (is_slug("a" * 150), is_slug("a" * 151)) == (True, False)


@pytest.mark.parametrize("text", ["", "a", "/a", "a/", "//", "/A/", "/a//b/", "/a/\n", "/a b/", "/../", "/a.html"])
def test_refuses_what_is_no_address(text: str) -> None:
    assert not is_address(text)


@given(ADDRESSES)
@settings(deadline=None)
def test_an_address_and_its_file_lead_to_each_other(address: str) -> None:
    assert is_address(address)
    file = file_of_address(address)
    assert file.endswith("index.html")
    assert not file.startswith("/")
    assert address_of_file(file) == address


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("index.html", "/"),
        ("404.html", "/404.html"),
        ("about/index.html", "/about/"),
        ("files/terms of reference.pdf", "/files/terms%20of%20reference.pdf"),
        ("files/100%.txt", "/files/100%25.txt"),
        ("é/index.html", "/%C3%A9/"),
    ],
)
def test_the_address_of_a_file(file: str, address: str) -> None:
    assert address_of_file(file) == address


@pytest.mark.parametrize("base", ["https://example.org", "https://example.org/"])
def test_a_full_address_has_one_slash(base: str) -> None:
    assert absolute(base, "/about/") == "https://example.org/about/"


@pytest.mark.parametrize(
    "rest", ["", "/", ":8080/a", ":65535", ":1", "/a.b/..c/", "/a../b", "/.a/", "/a/b.c", "/~a_b-c/"]
)
def test_the_host_of_an_address(rest: str) -> None:
    assert host_of(f"https://Example.ORG{rest}") == "example.org"


@pytest.mark.parametrize(
    "url",
    [
        *("example.org", "ftp://example.org/", "https://", "/about/", "", "http://[", "tag:a,2021:b"),
        *("https://-a.org", "https://a.org-", "https://a_b.org", "https://é.org", "https://me@a.org", "https:/a.org"),
        *(f"https://a.org{rest}" for rest in (":65536", ":99999", ":100000", ":", ":x", "?a", "#a", "/a?b", "/a b")),
        *(f"https://a.org/{rest}" for rest in ("/", ".", "..", "./", "../", "a//", "a/./b", "a/../b", "a/..", "a/.")),
    ],
)
def test_refuses_what_is_no_plain_address_of_a_site(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        host_of(url)


@pytest.mark.parametrize(
    ("text", "letter", "plain"),
    [
        ("n\u043etes", "“\u043e”, cyrillic small letter o", "notes"),
        ("N\u03bftes", "“\u03bf”, greek small letter omicron", "Notes"),
        ("\u0430\u0441\u0435", "“\u0430”, cyrillic small letter a", "ace"),
        ("n\u043et\u0436", "“\u043e”, cyrillic small letter o", "not\u0436"),
    ],
)
def test_names_a_letter_that_looks_like_a_plain_one(text: str, letter: str, plain: str) -> None:
    assert without_look_alikes(text) == (f"holds a letter that is not what it looks like: {letter}", plain)


@pytest.mark.parametrize("text", ["notes", "caf\u00e9", "", "\u043d\u043e\u0432\u043e\u0441\u0442\u0438"])
def test_words_that_are_what_they_look_like_pass(text: str) -> None:
    assert without_look_alikes(text) is None


def test_a_ledger_keeps_the_first_line_of_each_address() -> None:
    text = "# comment\n/about/\n\n  /news/  \n/about/\n#/gone/\n"
    assert read_ledger(text) == {"/about/": 2, "/news/": 4}


def test_tells_the_lost_addresses_in_order() -> None:
    assert lost_addresses(["/c/", "/a/", "/b/"], ["/b/", "/d/"]) == ["/a/", "/c/"]


SOME = st.sets(st.sampled_from(["/", "/a/", "/b/", "/a/b/", "/c/"]))


@given(SOME, SOME)
@settings(deadline=None)
def test_an_address_is_served_or_lost_and_never_both(ledger: set[str], served: set[str]) -> None:
    lost = lost_addresses(ledger, served)
    assert set(lost).isdisjoint(served)
    assert ledger <= served | set(lost)
