import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.report.documents.conftest import FORMS
from tests.report.documents.made import made_report

from review_site.problems import ProblemsError
from review_site.report.documents import making, pandoc, typesetting
from review_site.report.documents.making import make_documents
from review_site.report.documents.model import Document, Part

ROOT = Path(__file__).parents[3]
DIGESTS = """
import hashlib, json, sys
from pathlib import Path
from tests.report.documents.conftest import FORMS
from tests.report.documents.made import made_report
from review_site.report.documents.making import make_documents
made = make_documents(made_report(), FORMS, "r.yml")
print(json.dumps({one.form: hashlib.sha256(one.data).hexdigest() for one in made}))
"""
FEW = (Part(address="/lamps/summary/", title="Summary", chapter=None, html="<p>Lamps are few.</p>"),)


def digests(folder: Path, zone: str, seed: str) -> dict[str, str]:
    (folder / "home").mkdir(parents=True)
    (folder / "tmp").mkdir()
    own = {"TZ": zone, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "PYTHONHASHSEED": seed}
    path = os.pathsep.join((str(ROOT / "hooks"), str(ROOT)))
    run = subprocess.run(
        [sys.executable, "-c", DIGESTS],
        env={**os.environ, **own, "PYTHONPATH": path},
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert not list((folder / "tmp").iterdir())
    assert not list((folder / "home").iterdir())
    return json.loads(run.stdout)


def test_the_same_report_gives_the_same_bytes_wherever_it_is_made(tmp_path: Path) -> None:
    first = digests(tmp_path / "one", "UTC", "1")
    assert first.keys() == set(FORMS)
    assert digests(tmp_path / "two with a space", "Pacific/Auckland", "2") == first


def test_another_day_gives_other_bytes() -> None:
    day = made_report().dated.replace(day=3)
    before, after = (make_documents(made_report(parts=FEW, **said), FORMS, "r.yml") for said in ({}, {"dated": day}))
    assert all(one.data != other.data for one, other in zip(before, after, strict=True))


def test_what_was_made_is_kept_and_what_was_spoiled_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = made_report(parts=FEW)
    first = make_documents(report, FORMS, "r.yml", tmp_path)
    calls: list[str] = []
    make = making._make
    monkeypatch.setattr(making, "_make", lambda report, form: calls.append(form) or make(report, form))
    assert make_documents(report, FORMS, "r.yml", tmp_path) == first
    assert calls == []
    kept = sorted(file for file in tmp_path.iterdir())
    assert len(kept) == len(FORMS)
    kept[0].write_bytes(kept[0].read_bytes()[:-1])
    assert make_documents(report, FORMS, "r.yml", tmp_path) == first
    assert len(calls) == 1
    make_documents(made_report(parts=FEW, cover="Another"), FORMS, "r.yml", tmp_path)
    assert sorted(calls[1:]) == sorted(FORMS)


def test_forms_come_in_the_order_in_which_they_are_asked_for() -> None:
    made = make_documents(made_report(parts=FEW), ["plain text", "PDF", "plain text"], "r.yml")
    assert [one.form for one in made] == ["plain text", "PDF"]
    assert isinstance(made[0], Document)


def test_what_a_tool_refuses_is_told_with_its_part() -> None:
    strange = Part(address="/lamps/chapter-2/", title="Signs", chapter=2, html="<p>A sign: \U0001f9ff\U000130fa.</p>")
    with pytest.raises(ProblemsError) as caught:
        make_documents(made_report(parts=(*FEW, strange)), FORMS, "content/reports/lamps.yml")
    (problem,) = caught.value.problems
    assert (problem.path, problem.field) == ("content/reports/lamps.yml", "formats")
    where = "the PDF cannot be made of “Chapter 2: Signs” (/lamps/chapter-2/)"
    assert problem.what == f"{where}: its typefaces have no form for “\U0001f9ff”"
    assert "leave PDF out of `formats:`" in problem.mend
    assert "Summary" not in problem.what


@pytest.mark.parametrize(("module", "forms"), [(pandoc, ["plain text"]), (typesetting, ["PDF"])])
def test_a_tool_that_hangs_is_told(module, forms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", 0.001)
    with pytest.raises(ProblemsError, match=r"was not done after 0\.001 seconds"):
        make_documents(made_report(parts=FEW), forms, "r.yml")


def test_a_tool_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "find_spec", lambda _: None)
    with pytest.raises(ProblemsError, match="pandoc is not installed"):
        make_documents(made_report(parts=FEW), ["ODT"], "r.yml")


def test_nothing_that_is_said_of_a_report_is_read_as_markup() -> None:
    said = '#panic() $x$ @nobody *b* <b> & \\ ] [ "q" `c` //'
    report = made_report(
        title=said, cover=said, maker=said, byline=said, site=said, licence=said, notes=(said,), parts=FEW
    )
    made = {one.form: one.data for one in make_documents(report, FORMS, "r.yml")}
    assert said.upper() in made["plain text"].decode()


@pytest.mark.parametrize(
    "words",
    ["#panic()", "$x$", "@nobody", "#import &quot;a&quot;: b", "]#(", "= Not a heading", "&lt;p-1-1&gt;", "\\u{41}"],
)
def test_nothing_in_the_text_is_read_as_markup(words: str) -> None:
    table = f"<table><thead><tr><th>{words}</th></tr></thead></table>"
    html = f'<p>{words}</p><h2 id="a">{words}</h2><ul><li>{words}</li></ul>{table}'
    part = Part(address="/lamps/summary/", title="Summary", chapter=None, html=html)
    made = {one.form: one.data for one in make_documents(made_report(parts=(part,)), FORMS, "r.yml")}
    assert made.keys() == set(FORMS)
