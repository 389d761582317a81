"""A fault after which the rest of a file cannot be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, Self


class FaultError(Exception):
    """Stops the reading of one file; the checks of the others go on.

    `field`, `what` and `mend` are those of a Problem; `path` is the file, where whoever reads it says so.
    """

    def __init__(self, field: str, what: str, mend: str, path: str = "") -> None:
        self.field, self.what, self.mend, self.path = field, what, mend, path
        super().__init__(f"{field}: {what} ({mend})")

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str, str]]:
        """Say how it is made again when it comes from another process."""
        return type(self), (self.field, self.what, self.mend, self.path)


def stop(field: str, what: str, mend: str = "make the bundle again, or fetch a whole copy") -> NoReturn:
    """Raise a FaultError, whose fault this is."""
    raise FaultError(field, what, mend)


@contextmanager
def of_file(name: str) -> Iterator[None]:
    """Say of which file of the bundle a fault is that stops what is done here."""
    try:
        yield
    except FaultError as fault:
        fault.path = fault.path or name
        raise
