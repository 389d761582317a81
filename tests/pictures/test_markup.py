import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import tostring

from markdown.serializers import to_html_string, to_xhtml_string

from review_site.content.picture_files import PictureFile
from review_site.pictures.markup import render_picture
from review_site.pictures.renditions import plan

JAR = Path(__file__).parent.parent.parent / ".judges/node_modules/vnu-jar/build/dist/vnu.jar"
VISIT = PictureFile(
    name="visit.jpg",
    file=Path("content/pictures/visit.jpg"),
    path="content/pictures/visit.jpg",
    format="JPEG",
    width=1000,
    height=500,
    transparent=False,
    sha256="",
)
SOURCE = (
    '<source type="image/webp" srcset="/pictures/visit-320.webp 320w, /pictures/visit-640.webp 640w, '
    '/pictures/visit-960.webp 960w, /pictures/visit-1000.webp 1000w" sizes="(min-width: 45rem) 42.5rem, 100vw">'
)
IMG = '<img src="/pictures/visit-640.jpg" alt="{}" width="1000" height="500"{} decoding="async">'
LAZY = ' loading="lazy"'


def html(alt: str = "Two people", **options) -> str:
    shown = render_picture(VISIT, alt, **{"eager": False, **options})
    return tostring(shown, encoding="unicode", method="html")


def test_shows_a_picture() -> None:
    assert html() == f"<picture>{SOURCE}{IMG.format('Two people', LAZY)}</picture>"
    assert html("", eager=True, css_class="wide") == f'<picture class="wide">{SOURCE}{IMG.format("", "")}</picture>'


def test_shows_a_caption_and_a_credit() -> None:
    picture = f"<picture>{SOURCE}{IMG.format('Two people', LAZY)}</picture>"
    both = "<figcaption>In York, 2021. <small>Photograph: A. Name</small></figcaption>"
    assert html(caption="In York, 2021.", credit="Photograph: A. Name") == f"<figure>{picture}{both}</figure>"
    one = "<figcaption>In York</figcaption>"
    assert html(caption="In York", css_class="wide") == f'<figure class="wide">{picture}{one}</figure>'
    assert html(credit="A. Name") == f"<figure>{picture}<figcaption><small>A. Name</small></figcaption></figure>"


def test_words_are_words_whatever_they_hold() -> None:
    caption = "<script>1 & 2</script>"
    shown = to_html_string(render_picture(VISIT, '"<b>" & co', caption=caption, credit="<i>", eager=True))
    assert 'alt="&quot;&lt;b&gt;&quot; &amp; co"' in shown
    assert "<figcaption>&lt;script&gt;1 &amp; 2&lt;/script&gt; <small>&lt;i&gt;</small>" in shown


def test_every_rendition_is_named_and_nothing_else() -> None:
    for picture in (VISIT, replace(VISIT, width=330, transparent=True)):
        shown = tostring(render_picture(picture, "", eager=True), encoding="unicode")
        assert set(re.findall(r"/pictures/([^ \"]+)", shown)) == {one.name for one in plan(picture)}


def vnu(body: str, folder: Path) -> list[str]:
    assert JAR.is_file(), f"{JAR} is missing"
    page = folder / "page.html"
    page.write_text(f'<!doctype html><html lang="en"><title>Page</title>{body}</html>', encoding="utf-8")
    command = ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always", str(page)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    messages = json.loads(told)["messages"]
    return [one["message"] for one in messages if one["type"] != "info" or one.get("subType") == "warning"]


def test_a_checker_of_html_finds_nothing_wrong_and_would_speak(tmp_path: Path) -> None:
    shown = [
        write(render_picture(VISIT, alt, caption=caption, credit=credit, eager=eager, css_class="wide"))
        for write in (to_html_string, to_xhtml_string)
        for alt, caption, credit, eager in (("Words", "", "", True), ("", "In York", "A. Name", False))
    ]
    assert len(shown) == 4
    html_written, xhtml_written = "".join(shown[:2]), "".join(shown[2:])
    assert vnu(f"<p>{shown[0]}</p>{html_written}", tmp_path) == []
    assert vnu(xhtml_written, tmp_path) == []
    assert vnu(html_written.replace(' sizes="(min-width: 45rem) 42.5rem, 100vw"', ""), tmp_path)
