"""Routes: for each audience of the register the page that gathers what is for it."""

from review_site.content.register import Review
from review_site.content.register_parts import Term

ROUTES = "/for/"
EVERYONE = "everyone"


def routes_of(review: Review) -> dict[str, Term]:
    """Return the audiences that have a page of their own, by id: all but everyone."""
    return {name: term for name, term in review.audiences.items() if name != EVERYONE}


def route_address(audience: str) -> str:
    """Return where what is for an audience is gathered."""
    return f"{ROUTES}{audience}/"


def route_addresses(review: Review) -> tuple[str, ...]:
    """Return the addresses of all routes, and first that of the page which lists them; none where there is no route."""
    routes = routes_of(review)
    return (ROUTES, *map(route_address, routes)) if routes else ()


def spoken_name(audience: Term) -> str:
    """Return the name of an audience as it stands within a sentence: Carers gives carers, NHS staff stays."""
    first, rest = audience.name[:1], audience.name[1:]
    return audience.name if rest[:1].isupper() else first.lower() + rest


def is_for(audience: str, audiences: tuple[str, ...]) -> bool:
    """Tell whether what names these audiences is for one: it names that one, or everyone."""
    return audience in audiences or EVERYONE in audiences
