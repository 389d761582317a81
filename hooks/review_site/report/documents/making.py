"""All documents of a report at once, from the cache where they are kept."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from functools import cache as kept
from importlib.metadata import version
from pathlib import Path

from review_site.cache import read_cached, write_cached
from review_site.content.report import Format
from review_site.problems import Problem, ProblemsError
from review_site.report.documents.epub import render_epub
from review_site.report.documents.model import Document, DocumentError, ReportText
from review_site.report.documents.odt import render_odt
from review_site.report.documents.pandoc import HERE
from review_site.report.documents.pdf import render_pdf
from review_site.report.documents.preparing import Prepared, prepare, refined
from review_site.report.documents.text import render_text

_RENDER: Mapping[Format, Callable[[ReportText, Prepared, Path], bytes]] = {
    "PDF": render_pdf,
    "EPUB": render_epub,
    "ODT": render_odt,
    "plain text": render_text,
}
_TOOLS = ("lxml", "pillow", "pypandoc-binary", "typst")


def make_documents(
    report: ReportText, forms: Iterable[Format], register: str, cache: Path | None = None
) -> tuple[Document, ...]:
    """Return a report in each of the forms, in their order; the same report gives the same bytes.

    Args:
        report: the report.
        forms: which documents are wanted.
        register: the path of the report's register, at which mistakes are told.
        cache: where finished documents are kept between builds, None to keep none.

    Raises:
        ProblemsError: with each form that one of the tools refuses, and the part of the report that it refuses.
    """
    wanted = tuple(dict.fromkeys(forms))
    found = {form: read_cached(cache, _key(report, form)) for form in wanted} if cache else dict.fromkeys(wanted)
    missing = [form for form, data in found.items() if data is None]
    problems: list[Problem] = []
    with ThreadPoolExecutor(max_workers=max(1, len(missing))) as pool:  # each waits for programs of its own
        made = {form: pool.submit(_make, report, form) for form in missing}
    for form, future in made.items():
        try:
            found[form] = future.result()
        except DocumentError as error:
            problems.append(_problem(report, form, str(error), register))
            continue
        if cache and (data := found[form]) is not None:
            write_cached(cache, _key(report, form), data)
    if problems:
        raise ProblemsError(problems)
    ready = ((form, data) for form, data in found.items() if data is not None)
    return tuple(Document(form=form, data=data) for form, data in ready)


def _make(report: ReportText, form: Format) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        fine = refined(report)
        return _RENDER[form](fine, prepare(fine), Path(folder))


def _problem(report: ReportText, form: Format, said: str, register: str) -> Problem:
    """Return a refusal as a problem that names the parts which are refused when they stand alone."""
    parts = [part for part in report.parts if _is_refused(replace(report, parts=(part,)), form)]
    where = " and ".join(f"“{part.heading}” ({part.address})" for part in parts) or "all of its parts together"
    mend = f"change what it cannot take there, or leave {form} out of `formats:`"
    return Problem(path=register, field="formats", what=f"the {form} cannot be made of {where}: {said}", mend=mend)


def _is_refused(report: ReportText, form: Format) -> bool:
    try:
        _make(report, form)
    except DocumentError:
        return True
    return False


def _key(report: ReportText, form: Format) -> str:
    """Return the name that a document has in the cache: whatever its bytes depend on."""
    pictures = {address: hashlib.sha256(data).hexdigest() for address, data in sorted(report.pictures.items())}
    said = asdict(replace(report, pictures={})) | {"dated": report.dated.isoformat(), "pictures": pictures}
    text = json.dumps([_recipe(), form, said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@kept
def _recipe() -> str:
    """Return a digest of our own code, styles and typefaces, and of the tools."""
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in _TOOLS).encode())
    for file in sorted(path for path in HERE.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(file.relative_to(HERE).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
