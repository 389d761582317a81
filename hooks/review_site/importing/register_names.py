"""The names that a feed gives people and topics → the ids that the register has for them."""

from collections.abc import Mapping

from review_site.addresses import slugify
from review_site.content.register import Review
from review_site.content.register_parts import Group, Person, Term


def author_ids(review: Review) -> dict[str, str]:
    """Return the id of each person and group by everything that a feed may call them."""
    return _ids_by_name({**review.groups, **review.people})


def topic_ids(review: Review) -> dict[str, str]:
    """Return the id of each topic by everything that a feed may call it."""
    return _ids_by_name(review.topics)


def find_id(name: str, ids: Mapping[str, str]) -> str | None:
    """Return the id that a name means: the id itself, the name in any case, or the slug of either."""
    return ids.get(name) or ids.get(name.casefold()) or (ids.get(slugify(name)) if slugify(name) else None)


def _ids_by_name(entries: Mapping[str, Person | Group | Term]) -> dict[str, str]:
    names = {id_: id_ for id_ in entries}
    for id_, entry in entries.items():
        for name in (entry.name.casefold(), slugify(entry.name), slugify(id_)):
            names.setdefault(name, id_)
    return names
