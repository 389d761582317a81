"""A written feed read back by readers that share no code with its writers, and compared with what was meant."""

from collections.abc import Callable, Mapping

from review_site.feed.model import Feed, Form
from review_site.feed.verify.atom import read_atom
from review_site.feed.verify.comparison import compare
from review_site.feed.verify.content import verify_content
from review_site.feed.verify.json_feed import read_json
from review_site.feed.verify.outside import verify_outside
from review_site.feed.verify.reading import Reading
from review_site.feed.verify.rss import read_rss
from review_site.feed.verify.rules import verify_rules, verify_words
from review_site.problems import Problem, Problems

READERS: Mapping[Form, Callable[[bytes, str, Problems], Reading | None]] = {
    "atom": read_atom,
    "rss": read_rss,
    "json": read_json,
}
"""What reads each form: the document, its path and where problems go in; what it says out."""


def verify_feed(
    data: bytes, feed: Feed, form: Form, path: str, *, deep: bool = True, outside: bool = True
) -> list[Problem]:
    """Return where a document is not what its form asks for, or differs from the feed that it renders.

    Every document is held against its form (Atom: the schema of RFC 4287), against the rules of ids, dates, order and
    addresses, and, thing by thing, against `feed`: since all forms of a feed equal it, they equal each other. `deep`
    also looks into the words and the HTML of each entry, and `outside` then has feedparser read Atom and RSS; an entry
    whose documents were judged so once needs it no more in others, where it is compared with the same entry all the
    same.
    """
    problems = Problems()
    reading = READERS[form](data, path, problems)
    if reading is not None:
        compare(reading, feed, form, path, problems)
        verify_rules(reading, path, problems)
        if deep:
            verify_words(reading, path, problems)
            verify_content(reading, path, problems)
            if outside and form != "json":  # feedparser 6 reads no JSON
                verify_outside(data, feed, form, path, problems)
    return list(dict.fromkeys(problems))  # two readers may tell of one fault
