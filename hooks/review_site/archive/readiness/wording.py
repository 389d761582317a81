"""The words that the page and the command share: results, marks, what stops the bundle."""

from collections.abc import Mapping

from review_site.archive.readiness.model import Assessed, Mark, Place, Readiness, Result

RESULT_WORDS: Mapping[Result, str] = {
    "pass": "Met",
    "fail": "Not met",
    "not told": "Nobody has said",
    "not checked here": "Not checked here",
    "does not apply": "Does not apply",
}
RESULT_MEANINGS: Mapping[Result, str] = {
    "pass": "The rule was checked, and nothing was found against it.",
    "fail": "The rule was checked, and something was found against it.",
    "not told": "Only people can say, and nobody has said all of it in the register.",
    "not checked here": "It needs a tool that was not given: a browser, or a checker of HTML.",
    "does not apply": "The website has nothing that the rule speaks of.",
}
MARK_WORDS: Mapping[Mark, str] = {
    "S": "The rule was read in the source’s own text.",
    "H": "Only the heading of the rule was read in the source. The detail is general knowledge.",
}


def verdict(readiness: Readiness) -> str:
    """Return in one or two sentences how ready a site is."""
    counts = readiness.counts()
    failing, stopping = counts["fail"], sum(one.stops for one in readiness.assessed)
    if not failing:
        words = "Every rule that could be checked is met."
    else:
        verb = "is" if failing == 1 else "are"
        words = f"{failing} of the {len(readiness.assessed)} rules {verb} not met."
    if stopping and readiness.recorded:
        words += f" {stopping} of them {'stops' if stopping == 1 else 'stop'} the bundle."
    elif stopping:
        words += " None of them stops the bundle: this folder has no record of its own."
    waiting = counts["not told"] + counts["not checked here"]
    if waiting:
        words += f" {waiting} {'is' if waiting == 1 else 'are'} still to be said or checked."
    return words


def stopping_words(one: Assessed, *, recorded: bool) -> str:
    """Return whether a rule stops the bundle, and why."""
    if not one.rule.blocks:
        return f"It does not stop the bundle. {one.rule.because}"
    if not recorded:
        return (
            f"It does not stop the bundle of a folder without a record of its own (site-index.json). {one.rule.because}"
        )
    return f"It stops the bundle where it is not met. {one.rule.because}"


def place_words(place: Place) -> str:
    """Return where a place is: the file, and the line where it has one."""
    return place.file if place.line is None else f"{place.file}, line {place.line}"
