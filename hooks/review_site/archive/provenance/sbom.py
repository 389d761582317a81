"""`….cdx.json`, beside a bundle: a bill of materials of what built the site (CycloneDX 1.6), from the project's lock.

It has no time and no chance in it: the same lock and the same installed distributions give the same bytes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import Distribution
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from review_site.archive.provenance.installed import PRODUCT, find_distribution, follow_requirements
from review_site.archive.provenance.lock import LOCK, Locked, read_lock
from review_site.archive.software import SOFTWARE
from review_site.problems import Problem, ProblemsError

SBOM_ENDING = ".cdx.json"
_SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
_LONGEST_LICENCE = 64  # characters: some distributions tell the whole text
_MEND = f"install what the lock names: pip install --require-hashes --requirement {LOCK}"


def write_sbom(lock: Path, path: Path) -> tuple[Problem, ...]:
    """Write the bill of materials of a lock; return what people should know or do.

    Nothing is written when the lock cannot be read.

    Args:
        lock: the project's lock.
        path: the file to write.

    Raises:
        OSError: when the lock cannot be read, or the file not written.
    """
    try:
        locked = read_lock(lock.read_text(encoding="utf-8", errors="replace"))
    except ProblemsError as error:
        return tuple(_to_do(one.line, one.field, f"{one.what}: no {path.name}", one.mend) for one in error.problems)
    requirements = follow_requirements([PRODUCT, *(one.name for one in locked)])
    path.write_bytes(render_sbom(locked, requirements))
    return tuple(_differences(locked, requirements))


def render_sbom(locked: Sequence[Locked], requirements: Mapping[str, frozenset[str]]) -> bytes:
    """Render a bill of materials (CycloneDX 1.6, JSON).

    Each component has its purl, the SHA-256 of every file that it may be installed from, and the licence that it
    declares, where it is installed in the version of the lock. What no other component requires is the program's own.

    Args:
        locked: the distributions, sorted by name.
        requirements: what each of them requires, by name, as far as it is known.
    """
    refs = {one.name: _purl(one) for one in locked}
    others = {name for one in locked for name in requirements.get(one.name, ())}
    own = {*requirements.get(PRODUCT, ()), *(name for name in refs if name not in others)}
    product, version = SOFTWARE.split()
    root = {"type": "application", "bom-ref": PRODUCT, "name": product, "version": version}
    graph = [_dependency(PRODUCT, own, refs)]
    graph += [_dependency(refs[one.name], requirements.get(one.name, ()), refs) for one in locked]
    document = {
        "$schema": _SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root | {"licenses": [_expression("MIT")]}},
        "components": [_component(one) for one in locked],
        "dependencies": graph,
    }
    serial = uuid5(NAMESPACE_URL, json.dumps(document, sort_keys=True))
    head = {key: document.pop(key) for key in ("$schema", "bomFormat", "specVersion")}
    whole = head | {"serialNumber": f"urn:uuid:{serial}"} | document
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode()


def _component(one: Locked) -> dict[str, object]:
    purl = _purl(one)
    licence = _licence(_installed(one))
    return {
        "type": "library",
        "bom-ref": purl,
        "name": one.name,
        "version": one.version,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in one.sha256],
        **({"licenses": [licence]} if licence else {}),
        "purl": purl,
    }


def _purl(one: Locked) -> str:
    """Return the package URL of a distribution (purl, type pypi), whose `+` and `!` are encoded."""
    return f"pkg:pypi/{one.name}@{one.version.replace('!', '%21').replace('+', '%2B')}"


def _dependency(ref: str, names: Iterable[str], refs: Mapping[str, str]) -> dict[str, object]:
    return {"ref": ref, "dependsOn": sorted(refs[name] for name in names if name in refs)}


def _installed(one: Locked) -> Distribution | None:
    """Return a distribution of the lock where it is installed in that version."""
    found = find_distribution(one.name)
    return found if found and found.version == one.version else None


def _licence(found: Distribution | None) -> dict[str, object] | None:
    """Return the licence that a distribution declares: SPDX where it is (PEP 639), else in its own words."""
    if found is None:
        return None
    said = found.metadata.get_all
    if expression := said("License-Expression"):
        return _expression(expression[0])
    own = (said("License") or [""])[0].strip()
    named = own if own and own != "UNKNOWN" and len(own.splitlines()) == 1 and len(own) <= _LONGEST_LICENCE else ""
    classifiers = (one for one in said("Classifier") or () if one.startswith("License ::"))
    named = named or next((one.rpartition(" :: ")[2] for one in sorted(classifiers)), "")
    return {"license": {"name": named, "acknowledgement": "declared"}} if named else None


def _expression(text: str) -> dict[str, object]:
    return {"expression": text, "acknowledgement": "declared"}


def _differences(locked: Sequence[Locked], requirements: Mapping[str, frozenset[str]]) -> Iterable[Problem]:
    """Tell where the lock is not what is installed here."""
    for one in locked:
        found = find_distribution(one.name)
        if found is None or found.version != one.version:
            here = f"{found.version} is installed" if found else "it is not installed"
            yield _to_do(None, one.name, f"the lock names {one.version}, and {here} here", _MEND)
    names = {PRODUCT, *(one.name for one in locked)}
    for name in sorted(requirements.keys() - names):
        yield _to_do(None, name, "is required here, and the lock does not name it", "make the lock again: make lock")


def _to_do(line: int | None, field: str, what: str, mend: str) -> Problem:
    return Problem(path=LOCK, line=line, field=field, what=what, mend=mend, level="to do")
