"""`replay.json`: what a replay found, for machines and for whoever comes later."""

import json
from dataclasses import asdict
from pathlib import Path

from review_site.archive.replay.result import Played, Replay

_ABOUT = (
    "Each engine that ran was asked for every address whose bytes are here, and status, Location and every byte were "
    "compared with what compared_with names. No engine’s own counts were believed, and no digest that the index tells."
)


def write_replay(replay: Replay, path: Path) -> None:
    """Write `replay.json`."""
    path.write_bytes(render_replay(replay))


def render_replay(replay: Replay) -> bytes:
    """Render a replay as JSON in UTF-8, without times, ports and paths: the same capture gives the same bytes."""
    value = {
        "version": 1,
        "about": _ABOUT,
        "compared_with": replay.against,
        "in_the_snapshot_before": replay.earlier,
        "engines": [_engine(one) for one in replay.played],
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _engine(one: Played) -> dict[str, object]:
    if one.reason:
        return {"engine": one.engine, "ran": False, "reason": one.reason}
    value: dict[str, object] = {
        "engine": one.engine,
        "ran": True,
        "version": one.version,
        "addresses": one.addresses,
        "identical": one.identical,
        "bytes": one.bytes,
        "statuses": {str(status): count for status, count in one.statuses.items()},
        "pages_shown": list(one.pages),
        "asked_for_and_not_captured": list(one.missing),
        "differences": [asdict(difference) for difference in one.differences],
    }
    return value | ({"pages_not_shown_because": one.unshown} if one.unshown else {})
