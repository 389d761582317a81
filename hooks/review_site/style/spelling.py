"""American spellings, and the British ones.

Rules for the endings that differ, with their exceptions, and a list for the rest. Words that are right in both, in some
sense, stay untold: program, check, meter, license, practice, story, tire, curb.
"""

import re
from functools import lru_cache

_REMEMBERED = 20_000

_KEEP_Z = {
    "apprize",
    "assize",
    "baize",
    "belize",
    "brize",
    "capsize",
    "downsize",
    "maize",
    "midsize",
    "outsize",
    "oversize",
    "pfize",
    "prize",
    "resize",
    "seize",
    "size",
    "supersize",
    "undersize",
    "upsize",
}
_OUR = (
    "ardor|armor|behavior|candor|clamor|color|demeanor|endeavor|favor|fervor|flavor|glamor|harbor|honor|humor|labor|"
    "misdemeanor|neighbor|odor|parlor|rancor|rigor|rumor|savior|savor|splendor|tumor|valor|vapor|vigor"
)
_OUR_ENDINGS = "s|ed|ing|ings|able|ably|ful|fully|less|hood|hoods|ly|al|ally|er|ers|ite|ites|itism|y|ies|some"
_DOUBLED = (
    "cancel|channel|counsel|dial|equal|fuel|jewel|label|level|marvel|model|panel|pedal|quarrel|rival|shovel|signal|"
    "spiral|total|travel|tunnel|unravel"
)
_LETTERS = {
    "anemi": "anaemi",
    "anesthe": "anaesthe",
    "archeolog": "archaeolog",
    "diarrhea": "diarrhoea",
    "gynecolog": "gynaecolog",
    "hemorrhag": "haemorrhag",
    "leukemi": "leukaemi",
    "maneuver": "manoeuvr",
    "orthopedic": "orthopaedic",
    "pediatri": "paediatri",
}
_WORDS = {
    "aging": "ageing",
    "airplane": "aeroplane",
    "airplanes": "aeroplanes",
    "aluminum": "aluminium",
    "analog": "analogue",
    "artifact": "artefact",
    "artifacts": "artefacts",
    "caliber": "calibre",
    "catalog": "catalogue",
    "cataloged": "catalogued",
    "cataloging": "cataloguing",
    "catalogs": "catalogues",
    "centered": "centred",
    "centering": "centring",
    "cozy": "cosy",
    "defense": "defence",
    "defenseless": "defenceless",
    "defenses": "defences",
    "dialog": "dialogue",
    "dialogs": "dialogues",
    "enroll": "enrol",
    "enrollment": "enrolment",
    "enrollments": "enrolments",
    "enrolls": "enrols",
    "fulfill": "fulfil",
    "fulfillment": "fulfilment",
    "fulfills": "fulfils",
    "gotten": "got",
    "gray": "grey",
    "grays": "greys",
    "installment": "instalment",
    "installments": "instalments",
    "jewelry": "jewellery",
    "luster": "lustre",
    "maneuver": "manoeuvre",
    "maneuvers": "manoeuvres",
    "marvelous": "marvellous",
    "mom": "mum",
    "moms": "mums",
    "offense": "offence",
    "offenses": "offences",
    "pajamas": "pyjamas",
    "percent": "per cent",
    "plow": "plough",
    "plowed": "ploughed",
    "practiced": "practised",
    "practicing": "practising",
    "pretense": "pretence",
    "skeptic": "sceptic",
    "skeptical": "sceptical",
    "skepticism": "scepticism",
    "skeptics": "sceptics",
    "skillful": "skilful",
    "skillfully": "skilfully",
    "somber": "sombre",
    "specter": "spectre",
    "sulfur": "sulphur",
    "willful": "wilful",
    "willfully": "wilfully",
}

_RULES = (
    (re.compile(r"(.*(?:anal|paral|catal|dial|electrol|hydrol|breathal))yz(e|ed|es|er|ers|ing)"), r"\1ys\2"),
    (re.compile(rf"((?:un|dis|mis|re|over|multi)?(?:{_OUR}))((?:{_OUR_ENDINGS})?)"), ""),
    (re.compile(r"((?:epi)?cent|theat|lit|fib|sab|(?:kilo|centi|milli)(?:met|lit))er(s?)"), r"\1re\2"),
    (re.compile(rf"((?:{_DOUBLED}))(ed|ing|ings|er|ers|or|ors|ist|ists)"), r"\1l\2"),
)
_IZE = re.compile(r"([a-z]{2,})iz(e|ed|es|er|ers|ing|ation|ations|ational|ationally|able)")


@lru_cache(maxsize=_REMEMBERED)
def british(word: str) -> str | None:
    """Return the British spelling of an American word, with its capital; None for every other word."""
    lower = word.lower()
    found = _WORDS.get(lower) or _by_ending(lower) or _by_letters(lower)
    if found is None or found == lower:
        return None
    return found.capitalize() if word[0].isupper() else found


def _by_ending(word: str) -> str | None:
    ize = _IZE.fullmatch(word)
    if ize:
        return None if f"{ize[1]}ize" in _KEEP_Z else f"{ize[1]}is{ize[2]}"
    for rule, change in _RULES:
        match = rule.fullmatch(word)
        if match:
            return match.expand(change) if change else f"{match[1][:-2]}our{match[2]}"
    return None


def _by_letters(word: str) -> str | None:
    return next((new + word[len(old) :] for old, new in _LETTERS.items() if word.startswith(old)), None)
