"""What is given changed inputs: the content of a review, feeds to be imported, pictures, and bundles to be verified.

Each target lays what it needs in a folder once, changes one file of it, asks what is wrong, and puts the file back.
Beside what is raised, it is a fault when a problem says nothing or breaks its line, and when anything is written
elsewhere.
"""

import gzip
import shutil
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random

from bench.fuzzing.mutating import BINARY, CSV, MARKDOWN, XML, YAML, mutate
from bench.fuzzing.running import Attempt
from PIL import ExifTags, Image
from tests.archive.full import write_full
from tests.good import lay_good

from review_site.archive.bag import write_bag
from review_site.archive.tar import write_sha256, write_tar
from review_site.archive.verify import verify_bundle
from review_site.content.converted import convert
from review_site.content.library import Library, read_library
from review_site.content.markdown import read_markdown
from review_site.content.markdown_text import without_comments
from review_site.content.picture_files import read_picture_files
from review_site.content.raw_html import check_html, forbidden_html
from review_site.content.source import read_source
from review_site.content.text_checks import check_text
from review_site.importing.posts import import_posts
from review_site.pictures.pixels import read_pixels
from review_site.problems import Problem, Problems, ProblemsError, printable
from review_site.style.house_style import read_house_style

INSTANT = datetime(2023, 5, 1, 11, 30, tzinfo=UTC)
_TAR_BLOCK = 512


class WrongError(AssertionError):
    """Something came out that must not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A thing to be tried: `input_of` makes the file of a seed, its name and bytes; `take` gives it to the code.

    `share` is its part of the time beside the others'.
    """

    name: str
    input_of: Callable[[int], tuple[str, bytes]]
    take: Callable[[str, bytes], str]
    share: int = 1

    def attempt(self) -> Attempt:
        """Return what runs one seed."""
        return lambda seed: self.take(*self.input_of(seed))


def all_targets(work: Path, cases: Path) -> list[Target]:
    """Lay what the targets need in a folder of its own; `cases` is the folder tests/cases."""
    good = lay_good(work / "project")
    files = [path for path in sorted(good.rglob("*")) if path.is_file()]
    texts = [path for path in files if path.suffix == ".md"]
    registers = [path for path in files if path.suffix in (".yml", ".csv", ".txt")]
    feeds = [path.read_bytes() for path in sorted((cases / "importing").rglob("*.xml"))]
    bag = write_full(work / "made", "https://review.example.org/", INSTANT)
    return [
        Target(name="front matter", input_of=_inputs(good, texts, YAML, "front"), take=_content(good), share=3),
        Target(name="text", input_of=_inputs(good, texts, MARKDOWN, "body"), take=_content(good), share=3),
        Target(name="text alone", input_of=_inputs(good, texts, MARKDOWN, "body"), take=_text(work / "alone"), share=2),
        Target(
            name="register", input_of=_inputs(good, registers, (*YAML, *CSV), "whole"), take=_content(good), share=3
        ),
        Target(name="import", input_of=_feeds(feeds), take=_import(work / "import", good)),
        Target(name="picture", input_of=_pictures(), take=_picture(work / "pictures")),
        Target(name="bag", input_of=_of_bag(bag), take=_bag(bag, work / "bag"), share=3),
        Target(name="tar", input_of=_tars(bag, work), take=_archive(work / "tar", bag.name, ".tar")),
        Target(name="wacz", input_of=_of_wacz(bag), take=_archive(work / "wacz", "a", ".wacz")),
    ]


def _judge(problems: Iterable[Problem]) -> str:
    """Return what became of an input, once each problem was found fit to be read."""
    told = list(problems)
    for problem in told:
        line = str(problem)
        if not (problem.what and problem.mend and printable(line) == line and len(line.splitlines()) == 1):
            raise WrongError(f"not fit to be read: {problem!r}")
    return "told" if told else "passed"


def _inputs(good: Path, files: Sequence[Path], words: Sequence[bytes], part: str) -> Callable[[int], tuple[str, bytes]]:
    held = {path.relative_to(good).as_posix(): path.read_bytes() for path in files}
    names, others = list(held), list(held.values())

    def make(seed: int) -> tuple[str, bytes]:
        chance = Random(f"{part}:{seed}")
        name = chance.choice(names)
        data = held[name]
        at = data.find(b"\n---\n", 4) + 5 if part != "whole" else len(data)
        head, body = data[:at], data[at:]
        if part == "body":
            return name, head + mutate(body, words, others, chance)
        return name, mutate(head, words, others, chance) + body

    return make


def _content(good: Path) -> Callable[[str, bytes], str]:
    def take(name: str, data: bytes) -> str:
        file = good / name
        before = file.read_bytes()
        file.write_bytes(data)
        problems = Problems()
        try:
            read_house_style(good / "content/house-style.yml", "content/house-style.yml", problems)
            problems.extend(read_library(good / "content", good / "docs").unfinished)
        except ProblemsError as error:
            problems.extend(error.problems)
        finally:
            file.write_bytes(before)
            convert.cache_clear()
        return _judge(problems)

    return take


def _text(place: Path) -> Callable[[str, bytes], str]:
    """Make a page of a text, as far as that can be done without the others: nothing that is forbidden passes untold."""
    place.mkdir()

    def take(_name: str, data: bytes) -> str:
        (place / "fog.md").write_bytes(data)
        problems = Problems()
        source = read_source(place / "fog.md", "docs/fog.md", problems)
        if source is not None:
            text = read_markdown(source.body, source.body_line)
            check_text(source, text, problems)
            check_html(source, text, problems)
            html = convert(source.body)
            convert.cache_clear()
            if html and not len(problems) and forbidden_html(without_comments(html)):
                raise WrongError(f"passed untold: {forbidden_html(html)}")
        return _judge(problems)

    return take


def _feeds(feeds: Sequence[bytes]) -> Callable[[int], tuple[str, bytes]]:
    def make(seed: int) -> tuple[str, bytes]:
        chance = Random(f"feed:{seed}")
        return "feed.xml", mutate(chance.choice(feeds), XML, feeds, chance)

    return make


def _import(place: Path, good: Path) -> Callable[[str, bytes], str]:
    library: Library = read_library(good / "content", good / "docs")

    def take(name: str, data: bytes) -> str:
        shutil.rmtree(place, ignore_errors=True)
        (place / "content/blogs").mkdir(parents=True)
        (place / name).write_bytes(data)
        try:
            done = import_posts(
                place / name, library, place / "content", author="ada-lamp", kind="blog", pictures=place
            )
        except ProblemsError as error:
            done = None
            told = _judge(error.problems)
        written = {path for path in place.rglob("*") if path.is_file()} - {place / name}
        if written != set(done.written if done else ()):
            raise WrongError(f"written beside what was told: {sorted(map(str, written))}")
        if done is None:
            return told
        _judge(done.told)
        return "passed"

    return take


def _pictures() -> Callable[[int], tuple[str, bytes]]:
    held = {}
    for form, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        stream, exif = BytesIO(), Image.Exif()
        exif[ExifTags.Base.Orientation] = 6
        Image.linear_gradient("L").resize((400, 330)).convert("RGB").save(stream, form, exif=exif)
        held[f"bell.{ending}"] = stream.getvalue()

    def make(seed: int) -> tuple[str, bytes]:
        chance = Random(f"picture:{seed}")
        name = chance.choice(sorted(held))
        return name, mutate(held[name], BINARY, list(held.values()), chance)

    return make


def _picture(place: Path) -> Callable[[str, bytes], str]:
    def take(name: str, data: bytes) -> str:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        (place / name).write_bytes(data)
        problems = Problems()
        for picture in read_picture_files(place, "content/pictures", problems).values():
            read_pixels(picture, data, 320)
        return _judge(problems)

    return take


def _of_bag(bag: Path) -> Callable[[int], tuple[str, bytes]]:
    files = [path for path in sorted(bag.rglob("*")) if path.is_file()]
    held = {path.relative_to(bag).as_posix(): path.read_bytes() for path in files}
    names, others = list(held), list(held.values())

    def make(seed: int) -> tuple[str, bytes]:
        chance = Random(f"bag:{seed}")
        name = chance.choice(names)
        if name.endswith(".warc.gz") and chance.random() < 0.8:
            return name, _change_members(held[name], others, chance)
        return name, mutate(held[name], (*BINARY, *CSV), others, chance)

    return make


def _change_members(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """Change a record within its gzip member, so that what reads it gets as far as its fields."""
    members = []
    while data:
        engine = zlib.decompressobj(31)
        members.append(engine.decompress(data))
        data = engine.unused_data
    at = chance.randrange(len(members))
    members[at] = mutate(members[at], BINARY, others, chance)
    return b"".join(gzip.compress(member, compresslevel=1, mtime=0) for member in members)


def _bag(bag: Path, place: Path) -> Callable[[str, bytes], str]:
    """Verify a bag with one file changed: every other time its manifests know of that, so that all rooms are read."""

    def take(name: str, data: bytes) -> str:
        copy = place / bag.name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(bag, copy)
        (copy / name).write_bytes(data)
        if zlib.crc32(data) % 2 and name.startswith("data/"):
            info = dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text().splitlines())
            for tag in [*copy.glob("*manifest-*.txt"), copy / "bagit.txt"]:
                tag.unlink()
            write_bag(copy, info)
        return _judge(verify_bundle(copy))

    return take


def _tars(bag: Path, work: Path) -> Callable[[int], tuple[str, bytes]]:
    write_tar(bag, work / "whole.tar", INSTANT)
    whole = (work / "whole.tar").read_bytes()

    def make(seed: int) -> tuple[str, bytes]:
        chance = Random(f"tar:{seed}")
        if chance.random() < 0.3:
            return "tar", mutate(whole, BINARY, [whole], chance)
        at = chance.randrange(len(whole) // _TAR_BLOCK) * _TAR_BLOCK
        header = mutate(whole[at : at + _TAR_BLOCK], BINARY, [whole], chance)[:_TAR_BLOCK].ljust(_TAR_BLOCK, b"\0")
        total = sum(header) - sum(header[148:156]) + 8 * 0x20
        return "tar", whole[:at] + header[:148] + b"%06o\0 " % total + header[156:] + whole[at + _TAR_BLOCK :]

    return make


def _of_wacz(bag: Path) -> Callable[[int], tuple[str, bytes]]:
    wacz = next(bag.rglob("*.wacz")).read_bytes()

    def make(seed: int) -> tuple[str, bytes]:
        return "wacz", mutate(wacz, BINARY, [wacz], Random(f"wacz:{seed}"))

    return make


def _archive(place: Path, stem: str, ending: str) -> Callable[[str, bytes], str]:
    def take(_name: str, data: bytes) -> str:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        file = place / f"{stem}{ending}"
        file.write_bytes(data)
        if ending == ".tar":
            write_sha256(file)
        told = _judge(verify_bundle(file))
        left = sorted(path.name for path in place.iterdir())
        if left != [file.name, f"{file.name}.sha256"][: len(left)] or len(left) > 1 + (ending == ".tar"):
            raise WrongError(f"written beside the archive: {left}")
        return told

    return take
