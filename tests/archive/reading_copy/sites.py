"""Sites whose reading copies are judged: one that tries everything, and what a bundle's rooms need around a copy."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from review_site.archive.inventory import read_inventory
from review_site.archive.reading_copy import write_reading_copy
from review_site.archive.verify.reading_copy import FOLDER, verify_reading_copy
from review_site.archive.verify.tree import read_tree
from review_site.archive.verify.warc import Response, verify_warc
from review_site.archive.warc import write_warc
from review_site.problems import Problems

URL = "https://lighthouses.example.org/"
INSTANT = datetime(2023, 5, 1, 11, 30, tzinfo=UTC)
WARC = "data/web/site.warc.gz"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
FONT = b"wOF2" + bytes(60)

HOME = """<!DOCTYPE html>
<html lang=en manifest=site.appcache><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src 'self'">
<title>Review of <b>Lighthouses</b></title><meta charset="utf-8">
<link rel="canonical" href="/"><link rel="stylesheet" href="/site.css?v=3" integrity="sha256-x" crossorigin>
<link rel="preload" href="/f.woff2" as="font"><link rel="preconnect" href="https://fonts.example">
<link rel="stylesheet" href="https://fonts.example/css?family=Lamp">
<link rel="manifest" href="/site.webmanifest"><link rel="alternate" type="application/atom+xml" href="/feed.atom">
<noscript><img src="https://count.example/p.gif" width=1 height=1></noscript>
<script>document.write("<p>written")</script><script type="module" src="/site.js"></script>
<style>body{background:url(/dot.png)} .lamp{mask-image:url(/lamp.svg)} .x{background:url(https://cdn.example/x.png)}</style>
</head><body onload="start()">
<nav><a href="/about/#who">About</a> <a href="http://lighthouses.example.org:80/about/?a=1&copy=2">About again</a>
<a href="//cdn.example/plan">Plan</a> <a href="mailto:keeper@example.org">Mail</a> <a href="/gone/">Gone</a>
<a href="javascript:start()">Start</a> <a href="#top">Top</a> <a href="/files/CON.txt">A file</a></nav>
<form role="search" action="/search/"><input type="search" name="q"><button>Search</button></form>
<form action="https://mail.example/send" method="post"><input name="n"><select name="s"><option>x</select></form>
<p>What we heard: fog &ndash; and bells, at 5 < 6.</p>
<img src="/dot.png" srcset="/dot.png 1x, https://cdn.example/dot.png 2x" alt="A dot" onerror="start()">
<img src="https://cdn.example/lamp.jpg" alt="A lamp"> <img src="/not-there.png" alt="None">
<picture><source srcset="https://cdn.example/a.webp"><img src="/dot.png" alt=""></picture>
<video controls poster="/dot.png"><source src="https://film.example/a.mp4"></video>
<iframe src="https://film.example/embed">No frames</iframe><iframe src="/about/"></iframe>
<iframe srcdoc="<p>Inside <a href='/about/'>a frame</a><script>start()</script><img src=https://cdn.example/in.png>"></iframe>
<noscript><p>For readers without scripts.</p></noscript>
<svg viewBox="0 0 9 9"><script>start()</script><image href="https://cdn.example/s.png"/>
<a xlink:href="/about/"><text>t</text></a></svg>
<svg class=sign><use href="/signs.svg#bell"></use></svg><svg class=sign><use xlink:href="/signs.svg#bell"/></svg>
<svg><use href="/signs.svg#none"/></svg><svg><use href="https://o.example/s.svg#x"/></svg>
<p style="background:url(&quot;/dot.png&quot;);color:teal">Styled</p><!-- kept -->
<!--[if IE]><script src=old.js></script><![endif]-->
</body></html>
"""
ABOUT = "<p id=who>Who we are: keepers. <a href='..'>Home</a> <a href=/404.html>Lost</a> Zoë.<p>More"
CSS = """@import url("https://fonts.example/a.css") screen; @import "more.css";
@namespace svg url(http://www.w3.org/2000/svg);
@font-face { font-family: Lamp; src: url(https://fonts.example/l.woff2) format("woff2"), url(/f.woff2) format("woff2") }
.é { background: url( 'dot.png' ) } /* url(https://comment.example/) */
.q { background: image-set("dot.png" 1x, "https://cdn.example/2.png" 2x); behavior: url(x.htc) }
.m { mask: url(lamp.svg) center; content: "url(not this)" } p { color: teal }
"""
SVG = (
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' onload="x()">'
    '<script>x()</script><rect width="9" height="9"/><image xlink:href="https://cdn.example/a.png"/>'
    '<a href="/about/"><text>Keepers</text></a></svg>'
)
SITE: dict[str, bytes] = {
    "index.html": HOME.encode(),
    "about/index.html": ABOUT.encode(),
    "404.html": b"<title>Lost</title><p>There is no such page. <a href=/>Home</a>",
    "latin.html": "<html><head><title>é</title></head><body><p>café à Zoë</p></body></html>".encode("latin-1"),
    "wide.html": "<html><body><p>灯台 <a href=/about/>x</a></p></body></html>".encode("utf-16"),
    "frames.html": b"<html><head><title>F</title></head>"
    b'<frameset><frame src="/about/"><frame src="https://o.example/"></html>',
    "moved/index.html": b'<meta http-equiv="refresh" content="0; url=/about/"><title>Moved</title>'
    b"<h1>This page has moved</h1>",
    "page.xhtml": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>X</title></head>'
    b'<body><p>XML<br/></p><script>x()</script><a href="/about/">a</a></body></html>',
    "site.css": CSS.encode(),
    "more.css": b"b { color: navy }\n",
    "site.js": b"start()\n",
    "dot.png": PNG,
    "lamp.svg": SVG.encode(),
    "signs.svg": b'<svg xmlns="http://www.w3.org/2000/svg">'
    b'<linearGradient id="shine"><stop stop-color="teal"/></linearGradient>'
    b'<symbol id="bell" viewBox="0 0 9 9"><title>Bell &amp; horn</title>'
    b'<path d="M0 0h9v9z" fill="url(#shine)" onclick="x()"/>'
    b"<script>x()</script></symbol><symbol id='other'><path d='M1 1'/></symbol></svg>",
    "evil.svg": b'<!DOCTYPE svg [<!ENTITY s "<script>x()</script>">]><svg xmlns="http://www.w3.org/2000/svg">&s;<text>t</text></svg>',
    "f.woff2": FONT,
    "feed.atom": b"<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://lighthouses.example.org/'/></feed>",
    "active.xml": b"<r xmlns:h='http://www.w3.org/1999/xhtml'><h:script>x()</h:script></r>",
    "sniffed": b"<html><script>x()</script>",
    "files/CON.txt": b"a console\n",
    "files/Plan.txt": b"one\n",
    "files/plan.txt": b"two\n",
    "README.txt": b"the site's own\n",
    "pagefind/pagefind.js": b"search()\n",
    "pagefind/a.pf_index": b"\x1f\x8b\x08index",
}


def lay(root: Path, site: dict[str, bytes] | None = None) -> Path:
    """Write a site into a folder."""
    for name, content in (SITE if site is None else site).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


@dataclass(frozen=True, slots=True)
class Bag:
    """A folder with a WARC and the reading copy of what it recorded."""

    folder: Path
    responses: tuple[Response, ...]

    @property
    def copy(self) -> Path:
        return self.folder / FOLDER

    def problems(self) -> list[str]:
        """Verify the copy as it lies there now, all manifests being right."""
        problems = Problems()
        verify_reading_copy(self.folder, read_tree(self.folder, Problems()), WARC, self.responses, problems)
        return [str(problem) for problem in problems]


def make_bag(site: Path, folder: Path, url: str = URL) -> Bag:
    """Capture a site, and write its reading copy, as a bundle does."""
    inventory = read_inventory(site, url)
    (folder / "data/web").mkdir(parents=True)
    write_warc(inventory, INSTANT, folder / WARC)
    write_reading_copy(inventory, folder / FOLDER, instant=INSTANT)
    problems = Problems()
    recorded = verify_warc(folder / WARC, WARC, problems)
    assert not list(problems)
    return Bag(folder, tuple(recorded.responses))
