"""The answers to a recommendation one after the other, each with its day and its source."""

from dataclasses import dataclass
from datetime import datetime

from review_site.clock import is_due
from review_site.content.recommendations import Recommendation, Recommendations, Response, spoken, words_of
from review_site.content.when import When


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was given: `on` is None where no day is told, which then counts from the first."""

    response: Response
    on: When | None
    note: str | None
    source: tuple[str, ...]

    @property
    def words(self) -> str:
        """The answer in the words that readers meet."""
        return words_of(self.response)

    @property
    def spoken(self) -> str:
        """The answer as it stands at the beginning of a line."""
        return spoken(self.words)

    def is_given(self, instant: datetime) -> bool:
        """Tell whether it was given by an instant."""
        return self.on is None or is_due(self.on.due, instant)


def answers_to(one: Recommendation, register: Recommendations) -> tuple[Given, ...]:
    """Return every answer to a recommendation of a register, the first first."""
    if one.history:
        return tuple(Given(step.response, step.on, step.note, step.source) for step in one.history)
    if one.response is None:
        return ()
    on = one.response_date or register.responded
    return (Given(one.response, on, one.response_note, one.response_source or ()),)


def answered_at(register: Recommendations, instant: datetime) -> Recommendations:
    """Return a register with the answers alone that were given by an instant (London)."""
    responded = register.responded
    if responded is not None and not is_due(responded.due, instant):
        responded = None
    entries = tuple(_answered(one, register, instant) for one in register.recommendations)
    return register.model_copy(update={"recommendations": entries, "responded": responded})


def _answered(one: Recommendation, register: Recommendations, instant: datetime) -> Recommendation:
    given = [answer.is_given(instant) for answer in answers_to(one, register)]
    if all(given):
        return one
    nothing = {"response": None, "response_note": None, "response_source": None, "response_date": None}
    if not one.history:
        return one.model_copy(update=nothing)
    so_far = tuple(step for step, is_given in zip(one.history, given, strict=True) if is_given)
    return one.model_copy(update={"history": so_far, "response": so_far[-1].response if so_far else None})
