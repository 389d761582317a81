"""Codes of languages: those of fields, and those that writers put on words, paragraphs and blocks of a text.

Names and codes are those of Unicode's CLDR, which Babel brings (BCP 47 for the form).
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated

from babel import Locale
from pydantic import BeforeValidator

from review_site.content.fields import wrong
from review_site.content.source import Source
from review_site.problems import Problems, did_you_mean

_TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}))?")
_NO_LANGUAGE = {"mul", "root", "und", "zxx"}
_SIGNED = {"bfi": "British Sign Language", "isg": "Irish Sign Language", "ase": "American Sign Language"}
_CODE = re.compile(r"^(```+|~~~+).*?^\1|`[^`\n]*`|^(?: {4}|\t).*$|<!--.*?-->", re.MULTILINE | re.DOTALL)
_IN_LIST = re.compile(r"""\{:?[^{}\n]*?(?<![\w-])lang\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'{}]+))""")
_IN_TAG = re.compile(r"""<[A-Za-z][^<>]*?\slang\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)


def is_language(code: str) -> bool:
    """Tell whether a text is the code of a language that is known: `cy`, `zh-Hans`, `en-GB`."""
    found = _TAG.fullmatch(code)
    if found is None or found[1] not in _languages():
        return False
    names = Locale("en")
    return (found[2] is None or found[2] in names.scripts) and (found[3] is None or found[3] in names.territories)


def language_name(code: str) -> str:
    """Return the English name of a language by a code that is known: Welsh."""
    whole = code.replace("-", "_")
    return str(Locale("en").languages.get(whole) or _languages()[code.partition("-")[0]])


def explain_language(code: str) -> tuple[str, str] | None:
    """Return what is wrong with the code of a language, and what would be right; None when nothing is."""
    if is_language(code):
        return None
    plain = code.strip().replace("_", "-")
    parts = plain.split("-")
    shaped = "-".join([parts[0].lower(), *(part.upper() if len(part) == 2 else part.title() for part in parts[1:])])
    named = {name.casefold(): code for code, name in _languages().items()}
    meant = shaped if is_language(shaped) else named.get(plain.casefold())
    if meant is None:
        near = re.fullmatch(r"did you mean (.+)\?", did_you_mean(plain.casefold(), named))
        meant = named[near[1]] if near else None
    mend = "write its code of two or three letters, such as cy for Welsh or pl for Polish"
    what = f"“{code}” is not the code of a language"
    return what, f"did you mean {meant} ({language_name(meant)})?" if meant else mend


def check_languages(sources: Iterable[Source], problems: Problems) -> None:
    """Tell each `lang=` in a text, in curly brackets or in HTML, that is not the code of a language."""
    for source in sources:
        if "lang" not in source.body:
            continue
        body = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), source.body)
        for found in (*_IN_LIST.finditer(body), *_IN_TAG.finditer(body)):
            fault = explain_language(next((one for one in found.groups() if one is not None), ""))
            if fault:
                line = source.body_line + body.count("\n", 0, found.end())
                problems.add(source.path, "text", *fault, line=line)


def _read_language(value: object) -> object:
    fault = explain_language(value) if isinstance(value, str) else None
    if fault:
        raise wrong(*fault)
    return value


@cache
def _languages() -> dict[str, str]:
    known = {code: str(name) for code, name in Locale("en").languages.items() if re.fullmatch(r"[a-z]{2,3}", code)}
    return {code: name for code, name in known.items() if code not in _NO_LANGUAGE} | _SIGNED


Language = Annotated[str, BeforeValidator(_read_language)]
