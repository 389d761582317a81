"""What is a mail address or telephone number in a text, and what only looks like one."""

import pytest

from review_site.contacts import contacts_in, same_contact, veiled


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to dee@foam.example.org.", ["dee@foam.example.org"]),
        ('<a href="mailto:Dee.Foam+sea@foam.example.org?subject=x">', ["Dee.Foam+sea@foam.example.org"]),
        ("a@example.org,b@example.net", ["a@example.org", "b@example.net"]),
        ("ring 01632 960123 by day", ["01632 960123"]),
        ("(01632) 960 123", ["(01632) 960 123"]),
        ("07700 900123/07700900124", ["07700 900123", "07700900124"][:1]),
        ("tel:+441632960123", ["+441632960123"]),
        ("+44 (0)1632 960123", ["+44 (0)1632 960123"]),
        ("020\u00a07946\u00a00000", ["020\u00a07946\u00a00000"]),
        ("0800 123456", ["0800 123456"]),
        ("+353 20 912 3456", ["+353 20 912 3456"]),
    ],
)
def test_contacts_are_found(text: str, found: list[str]) -> None:
    assert list(contacts_in(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "lamp@2x.png",
        "@media (max-width: 40em)",
        "https://video.example.org/@keeper",
        "keeper@lamp",
        "tag:lighthouses.example.org,2021-01-04:posts/fog",
        "2021-01-04T10:00:00+01:00",
        "0.123456789012",
        "case 2021/0123456789",
        "app.0123456789.js",
        "id=0123456789",
        "a0123456789",
        "between 2021 and 2022, 1,000 of 10,000",
        "0198520115234567",
        "call 0800 1111",
        "00000000000",
    ],
)
def test_what_is_none(text: str) -> None:
    assert list(contacts_in(text)) == []


@pytest.mark.parametrize(
    "written", ["01632 960123", "(01632) 960-123", "+44 1632 960123", "+44 (0)1632 960123", "+441632960123"]
)
def test_one_number_however_it_is_written(written: str) -> None:
    assert same_contact(written) == "01632960123"


def test_a_mail_address_in_capitals_is_the_same() -> None:
    assert same_contact("Dee@Foam.example.org") == "dee@foam.example.org"


@pytest.mark.parametrize(
    ("contact", "told"), [("dee@foam.example.org", "d…@foam.example.org"), ("01632 960123", "016…23")]
)
def test_messages_do_not_repeat_it(contact: str, told: str) -> None:
    assert veiled(contact) == told


def test_much_that_nearly_is_one_takes_no_longer_than_its_length() -> None:
    for text in (
        "0" * 500_000,
        "a@" * 250_000,
        "a" * 500_000 + "@",
        "+1" * 250_000,
        "0( )." * 100_000,
        "a.a-" * 100_000,
    ):
        assert list(contacts_in(text)) == []
