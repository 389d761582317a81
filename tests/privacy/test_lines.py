"""A contact is found on its line, in whatever way it is written there."""

import pytest

from review_site.privacy.lines import all_contacts, contacts_by_line

NUMBER, MAIL = "07700900123", "dee.foam@foam.example.org"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ring 07700 900123.", {NUMBER}),
        ("Ring 07700&nbsp;900 123.", {NUMBER}),
        ("Ring 07700<b> 900</b>123.", {NUMBER}),
        ("Ring **07700** 900123.", {NUMBER}),
        ("Ring 0770&shy;0 900\u00ad123.", {NUMBER}),
        ("Ring [07700](/about/) 900 [123][x].", {NUMBER}),
        ("Write to dee.foam&#64;foam.example.org", {MAIL}),
        ("Write to dee\\.foam@foam.example.org", {MAIL}),
        ("Write to _dee.foam@foam.example.org_", {MAIL}),
        ("Write to <dee.foam@foam.example.org>", {MAIL}),
        ("Write to <b>dee</b>.foam@foam&period;example.org", {MAIL}),
        ("Write to [Dee](mailto:dee.foam@foam.example.org) or <a href='tel:07700900123'>ring</a>", {NUMBER, MAIL}),
        ("Write to dee_foam_@foam.example.org", {"dee_foam_@foam.example.org"}),
        ("<td>07700</td><td>900123</td>", set()),
        ("<!-- 07700 900123 -->", set()),
        ("No *lamp* was lit in 2021.", set()),
    ],
)
def test_a_contact_however_it_is_written(line: str, found: set[str]) -> None:
    by_line = contacts_by_line(f"Words.\n\n{line}\n", marked=True)

    assert (set(by_line), set(all_contacts(by_line))) == ({3} if found else set(), found)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Ring 07700\n900123.", {1: {NUMBER}}),
        ("> Ring 07700\n> 900123.", {1: {NUMBER}}),
        ("Ring 07700 900123\n2 of us are there.", {1: {NUMBER}}),
        ("Room 01234 567\n8. Next", {}),
        ("- 07700\n- 900123", {}),
        ("Words.\n<!--\n07700 900123\n-->\n07700 900123", {5: {NUMBER}}),
    ],
)
def test_a_number_that_goes_on_below_and_one_that_does_not(text: str, lines: dict[int, set[str]]) -> None:
    assert {at: set(contacts) for at, contacts in contacts_by_line(text, marked=True).items()} == lines


def test_in_a_table_marks_are_what_they_are() -> None:
    text = "id,text\n1,dee&#64;foam.example.org\n2,07700<b>900123</b>\n3,07700\n900123\n"

    assert contacts_by_line(text, marked=False) == {2: {"dee@foam.example.org": "dee@foam.example.org"}}


def test_much_that_nearly_is_one_takes_no_longer_than_its_length() -> None:
    for text in ("[" * 200_000, "[a](" * 50_000, "<a " * 60_000, "<a" + " " * 200_000, "_0" * 100_000, "07\n" * 60_000):
        assert contacts_by_line(text, marked=True) == {}
