"""No contact of a person comes into a site, unless the register says that it may."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.plugins.build import build_site
from review_site.plugins.contact_checks import check_contacts
from review_site.problems import ProblemsError

Build = Callable[..., Path]
_MEND = "take it out, or name it under public_contacts in content/review.yml and say why it may be published"


def _register(more: str) -> str:
    text = (Path(__file__).parents[1] / "example/content/review.yml").read_text(encoding="utf-8")
    rows = "".join(f"    {row}".rstrip() + "\n" for row in (text + more).splitlines())
    return f"content/review.yml\n{rows}"


def test_a_contact_in_a_text_is_told_at_its_line_and_not_repeated(site: Build) -> None:
    body = "Words.\n\nRing Dee on 07700 900123, or write to dee@foam.example.org."
    with pytest.raises(ProblemsError) as raised:
        site(draw_post(body=body))

    assert [str(problem) for problem in raised.value.problems] == [
        f"content/blogs/2021-05-01-fog-bells.md:14: contact: has a mail address that may be a person’s"
        f" (d…@foam.example.org) ({_MEND})",
        f"content/blogs/2021-05-01-fog-bells.md:14: contact: has a telephone number that may be a person’s"
        f" (077…23) ({_MEND})",
    ]


def test_what_the_register_names_may_stand(site: Build) -> None:
    named = """
public_contacts:
  - contact: dee@foam.example.org
    because: She asked that it stand in her piece.
  - contact: "+44 7700 900123"
    because: It is the number of the harbour's office.
"""
    body = "Ring 07700 900123, write to Dee@foam.example.org or keeper@lighthouses.example.org."
    built = site(_register(named) + draw_post(body=body))

    assert "07700 900123" in (built / "fog-bells/index.html").read_text(encoding="utf-8")


def test_what_the_register_names_must_be_a_contact(lay: Callable[[str], Path]) -> None:
    project = lay(_register("public_contacts:\n  - contact: the harbour\n    because: It is known.\n"))
    with pytest.raises(ProblemsError, match=r"public_contacts\.1\.contact: “the harbour” is neither a mail address"):
        build_site(project, project / "site", "2030-01-01")


def test_a_contact_in_a_document_is_told(lay: Callable[[str], Path]) -> None:
    project = lay(draw_post(body="Read [the letter](letter.docx)."))
    with zipfile.ZipFile(project / "content/attachments/letter.docx", "w") as packed:
        packed.writestr("word/document.xml", "<w:t>07700 </w:t><w:t>900123</w:t>")

    assert _places(project) == [("content/attachments/letter.docx", None, "(077…23)")]
    assert not (project / "site").exists()


def test_a_contact_that_is_written_in_another_way_is_told_where_people_wrote_it(lay: Callable[[str], Path]) -> None:
    body = "Ring 07700&nbsp;900 123,\nor read [the letter](letter.docx)."
    project = lay(draw_post(body=body, summary="Ring 07700 900123."))
    with zipfile.ZipFile(project / "content/attachments/letter.docx", "w") as packed:
        packed.writestr("word/document.xml", "<w:t>07700 900123</w:t>")

    assert _places(project) == [
        ("content/attachments/letter.docx", None, "(077…23)"),
        ("content/blogs/2021-05-01-fog-bells.md", 9, "(077…23)"),
        ("content/blogs/2021-05-01-fog-bells.md", 12, "(077…23)"),
    ]


def test_a_contact_in_a_file_that_is_made_is_told_there_where_nobody_is_known_to_have_written_it(
    tmp_path: Path, lay: Callable[[str], Path]
) -> None:
    project, site = lay(draw_post(body='Ring 07700 [900](/about/ "(us)") 126.')), tmp_path / "site"
    library = read_library(project / "content", project / "docs")
    texts = {"a.html": "01632 960127", "b.html": "01632 960127", "c.html": "01632 960128", "d.atom": "07700 900126"}
    site.mkdir()
    for name, text in texts.items():
        (site / name).write_text(text, encoding="utf-8")

    told = check_contacts(site, library, parse_instant("2030-01-01"), {"c.html": "docs/about.md"}, project)
    assert [str(one).partition(f" ({_MEND})")[0] for one in told] == [
        "a.html: contact: has a telephone number that may be a person’s (016…27), and so has 1 other file",
        "docs/about.md: contact: has a telephone number that may be a person’s (016…28)",
        "content/blogs/2021-05-01-fog-bells.md: contact: has a telephone number that may be a person’s (077…26)",
    ]


def _places(project: Path) -> list[tuple[str, int | None, str]]:
    with pytest.raises(ProblemsError) as raised:
        build_site(project, project / "site", "2030-01-01")
    return [(problem.path, problem.line, problem.what.rpartition(" ")[2]) for problem in raised.value.problems]


def test_what_is_not_due_yet_is_not_told(site: Build) -> None:
    built = site(draw_post(body="Ring 07700 900123.", published="2031-05-01"))

    assert not (built / "fog-bells").exists()
