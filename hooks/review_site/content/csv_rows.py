"""A CSV file from anybody's spreadsheet: its cells with the line that each row begins on (RFC 4180 §2)."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from review_site.problems import Level, Problem, Problems

MOST_TOLD = 20
_WRITE_AGAIN = "put the whole cell in quotation marks, and write each one inside it twice"


class Told:
    """Tells the first mistakes of one file, and counts the others, so that one slip in each row hides nothing else.

    `fields` are those of all that was told or counted.
    """

    def __init__(self, path: str, problems: Problems, level: Level = "problem") -> None:
        self._path, self._problems, self._level = path, problems, level
        self._count, self._next = 0, 0
        self.fields: set[str] = set()

    def __call__(self, line: int, field: str, what: str, mend: str | Callable[[], str]) -> None:
        """Tell a mistake on a line; `mend` is asked for only where it is told."""
        self._count += 1
        self.fields.add(field)
        if self._count <= MOST_TOLD:
            words = mend if isinstance(mend, str) else mend()
            self._problems.add(self._path, field, what, words, line=line, level=self._level)
        elif not self._next:
            self._next = line

    def close(self) -> None:
        """Say how many there are besides those that were told, at the line of the first of them."""
        more = self._count - MOST_TOLD
        if more > 0:
            what = f"and {more:,} more from here on"
            mend = "mend those above first: others may be of the same kind"
            self._problems.add(self._path, "file", what, mend, line=self._next, level=self._level)


def tell_first(found: Iterable[Problem], path: str, problems: Problems) -> None:
    """Tell the first of the problems of one file, and how many there are besides."""
    told = Told(path, problems)
    for problem in found:
        told(problem.line or 1, problem.field, problem.what, problem.mend)
    told.close()


def read_cells(text: str, told: Told) -> Iterator[tuple[int, list[str]]]:
    """Give the cells of each row with the line of the file on which it begins; rows without a word are passed over.

    A row whose quotation marks do not match is told; where that can't be made good, what follows is not read. Nothing
    of a cell is repeated.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "expected after" in str(error):
                told(line, "row", "has a cell in which quotation marks do not match", _WRITE_AGAIN)
                continue
            what = "has a cell that never ends: its quotation mark is not closed"
            if "limit" in str(error):
                what = f"has a cell of more than {csv.field_size_limit():,} characters, or one that is not closed"
            told(line, "row", f"{what}, and the rows below were not read", _WRITE_AGAIN)
            return
        if any(cell.strip() for cell in cells):
            yield line, cells
