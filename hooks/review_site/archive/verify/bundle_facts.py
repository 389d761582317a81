"""What the rest of a bundle says, against which its metadata is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from review_site.archive.verify.git_bundle import GitBundle
from review_site.archive.verify.tree import Fixity


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFacts:
    """What was found of a bundle by reading it.

    `bag` is its folder's name, `files` the fixity of each file by name, `site` the address of the site's root, `dates`
    those of the WARC's records (as WARC writes them), `addresses` how many have an answer, and `sources` what the git
    bundle holds, None where there is none that is sound.
    """

    bag: str
    files: Mapping[str, Fixity]
    site: str
    dates: frozenset[str]
    addresses: int
    sources: GitBundle | None = field(default=None)

    def payload(self) -> dict[str, Fixity]:
        """Return the files of the payload."""
        return {name: fixity for name, fixity in self.files.items() if name.startswith("data/")}
