"""A made-up report with every form of text that a page may hold, as the documents take it."""

import io
from datetime import date
from pathlib import Path

from PIL import Image

from review_site.content.converted import convert
from review_site.content.paragraph_ledger import Numbered
from review_site.content.paragraph_words import numbered_elements
from review_site.report.documents.model import Part, ReportText
from review_site.report.fragments import parse_fragment
from review_site.report.paragraphs import number_paragraphs

CASES = Path(__file__).parents[2] / "cases/pages"
PICTURE = "/pictures/lamp-640.jpg"
CHART = """
<figure class="exhibit chart" id="figure-2-1">
<figcaption>Figure 2.1: Lamps that were lit</figcaption>
<svg width="100%" height="6.8em" role="img" aria-labelledby="a b" overflow="visible" fill="currentColor">
<title id="a">Lamps that were lit</title><desc id="b">There were 12 in the north, and about 7 in the south</desc>
<text x="0%" y="1em">North <tspan font-weight="700" dx="0.25em">12</tspan></text>
<rect class="bar" x="0%" y="1.7em" width="100%" height="1em" fill="currentColor"></rect>
<line class="axis" x1="0%" y1="1.5em" x2="0%" y2="2.9em" stroke="currentColor" stroke-width="1"></line>
<text x="0%" y="4.7em">South <tspan font-weight="700" dx="0.25em">about 7</tspan></text>
<rect class="bar inexact" x="0%" y="5.4em" width="58.33%" height="1em" fill="none" stroke="currentColor"></rect>
</svg>
<details>
<summary>The figures as a table</summary>
<table><caption class="unseen">Figure 2.1: Lamps that were lit, as a table</caption>
<thead><tr><th scope="col">Coast</th><th scope="col" class="right">Lamps</th></tr></thead>
<tbody><tr><th scope="row">North</th><td class="right">12</td></tr>
<tr><th scope="row">South</th><td class="right">about 7</td></tr></tbody></table>
</details>
<p class="quiet">Source: <a href="https://harbour.example.org/lamps">The Harbour</a>. As at
<time datetime="2021-05-01">1 May 2021</time>. <a href="/lamps/lit.csv">Figure 2.1 as CSV (44 bytes)</a></p>
</figure>
"""
TABLE = """
<div class="exhibit" id="table-2-1">
<table><caption>Table 2.1: Keepers<small>Who keeps what.</small></caption>
<thead><tr><th scope="col">Keeper</th><th scope="col">Lamp</th></tr></thead>
<tbody><tr><th scope="row">Ada</th><td>North</td></tr></tbody></table>
<p class="quiet">Source: the review.</p>
</div>
"""
FIRST = """<p>Lamps are few, and rocks are many. See <a href="/lamps/chapter-2/#figure-2-1">figure 2.1</a> and
<a href="/lamps/chapter-2/#table-2-1">table 2.1</a>.</p>
"""
SECOND = f"""
<p>The rocks are many.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> See
<a href="/lamps/chapter-1/#p-1-1">paragraph 1.1</a>, <a href="#figure-2-1">figure 2.1</a>,
<a href="#a-thing">a thing</a>, <a href="/about/">the review</a> and <a href="/lamps/">the report</a>.</p>
<h2 id="words">Words</h2>
<p>They are sharp, and the keepers’ own.<sup id="fnref2:1"><a class="footnote-ref" href="#fn:1">1</a></sup>
A ‘word’.</p>
{CHART}{TABLE}
<ul><li id="a-thing">A thing.<sup id="fnref:2"><a class="footnote-ref" href="#fn:2">2</a></sup></li></ul>
<p>Nobody's words: <span lang="cy">Goleudy</span>.</p>
<figure><picture><source type="image/webp" srcset="/pictures/lamp-640.webp 640w"><img src="{PICTURE}"
alt="A lamp in a dark room." width="640" height="480"></picture>
<figcaption>The lamp room. <small>Photograph by A. Lamp</small></figcaption></figure>
<p><img src="/pictures/gone.jpg" alt="A bell that is gone"></p>
<div class="footnote"><hr><ol>
<li id="fn:1"><p>Counted from the sea.&#160;<a class="footnote-backref" href="#fnref:1">↩</a><a class="footnote-backref"
href="#fnref2:1">↩</a></p></li>
<li id="fn:2"><p>Told by <a href="https://harbour.example.org/things?a=1&amp;b=2">The Harbour</a>.&#160;<a
class="footnote-backref" href="#fnref:2">↩</a></p></li></ol></div>
"""


def picture() -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def count(html: str, chapter: int) -> str:
    """A chapter whose paragraphs are counted."""
    found = numbered_elements(parse_fragment(html))
    return number_paragraphs(html, [Numbered(f"{chapter}.{n}", one.words) for n, (_, one) in enumerate(found, 1)])


def every_form() -> str:
    html = convert((CASES / "every-form.md").read_text(encoding="utf-8"))
    assert html
    return count(html, 1)


def made_report(**changes: object) -> ReportText:
    """A report of three parts: a summary, a chapter with every form of text, one with charts and pictures."""
    parts = (
        Part(address="/lamps/summary/", title="Summary", chapter=None, html=FIRST),
        Part(address="/lamps/chapter-1/", title="The lamps", chapter=1, html=every_form()),
        Part(address="/lamps/chapter-2/", title="The rocks & reefs", chapter=2, html=count(SECOND, 2)),
    )
    said = {
        "title": "Lamps & <Rocks>",
        "cover": "What the keepers' panel told us",
        "maker": "Example project",
        "byline": "A summary by the example project, not the report itself",
        "site": "Review of Lighthouses",
        "root": "https://lighthouses.example.org/",
        "url": "https://lighthouses.example.org/lamps/",
        "language": "en-GB",
        "published": "3 May 2021",
        "dated": date(2021, 6, 2),
        "licence": "These words may be used by anyone.",
        "parts": parts,
        "notes": ("This review is made up.",),
        "pictures": {PICTURE: picture()},
    }
    return ReportText(**(said | changes))
