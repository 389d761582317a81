"""A fault after which the rest of a file cannot be read."""

from typing import NoReturn


class FaultError(Exception):
    """Stops the reading of one file; the checks of the others go on.

    `field`, `what` and `mend` are those of a Problem.
    """

    def __init__(self, field: str, what: str, mend: str) -> None:
        self.field, self.what, self.mend = field, what, mend
        super().__init__(f"{field}: {what} ({mend})")


def stop(field: str, what: str, mend: str = "make the bundle again, or fetch a whole copy") -> NoReturn:
    """Raise a FaultError, whose fault this is."""
    raise FaultError(field, what, mend)
