"""Names between files: whatever stands where a name should is told of where it stands, and stops no check."""

from review_site.content.references import check_sections
from review_site.content.source import Source
from review_site.problems import Problems


def test_a_section_that_has_no_data_is_told_and_what_is_no_name_is_left_to_its_field() -> None:
    problems = Problems()
    page = Source("docs/fog.md", {"show": ["missions", {"title": "fog"}, ["people"]]}, {("show", 0): 4})
    check_sections([page], {"missions"}, problems)
    assert [(problem.line, problem.what) for problem in problems] == [(4, "missions has no data")]
