"""The readiness report as values, and whether its form is sound."""

from collections.abc import Mapping
from dataclasses import dataclass

from review_site.archive.verify.fault import stop
from review_site.problems import Problems

RESULTS = ("pass", "fail", "not told", "not checked here", "does not apply")
# Each rule's mark, and whether it stops a bundle: none of this is a site's to say.
_RULES: Mapping[str, tuple[str, bool]] = {
    **dict.fromkeys(("A1", "A3", "A5", "A6", "A7", "A8", "A9", "A14", "A22"), ("S", True)),
    **dict.fromkeys(("A2", "A4", "A10", "A11", "A12", "A20", "A21"), ("S", False)),
    **dict.fromkeys(("A13", "A15", "A16", "A18", "A19"), ("H", False)),
    "A17": ("H", True),
}
_ONLY_PEOPLE = frozenset({"A2", "A19", "A20", "A21"})
_ONLY_TOOLS = frozenset({"A14", "A17", "A18"})
_KEYS = {"version", "site", "recorded", "read", "results", "stops", "rules"}
_RULE_TEXTS = ("title", "asks", "told_by", "because", "evidence")
_RULE_KEYS = {"id", "mark", "sources", "blocks", "result", "places", "notes", *_RULE_TEXTS}
_AGAIN = "make the bundle again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file, the line in it where it has lines, and what stands there."""

    file: str
    line: int | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with its result; `texts` are its words, by their names."""

    id: str
    mark: str
    result: str
    texts: Mapping[str, str]
    sources: tuple[str, ...]
    places: tuple[Place, ...]
    notes: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The whole report."""

    name: str
    url: str
    recorded: bool
    addresses: int
    pages: int
    rules: tuple[Rule, ...]

    def rule(self, name: str) -> Rule:
        """Return a rule by its id."""
        return next(rule for rule in self.rules if rule.id == name)

    @property
    def stopping(self) -> tuple[Rule, ...]:
        """The rules that are not met and stop a bundle."""
        return tuple(rule for rule in self.rules if rule.result == "fail" and _RULES[rule.id][1])


def read_report(content: Mapping[str, object], name: str, problems: Problems) -> Told:
    """Return the report, telling what in it contradicts itself.

    Args:
        content: what readiness.json holds.
        name: its name in the bundle.
        problems: gathers what does not stop the reading.

    Raises:
        FaultError: when its form is another.
    """
    if content.keys() != _KEYS or content["version"] != 1:
        stop("keys", "are not those of a readiness report", ", ".join(sorted(_KEYS)))
    site, read, rules = content["site"], content["read"], content["rules"]
    if not isinstance(site, dict) or not isinstance(read, dict) or not isinstance(rules, list):
        stop("site", "read or rules is not of its form")
    told = Told(
        name=_text(site, "name"),
        url=_text(site, "url"),
        recorded=content["recorded"] is True,
        addresses=_count(read, "addresses"),
        pages=_count(read, "pages"),
        rules=tuple(_rule(one) for one in rules),
    )
    expected = [f"A{number}" for number in range(1, len(_RULES) + 1)]
    if [rule.id for rule in told.rules] != expected:
        stop("rules", "are not A1 to A22, each once and in order")
    for rule, raw in zip(told.rules, rules, strict=True):
        _verify_rule(rule, raw, name, problems)
    results = {result: sum(rule.result == result for rule in told.rules) for result in RESULTS}
    if content["results"] != results:
        problems.add(name, "results", "are not the counts of the rules' results", _AGAIN)
    if content["stops"] != [rule.id for rule in told.stopping if told.recorded]:
        problems.add(name, "stops", "are not the rules that stop the bundle", _AGAIN)
    return told


def _rule(raw: object) -> Rule:
    if not isinstance(raw, dict) or raw.keys() != _RULE_KEYS:
        stop("rules", "one has not the keys of a rule", ", ".join(sorted(_RULE_KEYS)))
    sources = raw["sources"]
    if not isinstance(sources, list) or not sources:
        stop("sources", "of a rule are not a list of sources")
    return Rule(
        id=_text(raw, "id"),
        mark=_text(raw, "mark"),
        result=_text(raw, "result"),
        texts={key: _text(raw, key) for key in _RULE_TEXTS},
        sources=tuple(_text(source, "name") for source in sources),
        places=_places(raw["places"]),
        notes=_places(raw["notes"]),
    )


def _verify_rule(rule: Rule, raw: Mapping[str, object], name: str, problems: Problems) -> None:
    mark, blocks = _RULES[rule.id]
    if rule.mark != mark or raw["blocks"] is not blocks:
        told = f"[{mark}], and {'stops' if blocks else 'does not stop'} a bundle"
        problems.add(name, rule.id, "has another mark, or is said to stop a bundle otherwise", f"it is {told}")
    only = {"not told": _ONLY_PEOPLE, "not checked here": _ONLY_TOOLS}.get(rule.result)
    if rule.result not in RESULTS or (only is not None and rule.id not in only):
        problems.add(
            name, rule.id, f"has the result “{rule.result[:40]}”", f"one of {', '.join(RESULTS)} that it can have"
        )
    if (rule.result == "fail") != bool(rule.places):
        what = f"has the result “{rule.result[:40]}” and {len(rule.places)} places where it is not met"
        problems.add(name, rule.id, what, "a rule is not met exactly where it names a place")


def _places(raw: object) -> tuple[Place, ...]:
    if not isinstance(raw, list):
        stop("places", "are not a list")
    return tuple(_place(one) for one in raw)


def _place(raw: object) -> Place:
    if not isinstance(raw, dict) or raw.keys() != {"file", "line", "what"}:
        stop("places", "one has not the keys of a place", "file, line, what")
    line = raw["line"]
    if line is not None and (not isinstance(line, int) or isinstance(line, bool) or line < 0):
        stop("places", "one has a line that is no number")
    return Place(file=_text(raw, "file"), line=line, what=_text(raw, "what"))


def _text(raw: object, key: str) -> str:
    value = raw.get(key) if isinstance(raw, dict) else None
    if not isinstance(value, str):
        stop(key, "is not a text")
    return value


def _count(raw: Mapping[str, object], key: str) -> int:
    value = raw.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        stop(key, "is not a count")
    return value
