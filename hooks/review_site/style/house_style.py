"""What the house asks of its words: content/house-style.yml."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from review_site.content.fields import ONE_OR_MORE, Entry, Number, Text, read_entry
from review_site.content.source import read_register
from review_site.problems import Problems


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


_Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list), ONE_OR_MORE]


class Term(Entry):
    """A word or phrase that the house does not use, the one it prefers, and why."""

    avoid: Annotated[_Texts, Field(min_length=1, description="the word or phrase, or several as a list")]
    prefer: Annotated[Text, Field(description="what to write in its place")]
    why: Annotated[Text, Field(description="one sentence on the reason")]
    source: Annotated[Text | None, Field(description="whose guidance it is")] = None
    unless: Annotated[_Texts, Field(description="phrases in which the word is right")] = ()


class HouseStyle(Entry):
    """The house style: what is not named in the file is as here, and nought words sets no bound."""

    sentence_words: Annotated[Number, Field(description="the most words that a sentence should have")] = 25
    paragraph_words: Annotated[Number, Field(description="the most words that a paragraph should have")] = 90
    british_spelling: Annotated[bool, Field(description="`true` to be told of American spellings")] = True
    abbreviations: Annotated[tuple[Text, ...], Field(description="abbreviations that readers know")] = ()
    terms: Annotated[tuple[Term, ...], Field(description="words to avoid")] = ()


def read_house_style(file: Path, path: str, problems: Problems) -> HouseStyle | None:
    """Read the house style; None, with problems, when it is not valid. Without the file, it is the plain one."""
    if not file.exists() and not file.is_symlink():
        return HouseStyle()
    source = read_register(file, path, problems)
    return None if source is None else read_entry(HouseStyle, source, problems)
