"""No contact of a person comes into a site, unless the register says that it may."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.plugins.build import build_site
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

    with pytest.raises(ProblemsError) as raised:
        build_site(project, project / "site", "2030-01-01")
    assert [(problem.path, problem.line, problem.field) for problem in raised.value.problems] == [
        ("content/attachments/letter.docx", None, "contact")
    ]
    assert not (project / "site").exists()


def test_what_is_not_due_yet_is_not_told(site: Build) -> None:
    built = site(draw_post(body="Ring 07700 900123.", published="2031-05-01"))

    assert not (built / "fog-bells").exists()
