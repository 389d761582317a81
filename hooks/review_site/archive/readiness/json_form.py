"""`readiness.json`: the report for programs, with every place."""

import json
from dataclasses import asdict
from typing import Any

from review_site.archive.readiness.model import Assessed, Readiness

VERSION = 1


def render_json(readiness: Readiness) -> bytes:
    """Return the report as JSON in UTF-8, with all that was found of each rule."""
    content = {
        "version": VERSION,
        "site": {
            "name": readiness.name,
            "url": readiness.url,
            "language": readiness.language,
            "stage": readiness.stage,
            "as_at": readiness.as_at.isoformat() if readiness.as_at else None,
        },
        "recorded": readiness.recorded,
        "read": {"addresses": readiness.addresses, "pages": readiness.pages},
        "results": readiness.counts(),
        "stops": [one.rule.id for one in readiness.assessed if one.stops and readiness.recorded],
        "rules": [_rule(one) for one in readiness.assessed],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _rule(one: Assessed) -> dict[str, Any]:
    rule, finding = one.rule, one.finding
    return {
        "id": rule.id,
        "title": rule.title,
        "asks": rule.asks,
        "told_by": rule.told_by,
        "mark": rule.mark,
        "sources": [asdict(source) for source in rule.sources],
        "blocks": rule.blocks,
        "because": rule.because,
        "result": finding.result,
        "evidence": finding.evidence,
        "places": [asdict(place) for place in finding.places],
        "notes": [asdict(note) for note in finding.notes],
    }
