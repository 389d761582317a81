"""A table of a bundle whose rows stand in their order, each once."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from review_site.archive.verify.table import read_table
from review_site.problems import Problems

Row = tuple[str, ...]


def read_ordered(
    path: Path, name: str, columns: Sequence[str], problems: Problems, *, order: Callable[[Row], Row] = tuple
) -> Iterator[tuple[int, Row]]:
    """Give each row of a table as its fields, with the line that it ends on.

    Args:
        path: the file.
        name: its name in the bundle.
        columns: what it must have.
        problems: gathers what is wrong with single rows.
        order: what of a row is larger than of the row before it.

    Raises:
        FaultError: when it is no such table.
        OSError: when it cannot be read.
        ValueError: when it is not UTF-8.
    """
    before: Row | None = None
    for line, fields in read_table(path, name, columns, problems):
        row = tuple(fields.values())
        place = order(row)
        if before is not None and place <= before:
            problems.add(name, "row", "stands twice, or not in its order", "make the bundle again", line=line)
        before = place
        yield line, row
