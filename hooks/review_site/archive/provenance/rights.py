"""Under which terms the site may be used, as its maintainers say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """The terms in words, and the address of a licence where there is one (full, http or https), else empty."""

    text: str
    url: str = ""


NOT_STATED = Rights(text="The terms under which it may be used are not stated. Ask whoever keeps it.")
