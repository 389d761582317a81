"""Every rule about addresses and slugs, once; the ledger.

An address is the path of a page on the site, with a slash at both ends: `/bridge-the-gap/`.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 150  # letters: as the name of a folder it must fit in paths that other systems can hold
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_ROOT = re.compile(r"https?://([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?(|/[A-Za-z0-9._~/-]*)")
_LAST_PORT = 65535
_AUTHORITY = re.compile(r"(?:https?:[/\\]*|[/\\]{2})([^/?#\\]*)", re.IGNORECASE)  # as browsers read it
_ADDRESS = re.compile(rf"/|/(?:{SLUG.pattern}/)+")
# Cyrillic small and capital letters, then Greek ones, that look like plain ones (Unicode UTS 39 §4).
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u04cf\u043a"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03c7"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeopcyxijshdlkABEKMHOPCTYXSIJaikvopuxABEZHIKMNOPTYX",
)
ATTACHMENTS = "/attachments/"
AS_AT = "/as-at/"  # what stands between the address of a page and the date of an earlier version
FILE_NAME = re.compile(rf"{SLUG.pattern}\.[a-z0-9]+")


def slugify(text: str) -> str:
    """Return a slug of lower-case ASCII words joined by hyphens; apostrophes close up (`childrens`)."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’‘]", "", text)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def without_look_alikes(text: str) -> tuple[str, str] | None:
    """Return what is deceptive in a text that is to be plain, and the text in the letters that it looks like.

    None for a text that holds no such letter, and for words of another alphabet, which are what they look like.
    """
    plain = text.translate(_LOOK_ALIKES)
    if plain == text or not (plain.isascii() or re.search("[A-Za-z]", text)):
        return None
    strange = next(letter for letter, meant in zip(text, plain, strict=True) if letter != meant)
    return f"holds {_named(strange)}", plain


def is_slug(text: str) -> bool:
    """Tell whether a text may stand as one step of an address."""
    return SLUG.fullmatch(text) is not None and len(text) <= LONGEST_SLUG and not is_reserved(text)


def is_reserved(name: str) -> bool:
    """Tell whether Windows keeps a name, whatever its ending, for a device: no file and no folder may bear it there."""
    return _RESERVED.fullmatch(name.partition(".")[0]) is not None


def is_address(text: str) -> bool:
    """Tell whether a text is an address of a page."""
    return _ADDRESS.fullmatch(text) is not None


def is_attachment(text: str) -> bool:
    """Tell whether a text is an address of a document that readers keep: `/attachments/plan.pdf`."""
    return text.startswith(ATTACHMENTS) and FILE_NAME.fullmatch(text.removeprefix(ATTACHMENTS)) is not None


def is_file_address(text: str) -> bool:
    """Tell whether a text is the address of a file beside pages: `/case-for-change/lamps.csv`."""
    folder, slash, name = text.rpartition("/")
    return bool(folder) and is_address(folder + slash) and FILE_NAME.fullmatch(name) is not None


def address_of_file(file: str) -> str:
    """Return the address at which a file of the built site is served: `about/index.html` gives `/about/`."""
    path = PurePosixPath(file)
    folder = "" if path.parent == PurePosixPath(".") else f"{path.parent}/"
    return quote(f"/{folder}" if path.name == "index.html" else f"/{path}", safe="/~!$&'()*+,;=:@")


def file_of_address(address: str) -> str:
    """Return the file of the built site that serves a page: `/about/` gives `about/index.html`."""
    return f"{address.strip('/')}/index.html".lstrip("/")


def absolute(base: str, address: str) -> str:
    """Return the full address on the site whose root is `base`, which may stand with or without its last slash."""
    return base.rstrip("/") + address


def host_of(url: str) -> str:
    """Return the host of a site's full address, lower case, without port.

    Raises:
        ValueError: when the address is not http or https, names no host in plain letters, or carries a user, a query, a
            fragment or a step that leads up.
    """
    match = _ROOT.fullmatch(url)
    if not match or int(match[2] or 0) > _LAST_PORT or re.search(r"/\.{0,2}(?=/)|/\.{1,2}$", match[3]):
        raise ValueError(f"“{url}” is not the plain full address of a site (https://example.org/)")
    return match[1].lower()


def deceit_in(url: str) -> tuple[str, str] | None:
    """Return how the host of an address looks like another one, and a mend; None for a host that is what it looks like.

    Letters of other alphabets look like plain ones (`gоv.uk` with a Cyrillic о; Unicode UTS 39 §4), and what stands
    before an `@` is no part of the host (RFC 3986 §7.6).
    """
    match = _AUTHORITY.match(url)
    before, mark, host = unquote(match[1] if match else "").rpartition("@")
    if mark:
        return f"{url} leads to {host}, not to {before}", "copy the address from the page that it should lead to"
    strange = next((letter for letter in host if not letter.isascii()), None)
    if strange is None:
        return None
    mend = "type the host again in plain letters; one that is really so is written as xn--…"
    return f"the host {host} holds {_named(strange)}", mend


def _named(strange: str) -> str:
    name = unicodedata.name(strange, "a letter without a name").lower()
    return f"a letter that is not what it looks like: “{strange}”, {name}"


def read_ledger(text: str) -> dict[str, int]:
    """Return the addresses of a ledger with the line that each first stands on; `#` starts a comment line."""
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    ledger: dict[str, int] = {}
    for number, line in lines:
        if line and not line.startswith("#"):
            ledger.setdefault(line, number)
    return ledger


def lost_addresses(ledger: Iterable[str], served: Iterable[str]) -> list[str]:
    """Return the addresses of the ledger that nothing serves any more, in order."""
    return sorted(set(ledger) - set(served))
