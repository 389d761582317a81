"""A text → the passages that advice is given on."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from review_site.content.markdown_text import Prose, ProseKind, Text
from review_site.content.source import Source
from review_site.style.sentences import Sentence, split_sentences

_FRONT = ("title", "summary", "description", "asked")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*\"|(?<!\w)‘.*?’(?!\w)", re.DOTALL)
_UNFINISHED = "TODO"

Kind = ProseKind | Literal["front matter"]


@dataclass(frozen=True)  # without slots, which cached properties cannot do with
class Passage:
    """A paragraph, cell, heading or quotation, or one field of the front matter, with the line it starts on."""

    line: int
    kind: Kind
    words: str

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences."""
        return split_sentences(self.words)

    @cached_property
    def _starts(self) -> frozenset[int]:
        starts = (re.match(r"\W*", sentence.words) for sentence in self.sentences)
        pairs = zip(self.sentences, starts, strict=True)
        return frozenset(sentence.start + (match.end() if match else 0) for sentence, match in pairs)

    @cached_property
    def _quotations(self) -> tuple[tuple[int, int], ...]:
        return tuple(found.span() for found in _QUOTED.finditer(self.words))

    @property
    def last_line(self) -> int:
        """The line it ends on."""
        return self.line_at(len(self.words))

    def line_at(self, position: int) -> int:
        """Return the line of a position in its words."""
        return self.line + self.words.count("\n", 0, position)

    def is_quoted(self, position: int) -> bool:
        """Tell whether somebody else's words stand there: those are theirs, and left as they are."""
        return self.kind == "quotation" or any(start <= position < end for start, end in self._quotations)

    def is_name(self, position: int) -> bool:
        """Tell whether the word there has a capital and does not begin a sentence."""
        return self.words[position].isupper() and position not in self._starts


def read_passages(source: Source, text: Text) -> tuple[Passage, ...]:
    """Return what the front matter and the text say, in reading order; footnotes, which name sources, are left out."""
    front = ((field, source.data.get(field)) for field in _FRONT)
    return (
        *(
            Passage(source.line((field,)), "front matter", " ".join(words.split()))
            for field, words in front
            if isinstance(words, str) and words.strip() and not words.startswith(_UNFINISHED)
        ),
        *map(_of_prose, (prose for prose in text.prose if prose.kind != "note")),
    )


def _of_prose(prose: Prose) -> Passage:
    return Passage(prose.line, prose.kind, prose.words)
