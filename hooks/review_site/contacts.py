"""Mail addresses and telephone numbers in a text: what may belong to a person."""

import re
from collections.abc import Iterator

_GAP = r"[ \u00a0\u2009\u202f().-]{0,2}"
_NAME = re.compile(r"[\w.+%-]{1,64}\Z", re.ASCII)
_HOST = re.compile(
    r"@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24})(?![\w@-]|\.\w)", re.ASCII
)
# In the plan of the United Kingdom (Ofcom) a number has nine or ten digits after its 0, a few old ones eight; elsewhere
# it has no more than fifteen with the code of its country (ITU-T E.164 §6).
_PHONE = re.compile(rf"(?:\+[1-9](?:{_GAP}\d){{7,14}}|\(?0[1-35789](?:{_GAP}\d){{7,9}})(?!\w|[.,-]\d)", re.ASCII)
_BEGINS = re.compile(r"[+(0](?=[0-9])")  # quick to look for, in megabytes
_GOES_ON = frozenset(".,=/#&%+-_")  # before it: what is part of an address, a name or a sum is no number
_NO_HOST = (".avif", ".css", ".gif", ".html", ".jpeg", ".jpg", ".js", ".png", ".svg", ".webp")  # logo@2x.png


def contacts_in(text: str) -> Iterator[str]:
    """Give each mail address (RFC 5321 §4.1.2, in ASCII) and telephone number of a text, as it is written there."""
    at = text.find("@")
    while at >= 0:
        name, host = _NAME.search(text, max(0, at - 65), at), _HOST.match(text, at)
        if name and host and not host[1].lower().endswith(_NO_HOST):
            yield name[0] + host[0]
        at = text.find("@", at + 1)
    end = 0
    for begins in _BEGINS.finditer(text):
        at = begins.start()
        if at < end or (at and (text[at - 1].isalnum() or text[at - 1] in _GOES_ON)):
            continue
        if number := _PHONE.match(text, at):
            end = number.end()
            yield number[0]


def same_contact(contact: str) -> str:
    """Return what is the same for each way to write a contact: small letters; digits alone, with 0 for +44."""
    if "@" in contact:
        return contact.lower()
    digits = re.sub(r"\D", "", contact)
    return re.sub("^440?", "0", digits) if contact.lstrip(" (").startswith("+") else digits


def veiled(contact: str) -> str:
    """Return a contact so that its writer knows it, and nobody else can use it: messages are kept in public."""
    if "@" in contact:
        name, _, host = contact.rpartition("@")
        return f"{name[0]}…@{host}"
    return f"{contact[:3]}…{contact[-2:]}"
