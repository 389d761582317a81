"""What only people know of the files: who holds the copyright, in which language they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from review_site.archive.transfer.rules import read_rules

UNKNOWN = "Unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of every file.

    `copyright` names holders in TDR's words (`Crown`, `Third party`, …), and is `Unknown` where nobody said: to claim
    Crown copyright for what may be another's is worse than to say so. `language` is in TDR's words, too; None takes the
    site's own. `closure_status` is open because all of it was published. `descriptions` say more than a page's title,
    by that title.

    Raises:
        ValueError: when a copyright or language is none of TDR's, or details go with an unknown copyright.
    """

    copyright: tuple[str, ...] = (UNKNOWN,)
    copyright_details: str = ""
    language: str | None = None
    closure_status: Literal["Open"] = "Open"
    descriptions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Refuse what TDR would refuse."""
        rules = read_rules()
        for name in self.copyright:
            if name not in rules.copyrights:
                raise ValueError(f"“{name}” is no copyright of TDR's: use {', '.join(rules.copyrights)}")
        if not self.copyright or (UNKNOWN in self.copyright and len(self.copyright) > 1):
            raise ValueError(f"copyright is “{UNKNOWN}” alone, or names one holder or more")
        if self.copyright_details and UNKNOWN in self.copyright:
            raise ValueError("copyright has details only where its holder is known")
        longest = rules.longest["copyright details"]
        if len(self.copyright_details) > longest or self.copyright_details.splitlines()[1:]:
            raise ValueError(f"details of the copyright are one line of {longest} characters at most")
        if self.language is not None and self.language not in rules.languages.values():
            names = ", ".join(sorted(rules.languages.values()))
            raise ValueError(f"“{self.language}” is no language of TDR's: use {names}")
