"""A made-up collection of submissions of any length, the same for the same number: for tests and for timed work."""

import csv
import io
import random
from pathlib import Path

from tests.drawings import drawn

NAME = "beacons"
TOPICS = ("Lamps", "Rocks", "Fog", "Bells", "Harbours", "Boats")
_FIRST = ("Ada", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jo", "Kit", "Lou", "Moe", "Nan", "Otto", "Pip")
_LAST = ("Beacon", "Cove", "Dune", "Eddy", "Foam", "Gale", "Haven", "Inlet", "Jetty", "Kelp", "Lagoon", "Mist")
_WORDS = "the lamp on north rock was out when we came by at night and nobody rang a bell so we turned back to harbour"
REASONS = ("It tells of a person who did not agree to it.", "It was sent twice.", "The sender asked for it.")
COLUMNS = ("id", "contributor", "kind", "topic", "date", "title", "text", "url", "identity", "reason")


def collection_yml(published: str = "2021-05-20") -> str:
    """The register of the collection."""
    topics = "\n".join(f"  {topic.lower()}: {topic}" for topic in TOPICS)
    return (
        "title: What the coast said of beacons\n"
        "about: Answers of a made-up coast to a made-up question.\n"
        f"published: {published}\n"
        "policy: Each sender chose whether to be named.\n"
        f"topics:\n{topics}\n"
        "source: review:/about/\n"
    )


def rows_csv(count: int) -> str:
    """A CSV of so many rows: mostly named, some anonymous, withheld or held back, texts of many lengths."""
    chance = random.Random(count)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(number, chance) for number in range(1, count + 1))
    return out.getvalue()


def drawing(count: int, published: str = "2021-05-20") -> str:
    """The collection as `conftest.lay` reads it."""
    folder = f"content/submissions/{NAME}"
    return drawn(f"{folder}.yml", collection_yml(published)) + "\n" + drawn(f"{folder}.csv", rows_csv(count))


def lay_collection(project: Path, count: int, published: str = "2021-05-20") -> None:
    """Write the collection into a project."""
    folder = project / "content/submissions"
    folder.mkdir(exist_ok=True)
    (folder / f"{NAME}.yml").write_text(collection_yml(published), encoding="utf-8")
    (folder / f"{NAME}.csv").write_text(rows_csv(count), encoding="utf-8")


def _row(number: int, chance: random.Random) -> dict[str, str]:
    row = {"id": f"{number:05}", "topic": "; ".join(chance.sample(TOPICS, chance.randint(0, 2)))}
    lot = chance.random()
    if lot < 0.05:
        return row | {"identity": "withheld", "reason": chance.choice(REASONS)}
    row |= {"kind": chance.choice(("Individual", "Organisation")), "date": f"2021-{chance.randint(1, 4):02}"}
    row |= {"identity": "anonymous"} if lot < 0.2 else {"identity": "named", "contributor": _name(chance)}
    if chance.random() < 0.3:
        row["title"] = " ".join(chance.sample(_WORDS.split(), 4)).capitalize()
    if lot > 0.97:
        return row | {"reason": chance.choice(REASONS)}
    if lot > 0.9:
        return row | {"url": f"https://coast.example.org/{number}"}
    lines = (" ".join(chance.choices(_WORDS.split(), k=chance.randint(5, 40))) for _ in range(chance.randint(1, 3)))
    return row | {"text": "\n\n".join(lines)}


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {chance.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}."
