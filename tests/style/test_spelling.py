import pytest

from review_site.style.spelling import british


@pytest.mark.parametrize(
    ("american", "spelt"),
    [
        *(("organize", "organise"), ("Recognizing", "Recognising"), ("organizations", "organisations")),
        *(("emphasized", "emphasised"), ("prioritizes", "prioritises"), ("analyzing", "analysing")),
        *(("color", "colour"), ("behaviors", "behaviours"), ("neighborhoods", "neighbourhoods")),
        *(("favorite", "favourite"), ("unfavorable", "unfavourable"), ("labored", "laboured")),
        *(("center", "centre"), ("kilometers", "kilometres"), ("theater", "theatre"), ("centered", "centred")),
        *(("traveling", "travelling"), ("counselor", "counsellor"), ("labeled", "labelled")),
        *(("defense", "defence"), ("practiced", "practised"), ("fulfillment", "fulfilment"), ("enroll", "enrol")),
        *(("pediatrician", "paediatrician"), ("maneuvering", "manoeuvring"), ("program", None), ("gray", "grey")),
        *(("skeptical", "sceptical"), ("catalog", "catalogue"), ("percent", "per cent"), ("mom", "mum")),
    ],
)
def test_gives_the_british_spelling(american: str, spelt: str | None) -> None:
    assert british(american) == spelt


@pytest.mark.parametrize(
    "word",
    [
        *("size", "sized", "resize", "prize", "prizes", "seize", "seizing", "capsize", "maize", "citizen", "horizon"),
        *("magazine", "wizard", "bizarre", "Pfizer", "organise", "analyse", "exercise", "advise", "surprise", "raise"),
        *("colour", "honorary", "honorific", "humorous", "vigorous", "laboratory", "glamorous", "coloration", "armada"),
        *("meter", "centre", "enter", "later", "fibre", "parameter", "diameter", "literal", "litter"),
        *("license", "licence", "practice", "program", "check", "story", "tire", "curb", "draft", "judgment"),
        *("travelled", "traveller", "counsellor", "modelled", "fulfilled", "fulfilling", "rolled", "appealed"),
        *("offensive", "defensive", "sense", "dense", "anemone", "encyclopedia", "inquiry", "focused", "Reading"),
    ],
)
def test_leaves_other_words_alone(word: str) -> None:
    assert british(word) is None
