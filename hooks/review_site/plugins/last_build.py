"""What the last build read and hung on: whether another one would make the same, told without running it.

Nothing here imports MkDocs or reads content, so that it is known at once.
"""

import hashlib
import json
import os
import re
import sys
import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import review_site
from review_site.cache import read_cached, write_cached
from review_site.clock import LONDON, read_instant, wall_clock
from review_site.stamps import Stamp, is_still, take_stamp, time_of

CONFIG = "mkdocs.yml"
ALWAYS = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))
"""The span of what does not hang on the time."""
_CACHE = ".cache/builds"
_FORM = 1
_IMPORTED = 5_000_000_000  # nanoseconds that Python may have spent on importing what runs already
_VARIABLES = re.compile(r"SOURCE_DATE_EPOCH|REVIEW_SITE_\w*|PYTHON\w*|LANG|LANGUAGE|LC_\w*|TZ")
_ASKED_FOR = re.compile(r"!ENV\s+(\[[^\]]*\]|\S+)")
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Asked:
    """A build that is asked for: of which project, into which folder, for which day (None for the present)."""

    project: Path
    output: Path
    today: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a build stands on beside the content: the program and its packages, the configuration, the environment."""

    program: Stamp
    config: Stamp
    environment: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a build reads of the project: from which files and folders, and how these stood when it began."""

    places: tuple[Path, ...]
    stamp: Stamp


def look_around(asked: Asked) -> Ground | None:
    """Return what a build stands on, before it imports and reads any of it; None where nothing can be noted."""
    cache, config = asked.project / _CACHE, asked.project / CONFIG
    try:
        environment = _environment(config.read_text(encoding="utf-8"))
        cache.mkdir(parents=True, exist_ok=True)
        clock = time_of(cache)
        program = take_stamp(_program(), clock, young=_IMPORTED)
        return Ground(program, take_stamp([config], clock), environment)
    except (OSError, ValueError):
        return None


def begin_reading(project: Path, places: Sequence[Path]) -> Read | None:
    """Return how what a build is about to read stands; None where that cannot be known."""
    try:
        return Read(tuple(places), take_stamp(places, time_of(project)))
    except OSError:
        return None


def pages_of_same(asked: Asked, ground: Ground | None) -> int | None:
    """Return how many pages the last build made, when one now would make the same byte for byte; else None.

    That is so when all that it read, wrote and stood on is as it was, and no instant has come since at which the site
    changes. None also where any of it cannot be known.
    """
    kept = read_cached(asked.project / _CACHE, _key(asked))
    if ground is None or kept is None:
        return None
    try:
        note = json.loads(kept)
        same = (
            note["form"] == _FORM
            and (note["program"], note["environment"]) == (ground.program.digest, ground.environment)
            and note["since"] <= _instant(asked).timestamp() < note["until"]
            and is_still(Stamp(**note["config"]), [asked.project / CONFIG])
            and is_still(Stamp(**note["read"]), map(Path, note["places"]))
            and is_still(Stamp(**note["wrote"]), [asked.output])
        )
        return int(note["pages"]) if same else None
    except (ValueError, KeyError, TypeError):
        return None


def note_build(
    asked: Asked, ground: Ground | None, read: Read | None, span: tuple[datetime, datetime], pages: int
) -> None:
    """Keep what a finished build hung on, with the number of its pages; nothing where any of that changed meanwhile.

    `span` is since when, and until before when, the site stands as it does.
    """
    if ground is None or read is None or ground.program.young:
        return
    program, config = is_still(ground.program, _program()), is_still(ground.config, [asked.project / CONFIG])
    if not (program and config and is_still(read.stamp, read.places)):
        return
    try:
        _instant(asked)
        note: dict[str, Any] = {
            "form": _FORM,
            "program": ground.program.digest,
            "environment": ground.environment,
            "since": span[0].timestamp(),
            "until": span[1].timestamp(),
            "config": asdict(ground.config),
            "places": [str(place) for place in read.places],
            "read": asdict(read.stamp),
            "wrote": asdict(take_stamp([asked.output], time_of(asked.output.parent))),
            "pages": pages,
        }
    except (OSError, ValueError):
        return
    write_cached(asked.project / _CACHE, _key(asked), json.dumps(note).encode())


def _key(asked: Asked) -> str:
    """Return the name under which stands what the last such build hung on."""
    return hashlib.sha256(f"{asked.output}\0{asked.today is None}".encode(errors="surrogateescape")).hexdigest()


def _instant(asked: Asked) -> datetime:
    """Return the instant of a build.

    Raises:
        ValueError: when it cannot be read, or is still to come: feeds tell nothing before its time, whatever the day.
    """
    present = read_instant(None, os.environ, wall_clock())
    instant = present if asked.today is None else read_instant(asked.today, os.environ, wall_clock())
    if instant.timestamp() > present.timestamp():
        raise ValueError(f"{instant} is still to come")
    return instant


def _program() -> Iterator[Path]:
    """Give what tells of a change of the program: its files, the lists of those of each package, London's time."""
    yield Path(review_site.__file__).parent
    for folder in map(Path, dict.fromkeys(sys.path)):
        if folder.is_dir():
            yield from sorted(folder.glob("*.dist-info/RECORD"))
    yield from (Path(folder, LONDON.key) for folder in zoneinfo.TZPATH)


def _environment(config: str) -> str:
    """Return a digest of the Python that runs, and of each variable that counts or that a configuration asks for."""
    named = {name for asked in _ASKED_FOR.findall(config) for name in _NAME.findall(asked)}
    variables = {name: text for name, text in os.environ.items() if name in named or _VARIABLES.fullmatch(name)}
    known = [sys.version, sys.platform, sys.prefix, sorted(variables.items())]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()
