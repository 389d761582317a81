"""Runs one check of a bundle: what stops it is a problem of its file, and the other checks go on."""

from collections.abc import Callable
from typing import TypeVar

from review_site.archive.verify.fault import FaultError
from review_site.problems import Problems

AGAIN = "make the bundle again, or fetch a whole copy"
_Found = TypeVar("_Found")


def attempt(name: str, problems: Problems, check: Callable[[], _Found]) -> _Found | None:
    """Return what a check of a file returns, or None where something stopped it."""
    try:
        return check()
    except FaultError as fault:
        problems.add(name, fault.field, fault.what, fault.mend)
    except OSError as error:
        problems.add(name, "file", f"cannot be read: {error.strerror or error}", "fetch a whole copy")
    except (ValueError, RecursionError) as error:
        problems.add(name, "file", f"cannot be understood: {error}", AGAIN)
    return None
