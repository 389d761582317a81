"""What a report asked, and what came back, as far as that may be seen at an instant."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from review_site.clock import is_due
from review_site.content.library import Library
from review_site.content.report import Report
from review_site.content.report_questions import Answer, Questions
from review_site.content.shelf import Sourced
from review_site.lifecycle.calls import state_at


def with_answers_so_far(seen: Library, whole: Library, instant: datetime) -> Library:
    """Return the library as it is seen at an instant with those questions and answers of its reports that may be.

    Questions are shown from their own date on, else with the report. An answer may be seen once the call that gathered
    it has closed, and what tells of it is out. `whole` is the library with what is still to come.
    """
    if not any(report.entry.questions for report in seen.reports.values()):
        return seen
    out = {*seen.pages, *(post.entry.address for post in seen.posts)}
    reports = {name: _so_far(report, seen, whole, out, instant) for name, report in seen.reports.items()}
    return replace(seen, reports=reports)


def _so_far(
    report: Sourced[Report], seen: Library, whole: Library, out: set[str], instant: datetime
) -> Sourced[Report]:
    questions = report.entry.questions
    if questions is None:
        return report
    shown: Questions | None = None
    if questions.from_ is None or is_due(questions.from_.due, instant):
        answers = questions.answers if _has_closed(questions, whole, instant) else ()
        shown = questions.model_copy(
            update={"answers": tuple(one for one in answers if _is_out(one, seen.publications, out))}
        )
    return Sourced(report.entry.model_copy(update={"questions": shown}), report.source)


def _has_closed(questions: Questions, library: Library, instant: datetime) -> bool:
    call = library.calls.get(questions.call)
    return call is not None and call.entry.status == "ready" and state_at(call.entry, instant) in ("closed", "reported")


def _is_out(answer: Answer, publications: Mapping[str, object], out: set[str]) -> bool:
    return answer.publication in publications if answer.publication else answer.page in out
