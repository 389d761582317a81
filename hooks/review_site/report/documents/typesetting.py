"""Running Typst: the compiler that comes as a wheel, with our typefaces, in a process of its own."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path, PurePath
from typing import Any, Literal

from review_site.report.documents.model import DocumentError, ReportText
from review_site.report.documents.pictures import TYPEFACE
from review_site.report.documents.preparing import Prepared

HERE = Path(__file__).parent
_WORKER = (sys.executable, "-P", str(HERE / "typst_worker.py"))
_SECONDS = 120
_NO_FORM = re.compile(r"the text `\"(.*)\"` could not be displayed")
_STANDARDS = ("a-2a", "ua-1")  # PDF/A-2a for archives (ISO 19005-2), PDF/UA-1 for readers (ISO 14289-1)
_COVER_DOTS = 120  # an inch
CHART_DOTS = 200  # an inch
Form = Literal["pdf", "png"]


def typeset(report: ReportText, body: str, folder: Path, form: Form) -> bytes:
    """Return a PDF of a report, or a picture of its cover alone as a PNG.

    Args:
        report: what is said of it on its cover and behind.
        body: the text, as Typst reads it; empty for the cover.
        folder: where the pictures lie that the body shows.
        form: what is wanted.

    Raises:
        DocumentError: when the compiler refuses the text, or takes too long.
    """
    (folder / "report.typ").write_bytes((HERE / "report.typ").read_bytes())
    shown = "report" if form == "pdf" else "cover-alone"
    text = f'#import "report.typ": *\n#show: {shown}\n\n{body}'
    stamp = int(datetime.combine(report.dated, time(), UTC).timestamp())
    (made,) = _compile(text, folder, form, inputs={"report": json.dumps(_told(report))}, dots=_COVER_DOTS, stamp=stamp)
    return made


def draw_charts(prepared: Prepared, folder: Path) -> Prepared:
    """Return a report in which each chart is a PNG.

    Raises:
        DocumentError: when the compiler refuses a chart.
    """
    charts = [picture for picture in prepared.pictures if picture.drawn]
    if not charts:
        return prepared
    for chart in charts:
        (folder / chart.name).write_bytes(chart.data)
    pages = "\n".join(f'#page(image("{chart.name}"))' for chart in charts)
    text = f'#set page(width: auto, height: auto, margin: 0pt)\n#set text(font: "{TYPEFACE}")\n{pages}\n'
    made = dict(zip((chart.name for chart in charts), _compile(text, folder, "png", dots=CHART_DOTS), strict=True))
    names = {name: PurePath(name).with_suffix(".png").name for name in made}
    html = prepared.html
    for old, new in names.items():
        html = html.replace(f'src="{old}"', f'src="{new}"')
    pictures = (
        replace(picture, name=names[picture.name], data=made[picture.name]) if picture.name in made else picture
        for picture in prepared.pictures
    )
    return replace(prepared, html=html, pictures=tuple(pictures))


def _compile(
    text: str, folder: Path, form: Form, *, inputs: Mapping[str, str] = {}, dots: int = 0, stamp: int = 0
) -> list[bytes]:
    """Return what the compiler makes of a text: one PDF, or a PNG a page with so many `dots` an inch."""
    main = folder / "main.typ"
    main.write_text(text, encoding="utf-8")
    asked = {
        "input": str(main),
        "output": str(folder / "made"),
        "root": str(folder),
        "fonts": [str(HERE / "fonts")],
        "inputs": dict(inputs),
        "format": form,
        "options": {"pdf_standards": _STANDARDS, "timestamp": stamp} if form == "pdf" else {"ppi": dots},
    }
    said = _ask(asked)
    if "message" in said:
        raise DocumentError(_explain(said))
    return [Path(file).read_bytes() for file in said["files"]]


def _told(report: ReportText) -> Mapping[str, Any]:
    """Return what the template asks of a report, as plain text: none of it is read as Typst."""
    day = report.dated
    return {
        "site": report.site,
        "title": report.title,
        "cover": report.cover,
        "published": report.published,
        "byline": report.byline,
        "maker": report.maker,
        "url": report.url,
        "told": report.told,
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "language": report.language,
    }


def _ask(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        run = subprocess.run(  # noqa: S603 - the command is ours
            _WORKER, input=json.dumps(asked).encode(), capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"the Typst compiler was not done after {_SECONDS} seconds") from error
    if run.returncode:
        last = run.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise DocumentError(f"the Typst compiler fails: {last or run.returncode}")
    said: Mapping[str, Any] = json.loads(run.stdout)
    return said


def _explain(said: Mapping[str, Any]) -> str:
    """Return in one line what the compiler says, without its drawing of the place in a file that nobody wrote."""
    if strange := _NO_FORM.search(said["message"]):
        return f"its typefaces have no form for “{strange[1]}”"
    return f"the Typst compiler says: {' '.join([said['message'], *said['hints']])}"
