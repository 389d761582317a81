"""The archive's rules for what it takes, read from the data beside this package."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """TDR's rules; `languages` by their codes, `refused` the reason and name of each format by its identifier."""

    columns: tuple[str, ...]
    longest: Mapping[str, int]
    copyrights: tuple[str, ...]
    languages: Mapping[str, str]
    ignored_names: frozenset[str]
    empty_sha256: frozenset[str]
    export: tuple[str, ...]
    export_ffid: tuple[str, ...]
    refused: Mapping[str, tuple[str, str]]


@cache
def read_rules() -> Rules:
    """Read the rules; the same ones ever after."""
    folder = files("review_site.archive.tdr")
    upload = json.loads((folder / "upload.json").read_text(encoding="utf-8"))
    rows = csv.DictReader((folder / "refused.csv").read_text(encoding="utf-8").splitlines())
    return Rules(
        columns=tuple(column["header"] for column in upload["columns"]),
        longest=MappingProxyType({one["header"]: one["longest"] for one in upload["columns"] if one.get("longest")}),
        copyrights=tuple(upload["copyrights"]),
        languages=MappingProxyType(upload["languages"]),
        ignored_names=frozenset(upload["ignored_names"]),
        empty_sha256=frozenset(upload["empty_sha256"]),
        export=tuple(upload["export"]),
        export_ffid=tuple(upload["export_ffid"]),
        refused=MappingProxyType({row["puid"]: (row["reason"], row["description"]) for row in rows}),
    )


def language_name(code: str | None) -> str:
    """Return TDR's word for a language by its code (`cy`, `en-GB`), empty where it has none."""
    return read_rules().languages.get((code or "").lower().replace("_", "-").partition("-")[0], "")
