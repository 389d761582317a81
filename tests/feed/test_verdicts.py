"""A verdict on a document is found only by all that it depends on."""

import ast
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from review_site.feed import verdicts
from review_site.feed.model import Enclosure, Feed, FeedEntry, Walk
from review_site.feed.verdicts import BESIDE, is_known, judges, key_of, remember

HERE = Path(verdicts.__file__).parent
Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]


def key(data: bytes, feed: Feed, **changes: Any) -> str:
    return key_of(data, feed, **{"form": "atom", "deep": True, "outside": True} | changes)


def test_anything_else_is_another_verdict(entry: Entries, feed: Feeds) -> None:
    one = feed(entry(1), entry(2))
    keys = [key(b"<feed/>", one), key(b"<feed />", one)]
    keys += [
        key(b"<feed/>", one, **{name: value}) for name, value in (("form", "rss"), ("deep", False), ("outside", False))
    ]
    other: dict[str, Any] = {
        **{"begun": one.entries[0].updated, "complete": True, "walk": Walk(current="https://a.example/")},
        **{"entries": one.entries[:1], "addresses": {"atom": "https://a.example/"}, "links": (("a", "b"),)},
        "deleted": (verdicts,),
    }
    changes = {one.name: other.get(one.name, "other") for one in fields(Feed)}
    keys += [key(b"<feed/>", replace(one, **{name: value})) for name, value in changes.items()]
    file = Enclosure(address="https://a.example/a", length=1, media_type="image/png")
    of_entry: dict[str, Any] = {"published": one.begun, "updated": one.begun, "enclosures": (file,)}
    of_entry |= {"authors": ("other",), "categories": ()}
    for name in (one.name for one in fields(FeedEntry)):
        changed = replace(one.entries[1], **{name: of_entry.get(name, "other")})
        keys.append(key(b"<feed/>", replace(one, entries=(one.entries[0], changed))))
    assert len(set(keys)) == len(keys) == 5 + len(fields(Feed)) + len(fields(FeedEntry))


def test_the_same_is_the_same_verdict(entry: Entries, feed: Feeds) -> None:
    assert key(b"<feed/>", feed(entry(1))) == key(b"<feed/>", feed(entry(1)))


def test_a_verdict_is_kept_and_a_damaged_one_is_none(tmp_path: Path) -> None:
    assert not is_known(tmp_path, "a")
    remember(tmp_path, "a")
    assert is_known(tmp_path, "a")
    whole = (tmp_path / "a").read_bytes()
    for at in range(len(whole)):
        (tmp_path / "a").write_bytes(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :])
        assert not is_known(tmp_path, "a")


def test_other_judges_give_other_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [judges()]
    for name, value in (("feedparser.__version__", "0"), ("etree.LIBXML_VERSION", (0, 0, 0))):
        monkeypatch.setattr(f"review_site.feed.verdicts.{name}", value)
        told.append(judges.__wrapped__())
    real = Path.read_bytes
    for changed in ("outside.py", "readback.py", "atom.rng", "problems.py"):
        monkeypatch.setattr(
            Path, "read_bytes", lambda file, changed=changed: real(file) + b" " * (file.name == changed)
        )
        told.append(judges.__wrapped__())
    assert len(set(told)) == len(told)


def test_all_of_ours_that_judges_import_is_part_of_their_digest() -> None:
    judging = [*HERE.glob("verify/*.py"), HERE / "readback.py", HERE / "model.py"]
    used = {
        node.module
        for file in judging
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("review_site.")
    }
    outside = {module for module in used if not module.startswith("review_site.feed.")}
    assert outside == {f"review_site.{name.removesuffix('.py')}" for name in BESIDE}
    for name in BESIDE:
        assert "review_site." not in (HERE.parent / name).read_text(encoding="utf-8").partition('"""\n\n')[2]
