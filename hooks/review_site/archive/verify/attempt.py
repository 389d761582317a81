"""Runs one check of a bundle: what stops it is a problem of its file, and the other checks go on."""

import errno
from collections.abc import Callable
from typing import TypeVar

from review_site.archive.verify.fault import FaultError
from review_site.problems import Problems

AGAIN = "make the bundle again, or fetch a whole copy"
_OF_THE_MACHINE = {errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC}
"""Where no more room, memory or files are to be had, the bundle is not at fault."""
_Found = TypeVar("_Found")


def attempt(name: str, problems: Problems, check: Callable[[], _Found]) -> _Found | None:
    """Return what a check of a file returns, or None where something stopped it.

    Raises:
        OSError: when the machine cannot go on.
    """
    try:
        return check()
    except FaultError as fault:
        problems.add(fault.path or name, fault.field, fault.what, fault.mend)
    except OSError as error:
        if error.errno in _OF_THE_MACHINE:
            raise
        problems.add(name, "file", f"cannot be read: {error.strerror or error}", "fetch a whole copy")
    except UnicodeDecodeError as error:
        problems.add(name, "encoding", f"is not UTF-8 at byte {error.start}", AGAIN)
    except (ValueError, RecursionError) as error:
        problems.add(name, "file", f"cannot be understood: {error}", AGAIN)
    return None
