"""The files for crawlers say what a site's references say, in one order and the same bytes each time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.archive.links.pdfs import pages

from review_site.archive.crawl import write_crawl
from review_site.archive.inventory import read_inventory, with_gone
from review_site.archive.links import read_links

HOME = "https://lighthouses.example/"
FILES: dict[str, str | bytes] = {
    "index.html": "<a href=one/>1</a><img src=https://pictures.example/lamp.png><a href=https://other.example/>o</a>"
    "<a href=//other.example:8080/x>o</a><a href=http://other.example/y>o</a><a href=mailto:x@y.example>m</a>",
    "one/index.html": "<a href=/two/>2</a><a href=/lost/>l</a><iframe src=https://films.example/></iframe>",
    "two/index.html": "<a href=/three/>3</a><form action=https://forms.example/?a=1></form>"
    "<img src=//pictures.example/lamp.png srcset='//pictures.example/lamp.png 2x'>",
    "three/index.html": "<a href=/four/>4</a><a href=/one>1</a><a href=/two/index.html?x>2</a><img src=/lost.png>",
    "four/index.html": "<a href=/paper.pdf>p</a>",
    "paper.pdf": pages([b"(/one/)", b"(https://other.example/)"], [b"(/lost/)", b"(/lost/)"]),
    "alone/index.html": "",
    "feed.rss": "<rss><channel><link>/alone/</link>",
    "404.html": "",
}


@pytest.fixture
def crawl(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Write the files for crawlers of a site, and give what each holds."""

    def write(files: dict[str, str | bytes], *gone: str) -> dict[str, str]:
        for name, content in files.items():
            path = tmp_path / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        inventory = read_inventory(tmp_path / "site", HOME)
        write_crawl(with_gone(inventory, gone), read_links(inventory), tmp_path / "crawl")
        return {path.name: path.read_bytes().decode() for path in (tmp_path / "crawl").iterdir()}

    return write


def lines(*text: str) -> str:
    return "".join(f"{line}\r\n" for line in text)


def test_the_files_of_a_small_site(crawl: Callable[..., dict[str, str]]) -> None:
    written = crawl(FILES)
    assert written == {
        "seeds.txt": f"{HOME}\n{HOME}alone/\n{HOME}feed.rss\n{HOME}four/\n{HOME}paper.pdf\n",
        "hops.csv": lines(
            "address,hops,found_on",
            "/,0,",
            "/404-not-found/,,",
            "/404.html,,",
            "/alone/,,",
            "/feed.rss,,",
            "/four/,4,/three/",
            "/one/,1,/",
            "/paper.pdf,5,/four/",
            "/three/,3,/two/",
            "/two/,2,/one/",
        ),
        "broken-links.csv": lines(
            "address,url,element,attribute,instead",
            "/one/,https://lighthouses.example/lost/,a,href,",
            "/paper.pdf,https://lighthouses.example/lost/,pdf,uri,",
            "/three/,https://lighthouses.example/lost.png,img,src,",
            "/three/,https://lighthouses.example/one,a,href,/one/",
            "/three/,https://lighthouses.example/two/index.html?x,a,href,/two/",
        ),
        "pdf-links.csv": lines(
            "pdf,page,url,in_scope,captured",
            "/paper.pdf,1,https://lighthouses.example/one/,yes,yes",
            "/paper.pdf,1,https://other.example/,no,",
            "/paper.pdf,2,https://lighthouses.example/lost/,yes,no",
        ),
        "third-party.csv": lines(
            "host,kind,url,page,references",
            "films.example,frame,https://films.example/,/one/,1",
            "forms.example,form,https://forms.example/?a=1,/two/,1",
            "other.example,link,,,3",
            "other.example:8080,link,,,1",
            "pictures.example,requisite,https://pictures.example/lamp.png,/,1",
            "pictures.example,requisite,https://pictures.example/lamp.png,/two/,2",
        ),
        "not-read.csv": lines("address,why", "/feed.rss,is not well-formed XML"),
    }
    assert crawl(FILES) == written


def test_addresses_that_went_are_listed_and_are_no_seeds(crawl: Callable[..., dict[str, str]]) -> None:
    written = crawl(FILES, "/lost/")
    assert "/lost/,2,/one/\r\n" in written["hops.csv"]
    assert "/lost/" not in written["broken-links.csv"]
    assert "/lost/" not in written["seeds.txt"]
    assert "/paper.pdf,2,https://lighthouses.example/lost/,yes,yes\r\n" in written["pdf-links.csv"]


def test_a_table_of_what_is_hostile_is_still_a_table(crawl: Callable[..., dict[str, str]]) -> None:
    nasty = '<a href=\'https://o.example/"\r\n,=1\'>x</a><a href="//o.example/\ud83d">'.encode("utf-8", "replace")
    written = crawl({"index.html": b"<img src='//o.example/&#34;&#10;,=cmd()'><a href='/a&#34;,&#13;b'>" + nasty})
    assert written["third-party.csv"].splitlines() == [
        "host,kind,url,page,references",
        "o.example,link,,,2",
        '"o.example","requisite","https://o.example/%22,=cmd()",/,1'.replace(
            '"o.example","requisite"', "o.example,requisite"
        ),
    ]
    assert written["broken-links.csv"].splitlines()[1:] == ['/,"https://lighthouses.example/a%22,b",a,href,']
