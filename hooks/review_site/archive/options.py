"""What a bundle may be asked to hold beside what the finished folder itself says."""

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from review_site.archive.provenance.rights import Rights
from review_site.archive.readiness import Place, Scripted
from review_site.archive.redirects.target import ANY_TIME, ARCHIVE
from review_site.archive.replay import Engines
from review_site.archive.server import Headers, no_headers
from review_site.archive.transfer import Facts, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of `write_bundle`, each with what holds where nobody says.

    `headers` are what the site's own host sends. `repository` is the folder that the site was built from, of which
    `withheld` are the paths that are not public yet; `history` says that all that was ever committed goes with them.
    `rights` and `facts` are the terms of use and what is said of
    loose files; `limits` what one transfer may hold. `archive` and `timestamp` are where closing redirects lead.
    `previous` is the snapshot before, with which this one is compared; `interim` says that what has not changed is
    recorded as a revisit of it. `engines` play the capture back; `scripted` and `markup` are what a browser and a
    checker of HTML found. `key` signs.
    """

    headers: Headers = no_headers
    repository: Path | None = None
    withheld: frozenset[str] = frozenset()
    history: bool = False
    rights: Rights | None = None
    facts: Facts = field(default_factory=Facts)
    limits: Limits = field(default_factory=Limits)
    archive: str = ARCHIVE
    timestamp: str = ANY_TIME
    previous: Path | None = None
    interim: bool = False
    engines: Engines | None = None
    scripted: tuple[Scripted, ...] | None = None
    markup: tuple[Place, ...] | None = None
    key: Ed25519PrivateKey | None = None
