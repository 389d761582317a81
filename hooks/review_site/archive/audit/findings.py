"""What an audit finds at one address: a verdict, how the archive's answer differs, and what was seen besides."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from pydantic import TypeAdapter, ValidationError

Verdict = Literal["identical", "neither", "missing", "differs", "redirected", "refused", "unanswered"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
LOST: frozenset[Verdict] = frozenset({"missing", "differs", "redirected"})
UNKNOWN: frozenset[Verdict] = frozenset({"refused", "unanswered"})
Told = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing in which the archive's answer is not the bundle's.

    `what` is status, target, size, type, bytes, or, where the bundle's own record cannot be read, sha256. For bytes,
    `at` is the place of the first that differs, from 0, and the two values are what stands there, with escapes for all
    that is not printable ASCII.
    """

    what: str
    bundle: Told
    archive: Told
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found at an address.

    `verdict`: `identical`; `neither` (the bundle records that nothing is there, and the archive holds nothing);
    `missing` (the archive says that it holds no capture); `differs`; `redirected` (it holds a redirect in the place of
    an answer); `refused` and `unanswered` (it could not be asked: nothing is known).

    `captured` is the instant of the archive's capture (14 digits, UTC), where the archive tells it; `reason` says why
    nothing is known, in words; `notes` tell what was seen and is no difference.
    """

    url: str
    verdict: Verdict
    asked: str
    captured: str | None = None
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()

    def as_row(self) -> dict[str, object]:
        """Return it as plain values for JSON, without what is empty."""
        return {key: value for key, value in asdict(self).items() if value or key in ("url", "verdict", "asked")}


_FINDING = TypeAdapter(Finding)


def parse_finding(row: Mapping[str, object]) -> Finding:
    """Return a finding from what `as_row` gave.

    Raises:
        ValueError: when it is anything else.
    """
    try:
        return _FINDING.validate_python(row)
    except ValidationError as error:
        raise ValueError(f"is not a finding: {error.errors()[0]['msg']}") from None
