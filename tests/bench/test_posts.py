"""Made-up posts: the same each time, and the first hundred are those of a thousand."""

import re

import pytest
from bench.made.posts import FIRST_DAY, NEWEST, TODAY, make_posts, newest_post
from bench.made.words import count_words

POSTS = make_posts(300)


def test_the_same_posts_come_each_time_and_fewer_are_the_first_of_more() -> None:
    assert make_posts(100) == POSTS[:100]


def test_no_two_share_an_address() -> None:
    assert len({post.slug for post in POSTS}) == len(POSTS)


def test_each_has_four_to_nine_hundred_words() -> None:
    lengths = [sum(map(count_words, post.blocks)) for post in POSTS]
    assert min(lengths) >= 400
    assert max(lengths) <= 950  # a last paragraph, a table and notes come on top


def test_links_lead_to_earlier_posts_alone_and_every_post_but_the_first_has_some() -> None:
    for post in POSTS:
        linked = [int(number) for block in post.blocks for number in re.findall(r"\(post:(\d+)\)", block)]
        assert all(number < post.number for number in linked)
        assert bool(linked) == bool(post.number)


def test_one_in_ten_has_a_picture_and_there_are_tables_lists_quotations_and_notes() -> None:
    assert [post.number for post in POSTS if post.picture] == list(range(0, len(POSTS), 10))
    blocks = [block for post in POSTS for block in post.blocks]
    for start in ("![", "| ", "- ", "1. ", "> ", "## ", "### ", "[^1]: "):
        assert any(block.startswith(start) for block in blocks), start


def test_each_note_has_its_mark() -> None:
    for post in POSTS:
        text = "\n\n".join(post.blocks)
        assert set(re.findall(r"^\[\^(\d)\]: ", text, re.MULTILINE)) == set(re.findall(r"\[\^(\d)\](?!:)", text))


def test_days_are_spread_over_all_years_and_none_is_as_late_as_the_newest() -> None:
    days = [post.published for post in POSTS]
    assert {day.year for day in days} == set(range(FIRST_DAY.year, NEWEST.year + 1))
    assert max(days) < NEWEST
    assert str(NEWEST) < TODAY


@pytest.mark.parametrize("number", [0, 3])
def test_the_newest_is_newer_than_all_and_links_to_those_before(number: int) -> None:
    newest = newest_post(300 + number, days=number)
    assert newest.published > max(post.published for post in POSTS)
    text = newest.text(lambda linked: f"/{linked}/", "")
    assert "post:" not in text


def test_links_and_pictures_are_written_as_a_generator_wants_them() -> None:
    text = POSTS[10].text(lambda number: f"/to/{number}/", "/pictures/", "<!-- more -->")
    assert "](/pictures/picture-10.png)" in text
    assert re.search(r"\]\(/to/\d/\)", text)
    assert text.split("\n\n")[1] == "<!-- more -->"
    assert not re.search(r"\]\((post|picture):", text)
