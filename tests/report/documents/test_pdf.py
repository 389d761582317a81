import io
from pathlib import Path

import pikepdf
import pytest
import typst
from tests.report.documents.judging import bookmarks, links, pdf_faults, structures, text_of_pdf, words_of
from tests.report.documents.made import made_report

from review_site.report.documents.making import make_documents
from review_site.report.documents.model import Part
from review_site.report.documents.preparing import prepare, refined


@pytest.fixture
def pdf(documents: dict[str, bytes], tmp_path: Path) -> Path:
    file = tmp_path / "report.pdf"
    file.write_bytes(documents["PDF"])
    return file


def broken(data: bytes, how) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        how(pdf)
        pdf.save(stream)
    return stream.getvalue()


def test_a_pdf_is_tagged_titled_and_of_a_language(documents: dict[str, bytes]) -> None:
    assert pdf_faults(documents["PDF"]) == []
    with pikepdf.open(io.BytesIO(documents["PDF"])) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        meta = pdf.open_metadata()
        assert meta["dc:title"] == "Lamps & <Rocks>"
        assert meta["pdfaid:part"] == "2"
        assert meta["pdfaid:conformance"] == "A"
        assert str(pdf.docinfo.Author) == "Example project"
        assert str(pdf.docinfo.CreationDate).startswith("D:20210602")
        alts = [str(figure.Alt) for figure in structures(pdf, "/Figure")]
        assert alts == [
            "Lamps that were lit. There were 12 in the north, and about 7 in the south.",
            "A lamp in a dark room.",
        ]
        assert len(structures(pdf, "/Note")) == 4  # each once, however often it is named


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        (lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False), "tags"),
        (lambda pdf: pdf.Root.__delitem__("/Lang"), "language"),
        (lambda pdf: pdf.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"), "title shown"),
        (lambda pdf: pdf.Root.__delitem__("/Metadata"), "PDF/UA identifier"),
        (lambda pdf: pdf.pages[0].obj.__delitem__("/StructParents"), "no page without tags"),
        (lambda pdf: structures(pdf, "/Figure")[0].__delitem__("/Alt"), "words for figures"),
        (
            lambda pdf: [one.__setitem__("/S", pikepdf.Name.TD) for one in structures(pdf, "/TH")],
            "header cells in tables",
        ),
    ],
)
def test_the_judge_of_a_pdf_can_fail(documents: dict[str, bytes], how, fault: str) -> None:
    assert fault in pdf_faults(broken(documents["PDF"], how))


def test_the_judge_of_typefaces_can_fail(documents: dict[str, bytes]) -> None:
    def take_away(pdf: pikepdf.Pdf) -> None:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
                for name in ("/FontFile2", "/FontFile3"):
                    if name in one:
                        del one[name]

    assert pdf_faults(broken(documents["PDF"], take_away)) == ["fonts embedded"]


def test_a_plain_pdf_has_most_of_these_faults() -> None:
    plain = typst.compile(b"= A heading\n\nWords.", format="pdf", pdf_tags=False)
    assert {"tags", "title", "PDF/UA identifier"} <= set(pdf_faults(plain))


def test_bookmarks_are_the_headings(documents: dict[str, bytes]) -> None:
    headings = [heading.words for heading in prepare(refined(made_report())).headings]
    assert bookmarks(documents["PDF"]) == ["Contents", *headings]
    fewer = broken(documents["PDF"], lambda pdf: pdf.Root.Outlines.__setitem__("/First", pdf.Root.Outlines.Last))
    assert bookmarks(fewer) != ["Contents", *headings]


def test_links_lead_out_and_to_places_in_it(documents: dict[str, bytes]) -> None:
    out, inside = links(documents["PDF"])
    assert "https://lighthouses.example.org/about/" in out
    assert "https://lighthouses.example.org/lamps/lit.csv" in out
    assert "https://harbour.example.org/things?a=1&b=2" in out
    assert not [
        address for address in out if address.startswith(("/", "https://lighthouses.example.org/lamps/chapter"))
    ]
    assert inside > 15  # contents, notes, and three of the text


def test_a_reader_finds_the_paragraphs_in_order_with_their_numbers(pdf: Path) -> None:
    words = " ".join(words_of(text_of_pdf(pdf)))
    paragraphs = (
        "1 1 A post with every form of text",
        "1 2 Words may be strong stressed both",
        "1 5 Then in order",
        "2 1 The rocks are many",
        "Figure 2 1 Lamps that were lit",
        "Table 2 1 Keepers Who keeps what",
        "2 3 Nobody s words Goleudy",
    )
    places = [words.find(paragraph) for paragraph in paragraphs]
    assert -1 not in places
    assert places == sorted(places)


def test_every_page_says_which_of_how_many_it_is(pdf: Path) -> None:
    pages = text_of_pdf(pdf).split("\f")[:-1]
    assert "Page" not in pages[0]
    for number, page in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in page


def test_the_cover_says_whose_words_these_are(pdf: Path) -> None:
    cover = text_of_pdf(pdf).split("\f")[0]
    for words in ("Review of Lighthouses", "Lamps & <Rocks>", "What the keepers’ panel told us", "3 May 2021"):
        assert words in cover
    assert "A summary by the example project, not the report itself" in " ".join(cover.split())


def test_a_report_that_is_no_summary_claims_no_author(tmp_path: Path) -> None:
    (made,) = make_documents(made_report(byline="", cover="", published=""), ["PDF"], "r.yml")
    file = tmp_path / "own.pdf"
    file.write_bytes(made.data)
    assert "summary by" not in text_of_pdf(file)
    assert pdf_faults(made.data) == []


def test_a_thousand_numbered_paragraphs_keep_their_numbers(tmp_path: Path) -> None:
    paragraphs = "".join(
        f'<p class="numbered" id="p-1-{n}"><a class="para" href="#p-1-{n}">'
        f'<span class="unseen">Paragraph </span>1.{n}</a> Words of it.</p>'
        for n in range(1, 1001)
    )
    long = Part(address="/lamps/long/", title="Long", chapter=1, html=paragraphs)
    (made,) = make_documents(made_report(parts=(long,)), ["PDF"], "r.yml")
    file = tmp_path / "long.pdf"
    file.write_bytes(made.data)
    text = text_of_pdf(file)
    assert all(f"1.{n}" in text for n in (1, 999, 1000))
