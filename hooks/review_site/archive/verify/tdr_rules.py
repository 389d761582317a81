"""What an archive's digital door takes, as verified: TDR's rules, read here by a reader of its own."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the upload table: what its values may be, each rule unset where there is none."""

    header: str
    allowed: tuple[str, ...] | None
    form: str
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TdrRules:
    """The columns to fill in, the words that they take, and the reason for which each format is refused."""

    columns: tuple[Column, ...]
    copyrights: frozenset[str]
    languages: frozenset[str]
    ignored_names: frozenset[str]
    empty_sha256: frozenset[str]
    export: tuple[str, ...]
    export_ffid: tuple[str, ...]
    refused: Mapping[str, str]


def read_tdr_rules() -> TdrRules:
    """Read the rules from the data that the package carries."""
    place = files("review_site.archive.tdr")
    told = json.loads(place.joinpath("upload.json").read_bytes())
    with io.StringIO(place.joinpath("refused.csv").read_bytes().decode(), newline="") as stream:
        refused = {row[0]: row[1] for row in csv.reader(stream)}
    del refused["puid"]
    columns = tuple(
        Column(
            header=one["header"],
            allowed=tuple(one["allowed"]) if "allowed" in one else None,
            form=one.get("form", ""),
            longest=one.get("longest", 0),
        )
        for one in told["columns"]
    )
    return TdrRules(
        columns=columns,
        copyrights=frozenset(told["copyrights"]),
        languages=frozenset(told["languages"].values()),
        ignored_names=frozenset(told["ignored_names"]),
        empty_sha256=frozenset(told["empty_sha256"]),
        export=tuple(told["export"]),
        export_ffid=tuple(told["export_ffid"]),
        refused=refused,
    )
