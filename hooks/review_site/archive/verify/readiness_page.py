"""Whether the readiness page for people says what the report for programs says, and needs nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from review_site.archive.verify.readiness_values import Place, Rule, Told
from review_site.problems import Problems

_SHOWN = 10
_WORDS: Mapping[str, str] = {
    "pass": "Met",
    "fail": "Not met",
    "not told": "Nobody has said",
    "not checked here": "Not checked here",
    "does not apply": "Does not apply",
}
_LOADING = frozenset({"script", "link", "img", "iframe", "object", "embed", "video", "audio", "base", "form", "source"})
_AGAIN = "make the bundle again"


@dataclass(slots=True)
class _Section:
    """One section of the page: its attributes, its words, and the words of each of its list items."""

    attributes: Mapping[str, str]
    words: str = ""
    items: list[str] = field(default_factory=list)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[_Section] = []
        self.glance: dict[str, str] = {}
        self.head = ""
        self.loading: list[str] = []
        self._inside: list[str] = []
        self._row = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _LOADING or any(name.startswith("on") or name == "style" for name in attributes):
            self.loading.append(tag)
        if tag == "section":
            self.sections.append(_Section(attributes))
        elif tag == "li" and "section" in self._inside:
            self.sections[-1].items.append("")
        elif tag == "tr":
            self._row = ""
        if tag not in ("meta", "br"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass
        if tag == "tr" and self._row.strip():
            words = " ".join(self._row.split())
            self.glance[words.partition(" ")[0]] = words

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            if "url(" in data.lower() or "@import" in data.lower():
                self.loading.append("style")
        elif "section" in self._inside:
            self.sections[-1].words += f"{data} "
            if "li" in self._inside:
                self.sections[-1].items[-1] += f"{data} "
        elif "tr" in self._inside:
            self._row += f"{data} "
        else:
            self.head += f"{data} "


def verify_page(text: str, name: str, told: Told, problems: Problems) -> None:
    """Hold the page against the report.

    Args:
        text: the page.
        name: its name in the bundle.
        told: the report.
        problems: gathers what is wrong.
    """
    page = _Page()
    page.feed(text)
    page.close()
    for tag in sorted(set(page.loading)):
        problems.add(name, tag, "would load, run or send something", "the page stands alone, without scripts")
    head = _plain(page.head)
    for what in (told.name, told.url, f"{told.addresses:,} addresses, {told.pages:,} of them pages"):
        if _plain(what) not in head:
            problems.add(name, "head", f"does not say “{what[:200]}”, as readiness.json does", _AGAIN)
    if [section.attributes.get("id") for section in page.sections] != [rule.id for rule in told.rules]:
        problems.add(name, "sections", "are not A1 to A22, each once and in order", _AGAIN)
        return
    for section, rule in zip(page.sections, told.rules, strict=True):
        _verify_section(section, rule, name, problems)
        row = page.glance.get(rule.id, "")
        stops = told.recorded and rule in told.stopping
        expected = (
            f"{rule.id} {rule.texts['title']} {_WORDS.get(rule.result)}{' and stops the bundle' if stops else ''}"
        )
        if _plain(row) != _plain(expected):
            problems.add(name, f"{rule.id} at a glance", f"is “{row[:200]}”", f"readiness.json says {expected[:200]}")


def _verify_section(section: _Section, rule: Rule, name: str, problems: Problems) -> None:
    given = [section.attributes.get(f"data-{key}") for key in ("result", "places", "notes")]
    if given != [rule.result, str(len(rule.places)), str(len(rule.notes))]:
        problems.add(name, rule.id, "has another result, or counts other places, than readiness.json", _AGAIN)
    words = _plain(section.words)
    texts = (
        *(text for key, text in rule.texts.items()),
        *rule.sources,
        f"[{rule.mark}]",
        f"{_WORDS.get(rule.result)}.",
    )
    for text in texts:
        if _plain(text) not in words:
            problems.add(name, rule.id, f"does not say “{text[:200]}”, as readiness.json does", _AGAIN)
    expected = [_shown(place) for places in (rule.places, rule.notes) for place in places[:_SHOWN]]
    if [_plain(item) for item in section.items] != expected:
        problems.add(name, rule.id, "lists other places than readiness.json", _AGAIN)


def _shown(place: Place) -> str:
    where = place.file if place.line is None else f"{place.file}, line {place.line}"
    return _plain(f"{where} {place.what}")


def _plain(text: str) -> str:
    return " ".join(text.split())
