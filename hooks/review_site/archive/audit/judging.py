"""What an answer of the archive means for one address: a finding, or another capture that must be asked for."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from review_site.archive.audit.asking import Answer, parse_date
from review_site.archive.audit.base import Base, Place, is_same_address, raw_path, read_location
from review_site.archive.audit.differences import compare_payload
from review_site.archive.audit.findings import Difference, Finding, Verdict
from review_site.archive.audit.holdings import Expected

_GONE = (404, 410)
_SHOWN = 2000  # characters of what an archive says


def is_capture(expected: Expected, answer: Answer) -> bool:
    """Tell whether an answer is one that was captured, and not the archive's own word about a capture.

    A capture says when it was made (`Memento-Datetime`, RFC 7089 §2.1.1). Where an archive never says so, an error that
    is the recorded one byte for byte is a capture too.
    """
    if parse_date(answer.headers.get("memento-datetime", "")) is not None:
        return True
    return answer.status == expected.status and answer.sha256 == expected.sha256


def judge(expected: Expected, asked: Place, answer: Answer, base: Base, limit: int) -> Finding | Place:
    """Return what an answer means: a finding, or the capture of the same address to which the archive leads.

    Args:
        expected: what the bundle holds.
        asked: the capture that was asked for.
        answer: what the archive gave.
        base: the archive.
        limit: the most bytes of a body that are read.

    Raises:
        OSError: when the WARC of the bundle cannot be read.
    """
    captured = _captured(expected, asked, answer)
    if 300 <= answer.status < 400 and "location" in answer.headers:
        leads = read_location(base, asked, answer.headers["location"])
        target = leads.url if isinstance(leads, Place) else leads
        is_expected = _is_same_target(target, expected.location)
        if isinstance(leads, Place) and not is_expected and is_same_address(leads.url, expected.url):
            return leads
        if not (is_expected or isinstance(leads, Place) or _may_be_recorded(expected, answer, target)):
            return _unknown(expected, asked, base, "refused", f"it leads to {target[:_SHOWN]}, which was not followed")
        return _compare(expected, asked, answer, base, captured, target, limit)
    if answer.status >= 400 and not is_capture(expected, answer):
        if answer.status in _GONE:
            verdict: Verdict = "neither" if expected.status in _GONE else "missing"
            return Finding(url=expected.url, verdict=verdict, asked=_asked(base, asked))
        return _unknown(expected, asked, base, "refused", f"it answered {answer.status}")
    if not answer.is_whole and expected.size >= limit:
        reason = f"its answer is larger than {limit} bytes, the most that is read"
        return _unknown(expected, asked, base, "unanswered", reason)
    return _compare(expected, asked, answer, base, captured, None, limit)


def _compare(
    expected: Expected, asked: Place, answer: Answer, base: Base, captured: str | None, target: str | None, limit: int
) -> Finding:
    """Compare an answer that was captured, and leads to `target`, or to nowhere where that is None."""
    differences: list[Difference] = []
    notes = [] if captured else ["The archive does not say when it captured this, or that it is a capture."]
    if answer.status != expected.status:
        differences.append(Difference(what="status", bundle=expected.status, archive=answer.status))
    if not _is_same_target(target, expected.location):
        told = target[:_SHOWN] if target else None
        differences.append(Difference(what="target", bundle=expected.location, archive=told))
    if target is None:
        payload, seen = compare_payload(expected, answer, limit)
        differences += [*payload, *_type(expected, answer)]
        notes += seen
    elif answer.sha256 != expected.sha256 and expected.location is not None:
        # It is the live server's own words, and no reader sees it.
        notes.append("The body of the redirect is another.")
    verdict: Verdict = "differs" if differences else "identical"
    if target is not None and expected.location is None:
        verdict = "redirected"
    return Finding(
        url=expected.url,
        verdict=verdict,
        asked=_asked(base, asked),
        captured=captured,
        differences=tuple(differences),
        notes=tuple(notes),
    )


def _type(expected: Expected, answer: Answer) -> list[Difference]:
    """Return the difference of the media types, whose parameters are left aside."""
    bundle, archive = (
        text.partition(";")[0].strip().lower()[:_SHOWN]
        for text in (expected.media_type, answer.headers.get("content-type", ""))
    )
    return [Difference(what="type", bundle=bundle, archive=archive)] if bundle != archive else []


def _captured(expected: Expected, asked: Place, answer: Answer) -> str | None:
    """Return the instant of a capture: as the archive tells it, else as the address to which it led."""
    told = parse_date(answer.headers.get("memento-datetime", ""))
    if told is not None:
        return f"{datetime.fromtimestamp(told, UTC):%Y%m%d%H%M%S}"
    return asked.timestamp if asked.timestamp != expected.timestamp and len(asked.timestamp) == 14 else None


def _may_be_recorded(expected: Expected, answer: Answer, target: str) -> bool:
    """Tell whether a redirect that leads out of the archive can be one that was captured."""
    try:
        host, own = (urlsplit(url).hostname for url in (target, expected.url))
    except ValueError:
        host, own = None, ""
    return host == own or is_capture(expected, answer)


def _is_same_target(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and is_same_address(one, other))


def _unknown(expected: Expected, asked: Place, base: Base, verdict: Verdict, reason: str) -> Finding:
    return Finding(url=expected.url, verdict=verdict, asked=_asked(base, asked), reason=reason)


def _asked(base: Base, asked: Place) -> str:
    """Return the full address that was asked of the archive."""
    return str(base).removesuffix(base.path) + raw_path(base, asked)
