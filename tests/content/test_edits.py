import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.content.edits import set_fields

POST = "---\n# a note\ntitle: Fog\nstatus: draft\npublished: 2021-04-01\n---\n\nstatus: draft is a line of the text.\n"


def test_a_field_is_set_in_its_place_and_nothing_else_changes() -> None:
    assert set_fields(POST, {"status": "ready"}) == POST.replace("status: draft\np", "status: ready\np")


def test_a_field_that_is_not_there_comes_last() -> None:
    assert set_fields("---\ntitle: Fog\n---\nWords.\n", {"status": "ready"}) == (
        "---\ntitle: Fog\nstatus: ready\n---\nWords.\n"
    )


def test_line_ends_of_windows_stay() -> None:
    text = POST.replace("\n", "\r\n")
    assert set_fields(text, {"status": "ready", "kind": "blog"}) == text.replace(
        "status: draft\r\npublished: 2021-04-01\r\n", "status: ready\r\npublished: 2021-04-01\r\nkind: blog\r\n"
    )


def test_a_byte_order_mark_stays() -> None:
    assert set_fields("\ufeff" + POST, {"status": "ready"}).startswith("\ufeff---\n")


@pytest.mark.parametrize("text", ["", "title: Fog\n", "---\ntitle: Fog\n", "Words.\n---\ntitle: Fog\n---\n"])
def test_a_text_without_front_matter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no front matter"):
        set_fields(text, {"status": "ready"})


def test_a_value_of_several_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="status goes over several lines"):
        set_fields("---\nstatus:\n  draft\n---\n", {"status": "ready"})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_words_below_front_matter_never_change(body: str) -> None:
    assert set_fields(f"---\nstatus: draft\n---\n{body}", {"status": "ready"}) == f"---\nstatus: ready\n---\n{body}"
