"""A3, A4, A15: film and sound, pictures, charts and maps."""

import re
from collections.abc import Iterator
from functools import lru_cache

from review_site.archive.links import Link
from review_site.archive.readiness.hosts import is_elsewhere, is_player
from review_site.archive.readiness.judging import counted, in_order, judge
from review_site.archive.readiness.model import Context, Finding, Place

_STREAM = re.compile(r"\.(?:m3u8|mpd|f4m|ism)(?:/manifest)?(?:\?|$)|^(?:rtmp[a-z]?|rtsp|mms|blob):", re.IGNORECASE)


def no_streams(context: Context) -> Finding:
    """A3: film and sound are files below the root, and none is only streamed."""
    places, notes, played = list[Place](), dict[str, Place](), 0
    for address, link in _links(context):
        fault = _stream_fault(context, link)
        if fault:
            places.append(Place(file=context.file_of(address), line=link.line, what=f"{link.url}: {fault}"))
        elif link.kind == "link" and link.element in ("a", "area") and link.url not in notes and is_player(link.url):
            what = f"leads to {link.url}, film or sound on another host"
            notes[link.url] = Place(file=context.file_of(address), line=link.line, what=what)
        played += link.kind == "media"
    for address, facts in context.pages.items():
        for media in facts.media:
            if media.element in ("video", "audio") and not media.sources:
                what = f"a {media.element} names no file: only a script can give it one"
                places.append(Place(file=context.file_of(address), line=media.line, what=what))
    if not places and not played:
        return Finding(
            result="does not apply",
            evidence="No page holds film or sound." + _aside(notes),
            notes=in_order(notes.values()),
        )
    return judge(
        places,
        holds=f"{counted(played, 'file')} of film or sound, all of them below the root." + _aside(notes),
        fails=f"{counted(len(places), 'film or sound', 'films or sounds')} cannot be copied as a file below the root.",
        notes=notes.values(),
    )


def _aside(notes: dict[str, Place]) -> str:
    if not notes:
        return ""
    what = counted(len(notes), "address", "addresses")
    return f" Links lead to {what} of film or sound on other hosts, which the snapshot does not hold."


def _stream_fault(context: Context, link: Link) -> str:
    if _is_stream(link.url):
        return "is streamed, and no file"
    if link.kind == "frame" and is_player(link.url):
        return "is played by another host"
    if link.kind == "media":
        if is_elsewhere(context, link.url):
            return "is played from another host"
        address = context.graph.address_of(link.url)
        if address is not None and context.graph.captured_at(address) is None:
            return "is not there"
    return ""


@lru_cache(maxsize=1 << 14)  # the same menu stands on every page
def _is_stream(url: str) -> bool:
    return _STREAM.search(url) is not None


def said_otherwise(context: Context) -> Finding:
    """A4: what film, sound and pictures say is said in words as well."""
    places, items, pictures = list[Place](), 0, 0
    for address, facts in context.pages.items():
        file = context.file_of(address)
        pictures += facts.pictures
        places += [Place(file=file, line=line, what=what) for line, what in facts.undescribed]
        for media in facts.media:
            plays = media.element in ("video", "audio") or any(map(is_player, media.sources))
            items += plays
            if plays and not media.in_words:
                source = media.sources[0] if media.sources else f"a {media.element}"
                places.append(Place(file=file, line=media.line, what=f"{source} has no transcript that is there"))
    if not items and not pictures:
        return Finding(result="does not apply", evidence="No page holds film, sound or pictures.")
    return judge(
        places,
        holds=f"{counted(items, 'film or sound', 'films and sounds')} with a transcript; "
        f"{counted(pictures, 'picture')} with words in their place, or marked as saying nothing.",
        fails=f"{counted(len(places), 'film, sound or picture has', 'films, sounds or pictures have')} no words "
        "in their place.",
    )


def charts_with_data(context: Context) -> Finding:
    """A15: each chart and map has a still image, a table and its data as CSV."""
    places, charts = list[Place](), 0
    for address, facts in context.pages.items():
        file = context.file_of(address)
        places += [Place(file=file, line=line, what=what) for line, what in facts.canvases]
        for chart in facts.charts:
            charts += 1
            has = {"still image": chart.still, "table": chart.table, "link to its data as CSV": bool(chart.data)}
            missing = [name for name, is_there in has.items() if not is_there]
            if missing:
                places.append(
                    Place(file=file, line=chart.line, what=f"a {chart.name} has no {' and no '.join(missing)}")
                )
    if not charts and not places:
        evidence = "No page declares a chart or map, and none has a canvas that a script draws on."
        return Finding(result="does not apply", evidence=evidence)
    return judge(
        places,
        holds=f"{counted(charts, 'chart or map', 'charts and maps')}, each with a still image, a table and its data.",
        fails=f"{counted(len(places), 'chart, map or canvas lacks', 'charts, maps or canvases lack')} a still "
        "image or data.",
    )


def _links(context: Context) -> Iterator[tuple[str, Link]]:
    for address, page in context.graph.pages.items():
        for link in page.links:
            yield address, link
