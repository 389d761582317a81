"""What a copy says on its pages, in English and in Welsh; on a page in another language it speaks English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Sentences of one language, whose code is `language` (BCP 47).

    `copy_as_at` takes `day`, `not_here` an address, `left_out` `things`, `more` a count; `kinds` names what
    may be left out, each with the address at which it lay.
    """

    language: str
    months: tuple[str, ...]
    copy: str
    copy_as_at: str
    leads_out: str
    left_out: str
    more: str
    moved: str
    form: str
    search: str
    alphabet: str
    every_page: str
    not_here: str
    kinds: Mapping[str, str]


ENGLISH = Phrases(
    language="en",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    copy="Copy for reading",
    copy_as_at="Copy for reading, as at {day}. Telephone numbers may have changed since",
    leads_out="leads out of this copy",
    left_out="Not in this copy: {things}.",
    more="and {count} more",
    moved="This page leads on to",
    form="This form does not work in this copy.",
    search="The search does not work in this copy.",
    alphabet="Every page from A to Z",
    every_page="Every page of the site",
    not_here="Not in this copy: {address}",
    kinds={
        "picture": "a picture from {address}",
        "film": "a film from {address}",
        "sound": "a sound from {address}",
        "captions": "captions from {address}",
        "frame": "what was shown here from {address}",
        "stylesheet": "a stylesheet from {address}",
        "part": "a part of the page’s look from {address}",
    },
)
WELSH = Phrases(
    language="cy",
    months=(
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ),
    copy="Copi i’w ddarllen",
    copy_as_at="Copi i’w ddarllen, fel yr oedd ar {day}. Gall rhifau ffôn fod wedi newid ers hynny",
    leads_out="yn arwain allan o’r copi hwn",
    left_out="Heb fod yn y copi hwn: {things}.",
    more="a {count} arall",
    moved="Mae’r dudalen hon yn arwain at",
    form="Nid yw’r ffurflen hon yn gweithio yn y copi hwn.",
    search="Nid yw’r chwiliad yn gweithio yn y copi hwn.",
    alphabet="Pob tudalen o A i Y",
    every_page="Pob tudalen o’r wefan",
    not_here="Heb fod yn y copi hwn: {address}",
    kinds={
        "picture": "llun o {address}",
        "film": "ffilm o {address}",
        "sound": "sain o {address}",
        "captions": "isdeitlau o {address}",
        "frame": "yr hyn a ddangoswyd yma o {address}",
        "stylesheet": "dalen arddull o {address}",
        "part": "rhan o olwg y dudalen o {address}",
    },
)


def phrases_of(*languages: str | None) -> Phrases:
    """Return the phrases of the first of some language tags that says anything; English where none are spoken."""
    told = next((one for one in languages if one and one.strip()), "en")
    return WELSH if told.strip().lower().partition("-")[0] == "cy" else ENGLISH


def day_in(phrases: Phrases, day: date) -> str:
    """Return a day in words: 1 May 2023."""
    return f"{day.day} {phrases.months[day.month - 1]} {day.year}"
