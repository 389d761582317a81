"""Whether the sources are a sound git bundle."""

from pathlib import Path

from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.git_bundle import GitBundle, read_git_bundle
from review_site.problems import Problems


def verify_sources(path: Path, name: str, problems: Problems) -> GitBundle | None:
    """Read every byte of `sources.bundle` and return what it holds, None where it is not sound.

    Checks the head, each object with its id, the digest of the pack, and that nothing is missing and nothing too much.

    Args:
        path: the file.
        name: its name in the bundle.
        problems: gathers what is wrong.

    Raises:
        OSError: when the file cannot be read.
    """
    try:
        return read_git_bundle(path)
    except FaultError as fault:
        problems.add(name, fault.field, fault.what, fault.mend)
        return None
