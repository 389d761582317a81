"""What a recorded page names: all that a copy may say it lacks, and the parts of drawings that it uses."""

from collections.abc import Iterator, Sequence

from review_site.archive.verify.copied_markup import Piece, read_pieces
from review_site.archive.verify.copied_sides import CANDIDATE, DEEPEST, Side, based, local_name
from review_site.archive.verify.copied_symbols import key_of
from review_site.archive.verify.copy_places import Lead
from review_site.archive.verify.styles import addresses_of

_LONGEST = 120


def named_addresses(side: Side, pieces: Sequence[Piece], depth: int = 0) -> Iterator[str]:
    """Give the full address, without query, of everything that a recorded page names; of what has none, the scheme."""
    for number, piece in enumerate(pieces):
        texts = list(piece.attributes.values())
        held = pieces[number - 1] if number else None
        if piece.kind == "words" and held is not None and held.kind == "start" and local_name(held.text) == "style":
            texts = [address for _, address in addresses_of(piece.text)]
        for key, value in piece.attributes.items():
            texts += [address for _, address in addresses_of(value if key == "style" else f"{key}:{value}")]
            if key in ("srcset", "imagesrcset"):
                texts += [match[1] for match in CANDIDATE.finditer(value)]
            if key == "srcdoc" and depth < DEEPEST:
                inner = read_pieces(value)
                yield from named_addresses(based(side, inner), inner, depth + 1)
        for text in texts:
            yield side.lead(text).url or f"{text.strip().partition(':')[0][:_LONGEST]}:"


def uses(side: Side, pieces: Sequence[Piece]) -> dict[str, Lead]:
    """Return what a recorded page uses of drawings, by the id that it has in the copy."""
    leads = (
        side.lead(value)
        for piece in pieces
        if piece.kind == "start" and local_name(piece.text) == "use"
        for key, value in piece.attributes.items()
        if key in ("href", "xlink:href")
    )
    return {key_of(lead): lead for lead in leads if lead.kind == "file"}
