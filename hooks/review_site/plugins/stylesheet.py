"""The joined stylesheet made small: without what no page of ours can use, and without needless characters.

Material's sheet dresses a shell that is not ours. What it gives to Markdown is kept, whether a page uses it today or
not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

_KEPT_OF_MATERIAL = frozenset({"md-typeset", "md-button", "md-button--primary"})
_OF_SCRIPTS = frozenset(
    {
        *("arithmatex", "focus-visible", "giscus", "js", "katex-html", "mermaid", "no-js"),
        *("tabbed-button", "tabbed-control", "tabbed-control--next", "tabbed-control--prev", "tabbed-labels--linked"),
    }
)
"""Classes that only a script would put into a page, or on `html`."""
_ROLES_OF_SCRIPTS = ("role=columnheader", "role=dialog")
_ANY_OF = frozenset({"is", "where"})
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_NAMED_BY = re.compile(r"(?:-webkit-)?animation(?:-name)?")


@lru_cache(maxsize=4)
def slim_stylesheet(css: bytes) -> bytes:
    """Return a stylesheet (UTF-8) that looks the same on every page of ours, in fewer bytes (CSS Syntax Level 3).

    Raises:
        ValueError: telling the line of what is not CSS, which browsers would drop in silence.
    """
    rules = tinycss2.parse_stylesheet(css.decode(), skip_comments=True, skip_whitespace=True)
    rules = [rule for rule in rules if not (rule.type == "at-rule" and rule.lower_at_keyword == "charset")]
    text = "".join(_written(rule) for rule in rules)
    return ('@charset "UTF-8";' + _without_unused(text)).encode()


def can_match(selector: Sequence[Node]) -> bool:
    """Tell whether one selector, without commas, may match in a page that our shell makes (Selectors Level 4)."""
    nodes = list(selector)
    for before, node in zip([None, *nodes], nodes, strict=False):
        if node.type == "ident" and _is(before, "literal", ".") and not _may_be_class(node.value):
            return False
        if node.type == "[] block" and not _may_be_attribute(node.content):
            return False
        if node.type == "function" and node.lower_name in _ANY_OF and not any(map(can_match, _split(node.arguments))):
            return False
    return not _starts_with_direction(nodes)


def _may_be_class(name: str) -> bool:
    return name in _KEPT_OF_MATERIAL or not (name.startswith(("md-", "lb-")) or name in _OF_SCRIPTS)


def _may_be_attribute(content: Sequence[Node]) -> bool:
    name = next((node.value for node in content if node.type == "ident"), "")
    return not name.startswith("data-md-") and _text(content) not in _ROLES_OF_SCRIPTS


def _starts_with_direction(selector: Sequence[Node]) -> bool:
    """Tell whether a selector asks for a direction of the whole page, which our shell leaves to the browser."""
    first = next((node for node in selector if node.type != "whitespace"), None)
    return first is not None and first.type == "[] block" and _text(first.content).startswith("dir=")


def _written(rule: Node) -> str:
    """Return a rule in as few characters as may be; an empty text for one that can do nothing."""
    if rule.type == "qualified-rule":
        return _written_qualified(rule)
    if rule.type == "at-rule":
        return _written_at(rule)
    if rule.type == "declaration":
        return _written_declaration(rule)
    raise _wrong(rule)


def _written_qualified(rule: QualifiedRule) -> str:
    selectors = [_selector(one) for one in _split(rule.prelude) if can_match(one)]
    content = _block(rule.content, _written)
    return f"{','.join(selectors)}{{{content}}}" if selectors and content else ""


def _written_at(rule: AtRule) -> str:
    head = f"@{rule.lower_at_keyword} {_value(rule.prelude)}".rstrip()
    if rule.content is None:
        return f"{head};"
    content = _block(rule.content, _written)
    return f"{head}{{{content}}}" if content else ""


def _block(content: Sequence[Node], write: Callable[[Node], str]) -> str:
    """Return the declarations and rules of a block, each written by `write`."""
    text, open_end = "", False
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if written := write(part):
            text += f";{written}" if open_end else written
            open_end = part.type == "declaration"
    return text


def _written_declaration(declaration: Declaration) -> str:
    important = "!important" if declaration.important else ""
    name = declaration.name if declaration.name.startswith("--") else declaration.lower_name
    return f"{name}:{_value(declaration.value)}{important}"


def _selector(selector: Sequence[Node]) -> str:
    """Return a selector without spaces around its combinators."""
    return re.sub(r"\s*([>~+,])\s*", r"\1", _value(selector)) if _is_simple(selector) else _value(selector)


def _is_simple(selector: Sequence[Node]) -> bool:
    """Tell whether a selector has no string and no function, in which a sign may mean something else."""
    return all(node.type in ("ident", "literal", "whitespace", "hash") for node in selector)


def _value(nodes: Sequence[Node]) -> str:
    """Return nodes as text, with one space where there is any, and none after a comma or at an end."""
    texts = []
    for kind, run in groupby(_without_comments(nodes), key=lambda node: node.type == "whitespace"):
        texts.append(" " if kind else _text(list(run)))
    return re.sub(r", $", ",", "".join(texts)).strip()


def _without_comments(nodes: Sequence[Node]) -> Iterator[Node]:
    """Give nodes without comments, and without white space around a comma."""
    kept = [node for node in nodes if node.type != "comment"]
    for before, node, after in zip([None, *kept], kept, [*kept[1:], None], strict=False):
        if node.type == "error":
            raise _wrong(node)
        if node.type == "whitespace" and (_is(before, "literal", ",") or _is(after, "literal", ",")):
            continue
        if node.type in ("function", "() block"):
            inner = node.arguments if node.type == "function" else node.content
            inner[:] = _trimmed(list(_without_comments(inner)))
        yield node


def _wrong(node: Node) -> ValueError:
    return ValueError(f"the stylesheet is not right at line {node.source_line} of all of them joined: {node.message}")


def _trimmed(nodes: list[Node]) -> list[Node]:
    while nodes and nodes[0].type == "whitespace":
        nodes = nodes[1:]
    while nodes and nodes[-1].type == "whitespace":
        nodes = nodes[:-1]
    return nodes


def _split(nodes: Sequence[Node]) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if _is(node, "literal", ","):
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _is(node: Node | None, kind: str, value: str) -> bool:
    return node is not None and node.type == kind and node.value == value


def _text(nodes: Sequence[Node]) -> str:
    return str(tinycss2.serialize(nodes))


def _without_unused(css: str) -> str:
    """Return the sheet without custom properties and animations that nothing in it asks for."""
    rules = tinycss2.parse_stylesheet(css)
    declared = list(_declarations(rules))
    asked = {name for one in declared if not one.name.startswith("--") for name in _asked_by(one)}
    while more := {name for one in declared if one.name in asked for name in _asked_by(one)} - asked:
        asked |= more
    moving = {
        node.value
        for one in declared
        if _NAMED_BY.fullmatch(one.lower_name)
        for node in one.value
        if node.type == "ident"
    }
    return "".join(_pruned(rule, asked, moving) for rule in rules)


def _asked_by(declaration: Declaration) -> list[str]:
    return _VARIABLE.findall(_text(declaration.value))


def _declarations(rules: Sequence[Node]) -> Iterator[Declaration]:
    for rule in rules:
        if rule.type == "declaration":
            yield rule
        elif rule.type in ("qualified-rule", "at-rule") and rule.content is not None:
            yield from _declarations(tinycss2.parse_blocks_contents(rule.content))


def _pruned(rule: Node, asked: set[str], moving: set[str]) -> str:
    if rule.type == "declaration":
        return "" if rule.name.startswith("--") and rule.name not in asked else _written_declaration(rule)
    if rule.content is None:
        return _text([rule])
    at = rule.type == "at-rule"
    if at and "keyframes" in rule.lower_at_keyword and _text(rule.prelude).strip() not in moving:
        return ""
    content = _block(rule.content, lambda part: _pruned(part, asked, moving))
    head = f"@{rule.lower_at_keyword} {_text(rule.prelude).strip()}".rstrip() if at else _text(rule.prelude)
    return f"{head}{{{content}}}" if content else ""
