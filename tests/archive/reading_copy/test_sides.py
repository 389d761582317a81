"""What is the same on a recorded page and in its copy, what is not, and what no page of a copy may have."""

import hashlib
from datetime import date

import pytest

from review_site.archive.verify.copied_markup import read_pieces
from review_site.archive.verify.copied_page import page_faults
from review_site.archive.verify.copied_sides import Side, plain_form
from review_site.archive.verify.copy_places import places_of
from review_site.archive.verify.location import Location

ROOT = "https://r.example/"
FILES = {f"{ROOT}{name}": f"{name}index.html" for name in ("", "about/")}
FILES |= {f"{ROOT}{name}": name for name in ("dot.png", "plan.pdf", "s.css", "s.svg", "one.html")}
PLACES = places_of(FILES | {f"{ROOT}s.js": ""}, ROOT)
PAGE = Location("https", "r.example", "", "/about/", "")
FILE = "about/index.html"
DRAWING = '<svg><symbol id="a"><path d="M1"/></symbol><g id="b"><g id="c"/></g></svg>'


def _faults(
    recorded: str | None, copied: str, *, is_xml: bool = False, notice: tuple[str, date | None] | None = None
) -> list[str]:
    faults = page_faults(
        recorded,
        copied,
        PLACES,
        PAGE,
        FILE,
        holds=lambda name, media_type, content: (name, media_type, content) == ("dot.png", "image/png", b"png"),
        files=set(FILES.values()),
        notice=notice,
        is_xml=is_xml,
        drawing=lambda name: read_pieces(DRAWING, is_xml=True) if name == "s.svg" else [],
    )
    return [f"{line}: {name}: {what}" for line, name, what in faults]


@pytest.mark.parametrize(
    ("recorded", "copied"),
    [
        ("<p>One  two\nthree</p>", "<P> One two three </P>"),
        ("<p id=a class='b'>", '<p class="b" id="a">'),
        ("<svg><script><z></z>b</script>a</svg>", "<svg>a</svg>"),
        ("<iframe srcdoc='<p>a'></iframe>", "<iframe srcdoc='<p>a<i data-reading-copy=note>b</i>'></iframe>"),
        ("a<script>x()</script>b<noscript><p>c</p></noscript>", "ab<p>c</p>"),
        ("<noembed><b></noembed><noframes>x</noframes>", ""),
        ("<base href=/><a href=plan.pdf>x</a>", '<a href="../plan.pdf">x</a>'),
        ("<base href=javascript:x><a href=/plan.pdf>x</a>", '<a href="../plan.pdf">x</a>'),
        ("<base href=/x/><base href=/><a href=../plan.pdf>x</a>", '<a href="../plan.pdf">x</a>'),
        ("<xmp><b></xmp>", "<pre>&lt;b></pre>"),
        ("<plaintext><b>", "<pre>&lt;b>"),
        ("<p onclick=x() nonce=a ping=b>", "<p>"),
        ("<button disabled formaction=/x>", "<button>"),
        ("<input><select>", "<input disabled><select disabled>"),
        ("<svg:a/>", "<a/>"),
        # where links lead
        ("<a href=../plan.pdf?x=1#p>", '<a href="../plan.pdf?x=1#p">'),
        ("<a href=/one>", "<a href='../one.html'>"),
        ("<a href=http://r.example:80/plan.pdf>", "<a href=../plan.pdf>"),
        ("<a href=//o.example/x#y>", "<a href='https://o.example/x#y' data-leads-out=''>"),
        ("<area href=mailto:a@b.example>", "<area href=mailto:a@b.example>"),
        ("<a href=#p>", "<a href='#p'>"),
        ("<a href=/gone/#p>", f"<a data-not-here='{ROOT}gone/#p' title='Not in this copy: {ROOT}gone/#p'>"),
        ("<a href=/gone/>", f"<a data-not-here='{ROOT}gone/' title='Heb fod yn y copi hwn: {ROOT}gone/'>"),
        ("<a href=javascript:x() title=t>", "<a data-not-here title=t>"),
        ("<a href=javascript:x()>", "<a data-not-here='' title='Not in this copy'>"),
        ("<blockquote cite=/gone/>", f"<blockquote cite={ROOT}gone/>"),
        ("<blockquote cite=javascript:x()>", "<blockquote>"),
        ("<q cite=/plan.pdf>", "<q cite=../plan.pdf>"),
        # what is shown
        ("<img src=/dot.png>", "<img src=../dot.png>"),
        ("<img src='data:image/png,x '>", "<img src='data:image/png,x'>"),
        ("<img src=https://o.example/x.png alt=A>", "<img alt=A>"),
        ("a<img src=https://o.example/x.png>b<img src=/gone.png alt=''>", "ab"),
        ("<img src=/gone.png srcset='/dot.png 2x, /gone.png 3x'>", "<img srcset='../dot.png 2x'>"),
        ("<img srcset='/gone.png 2x' alt=A>", "<img alt=A>"),
        ("<picture><source srcset=/gone.webp><img src=/dot.png></picture>", "<picture><img src=../dot.png></picture>"),
        ("<video poster=/dot.png><track src=/gone.vtt></video>", "<video poster=../dot.png></video>"),
        ("<video src=/gone.mp4>", "<video>"),
        ("<body background=/gone.png>", "<body>"),
        ("a<embed src=/gone.swf>b<iframe src=/gone/><b></iframe>c", "abc"),
        ("<iframe src=/gone/></iframe><iframe src=/><p></iframe>", "<iframe src='../index.html'></iframe>"),
        ("<iframe>x</iframe>", "<iframe></iframe>"),
        ("<iframe src=/gone/ srcdoc='<p>a'></iframe>", "<iframe srcdoc='<p>a'></iframe>"),
        ("<iframe srcdoc='<script>x</script>'></iframe>a", "a"),
        ("<object data=/plan.pdf type=a/b src=x>", "<object data=../plan.pdf type=a/b>"),
        ("<object data=/gone.swf type=a/b>", "<object>"),
        ("<svg><source src=/gone.mp4 /><g/></svg>", "<svg><g/></svg>"),
        ("<svg><use href=#a /></svg>", "<svg><use href='#a'/></svg>"),
        ("<svg><use href=/s.svg#a /></svg>", "<svg><use/></svg>"),
        ("<svg><image xlink:href=/dot.png /></svg>", "<svg><image xlink:href='../dot.png'/></svg>"),
        ("<svg><image href=data:image/png,x /></svg>", "<svg><image href='data:image/png,x'/></svg>"),
        ("<svg><animate attributeName=xlink:href to=x from=y by=z values=a /></svg>", "<svg><animate/></svg>"),
        ("<svg><set attributeName=onclick to=x /></svg>", "<svg><set/></svg>"),
        # the head
        ("<meta charset=utf-8><meta http-equiv=Content-Type content=x>", ""),
        ("<meta http-equiv=' Refresh ' content=0><meta http-equiv=Set-Cookie content=x>", ""),
        ("<meta name=description content=x>", "<meta content=x name=description>"),
        ("<link rel='preload stylesheet' href=/s.css>", "<link href=../s.css rel=stylesheet>"),
        ("<link rel='SHORTCUT ICON' href=/dot.png>", "<link rel='shortcut icon' href=../dot.png>"),
        ("<link rel=shortcut href=/dot.png><link rel=preload href=/s.css><link rel=stylesheet href=' '>", ""),
        ("<link rel=stylesheet href=/gone.css><link rel=icon href=https://o.example/i.png>", ""),
        ("<link rel=icon href=#><link rel=next href=/gone/><link rel=me href=javascript:x()>", ""),
        ("<link rel=icon href=data:image/png,x>", "<link rel=icon href=data:image/png,x>"),
        ("<link rel=stylesheet href=data:text/css,x>", ""),
        ("<link rel=canonical href=/about/>", f"<link rel=canonical href={ROOT}about/>"),
        ("<link rel=shortlink href=/gone/#x>", f"<link rel=shortlink href={ROOT}gone/#x>"),
        ("<link rel=alternate href=https://o.example/>", "<link rel=alternate href=https://o.example/>"),
        ("<link rel=next href=/plan.pdf title=t>", "<link rel=next href=../plan.pdf title=t>"),
        ("<link href=/plan.pdf>", "<link href=../plan.pdf>"),
        # styles
        ("<p style='background:url(/dot.png)'>", "<p style='background: url(../dot.png)'>"),
        ("<p style='background:url(/dot.png)'>", "<p style='background:url(data:image/png;base64,cG5n)'>"),
        ("<p style='background:url(/gone.png)'>", "<p style='background:url(data:,)'>"),
        ("<style>a{b:url(/gone.png)}<!-- --></style>", "<style>a{b:url(data:,)}</style>"),
        ("<style>@import '/s.css'; @import '/gone.css';a{}</style>", "<style>@import '../s.css';a{}</style>"),
        ("<style>a{src:url(/gone.woff)}</style>", "<style>a{src:local(\"not in this copy\")}</style>"),
        ("<style>a{behavior:url(data:,)}/* x */</style>", "<style>a{-not-in-this-copy:url(data:,)}</style>"),
        ("<style>a{b:expression(x)}</style>", "<style>a{b:not-in-this-copy(x)}</style>"),
        ("<style>\\62 ody{c:'a  b'}</style>", "<style>body { c : 'a  b' }</style>"),
        ("<style>a{b:image-set('/dot.png' 1x)}</style>", "<style>a{b:image-set(url(../dot.png) 1x)}</style>"),
        ("<svg><g fill='url(#a)' stroke=red /></svg>", "<svg><g stroke='red' fill='url(#a)'/></svg>"),
        ("<style></style>", "<style></style>"),
    ],
)  # fmt: skip
def test_these_are_the_same(recorded: str, copied: str) -> None:
    assert _faults(recorded, copied) == []
    assert bool(_faults(recorded, "")) is bool(copied)


@pytest.mark.parametrize(
    ("recorded", "copied", "told"),
    [
        ("<p>a", "<p>b", "1: “b”: stands where the recorded page has “a”"),
        ("<p>a", "<p>a<i>", "1: <i>: is not on the recorded page"),
        ("<p>\na</p><i>", "<p>\na</p>", "2: <i>: of the recorded page is missing"),
        ("<p>" + "a" * 70, "<p>", f"1: “{'a' * 60}”: of the recorded page is missing"),
        ("<p></p>", "<p><" + "b" * 50 + ">", f"1: <{'b' * 40}>: stands where the recorded page has </p>"),
        ("<!doctype html><p>", "\n<p>", "2: <p>: stands where the recorded page has the document type"),
        ("<style>a{}</style>", "<style></style>", "1: </style>: stands where the recorded page has a stylesheet"),
        ("<p id=a dir=b>", "<p id=b lang=c>", "1: dir, id, lang of <p>: is not as on the recorded page"),
        ("<style>a{}</style>", "<style>b{}</style>", "1: style of a stylesheet: is not as on the recorded page"),
        ("<p style=a:b>", "<p>", "1: style of <p>: is not as on the recorded page"),
        ("<p style=a:b>", "<p style=a:c>", "1: style of <p>: is not as on the recorded page"),
        ("<iframe srcdoc=a></iframe>", "<iframe srcdoc=b></iframe>", "1: srcdoc of <iframe>: is not as on the"),
        ("<iframe srcdoc=a></iframe>", "<iframe src=''></iframe>", "1: src of <iframe>: is not as on the"),
        ("<a href=/plan.pdf>", "<a href=../plan.pdf?x>", "1: href of <a>: is not as"),
        ("<a href=/gone/>", "<a>", "1: data-not-here of <a>: is not as"),
        ("<a href=/gone/>", f"<a data-not-here='{ROOT}here/'>", "1: data-not-here of <a>"),
        ("<p disabled>", "<p>", "1: disabled of <p>: is not as"),
        ("<img src=data:image/png,x alt=a>", "<img src=data:image/png,y alt=a>", "1: src of <img>"),
        ("<object data=/plan.pdf type=a/b>", "<object data=../plan.pdf type=c/d>", "1: type of <object>"),
        ("<iframe srcdoc='<p>a<i data-reading-copy=b>'></iframe>", "<iframe srcdoc='<p>a'></iframe>", "1: srcdoc"),
        ("<p title=t>", "<p title='Not in this copy'>", "1: title of <p>: is not as"),
        ("<a href=/gone/>", f"<a data-not-here='{ROOT}gone/' title='Not in that copy: {ROOT}gone/'>", "1: title of"),
        ("<img src=/dot.png>", "<img src=../s.svg>", "1: src of <img>"),
        ("<img srcset='/dot.png 1x'>", "<img srcset='../dot.png 2x'>", "1: srcset of <img>"),
        ("<svg><animate attributeName=x to=1 /></svg>", "<svg><animate attributeName=x /></svg>", "1: to of <animate>"),
        ("<svg><g attributeName=href to=1 /></svg>", "<svg><g attributeName=href /></svg>", "1: to of <g>"),
        ("<p><script></script>a", "<p>", "1: “a”: of the recorded page is missing"),
        ("<iframe src=/></iframe>a", "<iframe src='../index.html'></iframe>", "1: “a”: of the recorded page is"),
        ("<p style='b:url(/dot.png)'>", "<p style='b:url(../s.svg)'>", "1: style of <p>"),
        ("<p style='b:url(/dot.png)'>", "<p style='b:url(data:,)'>", "1: style of <p>"),
        ("<p style='b:url(/dot.png)'>", "<p style='b:url(data:image/png;base64,cG5m)'>", "1: style of <p>"),
        ("<p style='b:url(/dot.png)'>", "<p style='b:url(data:image/png;base64,c)'>", "1: style of <p>"),
        ("<p style='b:url(/dot.png)'>", "<p style='b:url(data:image/gif;base64,cG5n)'>", "1: style of <p>"),
        ("<p style='b:url(/gone.png)'>", "<p style='b:url(data:image/png;base64,cG5n)'>", "1: style of <p>"),
        ("<p style='b:url(#a) url(#a)'>", "<p style='b:url(#a)'>", "1: style of <p>"),
        ("<style>a{b:'a  b'}</style>", "<style>a{b:'a b'}</style>", "1: style of a stylesheet"),
        ("<style>@namespace a 'b';</style>", "<style>@namespace a 'c';</style>", "1: style of a stylesheet"),
    ],
)  # fmt: skip
def test_these_are_not_and_the_first_place_is_told(recorded: str, copied: str, told: str) -> None:
    faults = _faults(recorded, copied)
    assert len(faults) == 1
    assert faults[0].startswith(told)


NOWHERE, OUT = "has no place in a copy", "loads https://o.example/x from another place"
HARMFUL, UNTOLD = "leads to what no copy may lead to", "leads out of the copy and does not say so"
USED = "can be used in a form that does not work"


@pytest.mark.parametrize(
    ("copied", "told"),
    [
        ("<p>a\n<script>x</script><base>", [f"2: <{one}>: {NOWHERE}" for one in ("script", "base")]),
        ("<p onclick=x integrity=y>", [f"1: {one} of <p>: {NOWHERE}" for one in ("onclick", "integrity")]),
        ("<meta http-equiv=' REFRESH'>", [f"1: <meta refresh>: {NOWHERE}"]),
        ("<meta http-equiv=x-ua-compatible content=y>", []),
        ("<p http-equiv=refresh>", []),
        # where it leads
        ("<a href=../plan.pdf><a href=#x><a href=mailto:a@b.example><a>", []),
        ("<a href=plan.pdf>", ["1: href of <a>: leads to about/plan.pdf, which is not in the copy"]),
        ("<a href=../../x>", ["1: href of <a>: leads to ../x, which is not in the copy"]),
        ("<a href=https://o.example/x>", [f"1: href of <a>: {UNTOLD}"]),
        ("<a href=https://o.example/x data-leads-out><area href=http://o.example/ data-leads-out>", []),
        ("<area href=http://o.example/x>", [f"1: href of <area>: {UNTOLD}"]),
        ("<a href=javascript:x data-leads-out>", [f"1: href of <a>: {HARMFUL}"]),
        ("<a href=data:text/html,x>", [f"1: href of <a>: {HARMFUL}"]),
        ("<iframe src=data:text/html,x>", [f"1: src of <iframe>: {HARMFUL}"]),
        ("<object data=data:text/html,x>", [f"1: data of <object>: {HARMFUL}"]),
        ("<p data=javascript:x>", []),
        ("<img src=data:image/png,x><link href=data:image/png,x><video poster=data:image/png,x>", []),
        ("<input src=data:image/png,x><image href=data:image/png,x>", []),
        ("<use href=data:image/png,x>", [f"1: href of <use>: {HARMFUL}"]),
        ("<img longdesc=data:text/html,x>", []),
        ("<blockquote cite=https://o.example/x><img longdesc=http://o.example/x>", []),
        ("<blockquote cite=javascript:x>", [f"1: cite of <blockquote>: {HARMFUL}"]),
        ("<blockquote cite=x>", ["1: cite of <blockquote>: leads to about/x, which is not in the copy"]),
        ("<img srcset='../dot.png 1x, data:image/png,x 2x'>", []),
        ("<img srcset='../dot.png 1x, x 2x'>", ["1: srcset of <img>: leads to about/x, which is not in the copy"]),
        ("<link imagesrcset='x 2x'>", ["1: imagesrcset of <link>: leads to about/x, which is not in the copy"]),
        ("<link rel='alternate STYLESHEET' href=https://o.example/x>", [f"1: href of <link>: {OUT}"]),
        ("<link rel=icon href=https://o.example/x>", [f"1: href of <link>: {OUT}"]),
        ("<link rel=canonical href=https://o.example/x><link href=https://o.example/x>", []),
        ("<svg><g fill='url(x)'/>", ["1: fill of <g>: leads to about/x, which is not in the copy"]),
        ("<p style='a:url(../dot.png) url(DATA:image/png,x)'>", []),
        ("<p style='a:url(javascript:x)'>", [f"1: style of <p>: {HARMFUL}"]),
        ("<p class='url(x)'>", []),
        # in frames
        ("\n<iframe srcdoc='\n<script>x</script>'>", [f"2: <script>: {NOWHERE}"]),
        ("<iframe srcdoc='<p onclick=x>'>", [f"1: onclick of <p>: {NOWHERE}"]),
    ],
)  # fmt: skip
def test_what_no_page_of_a_copy_may_have_is_told_whatever_was_recorded(copied: str, told: list[str]) -> None:
    assert _faults(None, copied) == told


@pytest.mark.parametrize("name", ["img", "iframe", "object", "body"])
def test_nothing_is_loaded_from_another_place(name: str) -> None:
    key = {"object": "data", "body": "background"}.get(name, "src")
    assert _faults(None, f"<{name} {key}=https://o.example/x>") == [f"1: {key} of <{name}>: {OUT}"]


@pytest.mark.parametrize(
    ("form", "usable"),
    [
        ("<form><input></form>", []),
        ("<form><span data-reading-copy=form></span><input><button disabled><input type=' Hidden'>", ["1: <input>"]),
        ("<form><i data-reading-copy=form></i></form><input><form><select></form>", []),
        ("<form><i data-reading-copy=form></i>\n<textarea></textarea><select>", ["2: <textarea>", "2: <select>"]),
        ("<form><i data-reading-copy=note></i><input>", []),
    ],
)
def test_a_form_that_is_said_not_to_work_does_not(form: str, usable: list[str]) -> None:
    assert [one for one in _faults(None, form) if USED in one] == [f"{one}: {USED}" for one in usable]


def _nested(page: str, times: int) -> str:
    for _ in range(times):
        page = '<iframe srcdoc="' + page.replace("&", "&amp;").replace('"', "&quot;") + '"></iframe>'
    return page


@pytest.mark.parametrize(("times", "is_seen"), [(0, True), (1, True), (3, True), (4, False)])
def test_pages_in_frames_are_read_three_deep(times: int, is_seen: bool) -> None:
    assert bool(_faults(None, _nested("<script></script>", times))) is is_seen
    assert bool(_faults(_nested("<p>a", times), _nested("<p>b", times))) is is_seen


@pytest.mark.parametrize(
    ("page", "shows"),
    [
        ("", False),
        (" \n", False),
        ("x", True),
        ("<html><head><meta><link><title>x</title><style>x</style>\n</head></html>", False),
        ("<title></title>x", True),
        ("<title>x</title> y", True),
        ("<head>x", True),
        ("<p>", True),
        ("</p>", False),
        ("<title>x</title><frameset><frame>", False),
        ("<template><p>x</p></template>", False),
        ("<template><template></template><p></template>x", True),
        ("<template><template></template><p></template>", False),
        ("</template><template><p></template>", False),
    ],
)
def test_a_page_that_shows_anything_tells_what_it_is_a_copy_of(page: str, shows: bool) -> None:
    missing = [
        f"1: data-reading-copy: has 0 of the copy’s own {one}, and should have one"
        for one in ("policy", "style", "notice")
    ]
    assert _faults(None, page, notice=(ROOT, date(2023, 5, 1))) == (missing if shows else missing[:2])


def _symbol(name: str, inside: str, **attributes: str) -> str:
    key = "copied-" + hashlib.sha256(f"s.svg#{name}".encode()).hexdigest()[:12]
    frame = {"aria-hidden": "true", "width": "0", "height": "0", "style": "position:absolute"} | attributes
    told = " ".join(f'{one}="{value}"' for one, value in frame.items())
    return f'<svg data-reading-copy="symbol" {told}>{inside.replace("KEY", key)}</svg><svg><use href="#{key}"/></svg>'


@pytest.mark.parametrize(
    ("used", "copied", "told"),
    [
        ("a", _symbol("a", '<symbol id="KEY"><path d="M1"/></symbol>'), ""),
        ("b", _symbol("b", '<g id="KEY"><g id="c"/></g>'), ""),
        ("a", _symbol("a", '<symbol id="KEY"><path d="M1"/></symbol><g id="c"/>'), ""),
        ("a", _symbol("a", '<symbol id="KEY"><path d="M1"/></symbol><g id="d"/>'), "that is not as in s.svg"),
        ("a", _symbol("a", '<symbol id="KEY"><path d="M2"/></symbol>'), "that is not as in s.svg"),
        ("a", _symbol("a", '<symbol id="KEY">x<path d="M1"/></symbol>'), "that is not as in s.svg"),
        ("a", _symbol("a", '<g id="KEY"><path d="M1"/></g>'), "that is not as in s.svg"),
        ("a", _symbol("a", '<symbol id="KEY"><path d="M1"/></symbol>', width="1"), "that is not as a copy has it"),
        ("b", _symbol("a", '<symbol id="KEY"><path d="M1"/></symbol>'), "that the recorded page does not use: copied-"),
        ("a", _symbol("a", ""), "that the recorded page does not use: "),
    ],
)  # fmt: skip
def test_a_part_of_a_drawing_is_that_of_the_drawing(used: str, copied: str, told: str) -> None:
    faults = _faults(f"<svg><use href='/s.svg#{used}'/></svg>", copied)
    assert all(f"1: data-reading-copy: has a part of a drawing {told}" in one for one in faults[:1])
    assert bool(faults) is bool(told)


def test_a_drawing_has_no_addition_of_the_copy_and_is_read_as_xml() -> None:
    drawing = "<svg><style>a{}</style><title>b<i/></title></svg>"
    assert _faults(drawing, drawing, is_xml=True) == []
    added = drawing.replace("<title>", "\n<p data-reading-copy='notice'></p><title>")
    assert _faults(drawing, added, is_xml=True) == ["2: data-reading-copy: has an addition of the copy in a drawing"]


def test_a_page_in_its_plain_form() -> None:
    text = "<!DOCTYPE html>\n<p\nid=a>One\n<b>two</b> <script>\n</script>three<style>\n</style>"
    side = Side(PLACES, recorded=True, base=PAGE, page=PAGE, file=FILE)
    told = [(one.kind, one.text, one.line, dict(one.attributes)) for one in plain_form(side, read_pieces(text))]
    assert told == [
        ("doctype", "html>", 1, {}),
        ("start", "p", 2, {"id": "a"}),
        ("words", "One", 4, {}),
        ("start", "b", 4, {}),
        ("words", "two", 4, {}),
        ("end", "b", 4, {}),
        ("words", "three", 5, {}),
        ("start", "style", 5, {}),
        ("style", "", 5, {}),
        ("end", "style", 6, {}),
    ]
