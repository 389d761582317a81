"""What is wrong within the register of recommendations, by what was written: things twice, answers that clash."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from review_site.addresses import slugify
from review_site.content.explain import Loc
from review_site.content.fields import Fault, date_in, groups_in, wrong

_OF_THE_ANSWER = ("response_note", "response_source", "response_date")


def answer_faults(data: Mapping[str, Any], answers: Container[object]) -> Iterator[Fault]:
    """Give what does not hold between the answer of a recommendation, what is said of it, and its history.

    `answers` are the words that need a source and a day.
    """
    response, steps = data.get("response"), groups_in(data, "history")
    if steps:
        for name in _OF_THE_ANSWER:
            if name in data:
                mend = "take this line out: each answer of `history` has its own `on`, `note` and `source`"
                yield wrong("stands beside a history of the answers", mend, at=(name,))
        last = steps[-1][1].get("response")
        if response in answers and last in answers and response != last:
            mend = f"write {last}, or add the later answer to `history`"
            yield wrong(f"is “{response}”, and the last answer of its history is “{last}”", mend, at=("response",))
        elif response == "not found":
            yield wrong(
                "says that no answer was found, and there is a history of them", f"write {last}", at=("response",)
            )
        yield from _out_of_order(steps)
        return
    if "response" not in data:
        for name in _OF_THE_ANSWER:
            if name in data:
                mend = "add a line `response: …`, or take this one out"
                yield wrong("tells of an answer that is not given", mend, at=(name,), without="response")
    if response in answers and "response_source" not in data:
        mend = "add a line `response_source: …` with the address at which it stands"
        yield wrong("is an answer without a source", mend, at=("response",), without="response_source")


def _out_of_order(steps: list[tuple[int, Mapping[str, Any]]]) -> Iterator[Fault]:
    latest = None
    for index, step in steps:
        on = date_in(step, "on")
        if on and latest and on.due.timestamp() <= latest.due.timestamp():
            same = on.due == latest.due
            what = "is the day of the answer above it" if same else "is earlier than the answer above it"
            mend = "keep one answer a day" if same else "put the answers in order, the first at the top"
            yield wrong(what, mend, at=("history", index, "on"))
        latest = max((when for when in (latest, on) if when), key=lambda when: when.due.timestamp(), default=None)


def standing_twice(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Give ids and numbers that an earlier entry has, names written in two ways, chapters and missions told twice."""
    for group, field, what in (
        ("recommendations", "id", "id"),
        ("recommendations", "number", "number"),
        ("missions", "n", "number"),
        ("chapters", "n", "number"),
    ):
        seen: set[str] = set()
        for index, one in groups_in(data, group):
            value = one.get(field)
            if not isinstance(value, str) or not value:
                continue
            if value in seen:
                kind = group.removesuffix("s")
                yield wrong(f"“{value}” is the {what} of a {kind} above", "give it its own", at=(group, index, field))
            seen.add(value)
    yield from _names_in_two_ways(data)


def _names_in_two_ways(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Give each addressee whose name makes no address, or the address of one that is written in another way."""
    names: dict[str, str] = {}
    for index, one in groups_in(data, "recommendations"):
        value = one.get("addressee")
        own: set[str] = set()
        for place, name in enumerate([value] if isinstance(value, str) else value if isinstance(value, list) else ()):
            if not isinstance(name, str) or not name:
                continue
            last: Loc = (place,) if isinstance(value, list) else ()
            at: Loc = ("recommendations", index, "addressee", *last)
            slug = slugify(name).removeprefix("the-")
            if not slug:
                yield wrong(f"“{name}” has no letter or digit", "write a name", at=at)
            elif slug in own:
                yield wrong(f"“{name}” stands twice", "keep one", at=at)
            elif names.setdefault(slug, name) != name:
                yield wrong(f"“{name}” is written as “{names[slug]}” above", "write the name in one way", at=at)
            own.add(slug)
