"""What a bundle may be asked to hold beside what the finished folder itself says."""

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from review_site.archive.provenance.rights import Rights
from review_site.archive.redirects.target import ANY_TIME, ARCHIVE
from review_site.archive.replay import Engines
from review_site.archive.server import Headers, no_headers
from review_site.archive.transfer import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of `write_bundle`, each with what holds where nobody says.

    `headers` are what the site's own host sends. `repository` is the folder that the site was built from, of which
    `withheld` are the paths that are not public yet; `history` says that all that was ever committed goes with them.
    `rights` are the terms of use; `limits` what one transfer may hold. `archive` and `timestamp` are where closing
    redirects lead. `previous` is the snapshot before, with which this one is compared; `interim` says that what has not
    changed is recorded as a revisit of it. `engines` play the capture back. `key` signs. `lock` is the
    project's lock, of which the bill of materials is made.
    """

    headers: Headers = no_headers
    repository: Path | None = None
    withheld: frozenset[str] = frozenset()
    history: bool = False
    rights: Rights | None = None
    limits: Limits = field(default_factory=Limits)
    archive: str = ARCHIVE
    timestamp: str = ANY_TIME
    previous: Path | None = None
    interim: bool = False
    engines: Engines | None = None
    key: Ed25519PrivateKey | None = None
    lock: Path | None = None
